"""Makes JavaScript of JScript: the pre-pass over each piece of code that Windows Script Host runs.

Theory of operation. What only JScript knows is written over by what means the same and takes as
many bytes, line breaks where they were, so that every position in the new text is that in the old:
- markup around scripts becomes blanks, and so do blocks of the script encoder where they are longer
  than what they hold;
- conditional compilation (`/*@cc_on`, `@if`, `@set`, `@_jscript`) is carried out: what is not
  compiled becomes blanks, and variables literals. Until it is switched on, it is comments;
- `function A.prototype.b(x) {}` becomes `A.prototype.b=function(x) {}`, and `a::b` an `a.b`;
- `function (x) {}` as a statement becomes an expression, and the name of a function that is a value
  is one that others know: `(function a() {})` is `(a=function() {})` if they use it;
- `o.Item(1) = x`, which is how COM spells a property with arguments, becomes `o.Item[1] = x`.
What does not fit into its place, or is wrong in JScript too, is left for the engine to refuse.
"""

from __future__ import annotations

import math
import re
from collections import Counter

from . import lexer as tokens
from .conditional import PREDEFINED, UnusableError, Value, is_true, read_term
from .encoded import OPENING, decode_blocks
from .lexer import Lexer, Token
from .markup import blank, is_markup, scripts_of

_NAME = rb"[A-Za-z_$\x80-\xff][\w$\x80-\xff]*+"
_MEMBER = re.compile(
    rb"function(\s++)(" + _NAME + rb")((?:\s*+\.\s*+" + _NAME + rb")++|::" + _NAME + rb")"
    rb"\s*+\([^()]*+\)\s*+(?=\{)"
)
_ANONYMOUS = re.compile(rb"function[ \t]*+(\([^()\n]*+\))[ \t]*+(?=\{)")
_NAMED = re.compile(rb"function([ \t]++)(" + _NAME + rb")\s*+\([^()]*+\)\s*+(?=\{)")
_TO_DO = re.compile(
    rb"@(?:cc_on|if|set)\b|\bfunction\s++[\w$\x80-\xff]++\s*+(?:\.|::)|\)\s*+=(?![=>])"
    rb"|(?:[=(,:?\[]|\breturn\s)\s*+function\s++[\w$\x80-\xff]|(?:^|[;}])\s*+function\s*+\("
)
_ENDS_VALUE = re.compile(rb"\s*+(?:[,);\]}]|\Z)")
_NAMES = re.compile(_NAME)
_VARIABLE = re.compile(rb"\s*+(@\w++)\s*+=(?!=)")
_WORD = re.compile(rb"[\w$\x80-\xff]")
_LINE_BREAKS = frozenset(b"\r\n")
_BLANKS = frozenset(b" \t\r")
_GOES_ON = frozenset(b"([/+-`.,?*&|=<>")  # what would go on with an expression on the line before
_BEFORE_STATEMENTS = frozenset(b"; }".split())
_BEFORE_VALUES = frozenset(b"= ( , : ? [ return".split())
_OF_COMPARISONS = frozenset(b"= ! < >".split())
LEAKING_BYTES = 1000
"""Functions up to this length are looked at for names that others use; longer ones would cost."""

_IN_EXPRESSION = frozenset(b"= ( , : ? [ & | ! + return new typeof void".split())


def rewrite(source: bytes) -> bytes:
    """Return what to compile in place of `source`, as long as it; `source` itself if it will do."""
    text = scripts_of(source) if is_markup(source) else source
    if OPENING in text:
        text = decode_blocks(text)
    if text.endswith(b"\0"):
        text = text.rstrip(b"\0").ljust(len(text))  # to JScript, that is where it ends
    if _TO_DO.search(text) is None:
        return text
    return _Rewriting(text).whole()


