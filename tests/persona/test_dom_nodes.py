"""Building trees of nodes: what goes where, and what is said of what does not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .browsing import Browser, browsing


@pytest.fixture(scope="module")
def browser(outlives_tests: None) -> Iterator[Browser]:
    with browsing() as browser:
        yield browser


def test_what_is_appended_is_found_again(browser: Browser) -> None:
    value = browser.value(
        "const d = document.createElement('div'); d.id = 'a'; "
        "d.append('x', document.createElement('b'));"
        "document.body.appendChild(d);"
        "[document.getElementById('a') === d, d.outerHTML, d.childNodes.length, d.children.length]"
    )
    assert value == [True, '<div id="a">x<b></b></div>', 2, 1]


HIERARCHY = "HierarchyRequestError"


@pytest.mark.parametrize(
    ("source", "kind", "method", "message"),
    [
        (
            "body.appendChild({})",
            "TypeError",
            "'appendChild' on 'Node'",
            "parameter 1 is not of type 'Node'.",
        ),
        (
            "body.appendChild()",
            "TypeError",
            "'appendChild' on 'Node'",
            "1 argument required, but only 0 present.",
        ),
        (
            "body.appendChild(document.documentElement)",
            HIERARCHY,
            "'appendChild' on 'Node'",
            "The new child element contains the parent.",
        ),
        (
            "createTextNode('').appendChild(document.createElement('p'))",
            HIERARCHY,
            "'appendChild' on 'Node'",
            "This node type does not support this method.",
        ),
        (
            "appendChild(document.createElement('p'))",
            HIERARCHY,
            "'appendChild' on 'Node'",
            "Only one element on document allowed.",
        ),
        (
            "body.removeChild(document)",
            "NotFoundError",
            "'removeChild' on 'Node'",
            "The node to be removed is not a child of this node.",
        ),
        (
            "body.insertBefore(new Text(''), document.head)",
            "NotFoundError",
            "'insertBefore' on 'Node'",
            "The node before which the new node is to be inserted is not a child of this node.",
        ),
        (
            "createElement('1')",
            "InvalidCharacterError",
            "'createElement' on 'Document'",
            "The tag name provided ('1') is not a valid name.",
        ),
        (
            "body.setAttribute('a b', '')",
            "InvalidCharacterError",
            "'setAttribute' on 'Element'",
            "'a b' is not a valid attribute name.",
        ),
    ],
)
def test_what_does_not_fit_is_refused_in_the_words_of_chrome(
    browser: Browser, source: str, kind: str, method: str, message: str
) -> None:
    expected = f"{kind}: Failed to execute {method}: {message}"
    assert browser.message(f"document.{source}") == expected


def test_a_method_of_another_kind_of_object_is_an_illegal_invocation(browser: Browser) -> None:
    source = "Node.prototype.appendChild.call({}, document.body)"
    assert browser.message(source) == "TypeError: Illegal invocation"


def test_elements_are_made_by_the_document_only(browser: Browser) -> None:
    expected = "TypeError: Failed to construct 'HTMLDivElement': Illegal constructor"
    assert browser.message("new HTMLDivElement") == expected


def test_a_fragment_is_empty_once_it_is_inserted(browser: Browser) -> None:
    value = browser.value(
        "const f = document.createDocumentFragment(); f.append('a', 'b');"
        "const d = document.createElement('div'); d.appendChild(f); "
        "[f.childNodes.length, d.innerHTML]"
    )
    assert value == [0, "ab"]


def test_a_live_collection_follows_the_tree(browser: Browser) -> None:
    value = browser.value(
        "const all = document.getElementsByTagName('i'), before = all.length;"
        "document.body.innerHTML = '<i></i><i id=x></i>';"
        "[before, all.length, all[1].id, all.x === all[1], all.namedItem('x').id, "
        "all[2] === undefined]"
    )
    assert value == [0, 2, "x", True, "x", True]


def test_a_list_of_a_query_stays_as_it_was(browser: Browser) -> None:
    value = browser.value(
        "document.body.innerHTML = '<i></i>'; const found = document.querySelectorAll('i');"
        "document.body.innerHTML = ''; [found.length, found[0].isConnected, [...found].length]"
    )
    assert value == [1, False, 1]


def test_a_clone_has_a_life_of_its_own(browser: Browser) -> None:
    value = browser.value(
        "const d = document.createElement('div'); d.innerHTML = '<p>a<b>c</b></p>z';"
        "const copy = d.cloneNode(true); d.firstChild.remove(); [copy.innerHTML, d.innerHTML]"
    )
    assert value == ["<p>a<b>c</b></p>z", "z"]


def test_attributes_are_nodes_as_well(browser: Browser) -> None:
    value = browser.value(
        "const a = document.createAttribute('Foo'); a.value = '1'; "
        "const d = document.createElement('p');"
        "d.setAttributeNode(a); a.value = '2';"
        "[d.getAttribute('foo'), d.attributes[0] === a, d.attributes.foo.ownerElement === d]"
    )
    assert value == ["2", True, True]


def test_classes_data_and_styles_are_attributes_taken_apart(browser: Browser) -> None:
    value = browser.value(
        "const d = document.createElement('p'); d.classList.add('a', 'b'); d.classList.toggle('a');"
        "d.dataset.fooBar = 1; d.style.backgroundColor = 'red'; "
        "d.style.cssText += ';width: 1px'; d.outerHTML"
    )
    assert value == '<p class="b" data-foo-bar="1" style="background-color: red; width: 1px;"></p>'


def test_a_mutation_observer_is_told_once_of_all_that_happened(browser: Browser) -> None:
    value = browser.value(
        "new Promise(done => { new MutationObserver(list => done(list.map(r => r.type)))"
        ".observe(document.body, {childList: true, attributes: true, subtree: true});"
        "document.body.append('x'); document.body.firstChild.setAttribute('a', 'b') })"
    )
    assert value == ["childList", "attributes"]


def test_a_walk_sees_the_texts_of_a_tree(browser: Browser) -> None:
    value = browser.value(
        "document.body.innerHTML = 'a<p>b<i>c</i></p>d'; const found = [];"
        "const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);"
        "while (walker.nextNode()) found.push(walker.currentNode.data); found.join('')"
    )
    assert value == "abcd"


def test_a_range_holds_what_lies_between_two_points(browser: Browser) -> None:
    value = browser.value(
        "document.body.innerHTML = '<p>abc</p><p>def</p>'; const r = document.createRange();"
        "r.setStart(document.body.firstChild.firstChild, 1); "
        "r.setEnd(document.body.lastChild.firstChild, 2);"
        "const text = String(r); r.deleteContents(); [text, document.body.innerHTML]"
    )
    assert value == ["bcde", "<p>a</p><p>f</p>"]


def test_an_iterator_goes_on_when_its_node_is_removed(browser: Browser) -> None:
    value = browser.value(
        "document.body.innerHTML = '<a></a><b><i></i></b><u></u>'; const seen = [];"
        "const walk = document.createNodeIterator(document.body, NodeFilter.SHOW_ELEMENT); "
        "let node;"
        "while (node = walk.nextNode()) { seen.push(node.nodeName); "
        "if (node.nodeName === 'B') node.remove() }"
        "seen.join()"
    )
    assert value == "BODY,A,B,U"
