"""What a person is told of the scripts that a sample had with it, each shortly."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from .effects_report import COUNTED
from .listing import indicator, word
from .rows import Row, bytes_text, count_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from stockade.payloads import Payload
    from stockade.results import RunResult

MAX_INDICATORS = 4

_HASH_CHARS = 8


def of_payloads(payloads: Iterable[Payload]) -> Iterator[Row]:
    """Return a row for each: where it is from, how it ended, and the first of what it did."""
    for one in payloads:
        telling = [effect for effect in one.result.side_effects if effect.kind not in COUNTED]
        lines = [f"{_made(one)}: {summary(one.result)}  | {indicator(one.artifact.name)}"]
        lines += [
            f"{effect.kind} {word(effect.operation)}  | {indicator(effect.target)}"
            for effect in telling[:MAX_INDICATORS]
        ]
        if len(telling) > MAX_INDICATORS:
            more = count_text(len(telling) - MAX_INDICATORS, "more side effect")
            lines.append(f"... {more}; --json has them all")
        yield Row(label=f"payload {one.number}", lines=lines, whole=True)


def _made(one: Payload) -> str:
    """Return what it is and whose."""
    source = one.artifact
    whose = f"payload {one.parent}" if one.parent else "the sample"
    size = bytes_text(source.size)
    return f"{source.kind} #{source.id} of {whose}, {size}, {source.sha256[:_HASH_CHARS]}"


def summary(result: RunResult) -> str:
    """Return how a run ended and how much it did, on one line."""
    counts = Counter(effect.kind for effect in result.side_effects)
    parts = [f"{kind.replace('_', ' ')} {number:,}" for kind, number in counts.items()]
    violations = result.security_violations
    if violations:
        parts.append(f"{count_text(len(violations), 'violation')} ({violations[0].severity})")
    ended = result.outcome.value
    if result.limit:
        ended += f" {result.limit.kind.value}"
    return f"{ended}; {', '.join(parts) or 'it did nothing'}"
