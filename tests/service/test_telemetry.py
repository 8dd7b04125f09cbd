"""Spans and metrics, as an exporter sees them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from tests.trace_events import EVENTS, folded

from stockade import Job, Outcome, Policy, PoolLimits, Supervisor, Trace
from stockade.run import Run
from stockade.telemetry import Telemetry
from stockade.verdict import never_ran
from stockade_policies.rules import ACTIONS, SEVERITIES
from stockade_worker import wire

MARKER = "guest-marker-7f3a"
LABELS: dict[str, set[str]] = {
    "stockade.outcome": {
        *("completed", "threw", "limit", "blocked", "crashed", "cancelled", "rejected")
    },
    "stockade.limit": {
        *("none", "wall", "cpu", "memory", "stack", "call_depth", "loop_iterations"),
        *("output", "trace", "host_calls", "source_size"),
    },
    "stockade.start": {"none", "cold", "warm"},
    "stockade.spawn.result": {"sealed", "failed"},
    "stockade.effect.kind": set(wire.EFFECTS),
    "stockade.violation.severity": set(SEVERITIES),
    "stockade.violation.action": set(ACTIONS),
}
GUARDS = {"none", "call_depth", "loop_iterations", "wall"}
SOURCES = (
    f"console.log('{MARKER}'); '{MARKER}'",
    f"throw new Error('{MARKER}')",
    "for (;;);",
    "(function f() { f() })()",
    f"({{ get ['{MARKER}']() {{ throw '{MARKER}' }} }})",
    "x".ljust(200_000, "x"),
)
TRACE_ID = "0af7651916cd43dd8448eb211c80319c"
PARENT_ID = "b7ad6b7169203331"


def run_sources(traces: TracerProvider, meters: MeterProvider) -> None:
    policy = Policy.production(cpu_seconds=0.2, loop_iterations=10**12, waive=["landlock"])
    with Supervisor(
        policy,
        pool=PoolLimits(workers=1, spares=1),
        tracer_provider=traces,
        meter_provider=meters,
    ) as supervisor:
        for source in SOURCES:
            supervisor.run(source)
        supervisor.run("1", traceparent=f"00-{TRACE_ID}-{PARENT_ID}-01")


def note_run(telemetry: Telemetry, trace: Trace) -> None:
    loop, job, policy = asyncio.new_event_loop(), Job(source="1"), Policy.production()
    run = Run(
        job=job, policy=policy, message=job.message(policy, b"1"), future=loop.create_future()
    )
    telemetry.note_run(run, replace(never_ran(run, outcome=Outcome.COMPLETED), trace=trace))
    loop.close()


class Recorded:
    """What the exporters saw of one supervisor's life."""

    def __init__(self, act: Callable[[TracerProvider, MeterProvider], None]) -> None:
        exporter, reader = InMemorySpanExporter(), InMemoryMetricReader()
        traces, meters = TracerProvider(), MeterProvider([reader])
        traces.add_span_processor(SimpleSpanProcessor(exporter))
        act(traces, meters)
        self.spans = exporter.get_finished_spans()
        data = reader.get_metrics_data()
        assert data is not None
        self.metrics = json.loads(data.to_json())
        traces.shutdown()
        meters.shutdown()

    @classmethod
    def of_runs(cls) -> Recorded:
        return cls(run_sources)

    @classmethod
    def of_trace(cls, trace: Trace) -> Recorded:
        """Return what is recorded of a run with this trace."""
        return cls(lambda traces, meters: note_run(Telemetry(traces, meters), trace))

    def named(self, name: str) -> list[ReadableSpan]:
        return [span for span in self.spans if span.name == name]

    def points(self) -> Iterator[tuple[str, dict[str, str]]]:
        for resource in self.metrics["resource_metrics"]:
            for scope in resource["scope_metrics"]:
                for metric in scope["metrics"]:
                    for point in metric["data"]["data_points"]:
                        yield metric["name"], point["attributes"]

    def total(self, name: str) -> float:
        return sum(
            float(point["value"])
            for resource in self.metrics["resource_metrics"]
            for scope in resource["scope_metrics"]
            for metric in scope["metrics"]
            if metric["name"] == name
            for point in metric["data"]["data_points"]
        )


@pytest.fixture(scope="module")
def recorded() -> Recorded:
    return Recorded.of_runs()


def test_every_run_has_one_span_and_its_stages_are_children(recorded: Recorded) -> None:
    runs = recorded.named("stockade.run")
    assert len(runs) == len(SOURCES) + 1
    for name in ("stockade.queue", "stockade.execute"):
        for span in recorded.named(name):
            assert span.parent is not None
            assert span.parent.span_id in {run.context.span_id for run in runs}
    assert len(recorded.named("stockade.queue")) == len(runs)
    assert len(recorded.named("stockade.execute")) == len(runs) - 1  # one source was too large


