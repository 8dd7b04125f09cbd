"""Field checks for messages: each takes a decoded value and returns it, or raises `ProtocolError`.

The checks are deliberately dull. A field is of exactly one type (a bool is not an int here), within
stated bounds, or the message is refused and its sender killed.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from stockade_policies.errors import ProtocolError

Check = Callable[[Any], Any]

MAX_INTEGER = 2**53 - 1


def _sized(cls: type[str | bytes], noun: str, at_most: int, told: str) -> Check:
    def check(value: Any) -> Any:
        if type(value) is not cls:
            raise ProtocolError(f"expected {noun}, got {type(value).__name__}")
        if len(value) > at_most:
            raise ProtocolError(f"{told.format(len(value))}; at most {at_most}")
        return value

    return check


def text(max_chars: int) -> Check:
    """Accept a string of at most `max_chars` characters."""
    return _sized(str, "text", max_chars, "text of {} characters")


def binary(max_bytes: int) -> Check:
    """Accept bytes, at most `max_bytes` of them."""
    return _sized(bytes, "bytes", max_bytes, "{} bytes")


def integer(low: int = 0, high: int = MAX_INTEGER) -> Check:
    """Accept an int in [low, high]."""

    def check(value: Any) -> Any:
        if type(value) is not int:
            raise ProtocolError(f"expected an integer, got {type(value).__name__}")
        if not low <= value <= high:
            raise ProtocolError(f"{value} is not in [{low}, {high}]")
        return value

    return check


def number(low: float = 0.0, high: float = 1e15) -> Check:
    """Accept a finite int or float in [low, high]."""

    def check(value: Any) -> Any:
        if type(value) not in (int, float) or not math.isfinite(value):
            raise ProtocolError(f"expected a finite number, got {type(value).__name__}")
        if not low <= value <= high:
            raise ProtocolError(f"{value} is not in [{low}, {high}]")
        return value

    return check


def boolean(value: Any) -> Any:
    """Accept true or false."""
    if type(value) is not bool:
        raise ProtocolError(f"expected a boolean, got {type(value).__name__}")
    return value


def one_of(*choices: str) -> Check:
    """Accept one of a closed set of words."""
    known = frozenset(choices)

    def check(value: Any) -> Any:
        if type(value) is not str or value not in known:
            raise ProtocolError(f"expected one of {', '.join(sorted(known))}")
        return value

    return check


def optional(check: Check) -> Check:
    """Accept nil, or what `check` accepts."""
    return lambda value: None if value is None else check(value)


def mapping(key: Check, item: Check, *, at_most: int) -> Check:
    """Accept a map of at most `at_most` entries."""

    def check(value: Any) -> Any:
        if type(value) is not dict:
            raise ProtocolError(f"expected a map, got {type(value).__name__}")
        if len(value) > at_most:
            raise ProtocolError(f"a map of {len(value)} entries; at most {at_most}")
        return {key(k): item(v) for k, v in value.items()}

    return check


def record(**fields: Check) -> Check:
    """Accept a map with exactly these keys."""

    def check(value: Any) -> Any:
        return check_fields(value, fields)

    return check


def check_fields(value: Any, fields: dict[str, Check]) -> dict[str, Any]:
    """Check a map against its fields: all of them, no others. The error names the field."""
    if type(value) is not dict:
        raise ProtocolError(f"expected a map, got {type(value).__name__}")
    if value.keys() != fields.keys():
        missing = ", ".join(sorted(fields.keys() - value.keys())) or "none"
        foreign = len(value.keys() - fields.keys())  # their names are the sender's: never shown
        raise ProtocolError(f"missing fields: {missing}; unknown fields: {foreign}")
    checked = {}
    for name, check in fields.items():
        try:
            checked[name] = check(value[name])
        except ProtocolError as error:
            raise ProtocolError(f"{name}: {error.reason}") from None
    return checked
