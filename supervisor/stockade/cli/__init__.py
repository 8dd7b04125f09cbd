"""The command line: `stockade run`, `stockade doctor`, `stockade stress`."""

from .app import main

__all__ = ["main"]
