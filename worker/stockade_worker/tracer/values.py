"""Values that the native side has kept, in a few words for people."""

from __future__ import annotations

import codecs
import json
from typing import Any

MAX_CHARS = 1000

_TYPED = (
    "Uint8Clamped", "Int8", "Uint8", "Int16", "Uint16", "Int32", "Uint32", "BigInt64", "BigUint64",
    "Float16", "Float32", "Float64",
)  # fmt: skip
_CLASSES = {
    1: "an object", 2: "an array", 3: "an error", 4: "a Number", 5: "a String", 6: "a Boolean",
    7: "a Symbol", 8: "arguments", 9: "arguments", 10: "a Date", 12: "a function", 13: "a function",
    14: "a function", 15: "a function", 16: "a function", 17: "a function", 19: "a RegExp",
    20: "an ArrayBuffer", 21: "a SharedArrayBuffer",
    **{22 + at: f"{'an' if name[0] == 'I' else 'a'} {name}Array" for at, name in enumerate(_TYPED)},
    34: "a DataView", 35: "a BigInt", 36: "a Map", 37: "a Set", 38: "a WeakMap", 39: "a WeakSet",
    42: "an iterator", 43: "an iterator", 44: "an iterator", 45: "an iterator", 46: "an iterator",
    47: "an iterator", 48: "an iterator", 49: "a generator", 51: "a Proxy", 52: "a Promise",
    53: "a function", 54: "a function", 55: "a function", 59: "a function", 60: "a generator",
    62: "a WeakRef", 63: "a FinalizationRegistry", 64: "an error",
}  # fmt: skip
"""By the engine's number of their class; a test has one of each described."""
_UNDEFINED, _LONG_TEXT, _OBJECT, _SYMBOL, _BIGINT = range(5)


codecs.lookup("utf-16-le")  # a module of its own, which a sealed worker could not load


def text_of(raw: bytes) -> str:
    """Return the guest's text as well-formed text: lone surrogates become U+FFFD."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        wide = raw.decode("utf-8", "surrogatepass").encode("utf-16-le", "surrogatepass")
        return wide.decode("utf-16-le", "replace")


def described(value: Any) -> str:
    """Return a kept value as text; `hooks.Hooks.take_functions` has its forms."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, bytes):
        return json.dumps(text_of(value), ensure_ascii=False)[:MAX_CHARS]
    kind, detail = value
    if kind == _LONG_TEXT:
        return f"a string of {detail} characters"
    if kind == _OBJECT:
        return _CLASSES.get(detail, "an object")
    return {_SYMBOL: "a symbol", _BIGINT: "a bigint"}.get(kind, "undefined")


def _number(value: float) -> str:
    if value.is_integer() and abs(value) < 1e21:
        return "-0" if value == 0 and str(value)[0] == "-" else str(int(value))
    words = {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}
    return words.get(repr(value), repr(value))
