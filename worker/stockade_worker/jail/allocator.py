"""One malloc arena, so that running out of memory does not look like an attack.

When the main arena can't grow, glibc's malloc tries to open a second one, and that takes an
mprotect(2), which the filter kills for: the worker would die by SIGSYS where it should report that
its memory is used up. With one arena malloc uses brk, mmap, mremap, munmap and nothing else.
"""

from __future__ import annotations

from stockade_worker.jail import libc

HINT = "mallopt(M_ARENA_MAX) belongs to glibc: run on a host with glibc"

_M_ARENA_MAX = -8


def apply() -> None:
    """Limit malloc to the main arena. See mallopt(3).

    Requires: single-threaded, or another thread may already own a second arena.
    """
    libc.mallopt(_M_ARENA_MAX, 1)
