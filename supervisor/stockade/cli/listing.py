"""Lists in a report: our own words first, the guest's text last, so that it can't add to them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .rows import Row, count_text
from .text import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stockade.tracing import Position

    from .rows import Tone

    Item = tuple[str, str]
    """A line: what is ours, and the guest's text."""

ALL = "--trace and --json have them all"

_NAME_CHARS = 40
_INDICATOR_CHARS = 600

# With more than one in a row a guest could place text on the next line of a terminal as we do. The
# last four are blank too, but count as letters or symbols.
_BLANKS = re.compile(r"[\s\u2800\u3164\u1160\uffa0](?=[\s\u2800\u3164\u1160\uffa0])")


def listed(
    label: str,
    items: Sequence[Item],
    number: int,
    what: str,
    *,
    tone: Tone = "plain",
    whole: bool = False,
    has_all: str = ALL,
) -> Iterator[Row]:
    """Yield the row of a list that has `number` items in all, if it has any.

    whole    its texts are indicators: see `Row`.
    has_all  where the rest is.
    """
    if not items:
        return
    width = max(len(ours) for ours, _ in items)
    lines = [f"{ours:<{width}}  | {text}" if text else ours for ours, text in items]
    if number > len(items):
        lines.append(f"... {count_text(number - len(items), f'more {what}')}; {has_all}")
    yield Row(label=label, lines=lines, tone=tone, listed=not whole, whole=whole)


def place(
    generation: int, line: int, column: int, mapped: Position | None, node: str | None
) -> str:
    """Return where something is, as in "#0 3:17 (src/a.js:9:1) [node]"."""
    parts = []
    if generation >= 0:
        parts.append(f"#{generation} {line}:{column}" if line else f"#{generation}")
    if mapped:
        parts.append(f"({word(mapped.file) or 'unnamed'}:{mapped.line}:{mapped.column})")
    if node is not None:
        parts.append(f"[{word(node)}]")
    return " ".join(parts) or "an unknown place"


def word(text: str) -> str:
    """Return a name to stand among our own words: a sample may have chosen it."""
    return short(" ".join(text.split()), _NAME_CHARS)


def short(text: str, most: int, *, cut: bool = False) -> str:
    """Return the beginning of a text, printable and on one line."""
    shown = printable(text[: most + 1])
    if len(shown) > most:
        return f"{shown[: most - 3]}..."
    return f"{shown}..." if cut else shown


def indicator(text: str) -> str:
    """Return a text to be copied: printable, on one line, and whole unless it is very long."""
    shown = _BLANKS.sub(_written_out, printable(text[:_INDICATOR_CHARS]))
    if len(text) <= _INDICATOR_CHARS:
        return shown
    return f"{shown}... {len(text) - _INDICATOR_CHARS:,} more characters; --json has them all"


def _written_out(blank: re.Match[str]) -> str:
    code = ord(blank[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{{{code:x}}}"
