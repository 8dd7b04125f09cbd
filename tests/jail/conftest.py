"""Runs attacks from inside a jail: the fixture `in_jail` and what it returns."""

from __future__ import annotations

import errno
import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Protocol, Self

import prctl
import pyseccomp
import pytest
from tests.ordinary_user import ORDINARY_UID, UNREACHABLE, become_ordinary, closed_doors

import stockade_policies
import stockade_worker
from stockade_policies import Wall

HERE = Path(__file__).parent
DEADLINE_SECONDS = 30.0

# The interpreter itself and not the venv's link, so that another user needs few paths to reach it.
PYTHON = os.path.realpath(sys.executable)
PATHS = [
    str(HERE),
    *(str(Path(module.__path__[0]).parent) for module in (stockade_policies, stockade_worker)),
    *sorted({str(Path(module.__file__).parent) for module in (prctl, pyseccomp)}),
]
NEEDED = (*PATHS, sys.base_prefix)


@dataclass(frozen=True, kw_only=True)
class Ending:
    """How one attack ended: by a value, an errno, a signal, or because a wall could not be built.

    errno, signal  names as in errno(3) and numbers as in signal(7); "" and 0 if it was not that.
    exit_code      of the worker, -1 if a signal ended it.
    jail           step, errno, reason and hint of the JailError, if it was one.
    """

    value: Any = None
    errno: str = ""
    signal: int = 0
    exit_code: int = -1
    dumped_core: bool = False
    jail: tuple[str, int | None, str, str] | None = None

    @classmethod
    def of(cls, event: dict[str, Any]) -> Ending:
        status = event["status"]
        code = event.get("errno")
        return cls(
            value=event.get("value"),
            errno=errno.errorcode.get(code, str(code)) if code is not None else "",
            signal=os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0,
            exit_code=os.WEXITSTATUS(status) if os.WIFEXITED(status) else -1,
            dumped_core=os.WCOREDUMP(status),
            jail=tuple(event["jail"]) if "jail" in event else None,
        )


@dataclass(kw_only=True)
class Jail:
    """A running template and what it has reported so far.

    Use as a context manager: it ends with no process and no descriptor left.
    """

    process: subprocess.Popen[bytes]
    report_fd: int
    events: list[dict[str, Any]] = field(default_factory=list)
    _buffer: bytes = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()  # the template; the kernel ends the rest of its pid namespace
        self.wait_end()
        os.close(self.report_fd)
        self.process.wait()
        if self.process.stderr:
            self.process.stderr.close()

    def wait_for(self, name: str) -> Any:
        """Return the next event of this name, or None when the jail ended without."""
        while not any(name in event for event in self.events):
            if not self._read_more():
                return None
        return next(event[name] for event in self.events if name in event)

    def wait_descendants(self) -> list[int]:
        """Return the pids below the process that was started, a sealed worker's last."""
        assert self.wait_for("sealed")
        found, pid = [], self.process.pid
        while children := Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii"):
            pid = int(children)
            found.append(pid)
        return found

    def wait_end(self) -> None:
        """Read on until every process that could still report is gone."""
        while self._read_more():
            pass

    def finish(self) -> list[Ending]:
        """Wait for the end; return one Ending an attack, or the one of a failed template."""
        self.wait_end()
        for event in self.events:
            if "jail" in event:
                return [Ending(jail=tuple(event["jail"]))]
        endings = [Ending.of(event["ended"]) for event in self.events if "ended" in event]
        if not endings:
            _, said = self.process.communicate()
            pytest.fail(
                f"the template ended with {self.process.returncode}: {self.events} {said!r}"
            )
        return endings

    def _read_more(self) -> bool:
        ready, _, _ = select.select([self.report_fd], [], [], DEADLINE_SECONDS)
        if not ready:
            self.process.kill()
            pytest.fail(f"the jail said nothing for {DEADLINE_SECONDS} s")
        chunk = os.read(self.report_fd, 65536)
        *lines, self._buffer = (self._buffer + chunk).split(b"\n")
        self.events += map(json.loads, lines)
        return bool(chunk)


Attack = tuple[Any, ...]
"""The name of a function in attacks.py, then its arguments."""


class StartJail(Protocol):
    def __call__(self, *attacks: Attack, **options: Any) -> Jail: ...


