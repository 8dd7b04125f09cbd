"""Digests, ciphers and compression are real: a sample gets its payload, and so does the trace."""

from __future__ import annotations

import gzip
import hashlib
import hmac
import zlib
from base64 import b64encode
from collections.abc import Iterator

import pytest

from .node_runs import Node, playing_node

MESSAGES = ("", "abc", "x" * 55, "x" * 56, "y" * 111, "z" * 300)

# AES of 33 bytes with key 00 01 02 ... and iv "defghijklmnopqrs", as OpenSSL gives it.
PLAIN = "hello world, this is a test of it"
CIPHERTEXTS = {
    "aes-128-cbc": "3e00999705753471ee0b35bc8938920eedaba95651d86c65e2a2f80771a78519"
        "1c95943a2f9eee6a8a8dce753d829a76",
    "aes-192-cbc": "b968c0a93d00bd5d393fab7d3791645ff1d2ef49de6c235ca57a103321310360"
        "5b8a3ca963f1300d43efcafd0d0d8b91",
    "aes-256-cbc": "521464076c8d867e0117c226f59a1536dc7007f678c52615d367fceec2fffeab"
        "5a83475fbd1e875568ceb708c6dbfa83",
    "aes-256-ecb": "082f35741355a8bee9178d2859b2ff15735ef3392b3e51680751873b44029dd7"
        "33f6e063a0e7648c5f3c51e57538d38c",
    "aes-256-ctr": "fbbd7d4cd900cc220ce1db87c6cbf8b5c6c9e27620b235ac1705e07af5eac1fbb4",
    "aes-256-cfb": "fbbd7d4cd900cc220ce1db87c6cbf8b5edef602870fe4df7870323c6ab5a0d6763",
}  # fmt: skip

DECIPHER = """
  const crypto = require("crypto");
  const name = "{name}", bytes = Number(name.slice(4, 7)) / 8;
  const key = Buffer.from(Array.from({{ length: bytes }}, (_, i) => i));
  const iv = name.endsWith("ecb") ? null : Buffer.from("defghijklmnopqrs");
  const open = crypto.createDecipheriv(name, key, iv);
  open.update("{head}", "hex", "utf8") + open.update("{tail}", "hex", "utf8") + open.final("utf8")
"""


@pytest.fixture(scope="module")
def node(outlives_tests: None) -> Iterator[Node]:
    with playing_node() as playing:
        yield playing


@pytest.mark.parametrize("name", ["md5", "sha1", "sha224", "sha256", "sha384", "sha512"])
def test_digests_are_right_at_every_length_of_the_last_block(node: Node, name: str) -> None:
    digest = f"require('crypto').createHash('{name}').update(m).digest('hex')"
    expected = [hashlib.new(name, message.encode()).hexdigest() for message in MESSAGES]
    assert node.value(f"{list(MESSAGES)}.map((m) => {digest})") == expected


@pytest.mark.parametrize("size", [3, 64, 200])
def test_authentication_codes_are_right_for_short_and_long_keys(node: Node, size: int) -> None:
    key = f"'k'.repeat({size})"
    source = f"require('crypto').createHmac('sha256', {key}).update('data').digest('base64')"
    mac = hmac.new(b"k" * size, b"data", "sha256").digest()
    assert node.value(source) == b64encode(mac).decode()


def test_keys_are_derived_as_the_standard_says(node: Node) -> None:
    source = "require('crypto').pbkdf2Sync('pw', 'salt', 50, 40, 'sha512').toString('hex')"
    assert node.value(source) == hashlib.pbkdf2_hmac("sha512", b"pw", b"salt", 50, 40).hex()


@pytest.mark.parametrize("name", CIPHERTEXTS)
def test_a_payload_is_decrypted_and_kept(node: Node, name: str) -> None:
    text = CIPHERTEXTS[name]
    result = node.run(DECIPHER.format(name=name, head=text[:10], tail=text[10:]))
    assert result.value == PLAIN
    assert result.trace is not None
    assert [bytes(one.content) for one in result.trace.artifacts] == [PLAIN.encode()]


