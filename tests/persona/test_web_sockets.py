"""WebSocket and EventSource."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .browsing import Browser, browsing


@pytest.fixture(scope="module")
def browser(outlives_tests: None) -> Iterator[Browser]:
    with browsing() as browser:
        yield browser


def test_a_socket_opens_sends_and_closes(browser: Browser) -> None:
    source = """
      const seen = [], w = new WebSocket("wss://c2.example/s", "chat");
      w.onopen = () => { seen.push("open", w.readyState, w.protocol); w.send("hello");
        w.close(1000, "bye"); };
      new Promise((done) => { w.onclose = (e) => done([...seen, e.code, e.wasClean]); })
    """
    assert browser.value(source) == ["open", 1, "chat", 1000, True]
    assert browser.told("network") == [
        ("connect", "wss://c2.example/s"),
        ("send", "wss://c2.example/s"),
    ]
    assert browser.kept("request") == [b"hello"]


def test_no_connection_is_an_error_and_a_close(browser: Browser) -> None:
    source = """
      const seen = [], w = new WebSocket("wss://c2.example/s");
      w.onerror = () => seen.push("error");
      new Promise((done) => { w.onclose = (e) => done([...seen, e.code, e.wasClean]); })
    """
    assert browser.value(source, answers={"http": "error"}) == ["error", 1006, False]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            "'ftp://x/'",
            (
                "The URL's scheme must be either 'http', 'https', 'ws', or 'wss'. "
                "'ftp' is not allowed."
            ),
        ),
        (
            "'wss://x/#f'",
            (
                "The URL contains a fragment identifier ('f'). Fragment "
                "identifiers are not allowed in WebSocket URLs."
            ),
        ),
        ("'wss://x/', ['a', 'a']", "The subprotocol list contains duplicates."),
    ],
)
def test_bad_addresses_are_refused_in_chromes_words(
    browser: Browser, arguments: str, said: str
) -> None:
    message = browser.message(f"new WebSocket({arguments})")
    assert message == f"SyntaxError: Failed to construct 'WebSocket': {said}"


def test_an_error_of_ours_has_no_place_of_ours_in_it(browser: Browser) -> None:
    source = (
        "try { new WebSocket('ftp://x/') } catch (e) { [e instanceof "
        "DOMException, e.stack.includes('stockade')] }"
    )
    assert browser.value(source) == [True, False]


def test_a_stream_of_events_opens(browser: Browser) -> None:
    source = """
      const s = new EventSource("/stream");
      new Promise((done) => { s.onopen = () => done([s.readyState, s.url.endsWith("/stream")]); })
    """
    assert browser.value(source) == [1, True]
