"""JSON that a caller hands in with a sample, read as if the sample had written it.

`json.loads` is one call: it builds whatever it is given, sources of several MB that nobody asks for
among it, in four bytes for each character if one of them is an emoji, and it recurses. A worker's
memory is counted against its run, so this reader builds only the members that it is told to keep,
and counts. Text stays as the bytes between its quotes until `text_of` is asked for it.

Format: RFC 8259. A member that comes twice is refused: two readers would take two different ones.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Collection
    from typing import NoReturn

Tree: TypeAlias = "bytes | int | float | bool | list[Tree] | dict[bytes, Tree] | None"
"""A value; text is `bytes`, as it stands between its quotes."""

_MAX_NUMBER_CHARS = 32
_MAX_KEY_BYTES = 100
_SHOWN_CHARS = 60

_SPACE = rb"[ \t\n\r]*+"
_PLAIN = rb'[^"\\\x00-\x1f]*+'
# Possessive throughout: a hostile text can't make it go back and try again, nor keep where it was.
_CONTENT = _PLAIN + rb'(?:\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})' + _PLAIN + rb")*+"
_WHOLE_ESCAPES = re.compile(_CONTENT)
_TOKEN = re.compile(
    _SPACE + rb'(?:"(' + _CONTENT + rb')"'
    rb"|([\[\]{},:])"
    rb"|(-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?+(?:[eE][+-]?[0-9]++)?+)"
    rb"|(true|false|null))"
)
_LONE = re.compile("[\ud800-\udfff]")
_END = re.compile(_SPACE + rb"\Z")
_TEXT, _MARK, _NUMBER, _WORD = 1, 2, 3, 4
_WORDS = {b"true": True, b"false": False, b"null": None}


class UnusableError(ValueError):
    """What a caller handed in can't be used.

    field  where, as in "sections[2].map.names[7]".
    value  what stands there; the message shows its beginning.
    bound  what it must be, written to follow "must be".
    """

    def __init__(self, field: str, value: object, bound: str) -> None:
        super().__init__(field, value, bound)
        self.field = field
        self.value = value
        self.bound = bound

    @property
    def reason(self) -> str:
        """The field, the value and the bound, in one short line of ASCII."""
        return f"{self.field} = {_shown(self.value)}: must be {self.bound}"

    def __str__(self) -> str:
        """Give the reason."""
        return self.reason


def read(raw: bytes, *, keep: Collection[bytes], max_tokens: int, max_depth: int) -> Tree:
    """Return the one value in `raw`, whose objects have the members named in `keep` only.

    What is not kept is walked over without being built; of its grammar, only brackets are counted.
    Raises `UnusableError` for what is not JSON, for more than `max_tokens` texts, numbers, words
    and marks, and for brackets nested deeper than `max_depth` in what is kept.
    """
    return _Reader(raw, frozenset(keep), max_tokens, max_depth).whole()


def text_of(raw: bytes, max_chars: int) -> str:
    """Return the text that `raw` writes, well-formed, cut to `max_chars` with a mark.

    Lone surrogates and bytes that are not UTF-8 become U+FFFD.
    """
    head = raw[: (max_chars + 1) * 12]  # a pair of escapes is what takes most bytes, 12
    found = _WHOLE_ESCAPES.match(head)  # the cut may have gone through an escape
    head = found[0] if found else b""
    text: str = json.loads(f'"{head.decode("utf-8", "replace")}"')
    # Pairs have become one character; a codec that does the rest would be imported from a file.
    text = _LONE.sub("\ufffd", text)
    return text if len(text) <= max_chars else f"{text[: max_chars - 1]}\u2026"


class _Reader:
    """One pass over the bytes."""

    def __init__(self, raw: bytes, keep: frozenset[bytes], max_tokens: int, max_depth: int) -> None:
        self._raw = raw
        self._keep = keep
        self._max_tokens = self._left = max_tokens
        self._max_depth = max_depth
        self._at = 0

    def whole(self) -> Tree:
        kind, token = self._next()
        value = self._value(kind, token, 0)
        if not _END.match(self._raw, self._at):
            self._refuse("the end")
        return value

    def _next(self) -> tuple[int, bytes]:
        found = _TOKEN.match(self._raw, self._at)
        if found is None:
            self._refuse("JSON")
        self._left -= 1
        if self._left < 0:
            raise UnusableError("tokens", f"more than {self._max_tokens}", f"<= {self._max_tokens}")
        self._at = found.end()
        kind = found.lastindex or 0
        return kind, found[kind]

    def _value(self, kind: int, token: bytes, depth: int) -> Tree:
        if kind == _TEXT:
            return token
        if kind == _NUMBER:
            return self._number(token)
        if kind == _WORD:
            return _WORDS[token]
        if token not in b"[{":
            self._refuse("a value")
        if depth >= self._max_depth:
            raise UnusableError("nesting", depth + 1, f"<= {self._max_depth}")
        return self._array(depth + 1) if token == b"[" else self._object(depth + 1)

    def _number(self, token: bytes) -> int | float:
        if len(token) > _MAX_NUMBER_CHARS:
            raise UnusableError("number", token, f"written in <= {_MAX_NUMBER_CHARS} characters")
        return int(token) if token.lstrip(b"-").isdigit() else float(token)

    def _array(self, depth: int) -> list[Tree]:
        values: list[Tree] = []
        kind, token = self._next()
        if kind == _MARK and token == b"]":
            return values
        while True:
            values.append(self._value(kind, token, depth))
            if self._closes(b"]"):
                return values
            kind, token = self._next()

    def _object(self, depth: int) -> dict[bytes, Tree]:
        members: dict[bytes, Tree] = {}
        kind, key = self._next()
        if kind == _MARK and key == b"}":
            return members
        while True:
            if kind != _TEXT:
                self._refuse("a member's name")
            if self._next() != (_MARK, b":"):
                self._refuse("a colon")
            kind, token = self._next()
            # A name may be written with escapes: it is compared as it reads.
            name = key if b"\\" not in key else text_of(key, _MAX_KEY_BYTES).encode()
            if name not in self._keep:
                self._skip(kind, token)
            elif name in members:
                raise UnusableError("member", name, "given once")
            else:
                members[name] = self._value(kind, token, depth)
            if self._closes(b"}"):
                return members
            kind, key = self._next()

    def _closes(self, bracket: bytes) -> bool:
        """Step over a comma, or over `bracket` and return true."""
        kind, token = self._next()
        if kind == _MARK and token == bracket:
            return True
        if kind != _MARK or token != b",":
            self._refuse("a comma or a closing bracket")
        return False

    def _skip(self, kind: int, token: bytes) -> None:
        depth = 0
        while True:
            if kind == _MARK:
                depth += 1 if token in b"[{" else -1 if token in b"]}" else 0
                if depth < 0 or (depth == 0 and token in b",:"):
                    self._refuse("a value")
            if depth == 0:
                return
            kind, token = self._next()

    def _refuse(self, expected: str) -> NoReturn:
        raise UnusableError(f"byte {self._at}", self._raw[self._at : self._at + 20], expected)


def _shown(value: object) -> str:
    if isinstance(value, list | dict):
        return f"{'a list' if isinstance(value, list) else 'an object'} of {len(value):,}"
    if isinstance(value, bytes):
        value = value[: _SHOWN_CHARS * 4].decode("utf-8", "replace")
    text = ascii(value[:_SHOWN_CHARS] if isinstance(value, str) else value)
    return text if len(text) <= _SHOWN_CHARS else f"{text[: _SHOWN_CHARS - 3]}..."
