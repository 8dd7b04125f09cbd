"""What a person is told of a sample in several worlds: each in a line, then all indicators.

A branch has the number by which the rest names it; where everything is alike, that is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import effects_report
from .effects_report import ELSEWHERE, Done, acts, summary
from .listing import indicator, listed, short, word
from .rows import Row, count_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stockade.explore import Behaviour, Exploration, Explored, Shared
    from stockade.tracing import SideEffect, String, Violation

    from .listing import Item

MAX_BRANCHES = 40
MAX_STRINGS = 12
MIN_INTEREST = 75
"""Of a string that is an indicator by itself: a domain, a path, an address, a command."""

_EXAMPLE_CHARS = 80


def of_exploration(found: Exploration) -> list[Row]:
    """Return the rows for all branches, what differs between them first."""
    total = len(found.runs)
    return [
        *listed(
            "branches",
            [_branch(found, number) for number in range(min(total, MAX_BRANCHES))],
            total,
            "branch",
            has_all="--json has them all",
        ),
        _verdict(found),
        *effects_report.of_violations(
            [(one.item, _where(one, total)) for one in found.behaviour.violations]
        ),
        *effects_report.of_effects(_done(found)),
        *_strings(found.behaviour, total),
    ]


def headline(run: Explored) -> str:
    """Return a branch and what became of it, on one line."""
    return f"{word(run.branch.name)}: {summary(run.result)}"


def _branch(found: Exploration, number: int) -> Item:
    run, own = found.runs[number], found.behaviour.only(number)
    effects = [one.item for one in own.effects if one.item.kind != ELSEWHERE]
    parts = [
        count_text(len(items), what)
        for items, what in (
            (effects, "side effect"),
            (own.generations, "generation"),
            (own.strings, "string"),
            (own.violations, "violation"),
        )
        if items
    ]
    only = f"; only here: {', '.join(parts)}" if parts else ""
    return f"{number + 1:>2} {headline(run)}{only}", _example(effects)


def _example(effects: Sequence[SideEffect]) -> str:
    """Return what a branch is best known by: what it alone did first."""
    if not effects:
        return ""
    first = effects[0]
    return short(f"{first.kind} {first.operation} {first.target}", _EXAMPLE_CHARS)


def _verdict(found: Exploration) -> Row:
    total = len(found.runs)
    acting = sum(bool(acts(run.result)) for run in found.runs)
    differing = sum(
        len(one.branches) < total for one in found.behaviour.effects if one.item.kind != ELSEWHERE
    )
    if not acting:
        return Row(label="worlds", lines=["it did nothing in any of them"], tone="doubtful")
    if not differing:
        return Row(label="worlds", lines=["it did the same in all of them"])
    text = f"it acted in {acting} of {total}; {count_text(differing, 'side effect')} not in all"
    return Row(label="worlds", lines=[text])


def _done(found: Exploration) -> Iterator[Done]:
    """Yield all side effects, each with the content that its first branch has for it."""
    contents = [
        {one.id: one for one in run.result.trace.artifacts} if run.result.trace else {}
        for run in found.runs
    ]
    for one in found.behaviour.effects:
        content = contents[one.branches[0]].get(one.item.artifact)
        yield Done(effect=one.item, where=_where(one, len(found.runs)), content=content)


def _strings(behaviour: Behaviour, total: int) -> Iterator[Row]:
    telling = [one for one in behaviour.strings if one.item.interest >= MIN_INTEREST]
    telling.sort(key=lambda one: -one.item.interest)
    yield from listed(
        "strings",
        [
            (f"{one.item.interest:>3} {_where(one, total)}", indicator(one.item.text))
            for one in telling[:MAX_STRINGS]
        ],
        len(telling),
        "string",
        whole=True,
        has_all="--json has them all",
    )


def _where(one: Shared[SideEffect] | Shared[Violation] | Shared[String], total: int) -> str:
    if len(one.branches) == total:
        return "in all"
    return f"in {', '.join(str(number + 1) for number in one.branches)}"
