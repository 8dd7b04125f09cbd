"""What fingerprints are made of: drawings, sounds, devices."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .browsing import Browser, browsing


@pytest.fixture(scope="module")
def browser(outlives_tests: None) -> Iterator[Browser]:
    with browsing() as browser:
        yield browser


DRAW = """
  const draw = (text) => {
    const c = new OffscreenCanvas(200, 50), x = c.getContext("2d");
    x.font = "14px Arial"; if (text) x.fillText(text, 2, 15);
    return [...x.getImageData(0, 0, 20, 5).data].join();
  };
"""


def test_a_drawing_follows_from_what_is_drawn_and_the_machine(browser: Browser) -> None:
    source = DRAW + "[draw('a') === draw('a'), draw('a') === draw('b'), draw('')]"
    same, other, empty = browser.value(source)
    assert (same, other, set(empty.split(","))) == (True, False, {"0"})
    here = browser.value(DRAW + "draw('a')")
    assert here != browser.value(
        DRAW + "draw('a')", profile={"canvas": "data:image/png;base64,AAAA"}
    )


def test_text_is_as_wide_as_it_is_long(browser: Browser) -> None:
    source = """
      const x = new OffscreenCanvas(1, 1).getContext("2d");
      const width = (font, text) => { x.font = font; return x.measureText(text).width; };
      [width("10px serif", "ab") * 2 === width("10px serif", "abab"), width("10px nosuchfont",
        "m") === width("10px other", "m"),
        width("10px Arial", "m") === width("10px other", "m")]
    """
    assert browser.value(source) == [True, True, False]


def test_the_graphics_card_is_the_profiles(browser: Browser) -> None:
    source = """
      const g = new OffscreenCanvas(1, 1).getContext("webgl"),
        e = g.getExtension("WEBGL_debug_renderer_info");
      [g.getParameter(e.UNMASKED_VENDOR_WEBGL), g.getParameter(e.UNMASKED_RENDERER_WEBGL),
        g.getParameter(g.VERSION)]
    """
    assert browser.value(source, profile={"gpu_vendor": "V", "gpu_renderer": "R"}) == [
        "V",
        "R",
        "WebGL 1.0 (OpenGL ES 2.0 Chromium)",
    ]


def test_a_sound_that_is_rendered_is_the_same_each_time(browser: Browser) -> None:
    source = """
      const play = () => {
        const c = new OfflineAudioContext(1, 5000, 44100), o = c.createOscillator(),
          k = c.createDynamicsCompressor();
        o.type = "triangle"; o.frequency.value = 10000; o.connect(k); k.connect(c.destination);
          o.start(0);
        return c.startRendering().then((b) => b.getChannelData(0).slice(4500).reduce((sum,
          x) => sum + Math.abs(x), 0));
      };
      Promise.all([play(), play()]).then(([a, b]) => [a === b, a > 1])
    """
    assert browser.value(source) == [True, True]


def test_a_connection_tells_a_local_name_and_the_public_address(browser: Browser) -> None:
    source = """
      const p = new RTCPeerConnection({ iceServers: [{ urls: "stun:stun.example:19302" }] }),
        seen = [];
      p.createDataChannel("x");
      new Promise((done) => {
        p.onicecandidate = (e) => (e.candidate ? seen.push(e.candidate.address) : done(seen));
        p.createOffer().then((offer) => p.setLocalDescription(offer));
      })
    """
    local, public = browser.value(source, profile={"ip": "81.2.3.4"})
    assert (local.endswith(".local"), public) == (True, "81.2.3.4")
    assert browser.told("network") == [("connect", "stun:stun.example:19302")]


def test_nobody_has_allowed_notifications_and_one_is_recorded(browser: Browser) -> None:
    source = (
        "new Notification('You have won', { body: 'click' }); "
        "[Notification.permission, speechSynthesis.getVoices().length > 3]"
    )
    assert browser.value(source) == ["default", True]
    assert browser.told("message") == [("notification", "You have won")]
