"""After the host's files, and places to leave one."""

from __future__ import annotations

import os

from tests.breach.native import call

_HERE = -100  # linux/fcntl.h: AT_FDCWD
_REMOVE_DIRECTORY = 0x200  # linux/fcntl.h: AT_REMOVEDIR


def open_path(path: str) -> str:
    """Open for reading."""
    call("openat", _HERE, path, os.O_RDONLY)
    return "opened"


def open_below(directory: int, path: str) -> str:
    """Open from a directory that somebody left open: a root file system of another time."""
    call("openat", directory, path, os.O_RDONLY)
    return "opened"


def look_at(path: str) -> str:
    """Ask for size and owner: no descriptor is needed for that."""
    call("newfstatat", _HERE, path, "@data", 0)
    return "seen"


def make_directory(path: str) -> str:
    """Make one, and take it away again so that it is not left to the test."""
    call("mkdirat", _HERE, path, 0o700)
    call("unlinkat", _HERE, path, _REMOVE_DIRECTORY)
    return "made"


def mount_something() -> str:
    """Mount a file system over the root."""
    call("mount", "none", "/", "tmpfs", 0, 0)
    return "mounted"


def change_root() -> str:
    """Change the root to what it is: the first step of the classic way out of a chroot."""
    call("chroot", "/")
    return "changed"


def grow(fd: int) -> str:
    """Write to a file that somebody left open."""
    call("write", fd, "@data", 1)
    return "written"