class _Rewriting:
    """One pass over a script.

    _text    what it becomes. The lexer goes over what it was.
    _bodies  where the bodies of functions begin that have become parts of expressions.
    _values  of functions with a name that are values: what to write over each, by its body's place.
    _taken   how many `@if` are open of which a branch is compiled.
    """

    def __init__(self, source: bytes) -> None:
        self._source = source
        self._text = bytearray(source)
        self._lexer = Lexer(source)
        self._variables: dict[bytes, Value] = dict(PREDEFINED)
        self._bodies: set[int] = set()
        self._values: dict[int, tuple[int, bytes, bytes]] = {}
        self._uses: Counter[bytes] | None = None
        self._is_sloppy = b"use strict" not in source
        self._taken = 0

    def whole(self) -> bytes:
        previous = before = Token(tokens.END, 0, 0)
        try:
            while (token := self._lexer.next()).kind != tokens.END:
                self._look_at(token, previous, before)
                before, previous = previous, token
        except UnusableError:
            return self._source
        return bytes(self._text) if self._text != self._source else self._source

    def _look_at(self, token: Token, previous: Token, before: Token) -> None:
        if token.kind == tokens.BORDER:
            self._blank(token.start, token.end)
        elif token.kind == tokens.DIRECTIVE:
            self._directive(token)
        elif token.kind == tokens.WORD:
            if self._written(token) == b"function":
                self._function(token, previous)
        elif token.kind == tokens.PUNCTUATION:
            if self._source[token.start] == ord("="):
                self._assignment(token, previous, before)
            elif self._source[token.start] == ord("}"):
                self._end_body(token)

    def _written(self, token: Token) -> bytes:
        return self._source[token.start : token.end]

    def _blank(self, start: int, end: int) -> None:
        self._text[start:end] = blank(self._source[start:end])

    # -- conditional compilation -----------------------------------------------------------------

    def _directive(self, token: Token) -> None:
        name = self._written(token)
        if name in (b"@cc_on", b"@if", b"@set"):
            self._lexer.conditional = True
        if name == b"@cc_on":
            self._blank(token.start, token.end)
        elif name == b"@if":
            self._branch(token.start, token.end)
        elif name == b"@set":
            self._set(token)
        elif not self._lexer.conditional:
            return
        elif name in (b"@elif", b"@else", b"@end"):
            if not self._taken:
                raise UnusableError(f"{name!r} without @if")
            self._taken -= 1
            self._close(token if name == b"@end" else self._leave_out(token.start, may_take=False))
        else:
            self._variable(token)

    def _branch(self, start: int, end: int) -> None:
        """Go on in the branch behind a condition if that is true, or else in the next."""
        while True:
            value, after = read_term(self._source, end, self._variables)
            self._blank(start, after)
            self._lexer.skip_to(after)
            if is_true(value):
                self._taken += 1
                return
            token = self._leave_out(after, may_take=True)
            name = self._written(token)
            if name != b"@elif":
                self._taken += name == b"@else"
                self._close(token)
                return
            start, end = token.start, token.end

    def _leave_out(self, start: int, *, may_take: bool) -> Token:
        """Blank what is not compiled, and return the directive that ends it."""
        state = self._lexer.state()
        level = 0
        while (token := self._lexer.next()).kind != tokens.END:
            name = self._written(token) if token.kind == tokens.DIRECTIVE else b""
            if name == b"@if":
                level += 1
            elif name == b"@end" and level:
                level -= 1
            elif not level and (name == b"@end" or (may_take and name in (b"@else", b"@elif"))):
                self._lexer.restore(state)
                self._blank(start, token.start)
                return token
        raise UnusableError("@if without @end")

    def _close(self, token: Token) -> None:
        self._blank(token.start, token.end)
        if self._source.startswith(b"*/", token.end):  # written for `@*/`
            self._blank(token.end, token.end + 2)
            self._lexer.skip_to(token.end + 2)

    def _set(self, token: Token) -> None:
        found = _VARIABLE.match(self._source, token.end)
        if found is None:
            raise UnusableError("@set without a variable")
        self._variables[found[1]], after = read_term(self._source, found.end(), self._variables)
        self._blank(token.start, after)
        self._lexer.skip_to(after)

    def _variable(self, token: Token) -> None:
        value = self._variables.get(self._written(token), math.nan)
        size = token.end - token.start
        is_joined = token.start > 0 and _WORD.match(self._source, token.start - 1) is not None
        for literal in _literals(value, self._source[token.end : token.end + 1]):
            if len(literal) + is_joined <= size:
                self._text[token.start : token.end] = literal.rjust(size)
                return

    # -- names and properties that are no JavaScript ---------------------------------------------

    def _function(self, token: Token, previous: Token) -> None:
        """Turn `function a.b(` into `a.b=function(`."""
        found = _MEMBER.match(self._source, token.start)
        if found is None:
            self._plain_function(token, previous)
            return
        gap, path = found[1], found[3]
        # The equals sign needs a byte of the gap, but no line may be lost. `::` gives one, too.
        spare = next((at for at, byte in enumerate(gap) if byte != ord("\n")), None)
        path = b"." + path[2:] + b" " if path.startswith(b"::") else path
        if spare is None:
            return
        header = b"%b%b=%bfunction" % (found[2], path, gap[:spare] + gap[spare + 1 :])
        self._text[token.start : token.start + len(header)] = header
        if previous.kind == tokens.END or self._written(previous) not in _IN_EXPRESSION:
            self._bodies.add(found.end())

    def _plain_function(self, token: Token, previous: Token) -> None:
        before = self._written(previous)
        named = _NAMED.match(self._source, token.start)
        is_compared = self._source[max(0, previous.start - 1) : previous.start] in _OF_COMPARISONS
        if named is not None and before in _BEFORE_VALUES and self._is_sloppy and not is_compared:
            header = b"%b=%bfunction" % (named[2], named[1][1:])
            self._values[named.end()] = (token.start, named[2], header)
        found = _ANONYMOUS.match(self._source, token.start)
        if found is not None and (previous.kind == tokens.END or before in _BEFORE_STATEMENTS):
            arrow = b"%b=>" % found[1]
            self._text[token.start : found.end()] = b";" + arrow.rjust(len(found[0]) - 1)
            self._bodies.add(found.end())

    def _end_body(self, token: Token) -> None:
        start = self._lexer.closed[0]
        if start in self._bodies:
            self._end_statement(token)
        elif start in self._values:
            begin, name, header = self._values.pop(start)
            is_short = token.end - begin <= LEAKING_BYTES
            if is_short and _ENDS_VALUE.match(self._source, token.end) is not None:
                own = _NAMES.findall(self._source, begin, token.end).count(name)
                if self._uses is None:
                    self._uses = Counter(_NAMES.findall(self._source))
                if self._uses[name] > own:
                    self._text[begin : begin + len(header)] = header

    def _end_statement(self, token: Token) -> None:
        """Put a semicolon behind the body of what was a declaration, if one is needed."""
        end = token.end
        following = self._source[end : end + 1]
        if following and following[0] in _BLANKS:
            self._text[end] = ord(";")
        elif self._source[token.start - 1] in _BLANKS and self._goes_on(end):
            self._text[token.start - 1 : end] = b"};"

    def _goes_on(self, at: int) -> bool:
        """Tell whether what follows would go on with an expression, or be an error."""
        after = self._source[at : at + 1000]
        if after.startswith(b"\n"):
            after = after.lstrip()
            return bool(after) and after[0] in _GOES_ON
        return bool(after) and after[0] not in b";}"

    def _assignment(self, token: Token, previous: Token, before: Token) -> None:
        """Turn `f(x) =` into `f[x] =`."""
        start, is_call = self._lexer.closed
        if (
            self._source[token.end : token.end + 1] not in (b"=", b">")
            and previous.kind == tokens.PUNCTUATION
            and self._source[previous.start] == ord(")")
            and is_call
            and before.start > start  # an index can't be left out
        ):
            self._text[start], self._text[previous.start] = b"[]"


def _literals(value: Value, following: bytes) -> list[bytes]:
    """Return ways to write a value, the best first."""
    if isinstance(value, bool):
        return [b"true", b"!0"] if value else [b"false", b"!1"]
    if math.isnan(value):
        return [b"NaN", b"!1"]  # as false as that, where there is no room for it
    if math.isinf(value):
        return [b"Infinity" if value > 0 else b"(-Infinity)", b"(1/0)" if value > 0 else b"(-1/0)"]
    written = repr(value).removesuffix(".0")
    digits = written.rstrip("0")
    if "." not in written and len(written) - len(digits) > 2:
        written = f"{digits}e{len(written) - len(digits)}"
    short = written.replace("e+", "e").encode("ascii")
    if value < 0 or following == b".":
        return [b"(%b)" % short, b" " + short]
    return [short]
