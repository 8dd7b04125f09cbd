"""Guest values as plain JSON data, for `--json` and for logs.

Where JSON says exactly the same, it is used. The rest is an object with "$type"; a second mention
of an object is {"$ref": where}. A guest's own key that starts with "$" gets another one in front.

    {"$type": "undefined"}  {"$type": "hole"}
    {"$type": "number", "value": "NaN"}             and "-0", "Infinity", "-Infinity"
    {"$type": "bigint", "value": "123"}             "0x..." beyond 1,024 bits
    {"$type": "string", "utf16": "d800"}            one with a lone surrogate
    {"$type": "date", "ms": 0, "iso": "1970-01-01T00:00:00.000Z"}    null where there is none
    {"$type": "regexp", "source": ..., "flags": ...}
    {"$type": "map", "entries": [[key, value], ...]}
    {"$type": "set", "values": [...]}
    {"$type": "buffer", "base64": ...}
    {"$type": "view", "kind": "Uint8Array", "buffer": ..., "offset": 0, "length": 3}
    {"$type": "error", "name": ..., "message": ..., "stack": ..., "properties": {...}}
    {"$type": "object", "class": "Point", "properties": {...}}
    {"$type": "object", "class": null, "entries": [[key, value], ...]}    for keys unfit for JSON
    {"$type": "boxed", "value": ...}
    {"$type": "sparse", "length": 99, "items": {"5": ...}}
    {"$type": "opaque", "kind": ..., "description": ..., "path": ...}
    {"$type": "deep"}                               what lies deeper than MAX_DEPTH

`where` is a path in the JSON document, as in $.list[3].name. Paths beyond MAX_PATH would let a
hostile result grow without bound: then it is "#n", the n-th object of the document, counted from 0
in breadth-first order.
"""

from __future__ import annotations

import base64
import json
import math
import re
from collections.abc import Mapping
from typing import Final

from .model import (
    HOLE,
    UNDEFINED,
    ArrayBuffer,
    BigInt,
    Boxed,
    Instance,
    JSDate,
    JSError,
    JSMap,
    JSSet,
    Opaque,
    RegExp,
    SparseArray,
    TypedArray,
    has_lone_surrogate,
    to_utf16_hex,
)

MAX_DEPTH: Final = 250
"""Objects in one another; each takes up to three levels of JSON, and json.dumps stops at 1,000."""

MAX_PATH: Final = 200

_IDENTIFIER = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]*")
_Step = str | int
_Place = list[object] | dict[str, object]


def to_jsonable(value: object) -> object:
    """Return plain data that `json.dumps(allow_nan=False)` takes. There is no recursion."""
    return _Writer().write(value)


