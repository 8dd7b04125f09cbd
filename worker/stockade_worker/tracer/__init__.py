"""The tracer: what guest code did, seen from outside of its world."""
