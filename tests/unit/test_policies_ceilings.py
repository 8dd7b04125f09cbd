"""The ceilings: every bound, from both sides, and every relation between two of them."""

from __future__ import annotations

import math
from dataclasses import FrozenInstanceError, fields

import pytest

from stockade_policies import CEILING_FIELDS, Ceilings, PolicyError

KIB, MIB, GIB = 2**10, 2**20, 2**30

RANGES = {
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
    "trace_bytes": (64 * KIB, 64 * MIB),
    "trace_strings": (0, 100_000),
    "trace_functions": (0, 100_000),
    "trace_nodes": (0, 100_000),
    "trace_effects": (0, 100_000),
    "artifacts": (0, 10_000),
    "artifact_bytes": (0, 16 * MIB),
    "frame_bytes": (64 * KIB, 64 * MIB),
    "event_frames": (256, 1_000_000),
    "event_bytes": (64 * KIB, GIB),
}
SECONDS = {"cpu_seconds": 30, "wall_seconds": 120}

SMALLEST = {
    **{field: low for field, (low, _) in RANGES.items()},
    "cpu_seconds": 0.001,
    "wall_seconds": 0.001,
    "address_bytes": 129 * MIB,
    "data_bytes": 65 * MIB,
    "rss_bytes": 33 * MIB,
    "frame_bytes": 64 * KIB + 65,
    "trace_bytes": 64 * KIB + 64,
    "event_frames": 258,
    "event_bytes": 2 * 64 * KIB + 2 * 64,
}
LARGEST = {
    **{field: high for field, (_, high) in RANGES.items()},
    **SECONDS,
    "engine_stack_bytes": 63 * MIB - 1,
    "console_entries": 1_000_000 - 2048 - 256,
}


def refusal(**given: object) -> PolicyError:
    with pytest.raises(PolicyError) as caught:
        Ceilings(**given)  # type: ignore[arg-type]  # wrong types are the point
    return caught.value


def test_every_field_has_a_range_here() -> None:
    assert {*RANGES, *SECONDS} == set(CEILING_FIELDS) == {field.name for field in fields(Ceilings)}


def test_ceilings_are_frozen_and_keyword_only() -> None:
    with pytest.raises(FrozenInstanceError):
        Ceilings().heap_bytes = 1  # type: ignore[misc]  # what mypy forbids, Python must too
    with pytest.raises(TypeError):
        Ceilings(2.0)  # type: ignore[call-arg]  # likewise


@pytest.mark.parametrize("extreme", [SMALLEST, LARGEST], ids=["smallest", "largest"])
def test_bounds_themselves_are_accepted(extreme: dict[str, float]) -> None:
    ceilings = Ceilings(**extreme)  # type: ignore[arg-type]  # ints and floats by name
    assert {name: getattr(ceilings, name) for name in CEILING_FIELDS} == extreme


@pytest.mark.parametrize("field", RANGES)
def test_whole_number_out_of_range_is_refused_with_field_value_and_bound(field: str) -> None:
    low, high = RANGES[field]
    for value in (low - 1, high + 1):
        error = refusal(**{field: value})
        assert (error.field, error.value) == (field, value)
        assert str(error) == f"{field} = {value}: must be an integer >= {low} and <= {high}"


@pytest.mark.parametrize("value", [True, 1e6, "64", None, math.nan], ids=repr)
@pytest.mark.parametrize("field", RANGES)
def test_whole_number_of_a_wrong_type_is_refused(field: str, value: object) -> None:
    low, high = RANGES[field]
    error = refusal(**{field: value})
    assert str(error) == f"{field} = {value!r}: must be an integer >= {low} and <= {high}"


@pytest.mark.parametrize(
    "value",
    [0, 0.0, -0.0, -1, 121, 120.001, math.nan, math.inf, -math.inf, True, "2", None],
    ids=repr,
)
@pytest.mark.parametrize("field", SECONDS)
def test_seconds_that_are_not_a_finite_number_in_range_are_refused(
    field: str, value: object
) -> None:
    error = refusal(**{field: value})
    assert str(error) == f"{field} = {value!r}: must be a finite number > 0 and <= {SECONDS[field]}"


