"""How malloc asks the kernel for memory: in ways that the filter allows, for no more than it needs.

When the main arena can't grow, glibc's malloc tries to open a second one, and that takes an
mprotect(2), which the filter kills for: the worker would die by SIGSYS where it should report that
its memory is used up. With one arena malloc uses brk, mmap, mremap, munmap and nothing else.

Left alone, malloc raises the size from which a block gets a mapping of its own each time that such
a block is freed, up to 32 MiB. Large blocks then come from the heap, where they leave holes, and
growing one copies it beside itself: a run would hold up to twice what its ceiling says.
"""

from __future__ import annotations

from stockade_worker.jail import libc

HINT = "mallopt belongs to glibc: run on a host with glibc"

MAPPED_BYTES = 256 << 10
"""From this size on a block has a mapping of its own, which goes back to the kernel when freed."""

_M_MMAP_THRESHOLD = -3
_M_ARENA_MAX = -8


def apply() -> None:
    """Limit malloc to the main arena, and fix its mapping threshold. See mallopt(3).

    Requires: single-threaded, or another thread may already own a second arena.
    """
    libc.mallopt(_M_ARENA_MAX, 1)
    libc.mallopt(_M_MMAP_THRESHOLD, MAPPED_BYTES)