class InJail(Protocol):
    def __call__(self, name: str, *arguments: Any, **options: Any) -> Ending: ...


class InJails(Protocol):
    def __call__(self, attacks: Sequence[Attack], **options: Any) -> list[Ending]: ...


def start(
    *attacks: Attack,
    user: str,
    waive: Sequence[Wall] = (),
    arms: Sequence[Attack] = (),
    keep_fds: Sequence[int] = (),
    extra_fds: Sequence[int] = (),
    freeze: bool = True,
    crossed: bool = False,
    environment: dict[str, str] | None = None,
    parent_pid: int | None = None,
    through: Sequence[str] = (),
    **ceilings: Any,
) -> Jail:
    """Start a template for `attacks`, as `user` ("root" or "ordinary").

    waive, ceilings  of its policy.   arms        functions of attacks.py to call before the jail.
    keep_fds         told to keep.    extra_fds   inherited without being told.
    freeze           call freeze_code().   crossed  give each pipe the other one's number.
    through          a command that starts it, for tests of what becomes of it without its parent.
    """
    report_read, report_write = os.pipe()
    spec = {
        "paths": PATHS,
        "report_fd": report_write,
        "policy": {"waive": [str(wall) for wall in waive], **ceilings},
        "arms": arms,
        "attacks": attacks,
        "keep_fds": keep_fds,
        "freeze": freeze,
        "crossed": crossed,
        "parent_pid": parent_pid,
    }
    command = [PYTHON, "-I", "-S", str(HERE / "inmate.py"), json.dumps(spec)]
    demote = user == "ordinary" and os.geteuid() == 0
    become = partial(become_ordinary, NEEDED)
    try:
        process = subprocess.Popen(
            [*through, *command],
            env=environment or {},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            pass_fds=(report_write, *keep_fds, *extra_fds),
            preexec_fn=become if demote else None,  # noqa: PLW1509  # one thread
        )
    except subprocess.SubprocessError:  # it does not say more
        os.close(report_read)
        doors = ", ".join(sorted(map(str, closed_doors(NEEDED).values())))
        pytest.skip(f"{UNREACHABLE} through {doors}")
    finally:
        os.close(report_write)
    return Jail(process=process, report_fd=report_read)


@pytest.fixture(params=["root", "ordinary"])
def user(request: pytest.FixtureRequest) -> str:
    """Each test that takes a jail runs twice: its template started by root, and by anyone else."""
    if request.param == "root" and os.geteuid() != 0:
        pytest.skip("needs root")
    return str(request.param)


@pytest.fixture
def template_uid(user: str) -> int:
    """The uid of the template before it enters its namespaces."""
    return ORDINARY_UID if user == "ordinary" and os.geteuid() == 0 else os.geteuid()


@pytest.fixture
def start_jail(user: str) -> StartJail:
    """Start a jail whose attacks the test watches from outside."""

    def started(*attacks: Attack, **options: Any) -> Jail:
        return start(*attacks, **{"user": user, **options})

    return started


@pytest.fixture
def in_jail(start_jail: StartJail) -> InJail:
    """Run one attack of attacks.py in a jail; return how it ended."""

    def run(name: str, *arguments: Any, **options: Any) -> Ending:
        with start_jail((name, *arguments), **options) as jail:
            return jail.finish()[0]

    return run


@pytest.fixture
def in_jails(start_jail: StartJail) -> InJails:
    """Run many attacks, each in a worker of its own of one template; return how they ended."""

    def run(attacks: Sequence[Attack], **options: Any) -> list[Ending]:
        with start_jail(*attacks, **options) as jail:
            endings = jail.finish()
        assert len(endings) == len(attacks)
        return endings

    return run


@pytest.fixture(autouse=True)
def _nothing_is_left() -> Iterator[None]:
    """Every test ends with as many descriptors and children as it began with."""
    before = _open_fds(), _children()
    yield
    deadline = time.monotonic() + 2.0
    while (left := (_open_fds(), _children())) != before and time.monotonic() < deadline:
        select.select([], [], [], 0.01)
    assert left == before


def _open_fds() -> list[str]:
    return sorted(os.listdir("/proc/self/fd"))


def _children() -> str:
    return Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii")
