"""What the C heap holds now, asked of the allocator itself: no system call, no walk over objects.

The engine's own `memory()` visits every object; on a large heap that would cost more than the run.
The allocator walks its free blocks, so only a heap full of holes takes it long.
Source: mallinfo2(3), glibc 2.33 and later.
"""

from __future__ import annotations

import ctypes


class _MallInfo2(ctypes.Structure):
    _fields_ = tuple(
        (name, ctypes.c_size_t)
        for name in (
            "arena", "ordblks", "smblks", "hblks", "hblkhd",
            "usmblks", "fsmblks", "uordblks", "fordblks", "keepcost",
        )
    )  # fmt: skip
    arena: int
    hblkhd: int
    uordblks: int


_mallinfo2 = ctypes.PyDLL(None).mallinfo2
_mallinfo2.restype = _MallInfo2
_mallinfo2.argtypes = ()


def held_bytes() -> int:
    """Return the bytes that malloc has given out, from its arena and by mmap."""
    info = _mallinfo2()
    return int(info.uordblks + info.hblkhd)


def taken_bytes() -> int:
    """Return the bytes that malloc has from the kernel: what it has given out, and the holes."""
    info = _mallinfo2()
    return int(info.arena + info.hblkhd)
