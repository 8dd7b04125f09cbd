"""The ceilings that a worker itself keeps in one run: what it is told of its policy."""

from __future__ import annotations

from dataclasses import dataclass

from stockade_policies import Policy, Wall

NO_CEILING = 2**40
LAST_FRAMES = 16
"""Frames of a worker that are neither console output nor trace: its first word and its last, and
some to spare."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunCeilings:
    """The ceilings that the worker itself keeps, for one run. Units as in `Ceilings`.

    wall_seconds   the guard of a traced run fires at WALL_GUARD_SHARE of it.
    trace_batches  `Traced` messages that it may send.
    """

    cpu_seconds: float
    wall_seconds: float
    heap_bytes: int
    tracer_bytes: int
    call_depth: int
    loop_iterations: int
    output_bytes: int
    value_nodes: int
    value_depth: int
    console_bytes: int
    console_entries: int
    generations: int
    generation_bytes: int
    trace_bytes: int
    trace_strings: int
    trace_functions: int
    trace_nodes: int
    trace_effects: int
    artifacts: int
    artifact_bytes: int
    trace_batches: int

    @classmethod
    def of(cls, policy: Policy) -> RunCeilings:
        """Return what a policy's workers keep; nothing of the engine's if that wall is waived."""
        ceilings = policy.ceilings
        is_waived = Wall.ENGINE in policy.waive
        return cls(
            cpu_seconds=NO_CEILING if is_waived else ceilings.cpu_seconds,
            wall_seconds=NO_CEILING if is_waived else ceilings.wall_seconds,
            heap_bytes=NO_CEILING if is_waived else ceilings.heap_bytes,
            tracer_bytes=ceilings.tracer_bytes,
            call_depth=NO_CEILING if is_waived else ceilings.call_depth,
            loop_iterations=NO_CEILING if is_waived else ceilings.loop_iterations,
            output_bytes=ceilings.output_bytes,
            value_nodes=ceilings.value_nodes,
            value_depth=ceilings.value_depth,
            console_bytes=ceilings.console_bytes,
            console_entries=ceilings.console_entries,
            generations=ceilings.generations,
            generation_bytes=ceilings.generation_bytes,
            trace_bytes=ceilings.trace_bytes,
            trace_strings=ceilings.trace_strings,
            trace_functions=ceilings.trace_functions,
            trace_nodes=ceilings.trace_nodes,
            trace_effects=ceilings.trace_effects,
            artifacts=ceilings.artifacts,
            artifact_bytes=ceilings.artifact_bytes,
            trace_batches=ceilings.event_frames - ceilings.console_entries - LAST_FRAMES,
        )
