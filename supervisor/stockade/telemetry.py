"""Spans and metrics of runs, through the OpenTelemetry API with injected providers.

    stockade.run                from submission to result
      stockade.queue            from submission to a worker
      stockade.execute          from job sent to outcome known
    stockade.worker.spawn       from the request to the sealed worker (a root: it serves no one run)

Every attribute and label is from a closed set or a number of ours. Nothing that a guest wrote is
ever a name, a label or an attribute. Without an SDK the API's no-op providers make all of this
free.
"""

from __future__ import annotations

import time
from collections import Counter

from opentelemetry import metrics, trace
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from .results import Outcome, RunResult
from .run import Run
from .tracing import Trace

NAME = "stockade"


class Telemetry:
    """Records runs and spawns. Providers default to the process-wide ones."""

    def __init__(
        self,
        tracer_provider: trace.TracerProvider | None = None,
        meter_provider: metrics.MeterProvider | None = None,
    ) -> None:
        self._tracer = trace.get_tracer(NAME, tracer_provider=tracer_provider)
        meter = metrics.get_meter(NAME, meter_provider=meter_provider)
        self._propagator = TraceContextTextMapPropagator()
        self._runs = meter.create_counter("stockade.runs", unit="{run}", description="Runs ended")
        self._execution = meter.create_histogram(
            "stockade.run.execution", unit="ms", description="Job sent to outcome known"
        )
        self._queueing = meter.create_histogram(
            "stockade.run.queue", unit="ms", description="Submission to job sent"
        )
        self._cpu = meter.create_histogram(
            "stockade.run.cpu", unit="ms", description="CPU time of the worker"
        )
        self._peak = meter.create_histogram(
            "stockade.run.peak_rss", unit="By", description="Peak resident memory of the worker"
        )
        self._generations = meter.create_histogram(
            "stockade.run.generations",
            unit="{generation}",
            description="Pieces of code that a traced run has shown, the sample itself included",
        )
        self._effects = meter.create_counter(
            "stockade.side_effects",
            unit="{effect}",
            description="Different side effects that traced runs would have had, by kind",
        )
        self._violations = meter.create_counter(
            "stockade.violations",
            unit="{violation}",
            description="Rules that traced runs have broken, by severity and action",
        )
        self._spawns = meter.create_histogram(
            "stockade.worker.spawn", unit="ms", description="Spawn request to sealed worker"
        )
        self._self_attacks = meter.create_histogram(
            "stockade.template.self_attack",
            unit="ms",
            description="A template's attack on itself, before it serves",
        )
        self._deaths = meter.create_counter(
            "stockade.template.deaths", unit="{template}", description="Templates that died"
        )
        self._active = meter.create_up_down_counter(
            "stockade.runs.active", unit="{run}", description="Runs in a worker now"
        )
        self._waiting = meter.create_up_down_counter(
            "stockade.runs.waiting", unit="{run}", description="Runs that wait for a worker"
        )

    def note_waiting(self, change: int) -> None:
        """Count runs into (+1) and out of (-1) the queue."""
        self._waiting.add(change)

    def note_active(self, change: int) -> None:
        """Count runs into (+1) and out of (-1) a worker."""
        self._active.add(change)

    def note_template_death(self) -> None:
        """Count a template that went down while it served."""
        self._deaths.add(1)

    def note_self_attack(self, milliseconds: float) -> None:
        """Record that a template has attacked itself, and nothing got through."""
        self._self_attacks.record(milliseconds)

    def note_spawn(self, seconds: float, *, is_sealed: bool) -> None:
        """Record one worker's way from request to seal."""
        result = "sealed" if is_sealed else "failed"
        self._spawns.record(seconds * 1000, {"stockade.spawn.result": result})
        now = time.time_ns()
        span = self._tracer.start_span(
            "stockade.worker.spawn",
            context=trace.set_span_in_context(trace.INVALID_SPAN),
            start_time=now - int(seconds * 1e9),
            attributes={"stockade.spawn.result": result},
        )
        span.end(now)

    def note_run(self, run: Run, result: RunResult) -> None:
        """Record a run that has ended, with its spans."""
        labels = {
            "stockade.outcome": result.outcome.value,
            "stockade.limit": result.limit.kind.value if result.limit else "none",
            "stockade.start": result.worker.start if result.worker else "none",
        }
        self._runs.add(1, labels)
        self._queueing.record(result.queue_time_ms, labels)
        if result.worker is not None:
            self._execution.record(result.execution_time_ms, labels)
            self._cpu.record(result.cpu_time_ms, labels)
            if result.memory_stats.peak_rss_bytes is not None:
                self._peak.record(result.memory_stats.peak_rss_bytes, labels)
        if result.trace is not None:
            self._generations.record(len(result.trace.generations), labels)
            self._note_behaviour(result.trace)
        self._add_spans(run, result, labels)

    def _note_behaviour(self, seen: Trace) -> None:
        for kind, number in Counter(one.kind for one in seen.effects).items():
            self._effects.add(number, {"stockade.effect.kind": kind})
        broken = Counter((one.severity, one.action) for one in seen.violations)
        for (severity, action), number in broken.items():
            labels = {"stockade.violation.severity": severity, "stockade.violation.action": action}
            self._violations.add(number, labels)

    def _add_spans(self, run: Run, result: RunResult, labels: dict[str, str]) -> None:
        carrier = {"traceparent": run.job.traceparent} if run.job.traceparent else {}
        parent = self._propagator.extract(carrier) if carrier else None
        start = run.submitted_ns
        sent = start + int(result.queue_time_ms * 1e6)
        ended = sent + int(result.execution_time_ms * 1e6)
        root = self._tracer.start_span("stockade.run", context=parent, start_time=start)
        if root.is_recording():  # without an SDK nothing below is worth its time
            root.set_attributes(labels)
            root.set_attributes(self._facts(run, result))
            if result.outcome not in (Outcome.COMPLETED, Outcome.CANCELLED):
                root.set_status(trace.StatusCode.ERROR, result.outcome.value)
            inside = trace.set_span_in_context(root)
            self._tracer.start_span("stockade.queue", context=inside, start_time=start).end(sent)
            if result.worker is not None:
                span = self._tracer.start_span(
                    "stockade.execute", context=inside, start_time=sent, attributes=labels
                )
                span.end(ended)
        root.end(max(ended, start))

    @staticmethod
    def _facts(run: Run, result: RunResult) -> dict[str, str | int | float]:
        facts: dict[str, str | int | float] = {
            "stockade.policy": run.policy.name,
            "stockade.persona": run.policy.persona,
            "stockade.kind": result.kind,
            "stockade.source.bytes": len(run.message.source),
            "stockade.cpu_ms": result.cpu_time_ms,
            "stockade.walls.waived": ",".join(
                sorted(wall for wall, state in result.walls.items() if state == "waived")
            ),
            "stockade.walls.up": sum(state == "up" for state in result.walls.values()),
        }
        if result.memory_stats.peak_rss_bytes is not None:
            facts["stockade.peak_rss_bytes"] = result.memory_stats.peak_rss_bytes
        if result.trace is not None:
            facts |= _facts_of_trace(result.trace)
        return facts


def _facts_of_trace(seen: Trace) -> dict[str, str | int]:
    kinds = Counter(one.kind for one in seen.effects)
    severities = Counter(one.severity for one in seen.violations)
    return {
        **{f"stockade.side_effects.{kind}": number for kind, number in kinds.items()},
        **{f"stockade.violations.{severity}": number for severity, number in severities.items()},
        "stockade.trace.complete": seen.complete,
        "stockade.trace.generations": len(seen.generations),
        "stockade.trace.functions": len(seen.functions),
        "stockade.trace.strings": len(seen.strings),
        "stockade.trace.dropped": sum(seen.dropped.values()),
        "stockade.trace.guard": seen.guard.kind if seen.guard else "none",
    }