# Test case 2 of the specification of GCM: all zeros.
SEAL = """
  const crypto = require("crypto"), zeros = (n) => Buffer.alloc(n);
  const seal = crypto.createCipheriv("aes-128-gcm", zeros(16), zeros(12));
  const sealed = Buffer.concat([seal.update(zeros(16)), seal.final()]);
  const open = (tag) => {
    const one = crypto.createDecipheriv("aes-128-gcm", zeros(16), zeros(12)).setAuthTag(tag);
    try { return one.update(sealed, null, "hex") + one.final("hex") } catch (e) { return e.message }
  };
"""


def test_authenticated_encryption_gives_the_tag_of_the_specification(node: Node) -> None:
    source = SEAL + "[sealed.toString('hex'), seal.getAuthTag().toString('hex')]"
    tag = "ab6e47d42cec13bdf53a67b21257bddf"
    assert node.value(source) == ["0388dace60b6a392f328c2b971b2fe78", tag]


def test_authenticated_decryption_refuses_another_tag(node: Node) -> None:
    source = SEAL + "[open(seal.getAuthTag()), open(zeros(16))]"
    refused = "Unsupported state or unable to authenticate data"
    assert node.value(source) == ["00" * 16, refused]


@pytest.mark.parametrize(
    ("expression", "code"),
    [
        ("c.createHash('nope')", "ERR_CRYPTO_INVALID_DIGEST"),
        ("c.createCipheriv('rot13', 'k', 'iv')", "ERR_CRYPTO_UNKNOWN_CIPHER"),
        ("c.createCipheriv('aes-256-cbc', 'short', Buffer.alloc(16))", "ERR_CRYPTO_INVALID_KEYLEN"),
        ("c.createCipheriv('aes-256-cbc', Buffer.alloc(32), 'x')", "ERR_CRYPTO_INVALID_IV"),
        ("c.createHash('md5').update(5)", "ERR_INVALID_ARG_TYPE"),
        ("c.randomBytes(-1)", "ERR_OUT_OF_RANGE"),
    ],
)
def test_what_crypto_refuses_has_nodes_code(node: Node, expression: str, code: str) -> None:
    assert node.thrown(f"const c = require('crypto'); {expression}")[1] == code


def test_random_bytes_follow_from_the_seed(node: Node) -> None:
    source = "const c = require('crypto'); [c.randomBytes(8).toString('hex'), c.randomUUID()]"
    first, second = node.value(source), node.value(source)
    assert first == second
    assert len(first[0]) == 16


TEXT = b"GET /payload HTTP/1.1\r\n" * 200 + bytes(range(256))


@pytest.mark.parametrize(
    ("function", "packed"),
    [
        ("gunzipSync", gzip.compress(TEXT)),
        ("inflateSync", zlib.compress(TEXT, 9)),
        ("inflateSync", zlib.compress(TEXT, 0)),
        ("inflateRawSync", zlib.compress(TEXT, 1, -15)),
        ("unzipSync", zlib.compress(TEXT)),
        ("gunzipSync", gzip.compress(TEXT[:9]) + gzip.compress(TEXT[9:])),
    ],
    ids=["gzip", "zlib", "stored", "raw", "unzip", "members"],
)
def test_a_payload_is_unpacked(node: Node, function: str, packed: bytes) -> None:
    given = f"Buffer.from('{b64encode(packed).decode()}', 'base64')"
    assert node.value(f"require('zlib').{function}({given}).toString('hex')") == TEXT.hex()


def test_what_node_packs_others_unpack(node: Node) -> None:
    packed = node.value("require('zlib').gzipSync('x'.repeat(70000)).toString('hex')")
    assert gzip.decompress(bytes.fromhex(packed)) == b"x" * 70000


def test_damaged_data_is_refused_as_zlib_does(node: Node) -> None:
    expression = "require('zlib').inflateSync(Buffer.from('xx'))"
    assert node.thrown(expression) == ["Error", "Z_DATA_ERROR", "incorrect header check"]


def test_a_bomb_stops_at_the_size_that_the_sample_allows(node: Node) -> None:
    bomb = b64encode(zlib.compress(b"\0" * 3_000_000)).decode()
    expression = (
        f"require('zlib').inflateSync(Buffer.from('{bomb}', 'base64'), {{ maxOutputLength: 1000 }})"
    )
    assert node.thrown(expression)[1] == "ERR_BUFFER_TOO_LARGE"
