"""Results as data: frozen, and JSON without loss."""

from __future__ import annotations

import json
from dataclasses import FrozenInstanceError, fields

import pytest

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
    assert set(whole) == {field.name for field in fields(RunResult)} | {"success"}
    assert json.loads(json.dumps(whole, allow_nan=False)) == whole


def test_an_undefined_result_is_not_the_same_as_none() -> None:
    assert result(value=UNDEFINED).to_dict()["value"] == to_jsonable(UNDEFINED)
    assert result(Outcome.THREW).to_dict()["value"] is None
