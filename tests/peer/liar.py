"""A template whose workers say to the supervisor whatever their job tells them to, byte by byte.

Sealed as any worker, so no more than an attacker has who owns one: the event pipe to write to. The
source of a job is one line a step:

    say HEX       write these bytes
    trickle HEX   write them one at a time, a millisecond of CPU between two
    again N HEX   write them N times
    hush          never say or read anything again
    die           end by SIGSEGV
    leave N       exit with code N

After the last step it waits, as an honest worker does after its result.
"""

from __future__ import annotations

import ctypes
import os
import time
from collections.abc import Callable
from typing import NoReturn

from stockade_worker import template, wire, worker
from stockade_worker.engine import Engine
from stockade_worker.jail import EVENT_FD, JOB_FD


def main(control_fd: int) -> NoReturn:
    """Run the starter; see stockade_worker.template."""
    ctypes.string_at(b"x", 1)  # once before the walls
    setattr(worker, "execute", lie)  # noqa: B010  # another module's name, which is its own
    template.main(control_fd)


def lie(engine: Engine, job: wire.Run) -> NoReturn:
    """Follow the job's steps instead of running it."""
    for line in job.source.decode().splitlines():
        word, *rest = line.split(" ")
        STEPS[word](*rest)
    while os.read(JOB_FD, 1):
        pass
    os._exit(0)


def say(data: str) -> None:
    rest = memoryview(bytes.fromhex(data))
    while rest:
        rest = rest[os.write(EVENT_FD, rest) :]


def trickle(data: str) -> None:
    for at in range(0, len(data), 2):
        say(data[at : at + 2])
        until = time.process_time() + 0.001
        while time.process_time() < until:
            pass


def again(count: str, data: str) -> None:
    for _ in range(int(count)):
        say(data)


def hush() -> NoReturn:
    while True:
        pass


def die() -> None:
    ctypes.string_at(0)


def leave(code: str) -> NoReturn:
    os._exit(int(code))


STEPS: dict[str, Callable[..., None]] = {
    step.__name__: step for step in (say, trickle, again, hush, die, leave)
}
