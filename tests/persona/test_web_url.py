"""URL and URLSearchParams of the browser and of node."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .browsing import Browser, browsing


@pytest.fixture(scope="module")
def browser(outlives_tests: None) -> Iterator[Browser]:
    with browsing() as browser:
        yield browser


@pytest.mark.parametrize(
    ("text", "base", "href"),
    [
        (
            "http://EXAMPLE.com:80/a/../b/./c?x=1 2#h i",
            None,
            "http://example.com/b/c?x=1%202#h%20i",
        ),
        ("//foo/bar", "https://e.com/x", "https://foo/bar"),
        ("../x?y", "http://a.com/b/c/d", "http://a.com/b/x?y"),
        ("?q", "http://h/x?y#z", "http://h/x?q"),
        ("http:foo", "http://h/x/y", "http://h/x/foo"),
        ("\\x", "file:///d:/a/b", "file:///d:/x"),
        ("http://0x7f.1/", None, "http://127.0.0.1/"),
        ("http://[2001:db8:0:0:1:0:0:1]/", None, "http://[2001:db8::1:0:0:1]/"),
        ("http://user:p@ss@h/", None, "http://user:p%40ss@h/"),
        ("http://ma\u00f1ana.com/\u00f1", None, "http://xn--maana-pta.com/%C3%B1"),
        ("http://h/%2e%2E/a", None, "http://h/a"),
        ("file:c:\\x\\y", None, "file:///c:/x/y"),
        ("javascript:alert(1)", None, "javascript:alert(1)"),
        ("web+x:/..//p", None, "web+x:/.//p"),
        ("#f", "mailto:x", "mailto:x#f"),
    ],
)
def test_a_url_is_read_as_the_standard_says(
    browser: Browser, text: str, base: str | None, href: str
) -> None:
    against = "undefined" if base is None else repr(base)
    assert browser.value(f"new URL({text!r}, {against}).href") == href


@pytest.mark.parametrize(
    "text",
    ["x", "http://a b/", "http://h:99999", "http://1.2.3.4.5", "http://[::1", "http://a%00b/"],
)
def test_what_is_no_url_is_refused_in_chromes_words(browser: Browser, text: str) -> None:
    said = browser.message(f"new URL({text!r})")
    assert said == "TypeError: Failed to construct 'URL': Invalid URL"


def test_parts_can_be_set_and_wrong_ones_are_passed_over(browser: Browser) -> None:
    source = """
      const u = new URL("http://h/p?a=1");
      u.port = "81x"; u.hash = "a b"; u.username = "u:"; u.host = "bad host"; u.protocol = "mailto";
      [u.href, u.origin, u.port]
    """
    assert browser.value(source) == ["http://u%3A@h:81/p?a=1#a%20b", "http://h:81", "81"]


def test_parameters_and_their_url_follow_each_other(browser: Browser) -> None:
    source = """
      const u = new URL("http://h/p?a=1&b=%20+&a=3");
      u.searchParams.append("\u00e9", "&");
      const before = [u.search, u.searchParams.getAll("a"), u.searchParams.size];
      u.search = "?z=1";
      [...before, u.searchParams.get("z"), [...new URLSearchParams({ x: "y" })]]
    """
    assert browser.value(source) == [
        "?a=1&b=++&a=3&%C3%A9=%26",
        ["1", "3"],
        4,
        "1",
        [["x", "y"]],
    ]


def test_a_blob_has_a_url_and_is_an_artifact_when_it_gets_one(browser: Browser) -> None:
    url = browser.value("URL.createObjectURL(new Blob(['payload'], { type: 'text/x' }))")
    assert url.startswith("blob:https://")
    assert browser.told("file") == [("createObjectURL", url)]
    assert browser.kept("file") == [b"payload"]
