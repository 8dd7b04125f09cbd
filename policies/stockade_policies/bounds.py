"""Checks of one number against its bounds; the dataclasses of this package share them."""

from __future__ import annotations

from math import isfinite

from stockade_policies.errors import PolicyError


def whole(field: str, value: object, low: int, high: int) -> int:
    """Return `value` if it is an int with low <= value <= high.

    A bool is refused although Python counts it as an int: `heap_bytes = true` is a slip, not one
    byte. Raises PolicyError.
    """
    if type(value) is not int or not low <= value <= high:
        raise PolicyError(field, value, f"an integer >= {low} and <= {high}")
    return value


def seconds(field: str, value: object, high: float, *, zero: bool = False) -> float:
    """Return `value` as a float if it is finite and 0 < value <= high; `zero` allows 0 too.

    NaN is refused by name: it compares false with every bound, so it would switch a timer off.
    Raises PolicyError.
    """
    bound = f"a finite number {'>=' if zero else '>'} 0 and <= {high:g}"
    if type(value) is int:
        fits = 0 <= value <= high
    elif type(value) is float:
        fits = isfinite(value) and 0 <= value <= high
    else:
        raise PolicyError(field, value, bound)
    if not fits or (value == 0 and not zero):
        raise PolicyError(field, value, bound)
    return float(value)
