"""What a page keeps: storage, databases, caches."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .browsing import Browser, browsing


@pytest.fixture(scope="module")
def browser(outlives_tests: None) -> Iterator[Browser]:
    with browsing() as browser:
        yield browser


def test_storage_is_an_object_of_its_items(browser: Browser) -> None:
    source = """
      localStorage.a = 1; localStorage.setItem("b", "2");
      const seen = [localStorage.a, localStorage.getItem("b"), localStorage.length,
        Object.keys(localStorage),
        "a" in localStorage, typeof localStorage.missing, localStorage.getItem("missing"),
          localStorage.key(1), String(localStorage)];
      delete localStorage.a;
      [...seen, localStorage.length, localStorage instanceof Storage, sessionStorage.length]
    """
    assert browser.value(source) == [
        "1",
        "2",
        2,
        ["a", "b"],
        True,
        "undefined",
        None,
        "b",
        "[object Storage]",
        1,
        True,
        0,
    ]


def test_what_is_written_and_read_is_recorded(browser: Browser) -> None:
    browser.value(
        "localStorage.setItem('k', 'v'); sessionStorage.getItem('s'); "
        "localStorage.removeItem('k'); 1"
    )
    assert browser.told("storage") == [
        ("set", "localStorage.k"),
        ("get", "sessionStorage.s"),
        ("remove", "localStorage.k"),
    ]
    assert browser.details("storage") == {"value": "v"}


def test_a_run_begins_with_nothing_stored(browser: Browser) -> None:
    browser.value("localStorage.setItem('k', 'v'); 1")
    assert browser.value("localStorage.length") == 0


def test_there_is_an_end_to_what_can_be_stored(browser: Browser) -> None:
    said = browser.message(
        "for (let i = 0; i < 100; i++) localStorage.setItem('k' + i, 'x'.repeat(1 << 20))"
    )
    assert said.startswith("QuotaExceededError: Failed to execute 'setItem' on 'Storage'")


def test_a_database_gives_back_what_was_put(browser: Browser) -> None:
    source = """
      new Promise((done) => {
        const q = indexedDB.open("wallet", 3), seen = [];
        q.onupgradeneeded = (e) => { seen.push(e.oldVersion, e.newVersion);
          q.result.createObjectStore("keys", { keyPath: "id" }); };
        q.onsuccess = () => {
          const t = q.result.transaction("keys", "readwrite"), s = t.objectStore("keys");
          s.put({ id: 1, key: "secret" });
          const g = s.get(1);
          g.onsuccess = () => seen.push(g.result.key);
          t.oncomplete = () => done([...seen, q.result.version]);
        };
      })
    """
    assert browser.value(source) == [0, 3, "secret", 3]
    assert ("indexedDB.put", "wallet/keys/1") in browser.told("storage")


def test_a_cache_gives_back_what_was_fetched_for_it(browser: Browser) -> None:
    source = (
        "caches.open('v1').then((c) => c.add('/a.js').then(() => "
        "c.match('/a.js'))).then((r) => r.status)"
    )
    assert browser.value(source) == 200
    assert browser.told("network")[0][1].endswith("/a.js")
