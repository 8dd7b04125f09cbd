"""Kills processes of ours, and tells afterwards whether a kill explains how a run ended.

Theory of operation. Which worker has which job is known to nobody but the supervisor, and that is
under test. So a run that crashed is explained by counting: by a kill of that kind that fell between
its submission and its end, and that explains no other. A kill of a worker explains one run; one of
a template explains as many as there are workers. Runs are asked about in the order in which they
end, and each takes the earliest kill that will do, so that no kill is wasted.

Templates are hit only when they serve. A kill while one is built can take a helper of it, and that
is told as a wall that can't be put up.

A spare can be hit before its job is even submitted: killed, for the moment until its death is
known; stopped, for as long as nobody gives it a job.
"""

from __future__ import annotations

import math
import signal
from collections import Counter
from dataclasses import dataclass

from stockade.results import LimitKind, Outcome, RunResult

from . import processes
from .plan import Strike

GRACE_SECONDS = 1.0
"""How long a death may go unnoticed."""

SIGNALS = {
    Strike.KILL: signal.SIGKILL,
    Strike.CRASH: signal.SIGSEGV,
    Strike.STOP: signal.SIGSTOP,
    Strike.TEMPLATE: signal.SIGKILL,
    Strike.STARTER: signal.SIGKILL,
}


@dataclass(slots=True, kw_only=True)
class _Blow:
    at: float
    explains: int


class Chaos:
    """See the module's note. workers: how many runs can be in flight at the same time."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._blows: dict[str, list[_Blow]] = {}
        self.fallen: Counter[Strike] = Counter()
        self.explained: Counter[str] = Counter()

    def strike(self, strike: Strike, pick: float, family: processes.Family, now: float) -> None:
        """Hit one process of that kind, if there is any; of workers rather one that has a run."""
        if strike is Strike.TEMPLATE:
            targets = family.serving
        elif strike is Strike.STARTER:
            targets = family.done
        else:
            targets = family.busy or family.workers
        if targets and processes.send(targets[int(pick * len(targets))], SIGNALS[strike]):
            self.note(strike, now)

    def note(self, strike: Strike, now: float) -> None:
        """Remember a blow that has fallen."""
        self.fallen[strike] += 1
        is_shared = strike in (Strike.TEMPLATE, Strike.STARTER)
        blow = _Blow(at=now, explains=self._workers if is_shared else 1)
        self._blows.setdefault(_ending_by(strike), []).append(blow)

    @property
    def template_kills(self) -> int:
        """How many templates must have died of this."""
        return self.fallen[Strike.TEMPLATE] + self.fallen[Strike.STARTER]

    def explains(self, result: RunResult, submitted: float, ended: float) -> bool:
        """Tell whether a kill explains this end, and take it for explained.

        Requires: called in the order in which runs end.
        """
        ending = _ending_of(result)
        blows = self._blows.get(ending, [])
        is_lasting = ending == _ending_by(Strike.STOP)
        since = -math.inf if is_lasting else submitted - GRACE_SECONDS
        for blow in blows:
            if since <= blow.at <= ended and blow.explains:
                blow.explains -= 1
                self.explained[ending] += 1
                return True
        return False

    def forget(self, before: float) -> None:
        """Drop the blows that no run can ask for: those before `before`, and those used up."""
        for ending, blows in self._blows.items():
            since = -math.inf if ending == _ending_by(Strike.STOP) else before - GRACE_SECONDS
            self._blows[ending] = [blow for blow in blows if blow.explains and blow.at >= since]


def _ending_by(strike: Strike) -> str:
    """Return what becomes of a run that is hit."""
    return {
        Strike.KILL: "signal SIGKILL",
        Strike.CRASH: "signal SIGSEGV",
        Strike.STOP: "wall by timer",
        Strike.TEMPLATE: "the template died",
        Strike.STARTER: "the template died",
    }[strike]


def _ending_of(result: RunResult) -> str:
    if result.outcome is Outcome.CRASHED:
        return result.cause or ""
    limit = result.limit
    if limit is not None and limit.kind is LimitKind.WALL:
        return f"wall by {limit.enforced_by}"
    return ""
