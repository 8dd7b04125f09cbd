"""Single system calls, by whichever gate: what the sweeps are made of."""

from __future__ import annotations

from tests.breach import native
from tests.breach.native import Argument

X32_BIT = 0x40000000  # asm/unistd.h: __X32_SYSCALL_BIT


def call(which: str | int, *arguments: Argument) -> int:
    """Make a system call."""
    return native.call(which, *arguments)


def call_x32(number: int) -> int:
    """Make a system call of the x32 table."""
    return native.call(X32_BIT | number)


def call_i386(number: int) -> int:
    """Make a system call of 32-bit programs."""
    return native.call_i386(number)


def knock_at_the_32_bit_gate() -> str:
    """Ask for the pid by it."""
    native.call_i386(20)
    return "answered"


def call_from_32_bit_code() -> int:
    """Switch the processor to 32-bit mode, and make the same from there."""
    return native.run("to_32_bit")


def call_by_sysenter() -> int:
    """Use the other gate of 32-bit programs; not every processor opens it to 64-bit code."""
    return native.run("sysenter")


def call_vsyscall() -> int:
    """Call the page that was mapped for programs before there were vDSOs."""
    return native.call_vsyscall()


def exit_with(code: int) -> None:
    """Leave without a word."""
    native.call("exit_group", code)
