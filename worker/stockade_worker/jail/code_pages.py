"""No page that is writable and executable: part of the wall `privileges`, done earlier.

A callback of ctypes is a few instructions written at run time. Before Python 3.12 they lie in a
page mapped writable and executable, which stays so: memory where whoever owns the worker could
write a program and jump to it, although no system call can make such memory any more. So once the
last callback exists, the page loses its write permission, in the template, before the first fork.

It needs /proc/self/maps, and so comes before the wall `root`.
"""

from __future__ import annotations

import mmap
from collections.abc import Iterator

from stockade_worker.jail import libc

HINT = "mount /proc: the list of this process's pages is read there"


def apply() -> None:
    """Make every writable and executable page of this process read-only.

    Raises OSError. Requires: every callback of ctypes made, and none freed from now on: both write
    to those pages, which is a SIGSEGV afterwards.
    """
    for start, end in list(_writable_code()):
        libc.mprotect(start, end - start, mmap.PROT_READ | mmap.PROT_EXEC)


def _writable_code() -> Iterator[tuple[int, int]]:
    with open("/proc/self/maps", encoding="utf-8", errors="replace") as maps:
        for line in maps:
            addresses, permissions = line.split(maxsplit=2)[:2]
            if "w" in permissions and "x" in permissions:
                start, _, end = addresses.partition("-")
                yield int(start, 16), int(end, 16)
