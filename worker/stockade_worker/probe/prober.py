"""A probe: build the jail as a template does, then attack each wall from inside.

Theory of operation. `stockade doctor` starts this module by exec, like a template, with a policy.
As there, three kinds of process come of it: a starter, pid 1 of the jail, and forks of that, each
of which seals itself, makes one attack and ends. Pid 1 judges, and sends the doctor one `Examined`
a wall. It runs no hostile code, so unlike a template it reads what its workers write.

An attack that fails proves nothing if it would have failed anyway. So every attack on a wall of the
workers is made twice: with that wall lifted it must work. One that does not, or that another wall
has stopped, is moot, and a wall holds only if it has stopped one attack at least.

The first wall that can't be put up ends the probe with `JailFailed`. The doctor then starts another
one that does without that wall.

Every process here has an end of its own: a worker its alarm, pid 1 the last attack, and the starter
pid 1's.
"""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from errno import errorcode
from typing import Any, NoReturn

from stockade_policies import JailError, Policy, Wall
from stockade_worker import jail, wire
from stockade_worker.control import exit_like, receive
from stockade_worker.jail import OF_A_WORKER

from .attacks import GOALS, LIFTED, NONE, Attack, Walls, plan, shortfalls
from .attempts import Foiled
from .targets import arm_inside, arm_outside

ALARM_SECONDS = 1.0
MAX_BYTES = 1 << 14
NO_JOB_FD = 0  # /dev/null

_Cells = dict[Walls, jail.Prepared]
"""What a worker needs to seal itself, for each set of walls that an attack has lifted."""


class _End(StrEnum):
    """How an attack ended."""

    STOPPED = "stopped"
    """By the wall that was attacked."""

    WORKED = "worked"

    MOOT = "moot"
    """It failed, or could not be made, for some other reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Result:
    name: str
    end: _End
    said: str


def main(control_fd: int) -> NoReturn:
    """Run the starter. Requires: started by exec, one thread, `control_fd` is a SOCK_SEQPACKET."""
    control = socket.socket(fileno=control_fd)
    try:
        start = receive(control)
        if isinstance(start, wire.Start):
            _probe(Policy.from_plain(start.policy), control)
    except JailError as error:
        control.send(wire.encode(wire.jail_failed(error)))
    except Exception as error:  # a traceback has nowhere to go
        reason = f"{type(error).__name__}: {error}"
        number = error.errno if isinstance(error, OSError) else None
        broken = JailError("probe", number, reason, "look at what this host limits or filters")
        control.send(wire.encode(wire.jail_failed(broken)))
    finally:
        os._exit(0)


def _probe(policy: Policy, control: socket.socket) -> None:
    """Enter the jail and report each wall that the policy does not waive, from its pid 1."""
    cells = _prepare(policy)
    outside = arm_outside(policy)
    jail.freeze_code()
    kept = [control.fileno(), *(sock.fileno() for sock in outside.sockets)]
    kept += [fd for prepared in cells.values() for fd in prepared.fds]
    starter_fd = jail.enter_namespaces(policy, kept)
    first = os.fork()
    if first:
        control.close()
        exit_like(first)
    jail.enter_root(policy, starter_fd)
    inside = arm_inside()
    notes = (*cells[NONE].notes, *shortfalls())
    for wall, made in plan(policy, outside, inside).items():
        results = [_attempt(cells, wall, attack) for attack in made]
        control.send(wire.encode(_examined(wall, made[0].lifted, results, notes)))


def _prepare(policy: Policy) -> _Cells:
    lifted_sets = {*LIFTED, *(lifted | OF_A_WORKER for lifted in LIFTED)}
    return {
        lifted: jail.prepare(replace(policy, waive=policy.waive | lifted)) for lifted in lifted_sets
    }


def _attempt(cells: _Cells, wall: Wall, attack: Attack) -> _Result:
    """Make an attack on `wall`, after the proof that it works without, where there can be one."""
    if wall in OF_A_WORKER:
        proof = _make(cells[attack.lifted | OF_A_WORKER], attack)
        if proof.end is not _End.WORKED:
            said = f"{proof.said} without this wall, too"
            return _Result(name=attack.name, end=_End.MOOT, said=said)
    return _make(cells[attack.lifted], attack)


def _make(prepared: jail.Prepared, attack: Attack) -> _Result:
    """Make an attack in a worker of its own. Raises JailError if that can't be sealed."""
    event_read, event_write = os.pipe()
    worker = os.fork()
    if worker == 0:
        _live(prepared, attack, event_write)
    os.close(event_write)
    with open(event_read, "rb", buffering=0) as events:
        data = events.read()
    _, status = os.waitpid(worker, 0)
    decoder = wire.FrameDecoder(max_frame_bytes=MAX_BYTES, max_frames=2, max_bytes=MAX_BYTES)
    said: dict[str, Any] = {}
    decoder.feed(data)
    while (body := decoder.take()) is not None:
        said |= wire.decode_body(body, max_items=20)
    if "jail" in said:
        raise JailError(*said["jail"])
    end, text = _judge(attack, said, os.waitstatus_to_exitcode(status))
    return _Result(name=attack.name, end=end, said=text)


