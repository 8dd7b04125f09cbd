"""Hostile text on one line, with nothing left that a terminal could act on."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockade.cli.text import MAX_LINES, printable, printable_lines


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain, \u00e9\u4e2d\U0001f600 \\", "plain, \u00e9\u4e2d\U0001f600 \\"),
        ("\n\r\t", "\\n\\r\\t"),
        ("\x1b[31m\x07\x00\x7f", "\\x1b[31m\\x07\\x00\\x7f"),
        ("\x9b2J", "\\x9b2J"),
        ("\u202eexe.gnp", "\\u{202e}exe.gnp"),
        ("\u2028\u2029", "\\u{2028}\\u{2029}"),
        ("\ud800", "\\u{d800}"),
        ("\U000e0041", "\\u{e0041}"),
    ],
)
def test_what_a_terminal_could_act_on_is_written_out(text: str, shown: str) -> None:
    assert printable(text) == shown


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_becomes_printable(text: str) -> None:
    shown = printable(text).replace("\u00a0", " ").replace("\u3000", " ")
    assert all(character.isprintable() or character.isspace() for character in shown)
    assert len(shown.splitlines()) <= 1


def test_every_code_point_alone_becomes_printable() -> None:
    whole = printable("".join(map(chr, range(sys.maxunicode + 1))))
    assert not {"\x1b", "\x9b", "\x7f", "\n", "\r", "\u202e", "\ufeff"} & set(whole)


def test_lines_are_counted_and_cut() -> None:
    lines = printable_lines("a\nb\x1b\n")
    assert lines == ["a", "b\\x1b", ""]
    many = printable_lines("x\n" * 100)
    assert len(many) == MAX_LINES + 1
    assert many[-1] == "... 41 more lines; --json has them all"
