"""navigator: what a browser says that it is, and what it can be asked for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .browsing import Browser, browsing


@pytest.fixture(scope="module")
def browser(outlives_tests: None) -> Iterator[Browser]:
    with browsing() as browser:
        yield browser


AGENT = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/131.0.0.0 Safari/537.36"
)


def test_all_that_it_says_fits_the_profile(browser: Browser) -> None:
    source = """
      [navigator.userAgent, navigator.appVersion, navigator.platform, navigator.language,
        navigator.languages,
        navigator.hardwareConcurrency, navigator.deviceMemory,
          navigator.userAgentData.brands[0].version]
    """
    profile = {"user_agent": AGENT, "locale": "de-DE", "cores": 6, "memory_gb": 32}
    assert browser.value(source, profile=profile) == [
        AGENT,
        AGENT[8:],
        "Win32",
        "de-DE",
        ["de-DE", "en-US", "de"],
        6,
        8,
        "131",
    ]


def test_nothing_says_that_it_is_driven(browser: Browser) -> None:
    source = """
      [navigator.webdriver, Object.getOwnPropertyNames(navigator),
        "webdriver" in Navigator.prototype,
        Object.keys(window).filter((name) => /selenium|driver|phantom|stockade/i.test(name))]
    """
    assert browser.value(source) == [False, [], True, []]


def test_plugins_are_those_of_every_chrome(browser: Browser) -> None:
    source = """
      [navigator.plugins.length, navigator.plugins[0].name,
        navigator.plugins["PDF Viewer"].filename,
        navigator.mimeTypes["application/pdf"].enabledPlugin.name, [...navigator.plugins].length,
          String(navigator.plugins)]
    """
    assert browser.value(source) == [
        5,
        "PDF Viewer",
        "internal-pdf-viewer",
        "PDF Viewer",
        5,
        "[object PluginArray]",
    ]


def test_a_getter_asked_of_something_else_is_an_illegal_invocation(browser: Browser) -> None:
    said = browser.message(
        "Object.getOwnPropertyDescriptor(Navigator.prototype, 'userAgent').get.call({})"
    )
    assert said == "TypeError: Illegal invocation"
    said = browser.message("new Navigator()")
    assert said == "TypeError: Failed to construct 'Navigator': Illegal constructor"


def test_a_beacon_is_recorded_with_its_content(browser: Browser) -> None:
    assert browser.value("navigator.sendBeacon('/collect?x=1', 'stolen')") is True
    ((operation, target),) = browser.told("beacon")
    assert (operation, target.endswith("/collect?x=1")) == ("POST", True)
    assert browser.kept("request") == [b"stolen"]


def test_a_beacon_elsewhere_than_to_the_web_is_refused(browser: Browser) -> None:
    said = browser.message("navigator.sendBeacon('ftp://x/')")
    assert said.endswith("Beacons are only supported over HTTP(S).")


def test_many_beacons_are_one_effect(browser: Browser) -> None:
    browser.value(
        "for (let i = 0; i < 3000; i++) navigator.sendBeacon('https://b.example/', 'x'); 1"
    )
    (effect,) = browser.result.side_effects
    assert effect.times == 3000


def test_the_clipboard_is_recorded_and_remembered(browser: Browser) -> None:
    source = "navigator.clipboard.writeText('bc1q').then(() => navigator.clipboard.readText())"
    assert browser.value(source) == "bc1q"
    assert browser.told("clipboard") == [("write", "clipboard"), ("read", "clipboard")]


def test_high_entropy_values_are_only_those_asked_for(browser: Browser) -> None:
    source = """
      navigator.userAgentData.getHighEntropyValues(["platformVersion",
        "bitness"]).then((v) => [Object.keys(v).sort(), v.bitness])
    """
    assert browser.value(source) == [
        ["bitness", "brands", "mobile", "platform", "platformVersion"],
        "64",
    ]


def test_a_service_worker_is_persistence(browser: Browser) -> None:
    source = "navigator.serviceWorker.register('/sw.js', { scope: '/' }).catch((e) => e.name)"
    assert browser.value(source) == "SecurityError"
    ((operation, target),) = browser.told("persistence")
    assert (operation, target.endswith("/sw.js")) == ("serviceWorker.register", True)


def test_questions_are_answered_later(browser: Browser) -> None:
    source = """
      Promise.all([
        navigator.permissions.query({ name: "notifications" }).then((p) => p.state),
        navigator.getBattery().then((b) => b.level),
        navigator.mediaDevices.enumerateDevices().then((all) => all.length),
        navigator.mediaDevices.getUserMedia({ audio: true }).catch((e) => e.name),
        new Promise((done) => navigator.geolocation.getCurrentPosition((p) => done(
          typeof p.coords.latitude))),
      ])
    """
    assert browser.value(source) == ["prompt", 1, 4, "NotFoundError", "number"]
