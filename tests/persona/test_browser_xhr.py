"""XMLHttpRequest."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .browsing import Browser, browsing


@pytest.fixture(scope="module")
def browser(outlives_tests: None) -> Iterator[Browser]:
    with browsing() as browser:
        yield browser


def test_a_request_runs_through_its_states(browser: Browser) -> None:
    source = """
      const seen = [], x = new XMLHttpRequest();
      x.onreadystatechange = () => seen.push(x.readyState);
      for (const type of ["loadstart", "load", "loadend"]) x.addEventListener(type,
        (e) => seen.push(e.type));
      x.open("post", "https://c2.example/gate"); x.setRequestHeader("X-Id", "7"); x.send("data");
      new Promise((done) => x.addEventListener("loadend", () => done([...seen, x.status,
        x.responseURL])))
    """
    assert browser.value(source) == [
        1,
        "loadstart",
        2,
        3,
        4,
        "load",
        "loadend",
        200,
        "https://c2.example/gate",
    ]
    assert browser.told("network") == [("POST", "https://c2.example/gate")]
    assert browser.details("network")["header: x-id"] == "7"
    assert browser.kept("request") == [b"data"]


def test_a_synchronous_request_has_its_answer_at_once(browser: Browser) -> None:
    source = """
      const x = new XMLHttpRequest(); x.open("GET", "/a.json", false); x.send();
      [x.readyState, x.status, x.responseText, x.getResponseHeader("Content-Type")]
    """
    assert browser.value(source, answers={"http_body": '{"a":1}'})[:3] == [4, 200, '{"a":1}']


def test_an_answer_comes_in_the_type_that_was_asked_for(browser: Browser) -> None:
    source = """
      const get = (type) => new Promise((done) => {
        const x = new XMLHttpRequest(); x.open("GET", "/x"); x.responseType = type;
          x.onload = () => done(x.response); x.send();
      });
      Promise.all(["json", "arraybuffer", "blob", ""].map(get)).then(([json, buffer, blob, text]) =>
        [json.a, buffer instanceof ArrayBuffer, buffer.byteLength, blob instanceof Blob, blob.size,
          text])
    """
    assert browser.value(source, answers={"http_body": '{"a":1}'}) == [
        1,
        True,
        7,
        True,
        7,
        '{"a":1}',
    ]


def test_bytes_can_be_read_the_old_way(browser: Browser) -> None:
    source = """
      const x = new XMLHttpRequest(); x.open("GET", "data:application/x;base64,AP+A", false);
      x.overrideMimeType("text/plain; charset=x-user-defined"); x.send();
      [...x.responseText].map((c) => c.charCodeAt(0) & 255)
    """
    assert browser.value(source) == [0, 255, 128]


def test_no_connection_is_an_error(browser: Browser) -> None:
    source = """
      const x = new XMLHttpRequest(); x.open("GET", "https://x.example/");
      new Promise((done) => { x.onerror = () => done([x.status, x.readyState]); x.send(); })
    """
    assert browser.value(source, answers={"http": "error"}) == [0, 4]
    said = browser.run(
        "const x = new XMLHttpRequest(); x.open('GET', 'https://x.example/', false); x.send()",
        answers={"http": "error"},
    )
    assert said.error is not None
    assert said.error.message == (
        "Failed to execute 'send' on 'XMLHttpRequest': Failed to load 'https://x.example/'."
    )


def test_a_request_that_is_aborted_says_so_and_nothing_else(browser: Browser) -> None:
    source = """
      const seen = [], x = new XMLHttpRequest(); x.open("GET", "/x");
      for (const type of ["load", "abort", "loadend"]) x.addEventListener(type,
        () => seen.push(type));
      x.send(); x.abort();
      new Promise((done) => setTimeout(() => done([...seen, x.readyState]), 500))
    """
    assert browser.value(source) == ["abort", "loadend", 0]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (
            "x.send()",
            (
                "InvalidStateError: Failed to execute 'send' on 'XMLHttpRequest': "
                "The object's state must be OPENED."
            ),
        ),
        (
            "x.open('GET')",
            (
                "TypeError: Failed to execute 'open' on 'XMLHttpRequest': 2 "
                "arguments required, but only 1 present."
            ),
        ),
        (
            "x.open('TRACE', '/')",
            (
                "SecurityError: Failed to execute 'open' on 'XMLHttpRequest': "
                "'TRACE' HTTP method is unsupported."
            ),
        ),
        (
            "x.open('GET', 'http://[')",
            "SyntaxError: Failed to execute 'open' on 'XMLHttpRequest': Invalid URL",
        ),
    ],
)
def test_bad_calls_are_refused_in_chromes_words(browser: Browser, source: str, said: str) -> None:
    assert browser.message(f"const x = new XMLHttpRequest(); {source}") == said


def test_a_form_of_the_page_and_its_document_can_be_sent(browser: Browser) -> None:
    source = """
      document.body.innerHTML =
        "<form><input name=user value=jo><input type=checkbox name=no></form>";
      const pairs = [...new FormData(document.querySelector("form"))];
      const x = new XMLHttpRequest(); x.open("POST", "/x", false); x.send(document);
      pairs
    """
    assert browser.value(source) == [["user", "jo"]]
    assert b"<form" in browser.kept("request")[0]
