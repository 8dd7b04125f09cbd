"""Below JavaScript: our C library beside the engine, and the way to it."""
