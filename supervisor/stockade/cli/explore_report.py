"""What a person is told of a sample in several worlds: each in a line, then all indicators.

A branch has the number by which the rest names it; where all of a persona's are meant, its name.
"""

from __future__ import annotations

from dataclasses import fields
from itertools import groupby
from typing import TYPE_CHECKING

from . import effects_report
from .effects_report import ELSEWHERE, Done, acts, summary
from .listing import indicator, listed, short, word
from .rows import Row, count_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stockade.explore import Behaviour, Exploration, Explored
    from stockade.results import RunResult
    from stockade.tracing import Artifact, SideEffect

    from .listing import Item

MAX_BRANCHES = 40
MAX_STRINGS = 12
MIN_INTEREST = 75
"""Of a string that is an indicator by itself: a domain, a path, an address, a command."""

HAS_ALL = "--json has them all"

_EXAMPLE_CHARS = 80


def of_exploration(found: Exploration) -> list[Row]:
    """Return the rows for all branches, what differs between them first."""
    return [
        *_branches(found),
        _verdict(found),
        *effects_report.of_violations(
            [(one.item, _where(one.branches, found)) for one in found.behaviour.violations]
        ),
        *effects_report.of_effects(_done(found)),
        *_strings(found),
    ]


def headline(run: Explored) -> str:
    """Return a branch and what became of it, on one line."""
    return f"{word(run.branch.name)}: {summary(run.result)}"


def _branches(found: Exploration) -> Iterator[Row]:
    first: dict[object, int] = {}
    items = []
    for number, run in enumerate(found.runs[:MAX_BRANCHES]):
        seen = (run.result.outcome, _signature(found.behaviour, number))
        twin = first.setdefault(seen, number)
        if twin == number:
            items.append(_branch(found, number))
        else:
            name, outcome = word(run.branch.name), run.result.outcome.value
            items.append((f"{number + 1:>2} {name}: {outcome}; all as in {twin + 1}", ""))
    yield from listed("branches", items, len(found.runs), "branch", has_all=HAS_ALL)


def _signature(behaviour: Behaviour, number: int) -> tuple[int, ...]:
    """Return what a branch did, as something that is the same for another that did the same."""
    every = (one for part in fields(behaviour) for one in getattr(behaviour, part.name))
    return tuple(at for at, one in enumerate(every) if number in one.branches)


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
    return f"{number + 1:>2} {headline(run)}{only}", _example(effects, run.result)


def _example(effects: Sequence[SideEffect], result: RunResult) -> str:
    """Return what a branch is best known by: what it alone did first, or what went wrong."""
    if effects:
        first = effects[0]
        return short(f"{first.kind} {first.operation} {first.target}", _EXAMPLE_CHARS)
    if result.error:
        return short(f"{result.error.name}: {result.error.message}", _EXAMPLE_CHARS)
    return ""


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
    """Yield all side effects, each with the last content that any branch has for it."""
    contents: dict[object, Artifact] = {}
    for run in found.runs:
        by_id = {one.id: one for one in run.result.trace.artifacts} if run.result.trace else {}
        for one in run.result.side_effects:
            if one.artifact in by_id:
                contents[one.kind, one.operation, one.target] = by_id[one.artifact]
    for shared in found.behaviour.effects:
        effect = shared.item
        content = contents.get((effect.kind, effect.operation, effect.target))
        yield Done(effect=effect, where=_where(shared.branches, found), content=content)


def _strings(found: Exploration) -> Iterator[Row]:
    """Yield the row of the indicators that are no target of a side effect."""
    targets = {one.item.target for one in found.behaviour.effects}
    telling = [
        one
        for one in found.behaviour.strings
        if one.item.interest >= MIN_INTEREST and one.item.text not in targets
    ]
    telling.sort(key=lambda one: -one.item.interest)
    yield from listed(
        "strings",
        [
            (f"{one.item.interest:>3} {_where(one.branches, found)}", indicator(one.item.text))
            for one in telling[:MAX_STRINGS]
        ],
        len(telling),
        "string",
        whole=True,
        has_all=HAS_ALL,
    )


def _where(branches: Sequence[int], found: Exploration) -> str:
    """Return which branches these are: "in all", or as in "in wsh, 2-4"."""
    if len(branches) == len(found.runs):
        return "in all"
    left, parts = set(branches), []
    for persona in dict.fromkeys(run.branch.persona for run in found.runs):
        own = {n for n, run in enumerate(found.runs) if run.branch.persona == persona}
        if len(own) > 1 and own <= left:
            parts.append(persona)
            left -= own
    return f"in {', '.join([*parts, *_ranges(sorted(left))])}"


def _ranges(numbers: Sequence[int]) -> Iterator[str]:
    """Yield numbers that follow each other as one; they count from 1 for people."""
    for _, group in groupby(enumerate(numbers, 1), key=lambda pair: pair[1] - pair[0]):
        run = [number + 1 for _, number in group]
        yield str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}"
