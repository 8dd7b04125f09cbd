"""Start a program of the jail's, and hear what it says of itself; for `stockade doctor`."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from stockade_policies import JailError, Policy
from stockade_policies.errors import ProtocolError
from stockade_worker import wire

from .spawner import Program, TemplateProcess, exec_jailer
from .template import MAX_PACKET_BYTES, decode_packet

REPORT = "see what this host limits, filters or kills; if it does not, report it as a defect"

Step = Callable[[wire.Phase, wire.Message], wire.Phase]


@contextmanager
def interview(
    program: Program, policy: Policy, step: Step, seconds: float
) -> Iterator[Iterator[wire.Message]]:
    """Start `program` under `policy`, give what it says message by message, and end it.

    step     of its protocol.
    seconds  for all that it says.
    Raises JailError when it says that it can't go on, does not start, ends, takes too long or
    breaks the protocol. The calling thread must not end meanwhile.
    """
    try:
        started = exec_jailer(program)
    except OSError as error:
        hint = "look at the limits of processes and descriptors of this user"
        reason = f"it does not start: {error.strerror}"
        raise JailError("probe", error.errno, reason, hint) from error
    try:
        yield _hear(started, policy, step, seconds)
    finally:
        started.end()


def _hear(
    started: TemplateProcess, policy: Policy, step: Step, seconds: float
) -> Iterator[wire.Message]:
    control, deadline = started.control, time.monotonic() + seconds
    order = wire.Start(policy=policy.to_plain())
    phase = step(wire.Phase.NEW, order)
    try:
        control.send(wire.encode(order))
        while True:
            control.settimeout(max(0.001, deadline - time.monotonic()))
            packet = control.recv(MAX_PACKET_BYTES)
            if not packet:
                raise _lost(_last_line(started) or "it ended early")
            message = decode_packet(packet)
            phase = step(phase, message)
            if isinstance(message, wire.JailFailed):
                raise JailError(message.step, message.errno or None, message.reason, message.hint)
            yield message
    except TimeoutError:
        raise _lost(f"no end after {seconds:g} s") from None
    except OSError as error:  # it can be gone before it has read its order
        raise _lost(_last_line(started) or error.strerror or str(error)) from error
    except ProtocolError as error:
        raise _lost(error.reason) from error


def _lost(reason: str) -> JailError:
    return JailError("probe", None, reason, REPORT)


def _last_line(started: TemplateProcess) -> str:
    """Return the end of its traceback, which it could write until the jail was begun."""
    return started.last_words().rpartition("\n")[2]
