"""Text to bytes and back, as hosts do it."""

from __future__ import annotations

import json

import pytest

from .worlds import World

PAGES = {
    "437": "cp437",
    "ibm866": "cp866",
    "cp850": "cp850",
    "windows-1251": "cp1251",
    "koi8-r": "koi8-r",
    "iso-8859-1": "latin-1",
}


@pytest.mark.parametrize(("name", "codec"), PAGES.items())
def test_a_code_page_has_the_characters_of_its_standard(
    windows: World, name: str, codec: str
) -> None:
    body = f"return text.decode({name!r}, Uint8Array.from({{ length: 256 }}, (_, i) => i))"
    assert windows.act(body) == bytes(range(256)).decode(codec, "replace").replace("\ufffd", "\x98")


def test_a_code_page_goes_back_to_the_bytes_it_came_from(windows: World) -> None:
    body = """
      const all = Uint8Array.from({ length: 256 }, (_, i) => i);
      return text.encode("x-ansi", text.decode("x-ansi", all));
    """
    assert bytes.fromhex(windows.act(body)) == bytes(range(256))


def test_what_a_code_page_lacks_becomes_a_question_mark(windows: World) -> None:
    body = "return text.encode('windows-1252', 'a\\u20ac\\u0416')"
    assert bytes.fromhex(windows.act(body)) == b"a\x80?"


@pytest.mark.parametrize(
    "raw",
    [
        b"\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80",
        b"a\xff\xc0\x80b",
        b"\xed\xa0\x80",
        b"\xe2\x82",
        b"\xf4\x90\x80\x80",
    ],
)
def test_broken_utf8_is_replaced_as_the_standard_says(windows: World, raw: bytes) -> None:
    body = f"return text.utf8Decode(new Uint8Array({list(raw)}))"
    assert windows.act(body) == raw.decode("utf-8", "replace")


def test_a_lone_surrogate_becomes_a_replacement_character(windows: World) -> None:
    body = "return text.utf8Encode('a\\ud83d\\ude00\\ud800')"
    assert bytes.fromhex(windows.act(body)).decode() == "a\U0001f600\ufffd"


def test_utf16_goes_both_ways(windows: World) -> None:
    text = "a\u20ac\U0001f600"
    body = f"return text.utf16Decode(text.utf16Encode({json.dumps(text)}, true), true)"
    assert windows.act(body) == text


def test_base64_passes_over_what_is_no_digit_of_it(windows: World) -> None:
    body = "return text.utf8Decode(text.base64Decode(' aGV s\\r\\nbG8_ =rest'))"
    assert windows.act(body) == "hello?"


def test_megabytes_are_decoded_in_a_run_of_normal_length(windows: World) -> None:
    body = """
      const bytes = new Uint8Array(8e6).fill(0x41);
      const all = [text.utf8Decode(bytes), text.latin1(bytes), text.utf16Decode(bytes)];
      return all.map((text) => text.length);
    """
    assert windows.act(body) == [8_000_000, 8_000_000, 4_000_000]
