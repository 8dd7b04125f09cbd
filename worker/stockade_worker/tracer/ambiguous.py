"""What tree-sitter's grammar and the engine may read in two ways, both of them without an error.

Where they differ, the grammar can take code for a comment or a regular expression, and what is in
it would run without hooks while the trace says that it is traced. That is so for the comments of
HTML, which are there in scripts and not in modules, and for `yield /a/g` and `await /a/g`, which
are divisions where these words are names. What can't be decided is refused.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from tree_sitter import Language, Node, Query, QueryCursor

_QUERY = """
(comment) @comment
(html_comment) @comment
(string_fragment) @text
(regex_pattern) @text
(regex) @regex
"""

OPENER = b"<!--"
_OPENER = re.compile(OPENER)
_CLOSER = re.compile(rb"-->")
_CLOSER_BYTES = 200  # of what is before one, looked at
_SPACES = b" \t\v\f"
_SEPARATORS = (b"\n", b"\xe2\x80\xa8", b"\xe2\x80\xa9")
_ASCII = 0x80
_DIVIDED = re.compile(
    rb"(?:yield|await)(?:[\s\x80-\xff]|/\*(?:[^*]|\*(?!/))*+\*/|//[^\n]*+)*+(?=/)"
)


def hide_closers(view: bytes) -> bytes | None:
    """Spell each `-->` that begins a comment, as the first in its line, as `//>`.

    None where it can't be told. In a module there is none: what would be one is an error there.
    """
    mended = bytearray(view)
    for found in _CLOSER.finditer(view):
        at = found.start()
        is_first = _is_first(view, at)
        if is_first is None:
            return None
        if is_first:
            mended[at : at + 2] = b"//"
    return bytes(mended)


def _is_first(view: bytes, at: int) -> bool | None:
    """Tell whether only white space and comments are before `at`, behind the last line end."""
    start = max(0, at - _CLOSER_BYTES)
    before = view[start:at].rstrip(_SPACES)
    if not before:
        return True if start == 0 else None
    if before.endswith(_SEPARATORS):
        return True
    if before[-1] >= _ASCII:
        return None  # part of a name, or white space
    if not before.endswith(b"*/"):
        return False
    comment = before[before.rfind(b"/*", 0, len(before) - 2) :]
    return True if b"\n" in comment and comment.startswith(b"/*") else None


class Ambiguities:
    """Looks for them in a tree. Made once, before the fork."""

    def __init__(self, language: Language) -> None:
        self._query = Query(language, _QUERY)

    def are_decided(self, root: Node, source: bytes, view: bytes, depth: int) -> bool:
        """Tell whether the tree of a view means what the engine will make of its source.

        In the view each `<!--` of a script may stand as a comment's beginning.
        """
        openers = [found.start() for found in _OPENER.finditer(source)]
        divided = {found.end() for found in _DIVIDED.finditer(view)}
        if not openers and not divided:
            return True
        cursor = QueryCursor(self._query)
        cursor.set_max_start_depth(depth)
        found = cursor.captures(root)
        if not divided.isdisjoint(node.start_byte for node in found.get("regex", ())):
            return False
        text = sorted(node.byte_range for node in found.get("text", ()))
        comments = sorted(node.byte_range for node in found.get("comment", ()))
        return all(_is_inside(at, text) or _is_comment(at, comments) for at in openers)


def _is_inside(at: int, ranges: list[tuple[int, int]]) -> bool:
    index = bisect_right(ranges, (at, 1 << 62)) - 1
    return index >= 0 and ranges[index][0] <= at < ranges[index][1]


def _is_comment(at: int, comments: list[tuple[int, int]]) -> bool:
    """Tell whether `at` is in a comment, and none that its slashes and one before have made."""
    index = bisect_right(comments, (at, 1 << 62)) - 1
    return _is_inside(at, comments) and comments[index][0] != at - 1
