"""The attacks of `stockade doctor`, made from inside the jail; started by exec, like a template."""

from .prober import main

__all__ = ["main"]
