"""The window: what it is, what it asks people, and what becomes of errors."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from stockade import Outcome

from .browsing import Browser, browsing


@pytest.fixture(scope="module")
def browser(outlives_tests: None) -> Iterator[Browser]:
    with browsing() as browser:
        yield browser


def test_the_global_object_is_a_window(browser: Browser) -> None:
    source = """
      [String(window), window === window.window, self === globalThis, top === parent,
        window instanceof Window,
        window instanceof EventTarget, Object.getPrototypeOf(window) === Window.prototype, opener,
          frames.length]
    """
    assert browser.value(source) == [
        "[object Window]",
        True,
        True,
        True,
        True,
        True,
        True,
        None,
        0,
    ]


def test_names_that_nobody_knows_stay_unknown(browser: Browser) -> None:
    names = (
        "process require module Buffer WScript ActiveXObject phantom "
        "__nightmare setImmediate InternalError print_"
    )
    source = f"{names.split()!r}.filter((name) => name in window)"
    assert browser.value(source) == []


@pytest.mark.parametrize(
    "path",
    [
        "Function.prototype.fileName",
        "RegExp.escape",
        "Map.prototype.getOrInsert",
        "Error.isError",
        "Uint8Array.fromHex",
    ],
)
def test_what_the_engine_has_and_chrome_has_not_is_gone(browser: Browser, path: str) -> None:
    holder, _, name = path.rpartition(".")
    assert browser.value(f"{name!r} in {holder}") is False


def test_variables_of_a_script_replace_what_may_be_replaced(browser: Browser) -> None:
    source = (
        "var parent = 'p', self = 's', innerWidth = 5, name = 6; [parent, "
        "self, innerWidth, name, top === window]"
    )
    assert browser.value(source) == ["p", "s", 5, "6", True]


def test_everybody_says_yes(browser: Browser) -> None:
    assert browser.value("[alert('a'), confirm('b'), prompt('c', 'd')]", kind="script")[1:] == [
        True,
        "d",
    ]
    assert browser.result.trace is not None
    asked = {use.path: use.first_arguments for use in browser.result.trace.apis}
    assert asked["window.alert"] == ('"a"',)


def test_an_error_that_nothing_catches_is_the_handlers(browser: Browser) -> None:
    source = """
      const seen = [];
      onerror = (message, url, line, column, error) => { seen.push(message, url, line, error.name);
        return true; };
      setTimeout(() => { undefined.x; });
      new Promise((done) => setTimeout(() => done(seen), 10))
    """
    message, url, line, name = browser.value(source)
    assert message.startswith("Uncaught TypeError: ")
    assert url.startswith("https://")
    assert (line, name) == (5, "TypeError")


def test_an_error_that_no_handler_deals_with_is_the_runs(browser: Browser) -> None:
    result = browser.run(
        "let told = 0; onerror = () => { told++; }; setTimeout(() => { null.x }, 5); 1"
    )
    assert result.outcome is Outcome.THREW
    assert result.error is not None
    assert result.error.name == "TypeError"


def test_a_rejection_that_nothing_handles_is_the_handlers(browser: Browser) -> None:
    source = """
      const seen = [];
      addEventListener("unhandledrejection", (e) => { seen.push(e.reason); e.preventDefault(); });
      Promise.reject("no");
      new Promise((done) => setTimeout(() => done(seen), 5))
    """
    assert browser.value(source) == ["no"]


def test_a_window_that_is_opened_is_a_window_of_its_own(browser: Browser) -> None:
    source = """
      const w = open("https://pop.example/", "_blank", "width=100");
      w.document.write("<b>x</b>"); w.location = "https://next.example/";
      [String(w), w.opener === window, w !== window, w.Array === Array, w.closed, (w.close(),
        w.closed)]
    """
    assert browser.value(source) == ["[object Window]", True, True, True, False, True]
    assert browser.told("network") == [
        ("navigate", "https://pop.example/"),
        ("navigate", "https://next.example/"),
    ]


def test_frames_are_shown_until_the_page_is_in_the_background(browser: Browser) -> None:
    source = """
      let count = 0; const next = (time) => { count++; requestAnimationFrame(next); };
      requestAnimationFrame(next);
      new Promise((done) => setTimeout(() => done(count), 60000))
    """
    assert browser.value(source) == 600


def test_the_screen_and_the_window_fit_each_other(browser: Browser) -> None:
    source = """
      [screen.width === outerWidth, innerHeight < outerHeight, outerHeight === screen.availHeight,
        devicePixelRatio,
        matchMedia("(min-width: 600px) and (orientation: landscape)").matches,
          matchMedia("(max-width: 600px)").matches]
    """
    assert browser.value(source, profile={"screen_width": 1920, "screen_height": 1080}) == [
        True,
        True,
        True,
        1,
        True,
        False,
    ]


def test_chrome_is_there_as_pages_see_it(browser: Browser) -> None:
    source = "[typeof chrome.runtime, Object.keys(chrome), chrome.loadTimes().connectionInfo]"
    assert browser.value(source) == ["undefined", ["loadTimes", "csi", "app"], "h2"]


def test_dates_and_numbers_are_written_for_the_profiles_place(browser: Browser) -> None:
    source = """
      [Intl.DateTimeFormat().resolvedOptions().timeZone,
        new Intl.NumberFormat("en-US").format(1234567.891),
        new Intl.DateTimeFormat("en-US", { timeZone: "UTC" }).format(new Date(0))]
    """
    assert browser.value(source) == ["Europe/London", "1,234,567.891", "1/1/1970"]


def test_trusted_text_is_what_the_pages_policy_makes_of_it(browser: Browser) -> None:
    source = """
      const policy = trustedTypes.createPolicy("p", { createHTML: (text) => text.trim() });
      const html = policy.createHTML(" <b>x</b> ");
      document.body.innerHTML = html;
      [String(html), trustedTypes.isHTML(html), trustedTypes.isHTML("<b>"), document.body.innerHTML]
    """
    assert browser.value(source) == ["<b>x</b>", True, False, "<b>x</b>"]


def test_the_pages_own_load_has_an_entry(browser: Browser) -> None:
    source = """
      const [entry] = performance.getEntriesByType("navigation");
      [entry.type, entry.name === location.href, entry.responseEnd > 0, String(entry)]
    """
    assert browser.value(source) == [
        "navigate",
        True,
        True,
        "[object PerformanceNavigationTiming]",
    ]


def test_what_needs_a_gesture_is_refused(browser: Browser) -> None:
    source = "showSaveFilePicker().catch((e) => e.name)"
    assert browser.value(source) == "SecurityError"


def test_the_windows_properties_are_in_chromes_order(browser: Browser) -> None:
    source = "Object.keys(window).slice(0, 8)"
    assert browser.value(source) == [
        "window",
        "self",
        "document",
        "name",
        "location",
        "customElements",
        "history",
        "navigation",
    ]


def test_dates_and_numbers_write_themselves_as_intl_does(browser: Browser) -> None:
    source = """
      const date = new Date(Date.UTC(2025, 4, 20, 13, 5, 7));
      [date.toLocaleDateString("en-US"), date.toLocaleTimeString("en-US"),
        date.toLocaleString("en-GB"),
        (1234.5).toLocaleString("en-US"), (0.5).toLocaleString("en-US", { style: "percent" })]
    """
    assert browser.value(source) == [
        "5/20/2025",
        "1:05:07 PM",
        "20/05/2025, 13:05:07",
        "1,234.5",
        "50%",
    ]


def test_the_words_of_a_scripts_own_errors_are_its_own(browser: Browser) -> None:
    assert browser.message("throw new TypeError('lower case')") == "TypeError: lower case"


def test_a_date_as_text_names_its_zone_and_can_be_read_again(browser: Browser) -> None:
    source = "const d = new Date(0); [`${d}`, new Date(String(d)).getTime(), String(new Date(NaN))]"
    text = "Thu Jan 01 1970 00:00:00 GMT+0000 (Greenwich Mean Time)"
    assert browser.value(source) == [text, 0, "Invalid Date"]
