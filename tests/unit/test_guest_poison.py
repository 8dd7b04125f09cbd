"""The guest runtime works the same whatever the guest has done to the built-ins.

Each file in poisons/ is one thing that a guest may do. An attack is added by adding a file.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stockade.values import (
    HOLE,
    ArrayBuffer,
    BigInt,
    Boxed,
    Instance,
    JSDate,
    JSError,
    JSMap,
    JSSet,
    RegExp,
    SparseArray,
    TypedArray,
)

if TYPE_CHECKING:
    from tests.unit.conftest import Guest

HERE = Path(__file__).parent
POISONS = sorted((HERE / "poisons").glob("*.js"))
PRELUDE = (HERE / "poison.js").read_text("utf-8")

SUBJECT = r"""{
  const shared = { s: "é" };
  const error = Object.defineProperties(new TypeError("t", { cause: shared }), {
    name: { value: "TypeError" }, stack: { value: "stack" },
  });
  const o = {
    n: 1.5, list: [1, , shared, [undefined]], map: new Map([[shared, new Set([-0, NaN])]]), big: 2n,
    date: new Date(3), regexp: /x/giu, bytes: new Uint8Array([1, 2]), lone: "\ud800", f() {},
    symbol: Symbol("y"), error, proxy: new Proxy({}, {}), boxed: Object("boxed"), "1": "index",
    get getter() { return { z: 1 } }, get thrower() { throw "gone" }, [Symbol("k")]: 1,
    more: Object.assign([1], { extra: 1 }), point: new (class Point { x = 1 })(),
    view: new DataView(new ArrayBuffer(2)), long: "\n".repeat(5000) + "é".repeat(5000),
    own: Object.assign(new Map(), { own: 1 }), sparse: [],
  };
  o.self = o;
  o.sparse[1e6] = 1;
  o
}"""

SHOWN = r"""(() => {
  const o = {
    n: 1.5, list: [1, , "s'", [[[]]]], map: new Map([[{}, new Set([0])]]), big: 2n, d: new Date(3),
    regexp: /x/giu, bytes: new Uint8Array([1, 2]), "a-b": "\n\ud800", f() {}, symbol: Symbol("y"),
    proxy: new Proxy({}, {}), boxed: Object(1n), get getter() { return 1 }, [Symbol("k")]: 1,
    point: new (class Point { x = 1 })(), none: Object.create(null), promise: Promise.resolve(),
  };
  o.self = o;
  return o;
})()"""

CALLS = r"""
  c.log("%s is %d", "x", 5, subject); c.group("g"); c.info("in\nside"); c.groupEnd(); c.count();
  c.count("l"); c.countReset(); c.assert(false, "no"); c.time(); c.timeLog("default", 1);
  c.timeEnd(); c.trace(1); c.error("\ud800", long); c.table([1]); c.dir({ a: 1 })
"""


@pytest.fixture(params=POISONS, ids=lambda path: path.stem)
def poison(request: pytest.FixtureRequest) -> str:
    """A script that spoils the context."""
    source: str = request.param.read_text("utf-8")
    if source.startswith("// scope: global"):
        return source
    return f"(() => {{ {PRELUDE} {source} }})()"


def test_encoding_is_the_same(guest: Guest, poison: str) -> None:
    guest.hold(SUBJECT)
    expected = guest.encode()
    assert '"getter"' in expected
    guest.run(poison)
    assert guest.encode() == expected


def test_decoding_is_the_same(guest: Guest, poison: str) -> None:
    subject = {
        "a": [1, HOLE, -0.0, "\ud800", BigInt(-(2**70))],
        "__proto__": JSMap([(JSSet([1]), JSDate(1.0))]),
        "1": SparseArray(10**9, {5: RegExp("a", "g")}),
        "value": TypedArray("Uint8Array", ArrayBuffer(b"abc"), 1, 2),
        "error": JSError("Custom", "m", "s", {"x": 1}),
        "then": Instance("Point", {"x": Boxed(1)}),
    }
    guest.give(subject)
    expected = guest.encode()
    guest.run(poison)
    guest.give(subject)
    assert guest.encode() == expected


def test_formatting_is_the_same(guest: Guest, poison: str) -> None:
    guest.hold(f"['%s %d %i %f %j %o %O', 'a', 1.5, '2.5', 3n, 'j', 'o', {SHOWN}, {SHOWN}]")
    expected = guest.format()
    assert "Point { x: 1 }" in expected[0]
    guest.run(poison)
    assert guest.format() == expected


def test_the_console_is_the_same(guest: Guest, poison: str) -> None:
    guest.configure_console()
    guest.hold(
        f"{{ const c = {{ ...console }}, long = 'y'.repeat(20000), subject = {SHOWN};"
        f"  () => {{ {CALLS} }} }}"
    )
    guest.call()
    expected = guest.lines.copy()
    assert len(expected) == 12
    guest.lines.clear()
    guest.configure_console()
    guest.run(poison)
    guest.call()
    assert guest.lines == expected


def test_timers_are_the_same(guest: Guest, poison: str) -> None:
    guest.configure_console()
    guest.hold(
        "{ const { log } = console, set = setTimeout, every = setInterval, clear = clearInterval;"
        "  const soon = setImmediate;"
        "  () => { let n = 0;"
        "    const id = every((a) => { log('every', a); if (++n === 3) clear(id) }, 5, 7);"
        "    for (let i = 0; i < 200; i++) set(log, 300 - i, i); soon(log, 'now') } }"
    )
    guest.run(poison)
    guest.call()
    assert guest.drain() == 204
    texts = [text for _, text in guest.lines]
    assert texts[:2] == ["now", "every 7"]
    assert texts[4:] == [str(i) for i in reversed(range(200))]
