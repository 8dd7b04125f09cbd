"""Text and bytes: encoders, blobs and their readers, digests, random bytes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .browsing import Browser, browsing


@pytest.fixture(scope="module")
def browser(outlives_tests: None) -> Iterator[Browser]:
    with browsing() as browser:
        yield browser


@pytest.mark.parametrize(
    ("label", "data", "text"),
    [
        ("utf-8", [239, 187, 191, 0xE2, 0x82, 0xAC, 255], "\u20ac\ufffd"),
        ("utf-16le", [104, 0, 105, 0], "hi"),
        ("utf-16be", [0, 104, 0, 105], "hi"),
        ("latin1", [0x80, 0xE9], "\u20ac\u00e9"),
        ("windows-1251", [0xC0, 0xFF], "\u0410\u044f"),
    ],
)
def test_bytes_become_text(browser: Browser, label: str, data: list[int], text: str) -> None:
    assert browser.value(f"new TextDecoder({label!r}).decode(new Uint8Array({data}))") == text


def test_a_character_may_come_in_pieces(browser: Browser) -> None:
    source = """
      const d = new TextDecoder();
      [d.decode(new Uint8Array([0xe2, 0x82]), { stream: true }), d.decode(new Uint8Array([0xac]))]
    """
    assert browser.value(source) == ["", "\u20ac"]


def test_wrong_bytes_are_refused_where_that_is_asked_for(browser: Browser) -> None:
    source = "new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array([255]))"
    assert browser.message(source).startswith("TypeError: Failed to execute 'decode'")


def test_text_becomes_bytes(browser: Browser) -> None:
    source = """
      const target = new Uint8Array(4), e = new TextEncoder();
      [[...e.encode("\u20ac\\ud800")], e.encodeInto("a\u20ac\u20ac", target), [...target]]
    """
    assert browser.value(source) == [
        [0xE2, 0x82, 0xAC, 0xEF, 0xBF, 0xBD],
        {"read": 2, "written": 4},
        [97, 0xE2, 0x82, 0xAC],
    ]


def test_a_blob_is_put_together_cut_and_read(browser: Browser) -> None:
    source = """
      const b = new Blob(["ab", new Uint8Array([99]), new Blob(["d"])], { type: "Text/Plain" });
      new Promise((done) => {
        const r = new FileReader();
        r.onload = () => done([b.size, b.type, r.result, b.slice(1, -1).size]);
        r.readAsDataURL(b);
      })
    """
    assert browser.value(source) == [4, "text/plain", "data:text/plain;base64,YWJjZA==", 2]


@pytest.mark.parametrize(
    ("algorithm", "digest"),
    [
        ("SHA-1", "a9993e364706816aba3e25717850c26c9cd0d89d"),
        ("sha-256", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "SHA-384",
            "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7",
        ),
        (
            "SHA-512",
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
        ),
    ],
)
def test_digests_are_real(browser: Browser, algorithm: str, digest: str) -> None:
    source = f"""
      crypto.subtle.digest({algorithm!r}, new TextEncoder().encode("abc"))
        .then((b) => [...new Uint8Array(b)].map((x) => x.toString(16).padStart(2, "0")).join(""))
    """
    assert browser.value(source) == digest


def test_random_bytes_are_the_seeds(browser: Browser) -> None:
    source = "[crypto.randomUUID(), ...crypto.getRandomValues(new Uint16Array(4))]"
    first = browser.value(source)
    assert first[0][14] == "4"
    assert first == browser.value(source)


def test_too_many_random_bytes_are_refused(browser: Browser) -> None:
    said = browser.message("crypto.getRandomValues(new Uint8Array(65537))")
    assert said.startswith("QuotaExceededError: Failed to execute 'getRandomValues' on 'Crypto'")


def test_a_key_that_is_imported_is_kept(browser: Browser) -> None:
    source = """
      crypto.subtle.importKey("raw", new TextEncoder().encode("secret key"), "AES-CBC", true,
        ["decrypt"])
        .then((key) => [key.type, key.algorithm.name, String(key)])
    """
    assert browser.value(source) == ["secret", "AES-CBC", "[object CryptoKey]"]
    assert browser.kept("decoded") == [b"secret key"]
