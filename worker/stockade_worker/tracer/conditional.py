"""JScript's conditional compilation: its variables, and the terms of `@if` and `@set`."""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Mapping
from typing import TypeAlias

Value: TypeAlias = "float | bool"

PREDEFINED: Mapping[bytes, Value] = {
    b"@_win32": True,
    b"@_win64": True,
    b"@_amd64": True,
    b"@_jscript": True,
    b"@_jscript_build": 16384.0,
    b"@_jscript_version": 5.8,
}
"""What a 64-bit wscript.exe of Windows 10 defines. Every other name is NaN."""

_TOKEN = re.compile(
    rb"\s*+(?:(@\w++)|(0[xX][0-9a-fA-F]{1,64}+|[0-9]++(?:\.[0-9]*+)?+(?:[eE][+-]?[0-9]++)?+|\.[0-9]++)"
    rb"|(true|false)\b|(>>>|===|!==|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%<>&^|!~()]))"
)
_NAME, _NUMBER, _WORD, _SIGN = 1, 2, 3, 4
_MAX_DEPTH = 50
_32_BITS = 1 << 32


class UnusableError(ValueError):
    """A term that JScript would not take either."""


def number(value: Value) -> float:
    """Convert as JavaScript does."""
    return float(value)


def _bits(value: Value) -> int:
    as_number = number(value)
    return int(as_number) % _32_BITS if math.isfinite(as_number) else 0


def _signed(bits: int) -> float:
    bits %= _32_BITS
    return float(bits - _32_BITS if bits >= _32_BITS >> 1 else bits)


def _divided(left: Value, right: Value) -> float:
    a, b = number(left), number(right)
    if b:
        return a / b
    return math.copysign(math.inf, a) * math.copysign(1, b) if is_true(a) else math.nan


def _remainder(left: Value, right: Value) -> float:
    a, b = number(left), number(right)
    return math.fmod(a, b) if is_true(b) and math.isfinite(a) else math.nan


def _numeric(act: Callable[[float, float], Value]) -> Callable[[Value, Value], Value]:
    return lambda left, right: act(number(left), number(right))


def _bitwise(act: Callable[[int, int], int]) -> Callable[[Value, Value], Value]:
    return lambda left, right: _signed(act(_bits(left), _bits(right)))


_BINARY: Mapping[bytes, tuple[int, Callable[[Value, Value], Value]]] = {
    b"||": (1, lambda left, right: left if is_true(left) else right),
    b"&&": (2, lambda left, right: right if is_true(left) else left),
    b"|": (3, _bitwise(operator.or_)),
    b"^": (4, _bitwise(operator.xor)),
    b"&": (5, _bitwise(operator.and_)),
    b"==": (6, _numeric(operator.eq)),
    b"!=": (6, _numeric(operator.ne)),
    b"===": (6, lambda left, right: type(left) is type(right) and left == right),
    b"!==": (6, lambda left, right: type(left) is not type(right) or left != right),
    b"<": (7, _numeric(operator.lt)),
    b"<=": (7, _numeric(operator.le)),
    b">": (7, _numeric(operator.gt)),
    b">=": (7, _numeric(operator.ge)),
    b"<<": (8, lambda left, right: _signed(_bits(left) << (_bits(right) & 31))),
    b">>": (8, lambda left, right: _signed(int(_signed(_bits(left))) >> (_bits(right) & 31))),
    b">>>": (8, lambda left, right: float(_bits(left) >> (_bits(right) & 31))),
    b"+": (9, _numeric(operator.add)),
    b"-": (9, _numeric(operator.sub)),
    b"*": (10, _numeric(operator.mul)),
    b"/": (10, _divided),
    b"%": (10, _remainder),
}
_UNARY: Mapping[bytes, Callable[[Value], Value]] = {
    b"!": lambda value: not is_true(value),
    b"~": lambda value: _signed(~_bits(value)),
    b"+": number,
    b"-": lambda value: -number(value),
}


def is_true(value: Value) -> bool:
    """Tell whether JavaScript takes a value for true."""
    return bool(value) and not math.isnan(value)


def read_term(source: bytes, at: int, variables: Mapping[bytes, Value]) -> tuple[Value, int]:
    """Return the value of the term at `at`, and where it ends. Raises UnusableError.

    A term is a number, `true`, `false`, a variable, or an expression in parentheses, with signs
    before it.
    """
    reader = _Reader(source, at, variables)
    value = reader.term(0)
    return value, reader.at


class _Reader:
    def __init__(self, source: bytes, at: int, variables: Mapping[bytes, Value]) -> None:
        self._source = source
        self.at = at
        self._variables = variables

    def term(self, depth: int) -> Value:
        if depth > _MAX_DEPTH:
            raise UnusableError("nesting")
        kind, text = self._next()
        if kind == _NAME:
            return self._variables.get(text, math.nan)
        if kind == _NUMBER:
            return float(int(text, 16)) if text[:2] in (b"0x", b"0X") else float(text)
        if kind == _WORD:
            return text == b"true"
        if text == b"(":
            value = self._expression(1, depth + 1)
            if self._next()[1] != b")":
                raise UnusableError("a parenthesis that is not closed")
            return value
        if text in _UNARY:
            return _UNARY[text](self.term(depth + 1))
        raise UnusableError("no term")

    def _expression(self, least: int, depth: int) -> Value:
        """Read operators that bind at least so strongly."""
        value = self.term(depth)
        while True:
            before = self.at
            found = _TOKEN.match(self._source, before)
            known = _BINARY.get(found[_SIGN]) if found is not None and found[_SIGN] else None
            if found is None or known is None or known[0] < least:
                return value
            self.at = found.end()
            value = known[1](value, self._expression(known[0] + 1, depth + 1))

    def _next(self) -> tuple[int, bytes]:
        found = _TOKEN.match(self._source, self.at)
        if found is None:
            raise UnusableError("no term")
        self.at = found.end()
        kind = found.lastindex or 0
        return kind, found[kind]
