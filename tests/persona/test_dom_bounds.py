"""Hostile use of the document costs what it costs a browser, and never runs for ever."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .browsing import Browser, browsing


@pytest.fixture(scope="module")
def browser(outlives_tests: None) -> Iterator[Browser]:
    with browsing() as browser:
        yield browser


def test_large_markup_makes_no_objects_of_the_guest(browser: Browser) -> None:
    source = "document.body.innerHTML = '<p>x</p>'.repeat(100000); document.body.childNodes.length"
    assert browser.value(source) == 100_000


@pytest.mark.parametrize(
    "piece",
    [
        "<",
        "<a ",
        "<!--",
        "<!---->",
        "</>",
        "<![CDATA[>",
        "&",
        "<div>",
        "<a b='",
        "<table><tr>",
        "<svg>",
        "<b></i>",
    ],
)
def test_markup_that_is_made_to_be_slow_is_not(browser: Browser, piece: str) -> None:
    source = "document.body.innerHTML = PIECE.repeat(30000); 1"
    assert browser.value(source, args={"PIECE": piece}) == 1


@pytest.mark.parametrize(
    "selector", ["div " * 30 + "q a", "div > div " * 10 + "q a", ":has(q)", "a:nth-last-child(3n)"]
)
def test_selectors_that_are_made_to_be_slow_are_not(browser: Browser, selector: str) -> None:
    source = (
        "document.body.innerHTML = '<div>'.repeat(500) + '<a></a>'.repeat(1000);"
        "document.querySelectorAll(SELECTOR); 1"
    )
    assert browser.value(source, args={"SELECTOR": selector}) == 1


def test_a_deep_tree_is_walked_without_a_deep_stack(browser: Browser) -> None:
    value = browser.value(
        "let d = document.body; for (let i = 0; i < 20000; "
        "i++) d = d.appendChild(document.createElement('b'));"
        "const copy = document.body.cloneNode(true); "
        "[copy.innerHTML.length > 140000, document.querySelectorAll('b').length]"
    )
    assert value == [True, 20_000]


SCRIPT = """
    window.f = () => {
      n++;
      const s = document.createElement("script");
      s.text = "f()";
      document.head.append(s);
    };
    f()"""
WRITING = "document.write('<script>n++; document.write(document.currentScript.outerHTML)</script>')"
CLICK = "const d = document.createElement('p'); d.onclick = () => { n++; d.click() }; d.click()"
FRAME = """
    window.f = () => {
      n++;
      document.write("<iframe srcdoc='<script>parent.f()</script>'></iframe>");
    };
    f()"""


@pytest.mark.parametrize("source", [SCRIPT, WRITING, CLICK, FRAME])
def test_what_makes_itself_again_comes_to_an_end(browser: Browser, source: str) -> None:
    later = "new Promise(done => setTimeout(() => done(n), 1e6))"
    assert 10 < browser.value(f"window.n = 0; {source}; {later}") <= 600


def test_an_image_that_fails_again_and_again_comes_to_an_end(browser: Browser) -> None:
    value = browser.value(
        "window.n = 0; const i = new Image(); i.onerror = () => { n++; i.src = 'x' + n }; "
        "i.src = 'x';"
        "new Promise(done => setTimeout(() => done(n), 1e9))"
    )
    assert 1000 < value < 10_000


def test_a_million_calls_are_cheap(browser: Browser) -> None:
    source = "for (let i = 0; i < 300000; i++) document.getElementById('content'); 1"
    assert browser.value(source) == 1
    assert browser.result.trace is not None
    (api,) = (one for one in browser.result.trace.apis if one.path == "document.getElementById")
    assert api.count == 300_000


def test_any_argument_is_taken(browser: Browser) -> None:
    value = browser.value(
        "const odd = [undefined, null, NaN, 1e9, '', {}, [], () => 1, Symbol(), 1n, "
        "document, new Proxy({}, {}), Object.create(null)];"
        "let strange = 0; for (const o of [document.body, document, document.createRange(), "
        "document.body.style, document.body.classList])"
        "for (let p = o; p !== Object.prototype; "
        "p = Object.getPrototypeOf(p)) for (const k of Object.keys(p)) {"
        "const d = Object.getOwnPropertyDescriptor(p, k); "
        "if (typeof d.value !== 'function' || /^(write|open)/.test(k)) continue;"
        "for (const a of odd) try { d.value.call(o, a, a) } "
        "catch (e) { if (!(e instanceof Error)) strange++ } } strange"
    )
    assert value == 0


def test_what_comes_back_when_it_is_removed_comes_back_once(browser: Browser) -> None:
    value = browser.value(
        "class X extends HTMLElement { disconnectedCallback() { "
        "document.body.append(document.createElement('x-y')) } }"
        "customElements.define('x-y', X); document.body.innerHTML = '<p></p>';"
        "document.body.append(document.createElement('x-y')); document.body.innerHTML = '';"
        "document.body.innerHTML"
    )
    assert value == "<x-y></x-y>"
