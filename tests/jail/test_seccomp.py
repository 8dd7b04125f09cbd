"""The wall `seccomp`: what a run needs is let through, and what it is made of.

That anything else kills is tried in tests/breach, number by number and through every gate.
"""

from __future__ import annotations

import mmap
import signal
import socket
from typing import TYPE_CHECKING

import pyseccomp

from stockade_policies import Wall
from stockade_worker.jail import seccomp

if TYPE_CHECKING:
    from tests.jail.conftest import InJail, InJails

SIGSYS = int(signal.SIGSYS)

PRIVATE = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS
READ_WRITE = mmap.PROT_READ | mmap.PROT_WRITE
PAGE = mmap.PAGESIZE
STRAIGHT: list[tuple[str, tuple[int | str, ...]]] = [
    ("read", (3, "data", 1)),
    ("write", (4, "data", 0)),
    ("mmap", (0, PAGE, READ_WRITE, PRIVATE, -1, 0)),
    ("mmap", (0, PAGE, READ_WRITE, PRIVATE, 0xFFFFFFFF, 0)),  # as a C int in a wide register
    ("mremap", ("data", PAGE, PAGE, 1, 0)),
    ("madvise", ("data", PAGE, mmap.MADV_DONTNEED)),
    ("futex", ("data", 128, 1)),  # another value than the page's: EAGAIN
    ("futex", ("data", 129, 1)),
    *(("clock_gettime", (clock, "data")) for clock in range(8)),
    ("munmap", ("data", PAGE)),
    ("brk", (0,)),
]


def number_of(name: str) -> int:
    """Return the native number of a system call, negative if there is none."""
    return int(pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, name))


def test_a_sealed_worker_can_read_write_compute_and_free(in_jail: InJail) -> None:
    ending = in_jail("live")
    assert (ending.value, ending.exit_code) == ("go", 0)


def test_a_sealed_worker_can_match_the_patterns_of_rules(in_jail: InJail) -> None:
    ending = in_jail("match_patterns", arms=[("compile_patterns",)])
    assert (ending.value, ending.signal) == ([True, False, False], 0)


def test_the_list_is_eleven_calls() -> None:
    assert len(seccomp.ALLOWED) == 11


def test_an_allowed_call_with_its_own_arguments_returns(in_jails: InJails) -> None:
    endings = in_jails([("syscall", number_of(name), *rest) for name, rest in STRAIGHT])
    died = {call: e for call, e in zip(STRAIGHT, endings, strict=True) if e.signal}
    assert not died


def test_running_out_of_memory_does_not_look_like_an_attack(in_jails: InJails) -> None:
    """In small blocks (brk), large ones (mmap), and one that grows (mremap)."""
    endings = in_jails([("eat", 1000), ("eat", 100_000), ("eat", 10_000_000), ("grow",)])
    assert [ending.value for ending in endings] == ["MemoryError"] * 4


def test_no_memory_becomes_executable(in_jails: InJails) -> None:
    ways = [("map_executable",), ("protect_executable",)]
    assert [ending.signal for ending in in_jails(ways)] == [SIGSYS] * 2
    without_both = [Wall.SECCOMP, Wall.PRIVILEGES]  # MDWE is the second line
    endings = in_jails(ways, waive=without_both)
    assert [ending.value for ending in endings] == ["mapped", "executable"]


def test_without_this_wall_another_one_catches_most(in_jails: InJails) -> None:
    """The dual: what would happen, and which wall sees to it."""
    new_user_namespace = 0x10000000
    caught: dict[tuple[str | int, ...], str] = {
        ("open_path", "/etc/passwd"): "EMFILE",  # rlimits
        ("open_socket", socket.AF_UNIX, socket.SOCK_STREAM): "EMFILE",  # rlimits
        ("fork",): "EAGAIN",  # rlimits
        ("signal_template",): "EPERM",  # landlock
        ("create_file", "/x"): "EROFS",  # root
        ("set_hostname",): "EPERM",  # privileges
        ("chroot", "/"): "EPERM",  # privileges
        ("protect_executable",): "EACCES",  # privileges: MDWE
        ("steal_from_template", number_of("process_vm_readv")): "EPERM",  # privileges, landlock
        ("signal_host",): "ESRCH",  # namespaces
        ("syscall", number_of("unshare"), new_user_namespace): "ENOSPC",  # namespaces
    }
    endings = in_jails(list(caught), waive=[Wall.SECCOMP])
    assert {a: e.errno for a, e in zip(caught, endings, strict=True)} == caught


def test_without_this_wall_some_things_go_through(in_jails: InJails) -> None:
    """The rest of the dual: this much only seccomp stops."""
    numbers = [number_of(name) for name in ("getpid", "uname", "sched_yield", "getrandom")]
    endings = in_jails([("syscall", number, "data") for number in numbers], waive=[Wall.SECCOMP])
    assert [ending.errno or ending.signal for ending in endings] == [0, 0, 0, 0]
