"""Which rules a run has broken: each at each place once, counted, within bounds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from stockade_worker.wire import MAX_VIOLATIONS, NONE

MAX_PER_RULE = 50
"""Of one rule. The first of each has a place of its own, so that a flood of some leaves room for
others."""

MAX_TIMES = 2**31

EVIDENCE_CHARS = 200
"""Of the text around what has matched."""

Spot = tuple[int, int, int]
"""A generation, a line and a column; see `Generations.place_of`."""

NOWHERE: Spot = (NONE, 0, 0)


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that is broken somewhere.

    subject  what it was met in; see `events.SUBJECTS`.
    start    the byte in a piece of code at which it was met.
    """

    rule: str
    subject: str
    severity: str
    message: str
    evidence: str
    action: str = "log"
    start: int = 0
    times: int = 1


@dataclass(slots=True, eq=False)
class Violation:
    """A finding with its number and its place; `times` grows."""

    id: int
    finding: Finding
    spot: Spot
    times: int


Tell = Callable[[Violation], bool]
"""Sends the news of one, also when it has grown; False if there is no room for it in the trace."""


class Violations:
    """Those of one run.

    rules    how many rules there are that may be broken.
    dropped  how often there was no room for one.
    """

    def __init__(self, tell: Tell, rules: int) -> None:
        self.dropped = 0
        self._tell = tell
        self._unreserved = MAX_VIOLATIONS - rules
        self._by_key: dict[tuple[str, str, object], Violation] = {}
        self._per_rule: dict[str, int] = {}
        self._grown: dict[int, Violation] = {}

    def add(self, finding: Finding, spot: Spot = NOWHERE) -> None:
        """Note a finding, and tell it if that is new.

        One is told from others of its rule by its place; by its evidence if it has none, or is the
        use of an API.
        """
        is_by_evidence = finding.subject == "api" or spot == NOWHERE
        key = (finding.rule, finding.subject, finding.evidence if is_by_evidence else spot)
        known = self._by_key.get(key)
        if known is not None:
            known.times = min(MAX_TIMES, known.times + finding.times)
            self._grown[known.id] = known
            return
        made = Violation(len(self._by_key), finding, spot, min(MAX_TIMES, finding.times))
        if not self._has_room_for(finding.rule) or not self._tell(made):
            self.dropped += 1
            return
        self._by_key[key] = made
        self._per_rule[finding.rule] = self._per_rule.get(finding.rule, 0) + 1

    def tell_grown(self) -> None:
        """Tell anew what has been met again since last time."""
        grown, self._grown = self._grown, {}
        for violation in grown.values():
            self._tell(violation)

    def _has_room_for(self, rule: str) -> bool:
        count = self._per_rule.get(rule, 0)
        if count == 0:
            return len(self._by_key) < MAX_VIOLATIONS
        if count >= MAX_PER_RULE or self._unreserved <= 0:
            return False
        self._unreserved -= 1
        return True


def excerpt(text: bytes, start: int, end: int) -> str:
    """Return what stands around a match, on one line, in at most EVIDENCE_CHARS characters."""
    around = max(0, EVIDENCE_CHARS - (end - start)) // 4
    # A character has up to four bytes; what is cut in two at the ends is left out.
    part = text[max(0, start - around) : min(end, start + 4 * EVIDENCE_CHARS) + around]
    return " ".join(part.decode("utf-8", "ignore").split())[:EVIDENCE_CHARS]
