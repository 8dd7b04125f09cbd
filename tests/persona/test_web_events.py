"""EventTarget, events and handlers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .browsing import Browser, browsing


@pytest.fixture(scope="module")
def browser(outlives_tests: None) -> Iterator[Browser]:
    with browsing() as browser:
        yield browser


def test_listeners_are_called_in_order_and_once_if_they_say_so(browser: Browser) -> None:
    source = """
      const seen = [], t = new EventTarget();
      t.addEventListener("x", () => seen.push("once"), { once: true });
      t.addEventListener("x", { handleEvent() { seen.push("object"); } });
      t.addEventListener("x", (e) => { seen.push("stop"); e.stopImmediatePropagation(); });
      t.addEventListener("x", () => seen.push("never"));
      t.dispatchEvent(new Event("x")); t.dispatchEvent(new Event("x"));
      seen
    """
    assert browser.value(source) == ["once", "object", "stop", "object", "stop"]


def test_an_event_says_what_it_is(browser: Browser) -> None:
    source = """
      const e = new KeyboardEvent("keydown", { key: "a", keyCode: 65, bubbles: true });
      [e.type, e.key, e.which, e.bubbles, e.isTrusted, e instanceof UIEvent, String(e),
        e.eventPhase]
    """
    assert browser.value(source) == [
        "keydown",
        "a",
        65,
        True,
        False,
        True,
        "[object KeyboardEvent]",
        0,
    ]


def test_preventing_what_can_be_prevented_is_what_dispatching_says(browser: Browser) -> None:
    source = """
      const t = new EventTarget();
      t.addEventListener("x", (e) => e.preventDefault());
      [t.dispatchEvent(new Event("x", { cancelable: true })), t.dispatchEvent(new Event("x"))]
    """
    assert browser.value(source) == [False, True]


def test_an_error_in_a_listener_ends_neither_the_others_nor_the_caller(browser: Browser) -> None:
    source = """
      window.onerror = (message, url, line, column, error) => { seen.push(message,
        error instanceof TypeError); return true; };
      const seen = [], t = new EventTarget();
      t.addEventListener("x", () => null.y);
      t.addEventListener("x", () => seen.push("next"));
      seen.push(t.dispatchEvent(new Event("x")));
      [seen.length, seen[1], seen.at(-2), seen.at(-1)]
    """
    assert browser.value(source) == [4, True, "next", True]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("new Event()", "Failed to construct 'Event': 1 argument required, but only 0 present."),
        (
            "new Event('x', 5)",
            "Failed to construct 'Event': The provided value is not of type 'EventInit'.",
        ),
        (
            "new EventTarget().dispatchEvent({})",
            (
                "Failed to execute 'dispatchEvent' on 'EventTarget': parameter 1 "
                "is not of type 'Event'."
            ),
        ),
        ("EventTarget.prototype.addEventListener.call({}, 'x', null)", "Illegal invocation"),
    ],
)
def test_bad_calls_are_refused_in_chromes_words(browser: Browser, source: str, said: str) -> None:
    assert browser.message(source) == f"TypeError: {said}"


def test_a_signal_ends_a_listener(browser: Browser) -> None:
    source = """
      const seen = [], c = new AbortController();
      addEventListener("x", () => seen.push(1), { signal: c.signal });
      dispatchEvent(new Event("x")); c.abort(); dispatchEvent(new Event("x"));
      [seen.length, c.signal.aborted, c.signal.reason.name]
    """
    assert browser.value(source) == [1, True, "AbortError"]


def test_a_million_listeners_are_no_more_than_there_may_be(browser: Browser) -> None:
    source = """
      let calls = 0; const t = new EventTarget();
      for (let i = 0; i < 5000; i++) t.addEventListener("x", () => calls++);
      t.dispatchEvent(new Event("x")); calls
    """
    assert browser.value(source) == 1000


def test_trust_is_an_events_own_and_the_same_getters(browser: Browser) -> None:
    source = """
      const of = (e) => Object.getOwnPropertyDescriptor(e, "isTrusted");
      const a = new Event("x"), b = new MouseEvent("y"), names = Object.getOwnPropertyNames(a);
      [names, of(a).get === of(b).get, of(a).configurable, JSON.stringify(b)]
    """
    assert browser.value(source) == [["isTrusted"], True, False, '{"isTrusted":false}']
