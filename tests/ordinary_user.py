"""Become an ordinary user, also where root's interpreter lies behind a closed /root."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path

from stockade_worker.jail import libc

ORDINARY_UID = 61_234  # not 65534: that the map names the caller's own uid must show

UNREACHABLE = "another user can't reach the interpreter"
"""Why a test for that user is skipped, where the directories can't be covered either."""

_NEW_MOUNT = 0x00020000  # linux/sched.h: CLONE_NEWNS
_BIND, _RECURSIVE, _PRIVATE = 4096, 16384, 1 << 18  # linux/mount.h


def become_ordinary(paths: Iterable[str]) -> None:
    """Become an ordinary user who can reach these paths. Raises OSError. Requires: root.

    Where one lies behind a directory that others can't enter, as under a /root of mode 0700, that
    directory is covered, in a mount namespace of this process alone, by an empty one that holds
    nothing but the needed paths.
    """
    if behind := closed_doors(paths):
        libc.unshare(_NEW_MOUNT)
        libc.mount("none", "/", "", _PRIVATE | _RECURSIVE)
        kept = {path: os.open(path, os.O_PATH) for path in behind}
        for door in set(behind.values()):
            libc.mount("tmpfs", str(door), "tmpfs", 0, "mode=0755")
        for path, fd in kept.items():
            path.mkdir(parents=True, exist_ok=True)
            libc.mount(f"/proc/self/fd/{fd}", str(path), "", _BIND)
            os.close(fd)
    os.setgroups([])
    os.setresgid(ORDINARY_UID, ORDINARY_UID, ORDINARY_UID)
    os.setresuid(ORDINARY_UID, ORDINARY_UID, ORDINARY_UID)


def closed_doors(paths: Iterable[str]) -> dict[Path, Path]:
    """Return the paths that others can't reach, each with the outermost closed directory."""
    behind = {}
    for path in map(Path, paths):
        for directory in reversed([path, *path.parents]):
            if not directory.stat().st_mode & stat.S_IXOTH:
                behind[path] = directory
                break
    return behind
