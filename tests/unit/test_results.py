"""Results as data: frozen, and JSON without loss."""

from __future__ import annotations

import json
from dataclasses import FrozenInstanceError, fields

import pytest
from tests.trace_events import EVENTS, folded

from stockade.results import (
    ConsoleEntry,
    ErrorInfo,
    Limit,
    LimitKind,
    MemoryStats,
    Outcome,
    RunResult,
    WorkerInfo,
)
from stockade.tracing import Guard, Trace
from stockade.values import UNDEFINED, to_jsonable

GUARD = Guard(
    kind="wall", limit=6.0, seen=5.4, generation=0, line=1, column=1, mapped=None, node=None
)
MEMORY = MemoryStats(heap_used_bytes=None, peak_rss_bytes=None, limit_bytes=2**26)


def result(outcome: Outcome = Outcome.COMPLETED, **more: object) -> RunResult:
    return RunResult(outcome=outcome, kind="script", memory_stats=MEMORY, **more)  # type: ignore[arg-type]  # fields differ by test


@pytest.mark.parametrize("outcome", Outcome)
def test_only_completed_is_success(outcome: Outcome) -> None:
    assert result(outcome).success is (outcome == "completed")


def test_a_result_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        result().outcome = Outcome.THREW  # type: ignore[misc]  # the point of the test


def test_two_results_share_nothing_that_could_be_changed() -> None:
    with pytest.raises(TypeError):
        result().walls["seccomp"] = "up"  # type: ignore[index]  # the point of the test


def test_the_dictionary_has_every_field_and_survives_json() -> None:
    whole = result(
        Outcome.LIMIT,
        error=ErrorInfo(name="E", message="m", stack="s", value={"a": 1}),
        limit=Limit(kind=LimitKind.CPU, limit=2.0, seen=None, unit="seconds", enforced_by="rlimit"),
        console=(ConsoleEntry(level="log", text="x"),),
        trace=Trace(guard=GUARD, dropped={"node": 1}),
        walls={"seccomp": "up"},
        worker=WorkerInfo(start="warm"),
    ).to_dict()
    own = {field.name for field in fields(RunResult)}
    assert set(whole) == own | {"success", "side_effects", "security_violations"}
    assert json.loads(json.dumps(whole, allow_nan=False)) == whole


def test_side_effects_and_violations_are_those_of_the_trace() -> None:
    told = result(trace=folded(EVENTS))
    assert [effect.kind for effect in told.side_effects] == ["file"]
    assert [violation.severity for violation in told.security_violations] == ["high"]
    assert (result().side_effects, result().security_violations) == ((), ())


def test_the_dictionary_has_them_once() -> None:
    whole = result(trace=folded(EVENTS)).to_dict()
    assert [effect["details"] for effect in whole["side_effects"]] == [  # type: ignore[attr-defined]
        {"mode": "create", "size": "2"}
    ]
    assert not {"effects", "violations"} & set(whole["trace"])  # type: ignore[call-overload]


def test_an_undefined_result_is_not_the_same_as_none() -> None:
    assert result(value=UNDEFINED).to_dict()["value"] == to_jsonable(UNDEFINED)
    assert result(Outcome.THREW).to_dict()["value"] is None
