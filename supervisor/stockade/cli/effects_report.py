"""What a person is told of what the code did to its make-believe host: what triage looks for.

One screen: broken rules, the most severe first; then the indicators, each kind by itself, in the
order in which they came; then contents and APIs. What is left out is counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .listing import indicator, listed, place, short, word
from .rows import Row, bytes_text, count_text
from .text import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

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

COUNTED = ("dynamic_code", "storage", "message")
"""Kinds that are only counted: the first shows as generations, the others are rarely news."""

MAX_VIOLATIONS = 8
MAX_ARTIFACTS = 8
MAX_APIS = 20

HAS_ALL = "--json has them all"

_HASH_CHARS = 8
_MESSAGE_CHARS = 200
_SERIOUS = ("high", "critical")


def of_trace(trace: Trace) -> Iterator[Row]:
    """Return the rows for what a run did, what matters most first."""
    yield from of_violations((one, _place(one)) for one in trace.violations)
    yield from of_effects(((one, _place(one)) for one in trace.effects), trace.artifacts)
    yield from _artifacts(trace.artifacts)
    yield from _apis(trace.apis)


def of_violations(found: Iterable[tuple[Violation, str]]) -> Iterator[Row]:
    """Return the row of broken rules, each with where it was broken."""
    all_found = list(found)
    tone: Tone = "bad" if any(one.severity in _SERIOUS for one, _ in all_found) else "doubtful"
    yield from listed(
        "violations",
        [_violation(*pair) for pair in all_found[:MAX_VIOLATIONS]],
        len(all_found),
        "violation",
        tone=tone,
        has_all=HAS_ALL,
    )


def of_effects(
    done: Iterable[tuple[SideEffect, str]], artifacts: Sequence[Artifact]
) -> Iterator[Row]:
    """Return a row for each kind of side effect, each effect with where it was done."""
    all_done = list(done)
    by_id = {one.id: one for one in artifacts}
    for label, what, kinds, most in SECTIONS:
        merged = _merged(pair for pair in all_done if pair[0].kind in kinds)
        yield from listed(
            label,
            [_effect(*one, by_id) for one in merged[:most]],
            len(merged),
            what,
            whole=True,
            has_all=HAS_ALL,
        )
    counts = [(kind, sum(one.kind == kind for one, _ in all_done)) for kind in COUNTED]
    told = [f"{kind.replace('_', ' ')} {number:,}" for kind, number in counts if number]
    if told:
        yield Row(label="also", lines=[", ".join(told)], tone="quiet")


def _violation(one: Violation, where: str) -> Item:
    text = f"{one.message}: {one.evidence}" if one.evidence else one.message
    ours = f"{one.severity:<8} {word(one.rule)} ({one.action}){_times(one.times)} {where}"
    return ours, short(text, _MESSAGE_CHARS)


def _merged(done: Iterable[tuple[SideEffect, str]]) -> list[tuple[SideEffect, str, int]]:
    """Return what was done, the same thing at several places as one, where it was first."""
    first: dict[tuple[str, str], tuple[SideEffect, str]] = {}
    times: dict[tuple[str, str], int] = {}
    for one, where in done:
        key = (one.operation, one.target)
        first.setdefault(key, (one, where))
        times[key] = times.get(key, 0) + one.times
    return [(*pair, times[key]) for key, pair in first.items()]


def _effect(one: SideEffect, where: str, times: int, artifacts: Mapping[int, Artifact]) -> Item:
    content = artifacts.get(one.artifact)
    told = f", {_content(content)}" if content else ""
    return f"{word(one.operation)}{told}{_times(times)} {where}", indicator(one.target)


def _content(one: Artifact) -> str:
    return f"{bytes_text(one.size)} {one.sha256[:_HASH_CHARS]}"


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
    return f"#{one.id} {one.kind}, {size}, {one.sha256}", indicator(one.name)


def _apis(apis: Sequence[Api]) -> Iterator[Row]:
    """Yield the APIs that were used, however they were, those used first in front."""
    counts: dict[str, int] = {}
    for one in apis:
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
