"""The command line: `stockade run`, `stockade doctor`."""

from .app import main

__all__ = ["main"]
