"""Where the answer goes: JSON to standard output, everything else to standard error."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING

from rich.console import Console
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from .text import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import TextIO

    from rich.console import ConsoleOptions, RenderResult

    from .rows import Row, Tone

_STYLES: dict[Tone, str] = {
    "plain": "",
    "good": "green",
    "doubtful": "yellow",
    "bad": "red",
    "quiet": "dim",
}


_QUOTE = "| "
"""Stands before each line of the guest's, so that it can't write lines that look like ours."""


def write_json(document: Mapping[str, object]) -> None:
    """Write one JSON document to standard output."""
    write(sys.stdout, json_text(document))


def json_text(document: Mapping[str, object] | None) -> str:
    """Return a JSON document in ASCII, without any control character but line feeds."""
    text = json.dumps(document, indent=2, allow_nan=False)
    # DEL is the one control character that JSON leaves alone.
    return text.replace("\x7f", "\\u007f") + "\n"


def write_report(rows: Sequence[Row]) -> None:
    """Write rows for a person: in columns and colour on a terminal, else one line after another."""
    width = max(len(row.label) for row in rows)
    if sys.stderr.isatty():
        console = Console(stderr=True, markup=False, highlight=False, emoji=False)
        for row in rows:
            if row.whole:
                # Not broken: a terminal lets it run on, and gives it back whole when it is copied.
                for line in _plain_lines([row], width):
                    console.print(Text(line, style=_STYLES[row.tone]), soft_wrap=True)
            else:
                console.print(_table(row, width))
    else:
        write(
            sys.stderr,
            "".join(f"{line}\n" for line in _plain_lines(rows, width)),
        )


def write_message(text: str) -> None:
    """Write a message of ours, which may quote a hostile file name."""
    write(sys.stderr, "".join(f"{printable(line)}\n" for line in text.split("\n")))


def write(stream: TextIO, text: str) -> None:
    """Write text that is fit to be seen."""
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:
        # The reader has seen enough (`| head`): no reason to change the exit code. The stream keeps
        # its bytes, and the interpreter would complain about them at exit.
        devnull = os.open(os.devnull, os.O_WRONLY)
        os.dup2(devnull, stream.fileno())
        os.close(devnull)


def _table(row: Row, width: int) -> Table:
    """Return one row as a table, with a label as wide as the widest of the report."""
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right", style="bold", no_wrap=True, width=width)
    table.add_column()
    body = Text(
        "\n".join(row.lines),
        style=_STYLES[row.tone],
        overflow="ellipsis" if row.listed else "fold",
        no_wrap=row.listed,
    )
    table.add_row(Text(row.label), _Quoted(body) if row.quoted else body)
    return table


class _Quoted:
    """A text with the mark in front of each line, those too that the terminal's width makes."""

    def __init__(self, text: Text) -> None:
        self._text = text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        narrower = options.update_width(max(1, options.max_width - len(_QUOTE)))
        for line in console.render_lines(self._text, narrower, pad=False):
            yield Segment(_QUOTE)
            yield from line
            yield Segment.line()


def _plain_lines(rows: Sequence[Row], width: int) -> Iterator[str]:
    for row in rows:
        label = row.label
        for line in row.lines:
            yield f"{label:>{width}}  {_QUOTE if row.quoted else ''}{line}"
            label = ""  # the label stands on the first line only
