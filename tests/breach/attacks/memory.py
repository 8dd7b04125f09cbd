"""After executable memory, and what an exploit that goes wrong does to its process."""

from __future__ import annotations

import ctypes
import mmap

from tests.breach import native
from tests.breach.native import call

_PRIVATE = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS
_READ_WRITE = mmap.PROT_READ | mmap.PROT_WRITE
_NOWHERE = 0xDEAD0000
_MAYMOVE = 1  # linux/mman.h: MREMAP_MAYMOVE


def map_code() -> str:
    """Map memory for a program of one's own."""
    call("mmap", 0, mmap.PAGESIZE, _READ_WRITE | mmap.PROT_EXEC, _PRIVATE, -1, 0)
    return "mapped"


def turn_into_code() -> str:
    """Make a page of data executable."""
    call("mprotect", "@data", mmap.PAGESIZE, mmap.PROT_READ | mmap.PROT_EXEC)
    return "turned"


def crash(how: str) -> None:
    """End by what an engine's memory-safety bug does, or by what libc does about it."""
    addresses = {
        "wild write": ("store", _NOWHERE),
        "write to code": ("store", native.code.get("store", 0)),
        "write to a constant": ("store", _in_the_interpreter()),
        "wild jump": ("jump", _NOWHERE),
        "jump into data": ("jump", native.data),
    }
    if how in {"abort", "stack protector", "double free"}:
        native.fail_like(how)
    else:
        native.run(*addresses.get(how, (how, 0)))


def find_pages(permissions: str) -> str:
    """Return the mappings that have all of these permissions (r, w, x; s for shared).

    It needs the list of the mappings, so it is for workers that may still open files.
    """
    with open("/proc/self/maps", encoding="utf-8", errors="replace") as maps:
        lines = maps.read().splitlines()
    return "; ".join(line for line in lines if set(permissions) <= set(line.split()[1]))


def read_past_the_end_of_a_file() -> None:
    """Grow a mapping of a library beyond its file, which mremap allows, and touch the end."""
    page = _in_the_interpreter() & -mmap.PAGESIZE
    size = 64 << 20
    moved = call("mremap", page, mmap.PAGESIZE, size, _MAYMOVE)
    native.peek(moved + size - mmap.PAGESIZE, 1)


def _in_the_interpreter() -> int:
    """Return an address in a library's code."""
    return ctypes.cast(ctypes.pythonapi.Py_GetVersion, ctypes.c_void_p).value or 0
