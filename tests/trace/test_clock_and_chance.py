"""Under a tracer the clock and chance are the policy's: the same seed gives the same run."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from stockade import Policy, PoolLimits, RunResult, Supervisor
from stockade.values import to_jsonable

LIMITS = PoolLimits(workers=1, spares=1)
HOUR_MS = 3_600_000

LOOKS = """
const looks = [];
function look() {
  looks.push(Date.now(), new Date().toISOString(), Date(), performance.now(), Math.random());
  looks.push(performance.timeOrigin, Reflect.construct(Date, []).valueOf(), new Date().toString());
}
look();
for (let i = 0; i < 10000; i++) Math.random();
look();
eval("look()");
setTimeout(() => { look(); console.log(JSON.stringify(looks)) }, 1234);
looks;
"""


@pytest.fixture(scope="module")
def supervisor(outlives_tests: None) -> Iterator[Supervisor]:
    with Supervisor(Policy.research(), pool=LIMITS) as supervisor:
        yield supervisor


def fresh(source: str, *, seed: int) -> RunResult:
    """Run under a template of its own, which shares nothing with any other."""
    with Supervisor(Policy.research(seed=seed), pool=LIMITS) as own:
        return own.run(source)


def said(result: RunResult) -> tuple[str, list[str]]:
    assert result.success, result
    return json.dumps(to_jsonable(result.value)), [entry.text for entry in result.console]


def test_one_seed_gives_one_run_from_any_template() -> None:
    assert said(fresh(LOOKS, seed=7)) == said(fresh(LOOKS, seed=7))


def test_one_seed_gives_one_trace_from_any_template() -> None:
    traces = [json.dumps(fresh(LOOKS, seed=7).to_dict()["trace"]) for _ in range(2)]
    assert traces[0] == traces[1]


def test_another_seed_gives_other_chances() -> None:
    source = "Array.from({ length: 8 }, Math.random)"
    assert said(fresh(source, seed=1)) != said(fresh(source, seed=2))


def test_chance_is_spread_over_its_range(supervisor: Supervisor) -> None:
    source = """
    const tenths = new Array(10).fill(0);
    for (let i = 0; i < 10000; i++) tenths[Math.floor(Math.random() * 10)]++;
    tenths"""
    value = supervisor.run(source).value
    assert isinstance(value, list)
    assert len(value) == 10
    assert all(800 < count < 1200 for count in value)


def test_the_clock_never_goes_back(supervisor: Supervisor) -> None:
    source = """
    let last = -1, back = 0;
    for (let i = 0; i < 5000; i++) { const now = Date.now(); if (now < last) back++; last = now }
    back"""
    assert supervisor.run(source).value == 0


def test_the_clock_goes_on_while_code_waits_for_it(supervisor: Supervisor) -> None:
    source = "const began = Date.now(); while (Date.now() - began < 200) ; Date.now() - began"
    value = supervisor.run(source).value
    assert isinstance(value, int | float)
    assert value >= 200


def test_a_timer_moves_the_clock_by_its_delay(supervisor: Supervisor) -> None:
    source = """
    const began = Date.now(), start = performance.now();
    const passed = () => [Date.now() - began, performance.now() - start];
    new Promise((done) => setTimeout(() => done(passed()), %d))
    """
    result = supervisor.run(source % HOUR_MS)
    assert isinstance(result.value, list), result
    for passed in result.value:
        assert HOUR_MS <= passed < HOUR_MS + 60_000


def test_all_clocks_agree(supervisor: Supervisor) -> None:
    source = """
    const now = Date.now();
    const others = [new Date().getTime(), +new Date(), Date.parse(new Date().toISOString()),
      Reflect.construct(Date, []).valueOf()];
    others.map((other) => Math.abs(other - now) < 1000)"""
    assert supervisor.run(source).value == [True] * 4


def test_a_date_of_given_parts_is_not_the_clocks(supervisor: Supervisor) -> None:
    source = """
    [new Date(5).getTime(), new Date(2020, 0, 1).getTime(), Date.UTC(2020, 0),
      Date.parse('1970-01-02')]"""
    assert supervisor.run(source).value == [5, 1577836800000, 1577836800000, 86400000]
