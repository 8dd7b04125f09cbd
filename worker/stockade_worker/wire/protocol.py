"""Which message may follow which: the transition tables are the specification.

A pair that is not in its table is a `ProtocolError`: on the event pipe the worker is hostile and is
killed, on the control socket the template is broken and is replaced. `docs/protocol.md` draws the
same tables; a test keeps them equal.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

from stockade_policies.errors import ProtocolError

from .messages import (
    Console,
    Ended,
    Examined,
    JailFailed,
    Message,
    Ready,
    Reaped,
    Run,
    Sealed,
    Spawn,
    Spawned,
    SpawnFailed,
    Start,
    Traced,
)

S = TypeVar("S", bound=StrEnum)


class State(StrEnum):
    """Where a worker stands, as the supervisor sees it."""

    SEALING = "sealing"
    IDLE = "idle"
    BUSY = "busy"
    DONE = "done"


WORKER: dict[tuple[State, type[Message]], State] = {
    (State.SEALING, Sealed): State.IDLE,
    (State.SEALING, JailFailed): State.DONE,
    (State.IDLE, Run): State.BUSY,
    (State.BUSY, Console): State.BUSY,
    (State.BUSY, Traced): State.BUSY,
    (State.BUSY, Ended): State.DONE,
}


class Phase(StrEnum):
    """Where a template or a probe stands, as the supervisor sees it."""

    NEW = "new"
    STARTING = "starting"
    SERVING = "serving"
    FAILED = "failed"


TEMPLATE: dict[tuple[Phase, type[Message]], Phase] = {
    (Phase.NEW, Start): Phase.STARTING,
    (Phase.STARTING, Ready): Phase.SERVING,
    (Phase.STARTING, JailFailed): Phase.FAILED,
    (Phase.SERVING, Spawn): Phase.SERVING,
    (Phase.SERVING, Spawned): Phase.SERVING,
    (Phase.SERVING, SpawnFailed): Phase.SERVING,
    (Phase.SERVING, Reaped): Phase.SERVING,
}


PROBE: dict[tuple[Phase, type[Message]], Phase] = {
    (Phase.NEW, Start): Phase.STARTING,
    (Phase.STARTING, Examined): Phase.STARTING,
    (Phase.STARTING, JailFailed): Phase.FAILED,
}


def step_worker(state: State, message: Message) -> State:
    """Return the worker's next state. Raises `ProtocolError` for a message out of turn."""
    return _step(WORKER, state, message)


def step_template(phase: Phase, message: Message) -> Phase:
    """Return the template's next phase. Raises `ProtocolError` for a message out of turn."""
    return _step(TEMPLATE, phase, message)


def step_probe(phase: Phase, message: Message) -> Phase:
    """Return the probe's next phase. Raises `ProtocolError` for a message out of turn."""
    return _step(PROBE, phase, message)


def _step(table: dict[tuple[S, type[Message]], S], at: S, message: Message) -> S:
    try:
        return table[at, type(message)]
    except KeyError:
        name = type(message).__name__
        raise ProtocolError(f"{name} may not come while the peer is {at.value}") from None
