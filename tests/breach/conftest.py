"""A supervisor whose workers are in an attacker's hands, for each of two users."""

from __future__ import annotations

import os
import socket
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from tests.breach.native import number_of
from tests.breach.supervising import BREACHED, BREACHED_ORDINARY, Breach
from tests.ordinary_user import UNREACHABLE

from stockade_policies.errors import TemplateError


@pytest.fixture(scope="module", params=["root", "ordinary"])
def user(request: pytest.FixtureRequest) -> str:
    """Everything is tried twice: with a template started by root, and by anyone else."""
    if request.param == "root" and os.geteuid() != 0:
        pytest.skip("needs root")
    return str(request.param)


@pytest.fixture(scope="module")
def breach(user: str, outlives_tests: None) -> Iterator[Breach]:
    """One supervisor for all tests of a module; nothing may be left when it has been closed."""
    with open_breach(user) as opened:
        yield opened


def open_breach(user: str, **limits: int) -> Breach:
    """Return a supervisor whose template is started by `user`; skip if that can't be."""
    if user == "root" or os.geteuid() != 0:
        return Breach(BREACHED, **limits)
    if trouble := _trouble_of_an_ordinary_user():
        pytest.skip(trouble)
    return Breach(BREACHED_ORDINARY, **limits)


@cache
def _trouble_of_an_ordinary_user() -> str:
    with Breach(BREACHED_ORDINARY) as attempt:
        try:
            attempt.run("resources.compute", 0)
        except TemplateError as error:
            if UNREACHABLE not in str(error):
                raise
            return str(error)
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """What listens on this host, outside of every jail."""

    tcp_port: int
    udp_port: int
    abstract_name: str
    path: str


@pytest.fixture(scope="module")
def services() -> Iterator[Services]:
    """Services of the host that anybody there may use."""
    name = f"stockade-breach-{os.getpid()}"
    with (
        tempfile.TemporaryDirectory(prefix="stockade-breach-") as folder,
        socket.create_server(("127.0.0.1", 0), backlog=100) as tcp,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp,
        socket.socket(socket.AF_UNIX) as abstract,
        socket.socket(socket.AF_UNIX) as named,
    ):
        Path(folder).chmod(0o755)
        path = f"{folder}/service"
        udp.bind(("127.0.0.1", 0))
        abstract.bind(f"\0{name}")
        abstract.listen(100)
        named.bind(path)
        Path(path).chmod(0o666)
        named.listen(100)
        yield Services(
            tcp_port=tcp.getsockname()[1],
            udp_port=udp.getsockname()[1],
            abstract_name=name,
            path=path,
        )


def forbidden(
    breach: Breach, calls: Iterable[tuple[str | int, ...]], *, at_least: int
) -> dict[tuple[object, ...], str]:
    """Make each of these system calls in a sealed worker; return those that did not kill it.

    Calls that this machine does not have are left out, of which the others must be `at_least`.
    """
    made = [("calls.call", *call) for call in calls if _is_here(str(call[0]))]
    assert len(made) >= at_least
    answers = breach.run_all(made)
    return {attack: answer for attack, answer in answers.items() if answer != "forbidden_syscall"}


def _is_here(name: str) -> bool:
    try:
        number_of(name)
    except LookupError:
        return False
    return True
