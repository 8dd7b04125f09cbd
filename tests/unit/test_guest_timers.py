"""The guest's timers: in order, on a clock that only they move."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from tests.unit.conftest import GuestThrew

if TYPE_CHECKING:
    from tests.unit.conftest import Guest


@pytest.fixture
def log(guest: Guest) -> str:
    """The name of a function that collects what it is called with, in `seen`."""
    guest.run("var seen = []; function log(...values) { seen.push(...values) }")
    return "log"


def seen(guest: Guest) -> object:
    return guest.value_of("seen")


def test_timers_run_by_time_and_then_by_insertion(guest: Guest, log: str) -> None:
    guest.run(
        f"setTimeout({log}, 10, 'c'); setTimeout({log}, 5, 'a'); setTimeout({log}, 5, 'b', 2);"
        f"setImmediate({log}, 'first'); setTimeout({log}, 0, 'second')"
    )
    assert guest.drain() == 5
    assert seen(guest) == ["first", "second", "a", "b", 2, "c"]


def test_the_clock_jumps_to_each_timer(guest: Guest) -> None:
    guest.run("setTimeout(() => setTimeout(() => 1, 500), 1e9)")
    guest.drain()
    assert guest.now == 1e9 + 500


def test_an_interval_runs_until_it_is_cleared(guest: Guest, log: str) -> None:
    guest.run(
        "var n = 0; var id = setInterval(() => {"
        f"  {log}(++n); if (n === 3) clearInterval(id) }}, 10)"
    )
    assert guest.drain() == 3
    assert guest.now == 30


def test_an_interval_that_is_never_cleared_goes_on(guest: Guest) -> None:
    guest.run("setInterval(() => 1, 1000)")
    assert guest.drain(most=50) == 50
    assert guest.now == 50_000


def test_a_cleared_timer_does_not_run(guest: Guest, log: str) -> None:
    guest.run(
        f"clearTimeout(setTimeout({log}, 1, 'no')); clearInterval(setTimeout({log}, 1, 'no'));"
        f"clearImmediate(setImmediate({log}, 'no')); setTimeout({log}, 1, 'yes');"
        "clearTimeout(); clearTimeout(99); clearTimeout('x'); clearTimeout({})"
    )
    assert guest.drain() == 1
    assert seen(guest) == ["yes"]


def test_ids_are_positive_integers_and_distinct(guest: Guest) -> None:
    ids = guest.value_of("[setTimeout(() => 1), setInterval(() => 1), setImmediate(() => 1)]")
    assert ids == [1, 2, 3]


@pytest.mark.parametrize(
    ("delay", "due"),
    [
        ("undefined", 0),
        ("-5", 0),
        ("NaN", 0),
        ("2.9", 2),
        ("'7'", 7),
        ("{ valueOf: () => 3 }", 3),
        ("2 ** 31", 0),
        ("2 ** 32 + 6", 6),
        ("2 ** 31 - 1", 2**31 - 1),
        ("Infinity", 0),
    ],
)
def test_a_delay_is_coerced_as_html_says(guest: Guest, delay: str, due: int) -> None:
    guest.run(f"setTimeout(() => 1, {delay})")
    guest.drain()
    assert guest.now == due


def test_a_bad_delay_throws_at_the_call(guest: Guest) -> None:
    with pytest.raises(GuestThrew):
        guest.run("setTimeout(() => 1, Symbol())")
    assert guest.drain() == 0


def test_a_chain_of_timers_slows_down(guest: Guest) -> None:
    guest.run("var n = 0; (function next() { if (n++ < 10) setTimeout(next) })()")
    guest.drain()
    assert guest.now == 5 * 4


def test_a_callback_has_the_global_object_for_this(guest: Guest) -> None:
    guest.run("setTimeout(function () { 'use strict'; globalThis.mine = this === globalThis })")
    guest.drain()
    assert guest.value_of("mine") is True


def test_a_string_is_source_text(guest: Guest, log: str) -> None:
    guest.run(f"setTimeout('{log}(1)'); setTimeout({{ toString: () => '{log}(2)' }}, 1)")
    assert guest.drain() == 2
    assert seen(guest) == [1, 2]


def test_a_timer_that_throws_does_not_stop_the_others(guest: Guest, log: str) -> None:
    guest.run(f"setTimeout(() => {{ throw 'x' }}); setTimeout({log}, 1, 'later')")
    with pytest.raises(GuestThrew):
        guest.drain()
    assert guest.drain() == 1
    assert seen(guest) == ["later"]


def test_many_timers_take_little_time(guest: Guest) -> None:
    started = time.process_time()
    guest.hold("() => { for (let i = 0; i < 1e5; i++) setTimeout(Math.abs, (i * 7919) % 1000, i) }")
    guest.call()
    assert guest.drain() == 100_000
    assert time.process_time() - started < 10


def test_setting_and_clearing_does_not_pile_up(guest: Guest) -> None:
    guest.hold(
        "() => { for (let i = 0; i < 2e5; i++) clearTimeout(setTimeout(Math.abs, 1e6 - i)) }"
    )
    guest.set_heap_limit(4 << 20)
    guest.call()
    guest.run("setTimeout(() => 1, 5)")
    assert guest.drain() == 1
    assert guest.now == 5
