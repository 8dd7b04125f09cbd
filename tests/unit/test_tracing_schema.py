"""Trace events, field by field: what is not described is refused, and the error says where."""

from __future__ import annotations

import math
import re
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from tests.trace_events import (
    API,
    ARTIFACT,
    CALL,
    COVERAGE,
    EFFECT,
    EVENTS,
    EXCEPTION,
    FUNCTION,
    GENERATION,
    GUARD,
    HASH,
    MADE,
    NODE,
    STRING,
    VIOLATION,
    Event,
    changed,
    folded,
)

from stockade.tracing import Position, model
from stockade.tracing.schema import SHAPES, check
from stockade_policies.errors import ProtocolError
from stockade_worker import wire

DOCS = Path(__file__).parents[2] / "docs" / "protocol.md"


def refuse(event: Any, match: str) -> None:
    with pytest.raises(ProtocolError, match=match):
        check(as_unpacked(event))


def as_unpacked(value: Any) -> Any:
    return tuple(map(as_unpacked, value)) if isinstance(value, list) else value


def test_there_is_an_example_of_every_kind() -> None:
    assert {event[0] for event in EVENTS} == set(SHAPES)


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event[0])
def test_an_honest_event_is_accepted(event: Event) -> None:
    assert check(as_unpacked(event)) is SHAPES[event[0]]


def test_a_dataclass_has_the_fields_of_its_event_in_their_order() -> None:
    """What the fold merges into it comes after them."""
    for shape in SHAPES.values():
        names = tuple(field.name for field in fields(shape.cls))  # type: ignore[arg-type]  # a class
        assert names[: len(shape.names)] == shape.names


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event[0])
def test_a_field_too_few_or_too_many_is_refused(event: Event) -> None:
    refuse(event[:-1], f"{event[0]}: {len(event) - 2} fields, not {len(event) - 1}")
    refuse([*event, 0], f"{event[0]}: {len(event)} fields, not {len(event) - 1}")


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event[0])
def test_a_field_of_a_wrong_type_is_refused_by_name(event: Event) -> None:
    for at, name in enumerate(SHAPES[event[0]].names, 1):
        no_text = "x" if name == "content" else b"x"
        wrong: object
        for wrong in (no_text, {}, 1.5 if name not in ("limit", "seen") else True):
            refuse(changed(event, at, wrong), f"^{event[0]}: {name} is {type(wrong).__name__}$")


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event[0])
def test_true_is_no_number_and_one_is_no_flag(event: Event) -> None:
    for at, value in enumerate(event[1:], 1):
        if type(value) in (bool, int):
            wrong = int(value) if type(value) is bool else bool(value)
            refuse(changed(event, at, wrong), f"^{event[0]}: ")


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event[0])
def test_a_number_out_of_range_is_refused(event: Event) -> None:
    # Whether these are known is the record's.
    links = ("parent", "generation", "function", "id", "artifact")
    for at, name in enumerate(SHAPES[event[0]].names, 1):
        if type(event[at]) is int and name not in links:
            for wrong in (-1, 2**53, 2**64 - 1):
                refuse(changed(event, at, wrong), f"^{event[0]}: ")


@pytest.mark.parametrize(
    "event", [None, 7, "generation", b"", {}, [], [[]], [{}], [7], ["surrender"], [None, 1]]
)
def test_what_is_no_event_is_refused(event: object) -> None:
    refuse(event, "a trace event of no known kind")


