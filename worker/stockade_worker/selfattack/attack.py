"""The self-attack: before a template serves, throw-away workers attack it.

Theory of operation. A fork of the template, the attacker, forks workers and judges them. A trial is
one attempt of probe/attempts.py. It is made once for each wall that must stop it, in a worker that
seals itself by the same seal() as any other just before. Against the filter nothing is lifted: that
is a worker as guest code has it, and each trial kills one. Against any other wall the rest of the
walls of a worker are lifted, since the filter kills for nearly everything and would hide that
nothing stands behind it. Those trials only fail, so one worker makes all that lift the same walls;
if one answer is not the due one, each is made alone. A host may refuse a call before any wall of
ours is asked, by a filter of its own: that is no proof, but nothing got through either, and the
answer says so.

The attacker learns from the wait status alone how a worker has ended; it reads no byte that one
wrote, and the template learns from the attacker's own status whether it may serve. SIGSYS is the
filter's answer, an exit code the errno of the kernel's; 0 means that an attempt got through. What
is not the answer that is due, and a trial that does not end, is a refusal: JailError with the step
`self-attack`, and the template does not serve.

A wall that the policy waives is not attacked: nothing stands there. The proofs say so.
"""

from __future__ import annotations

import fcntl
import itertools
import os
import select
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from errno import errorcode
from functools import partial
from typing import NoReturn

from stockade_policies import JailError, Policy, Wall
from stockade_worker import jail
from stockade_worker.jail import EVENT_FD, JOB_FD, OF_A_WORKER

from .trials import Aim, Trial, plan

STEP = "self-attack"
DEADLINE_SECONDS = 5.0
"""For all trials, which take a fraction of 0.1 s: a host under load must not look broken."""
WAIVED = "waived"

_WIDTH = 4  # trials at a time: more would need descriptors and processes that a host may not have
_BAIT_FD = 10  # above the numbers that seal() moves descriptors to
_SIBLINGS_WORD = b"s" * 8  # a byte for each tracer

# Exit codes of a throw-away worker, beside the errnos, which end at 133.
_THROUGH = 0
_HELD = 199  # every attempt of several has got the answer that was due
_UNSEALED = 200  # and the place of the wall that could not be put up
_BROKEN = 255

_HINT = (
    "a wall is up, yet does not do its work on this host: update the kernel, and report what"
    " `stockade doctor --json` says"
)
_OF_THE_HOST = ("EPERM", "ENOSYS")  # what a container's filter answers
_WALLS = tuple(Wall)
_NONE: frozenset[Wall] = frozenset()

Proofs = dict[str, dict[str, str]]
"""For each trial the walls that must stop it, each with its answer, or WAIVED."""


def prove(policy: Policy, prepared: jail.Prepared, aim: Aim) -> Proofs:
    """Attack the template, and return how each wall has stopped each trial.

    Raises JailError if one has not, OSError if there is no process or descriptor to try it with.
    Requires: a fork of the template, after enter_root(). No process is left behind.
    """
    _check_place(policy)
    yard = _Yard(prepared)
    try:
        trials = plan(policy, aim, yard.start_sibling(), yard.bait_fd)
        due = [
            _Proof(trial=trial, wall=wall)
            for trial in trials
            for wall in trial.walls
            if wall not in policy.waive
        ]
        answers = {(proof.trial.name, proof.wall): answer for proof, answer in _answers(yard, due)}
        return {
            trial.name: {
                wall.value: WAIVED if wall in policy.waive else answers[trial.name, wall]
                for wall in trial.walls
            }
            for trial in trials
        }
    finally:
        yard.clear()


def _check_place(policy: Policy) -> None:
    """Refuse a template that is not the first process of a namespace: no trial would tell.

    Its processes could be signalled by number, and would not end with it; but where their user is
    another, the kernel refuses all the same.
    """
    template = os.getppid()
    if template != 1 and Wall.NAMESPACES not in policy.waive:
        raise _refusal(f"the template is process {template}, not 1 of a namespace of its own")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Proof:
    """A trial, and the wall that it is made against."""

    trial: Trial
    wall: Wall

    @property
    def lifted(self) -> frozenset[Wall]:
        """The walls that would hide this one."""
        return _NONE if self.wall is Wall.SECCOMP else OF_A_WORKER - {self.wall}

    @property
    def due(self) -> str:
        """The answer by which the wall stops the trial."""
        return "SIGSYS" if self.wall is Wall.SECCOMP else errorcode[self.trial.stops[self.wall]]


_Errand = tuple[_Proof, ...]
"""What one throw-away worker does: proofs with the same walls lifted."""


def _answers(yard: _Yard, proofs: Iterable[_Proof]) -> Iterator[tuple[_Proof, str]]:
    """Make all trials; yield the answers. Raises JailError for the first that is not due."""
    alone: list[_Errand] = []
    together: dict[frozenset[Wall], _Errand] = {}
    for proof in proofs:
        if proof.wall is Wall.SECCOMP:
            alone.append((proof,))
        else:
            together[proof.lifted] = (*together.get(proof.lifted, ()), proof)
    for errand, status in yard.run([*together.values(), *alone]):
        if len(errand) == 1:
            yield errand[0], yard.judge(errand[0], status)
        elif os.waitstatus_to_exitcode(status) == _HELD:
            yield from ((proof, proof.due) for proof in errand)
        else:
            yield from _one_by_one(yard, errand)


def _one_by_one(yard: _Yard, errand: _Errand) -> Iterator[tuple[_Proof, str]]:
    """Make the trials of an errand that has failed again, each alone, to learn which it was."""
    answers = [
        (proof, yard.judge(proof, status))
        for (proof,), status in yard.run([(proof,) for proof in errand])
    ]
    if all(answer == proof.due for proof, answer in answers):
        names = ", ".join(proof.trial.name for proof in errand)
        raise _refusal(f"{names}: stopped one by one, but not together")
    yield from answers


