"""SubtleCrypto: what pages decrypt their payloads with is real."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator

import pytest

from .browsing import Browser, browsing


@pytest.fixture(scope="module")
def browser(outlives_tests: None) -> Iterator[Browser]:
    with browsing() as browser:
        yield browser


GIVEN = """
  const text = new TextEncoder(), hex = (b) => new Uint8Array(b).toString();
  const imported = (name, bytes, use) => crypto.subtle.importKey("raw", bytes, name, true, [use]);
"""


def test_a_key_is_derived_and_decrypts_what_was_encrypted(browser: Browser) -> None:
    source = (
        GIVEN
        + """
      (async () => {
        const base = await imported("PBKDF2", text.encode("password"), "deriveKey");
        const how = { name: "PBKDF2", salt: text.encode("salt"), iterations: 2, hash: "SHA-256" };
        const key = await crypto.subtle.deriveKey(how, base, { name: "AES-GCM", length: 256 },
          true, ["decrypt"]);
        const gcm = { name: "AES-GCM", iv: new Uint8Array(12) };
        const sealed = await crypto.subtle.encrypt(gcm, key, text.encode("payload"));
        const plain = await crypto.subtle.decrypt(gcm, key, sealed);
        return [new TextDecoder().decode(plain), hex(await crypto.subtle.exportKey("raw", key))];
      })()
    """
    )
    plain, key = browser.value(source)
    expected = hashlib.pbkdf2_hmac("sha256", b"password", b"salt", 2, 32)
    assert (plain, key) == ("payload", ",".join(map(str, expected)))
    assert b"payload" in browser.kept("decoded")


def test_a_code_is_hmacs(browser: Browser) -> None:
    source = (
        GIVEN
        + """
      imported({ name: "HMAC", hash: "SHA-256" }, text.encode("k"), "sign")
        .then((key) => crypto.subtle.sign("HMAC", key, text.encode("m"))).then(hex)
    """
    )
    expected = hmac.new(b"k", b"m", "sha256").digest()
    assert browser.value(source) == ",".join(map(str, expected))


def test_what_was_changed_is_not_decrypted(browser: Browser) -> None:
    source = (
        GIVEN
        + """
      imported("AES-GCM", new Uint8Array(16), "decrypt")
        .then((key) => crypto.subtle.decrypt({ name: "AES-GCM", iv: new Uint8Array(12) }, key,
          new Uint8Array(20)))
        .catch((e) => e.name)
    """
    )
    assert browser.value(source) == "OperationError"


def test_what_is_encrypted_for_a_public_key_is_kept(browser: Browser) -> None:
    source = (
        GIVEN
        + """
      crypto.subtle.generateKey({ name: "RSA-OAEP", modulusLength: 2048, hash: "SHA-256" }, true,
        ["encrypt"])
        .then((pair) => crypto.subtle.encrypt("RSA-OAEP", pair.publicKey,
          text.encode("victim's key")))
        .then((b) => b.byteLength)
    """
    )
    assert browser.value(source) == 256
    assert b"victim's key" in browser.kept("decoded")


@pytest.mark.parametrize(
    ("call", "name"),
    [
        ("digest('MD5', new Uint8Array(1))", "NotSupportedError"),
        ("encrypt('AES-CBC', {}, new Uint8Array(1))", "TypeError"),
        ("importKey('raw', 5, 'AES-CBC', true, [])", "TypeError"),
    ],
)
def test_what_cannot_be_done_is_rejected(browser: Browser, call: str, name: str) -> None:
    assert browser.value(f"crypto.subtle.{call}.catch((e) => e.name)") == name
