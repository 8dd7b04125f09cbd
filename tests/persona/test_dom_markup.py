"""Markup in and out: the parser takes anything, and makes of it what a browser does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .browsing import Browser, browsing


@pytest.fixture(scope="module")
def browser(outlives_tests: None) -> Iterator[Browser]:
    with browsing() as browser:
        yield browser


@pytest.mark.parametrize(
    ("markup", "tree"),
    [
        ("<p>a<p>b", "<p>a</p><p>b</p>"),
        ("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
        (
            "<table><tr><td>x<td>y<tr>",
            "<table><tbody><tr><td>x</td><td>y</td></tr><tr></tr></tbody></table>",
        ),
        ("<tr><td>x", "x"),
        ("<b><i>x</b>y", "<b><i>x</i></b>y"),
        ("<IMG ALT='a&quot;b'/>t", '<img alt="a&quot;b">t'),
        ("a&lt;b&amp;&copy&#x41;&#66;&notit;", "a&lt;b&amp;\u00a9AB\u00acit;"),
        ("<script>if(a<b){}</script>c", "<script>if(a<b){}</script>c"),
        ("<textarea>&lt;</b></textarea>", "<textarea>&lt;&lt;/b&gt;</textarea>"),
        ("<!--x--><!y><?z>", "<!--x--><!--y--><!--?z-->"),
        (
            "<svg><circle/><foreignobject><p>x</svg>y",
            "<svg><circle></circle><foreignObject><p>xy</p></foreignObject></svg>",
        ),
        ("<svg><p>x", "<svg></svg><p>x</p>"),
        ("</p></br></div>", "<p></p><br>"),
        ("<div/>x", "<div>x</div>"),
        ("<a b=1 b=2 c", ""),
        ("<select><option>a<option>b", "<select><option>a</option><option>b</option></select>"),
        ("<pre>\n\nx", "<pre>\nx</pre>"),
    ],
)
def test_broken_markup_becomes_a_tree(browser: Browser, markup: str, tree: str) -> None:
    source = "const d = document.createElement('div'); d.innerHTML = MARKUP; d.innerHTML"
    assert browser.value(source, args={"MARKUP": markup}) == tree


@pytest.mark.parametrize(
    ("markup", "tree"),
    [
        ("x", "<html><head></head><body>x</body></html>"),
        ("<title>a</title><p>b", "<html><head><title>a</title></head><body><p>b</p></body></html>"),
        ("<body a=1><body b=2>", '<html><head></head><body a="1" b="2"></body></html>'),
        ("<!doctype html> <html lang=en> y", '<html lang="en"><head></head><body>y</body></html>'),
    ],
)
def test_a_document_gets_the_frame_that_is_left_out(
    browser: Browser, markup: str, tree: str
) -> None:
    source = "new DOMParser().parseFromString(MARKUP, 'text/html').documentElement.outerHTML"
    assert browser.value(source, args={"MARKUP": markup}) == tree


def test_xml_keeps_its_case_and_says_when_it_is_broken(browser: Browser) -> None:
    value = browser.value(
        "const parse = (t) => new DOMParser().parseFromString(t, 'text/xml');"
        'const d = parse(\'<?xml version="1.0"?><a X="1"><B/><![CDATA[<]]></a>\');'
        "[d.documentElement.outerHTML, d + '', "
        "parse('<a><b></a>').querySelector('parsererror') !== null]"
    )
    assert value == ['<a X="1"><B></B><![CDATA[<]]></a>', "[object XMLDocument]", True]


def test_the_content_of_a_template_is_not_in_the_document(browser: Browser) -> None:
    value = browser.value(
        "document.body.innerHTML = '<template><td>x</template>'; "
        "const t = document.body.firstChild;"
        "[t.content.firstChild.outerHTML, t.childNodes.length, t.innerHTML, "
        "document.querySelector('td')]"
    )
    assert value == ["<td>x</td>", 0, "<td>x</td>", None]


@pytest.mark.parametrize(
    ("selector", "found"),
    [
        ("li", "abc"),
        ("#u > .x", "b"),
        ("ul li:nth-child(2n+1)", "ac"),
        ("li:not(.x):not(:last-child)", "a"),
        ("[data-q^='HEL' i], [data-q$=y]", "c"),
        ("li + li", "bc"),
        ("li.x ~ li", "c"),
        ("ul:has(> .x) > li:first-of-type", "a"),
        (":is(#a, #b):where(li)", "ab"),
        ("#\\61", "a"),
        ("li::before", ""),
    ],
)
def test_selectors_find_elements(browser: Browser, selector: str, found: str) -> None:
    source = (
        "document.body.innerHTML = '<ul id=u><li id=a><li id=b class=x><li id=c "
        "data-q=hello-y></ul>';"
        "[...document.querySelectorAll(SELECTOR)].map(e => e.id).join('')"
    )
    assert browser.value(source, args={"SELECTOR": selector}) == found


@pytest.mark.parametrize("selector", ["!!", "a[", "a:foo", "#1", "a >", "a,,b", ":not("])
def test_what_is_no_selector_is_a_syntax_error(browser: Browser, selector: str) -> None:
    message = browser.message(f"document.querySelector({selector!r})")
    expected = (
        f"Failed to execute 'querySelector' on 'Document': '{selector}' is not a valid selector."
    )
    assert message == f"SyntaxError: {expected}"
