"""The document looks like the one of Chrome to whoever looks closely."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .browsing import Browser, browsing


@pytest.fixture(scope="module")
def browser(outlives_tests: None) -> Iterator[Browser]:
    with browsing() as browser:
        yield browser


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("Object.prototype.toString.call(document)", "[object HTMLDocument]"),
        ("document.createElement('a') + ''", ""),
        ("document.createElement('div') + ''", "[object HTMLDivElement]"),
        ("document.createElement('foo') + ''", "[object HTMLUnknownElement]"),
        ("document.createElement('x-y') + ''", "[object HTMLElement]"),
        ("typeof document.all + document.all.length + (document.all == null)", "undefined10true"),
        ("document.createElement.toString()", "function createElement() { [native code] }"),
        ("document.createElement.length + document.createElement.name", "1createElement"),
        (
            "Object.getOwnPropertyDescriptor(Node.prototype, 'firstChild').get.name",
            "get firstChild",
        ),
        ("Object.getOwnPropertyNames(document.body).join()", ""),
        ("document.body instanceof HTMLBodyElement && document.body instanceof EventTarget", True),
        ("[Node.ELEMENT_NODE, document.nodeType, document.body.DOCUMENT_NODE].join()", "1,9,9"),
        (
            "new Image(1, 2).outerHTML + (new Image instanceof HTMLImageElement)",
            '<img width="1" height="2">true',
        ),
        ("Object.keys(document.getElementsByTagName('p')).join()", "0"),
        ("'length' in document.forms && !(0 in document.forms)", True),
        (
            "document.compatMode + document.doctype.name + document.characterSet",
            "CSS1CompathtmlUTF-8",
        ),
        ("document.visibilityState + document.hidden + document.hasFocus()", "visiblefalsetrue"),
        (
            "'backgroundColor' in document.body.style && getComputedStyle(document.body).display",
            "block",
        ),
        (
            "document.body.offsetWidth > 500 && document.body.getBoundingClientRect().width > 500",
            True,
        ),
        ("Object.getOwnPropertyDescriptor(window, 'document').configurable", False),
        ("document.documentMode === undefined && document.attachEvent === undefined", True),
    ],
)
def test_it_answers_as_chrome_does(browser: Browser, source: str, value: object) -> None:
    assert browser.value(source) == value


def test_the_page_is_the_profiles(browser: Browser) -> None:
    source = "[document.title, document.URL, document.referrer, document.domain]"
    profile = '{"title": "T", "url": "https://a.test/b?c", "referrer": "https://r.test/"}'
    value = browser.value(
        source, profile={"title": "T", "url": "https://a.test/b?c", "referrer": "https://r.test/"}
    )
    assert value == ["T", "https://a.test/b?c", "https://r.test/", "a.test"], profile


def test_no_object_of_ours_is_within_reach(browser: Browser) -> None:
    value = browser.value(
        "const reach = [document.querySelectorAll('*'), document.body.attributes, "
        "document.body.dataset,"
        "document.body.style, document.forms, document.createRange().getClientRects(), "
        "document.styleSheets,"
        "document.querySelectorAll('*').entries(), document.body.getBoundingClientRect().toJSON()];"
        "reach.every(o => o instanceof Object && o.constructor instanceof Function)"
    )
    assert value is True


def test_a_pattern_of_the_guests_changes_nothing_of_ours(browser: Browser) -> None:
    value = browser.value(
        "Array.prototype.push = Map.prototype.get = String.prototype.slice = () => { throw 1 };"
        "Object.defineProperty(Object.prototype, 'get', {get() { throw 2 }, configurable: true});"
        "document.body.innerHTML = '<p id=a class=\"x y\">t</p>';"
        "document.querySelector('#a.x').outerHTML + document.body.children[0].classList[1]"
    )
    assert value == '<p id="a" class="x y">t</p>y'
