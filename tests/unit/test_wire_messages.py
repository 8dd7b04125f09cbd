"""Messages: exact fields, exact types, stated bounds; and the order in which they may come."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest

from stockade_policies import Policy
from stockade_policies.errors import JailError, ProtocolError
from stockade_worker import wire

DOCS = Path(__file__).parents[2] / "docs" / "protocol.md"

CEILINGS = wire.RunCeilings.of(Policy.production())
ENDED = wire.Ended(
    ending="completed",
    kind="script",
    value=wire.pack_table({"root": 1, "heap": []}),
    thrown=None,
    passed=None,
    blocked=None,
    heap_bytes=1,
    dropped=0,
    trace_complete=True,
)
ORDERS: dict[str, wire.Message] = {
    "run": wire.Run(
        source=b"1\0\xed\xa0\x80",
        kind="auto",
        args=None,
        ceilings=CEILINGS,
        tracing=True,
        seed=2**53 - 1,
        source_map=b"\xff",
        correlation=None,
        answers={"http": "error"},
        profile='{"user":"\\u00e9"}',
    ),
    "start": wire.Start(policy={"name": "p"}),
    "spawn": wire.Spawn(worker=1),
}
EXAMPLES: dict[str, wire.Message] = {
    "sealed": wire.Sealed(walls={"seccomp": "up"}),
    "jail_failed": wire.JailFailed(step="root", errno=1, reason="r", hint="h"),
    "console": wire.Console(level="log", text="x"),
    "traced": wire.Traced(events=wire.pack_events([["repeat", 0, 2]])),
    "ended": ENDED,
    "ready": wire.Ready(base_bytes=1, proofs={"fork": {"seccomp": "SIGSYS"}}, self_attack_ms=1.5),
    "spawned": wire.Spawned(worker=1),
    "spawn_failed": wire.SpawnFailed(worker=1, errno=11, reason="r"),
    "reaped": wire.Reaped(worker=1, status=0, cpu_seconds=0.1, peak_bytes=1),
    "examined": wire.Examined(wall="root", holds=True, how="open a file", observed="ENOENT"),
}


def plain(message: wire.Message) -> dict[str, Any]:
    return wire.decode_body(wire.encode(message)[4:], max_items=1000)


def refuse(message: Mapping[str, object], match: str) -> None:
    with pytest.raises(ProtocolError, match=match):
        wire.decode(wire.encode_frame(message)[4:])


def test_there_is_an_example_of_every_message() -> None:
    assert EXAMPLES.keys() == wire.SCHEMA.keys()


@pytest.mark.parametrize("name", EXAMPLES)
def test_survives_the_wire(name: str) -> None:
    assert wire.decode(wire.encode(EXAMPLES[name])[4:]) == EXAMPLES[name]


@pytest.mark.parametrize("name", ORDERS)
def test_an_order_survives_the_wire(name: str) -> None:
    assert wire.decode_order(wire.encode(ORDERS[name])[4:]) == ORDERS[name]


@pytest.mark.parametrize("name", ORDERS)
def test_a_worker_that_gives_orders_is_refused(name: str) -> None:
    with pytest.raises(ProtocolError, match="no known type"):
        wire.decode(wire.encode(ORDERS[name])[4:])


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_missing_field_is_refused_by_name(name: str) -> None:
    for field in plain(EXAMPLES[name]):
        if field != "t":
            message = plain(EXAMPLES[name])
            del message[field]
            refuse(message, f"missing fields: {field}; unknown fields: 0")


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_extra_field_is_refused_and_never_named(name: str) -> None:
    refuse({**plain(EXAMPLES[name]), "pid": 1}, "missing fields: none; unknown fields: 1")


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_field_of_a_wrong_type_is_refused_by_name(name: str) -> None:
    for field in plain(EXAMPLES[name]):
        if field != "t":
            refuse({**plain(EXAMPLES[name]), field: [1, 2]}, f"^{field}: expected")


@pytest.mark.parametrize("tag", [42, None, "nonsense", ["ended"], ""])
def test_an_unknown_type_is_refused(tag: object) -> None:
    refuse({"t": tag}, "no known type")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("ending", "cancelled"),
        ("kind", "auto"),
        ("value", {"root": 1}),
        ("value", {"root": 1, "heap": {}}),
        ("value", {"root": 1, "heap": [], "more": 1}),
        ("thrown", {"name": "E", "message": "m", "stack": ""}),
        ("thrown", {"name": "E" * 2000, "message": "m", "stack": "", "value": None}),
        ("passed", {"kind": "stack", "limit": 1, "seen": 1, "unit": "bytes"}),
        ("passed", {"kind": "cpu", "limit": float("nan"), "seen": 1, "unit": "seconds"}),
        ("passed", {"kind": "cpu", "limit": 1, "seen": -1, "unit": "seconds"}),
        ("passed", {"kind": "cpu", "limit": 1, "seen": float("inf"), "unit": "seconds"}),
        ("blocked", 7),
        ("blocked", "x" * 1001),
        ("heap_bytes", -1),
        ("heap_bytes", 2**64 - 1),
        ("heap_bytes", True),
        ("heap_bytes", "1"),
        ("dropped", 1.0),
        ("trace_complete", 1),
    ],
)
def test_an_ending_that_is_not_what_it_seems_is_refused(field: str, value: object) -> None:
    refuse({**plain(ENDED), field: value}, f"^{field}: ")


def test_a_jail_error_crosses_with_its_step_and_errno() -> None:
    error = JailError("root", 1, "no" * 5000, "do this")
    message = wire.jail_failed(error)
    assert (message.step, message.errno, message.hint) == ("root", 1, "do this")
    assert wire.decode(wire.encode(message)[4:]) == message


ALL = EXAMPLES | ORDERS
WORKER_WALK = ("sealed", "run", "console", "traced", "console", "traced", "ended")


def test_an_honest_worker_walks_to_its_end() -> None:
    state = wire.State.SEALING
    for name in WORKER_WALK:
        state = wire.step_worker(state, ALL[name])
    assert state is wire.State.DONE


@pytest.mark.parametrize("state", wire.State)
@pytest.mark.parametrize("name", ALL)
def test_what_is_not_in_the_table_is_refused(state: wire.State, name: str) -> None:
    if (state, type(ALL[name])) in wire.WORKER:
        return
    with pytest.raises(ProtocolError, match=f"may not come while the peer is {state.value}"):
        wire.step_worker(state, ALL[name])


@pytest.mark.parametrize("phase", wire.Phase)
@pytest.mark.parametrize("name", ALL)
def test_a_template_is_held_to_its_table_too(phase: wire.Phase, name: str) -> None:
    if (phase, type(ALL[name])) in wire.TEMPLATE:
        return
    with pytest.raises(ProtocolError):
        wire.step_template(phase, ALL[name])


@pytest.mark.parametrize("phase", wire.Phase)
@pytest.mark.parametrize("name", ALL)
def test_and_a_probe_to_its_own(phase: wire.Phase, name: str) -> None:
    if (phase, type(ALL[name])) in wire.PROBE:
        return
    with pytest.raises(ProtocolError):
        wire.step_probe(phase, ALL[name])


def test_the_documented_tables_are_the_real_ones() -> None:
    rows = re.findall(r"^\| (\w+) \| ([A-Z]\w+) \| (\w+) \|$", DOCS.read_text(), re.MULTILINE)
    tables = (wire.WORKER, wire.TEMPLATE, wire.PROBE)
    assert sorted(rows) == sorted(row for table in tables for row in as_rows(table))


def as_rows(table: Mapping[Any, StrEnum]) -> list[tuple[str, str, str]]:
    return [(at.value, message.__name__, to.value) for (at, message), to in table.items()]
