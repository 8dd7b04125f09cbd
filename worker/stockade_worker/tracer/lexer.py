"""Cuts a script into tokens, one after the other, as far as JScript's pre-pass needs to know them.

Whether a slash begins a regular expression or divides is told by the token before it, and by what
stood before the bracket that this token closes. Where that guess is wrong, a script is cut wrongly
up to the end of the line at most.
"""

from __future__ import annotations

import re
from typing import NamedTuple

END, WORD, OTHER, PUNCTUATION, DIRECTIVE, BORDER = range(6)

CC_ON = b"@cc_on"

_TOKEN = re.compile(
    rb"(?:[\s\x00]|\xc2\xa0|\xe2\x80[\xa8\xa9]|\xef\xbb\xbf)*+"
    rb"(?:([A-Za-z_$\\\x80-\xff][\w$\\\x80-\xff]*+)"
    rb"|(\.?[0-9][\w.]*+"
    rb"|\"(?:[^\"\\\r\n]|\\(?:\r\n|[\s\S]))*+\"?+|'(?:[^'\\\r\n]|\\(?:\r\n|[\s\S]))*+'?+)"
    rb"|(@\w*+(?:\*/)?+)"
    rb"|(//@?+|/\*@?+)"
    rb"|([\s\S]))"
)
_WORD, _OTHER, _AT, _COMMENT, _SIGN = 1, 2, 3, 4, 5
_REGEX = re.compile(
    rb"/(?![*/])(?:[^/\\\[\r\n]|\\[^\r\n]|\[(?:[^\]\\\r\n]|\\[^\r\n])*+\])++/[A-Za-z]*+"
)
_LINE = re.compile(rb"[^\r\n]*+")
_TEMPLATE = re.compile(rb"(?:[^`\\$]|\\[\s\S]|\$(?!\{))*+(?:`|\$\{)")
_NAME = re.compile(rb"\w")

# After these words an expression begins; after other words, what they name is divided.
_BEFORE_EXPRESSIONS = frozenset(
    b"case delete do else in instanceof new return throw typeof void".split()
)
_HEADS = frozenset(b"for if while with".split())
_MAX_OPEN = 10_000


class Token(NamedTuple):
    """A piece of a script: `kind`, and where it stands in bytes.

    DIRECTIVE is `@` and a name. BORDER is a sign that makes what follows it code, or ends that.
    """

    kind: int
    start: int
    end: int


class _Bracket(NamedTuple):
    sign: bytes
    start: int
    before: bytes  # the token before it
    is_value: bool  # whether that token ended a value


