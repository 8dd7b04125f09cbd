"""A worker in an attacker's hands has inherited nothing of the program that embeds Stockade."""

from __future__ import annotations

import os
import secrets
import socket
from collections.abc import Iterator

import pytest
from tests.breach.attacks.inheritance import LEFT_OPEN, SECRET
from tests.breach.conftest import open_breach
from tests.breach.supervising import Breach, answer_of

from stockade_policies import Wall

PIPES_AND_NULL = {"0", "1", "2", "3", "4"}
LOOKING = [Wall.SECCOMP]
READING = [Wall.SECCOMP, Wall.RLIMITS, Wall.LANDLOCK, Wall.ROOT]


@pytest.fixture
def careless(user: str) -> Iterator[tuple[Breach, str, list[int]]]:
    """A program with a secret in its memory and its environment, that leaves descriptors open."""
    secret = secrets.token_hex(16)
    one, other = socket.socketpair()
    opened = [
        one.detach(),
        os.open("/", os.O_RDONLY | os.O_DIRECTORY),
        os.open("/proc/self/mem", os.O_RDWR),
        os.pidfd_open(os.getpid()),
    ]
    # To numbers that a worker would not have by chance; dup2 makes them inheritable.
    held = [os.dup2(fd, number) for number, fd in enumerate(opened, start=800)]
    os.environ["STOCKADE_TEST_SECRET"] = secret
    try:
        with open_breach(user) as breach:
            yield breach, secret, held
    finally:
        del os.environ["STOCKADE_TEST_SECRET"]
        other.close()
        for fd in opened + held:
            os.close(fd)


def test_no_descriptor_of_the_program_reaches_a_worker(
    careless: tuple[Breach, str, list[int]],
) -> None:
    """Socket, directory, own memory and pidfd were all open, and marked to be inherited."""
    breach, _, held = careless
    found = set(answer_of(breach.run("inheritance.descriptors", waive=LOOKING)).split())
    assert found == PIPES_AND_NULL
    without = [Wall.PROCESS, *LOOKING]
    found = set(answer_of(breach.run("inheritance.descriptors", waive=without)).split())
    assert {str(fd) for fd in LEFT_OPEN.values()} < found  # the template's own
    assert not {str(fd) for fd in held} & found  # exec has closed the program's


def test_no_secret_of_the_program_is_in_a_worker(careless: tuple[Breach, str, list[int]]) -> None:
    """Neither in the environment, nor in the arguments, nor anywhere in its memory."""
    breach, secret, _ = careless
    assert secret not in answer_of(breach.run("inheritance.environment"))
    assert count_in_memory(breach, secret) == 0
    assert count_in_memory(breach, SECRET.value.decode()) > 0  # the search finds what is there


def test_a_worker_of_another_run_has_left_nothing_in_memory(breach: Breach) -> None:
    """Each is a fork of the template, from before any job."""
    secret = secrets.token_hex(16)
    assert answer_of(breach.run("inheritance.keep", secret, waive=READING)) == "kept"
    assert count_in_memory(breach, secret) == 0


def test_a_left_open_descriptor_is_no_use_behind_the_filter(breach: Breach) -> None:
    """Even where the wall that closes it is missing."""
    attacks = [
        *(("calls.call", "read", fd, "@data", 1) for fd in LEFT_OPEN.values()),
        *(("calls.call", "write", fd, "@data", 1) for fd in LEFT_OPEN.values()),
        ("files.open_below", LEFT_OPEN["directory"], "etc/passwd"),
    ]
    found = breach.run_all(attacks, waive=[Wall.PROCESS])
    assert set(found.values()) == {"forbidden_syscall"}


def count_in_memory(breach: Breach, text: str) -> int:
    """Search the whole memory of a worker from inside."""
    parts = text[: len(text) // 2], text[len(text) // 2 :]
    value = breach.run("inheritance.search_memory", *parts, waive=READING).value
    assert isinstance(value, int)
    return value
