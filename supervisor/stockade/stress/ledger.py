"""The books of a stress run: every job that was submitted, how it ended, and what was wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from stockade.results import Outcome, RunResult

from .chaos import Chaos
from .plan import Planned

MAX_KEPT = 50
"""Failures that are kept with all that is known of them; the others are counted."""
MAX_CHARS = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Something that must not have happened. job: its number in the plan, or None."""

    check: str
    job: int | None
    name: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """How many runs ended in one way. cause: "" where the outcome says it all."""

    outcome: str
    cause: str
    honest: int
    hostile: int


@dataclass(slots=True, kw_only=True)
class _Open:
    planned: Planned
    submitted: float


class Ledger:
    """Takes down submissions and ends, and judges each; nothing of an ended job is kept."""

    def __init__(self, chaos: Chaos) -> None:
        self._chaos = chaos
        self._open: dict[int, _Open] = {}
        self._counts: Counter[tuple[str, str, bool]] = Counter()
        self._samples: Counter[str] = Counter()
        self.submitted = 0
        self.ended = 0
        self.failed: Counter[str] = Counter()
        self.failures: list[Failure] = []
        self.is_withdrawing = False

    # -- what the driver tells ---------------------------------------------------------------------

    def note_submitted(self, planned: Planned, now: float) -> None:
        """Open a job's account."""
        self._open[planned.number] = _Open(planned=planned, submitted=now)
        self.submitted += 1

    def note_ended(
        self, planned: Planned, result: RunResult | BaseException | None, now: float
    ) -> None:
        """Take a job's outcome: a result, an exception, or None if its future was cancelled."""
        entry = self._open.pop(planned.number, None)
        if entry is None:
            self.fail("one outcome", "a second outcome", planned)
            return
        self.ended += 1
        if planned.task.is_hostile:
            self._samples[planned.task.name] += 1
        if isinstance(result, BaseException):
            self._count(planned, "raised", type(result).__name__)
            self.fail("expected", f"raised {result!r}", planned)
        elif result is None:
            self._count(planned, Outcome.CANCELLED.value, "")
            if planned.cancel is None and not self.is_withdrawing:
                self.fail("expected", "cancelled by someone else", planned)
        else:
            self._count(planned, result.outcome.value, cause_of(result))
            self._judge(planned, result, entry.submitted, now)

    def note_missing(self, what: str) -> None:
        """Report every job that is still open."""
        for entry in self._open.values():
            self.fail("one outcome", what, entry.planned)

    def fail(self, check: str, what: str, planned: Planned | None = None) -> None:
        """Take down a failure of a check."""
        self.failed[check] += 1
        if len(self.failures) < MAX_KEPT:
            self.failures.append(
                Failure(
                    check=check,
                    job=planned.number if planned else None,
                    name=planned.task.name if planned else "",
                    what=what[:MAX_CHARS],
                )
            )

    # -- what the driver asks ----------------------------------------------------------------------

    @property
    def open(self) -> int:
        """Jobs without an outcome."""
        return len(self._open)

    def oldest(self, now: float) -> float:
        """Return when the oldest open job was submitted; `now` if there is none."""
        return min((entry.submitted for entry in self._open.values()), default=now)

    def rows(self) -> list[Row]:
        """Return the table of ends, the most frequent first within each outcome."""
        order = [outcome.value for outcome in Outcome] + ["raised"]
        ends = {(outcome, cause) for outcome, cause, _ in self._counts}
        rows = [
            Row(
                outcome=outcome,
                cause=cause,
                honest=self._counts[outcome, cause, False],
                hostile=self._counts[outcome, cause, True],
            )
            for outcome, cause in ends
        ]
        rows.sort(key=lambda row: (order.index(row.outcome), -row.honest - row.hostile, row.cause))
        return rows

    def counted(self, outcome: str) -> int:
        """Return how many jobs had an outcome."""
        return sum(count for (name, *_), count in self._counts.items() if name == outcome)

    def fewest_runs(self, samples: Iterable[str]) -> int:
        """Return how often the sample ended that ended least."""
        return min(self._samples[name] for name in samples)

    # -- inside ------------------------------------------------------------------------------------

    def _judge(self, planned: Planned, result: RunResult, submitted: float, now: float) -> None:
        complaint = planned.task.judge(result)
        if complaint is None or self._chaos.explains(result, submitted, now):
            return
        if self.is_withdrawing and result.outcome is Outcome.CANCELLED:
            return
        if result.outcome is Outcome.CRASHED:
            self.fail("unexplained", complaint, planned)
        self.fail("expected" if planned.task.is_hostile else "honest", complaint, planned)

    def _count(self, planned: Planned, outcome: str, cause: str) -> None:
        self._counts[outcome, cause, planned.task.is_hostile] += 1


def cause_of(result: RunResult) -> str:
    """Return what ended a run, from a closed set: nothing of the guest's is in it."""
    if result.limit is not None:
        return f"{result.limit.kind.value} (by {result.limit.enforced_by})"
    if result.outcome is Outcome.REJECTED:
        return "queue full" if (result.cause or "").startswith("queue full") else "other"
    cause = result.cause or ""
    return "protocol" if cause.startswith("protocol") else cause