def judge(trial: Trial, wall: Wall, status: int) -> str:
    """Return the answer by which `wall`, or else the host, has stopped a trial; else JailError.

    status  of the throw-away worker that made this one trial, as wait(2) gives it.
    """
    code = os.waitstatus_to_exitcode(status)
    if code < 0:
        names = {number.value: number.name for number in signal.Signals}
        answer = names.get(-code, f"signal {-code}")
    elif code == _THROUGH:
        answer = "it got through"
    else:
        answer = errorcode.get(code, f"it ended with {code}")
    due = _Proof(trial=trial, wall=wall).due
    if answer == due:
        return answer
    if answer in _OF_THE_HOST and wall is not Wall.SECCOMP:
        return f"{answer} (host)"
    raise _refusal(f"{trial.name}: {answer}, not {due} by {wall}")


class _Yard:
    """The throw-away workers of one self-attack, and the descriptors that they share.

    bait_fd  see plan().
    """

    def __init__(self, prepared: jail.Prepared) -> None:
        self._prepared = prepared
        self._deadline = time.monotonic() + DEADLINE_SECONDS
        self._pids: dict[int, int] = {}  # by pidfd: what is to be collected
        self._fds: list[int] = []
        self._idle = self._make_pipe()  # nothing ever comes
        self._told = self._make_pipe()
        self.bait_fd = fcntl.fcntl(0, fcntl.F_DUPFD_CLOEXEC, _BAIT_FD)
        self._fds.append(self.bait_fd)

    def start_sibling(self) -> int:
        """Start a sealed worker that waits for its job, and return its pid."""
        return self._pids[self._fork(self._prepared, _be_spare, self._idle[0])]

    def run(self, errands: Iterable[_Errand]) -> Iterator[tuple[_Errand, int]]:
        """Run each errand in a worker of its own, a few at a time; yield the wait statuses.

        Raises JailError for one that does not end.
        """
        live: dict[int, _Errand] = {}  # by pidfd
        poll = select.poll()
        rest = iter(errands)
        while True:
            for errand in itertools.islice(rest, _WIDTH - len(live)):
                prepared = jail.lift(self._prepared, errand[0].lifted)
                pidfd = self._fork(prepared, partial(_go, errand))
                poll.register(pidfd, select.POLLIN)
                live[pidfd] = errand
            if not live:
                return
            ended = poll.poll(max(0.0, self._deadline - time.monotonic()) * 1000)
            if not ended:
                names = {proof.trial.name for errand in live.values() for proof in errand}
                words = ", ".join(sorted(names))
                raise _refusal(f"{words}: no end after {DEADLINE_SECONDS:g} s")
            for pidfd, _ in ended:
                poll.unregister(pidfd)
                yield live.pop(pidfd), self._wait(pidfd)

    def judge(self, proof: _Proof, status: int) -> str:
        """As judge(); JailError of the wall that could not be put up, if it was that."""
        place = os.waitstatus_to_exitcode(status) - _UNSEALED
        if 0 <= place < len(_WALLS):
            # One exit code has no room for the errno as well, so another worker tells that.
            again = self._fork(jail.lift(self._prepared, proof.lifted), None)
            number = os.waitstatus_to_exitcode(self._wait(again))
            raise jail.failure(_WALLS[place], OSError(number, os.strerror(number)))
        return judge(proof.trial, proof.wall, status)

    def clear(self) -> None:
        """End what still runs, collect it, and close every descriptor."""
        for pidfd in self._pids:
            signal.pidfd_send_signal(pidfd, signal.SIGKILL)
        for pidfd in list(self._pids):
            self._wait(pidfd)
        for fd in self._fds:
            os.close(fd)

    def _make_pipe(self) -> tuple[int, int]:
        ends = os.pipe2(os.O_CLOEXEC)
        self._fds += ends
        return ends

    def _fork(
        self, prepared: jail.Prepared, make: Callable[[], int] | None, job_fd: int | None = None
    ) -> int:
        """Start a throw-away worker, and return its pidfd."""
        pid = os.fork()
        if pid == 0:
            _live(prepared, make, self._told[0] if job_fd is None else job_fd, self._told[1])
        pidfd = os.pidfd_open(pid)
        self._pids[pidfd] = pid
        return pidfd

    def _wait(self, pidfd: int) -> int:
        _, status = os.waitpid(self._pids.pop(pidfd), 0)
        os.close(pidfd)
        return status


def _live(
    prepared: jail.Prepared, make: Callable[[], int] | None, job_fd: int, event_fd: int
) -> NoReturn:
    """Seal this process, call `make`, and end with the exit code that it returns.

    make  None only seals, and ends with the errno of the wall that could not be put up.
    """
    code = _BROKEN
    try:
        jail.seal(prepared, job_fd, event_fd)
        code = make() if make else _THROUGH
    except JailError as error:
        code = _UNSEALED + _WALLS.index(Wall(error.step)) if make else error.errno or _BROKEN
    finally:
        os._exit(code)


def _go(errand: _Errand) -> int:
    """Make the attempts; return the answer to the only one, or whether all were as due."""
    for proof in errand:
        code = _THROUGH
        try:
            proof.trial.make()
        except OSError as error:
            code = error.errno or _BROKEN
        if len(errand) == 1:
            return code
        if errorcode.get(code) != proof.due:
            return _THROUGH
    return _HELD


def _be_spare() -> int:
    os.write(EVENT_FD, _SIBLINGS_WORD)
    os.read(JOB_FD, 1)
    return _THROUGH


def _refusal(reason: str) -> JailError:
    return JailError(STEP, None, reason, _HINT)
