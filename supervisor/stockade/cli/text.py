"""Make hostile text safe to show.

A sample chooses what it throws and logs, and often its own file name. Raw on a terminal, that text
could move the cursor over our report, set the window title or answer the terminal's queries as if
typed. It meets the terminal in one way only: through `printable`.
"""

from __future__ import annotations

import unicodedata

_NAMED = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}

# Control, format (with the bidirectional overrides, which reorder what is read), surrogate, private
# use, unassigned, line and paragraph separator.
_UNSAFE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})

MAX_LINE_CHARS = 2000
MAX_LINES = 60


class _Visible(dict[int, str]):
    # Nothing is remembered: a text with every code point in it would fill the memory.
    def __missing__(self, code: int) -> str:
        character = chr(code)
        if unicodedata.category(character) not in _UNSAFE:
            return character
        if character in _NAMED:
            return _NAMED[character]
        return f"\\x{code:02x}" if code < 0x100 else f"\\u{{{code:x}}}"


_VISIBLE = _Visible()


def printable(text: str) -> str:
    """Return `text` on one line, with everything that a terminal could act on written out."""
    return text.translate(_VISIBLE)


def printable_lines(text: str) -> list[str]:
    """Return the lines of `text`, each printable; at most MAX_LINES, and a note of what is missing.

    Only "\\n" ends a line: to a terminal the other line breaks of Unicode are not one.
    """
    lines = text.split("\n", MAX_LINES)
    shown = [_cut(line) for line in lines[:MAX_LINES]]
    if len(lines) > MAX_LINES:
        missing = lines[MAX_LINES].count("\n") + 1
        shown.append(f"... {missing} more lines; --json has them all")
    return shown


def _cut(line: str) -> str:
    if len(line) <= MAX_LINE_CHARS:
        return printable(line)
    missing = len(line) - MAX_LINE_CHARS
    return f"{printable(line[:MAX_LINE_CHARS])}... {missing} more characters; --json has them all"
