"""A worker: seal, take one job from descriptor 3, send events to descriptor 4, exit.

Nothing here may raise: a sealed worker has no stderr to write a traceback to, and `sys.exit` would
run code that needs system calls which the filter forbids. The only ways out are a frame and
`os._exit`.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from typing import NoReturn

from stockade_policies import Wall
from stockade_policies.errors import JailError

from . import jail, wire
from .engine import Engine, execute, rehearse
from .jail import EVENT_FD, JOB_FD

EXIT_DONE = 0
EXIT_JAIL = 64
EXIT_NO_JOB = 65
EXIT_BROKEN = 70

JOINED_BYTES = 1 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Outfit:
    """What a template has ready for every worker.

    sealed     the frame that reports the walls.
    rehearsal  the frame of a job for a worker to practise on.
    starved    the frame that reports an exhausted memory, when there is none to make it.
    """

    prepared: jail.Prepared
    engine: Engine
    sealed: bytes
    rehearsal: bytes
    starved: bytes


def serve(outfit: Outfit, job_fd: int, event_fd: int) -> NoReturn:
    """Seal this process and run one job. Never returns.

    Requires: a fresh fork of the template. The two descriptors become 3 and 4; all others are
    closed.
    """

    # An exception inside a C callback would be printed; printing is a system call that kills.
    def end_by(unraisable: sys.UnraisableHookArgs) -> None:
        os._exit(_starve(outfit) if unraisable.exc_type is MemoryError else EXIT_BROKEN)

    sys.unraisablehook = end_by
    try:
        os._exit(_serve(outfit, job_fd, event_fd))
    except MemoryError:
        os._exit(_starve(outfit))
    finally:
        os._exit(EXIT_BROKEN)


def _serve(outfit: Outfit, job_fd: int, event_fd: int) -> int:
    try:
        jail.seal(outfit.prepared, job_fd, event_fd)
    except JailError as error:
        moved = error.step != Wall.PROCESS  # the pipes take their places in that step
        _write(EVENT_FD if moved else event_fd, wire.encode(wire.jail_failed(error)))
        return EXIT_JAIL
    rehearse(outfit.engine, outfit.rehearsal)
    _write(EVENT_FD, outfit.sealed)
    job = _receive()
    if job is None:
        return EXIT_NO_JOB
    outfit.engine.host.emit = _send_console
    outfit.engine.tracer.send = _send_trace
    _answer(execute(outfit.engine, job))
    return _wait_for_end()


def _answer(ended: wire.Ended) -> None:
    """Send how the run ended, in one piece unless it is too large to copy."""
    start, value = wire.encode_ended(ended)
    if len(value) <= JOINED_BYTES:
        _write(EVENT_FD, start + value)
    else:
        _write(EVENT_FD, start)
        _write(EVENT_FD, value)


def _starve(outfit: Outfit) -> int:
    """Report that memory ran out, with a frame from before it did."""
    _write(EVENT_FD, outfit.starved)
    return _wait_for_end()


def _wait_for_end() -> int:
    """Stay until the supervisor, who asks the kernel about us meanwhile, hangs up."""
    while os.read(JOB_FD, 1):
        pass
    return EXIT_DONE


def _receive() -> wire.Run | None:
    """Wait for the job; None when the supervisor closed the pipe instead."""
    frame = bytearray()
    end = wire.HEADER_BYTES
    while len(frame) < end:
        data = os.read(JOB_FD, end - len(frame))  # a spare waits here: ask for no buffer in vain
        if not data:
            return None
        frame += data
        if len(frame) == wire.HEADER_BYTES:
            end = wire.HEADER_BYTES + int.from_bytes(frame, "big")
    order = wire.decode_order(memoryview(frame)[wire.HEADER_BYTES : end])
    return order if isinstance(order, wire.Run) else None


def _send_console(level: str, text: str) -> None:
    _write(EVENT_FD, wire.encode(wire.Console(level=level, text=text)))


def _send_trace(events: bytes) -> None:
    _write(EVENT_FD, wire.encode(wire.Traced(events=events)))


def _write(fd: int, frame: bytes | memoryview) -> None:
    """Write a whole frame; waits while the supervisor does not read, on the run's own clock."""
    rest = memoryview(frame)
    try:
        while rest:
            rest = rest[os.write(fd, rest) :]
    except OSError:  # nobody reads any more: there is nothing left to live for
        os._exit(EXIT_NO_JOB)