def test_a_span_tells_outcome_limit_and_measurements(recorded: Recorded) -> None:
    (limited,) = [
        span
        for span in recorded.named("stockade.run")
        if (span.attributes or {})["stockade.limit"] == "cpu"
    ]
    facts = dict(limited.attributes or {})
    assert facts["stockade.outcome"] == "limit"
    assert facts["stockade.policy"] == "production"
    assert facts["stockade.persona"] == "bare"
    assert facts["stockade.kind"] == "script"
    assert facts["stockade.source.bytes"] == len("for (;;);")
    assert float(str(facts["stockade.cpu_ms"])) >= 150
    assert int(str(facts["stockade.peak_rss_bytes"])) > 1_000_000
    assert facts["stockade.walls.waived"] == "landlock"
    assert facts["stockade.walls.up"] == 8
    assert not limited.status.is_ok


def test_a_span_tells_how_much_a_trace_holds_and_nothing_that_is_in_it(recorded: Recorded) -> None:
    ran = [
        dict(span.attributes or {})
        for span in recorded.named("stockade.run")
        if (span.attributes or {})["stockade.start"] != "none"
    ]
    assert len(ran) == len(SOURCES)
    for facts in ran:
        assert facts["stockade.trace.guard"] in GUARDS
        assert type(facts["stockade.trace.complete"]) is bool
        for name in ("generations", "functions", "strings", "dropped"):
            assert type(facts[f"stockade.trace.{name}"]) is int


def test_a_stage_lies_within_its_run(recorded: Recorded) -> None:
    runs = {run.context.span_id: run for run in recorded.named("stockade.run")}
    for span in (*recorded.named("stockade.queue"), *recorded.named("stockade.execute")):
        assert span.parent is not None
        run = runs[span.parent.span_id]
        assert run.start_time is not None
        assert span.start_time is not None
        assert span.end_time is not None
        assert run.end_time is not None
        assert run.start_time <= span.start_time <= span.end_time <= run.end_time


def test_a_traceparent_makes_the_run_part_of_the_callers_trace(recorded: Recorded) -> None:
    (run,) = [
        span
        for span in recorded.named("stockade.run")
        if span.parent is not None and f"{span.parent.span_id:016x}" == PARENT_ID
    ]
    assert f"{run.context.trace_id:032x}" == TRACE_ID


def test_each_worker_has_a_spawn_span_that_belongs_to_no_run(recorded: Recorded) -> None:
    spawns = recorded.named("stockade.worker.spawn")
    assert len(spawns) >= len(SOURCES) - 1
    for span in spawns:
        assert span.parent is None
        assert dict(span.attributes or {}) == {"stockade.spawn.result": "sealed"}


def test_runs_are_counted_once_each(recorded: Recorded) -> None:
    assert recorded.total("stockade.runs") == len(SOURCES) + 1
    assert recorded.total("stockade.runs.active") == 0
    assert recorded.total("stockade.runs.waiting") == 0


def test_each_self_attack_of_a_template_is_timed(recorded: Recorded) -> None:
    (point,) = [
        point
        for resource in recorded.metrics["resource_metrics"]
        for scope in resource["scope_metrics"]
        for metric in scope["metrics"]
        if metric["name"] == "stockade.template.self_attack"
        for point in metric["data"]["data_points"]
    ]
    assert (point["count"], point["attributes"]) == (1, {})
    assert point["sum"] > 0


def test_labels_come_from_closed_sets(recorded: Recorded) -> None:
    seen = list(recorded.points())
    assert {name for name, _ in seen} >= {
        *("stockade.runs", "stockade.run.execution", "stockade.run.generations")
    }
    for _, labels in seen:
        for key, value in labels.items():
            assert value in LABELS[key]


def test_nothing_that_the_guest_wrote_is_anywhere(recorded: Recorded) -> None:
    assert MARKER not in json.dumps(recorded.metrics)
    for span in recorded.spans:
        assert MARKER not in span.to_json()
        assert "xxxx" not in span.to_json()


@pytest.fixture(scope="module")
def busy() -> Recorded:
    """What the exporters saw of one run that did one of everything."""
    return Recorded.of_trace(folded(EVENTS))


def test_side_effects_and_violations_are_counted_by_closed_sets(busy: Recorded) -> None:
    assert busy.total("stockade.side_effects") == busy.total("stockade.violations") == 1
    labels = dict(busy.points())
    assert labels["stockade.side_effects"] == {"stockade.effect.kind": "file"}
    assert labels["stockade.violations"] == {
        "stockade.violation.severity": "high",
        "stockade.violation.action": "warn",
    }


def test_a_span_has_their_numbers_and_nothing_of_what_they_say(busy: Recorded) -> None:
    (span,) = busy.named("stockade.run")
    facts = dict(span.attributes or {})
    assert (facts["stockade.side_effects.file"], facts["stockade.violations.high"]) == (1, 1)
    assert "a.exe" not in span.to_json()
    assert "drops-a-program" not in json.dumps(busy.metrics)