def test_seconds_beyond_the_range_of_float_are_refused_not_overflowed() -> None:
    assert refusal(cpu_seconds=10**400).field == "cpu_seconds"


def test_cpu_seconds_stop_at_30() -> None:
    assert refusal(cpu_seconds=30.001, wall_seconds=120).field == "cpu_seconds"


def test_whole_seconds_are_kept_as_float() -> None:
    ceilings = Ceilings(cpu_seconds=2, wall_seconds=6)
    assert (type(ceilings.cpu_seconds), type(ceilings.wall_seconds)) == (float, float)
    assert ceilings == Ceilings()


@pytest.mark.parametrize(
    ("others", "field", "floor", "formula"),
    [
        ({"cpu_seconds": 7}, "wall_seconds", 7, "cpu_seconds"),
        (
            {"heap_bytes": MIB, "tracer_bytes": 3 * MIB},
            "address_bytes",
            132 * MIB,
            "heap_bytes + tracer_bytes + 128 MiB",
        ),
        (
            {"heap_bytes": MIB, "tracer_bytes": 3 * MIB},
            "data_bytes",
            68 * MIB,
            "heap_bytes + tracer_bytes + 64 MiB",
        ),
        (
            {"heap_bytes": MIB, "tracer_bytes": 3 * MIB},
            "rss_bytes",
            36 * MIB,
            "heap_bytes + tracer_bytes + 32 MiB",
        ),
        (
            {"output_bytes": 3 * MIB},
            "frame_bytes",
            3 * MIB + 64 * KIB,
            "output_bytes + 64 KiB",
        ),
        (
            {"source_bytes": 5 * MIB, "args_bytes": 3 * MIB, "map_bytes": 2 * MIB},
            "frame_bytes",
            10 * MIB + 64 * KIB,
            "source_bytes + args_bytes + map_bytes + 64 KiB",
        ),
        (
            {"generation_bytes": 5 * MIB, "trace_bytes": 6 * MIB},
            "frame_bytes",
            5 * MIB + 64 * KIB,
            "generation_bytes + 64 KiB",
        ),
        (
            {"generation_bytes": MIB},
            "trace_bytes",
            MIB + 64 * KIB,
            "generation_bytes + 64 KiB",
        ),
        (
            {"artifact_bytes": 5 * MIB, "trace_bytes": 6 * MIB},
            "frame_bytes",
            5 * MIB + 64 * KIB,
            "artifact_bytes + 64 KiB",
        ),
        (
            {"artifact_bytes": MIB},
            "trace_bytes",
            MIB + 64 * KIB,
            "artifact_bytes + 64 KiB",
        ),
        (
            {"output_bytes": 2 * MIB, "console_bytes": MIB, "trace_bytes": 5 * MIB},
            "event_bytes",
            8 * MIB + 64 * KIB,
            "output_bytes + console_bytes + trace_bytes + 64 KiB",
        ),
        (
            {"console_entries": 5000},
            "event_frames",
            5448,
            "console_entries + trace_bytes / 32 KiB + 256",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_ceiling_that_leaves_another_no_room_is_refused(
    others: dict[str, int], field: str, floor: int, formula: str
) -> None:
    Ceilings(**others, **{field: floor})  # the floor itself is enough
    error = refusal(**others, **{field: floor - 1})
    assert (error.field, error.value) == (field, floor - 1)
    assert error.bound == f">= {formula} ({floor})"


def test_engine_stack_that_could_hit_the_guard_page_is_refused() -> None:
    Ceilings(engine_stack_bytes=7 * MIB - 1)
    error = refusal(engine_stack_bytes=7 * MIB)
    assert str(error) == "engine_stack_bytes = 7340032: must be < stack_bytes - 1 MiB (7340032)"
