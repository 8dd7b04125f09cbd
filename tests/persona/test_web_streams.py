"""Streams: what goes through them, and where it ends."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

import pytest

from .browsing import Browser, browsing


@pytest.fixture(scope="module")
def browser(outlives_tests: None) -> Iterator[Browser]:
    with browsing() as browser:
        yield browser


@pytest.mark.parametrize("format_of", ["gzip", "deflate", "deflate-raw"])
def test_what_is_packed_can_be_unpacked(browser: Browser, format_of: str) -> None:
    wbits = {"gzip": 31, "deflate": 15, "deflate-raw": -15}[format_of]
    packer = zlib.compressobj(wbits=wbits)
    packed = packer.compress(b"alert('payload');" * 20) + packer.flush()
    source = f"""
      const packed = new Blob([new Uint8Array({list(packed)})]);
      new Response(packed.stream().pipeThrough(new DecompressionStream({format_of!r}))).text()
    """
    assert browser.value(source) == "alert('payload');" * 20
    assert browser.kept("decoded") == [b"alert('payload');" * 20]


def test_what_is_not_packed_is_an_error(browser: Browser) -> None:
    source = """
      new Response(new Blob(["plain"]).stream().pipeThrough(new DecompressionStream("gzip"))).text()
        .catch((e) => e.name)
    """
    assert browser.value(source) == "TypeError"


def test_the_guests_own_transform_gets_each_chunk(browser: Browser) -> None:
    source = """
      const upper = new TransformStream({ transform(chunk, to) { to.enqueue(chunk.toUpperCase());
        } });
      const reader = new Blob(["hi"]).stream().pipeThrough(new TextDecoderStream()).pipeThrough(
        upper).getReader();
      reader.read().then(({ value }) => value)
    """
    assert browser.value(source) == "HI"


def test_a_source_of_the_guests_is_pulled_until_it_ends(browser: Browser) -> None:
    source = """
      let left = 3;
      const s = new ReadableStream({ pull(to) { left-- > 0 ? to.enqueue("x") : to.close(); } });
      new Response(s).text()
    """
    assert browser.value(source) == "xxx"


def test_a_stream_ends_in_what_is_written_to(browser: Browser) -> None:
    source = """
      const seen = [];
      new Response("ab").body.pipeTo(new WritableStream({ write(chunk) { seen.push(chunk.length);
        } }))
        .then(() => seen)
    """
    assert browser.value(source) == [2]


def test_a_locked_stream_is_no_body(browser: Browser) -> None:
    source = "const r = new Response('a'); r.body.getReader(); r.text().catch((e) => e.message)"
    assert browser.value(source) == "Failed to execute 'text' on 'Response': body stream is locked"
