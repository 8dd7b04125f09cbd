"""Events of the page: their path, handlers in attributes, and the life of a document."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .browsing import Browser, browsing


@pytest.fixture(scope="module")
def browser(outlives_tests: None) -> Iterator[Browser]:
    with browsing() as browser:
        yield browser


def test_a_click_goes_down_and_up_the_tree(browser: Browser) -> None:
    value = browser.value(
        "document.body.innerHTML = '<p id=p><b id=b></b></p>'; const seen = [];"
        "const on = (target, name, capture) => target.addEventListener('click', "
        "e => seen.push(name + e.eventPhase), capture);"
        "on(window, 'w', true); on(document, 'd', false); "
        "on(p = document.getElementById('p'), 'p', true);"
        "on(p, 'q', false); document.getElementById('b').onclick = () => { seen.push('b') };"
        "document.getElementById('b').click(); seen.join()"
    )
    assert value == "w1,p1,b,q3,d3"


def test_a_handler_in_an_attribute_is_code_of_its_own(browser: Browser) -> None:
    value = browser.value(
        "const d = document.createElement('p'); "
        "d.setAttribute('onclick', 'seen = this.id + event.type; return false');"
        "d.id = 'x'; window.seen = ''; d.click(); [seen, typeof d.onclick, d.onclick.name]"
    )
    assert value == ["xclick", "function", "onclick"]
    assert browser.origins() == ["sample", "handler"]


def test_the_document_is_parsed_and_then_loaded(browser: Browser) -> None:
    value = browser.value(
        "const seen = [document.readyState]; "
        "const note = e => seen.push(e.type + ' ' + document.readyState);"
        "document.addEventListener('DOMContentLoaded', note); "
        "window.addEventListener('load', note);"
        "new Promise(done => setTimeout(() => done(seen), 100))"
    )
    assert value == ["loading", "DOMContentLoaded interactive", "load complete"]


def test_what_is_written_after_the_load_is_a_new_document(browser: Browser) -> None:
    value = browser.value(
        "new Promise(done => { window.onload = () => { document.write('<p>new'); document.close();"
        "done(document.documentElement.outerHTML) } })"
    )
    assert value == "<html><head></head><body><p>new</p></body></html>"


def test_an_event_of_old_is_made_and_then_initialised(browser: Browser) -> None:
    value = browser.value(
        "const e = document.createEvent('MouseEvents'); e.initEvent('click', true, true); let seen;"
        "document.body.onclick = (e) => { seen = e.isTrusted }; "
        "[document.body.dispatchEvent(e), seen, e + '']"
    )
    assert value == [True, False, "[object MouseEvent]"]


def test_a_custom_element_is_told_of_its_life(browser: Browser) -> None:
    value = browser.value(
        "const seen = []; class X extends HTMLElement {"
        "constructor() { super(); seen.push('made') } connectedCallback() { seen.push('in') }"
        "disconnectedCallback() { seen.push('out') } static observedAttributes = ['a'];"
        "attributeChangedCallback(...a) { seen.push(a.slice(0, 3).join('|')) } }"
        "document.body.innerHTML = '<x-y a=1>'; customElements.define('x-y', X);"
        "const e = document.body.firstChild; e.setAttribute('a', 2); e.remove(); "
        "[seen, e instanceof X]"
    )
    assert value == [["made", "a||1", "in", "a|1|2", "out"], True]


def test_names_in_a_handler_are_those_of_its_element_form_and_document(browser: Browser) -> None:
    value = browser.value(
        "document.body.innerHTML = '<form name=f><input name=user value=me>"
        "<button type=button title=t></button></form>'; window.title = 'not';"
        "const b = document.querySelector('button');"
        "b.setAttribute('onclick', 'window.seen = [title, user.value, readyState, "
        "typeof element]');"
        "b.click(); seen"
    )
    assert value == ["t", "me", "loading", "undefined"]
