"""What each trace event may hold, and the way from its fields to its dataclass.

An event is a tuple: its kind, then the fields in order. There may be a hundred thousand in a run,
so a check is one comparison of all types, one of all numbers, and a few of what is left. What an
event says of others (an id that must be known, or must not) is `record.py`'s to check.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from operator import itemgetter
from types import MappingProxyType
from typing import Any, TypeVar

from stockade_policies.errors import ProtocolError
from stockade_policies.rules import ACTIONS, SEVERITIES
from stockade_worker import wire

from .behaviour import Api, Artifact, SideEffect, SideEffectAgain, Violation
from .code import (
    CallNode,
    Calls,
    Coverage,
    Dropped,
    ExceptionSite,
    Function,
    Generation,
    Guard,
    Position,
    Repeat,
    String,
    StringAgain,
)
from .model import TraceEvent

Event = tuple[Any, ...]
T = TypeVar("T", bound=TraceEvent)

MAX_NUMBER = 2**53 - 1
MAX_SECONDS = 1e15
NONE = type(None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """What a field may hold: one of `types`, and whatever else is set.

    natural  an integer from 0 to MAX_NUMBER.
    most     characters.
    words    a closed set.
    check    anything more; returns whether it fits. Not asked for None.
    """

    types: tuple[type, ...]
    natural: bool = False
    most: int | None = None
    words: frozenset[str] | None = None
    check: Callable[[Any], bool] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A kind of event: its class, its fields, and the same fields by what is asked of them."""

    cls: Callable[..., TraceEvent]
    names: tuple[str, ...]
    fields: tuple[Field, ...]
    signatures: frozenset[tuple[type, ...]]
    naturals: Callable[[Event], tuple[int, ...]]
    others: tuple[tuple[int, Field], ...]


def _is_digest(text: str) -> bool:
    return len(text) == 64 and not text.strip("0123456789abcdef")


def _are_described(values: Event) -> bool:
    return len(values) <= wire.MAX_ARGUMENTS and all(
        type(value) is str and len(value) <= wire.MAX_TEXT_CHARS for value in values
    )


def _are_details(pairs: Event) -> bool:
    return (
        len(pairs) <= wire.MAX_DETAILS
        and all(type(pair) is tuple and tuple(map(type, pair)) == (str, str) for pair in pairs)
        and all(len(name) <= wire.MAX_DETAIL_NAME_CHARS for name, _ in pairs)
        and all(len(text) <= wire.MAX_TEXT_CHARS for _, text in pairs)
    )


def _is_mapped(value: Event) -> bool:
    return (
        tuple(map(type, value)) == (str, int, int)
        and len(value[0]) <= wire.MAX_NAME_CHARS
        and 0 <= min(value[1:]) <= max(value[1:]) <= MAX_NUMBER
    )


def _is_measured(value: float) -> bool:
    return math.isfinite(value) and 0 <= value <= MAX_SECONDS


def _word(*words: str) -> Field:
    return Field(types=(str,), words=frozenset(words))


NATURAL = Field(types=(int,), natural=True)
LINK = Field(types=(int,))
"""An id: that of something known, which is a closed set, or -1 where `record.py` says so."""
FLAG = Field(types=(bool,))
MEASURED = Field(types=(int, float), check=_is_measured)
PERCENT = Field(types=(int,), natural=True, check=lambda value: bool(value <= 100))
NAME = Field(types=(str,), most=wire.MAX_NAME_CHARS)
TEXT = Field(types=(str,), most=wire.MAX_TEXT_CHARS)
LONG = Field(types=(str,))
"""A text that is bounded by the policy: see `record.py`."""
CONTENT = Field(types=(bytes,))
"""Likewise, of bytes."""
DETAILS = Field(types=(tuple,), check=_are_details)
DIGEST = Field(types=(str,), check=_is_digest)
MAYBE_TEXT = Field(types=(str, NONE), most=wire.MAX_TEXT_CHARS)
VALUES = Field(types=(tuple,), check=_are_described)
MAPPED = Field(types=(tuple, NONE), check=_is_mapped)
NODE = Field(types=(str, NONE), most=wire.MAX_NAME_CHARS)


def _shape(cls: Callable[..., TraceEvent], **fields: Field) -> Shape:
    """Return the shape of a kind; at 0 is the kind itself."""
    numbers = [at for at, field in enumerate(fields.values(), 1) if field.natural]
    plain = (NATURAL, LINK, FLAG, LONG, CONTENT)
    return Shape(
        cls=cls,
        names=tuple(fields),
        fields=tuple(fields.values()),
        signatures=frozenset(product((str,), *(field.types for field in fields.values()))),
        naturals=itemgetter(*numbers, numbers[0]),  # one more, or it would not give a tuple of one
        others=tuple(
            (at, field) for at, field in enumerate(fields.values(), 1) if field not in plain
        ),
    )


