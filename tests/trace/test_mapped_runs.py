"""Source maps and correlations in whole runs: read inside of the jail, whatever they are."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from stockade import Policy, PoolLimits, Supervisor
from stockade.tracing import Position, Trace

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SOURCE = "function f() { return '\U0001f600'; }\nf(); eval('f(); (function g() {})()');"
MAP = {
    "version": 3,
    "sources": ["\ud800a.ts"],
    "names": ["\U0001f600\ud83d"],
    "mappings": "AAUEA;AACA",
}


@pytest.fixture(scope="module")
def supervisor(outlives_tests: None) -> Iterator[Supervisor]:
    with Supervisor(Policy.production(), pool=PoolLimits(workers=1, spares=1)) as supervisor:
        yield supervisor


def trace_of(
    supervisor: Supervisor,
    *,
    source_map: str | bytes | None = None,
    correlation: Mapping[str, object] | None = None,
) -> Trace:
    result = supervisor.run(SOURCE, source_map=source_map, correlation=correlation)
    assert result.success, result
    assert result.trace is not None
    assert result.trace.complete
    return result.trace


def test_positions_of_the_sample_are_mapped_and_those_of_made_code_are_not(
    supervisor: Supervisor,
) -> None:
    trace = trace_of(supervisor, source_map=json.dumps(MAP))
    mapped = {one.name: one.mapped for one in trace.functions}
    assert mapped["f"] == Position(file="\ufffda.ts", line=11, column=3)
    assert mapped["g"] is None
    assert trace.generations[1].mapped == Position(file="\ufffda.ts", line=12, column=3)


def test_every_entry_has_its_node_made_code_by_the_place_that_made_it(
    supervisor: Supervisor,
) -> None:
    ranges = [[1, 1, 2, 1, "first"], [2, 6, 2, 99, "second"]]
    trace = trace_of(supervisor, correlation={"node_id": "run", "ranges": ranges})
    nodes = {one.name: one.node for one in trace.functions}
    assert nodes["f"] == "first"
    assert nodes["g"] == "second"
    assert trace.generations[1].node == "second"


def test_ids_of_the_whole_run_are_the_traces(supervisor: Supervisor) -> None:
    ids = {"node_id": "n0", "scope_id": "s3", "shape_id": "h9"}
    trace = trace_of(supervisor, correlation={**ids, "ranges": []})
    assert trace.correlation == ids
    assert trace.to_dict()["correlation"] == ids
    assert {one.node for one in trace.functions} == {"n0"}
    assert trace_of(supervisor).correlation == {}


@pytest.mark.parametrize(
    ("source_map", "complaint"),
    [
        ("", "byte 0 = '': must be JSON"),
        ("\ud800", "byte 0"),
        (b"\xff\xff", "byte 0"),
        ("[" * 100_000, "nesting = 13: must be <= 12"),
        ('{"version":' + "9" * 1000, "must be written in <= 32 characters"),
        ('{"version":4}', "version = 4: must be 3"),
        ('{"version":3,"sources":[],"names":[],"mappings":"A!"}', "digits of base 64"),
        ('{"version":3,"sources":[],"names":[],"mappings":"AAAA"}', "the sources"),
        ('{"version":3,"sources":["\\ud800"],"mappings":"+/////D,C"}', "a position"),
    ],
)
def test_a_bad_source_map_costs_no_run_and_is_told(
    supervisor: Supervisor, source_map: str | bytes, complaint: str
) -> None:
    trace = trace_of(supervisor, source_map=source_map)
    assert "source map: " in trace.generations[0].reason
    assert complaint in trace.generations[0].reason
    assert trace.functions[0].mapped is None


@pytest.mark.parametrize(
    "correlation",
    [
        {"ranges": [[2, 1, 1, 1, "n"]]},
        {"node_id": "\ud800"},
        {"unknown": 1.5},
        {"ranges": [[[[]]] * 9]},
    ],
)
def test_a_bad_correlation_costs_no_run_and_is_told(
    supervisor: Supervisor, correlation: Mapping[str, object]
) -> None:
    trace = trace_of(supervisor, correlation=correlation)
    assert "correlation: " in trace.generations[0].reason