@pytest.mark.parametrize(
    ("event", "field", "wrong"),
    [
        (GENERATION, "origin", "Sample"),
        (GENERATION, "state", ""),
        (GENERATION, "sha256", HASH[1:]),
        (GENERATION, "sha256", HASH.upper()),
        (GENERATION, "sha256", HASH[:-1] + "\n"),
        (GENERATION, "reason", "x" * (wire.MAX_TEXT_CHARS + 1)),
        (GENERATION, "node", "x" * (wire.MAX_NAME_CHARS + 1)),
        (MADE, "mapped", ["a.ts", 1]),
        (MADE, "mapped", ["a.ts", 1, 2, 3]),
        (MADE, "mapped", [1, 1, 1]),
        (MADE, "mapped", ["a.ts", -1, 1]),
        (MADE, "mapped", ["a.ts", 1, 2**53]),
        (MADE, "mapped", ["a.ts", True, 1]),
        (MADE, "mapped", ["x" * (wire.MAX_NAME_CHARS + 1), 1, 1]),
        (FUNCTION, "name", "x" * (wire.MAX_NAME_CHARS + 1)),
        (CALL, "first_arguments", [1]),
        (CALL, "first_arguments", [["x"]]),
        (CALL, "last_arguments", ["x"] * (wire.MAX_ARGUMENTS + 1)),
        (CALL, "last_arguments", ["x" * (wire.MAX_TEXT_CHARS + 1)]),
        (CALL, "first_return", "x" * (wire.MAX_TEXT_CHARS + 1)),
        (STRING, "how", "x" * (wire.MAX_NAME_CHARS + 1)),
        (STRING, "interest", 101),
        (EXCEPTION, "how", "finally"),
        (EXCEPTION, "text", "x" * (wire.MAX_TEXT_CHARS + 1)),
        (GUARD, "kind", "cpu"),
        (GUARD, "limit", math.nan),
        (GUARD, "seen", math.inf),
        (GUARD, "seen", -0.5),
        (["dropped", "string", 1], "what", "strings"),
        (API, "path", "x" * (wire.MAX_NAME_CHARS + 1)),
        (API, "use", "delete"),
        (API, "first_arguments", ["x"] * (wire.MAX_ARGUMENTS + 1)),
        (API, "last_return", "x" * (wire.MAX_TEXT_CHARS + 1)),
        (EFFECT, "kind", "Network"),
        (EFFECT, "operation", "x" * (wire.MAX_NAME_CHARS + 1)),
        (EFFECT, "details", [[str(n), ""] for n in range(wire.MAX_DETAILS + 1)]),
        (EFFECT, "details", [["a"]]),
        (EFFECT, "details", [["a", 1]]),
        (EFFECT, "details", ["ab"]),
        (EFFECT, "details", [["a" * (wire.MAX_DETAIL_NAME_CHARS + 1), "b"]]),
        (EFFECT, "details", [["a", "b" * (wire.MAX_TEXT_CHARS + 1)]]),
        (ARTIFACT, "kind", "program"),
        (ARTIFACT, "name", "x" * (wire.MAX_NAME_CHARS + 1)),
        (ARTIFACT, "sha256", HASH[1:]),
        (VIOLATION, "rule", "x" * (wire.MAX_NAME_CHARS + 1)),
        (VIOLATION, "severity", "fatal"),
        (VIOLATION, "action", "allow"),
        (VIOLATION, "subject", "host"),
        (VIOLATION, "message", "x" * (wire.MAX_TEXT_CHARS + 1)),
        (VIOLATION, "evidence", "x" * (wire.MAX_TEXT_CHARS + 1)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_field_that_is_not_what_it_may_be_is_refused_by_name(
    event: Event, field: str, wrong: object
) -> None:
    at = 1 + SHAPES[event[0]].names.index(field)
    refuse(changed(event, at, wrong), f"^{event[0]}: {field} is not what it may be$")


def test_bounds_themselves_are_accepted() -> None:
    name, text = "x" * wire.MAX_NAME_CHARS, "x" * wire.MAX_TEXT_CHARS
    arguments = [text] * wire.MAX_ARGUMENTS
    check(as_unpacked(["call", 0, 2**53 - 1, arguments, [], text, text, 0]))
    check(as_unpacked(["function", 2**53 - 1, 0, name, 0, 0, 0, [name, 0, 2**53 - 1], name]))
    check(as_unpacked(changed(STRING, 10, 100)))
    check(as_unpacked([*COVERAGE[:1], *[0] * 5]))


def test_the_documented_fields_are_the_real_ones() -> None:
    rows = re.findall(r"^\| `(\w+)` \| ((?:`\w+`(?:, )?)+) \|", DOCS.read_text(), re.MULTILINE)
    documented = {kind: tuple(re.findall(r"`(\w+)`", names)) for kind, names in rows}
    assert documented == {kind: shape.names for kind, shape in SHAPES.items()}


def test_every_event_is_public() -> None:
    exported = {shape.cls for shape in SHAPES.values()}
    assert exported == set(model.TraceEvent.__args__)


def test_a_place_in_the_original_files_has_its_names() -> None:
    (_, made) = folded([GENERATION, MADE]).generations
    assert made.mapped == Position(file="src/a.ts", line=3, column=9)
    assert folded([GENERATION, [*NODE[:3], -1, 1]]).tree[0].function == -1
