"""A template that jails itself and attacks from inside; started by conftest.py as a fresh process.

argv[1] is JSON: paths (for imports), report_fd, policy (overrides of `production`), keep_fds, arms,
attacks (lists of a name and arguments), freeze, crossed, parent_pid. One JSON line an event goes to
report_fd: {"ready"}, {"sealed"} and {"ended"} for each attack; {"jail"} is a JailError, {"bug"} any
other exception.
"""

# ruff: noqa: E402  # nothing can be imported before argv has said from where

from __future__ import annotations

import json
import os
import sys
from typing import Any

SPEC = json.loads(sys.argv[1])
sys.path[:0] = SPEC["paths"]

import attacks  # type: ignore[import-not-found]  # argv says where it is

from stockade_policies.errors import JailError
from stockade_policies.policy import Policy
from stockade_worker import jail


def main() -> None:
    try:
        _live_as_template()
    except JailError as error:
        _report(jail=_plain(error))
    except BaseException as error:
        _report(bug=repr(error))
        raise
    os._exit(3)


def _live_as_template() -> None:
    _warm()
    for name, *arguments in SPEC["arms"]:
        getattr(attacks, name)(*arguments)
    policy = Policy.production(**SPEC["policy"])
    prepared = jail.prepare(policy)
    if SPEC["freeze"]:
        jail.freeze_code()
    keep = (SPEC["report_fd"], *prepared.fds, *SPEC["keep_fds"])
    template_fd = jail.enter_namespaces(policy, keep, parent_pid=SPEC["parent_pid"])
    pid = os.fork()
    if pid:
        _, status = os.waitpid(pid, 0)
        os._exit(os.waitstatus_to_exitcode(status) & 0xFF)
    jail.enter_root(policy, template_fd)
    walls = {str(wall): state for wall, state in prepared.walls.items()}
    _report(ready={"walls": walls, "notes": prepared.notes})
    for name, *arguments in SPEC["attacks"]:
        _attack(prepared, name, arguments)
    os._exit(0)


def _warm() -> None:
    # First uses read files and make memory; in a sealed worker they would look like attacks.
    json.dumps({"error": OSError(1, "x").errno, "value": [1.5, None, True, "\u20ac"]})
    attacks.prctl.get_dumpable()


def _attack(prepared: jail.Prepared, name: str, arguments: list[Any]) -> None:
    (job_read, job_write), (event_read, event_write) = os.pipe(), os.pipe()
    os.write(job_write, b"go")
    pid = os.fork()
    if pid == 0:
        _live_as_worker(prepared, job_read, event_write, name, arguments)
    os.close(job_read)
    os.close(event_write)
    with open(event_read, "rb", buffering=0) as events:
        if events.read(1) == b"s":
            _report(sealed=True)
        said = events.read()
    os.close(job_write)
    _, status = os.waitpid(pid, 0)
    _report(ended={"status": status, **(json.loads(said) if said else {})})


def _live_as_worker(
    prepared: jail.Prepared, job_fd: int, event_fd: int, name: str, arguments: list[Any]
) -> None:
    if SPEC["crossed"]:
        event_fd = os.dup(event_fd)
        job_fd, event_fd = os.dup2(job_fd, jail.EVENT_FD), os.dup2(event_fd, jail.JOB_FD)
    try:
        jail.seal(prepared, job_fd, event_fd)
        os.write(jail.EVENT_FD, b"s")
        said = {"value": getattr(attacks, name)(*arguments)}
    except JailError as error:
        os.write(jail.EVENT_FD, b"f")
        said = {"jail": _plain(error)}
    except OSError as error:
        said = {"errno": error.errno}
    os.write(jail.EVENT_FD, json.dumps(said).encode())
    os._exit(0)


def _plain(error: JailError) -> tuple[str, int | None, str, str]:
    return error.step, error.errno, error.reason, error.hint


def _report(**event: Any) -> None:
    os.write(SPEC["report_fd"], json.dumps(event).encode() + b"\n")


main()
