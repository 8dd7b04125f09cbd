"""What a person is told of a script that a sample had with it, shortly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .effects_report import COUNTED, acts, summary
from .listing import indicator, word
from .rows import Row, bytes_text, count_text

if TYPE_CHECKING:
    from stockade.payloads import Payload

MAX_INDICATORS = 4

_HASH_CHARS = 8


def of_payload(one: Payload) -> Row:
    """Return its row: where it is from, how it ended, and the first of what it did."""
    told = {
        (effect.kind, effect.operation, effect.target): effect
        for effect in acts(one.result)
        if effect.kind not in COUNTED
    }
    telling = list(told.values())
    lines = [f"{_made(one)}: {summary(one.result)}  | {indicator(one.artifact.name)}"]
    lines += [
        f"{effect.kind} {word(effect.operation)}  | {indicator(effect.target)}"
        for effect in telling[:MAX_INDICATORS]
    ]
    if len(telling) > MAX_INDICATORS:
        more = count_text(len(telling) - MAX_INDICATORS, "more side effect")
        lines.append(f"... {more}; --json has them all")
    return Row(label=f"payload {one.number}", lines=lines, whole=True)


def _made(one: Payload) -> str:
    """Return what it is and whose."""
    source = one.artifact
    whose = f"payload {one.parent}" if one.parent else "the sample"
    size = bytes_text(source.size)
    return f"{source.kind} #{source.id} of {whose}, {size}, {source.sha256[:_HASH_CHARS]}"
