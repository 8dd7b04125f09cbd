"""WebAssembly: modules are kept and read, never run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .browsing import Browser, browsing


@pytest.fixture(scope="module")
def browser(outlives_tests: None) -> Iterator[Browser]:
    with browsing() as browser:
        yield browser


# (module (import "env" "log" (func (param i32))) (memory (export "mem") 1)
#   (func (export "run") (result i32)) (data (i32.const 8) "http"))
MODULE = bytes.fromhex(
    "0061736d01000000"
    "010902"
    "60017f00"
    "6000017f"
    "020b01"
    "03656e76"
    "036c6f67"
    "0000"
    "03020101"
    "0503010001"
    "070d02"
    "036d656d0200"
    "0372756e0001"
    "0a0601"
    "0400412a0b"
    "0b0a01"
    "0041080b"
    "0468747470"
)
BYTES = f"const bytes = new Uint8Array({list(MODULE)});"


def test_a_module_is_kept_and_its_names_are_told(browser: Browser) -> None:
    source = BYTES + "WebAssembly.instantiate(bytes, { env: { log() {} } }).then(() => 1)"
    assert browser.value(source) == 1
    told = [one for one in browser.told("dynamic_code") if one[1] == "wasm"]
    assert told == [("WebAssembly.instantiate", "wasm")]
    details = browser.details("dynamic_code")
    assert (details["imports"], details["exports"]) == ("env.log", "mem run")
    assert MODULE in browser.kept("decoded") + browser.kept("file") + browser.kept("script")


def test_an_instance_has_its_exports_and_its_data(browser: Browser) -> None:
    source = (
        BYTES
        + """
      const i = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { log() {} } });
      [Object.keys(i.exports), i.exports.run(), new TextDecoder().decode(new Uint8Array(
        i.exports.mem.buffer, 8, 4))]
    """
    )
    assert browser.value(source) == [["mem", "run"], 0, "http"]


def test_a_call_of_an_export_is_recorded(browser: Browser) -> None:
    source = BYTES + (
        "new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { "
        "log() {} } }).exports.run(7)"
    )
    browser.value(source)
    assert browser.result.trace is not None
    (use,) = [
        one for one in browser.result.trace.apis if one.path == "WebAssembly.Instance.exports.run"
    ]
    assert use.first_arguments == ("7",)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (
            "new WebAssembly.Module(new Uint8Array([0, 97, 115, 108, 1]))",
            (
                "CompileError: WebAssembly.Module(): expected magic word 00 61 73 "
                "6d, found 00 61 73 6c @+0"
            ),
        ),
        (
            BYTES + ("new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: {} })"),
            (
                'LinkError: WebAssembly.Instance(): Import #0 "env" "log": '
                "function import requires a callable"
            ),
        ),
        (
            "WebAssembly.validate(1)",
            "TypeError: WebAssembly.validate(): Argument 0 must be a buffer source",
        ),
    ],
)
def test_what_is_wrong_is_said_in_chromes_words(browser: Browser, source: str, said: str) -> None:
    assert browser.message(source) == said


@pytest.mark.parametrize("length", range(8, len(MODULE)))
def test_a_module_that_is_cut_short_is_only_refused(browser: Browser, length: int) -> None:
    source = f"WebAssembly.validate(new Uint8Array({list(MODULE[:length])}))"
    assert browser.value(source) in (True, False)
