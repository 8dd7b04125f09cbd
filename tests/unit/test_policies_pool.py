"""The limits of a pool."""

from __future__ import annotations

import math
import os

import pytest

from stockade_policies import PolicyError, PoolLimits

MIB = 2**20
RANGES = {
    "workers": (1, 4096),
    "spares": (0, 4096),
    "queue_length": (0, 1_000_000),
    "rss_bytes": (16 * MIB, 3 * 2**39),
}


def refusal(**given: object) -> PolicyError:
    with pytest.raises(PolicyError) as caught:
        PoolLimits(**given)  # type: ignore[arg-type]  # wrong types are the point
    return caught.value


def test_defaults_are_the_published_ones() -> None:
    limits = PoolLimits()
    assert limits.workers == len(os.sched_getaffinity(0))
    assert (limits.spares, limits.queue_length) == (2, 1024)
    assert (limits.drain_seconds, limits.start_seconds) == (5.0, 10.0)


def test_resident_memory_defaults_to_one_production_worker_each() -> None:
    assert PoolLimits(workers=3, spares=1).rss_bytes == 4 * 192 * MIB
    assert PoolLimits(workers=3, spares=1, rss_bytes=MIB * 99).rss_bytes == 99 * MIB


def test_largest_pool_has_a_default_that_is_accepted() -> None:
    assert PoolLimits(workers=4096, spares=4096).rss_bytes == RANGES["rss_bytes"][1]


@pytest.mark.parametrize("field", RANGES)
def test_bounds_themselves_are_accepted(field: str) -> None:
    for value in RANGES[field]:
        assert getattr(PoolLimits(**{field: value}), field) == value


@pytest.mark.parametrize("field", RANGES)
def test_number_out_of_range_or_of_a_wrong_type_is_refused(field: str) -> None:
    low, high = RANGES[field]
    for value in (low - 1, high + 1, True, False, 2.0, "2", None):
        error = refusal(**{field: value})
        assert str(error) == f"{field} = {value!r}: must be an integer >= {low} and <= {high}"


@pytest.mark.parametrize(
    ("field", "bound"),
    [
        ("drain_seconds", "a finite number >= 0 and <= 600"),
        ("start_seconds", "a finite number > 0 and <= 120"),
    ],
)
@pytest.mark.parametrize("value", [-1, 601, math.nan, math.inf, True, "5", None], ids=repr)
def test_seconds_out_of_range_or_of_a_wrong_type_are_refused(
    field: str, bound: str, value: object
) -> None:
    assert str(refusal(**{field: value})) == f"{field} = {value!r}: must be {bound}"


def test_drain_may_take_no_time_but_start_may_not() -> None:
    assert PoolLimits(drain_seconds=0).drain_seconds == 0.0
    assert refusal(start_seconds=0).field == "start_seconds"
