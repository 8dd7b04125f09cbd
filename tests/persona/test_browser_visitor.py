"""A visitor, who does on a page what people do there; and elements as names of the window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .browsing import Browser, browsing


@pytest.fixture(scope="module")
def browser(outlives_tests: None) -> Iterator[Browser]:
    with browsing() as browser:
        yield browser


LATER = "new Promise((done) => setTimeout(() => done(seen), 5000))"


def test_a_button_is_clicked_as_by_a_person(browser: Browser) -> None:
    source = f"""
      const seen = [];
      document.body.innerHTML = "<button>I am not a robot</button>";
      document.querySelector("button").addEventListener("click", (e) => {{
        seen.push(e.isTrusted, e.type, e.target.tagName);
        navigator.clipboard.writeText("powershell -w hidden");
      }});
      {LATER}
    """
    assert browser.value(source) == [True, "click", "BUTTON"]
    assert browser.told("clipboard") == [("write", "clipboard")]


def test_what_the_page_waits_for_above_all_elements_comes_once(browser: Browser) -> None:
    source = f"""
      const seen = [];
      addEventListener("mousemove", (e) => seen.push(e.type));
      addEventListener("scroll", (e) => seen.push(e.type));
      document.addEventListener("keydown", (e) => seen.push(e.key));
      document.addEventListener("mouseleave", (e) => seen.push(e.type));
      {LATER}
    """
    assert browser.value(source) == ["mousemove", "scroll", "a", "mouseleave"]


def test_a_form_is_sent_to_whoever_listens(browser: Browser) -> None:
    source = f"""
      const seen = [];
      document.body.innerHTML = "<form><input name=card value=4111></form>";
      document.querySelector("form").onsubmit = (e) => {{
        seen.push(new FormData(e.target).get("card"));
        return false;
      }};
      {LATER}
    """
    assert browser.value(source) == ["4111"]


def test_only_some_of_many_elements_are_clicked(browser: Browser) -> None:
    source = f"""
      const seen = [];
      document.body.innerHTML = "<b></b>".repeat(100);
      for (const b of document.querySelectorAll("b")) b.onclick = () => seen.push(1);
      {LATER}
    """
    assert len(browser.value(source)) == 20


def test_nobody_is_seen_by_a_page_that_does_not_listen(browser: Browser) -> None:
    source = """
      const seen = [];
      Event.prototype.composedPath = () => seen.push("called");
      document.body.innerHTML = "<p>text</p>";
      new Promise((done) => setTimeout(() => done([seen.length, document.body.innerHTML]), 5000))
    """
    assert browser.value(source) == [0, "<p>text</p>"]
    assert [one.kind for one in browser.result.side_effects] == ["dom_injection"]


def test_an_element_is_a_name_of_the_window(browser: Browser) -> None:
    source = """
      document.body.innerHTML = "<i id=go>x</i><i id=alert></i>";
      const seen = [go.textContent, typeof alert];
      window.go = 5;
      [...seen, go, typeof nothing_of_that_name]
    """
    assert browser.value(source) == ["x", "function", 5, "undefined"]
