"""A row of the duals: one attack, and the walls that stop it in their order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from stockade_policies import Wall

KILLED = "forbidden_syscall"
"""What a result calls death by the filter."""

Answers = str | Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One attack and its walls.

    attack    what is tried, in words; unique.
    make      a function of attacks/ and its arguments; an argument {name} is one of the services.
    guest     JavaScript instead, for an honest worker.
    walls     (wall, its answer), the first to stop it first; " or " between answers that differ
              from kernel to kernel.
    without   the answer when they are all away: what is gained; by user where the kernel makes a
              difference.
    aside     walls that are taken away throughout: they would give the same answer.
    needs     what not every kernel or machine has: "mdwe", "scopes", "x86_64", "io_uring".
    company   whether another worker of the same template must be there to be attacked.
    once      whether it is tried by one user only: it takes long, and who started the template
              makes no difference to processor time and memory.
    ceilings  of the policy.
    wall_seconds_without  a lower one for the last run, which only the wall clock ends.
    """

    attack: str
    make: tuple[str | int | float, ...] = ()
    guest: str = ""
    walls: tuple[tuple[Wall, str], ...]
    without: Answers
    aside: frozenset[Wall] = frozenset()
    needs: str = ""
    company: bool = False
    once: bool = False
    ceilings: dict[str, Any] = field(default_factory=dict)
    wall_seconds_without: float | None = None

    @property
    def answers(self) -> tuple[str, ...]:
        """The answers of the walls, in their order."""
        return tuple(answer for _, answer in self.walls)

    def answer_without(self, user: str) -> str:
        """Return the answer when all of these walls are away."""
        return self.without if isinstance(self.without, str) else self.without[user]


def line_of(row: Row) -> str:
    """Return the line that docs/threat-model.md has for a row."""
    walls = " → ".join(f"{wall} {_word(answer)}" for wall, answer in row.walls)
    if row.aside:
        walls += f" (as does {', '.join(sorted(row.aside))})"
    test = "test_dual_of_a_slow_attack" if row.once else "test_dual"
    return f"| {row.attack} | {walls} | {_outcome(row)} | `breach/test_duals.py::{test}` |"


def _outcome(row: Row) -> str:
    if isinstance(row.without, str):
        return _word(row.without)
    return "; ".join(f"{user}: {_word(answer)}" for user, answer in row.without.items())


def _word(answer: str) -> str:
    return "SIGSYS" if answer == KILLED else answer
