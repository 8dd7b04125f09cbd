"""The single parts of a value table, checked: counts, numbers, text, bytes.

What the guest's encoder would have written differently is refused, and nothing is shown of what was
refused: it is the guest's.
"""

from __future__ import annotations

import base64
import binascii
import math
import re
from typing import Final, NoReturn

from stockade_policies.errors import ProtocolError
from stockade_worker.wire import Steps

from .model import MAX_ARRAY_LENGTH, MAX_SAFE_INTEGER, BigInt, has_lone_surrogate

_HEX = re.compile(r"-?[1-9a-f][0-9a-f]*|0")
_UTF16_HEX = re.compile(r"[0-9a-f]+")  # no group: repeating one costs a megabyte each
_HIGH_SURROGATES: Final = frozenset({"d8", "d9", "da", "db"})
_STEP_DIGITS = 4000  # of a string with lone surrogates: each of these costs 0.25 microseconds


def is_count(number: int) -> bool:
    """Tell whether this is an array's length or index; True and False are ints too."""
    return not isinstance(number, bool) and 0 <= number <= MAX_ARRAY_LENGTH


def integer(number: int) -> int:
    """Return a number that every JavaScript number can be."""
    if not -MAX_SAFE_INTEGER <= number <= MAX_SAFE_INTEGER:
        refuse("an integer is beyond 2**53 - 1")
    return number


def fraction(number: float) -> float:
    """Return a number that is no integer: those come as such, and the rest have tags."""
    if not math.isfinite(number) or (number.is_integer() and abs(number) <= MAX_SAFE_INTEGER):
        refuse("a number is not in its own form")
    return number


def bigint(digits: str) -> BigInt:
    """Return a bigint from hexadecimal digits."""
    if not _HEX.fullmatch(digits):
        refuse("a bigint is not in hexadecimal")
    return BigInt(digits, 16)


def well_formed(text: str) -> str:
    """Return a string without lone surrogates."""
    if has_lone_surrogate(text):
        refuse("a string holds a lone surrogate")
    return text


def ill_formed(raw: object) -> Steps[str]:
    """Return the string of a `["w", digits]`: four digits for each UTF-16 code unit."""
    match raw:
        case ("w", str(digits)) if len(digits) % 4 == 0 and _UTF16_HEX.fullmatch(digits):
            parts: list[str] = []
            start = 0
            while start < len(digits):
                end = start + _STEP_DIGITS
                if end < len(digits) and digits[end - 4 : end - 2] in _HIGH_SURROGATES:
                    end -= 4  # it may be half of a pair, whose other half comes next
                units = bytes.fromhex(digits[start:end])
                parts.append(units.decode("utf-16-be", "surrogatepass"))
                start = end
                yield
            text = "".join(parts)
            if has_lone_surrogate(text):
                return text
            refuse("a well-formed string must come as it is")
    refuse("a string is not in UTF-16 hexadecimal")


def base64_bytes(text: str) -> bytes:
    """Return what base64 stands for, in its one proper form."""
    try:
        data = binascii.a2b_base64(text.encode("ascii"), strict_mode=True)
    except (ValueError, UnicodeEncodeError):
        refuse("a buffer is not in base64")
    # Strict mode does not look at the bits that padding leaves over.
    if base64.b64encode(data) != text.encode("ascii"):
        refuse("a buffer is not in base64")
    return data


def refuse(reason: str) -> NoReturn:
    """Raise the `ProtocolError` for a table that is not as it must be."""
    raise ProtocolError(f"value table: {reason}")
