"""fetch, its requests and responses, and what their bodies may be."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .browsing import Browser, browsing


@pytest.fixture(scope="module")
def browser(outlives_tests: None) -> Iterator[Browser]:
    with browsing() as browser:
        yield browser


def test_a_request_is_recorded_with_what_was_sent(browser: Browser) -> None:
    source = """
      fetch("https://c2.example/in", { method: "POST", body: JSON.stringify({ a: 1 }),
        headers: { "X-Key": "k" } })
        .then((r) => [r.status, r.ok, r.url, r.headers.get("server")])
    """
    assert browser.value(source) == [200, True, "https://c2.example/in", "nginx"]
    assert browser.told("network") == [("POST", "https://c2.example/in")]
    details = browser.details("network")
    assert (details["header: x-key"], details["client"]) == ("k", "fetch")
    assert browser.kept("request") == [b'{"a":1}']


def test_a_relative_url_is_the_pages(browser: Browser) -> None:
    browser.value("fetch('/a/b').then(() => 1)", profile={"url": "https://site.example/x/y"})
    assert browser.told("network") == [("GET", "https://site.example/a/b")]


def test_no_connection_is_a_rejection_in_chromes_words(browser: Browser) -> None:
    source = "fetch('https://x.example/').catch((e) => `${e.name}: ${e.message}`)"
    assert browser.value(source, answers={"http": "error"}) == "TypeError: Failed to fetch"


def test_what_is_not_there_is_a_404(browser: Browser) -> None:
    source = "fetch('https://x.example/').then((r) => [r.status, r.ok])"
    assert browser.value(source, answers={"http": "not_found"}) == [404, False]


def test_a_body_is_read_once(browser: Browser) -> None:
    source = """
      const r = new Response('{"a":[1]}'), copy = r.clone();
      r.json().then(async (made) => [made instanceof Object, made.a, r.bodyUsed,
        await r.text().catch((e) => e.message), await copy.text()])
    """
    assert browser.value(source) == [
        True,
        [1],
        True,
        "Failed to execute 'text' on 'Response': body stream already read",
        '{"a":[1]}',
    ]


def test_the_body_of_a_data_url_is_what_it_holds(browser: Browser) -> None:
    source = "fetch('data:text/plain;base64,aGk=').then((r) => r.text())"
    assert browser.value(source) == "hi"


def test_a_stream_gives_the_body_in_chunks(browser: Browser) -> None:
    source = """
      const reader = new Response("abc").body.getReader();
      reader.read().then(async ({ value, done }) => [new TextDecoder().decode(value), done,
        (await reader.read()).done])
    """
    assert browser.value(source) == ["abc", False, True]


def test_a_form_is_sent_in_parts(browser: Browser) -> None:
    source = """
      const f = new FormData();
      f.append("user", "jo"); f.append("file", new Blob(["data"], { type: "text/x" }), "a.txt");
      fetch("https://x.example/", { method: "POST", body: f }).then((r) => r.status)
    """
    assert browser.value(source) == 200
    (sent,) = browser.kept("request")
    assert b'name="user"\r\n\r\njo\r\n' in sent
    assert b'name="file"; filename="a.txt"\r\nContent-Type: text/x\r\n\r\ndata\r\n' in sent


def test_an_aborted_request_is_rejected(browser: Browser) -> None:
    source = """
      const c = new AbortController();
      const p = fetch("https://x.example/", { signal: c.signal }).catch((e) => e.name);
      c.abort(); p
    """
    assert browser.value(source) == "AbortError"


def test_headers_are_sorted_joined_and_those_of_the_browser_kept_out(browser: Browser) -> None:
    source = """
      const h = new Headers({ "X-B": "1", "X-A": "2" }); h.append("x-b", " 3 ");
      const r = new Request("/x", { headers: { Host: "evil", "X-C": "4" } });
      [[...h], [...r.headers], h.get("X-B")]
    """
    assert browser.value(source) == [[["x-a", "2"], ["x-b", "1, 3"]], [["x-c", "4"]], "1, 3"]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (
            "new Request('/x', { method: 'GET', body: 'b' })",
            (
                "TypeError: Failed to construct 'Request': Request with GET/HEAD "
                "method cannot have body."
            ),
        ),
        (
            "new Response('', { status: 99 })",
            (
                "RangeError: Failed to construct 'Response': The status provided "
                "(99) is outside the range [200, 599]."
            ),
        ),
        (
            "new Headers({ 'bad name': 'x' })",
            "TypeError: Failed to construct 'Headers': Invalid name",
        ),
        (
            "Response()",
            (
                "TypeError: Failed to construct 'Response': Please use the 'new' "
                "operator, this DOM object constructor cannot be called as a "
                "function."
            ),
        ),
    ],
)
def test_bad_calls_are_refused_in_chromes_words(browser: Browser, source: str, said: str) -> None:
    assert browser.message(source) == said


def test_of_an_opaque_response_nothing_is_seen(browser: Browser) -> None:
    source = """
      fetch("https://elsewhere.example/", { mode: "no-cors" }).then((r) => [r.type, r.status,
        r.body])
    """
    assert browser.value(source) == ["opaque", 0, None]
    assert browser.told("network") == [("GET", "https://elsewhere.example/")]