SHAPES: dict[str, Shape] = {
    "generation": _shape(
        Generation, id=NATURAL, parent=LINK, origin=_word(*wire.ORIGINS), line=NATURAL,
        column=NATURAL, size=NATURAL, sha256=DIGEST, text=LONG, cut=FLAG,
        state=_word(*wire.STATES), reason=TEXT, mapped=MAPPED, node=NODE,
    ),
    "repeat": _shape(Repeat, generation=LINK, times=NATURAL),
    "function": _shape(
        Function, id=NATURAL, generation=LINK, name=NAME, line=NATURAL, column=NATURAL,
        size=NATURAL, mapped=MAPPED, node=NODE,
    ),
    "call": _shape(
        Calls, function=LINK, count=NATURAL, first_arguments=VALUES, last_arguments=VALUES,
        first_return=MAYBE_TEXT, last_return=MAYBE_TEXT, thrown=NATURAL,
    ),
    "string": _shape(
        String, id=NATURAL, text=LONG, cut=FLAG, length=NATURAL, how=NAME, generation=LINK,
        line=NATURAL, column=NATURAL, times=NATURAL, interest=PERCENT, mapped=MAPPED, node=NODE,
    ),
    "string_again": _shape(StringAgain, id=LINK, times=NATURAL),
    "exception": _shape(
        ExceptionSite, id=NATURAL, generation=LINK, line=NATURAL, column=NATURAL,
        how=_word("throw", "catch"), text=TEXT, times=NATURAL, mapped=MAPPED, node=NODE,
    ),
    "node": _shape(CallNode, id=NATURAL, parent=LINK, function=LINK, count=NATURAL),
    "coverage": _shape(
        Coverage, generation=LINK, functions=NATURAL, functions_run=NATURAL, bytes=NATURAL,
        bytes_run=NATURAL,
    ),
    "guard": _shape(
        Guard, kind=_word(*wire.GUARDS), limit=MEASURED, seen=MEASURED, generation=LINK,
        line=NATURAL, column=NATURAL, mapped=MAPPED, node=NODE,
    ),
    "dropped": _shape(Dropped, what=_word(*wire.DROPPABLE), count=NATURAL),
    "api": _shape(
        Api, id=NATURAL, path=NAME, use=_word(*wire.USES), count=NATURAL, thrown=NATURAL,
        first_arguments=VALUES, last_arguments=VALUES, first_return=MAYBE_TEXT,
        last_return=MAYBE_TEXT, generation=LINK, line=NATURAL, column=NATURAL, mapped=MAPPED,
        node=NODE,
    ),
    "effect": _shape(
        SideEffect, id=NATURAL, kind=_word(*wire.EFFECTS), operation=NAME, target=LONG,
        details=DETAILS, artifact=LINK, generation=LINK, line=NATURAL, column=NATURAL,
        times=NATURAL, mapped=MAPPED, node=NODE,
    ),
    "effect_again": _shape(SideEffectAgain, id=LINK, times=NATURAL),
    "artifact": _shape(
        Artifact, id=NATURAL, kind=_word(*wire.ARTIFACTS), name=NAME, size=NATURAL, sha256=DIGEST,
        content=CONTENT, cut=FLAG,
    ),
    "violation": _shape(
        Violation, id=NATURAL, rule=NAME, severity=_word(*SEVERITIES),
        action=_word(*ACTIONS), subject=_word(*wire.SUBJECTS), message=TEXT, evidence=TEXT,
        generation=LINK, line=NATURAL, column=NATURAL, times=NATURAL, mapped=MAPPED, node=NODE,
    ),
}  # fmt: skip


def check(event: Any) -> Shape:
    """Return the shape of an event whose fields are what they must be. Raises `ProtocolError`."""
    shape = (
        SHAPES.get(event[0]) if type(event) is tuple and event and type(event[0]) is str else None
    )
    if shape is None:
        raise ProtocolError("a trace event of no known kind")
    if tuple(map(type, event)) not in shape.signatures:
        raise ProtocolError(f"{event[0]}: {_misfit(event, shape)}")
    numbers = shape.naturals(event)
    if min(numbers) < 0 or max(numbers) > MAX_NUMBER:
        raise ProtocolError(f"{event[0]}: a number that is not in [0, {MAX_NUMBER}]")
    for at, field in shape.others:
        value = event[at]
        if value is None:
            continue
        if (
            (field.most is not None and len(value) > field.most)
            or (field.words is not None and value not in field.words)
            or (field.check is not None and not field.check(value))
        ):
            raise ProtocolError(f"{event[0]}: {shape.names[at - 1]} is not what it may be")
    return shape


def _misfit(event: Event, shape: Shape) -> str:
    if len(event) != len(shape.names) + 1:
        return f"{len(event) - 1} fields, not {len(shape.names)}"
    pairs = zip(event[1:], shape.names, shape.fields, strict=True)
    return next(
        f"{name} is {type(value).__name__}"
        for value, name, field in pairs
        if type(value) not in field.types
    )


NAMES: dict[object, tuple[str, ...]] = {shape.cls: shape.names for shape in SHAPES.values()}


def build(event: Event, cls: Callable[..., T], **more: object) -> T:
    """Return the dataclass of an event that has been checked; `more` are fields of its result."""
    fields = dict(zip(NAMES[cls], event[1:], strict=True))
    mapped = fields.get("mapped")
    if mapped is not None:
        fields["mapped"] = Position(file=mapped[0], line=mapped[1], column=mapped[2])
    if "details" in fields:
        fields["details"] = MappingProxyType(dict(fields["details"]))
    fields.update(more)
    return cls(**fields)
