"""Copies of values, and the channels that carry them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .browsing import Browser, browsing


@pytest.fixture(scope="module")
def browser(outlives_tests: None) -> Iterator[Browser]:
    with browsing() as browser:
        yield browser


def test_a_copy_has_the_shape_of_what_was_copied(browser: Browser) -> None:
    source = """
      const a = { m: new Map([[1, { y: 2 }]]), d: new Date(5), r: /x/g, b: new Uint8Array([1, 2]),
        e: new RangeError("no") };
      a.self = a;
      const c = structuredClone(a);
      [c !== a, c.self === c, c.m.get(1).y, c.d.getTime(), c.r.flags, c.b[1],
        c.e instanceof RangeError, c.e.message]
    """
    assert browser.value(source) == [True, True, 2, 5, "g", 2, True, "no"]


@pytest.mark.parametrize(
    ("value", "shown"),
    [("() => 1", "() => 1"), ("Symbol('s')", "Symbol(s)"), ("new WeakMap()", "#<WeakMap>")],
)
def test_what_cannot_be_copied_is_said(browser: Browser, value: str, shown: str) -> None:
    said = browser.message(f"structuredClone({value})")
    assert said == (
        "DataCloneError: Failed to execute 'structuredClone' on 'Window': "
        f"{shown} could not be cloned."
    )


def test_a_window_hears_itself(browser: Browser) -> None:
    source = """
      new Promise((done) => {
        onmessage = (e) => done([e.data.a, e.origin === location.origin, e.source === window,
          e.isTrusted]);
        postMessage({ a: 1 }, "*");
      })
    """
    assert browser.value(source) == [1, True, True, True]
    assert browser.told("message") == [("postMessage", "*")]


def test_ports_hear_each_other(browser: Browser) -> None:
    source = """
      const { port1, port2 } = new MessageChannel();
      new Promise((done) => { port1.onmessage = (e) => done(e.data); port2.postMessage("hi"); })
    """
    assert browser.value(source) == "hi"


def test_channels_of_a_name_hear_each_other(browser: Browser) -> None:
    source = """
      const seen = [], [a, b, c] = ["x", "x", "y"].map((name) => new BroadcastChannel(name));
      for (const each of [a, b, c]) each.onmessage = (e) => seen.push(e.data);
      a.postMessage("m");
      new Promise((done) => setTimeout(() => done(seen), 50))
    """
    assert browser.value(source) == ["m"]
    assert browser.told("message") == [("broadcast", "x")]


def test_many_aliases_are_told_in_few_words(browser: Browser) -> None:
    source = "let a = [1]; for (let i = 0; i < 40; i++) a = [a, a]; postMessage(a, '*'); 1"
    assert browser.value(source) == 1
