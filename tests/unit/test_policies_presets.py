"""The presets: published numbers, overrides, and tightening."""

from __future__ import annotations

from pathlib import Path

import pytest

import stockade_policies
from stockade_policies import (
    CEILING_FIELDS,
    RUN_CEILING_FIELDS,
    Ceilings,
    Policy,
    PolicyError,
    Wall,
)

MIB = 2**20
PRESETS = {
    "production": Policy.production,
    "research": Policy.research,
    "development": Policy.development,
}


@pytest.mark.parametrize(
    ("preset", "memory_mib", "cpu_ms", "call_depth", "loop_iterations", "allowed_apis"),
    [
        ("production", 64, 2000, 256, 10**7, ()),
        ("research", 128, 5000, 512, 10**8, ("console.log", "JSON.stringify")),
        ("development", 256, 10000, 2000, 10**9, ("console.*", "JSON.*", "Math.*")),
    ],
)
def test_preset_has_the_published_numbers(
    preset: str,
    memory_mib: int,
    cpu_ms: int,
    call_depth: int,
    loop_iterations: int,
    allowed_apis: tuple[str, ...],
) -> None:
    policy = PRESETS[preset]()
    assert policy.ceilings.heap_bytes == memory_mib * MIB
    assert policy.ceilings.cpu_seconds * 1000 == cpu_ms
    assert policy.ceilings.call_depth == call_depth
    assert policy.ceilings.loop_iterations == loop_iterations
    assert policy.allowed_apis == allowed_apis
    assert policy.tracing is True


@pytest.mark.parametrize("preset", PRESETS)
def test_preset_waives_no_wall_and_uses_each_worker_once(preset: str) -> None:
    policy = PRESETS[preset]()
    assert (policy.name, policy.waive) == (preset, frozenset())


@pytest.mark.parametrize("preset", PRESETS)
def test_preset_derives_its_other_ceilings_by_one_rule(preset: str) -> None:
    ceilings = PRESETS[preset]().ceilings
    assert ceilings.wall_seconds == 3 * ceilings.cpu_seconds
    memory = ceilings.heap_bytes + ceilings.tracer_bytes
    assert ceilings.address_bytes == memory + 448 * MIB
    assert ceilings.data_bytes == memory + 128 * MIB
    assert ceilings.rss_bytes == memory + 64 * MIB
    assert ceilings.engine_stack_bytes >= ceilings.call_depth * 2048


def test_defaults_are_those_of_production() -> None:
    assert Policy.production() == Policy(name="production", ceilings=Ceilings())


def test_every_preset_file_has_a_constructor() -> None:
    folder = Path(stockade_policies.__file__).parent / "presets"
    assert {path.stem for path in folder.iterdir()} == set(PRESETS)


def test_override_reaches_policy_and_ceilings_by_name() -> None:
    policy = Policy.research(name="mine", seed=5, cpu_seconds=1, waive=["landlock"])
    assert (policy.name, policy.seed, list(policy.waive)) == ("mine", 5, [Wall.LANDLOCK])
    assert policy.ceilings.cpu_seconds == 1.0
    assert policy.ceilings.heap_bytes == Policy.research().ceilings.heap_bytes


def test_override_replaces_all_ceilings_before_single_ones() -> None:
    policy = Policy.research(ceilings=Ceilings(), call_depth=7)
    assert policy.ceilings == Ceilings(call_depth=7)


def test_override_leaves_the_preset_as_it_was() -> None:
    Policy.production(cpu_seconds=1)
    assert Policy.production().ceilings.cpu_seconds == 2.0


def test_unknown_override_is_refused_with_the_known_names() -> None:
    with pytest.raises(PolicyError, match=r"heap_mb = 64: must be a known field: one of name,.*"):
        Policy.production(heap_mb=64)


def test_override_that_makes_no_sense_is_refused() -> None:
    with pytest.raises(PolicyError, match=r"wall_seconds = 6\.0: must be >= cpu_seconds \(7\)"):
        Policy.production(cpu_seconds=7)


@pytest.mark.parametrize("field", RUN_CEILING_FIELDS)
def test_ceiling_cannot_be_raised_by_tightening(field: str) -> None:
    policy = Policy.production()
    highest = getattr(policy.ceilings, field)
    with pytest.raises(PolicyError) as caught:
        policy.tightened(**{field: highest + 1})
    error = caught.value
    assert (error.field, error.value) == (field, highest + 1)
    assert error.bound == f"<= {highest}, the ceiling of policy production"


def test_tightening_lowers_what_it_names_and_keeps_the_rest() -> None:
    policy = Policy.research(seed=9)
    tight = policy.tightened(cpu_seconds=1, heap_bytes=MIB)
    assert (tight.ceilings.cpu_seconds, tight.ceilings.heap_bytes) == (1.0, MIB)
    assert tight.tightened(cpu_seconds=1.0) == tight
    assert Policy.research(seed=9, cpu_seconds=1, heap_bytes=MIB) == tight


BUILT_IN = sorted({*CEILING_FIELDS} - {*RUN_CEILING_FIELDS})


@pytest.mark.parametrize(
    "name", ["waive", "seed", "name", "allowed_apis", "ceilings", "heap_mb", *BUILT_IN]
)
def test_tightening_touches_only_what_one_run_may_lower(name: str) -> None:
    words = rf"^{name} = 1: must be a ceiling that one run may lower: one of cpu_seconds, "
    with pytest.raises(PolicyError, match=words):
        Policy.production().tightened(**{name: 1})


@pytest.mark.parametrize("value", [float("nan"), float("-inf"), True, "1", None, 0], ids=repr)
def test_tightening_does_not_let_nonsense_through(value: object) -> None:
    with pytest.raises(PolicyError, match=r"cpu_seconds = .*: must be a finite number"):
        Policy.production().tightened(cpu_seconds=value)


def test_tightening_below_another_ceiling_is_refused() -> None:
    with pytest.raises(PolicyError, match=r"wall_seconds = 1\.0: must be >= cpu_seconds \(2\)"):
        Policy.production().tightened(wall_seconds=1)
