"""After more than one worker may have: memory, processor, time."""

from __future__ import annotations

import ctypes
import hashlib
import mmap
import time

from tests.breach import native
from tests.breach.native import call

from stockade_worker.jail import JOB_FD

_PRIVATE = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS
_READ_WRITE = mmap.PROT_READ | mmap.PROT_WRITE
_PIECE = 1 << 20


def spin() -> None:
    """Burn processor time in two instructions that poll nothing."""
    native.run("spin")


def spin_unstoppably() -> None:
    """The same, with every signal blocked by a forged return from a signal."""
    native.spin_with_all_signals_blocked()


def hoard(size: int, seconds: float) -> str:
    """Take memory, piece by piece, and touch it; then hold what was given for a while."""
    refused: OSError | None = None
    for _ in range(0, size, _PIECE):
        try:
            piece = call("mmap", 0, _PIECE, _READ_WRITE, _PRIVATE, -1, 0)
        except OSError as error:
            refused = error
            break
        ctypes.memset(piece, 1, _PIECE)
    _compute_for(seconds)
    if refused:
        raise refused
    return "held"


def hold(size: int) -> None:
    """Take memory and keep it, without using the processor, until someone ends this."""
    piece = call("mmap", 0, size, _READ_WRITE, _PRIVATE, -1, 0)
    ctypes.memset(piece, 1, size)
    wait()


def reserve(size: int) -> str:
    """Map memory and do not touch it: address space, and a promise of the kernel's."""
    call("mmap", 0, size, _READ_WRITE, _PRIVATE, -1, 0)
    return "mapped"


def lock_memory() -> str:
    """Keep a page from ever being swapped out."""
    call("mlock", "@data", mmap.PAGESIZE)
    return "locked"


def duplicate_descriptor() -> str:
    """Make a descriptor."""
    call("dup", JOB_FD)
    return "made"


def ring() -> str:
    """Set up io_uring, by which many calls pass a filter as none."""
    call("io_uring_setup", 1, native.data)
    return "made"


def wait() -> None:
    """Do nothing, for ever, by a read that is allowed."""
    call("read", JOB_FD, "@data", 1)


def sleep_on_a_lock() -> None:
    """The same by a futex that nobody wakes."""
    call("futex", "@data", 128, 0, 0, 0, 0)  # FUTEX_WAIT_PRIVATE, while the word is 0


def compute(rounds: int) -> str:
    """Be an honest run: a long computation with an answer that can be checked."""
    digest = b""
    for _ in range(rounds):
        digest = hashlib.sha256(digest).digest()
    return digest.hex()


def _compute_for(seconds: float) -> None:
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass
