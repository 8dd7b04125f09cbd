"""location and history."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .browsing import Browser, browsing


@pytest.fixture(scope="module")
def browser(outlives_tests: None) -> Iterator[Browser]:
    with browsing() as browser:
        yield browser


PAGE = {"url": "https://shop.example:8443/a/b?q=1#top"}


def test_parts_are_those_of_the_pages_address(browser: Browser) -> None:
    source = """
      [location.href, location.origin, location.host, location.port, location.pathname,
        location.search, location.hash,
        String(location), location.ancestorOrigins.length]
    """
    assert browser.value(source, profile=PAGE) == [
        PAGE["url"],
        "https://shop.example:8443",
        "shop.example:8443",
        "8443",
        "/a/b",
        "?q=1",
        "#top",
        PAGE["url"],
        0,
    ]


@pytest.mark.parametrize(
    "source",
    [
        "location = '/next'",
        "location.href = '/next'",
        "location.assign('/next')",
        "location.replace('../next')",
        "window.location = 'https://shop.example:8443/next'",
        "open('/next', '_self')",
        "location.pathname = 'next'",
    ],
)
def test_each_way_to_leave_is_a_navigation_and_the_page_goes_on(
    browser: Browser, source: str
) -> None:
    value = browser.value(
        f"{source}; location.pathname", profile={"url": "https://shop.example:8443/a/b"}
    )
    assert value == "/a/b"
    assert browser.told("network") == [("navigate", "https://shop.example:8443/next")]


def test_a_page_that_leaves_is_told_so(browser: Browser) -> None:
    source = """
      const seen = [];
      for (const type of ["beforeunload", "pagehide", "unload"]) addEventListener(type,
        () => seen.push(type));
      location = "/next"; location = "/again";
      new Promise((done) => setTimeout(() => done(seen), 10))
    """
    assert browser.value(source) == ["beforeunload", "pagehide", "unload"]


def test_text_of_a_javascript_url_runs_as_code(browser: Browser) -> None:
    source = (
        "location = 'javascript:window.made%20=%201'; new Promise((done) "
        "=> setTimeout(() => done(window.made), 5))"
    )
    assert browser.value(source) == 1
    assert "script" in browser.origins()
    assert ("javascript: URL", "javascript:window.made%20=%201") in browser.told("dynamic_code")


def test_a_fragment_changes_at_once_and_leaves_nothing(browser: Browser) -> None:
    source = """
      new Promise((done) => {
        onhashchange = (e) => done([location.hash, e.newURL.endsWith("#x"),
          e.oldURL.endsWith("#top")]);
        location.hash = "x";
      })
    """
    assert browser.value(source, profile=PAGE) == ["#x", True, True]
    assert browser.told("network") == []


def test_what_is_no_address_is_refused(browser: Browser) -> None:
    said = browser.message("location.assign('https://a b/')")
    assert said == (
        "SyntaxError: Failed to execute 'assign' on 'Location': 'https://a b/' is not a valid URL."
    )


def test_history_changes_the_address_and_keeps_states(browser: Browser) -> None:
    source = """
      history.pushState({ a: 1 }, "", "/x?y=2");
      const there = [location.pathname, history.state.a, history.length];
      new Promise((done) => { onpopstate = (e) => done([...there, e.state, location.pathname]);
        history.back(); })
    """
    assert browser.value(source, profile=PAGE) == ["/x", 1, 4, None, "/a/b"]


def test_history_of_another_site_is_refused(browser: Browser) -> None:
    said = browser.message("history.pushState(null, '', 'https://bank.example/')")
    assert said.startswith(
        "SecurityError: Failed to execute 'pushState' on 'History': A history state object"
    )


def test_the_location_cannot_be_taken_away(browser: Browser) -> None:
    source = """
      [Object.getOwnPropertyDescriptor(window, "location").configurable,
        Object.getOwnPropertyDescriptor(location, "href").configurable, delete window.location,
          delete window.top]
    """
    assert browser.value(source) == [False] * 4
