"""A worker in an attacker's hands can make eleven system calls, in the ways that a run needs.

Every number is called in a sealed worker of its own, by machine code, through each gate that the
processor has. Whatever is not on the list is death by SIGSYS, which a result calls
`forbidden_syscall`; what is on it is tried again with arguments that no run needs.
"""

from __future__ import annotations

import mmap
import os
from collections.abc import Iterator

import pytest
from tests.breach.attacks.calls import X32_BIT
from tests.breach.conftest import open_breach
from tests.breach.native import number_of
from tests.breach.supervising import Breach

from stockade_policies import Wall
from stockade_worker.jail import seccomp

KILLED = "forbidden_syscall"
X86_ONLY = pytest.mark.skipif(os.uname().machine != "x86_64", reason="a gate of x86_64 only")

# uretprobe and uprobe: kernel/seccomp.c, seccomp_uprobe_exception(), passes them by every filter.
# They are for the kernel's own trampolines; from anywhere else they do nothing.
PROBES = {335, 336} if os.uname().machine == "x86_64" else set()
HARMLESS = {KILLED, "signal SIGILL", "ENXIO", "ENOSYS"}

# What becomes of an allowed call with zeros for arguments. The others need more to be allowed.
WITH_ZEROS = {
    "munmap": "EINVAL",
    "clock_gettime": "EFAULT",
    "exit_group": "exited with 0 and no result",
    "rt_sigreturn": "signal SIGSEGV",
}

PAGE = mmap.PAGESIZE
PRIVATE = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS
SHARED = mmap.MAP_SHARED | mmap.MAP_ANONYMOUS
READ_WRITE = mmap.PROT_READ | mmap.PROT_WRITE
FIXED, FIXED_NOREPLACE, STACK_DOWN, HUGE, POPULATE = 0x10, 0x100000, 0x100, 0x40000, 0x8000
HIGH_BIT = 1 << 40

TWISTED: list[tuple[str | int, ...]] = [
    *(("read", fd, "@data", 1) for fd in (0, 1, 2, 4, 5, 77, 1 << 31, -1)),
    *(("write", fd, "@data", 1) for fd in (0, 1, 2, 3, 5, 77, 1 << 31, -1)),
    ("mmap", 0, PAGE, mmap.PROT_EXEC, PRIVATE, -1, 0),
    ("mmap", 0, PAGE, mmap.PROT_READ | mmap.PROT_EXEC, PRIVATE, -1, 0),
    ("mmap", 0, PAGE, READ_WRITE | mmap.PROT_EXEC, PRIVATE, -1, 0),
    ("mmap", 0, PAGE, mmap.PROT_READ, PRIVATE, -1, 0),
    ("mmap", 0, PAGE, READ_WRITE | HIGH_BIT, PRIVATE, -1, 0),
    ("mmap", 0, PAGE, READ_WRITE, SHARED, -1, 0),
    *(
        ("mmap", "@data", PAGE, READ_WRITE, PRIVATE | flag, -1, 0)
        for flag in (FIXED, FIXED_NOREPLACE, STACK_DOWN, HUGE, POPULATE, HIGH_BIT)
    ),
    ("mmap", 0, PAGE, READ_WRITE, mmap.MAP_PRIVATE, 3, 0),
    ("mmap", 0, PAGE, mmap.PROT_READ, mmap.MAP_PRIVATE, 3, 0),
    ("mmap", 0, PAGE, READ_WRITE, PRIVATE, 3, 0),
    *(("mremap", "@data", PAGE, PAGE, flags, 0) for flags in (0, 2, 3, 4, 5, 1 | HIGH_BIT)),
    *(("madvise", "@data", PAGE, advice) for advice in (0, 8, 9, 10, 12, 14, 21, 22, 23, 100)),
    *(("futex", "@data", operation, 1) for operation in range(16)),
    *(("futex", "@data", 128 | operation, 1) for operation in range(2, 16)),
    ("futex", "@data", 128 | 256, 1),
    *(("clock_gettime", clock, "@data") for clock in (8, 9, 11, 16, -1, -2, -6, 1 << 31)),
]


@pytest.fixture(scope="module")
def breach(user: str, outlives_tests: None) -> Iterator[Breach]:
    with open_breach(user, workers=4, spares=4) as opened:
        yield opened


