"""The numbers that one run must not pass."""

from __future__ import annotations

from dataclasses import dataclass, fields

from stockade_policies.bounds import seconds, whole
from stockade_policies.errors import PolicyError

KIB = 1024
MIB = 1024 * KIB
GIB = 1024 * MIB

ENVELOPE_BYTES = 64 * KIB
"""Room that a frame keeps for everything that is not the payload: ids, kinds, measurements."""

OTHER_FRAMES = 256
"""Frames that a worker may send beside console entries at least: early pieces of the trace, its
first and its last words."""

TRACE_FRAME_BYTES = 32 * KIB
"""How small the frames of a whole trace may be."""

# Smallest and largest value of each whole-number field. The largest are hard bounds of the
# product: above them the host's memory is at stake, not only the guest's.
_RANGES = {
    "heap_bytes": (MIB, 512 * MIB),
    "tracer_bytes": (0, GIB),
    "engine_stack_bytes": (64 * KIB, 63 * MIB),
    "stack_bytes": (2 * MIB, 64 * MIB),
    "address_bytes": (MIB, 4 * GIB),
    "data_bytes": (MIB, 4 * GIB),
    "rss_bytes": (MIB, 4 * GIB),
    "call_depth": (1, 1_000_000),
    "loop_iterations": (1, 10**12),
    "source_bytes": (1, 16 * MIB),
    "args_bytes": (64, 16 * MIB),
    "map_bytes": (0, 16 * MIB),
    "output_bytes": (64, 16 * MIB),
    "value_nodes": (1, 1_000_000),
    "value_depth": (1, 1000),
    "console_bytes": (0, 16 * MIB),
    "console_entries": (0, 1_000_000),
    "generations": (1, 100_000),
    "generation_bytes": (64, 16 * MIB),
    "trace_bytes": (ENVELOPE_BYTES, 64 * MIB),
    "trace_strings": (0, 100_000),
    "trace_functions": (0, 100_000),
    "trace_nodes": (0, 100_000),
    "trace_effects": (0, 100_000),
    "artifacts": (0, 10_000),
    "artifact_bytes": (0, 16 * MIB),
    "frame_bytes": (ENVELOPE_BYTES, 64 * MIB),
    "event_frames": (OTHER_FRAMES, 1_000_000),
    "event_bytes": (ENVELOPE_BYTES, GIB),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ceilings:
    """What one run may consume; the defaults are those of the preset `production`.

    cpu_seconds         CPU time; three clocks, each later than the one before: the engine's
                        interrupt, the psutil sampler, RLIMIT_CPU (rounded up, plus 1 s);
                        > 0, <= 30.
    wall_seconds        from frame sent to frame received, the supervisor's timer;
                        >= cpu_seconds, <= 120.
    heap_bytes          what the run may take from the kernel on top of an idle worker, touched or
                        not, its result's conversion included; enforced by the engine, and by the
                        worker for what the engine does not see; 1 to 512 MiB.
    tracer_bytes        what the tracer may take beside that; code that needs more runs without
                        instruments; nothing in a run without tracing.
    engine_stack_bytes  QuickJS stack, enforced by the engine; below stack_bytes - 1 MiB, or deep
                        recursion hits the guard page: a SIGSEGV instead of a RangeError.
    stack_bytes         RLIMIT_STACK. See getrlimit(2).
    address_bytes       RLIMIT_AS; >= heap_bytes + tracer_bytes + 128 MiB: the interpreter counts
                        too.
    data_bytes          RLIMIT_DATA; >= heap_bytes + tracer_bytes + 64 MiB.
    rss_bytes           resident memory of one worker, sampled with psutil;
                        >= heap_bytes + tracer_bytes + 32 MiB.
    call_depth          calls inside one another, counted by the instrumentation of a traced run.
    loop_iterations     turns of loops, all together; likewise.
    source_bytes        UTF-8 bytes of the source; <= 16 MiB.
    args_bytes          the encoded arguments, with a job's answers and profile.
    map_bytes           a job's source map and correlation together.
    output_bytes        the encoded result, checked inside the engine before it is converted.
    value_nodes         values and objects in one result, checked inside the engine.
    value_depth         nesting of one result, checked inside the engine.
    console_bytes       console text that is kept; the rest is dropped and counted.
    console_entries     console entries that are kept; the rest is dropped and counted.
    generations         pieces of code that the trace keeps; more are counted.
    generation_bytes    text that it keeps of one of them, or of one string.
    trace_bytes         the trace on its way: all that the worker may send of it.
    trace_strings, trace_functions, trace_nodes  strings, functions and nodes of the call tree that
                        the trace keeps; more are counted.
    trace_effects       side effects, at different places or on different things, that the trace
                        keeps; more are counted.
    artifacts           contents (of a file, a download, a script) that the trace keeps; more are
                        counted.
    artifact_bytes      of one of them; more is cut.
    frame_bytes         the largest frame on a pipe; holds a full job, a full result, a piece of
                        code, and an artifact.
    event_frames        frames that the worker may send in one run.
    event_bytes         bytes that the worker may send in one run; holds a full result and trace.

    Raises PolicyError when a number is out of its range or does not go with another. The ranges of
    the whole numbers are in the table above.
    """

    cpu_seconds: float = 2.0
    wall_seconds: float = 6.0
    heap_bytes: int = 64 * MIB
    tracer_bytes: int = 64 * MIB
    engine_stack_bytes: int = 512 * KIB
    stack_bytes: int = 8 * MIB
    address_bytes: int = 576 * MIB
    data_bytes: int = 256 * MIB
    rss_bytes: int = 192 * MIB
    call_depth: int = 256
    loop_iterations: int = 10_000_000
    source_bytes: int = 100 * KIB
    args_bytes: int = MIB
    map_bytes: int = MIB
    output_bytes: int = MIB
    value_nodes: int = 100_000
    value_depth: int = 200
    console_bytes: int = 64 * KIB
    console_entries: int = 1000
    generations: int = 1000
    generation_bytes: int = 256 * KIB
    trace_bytes: int = 6 * MIB
    trace_strings: int = 4000
    trace_functions: int = 2000
    trace_nodes: int = 2000
    trace_effects: int = 1000
    artifacts: int = 64
    artifact_bytes: int = 512 * KIB
    frame_bytes: int = 4 * MIB
    event_frames: int = 4096
    event_bytes: int = 16 * MIB

    def __post_init__(self) -> None:
        # 5 and 5.0 are both accepted and 5.0 is kept: one policy has one form on the wire.
        object.__setattr__(self, "cpu_seconds", seconds("cpu_seconds", self.cpu_seconds, 30))
        object.__setattr__(self, "wall_seconds", seconds("wall_seconds", self.wall_seconds, 120))
        for field, (low, high) in _RANGES.items():
            whole(field, getattr(self, field), low, high)
        self._check_pairs()

    def _check_pairs(self) -> None:
        if self.wall_seconds < self.cpu_seconds:
            raise PolicyError(
                "wall_seconds", self.wall_seconds, f">= cpu_seconds ({self.cpu_seconds:g})"
            )
        highest = self.stack_bytes - MIB
        if self.engine_stack_bytes >= highest:
            raise PolicyError(
                "engine_stack_bytes", self.engine_stack_bytes, f"< stack_bytes - 1 MiB ({highest})"
            )
        memory, output = self.heap_bytes + self.tracer_bytes, self.output_bytes
        floors = (
            ("address_bytes", memory + 128 * MIB, "heap_bytes + tracer_bytes + 128 MiB"),
            ("data_bytes", memory + 64 * MIB, "heap_bytes + tracer_bytes + 64 MiB"),
            ("rss_bytes", memory + 32 * MIB, "heap_bytes + tracer_bytes + 32 MiB"),
            ("frame_bytes", output + ENVELOPE_BYTES, "output_bytes + 64 KiB"),
            (
                "frame_bytes",
                self.source_bytes + self.args_bytes + self.map_bytes + ENVELOPE_BYTES,
                "source_bytes + args_bytes + map_bytes + 64 KiB",
            ),
            (
                "frame_bytes",
                self.generation_bytes + ENVELOPE_BYTES,
                "generation_bytes + 64 KiB",
            ),
            (
                "trace_bytes",
                self.generation_bytes + ENVELOPE_BYTES,
                "generation_bytes + 64 KiB",
            ),
            ("frame_bytes", self.artifact_bytes + ENVELOPE_BYTES, "artifact_bytes + 64 KiB"),
            ("trace_bytes", self.artifact_bytes + ENVELOPE_BYTES, "artifact_bytes + 64 KiB"),
            (
                "event_bytes",
                output + self.console_bytes + self.trace_bytes + ENVELOPE_BYTES,
                "output_bytes + console_bytes + trace_bytes + 64 KiB",
            ),
            (
                "event_frames",
                self.console_entries + self.trace_bytes // TRACE_FRAME_BYTES + OTHER_FRAMES,
                "console_entries + trace_bytes / 32 KiB + 256",
            ),
        )
        for field, floor, formula in floors:
            value: int = getattr(self, field)
            if value < floor:
                raise PolicyError(field, value, f">= {formula} ({floor})")


RUN_CEILING_FIELDS: tuple[str, ...] = (
    "cpu_seconds",
    "wall_seconds",
    "heap_bytes",
    "tracer_bytes",
    "rss_bytes",
    "call_depth",
    "loop_iterations",
    "source_bytes",
    "args_bytes",
    "map_bytes",
    "output_bytes",
    "value_nodes",
    "value_depth",
    "console_bytes",
    "console_entries",
    "generations",
    "generation_bytes",
    "trace_bytes",
    "trace_strings",
    "trace_functions",
    "trace_nodes",
    "trace_effects",
    "artifacts",
    "artifact_bytes",
)
"""The ceilings that one run may have lower than its policy; a template has the others built in."""

CEILING_FIELDS: tuple[str, ...] = tuple(field.name for field in fields(Ceilings))
