"""What the functions that make code of text tell: how they were reached, and what they were given.

`Function` by its name is what honest code uses. Its three brothers have no name, so whoever uses
one has reached it through some function's constructor; and who calls `Function` by another name
has it from there as well, or wants to hide it.
"""

from __future__ import annotations

import re

from .detector import Found

NAMED = "Function"
MAKERS = (NAMED, "AsyncFunction", "GeneratorFunction", "AsyncGeneratorFunction")

_NAME = re.compile(rb"[\w$]+")
# Before `apply`, or what is given to that or to `Function` itself.
_THROUGH = re.compile(rb"\bFunction\s*(?:\.\s*(?:(?:apply|call|bind)\s*\(\s*)?|\(\s*(?:\.\.\.)?)\Z")
_HARMLESS = re.compile(rb"\)\s*\{\s*return this;?\s*\}\)\Z")
_OUTSIDE = re.compile(rb"\breturn\s+(?:this\s*\.\s*|global(?:This)?\s*\.\s*)?process\b")
_BEFORE_BYTES = 40


def found_in_made(
    text: bytes, origin: str, maker: bytes, at: int, first_end: int | None
) -> list[Found]:
    """Return what one piece of code shows that one of the makers has made.

    text       the function as the engine puts it together.
    maker, at  the code that asked for it, and where its call stands; -1: nobody knows.
    first_end  where the first function in `text` ends; None if it was not parsed.
    """
    found: list[Found] = []
    if origin not in MAKERS:
        return found
    if _is_reached_otherwise(origin, maker, at) and _HARMLESS.search(text) is None:
        found.append(Found("constructor-manipulation", 0, len(text)))
    if first_end is not None and first_end != len(text) - 1:
        found.append(Found("function-argument-injection", first_end, len(text)))
    outside = _OUTSIDE.search(text)
    if outside is not None:
        found.append(Found("escape-attempt", *outside.span()))
    return found


def _is_reached_otherwise(origin: str, maker: bytes, at: int) -> bool:
    if origin != NAMED:
        return True
    if at < 0:
        return False
    name = _NAME.match(maker, at)
    if name is None:
        return False  # whatever stands there is no name
    before = maker[max(0, at - _BEFORE_BYTES) : at]
    return name[0] != NAMED.encode() and _THROUGH.search(before) is None