@pytest.fixture(scope="module")
def anyone(outlives_tests: None) -> Iterator[Breach]:
    """For the gates that have a filter's rule of their own, whoever started the template."""
    with Breach(workers=4, spares=4) as opened:
        yield opened


def test_every_call_but_the_allowed_ones_kills(breach: Breach) -> None:
    """Numbers 0 to 1023: all that kernels have, and what kernels to come will call the others."""
    found = breach.run_all(("calls.call", number) for number in range(1024))
    answers = {int(str(attack[1])): answer for attack, answer in found.items()}
    numbers = {number_of(name): name for name in seccomp.ALLOWED}
    survived = {n: a for n, a in answers.items() if a != KILLED and n not in PROBES}
    brk = survived.pop(number_of("brk"))
    assert {numbers.get(n, str(n)): a for n, a in survived.items()} == WITH_ZEROS
    assert int(brk) > 0  # where the heap ends
    assert {answers[number] for number in PROBES} <= HARMLESS


@X86_ONLY
def test_every_call_of_the_x32_table_kills(anyone: Breach) -> None:
    found = anyone.run_all(("calls.call_x32", number) for number in range(1024))
    assert {attack: a for attack, a in found.items() if a != KILLED} == {}


@X86_ONLY
def test_every_call_of_32_bit_programs_kills(anyone: Breach) -> None:
    """By int 0x80, where the numbers mean other calls: 3 is read, 4 is write, 11 is execve."""
    found = anyone.run_all(("calls.call_i386", number) for number in range(512))
    assert {attack: a for attack, a in found.items() if a != KILLED} == {}


@X86_ONLY
def test_no_other_gate_leads_into_the_kernel(breach: Breach) -> None:
    """Each is seen to be a gate: without the filter the call comes back, or leads on to a crash."""
    gates = [("calls.call_i386", 20), ("calls.call_from_32_bit_code",), ("calls.call_vsyscall",)]
    answers = breach.run_all(gates)
    assert [answers[gate] for gate in gates[:2]] == [KILLED] * 2
    assert answers[gates[2]] in {KILLED, "signal SIGSEGV"}  # a kernel may have no vsyscall page
    assert KILLED not in breach.run_all(gates, waive=[Wall.SECCOMP]).values()


@X86_ONLY
def test_the_gate_of_sysenter_is_shut(breach: Breach) -> None:
    """To 64-bit code: some processors do not have it at all, others lead it to the filter."""
    assert breach.run_all([("calls.call_by_sysenter",)]).popitem()[1] in {
        KILLED,
        "signal SIGILL",
        "signal SIGSEGV",
    }


def test_numbers_beyond_every_table_kill(breach: Breach) -> None:
    numbers = [1024, 4095, 65535, 0x3FFFFFFF, X32_BIT | 0x3FFFFFFF, 0x7FFFFFFF, 1 << 31, -1]
    found = breach.run_all(("calls.call", number) for number in numbers)
    assert set(found.values()) == {KILLED}


def test_an_allowed_call_with_other_arguments_kills(breach: Breach) -> None:
    """Other descriptors, executable memory, files, memory that is shared or lies over another."""
    found = breach.run_all(("calls.call", *twisted) for twisted in TWISTED)
    assert {attack: a for attack, a in found.items() if a != KILLED} == {}


def test_an_allowed_call_is_told_from_a_twisted_one(breach: Breach) -> None:
    """The same as machine code makes them, with what a run needs: they come back."""
    straight: list[tuple[str | int, ...]] = [
        ("write", 4, "@data", 0),
        ("mmap", 0, PAGE, READ_WRITE, PRIVATE, -1, 0),
        ("mmap", 0, PAGE, READ_WRITE, PRIVATE, 0xFFFFFFFF, 0),  # a C int in a wide register
        ("mremap", "@data", PAGE, PAGE, 1, 0),
        ("madvise", "@data", PAGE, mmap.MADV_DONTNEED),
        ("futex", "@data", 129, 1),
        *(("clock_gettime", clock, "@data") for clock in range(8)),
        ("munmap", "@data", PAGE),
    ]
    found = breach.run_all(("calls.call", *call) for call in straight)
    assert {attack: a for attack, a in found.items() if not a.isdigit()} == {}