class Lexer:
    """Tokens of one script.

    conditional  whether conditional compilation is on, so that `/*@` begins no comment.
    closed       the bracket that the last token has closed: where it opens, and if after a value.
    """

    def __init__(self, source: bytes) -> None:
        self.conditional = False
        self.closed = (0, False)
        self._source = source
        self._at = 0
        self._open: list[_Bracket] = []
        self._last = b""
        self._barren = 0  # before it there is no regular expression
        self._is_value = False  # whether the last token ended one, which a slash would divide

    def next(self) -> Token:
        """Return the next token. Comments and whitespace are none."""
        while True:
            found = _TOKEN.match(self._source, self._at)
            if found is None:
                self._at = len(self._source)
                return Token(END, self._at, self._at)
            kind = found.lastindex or 0
            start, self._at = found.span(kind)
            if kind == _COMMENT:
                token = self._comment(found[kind], start)
                if token is not None:
                    return token
            elif kind == _AT:
                return self._directive(found[kind], start)
            else:
                return self._plain(kind, found[kind], start)

    def skip_to(self, at: int) -> None:
        """Go on at another place. What was left out was no part of the script."""
        self._at = at

    def state(self) -> tuple[list[_Bracket], bytes, bool]:
        """Return what is open here, to come back to it after code that does not count."""
        now = (self._open, self._last, self._is_value)
        self._open = []
        return now

    def restore(self, state: tuple[list[_Bracket], bytes, bool]) -> None:
        """Take up the script where `state` was asked for."""
        self._open, self._last, self._is_value = state

    def _comment(self, sign: bytes, start: int) -> Token | None:
        if sign.endswith(b"@"):
            if not self.conditional and self._begins_conditional():
                self.conditional = True
                return Token(BORDER, start, self._at)
            if self.conditional:
                # A name after it is a directive or a variable, and its "@" belongs to it.
                named = _NAME.match(self._source, self._at) is not None
                self._at -= named
                return Token(BORDER, start, self._at)
        if sign.startswith(b"//"):
            self._at = _LINE.match(self._source, self._at).end()  # type: ignore[union-attr]  # it always matches
        else:
            end = self._source.find(b"*/", start + 2)
            self._at = end + 2 if end >= 0 else len(self._source)
        return None

    def _begins_conditional(self) -> bool:
        after = self._at + len(CC_ON) - 1
        is_written = self._source.startswith(CC_ON[1:], self._at)
        if not is_written or _NAME.match(self._source, after) is not None:
            return False
        self._at = after
        return True

    def _directive(self, text: bytes, start: int) -> Token:
        if text == b"@*/":
            return Token(BORDER, start, self._at)
        if text.endswith(b"*/"):  # a name just before the end of what was a comment
            self._at -= 2
        self._last, self._is_value = text, True
        return Token(DIRECTIVE, start, self._at)

    def _plain(self, kind: int, text: bytes, start: int) -> Token:
        if kind == _WORD:
            # A keyword's name after a dot is a property's.
            is_value = self._last == b"." or text not in _BEFORE_EXPRESSIONS
            self._last, self._is_value = text, is_value
            return Token(WORD, start, self._at)
        if kind == _OTHER or (text == b"/" and self._regex(start)) or text == b"`":
            if text == b"`":
                self._template()
            self._last, self._is_value = b"0", True
            return Token(OTHER, start, self._at)
        if text in b"([{":
            self._opens(text, start)
        elif text in b")]}":
            self._closes(text)
        else:
            # What follows ++ and -- is seldom a regular expression.
            is_value = text == self._last and text in b"+-"
            self._last, self._is_value = text, is_value
        return Token(PUNCTUATION, start, self._at)

    def _regex(self, start: int) -> bool:
        if self._is_value or start < self._barren:
            return False
        found = _REGEX.match(self._source, start)
        if found is None:  # and look no more, or a line of slashes takes the square of its length
            self._barren = _LINE.match(self._source, start).end()  # type: ignore[union-attr]  # it always matches
            return False
        self._at = found.end()
        return True

    def _template(self) -> None:
        found = _TEMPLATE.match(self._source, self._at)
        self._at = found.end() if found is not None else len(self._source)
        if self._source.endswith(b"${", 0, self._at):
            self._opens(b"`", self._at)

    def _opens(self, sign: bytes, start: int) -> None:
        if len(self._open) < _MAX_OPEN:
            self._open.append(_Bracket(sign, start, self._last, self._is_value))
        self._last, self._is_value = sign, False

    def _closes(self, sign: bytes) -> None:
        opened = self._open.pop() if self._open else _Bracket(b"", 0, b"", is_value=False)
        self.closed = (opened.start, opened.is_value and opened.before not in _HEADS)
        if opened.sign == b"`":
            self._template()
            self._last, self._is_value = b"0", True
            return
        self._last = sign
        if sign == b")":
            self._is_value = opened.before not in _HEADS
        elif sign == b"}":
            # An object stands where a value is expected; a block or a function's body does not.
            self._is_value = opened.before in _BEFORE_OBJECTS
        else:
            self._is_value = True


_BEFORE_OBJECTS = frozenset(b"( , = [ : ? & | + return".split())