class _Writer:
    """Goes breadth-first, so that an object is written at its shallowest place."""

    def __init__(self) -> None:
        self._numbers: dict[int, int] = {}
        # By number: the object, the number of its holder, the steps from there, its depth.
        self._found: list[tuple[object, int, tuple[_Step, ...], int]] = []
        self._places: list[tuple[_Place, _Step]] = []
        self._current = -1

    def write(self, value: object) -> object:
        top: list[object] = [None]
        top[0] = self._value(value, top, 0, ())
        for number, (place, key) in enumerate(self._places):  # grows on the way
            self._current = number
            _store(place, key, self._object(self._found[number][0]))
        return top[0]

    def _value(self, value: object, place: _Place, key: _Step, steps: tuple[_Step, ...]) -> object:
        """Return what to write now; an object is only noted, and stored in its place later."""
        match value:
            case None | bool():
                return value
            case BigInt():
                return {"$type": "bigint", "value": value.digits()}
            case int():
                return value
            case float():
                return _number(value)
            case str():
                return _string(value)
        if value is UNDEFINED:
            return {"$type": "undefined"}
        if value is HOLE:
            return {"$type": "hole"}
        number = self._numbers.get(id(value))
        if number is not None:
            return {"$ref": self._path(number)}
        depth = self._found[self._current][3] + 1 if self._current >= 0 else 0
        if depth >= MAX_DEPTH:
            return {"$type": "deep"}
        self._numbers[id(value)] = len(self._found)
        self._found.append((value, self._current, steps, depth))
        self._places.append((place, key))
        return None

    def _object(self, value: object) -> object:
        match value:
            case list():
                return self._list(value, ())
            case dict():
                return self._properties(value, None)
            case Instance():
                return self._properties(value.properties, value.class_name)
            case JSMap():
                return {"$type": "map", "entries": self._pairs(value.entries)}
            case JSSet():
                return {"$type": "set", "values": self._list(value.values, ("values",))}
            case SparseArray():
                items: dict[str, object] = {}
                for index, item in value.items.items():
                    key = str(index)
                    items[key] = self._value(item, items, key, ("items", key))
                return {"$type": "sparse", "length": value.length, "items": items}
            case JSError():
                return self._error(value)
            case Boxed():
                return self._fields({"$type": "boxed", "value": None}, value=value.value)
            case TypedArray():
                view: dict[str, object] = {"$type": "view", "kind": value.kind, "buffer": None}
                view |= {"offset": value.offset, "length": value.length}
                return self._fields(view, buffer=value.buffer)
        return _leaf(value)

    def _list(self, values: list[object], steps: tuple[_Step, ...]) -> list[object]:
        made: list[object] = []
        for at, item in enumerate(values):
            made.append(self._value(item, made, at, (*steps, at)))
        return made

    def _pairs(self, entries: list[tuple[object, object]]) -> list[object]:
        made: list[object] = []
        for at, pair in enumerate(entries):
            made.append(self._list(list(pair), ("entries", at)))
        return made

    def _fields(self, made: dict[str, object], **fields: object) -> dict[str, object]:
        for name, value in fields.items():
            made[name] = self._value(value, made, name, (name,))
        return made

    def _error(self, error: JSError) -> dict[str, object]:
        made: dict[str, object] = {"$type": "error"}
        self._fields(made, name=error.name, message=error.message, stack=error.stack)
        made["properties"] = self._members(error.properties, ("properties",))
        return made

    def _properties(self, properties: Mapping[str, object], class_name: str | None) -> object:
        if any(has_lone_surrogate(key) for key in properties):
            pairs = list(properties.items())
            return {"$type": "object", "class": class_name, "entries": self._pairs([*pairs])}
        if class_name is None:
            return self._members(properties, ())
        members = self._members(properties, ("properties",))
        return {"$type": "object", "class": class_name, "properties": members}

    def _members(
        self, properties: Mapping[str, object], steps: tuple[_Step, ...]
    ) -> dict[str, object]:
        made: dict[str, object] = {}
        for key, item in properties.items():
            shown = "$" + key if key.startswith("$") else key
            made[shown] = self._value(item, made, shown, (*steps, shown))
        return made

    def _path(self, number: int) -> str:
        """Return where in the document an object stands."""
        text, at = "", number
        while at >= 0:
            _, holder, steps, _ = self._found[at]
            if any(isinstance(step, str) and len(step) > MAX_PATH for step in steps):
                return f"#{number}"  # before a huge key is formatted, once for each reference
            text = "".join(map(_step_text, steps)) + text
            if len(text) > MAX_PATH:
                return f"#{number}"
            at = holder
        return "$" + text


def _store(place: _Place, key: _Step, made: object) -> None:
    if isinstance(place, dict):
        place[str(key)] = made
    elif isinstance(key, int):
        place[key] = made


def _step_text(step: _Step) -> str:
    if isinstance(step, int):
        return f"[{step}]"
    return f".{step}" if _IDENTIFIER.fullmatch(step) else f"[{json.dumps(step)}]"


def _number(number: float) -> object:
    if math.isnan(number):
        return {"$type": "number", "value": "NaN"}
    if math.isinf(number):
        return {"$type": "number", "value": "Infinity" if number > 0 else "-Infinity"}
    if number == 0 and math.copysign(1, number) < 0:
        return {"$type": "number", "value": "-0"}
    return number


def _string(text: str) -> object:
    return {"$type": "string", "utf16": to_utf16_hex(text)} if has_lone_surrogate(text) else text


def _leaf(value: object) -> object:
    match value:
        case JSDate():
            return _date(value)
        case RegExp():
            return {"$type": "regexp", "source": _string(value.source), "flags": value.flags}
        case ArrayBuffer():
            return {"$type": "buffer", "base64": base64.b64encode(value.data).decode("ascii")}
        case Opaque():
            return {
                "$type": "opaque",
                "kind": value.kind,
                "description": value.description,
                "path": value.path,
            }
    raise TypeError(f"{type(value).__name__} is not a guest value")


def _date(date: JSDate) -> dict[str, object]:
    if math.isnan(date.ms):
        return {"$type": "date", "ms": None, "iso": None}
    try:
        iso = date.to_datetime().isoformat(timespec="milliseconds").replace("+00:00", "Z")
    except ValueError:
        return {"$type": "date", "ms": int(date.ms), "iso": None}
    return {"$type": "date", "ms": int(date.ms), "iso": iso}
