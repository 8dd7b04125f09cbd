"""The rows of a report, and how amounts are written in them.

Rows hold text that is already printable; `output` only decides how they look.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Tone = Literal["plain", "good", "doubtful", "bad", "quiet"]

_KIB = 1024
_MIB = 1024 * _KIB


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One labelled piece of a report.

    lines   printable.
    quoted  the text is the guest's.
    listed  each line is an item of a list: a terminal cuts it at its edge, or what the guest wrote
            could go on below and look like the next item.
    whole   each line has a text in it that is to be copied: nobody breaks it, though a terminal may
            let it run on. It is from `listing.indicator`, which leaves it no way to look like ours.
    """

    label: str
    lines: Sequence[str]
    tone: Tone = "plain"
    quoted: bool = False
    listed: bool = False
    whole: bool = False


def bytes_text(number: float | None) -> str:
    """Return a size as a person reads it."""
    if number is None:
        return "unknown"
    if number < _KIB:
        return f"{number:.0f} bytes"
    return f"{number / _KIB:.1f} KiB" if number < _MIB else f"{number / _MIB:,.1f} MiB"


def milliseconds_text(number: float) -> str:
    """Return a time as a person reads it."""
    return f"{number:.1f} ms" if number < 1000 else f"{number / 1000:.2f} s"


def number_text(number: float) -> str:
    """Return a number in full if it is whole, as policies give it: no 1e+07 for ten million."""
    return f"{number:,.0f}" if float(number).is_integer() else f"{number:,.6g}"


def count_text(number: int, what: str) -> str:
    """Return "1 thing" or "2,000 things"."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"
