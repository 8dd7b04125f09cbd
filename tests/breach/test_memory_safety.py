"""A memory-safety bug of the engine ends in a crash of one worker, and the crash has a name.

The bugs are simulated: machine code does to the worker what an exploit does, or fails to do.
"""

from __future__ import annotations

import os
from hashlib import sha256

import pytest
from tests.breach.supervising import Breach, answer_of

from stockade import Outcome, Wall

X86_ONLY = pytest.mark.skipif(os.uname().machine != "x86_64", reason="x86_64 machine code")

CRASHES = {
    "wild write": "signal SIGSEGV",
    "write to code": "signal SIGSEGV",
    "write to a constant": "signal SIGSEGV",
    "wild jump": "signal SIGSEGV",
    "jump into data": "signal SIGSEGV",
    "smash": "signal SIGSEGV",  # the return address on the stack
    "overflow": "signal SIGSEGV",  # of the stack
    "privileged": "signal SIGSEGV",
    "lose_stack": "signal SIGBUS",
    "illegal": "signal SIGILL",  # ud2
    "breakpoint": "signal SIGTRAP",
    "divide": "signal SIGFPE",
}

# libc's own ends. To raise a signal, or to say something first, takes a system call that no run
# needs: the filter is faster.
LIBC_ENDS = ["abort", "stack protector", "double free"]

ROUNDS = 200_000

READING = [Wall.SECCOMP, Wall.RLIMITS, Wall.LANDLOCK, Wall.ROOT]
"""Waived for a look at the list of the mappings, which changes none of them."""


def digest_of(rounds: int) -> str:
    digest = b""
    for _ in range(rounds):
        digest = sha256(digest).digest()
    return digest.hex()


@X86_ONLY
@pytest.mark.parametrize("how", CRASHES)
def test_a_crash_is_named_by_its_signal(breach: Breach, how: str) -> None:
    result = breach.run("memory.crash", how)
    assert (result.outcome, result.cause) == (Outcome.CRASHED, CRASHES[how])
    assert result.value is None


@pytest.mark.parametrize("how", LIBC_ENDS)
def test_libc_ends_a_damaged_program_by_a_call_that_kills(breach: Breach, how: str) -> None:
    result = breach.run("memory.crash", how)
    assert (result.outcome, result.cause) == (Outcome.CRASHED, "forbidden_syscall")


def test_a_mapping_grown_beyond_its_file_is_a_crash_too(breach: Breach) -> None:
    """mremap is allowed, and gives nothing that was not there."""
    assert answer_of(breach.run("memory.read_past_the_end_of_a_file")) == "signal SIGBUS"


@X86_ONLY
def test_runs_beside_a_crash_are_untouched_and_the_next_one_is_fine(breach: Breach) -> None:
    neighbours = [breach.submit("resources.compute", ROUNDS) for _ in range(2)]
    waiting = breach.submit("resources.wait")
    breach.wait_running(3)
    crashes = [breach.submit("memory.crash", how) for how in [*CRASHES, *LIBC_ENDS]]
    causes = [answer_of(crash.result()) for crash in crashes]
    assert causes == [*CRASHES.values(), *("forbidden_syscall" for _ in LIBC_ENDS)]
    assert not waiting.done()
    waiting.cancel()
    expected = digest_of(ROUNDS)
    assert [answer_of(neighbour.result()) for neighbour in neighbours] == [expected] * 2
    assert answer_of(breach.run("resources.compute", 1)) == digest_of(1)


def test_no_page_is_writable_and_executable(breach: Breach) -> None:
    """Not even one from before the walls, where a program could be written without any call."""
    assert answer_of(breach.run("memory.find_pages", "wx", waive=READING)) == ""
    assert answer_of(breach.run("memory.find_pages", "rx", waive=READING)) != ""


def test_no_writable_page_is_shared_with_other_workers(breach: Breach) -> None:
    """It would be a channel from one run to the next."""
    assert answer_of(breach.run("memory.find_pages", "ws", waive=READING)) == ""


def test_leaving_without_a_word_is_a_crash(breach: Breach) -> None:
    for code in (0, 7):
        result = breach.run("calls.exit_with", code)
        assert result.outcome is Outcome.CRASHED
        assert result.cause == f"exited with {code} and no result"
