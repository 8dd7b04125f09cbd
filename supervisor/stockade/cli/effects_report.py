"""What a person is told of what the code did to its make-believe host: what triage looks for.

One screen: broken rules, the most severe first; then the indicators, each kind by itself, in the
order in which they came; then contents and APIs. What is left out is counted.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from stockade_policies import API_NOT_ALLOWED

from .listing import indicator, listed, place, short, word
from .rows import Row, bytes_text, count_text
from .text import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from stockade.results import RunResult
    from stockade.tracing import Api, Artifact, SideEffect, Trace, Violation

    from .listing import Item
    from .rows import Tone

SECTIONS = (
    ("network", "request", ("network", "beacon"), 12),
    ("commands", "command", ("process",), 10),
    ("files", "file operation", ("file",), 10),
    ("registry", "registry operation", ("registry",), 8),
    ("persistence", "foothold", ("persistence",), 8),
    ("injections", "injection", ("dom_injection",), 6),
    ("clipboard", "clipboard operation", ("clipboard",), 3),
)
"""Label, what one is called, kinds of side effects, and how many are shown."""

COUNTED = ("storage", "message")
"""Kinds that are only counted: they are rarely news."""

ELSEWHERE = "dynamic_code"
"""The kind that has rows already, as generations."""

MAX_VIOLATIONS = 10
MAX_ARTIFACTS = 8
MAX_APIS = 20

HAS_ALL = "--json has them all"

_HASH_CHARS = 8
_MESSAGE_CHARS = 100
_NAME_CHARS = 80
_SERIOUS = ("high", "critical")
_CONSOLE = "console."


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A side effect as it is shown.

    where    at which place, or in which run.
    content  what goes with it.
    """

    effect: SideEffect
    where: str
    content: Artifact | None


def of_trace(trace: Trace) -> Iterator[Row]:
    """Return the rows for what a run did, what matters most first."""
    contents = {one.id: one for one in trace.artifacts}
    yield from of_violations((one, _place(one)) for one in trace.violations)
    yield from of_effects(
        Done(effect=one, where=_place(one), content=contents.get(one.artifact))
        for one in trace.effects
    )
    yield from _artifacts(trace.artifacts)
    yield from _apis(trace.apis)


def acts(result: RunResult) -> list[SideEffect]:
    """Return what a run did to its host; code that it made is no act by itself."""
    return [effect for effect in result.side_effects if effect.kind != ELSEWHERE]


def summary(result: RunResult) -> str:
    """Return how a run ended and how much it did, on one line."""
    counts = Counter(effect.kind for effect in acts(result))
    parts = [f"{kind.replace('_', ' ')} {number:,}" for kind, number in counts.items()]
    violations = [one for one in result.security_violations if _is_news(one)]
    if violations:
        parts.append(f"{count_text(len(violations), 'violation')} ({violations[0].severity})")
    ended = result.outcome.value
    if result.limit:
        ended += f" {result.limit.kind.value}"
    return f"{ended}; {', '.join(parts) or 'it did nothing'}"


def of_violations(found: Iterable[tuple[Violation, str]]) -> Iterator[Row]:
    """Return the row of broken rules, each once, with where it was first broken."""
    by_rule: dict[str, list[tuple[Violation, str]]] = {}
    for one, where in found:
        if not _is_news(one):
            continue
        by_rule.setdefault(one.rule, []).append((one, where))
    rules = list(by_rule.values())
    tone: Tone = "bad" if any(same[0][0].severity in _SERIOUS for same in rules) else "doubtful"
    yield from listed(
        "violations",
        [_violation(same) for same in rules[:MAX_VIOLATIONS]],
        len(rules),
        "rule",
        tone=tone,
        has_all=HAS_ALL,
    )


def of_effects(done: Iterable[Done]) -> Iterator[Row]:
    """Return a row for each kind of side effect."""
    all_done = list(done)
    for label, what, kinds, most in SECTIONS:
        merged = _merged(one for one in all_done if one.effect.kind in kinds)
        yield from listed(
            label,
            [_effect(one, times) for one, times in merged[:most]],
            len(merged),
            what,
            whole=True,
            has_all=HAS_ALL,
        )
    counts = [(kind, sum(one.effect.kind == kind for one in all_done)) for kind in COUNTED]
    told = [f"{kind.replace('_', ' ')} {number:,}" for kind, number in counts if number]
    if told:
        yield Row(label="also", lines=[", ".join(told)], tone="quiet")


def _is_news(one: Violation) -> bool:
    """Tell whether it is more than an API that was used: those have a row of their own."""
    return one.rule != API_NOT_ALLOWED or one.action != "log"


def _violation(same: Sequence[tuple[Violation, str]]) -> Item:
    """Return the line of one rule."""
    one, where = same[0]
    text = f"{one.message}: {one.evidence}" if one.evidence else one.message
    others = f", {len(same) - 1:,} more" if len(same) > 1 else ""
    ours = f"{one.severity:<8} {word(one.rule)} ({one.action}){_times(one.times)} {where}{others}"
    return ours, short(text, _MESSAGE_CHARS)


def _merged(done: Iterable[Done]) -> list[tuple[Done, int]]:
    """Return what was done, the same thing at several places as one, and how often in all.

    A file is created, then written: the content is the last that there was.
    """
    merged: dict[tuple[str, str], Done] = {}
    times: dict[tuple[str, str], int] = {}
    for one in done:
        key = (one.effect.operation, one.effect.target)
        first = merged.setdefault(key, one)
        if one.content:
            merged[key] = replace(first, content=one.content)
        times[key] = times.get(key, 0) + one.effect.times
    return [(one, times[key]) for key, one in merged.items()]


def _effect(one: Done, times: int) -> Item:
    ours = word(one.effect.operation)
    if one.content:
        ours += f", {bytes_text(one.content.size)} {one.content.sha256[:_HASH_CHARS]}"
    return f"{ours}{_times(times)} {one.where}", indicator(one.effect.target)


def _artifacts(artifacts: Sequence[Artifact]) -> Iterator[Row]:
    yield from listed(
        "artifacts",
        [_artifact(one) for one in artifacts[:MAX_ARTIFACTS]],
        len(artifacts),
        "artifact",
        whole=True,
        has_all="--json and --artifacts have them all",
    )


def _artifact(one: Artifact) -> Item:
    size = f"{bytes_text(one.size)}{', cut' if one.cut else ''}"
    return f"#{one.id} {one.kind}, {size}, {one.sha256}", short(one.name, _NAME_CHARS)


def _apis(apis: Sequence[Api]) -> Iterator[Row]:
    """Yield the APIs that were used, however they were, those used first in front."""
    counts: dict[str, int] = {}
    for one in apis:
        if one.path.startswith(_CONSOLE):
            continue  # what it has written is there
        counts[one.path] = counts.get(one.path, 0) + one.count
    if not counts:
        return
    shown = [f"{word(path)} {count:,}" for path, count in list(counts.items())[:MAX_APIS]]
    lines = [printable(", ".join(shown))]
    if len(counts) > MAX_APIS:
        lines.append(f"... {count_text(len(counts) - MAX_APIS, 'more API')}; {HAS_ALL}")
    yield Row(label="apis", lines=lines, quoted=True)


def _times(number: int) -> str:
    return f", {count_text(number, 'time')}" if number > 1 else ""


def _place(one: SideEffect | Violation) -> str:
    return f"at {place(one.generation, one.line, one.column, one.mapped, one.node)}"