def _judge(attack: Attack, said: dict[str, Any], exit_code: int) -> tuple[_End, str]:
    if "sealed" not in said:
        return _End.MOOT, "it died before it was sealed"
    if exit_code < 0:
        killer = signal.Signals(-exit_code)
        end = _End.STOPPED if killer == attack.signal else _End.MOOT
        return end, f"killed by {killer.name}"
    if "end" not in said:
        return _End.MOOT, "it ended without a word"
    return _End(said["end"]), said["text"]


def _live(prepared: jail.Prepared, attack: Attack, event_fd: int) -> NoReturn:
    """Seal this worker, make the attack, and tell what came of it."""
    try:
        signal.setitimer(signal.ITIMER_REAL, ALARM_SECONDS)
        try:
            jail.seal(prepared, NO_JOB_FD, event_fd)
        except JailError as error:
            moved = error.step != Wall.PROCESS  # the pipes take their places in that step
            words = (error.step, error.errno, error.reason, error.hint)
            os.write(jail.EVENT_FD if moved else event_fd, wire.encode_frame({"jail": words}))
            os._exit(0)
        os.write(jail.EVENT_FD, wire.encode_frame({"sealed": True}))
        end, text = _run(attack)
        os.write(jail.EVENT_FD, wire.encode_frame({"end": end.value, "text": text}))
    finally:
        os._exit(0)


def _run(attack: Attack) -> tuple[_End, str]:
    """Make the attack in this process, and say how it ended if this lives to tell."""
    try:
        return _End.WORKED, attack.make()
    except Foiled as foiled:
        return _End.STOPPED, str(foiled)
    except OSError as error:
        answer = errorcode.get(error.errno or 0, str(error))
        if attack.signal:
            return _End.WORKED, f"{answer}, not {attack.signal.name}"
        if error.errno in attack.errnos:
            return _End.STOPPED, answer
        return _End.MOOT, f"{answer}, not this wall's answer"


def _examined(
    wall: Wall, lifted: Walls, results: Sequence[_Result], notes: Iterable[str]
) -> wire.Examined:
    """Judge a wall by the attacks on it: none has worked, and one at least was stopped by it."""
    worked = [result for result in results if result.end is _End.WORKED]
    stopped = [result for result in results if result.end is _End.STOPPED]
    words = [GOALS[wall]]
    if lifted:
        *most, last = (str(other) for other in Wall if other in lifted)
        words.append(f"with {' and '.join((', '.join(most), last))} lifted")
    if wall in OF_A_WORKER:
        words.append("each attempt first made without this wall")
    facts = _grouped(worked or results)
    facts += [note.removeprefix(f"{wall}: ") for note in notes if note.startswith(f"{wall}: ")]
    return wire.Examined(
        wall=wall,
        holds=bool(stopped) and not worked,
        how=", ".join(words),
        observed="; ".join(facts),
    )


def _grouped(results: Iterable[_Result]) -> list[str]:
    """Return a line for each answer, naming all attacks that got it."""
    names: dict[str, list[str]] = {}
    for result in results:
        names.setdefault(result.said, []).append(result.name)
    return [f"{', '.join(same)}: {said}" for said, same in names.items()]
