"""Workers: their scripts run as pieces of code of their own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .browsing import Browser, browsing


@pytest.fixture(scope="module")
def browser(outlives_tests: None) -> Iterator[Browser]:
    with browsing() as browser:
        yield browser


ECHO = """
  const made = (text) => URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
"""


def test_a_worker_hears_the_page_and_is_heard(browser: Browser) -> None:
    source = (
        ECHO
        + """
      const w = new Worker(made(
        `onmessage = (e) =>
          postMessage([e.data * 2, typeof document, self === this, location.protocol])`));
      new Promise((done) => { w.onmessage = (e) => done(e.data); w.postMessage(21); })
    """
    )
    assert browser.value(source) == [42, "undefined", True, "blob:"]
    assert browser.told("message") == [("postMessage", "worker"), ("postMessage", "page")]


def test_a_workers_script_is_a_generation_and_an_effect(browser: Browser) -> None:
    browser.value("new Worker('data:text/javascript,self.q=1'); 1")
    assert "worker" in browser.origins()
    assert ("Worker", "data:text/javascript,self.q=1") in browser.told("dynamic_code")


def test_what_a_worker_declares_stays_with_it(browser: Browser) -> None:
    source = """
      new Worker("data:text/javascript,var leaked = 1; function leak() {}; name = 'w'");
      new Promise((done) => setTimeout(() => done([typeof leaked, typeof leak, onmessage, name]),
        500))
    """
    assert browser.value(source) == ["undefined", "undefined", None, ""]


def test_a_worker_can_import_scripts(browser: Browser) -> None:
    source = (
        ECHO
        + """
      const w = new Worker(made(
        "importScripts('data:text/javascript,self.part = 5'); postMessage(self.part)"));
      new Promise((done) => { w.onmessage = (e) => done(e.data); })
    """
    )
    assert browser.value(source) == 5
    assert ("importScripts", "data:text/javascript,self.part = 5") in browser.told("dynamic_code")


def test_an_error_in_a_worker_is_the_pages_to_hear(browser: Browser) -> None:
    source = """
      const w = new Worker("data:text/javascript,null.x");
      new Promise((done) => { w.onerror = (e) => { e.preventDefault();
        done(e.message.startsWith("Uncaught TypeError")); }; })
    """
    assert browser.value(source) is True


def test_a_script_from_elsewhere_is_asked_for(browser: Browser) -> None:
    browser.value("new Worker('https://evil.example/w.js'); 1")
    assert browser.told("network") == [("GET", "https://evil.example/w.js")]


def test_a_shared_worker_speaks_by_its_port(browser: Browser) -> None:
    source = (
        ECHO
        + """
      const w = new SharedWorker(made(
        `onconnect = ({ ports: [p] }) => { p.onmessage = (m) => p.postMessage(m.data + "!"); }`));
      new Promise((done) => { w.port.onmessage = (e) => done(e.data); w.port.postMessage("hi"); })
    """
    )
    assert browser.value(source) == "hi!"
