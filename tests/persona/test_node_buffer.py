"""Buffer, as samples decode their payloads with it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .node_runs import Node, playing_node


@pytest.fixture(scope="module")
def node(outlives_tests: None) -> Iterator[Node]:
    with playing_node() as playing:
        yield playing


@pytest.mark.parametrize(
    ("encoding", "encoded"),
    [
        ("hex", "68c3a9"), ("base64", "aMOp"), ("base64url", "aMOp"), ("latin1", "hÃ©"),
        ("utf8", "hé"), ("ascii", "hC)"),
    ],
)  # fmt: skip
def test_bytes_are_shown_in_an_encoding(node: Node, encoding: str, encoded: str) -> None:
    assert node.value(f"Buffer.from('hé').toString('{encoding}')") == encoded


@pytest.mark.parametrize(
    ("text", "encoding", "expected"),
    [
        ("aGk_-w==", "base64", "68693ffb"), ("a G\\nk=", "base64", "6869"), ("4g4", "hex", ""),
        ("6869zz70", "hex", "6869"), ("aé", "utf16le", "6100e900"), ("ÿ", "binary", "ff"),
    ],
)  # fmt: skip
def test_text_is_read_as_leniently_as_node_does(
    node: Node, text: str, encoding: str, expected: str
) -> None:
    assert node.value(f"Buffer.from('{text}', '{encoding}').toString('hex')") == expected


def test_a_buffer_is_a_uint8array_of_the_samples_own_realm(node: Node) -> None:
    source = """
      const b = Buffer.from("abc");
      [b instanceof Buffer, b instanceof Uint8Array, Buffer.isBuffer(b), b.constructor === Buffer,
        Object.prototype.toString.call(b), Buffer.isBuffer(new Uint8Array(1)), b[0], b.length]
    """
    expected = [True, True, True, True, "[object Uint8Array]", False, 97, 3]
    assert node.value(source) == expected


def test_a_slice_shares_its_bytes_and_a_copy_does_not(node: Node) -> None:
    source = """
      const b = Buffer.from("abcdef");
      const part = b.slice(1, -1), copy = Buffer.from(part);
      part[0] = 88;
      [b.toString(), part.toString(), copy.toString(), Buffer.from(b.buffer, b.byteOffset, 2) + ""]
    """
    assert node.value(source) == ["aXcdef", "Xcde", "bcde", "aX"]


def test_numbers_are_read_and_written_in_both_orders(node: Node) -> None:
    source = """
      const b = Buffer.alloc(16);
      b.writeUInt32BE(0xdeadbeef, 0); b.writeInt16LE(-2, 4); b.writeDoubleLE(1.5, 8);
      [b.readUInt32LE(0), b.readInt16LE(4), b.readDoubleLE(8), b.readUIntBE(0, 3), b.readUint8(1),
        b.readBigUInt64BE(0) === 0xdeadbeeffeff0000n]
    """
    assert node.value(source) == [0xEFBEADDE, -2, 1.5, 0xDEADBE, 0xAD, True]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("Buffer.concat([Buffer.from('a'), new Uint8Array([98])]).toString()", "ab"),
        ("Buffer.alloc(5, 'xy').toString()", "xyxyx"),
        ("Buffer.from([256, 97.9, '98']).toString('hex')", "006162"),
        ("Buffer.from({ type: 'Buffer', data: [1, 2] }).toString('hex')", "0102"),
        ("JSON.stringify(Buffer.from('a'))", '{"type":"Buffer","data":[97]}'),
        ("Buffer.from('one two one').lastIndexOf('one')", 8),
        ("Buffer.from('one two').includes('two')", True),
        ("Buffer.compare(Buffer.from('b'), Buffer.from('a'))", 1),
        ("Buffer.byteLength('é')", 2),
        ("new Buffer('6869', 'hex').toString()", "hi"),
        ("Buffer('hi').fill('z').toString()", "zz"),
        ("Buffer.from('abc').map((x) => x + 1) + ''", "bcd"),
        ("((b) => b.write('hey', 1) + b.toString('latin1'))(Buffer.alloc(4))", "3\0hey"),
        ("Buffer.from('0102', 'hex').swap16().toString('hex')", "0201"),
    ],
)  # fmt: skip
def test_buffers_do_what_nodes_do(node: Node, expression: str, expected: object) -> None:
    assert node.value(expression) == expected


@pytest.mark.parametrize(
    ("expression", "code"),
    [
        ("Buffer.from(5)", "ERR_INVALID_ARG_TYPE"),
        ("Buffer.from(undefined)", "ERR_INVALID_ARG_TYPE"),
        ("Buffer.from('a', 'nope')", "ERR_UNKNOWN_ENCODING"),
        ("Buffer.alloc(-1)", "ERR_OUT_OF_RANGE"),
        ("Buffer.alloc('1')", "ERR_INVALID_ARG_TYPE"),
        ("Buffer.alloc(1).readUInt32LE(0)", "ERR_BUFFER_OUT_OF_BOUNDS"),
        ("Buffer.alloc(4).readUInt32LE(1)", "ERR_OUT_OF_RANGE"),
        ("Buffer.alloc(4).writeUInt8(256)", "ERR_OUT_OF_RANGE"),
        ("Buffer.prototype.toString.call({})", "ERR_INVALID_ARG_TYPE"),
        ("Buffer.concat('no list')", "ERR_INVALID_ARG_TYPE"),
    ],
)
def test_bad_arguments_are_refused_with_nodes_code(node: Node, expression: str, code: str) -> None:
    assert node.thrown(expression)[1] == code


def test_an_array_like_is_read_through_its_own_getters(node: Node) -> None:
    source = """
      let reads = 0;
      const like = { get length() { reads++; return 2; }, get 0() { return { valueOf: () => 7 };
        } };
      [Buffer.from(like).toString("hex"), reads > 0]
    """
    assert node.value(source) == ["0700", True]
