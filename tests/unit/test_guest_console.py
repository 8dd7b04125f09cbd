"""The guest's console: Node's look, no guest code, no flood."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.unit.conftest import Guest


@pytest.mark.parametrize(
    ("expression", "shown"),
    [
        ("'it\\'s'", '"it\'s"'),
        ("'a\\n\\u001b\\ud800'", r"'a\n\x1b\ud800'"),
        ("-0", "-0"),
        ("10n", "10n"),
        ("2n ** 1024n", "0x1" + "0" * 256 + "n"),
        ("Symbol('s')", "Symbol(s)"),
        ("undefined", "undefined"),
        ("[1, , 'x', , ,]", "[ 1, <1 empty item>, 'x', <2 empty items> ]"),
        ("({ a: 1, 'b-c': 'x', [Symbol('k')]: 2 })", "{ a: 1, 'b-c': 'x', [Symbol(k)]: 2 }"),
        ("Object.create(null)", "[Object: null prototype] {}"),
        ("new (class Point { x = 1 })()", "Point { x: 1 }"),
        ("({ a: { b: { c: { d: 1 } } } })", "{ a: { b: { c: [Object] } } }"),
        ("[[[[1]]]]", "[ [ [ [Array] ] ] ]"),
        ("new Map([['a', { b: 1 }]])", "Map(1) { 'a' => { b: 1 } }"),
        ("new Set([1, 'x'])", "Set(2) { 1, 'x' }"),
        ("new Uint8Array(2)", "Uint8Array(2) [ 0, 0 ]"),
        ("new ArrayBuffer(4)", "ArrayBuffer { byteLength: 4 }"),
        ("new Date(0)", "1970-01-01T00:00:00.000Z"),
        ("new Date(NaN)", "Invalid Date"),
        ("/a\\/b/gi", "/a\\/b/gi"),
        ("new Number(3)", "[Number: 3]"),
        ("(function f() {})", "[Function: f]"),
        ("Object.assign(() => 1, { a: 1 })", "[Function (anonymous)] { a: 1 }"),
        ("new WeakMap()", "WeakMap { <items unknown> }"),
        ("new Proxy({ secret: 1 }, {})", "[Proxy]"),
        ("'abc'.match(/b/)", "[ 'b', index: 1, input: 'abc', groups: undefined ]"),
        ("({ get a() { throw 1 }, set b(v) {} })", "{ a: [Getter], b: [Setter] }"),
        ("{ const o = { x: {} }; o.o = o; o }", "<ref *1> { x: {}, o: [Circular *1] }"),
        ("new Array(2 ** 32 - 1)", "[ <1000 empty items>, ... 4294966295 more items ]"),
    ],
)  # fmt: skip
def test_a_value_looks_as_in_node(guest: Guest, expression: str, shown: str) -> None:
    assert guest.inspect(expression) == shown


def test_what_does_not_fit_a_line_is_stacked(guest: Guest) -> None:
    assert guest.inspect("({ a: 'x'.repeat(60), b: { c: 'y'.repeat(70), d: 1 } })") == (
        f"{{\n  a: '{'x' * 60}',\n  b: {{\n    c: '{'y' * 70}',\n    d: 1\n  }}\n}}"
    )


def test_a_long_array_shows_a_hundred_items(guest: Guest) -> None:
    text = guest.inspect("Array.from({ length: 1e6 }, (_, i) => i)")
    assert text.startswith("[\n  0, 1, 2,")
    assert text.endswith("99, ... 999900 more items\n]")


def test_an_error_shows_its_stack_and_cause(guest: Guest) -> None:
    text = guest.inspect("new TypeError('m', { cause: 'c' })")
    assert text.startswith("TypeError: m\n    at ")
    assert text.endswith("{ [cause]: 'c' }")


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        ("'a', 1, { b: 'c' }", "a 1 { b: 'c' }"),
        ("'%s is %d, %i and %f', 'x', '2.5', 3.9, '1.5abc'", "x is 2.5, 3 and 1.5"),
        ("'%s %s', -0, 5n", "-0 5n"),
        ("'%o %O %j', [1], { a: 1 }, 'q'", '[ 1 ] { a: 1 } "q"'),
        ("'%c|%%|%x|%', 'css', 7", "|%|%x|% 7"),
        ("'100%', 5", "100% 5"),
        ("'%s %s', 1", "1 %s"),
        ("'%s'", "%s"),
        ("'%d %i %f', {}, Symbol(), () => 1", "NaN NaN NaN"),
        ("", ""),
        ("'a\\n\\0b'", "a\n\0b"),
    ],
)
def test_formatting(guest: Guest, arguments: str, text: str) -> None:
    guest.hold(f"[{arguments}]")
    assert guest.format() == (text, 0)


@pytest.mark.parametrize(
    ("arguments", "text", "more"),
    [
        ("'x'.repeat(1e7)", "x" * 20, 10**7 - 20),
        ("{ a: 'x'.repeat(1e7) }", "{ a: 'xxxxxxxxxxxxxx", 10**7 - 15 + 4),
        ("'abc', 'd'.repeat(30), 'ef'", "abc dddddddddddddddd", 17),
    ],
)
def test_text_is_cut_where_it_is_too_long(
    guest: Guest, arguments: str, text: str, more: int
) -> None:
    guest.hold(f"[{arguments}]")
    shown, missing = guest.format(characters=20)
    assert shown == text
    assert more - 5 <= missing <= more + 5


def test_a_broad_object_is_not_visited_to_its_end(guest: Guest) -> None:
    guest.hold(
        "{ const row = Array(100).fill('z'), page = Array(100).fill(row);"
        "  [Array(100).fill(Array(100).fill(page))] }"
    )
    started = time.process_time()
    guest.format(characters=100)
    assert time.process_time() - started < 0.2


def test_no_guest_code_runs(guest: Guest) -> None:
    guest.run("var ran = []; const run = (name) => () => { ran.push(name); for (;;); };")
    guest.stop_after(2)
    guest.hold(
        "[{ get a() { run('getter')() }, toJSON: run('toJSON'), toString: run('toString'),"
        "   valueOf: run('valueOf'), inspect: run('inspect'), [Symbol.toPrimitive]: run('to'),"
        "   get [Symbol.toStringTag]() { run('tag')() } },"
        " '%s %d %i %f %j', ...Array(5).fill({ toString: run('s'), valueOf: run('v') }),"
        " Object.create({ get constructor() { run('constructor')() } }),"
        " Object.defineProperty(new Error(), 'stack', { get: run('stack') }),"
        " Object.defineProperty(new Error(), 'message', { get: run('message') }),"
        " new Proxy({}, new Proxy({}, { get: run('trap') })),"
        " Object.assign(new Map(), { get: run('get') })]"
    )
    guest.format()
    assert guest.value_of("ran") == []


# -- console --------------------------------------------------------------------------------------


def test_each_function_has_its_level(guest: Guest) -> None:
    guest.configure_console()
    guest.run(
        "for (const name of ['log', 'info', 'warn', 'error', 'debug', 'trace', 'dir', 'dirxml',"
        "  'table']) console[name](name)"
    )
    assert guest.lines == [
        *((level, level) for level in ("log", "info", "warn", "error", "debug")),
        ("trace", "Trace: trace"),
        ("log", "dir"),
        ("log", "dirxml"),
        ("log", "table"),
    ]


def test_groups_counts_assertions_and_clocks(guest: Guest) -> None:
    guest.configure_console()
    guest.run(
        "console.group('g'); console.log('a\\nb'); console.groupEnd(); console.groupEnd();"
        "console.log('c');"
        "console.count(); console.count(); console.countReset(); console.count('x');"
        "console.assert(true, 'no'); console.assert(false); console.assert(0, '%d', 5);"
        "console.time('t'); console.timeLog('t', 1); console.timeEnd('t'); console.timeEnd('t')"
    )
    assert [text for _, text in guest.lines] == [
        *("g", "  a\n  b", "c", "default: 1", "default: 2", "x: 1"),
        *("Assertion failed", "Assertion failed: 5", "t: 0ms 1", "t: 0ms", "No such timer: t"),
    ]


def test_text_is_well_formed_and_otherwise_as_it_was(guest: Guest) -> None:
    guest.configure_console()
    guest.run("console.log('\\ud800\\0\\r\\n\\x1b[31m')")
    assert guest.lines == [("log", "\ufffd\0\r\n\x1b[31m")]


def test_a_long_line_is_cut_with_a_marker(guest: Guest) -> None:
    guest.configure_console(max_bytes=65_536)
    guest.run("console.log('x'.repeat(1e6)); console.log('€'.repeat(1e6))")
    (_, ascii_text), (_, wide_text) = guest.lines
    assert len(ascii_text.encode()) <= 65_536 / 4
    assert ascii_text.endswith(f"x… [{10**6 - ascii_text.count('x')} more characters]")
    assert len(wide_text.encode()) <= 65_536 / 4
    assert wide_text.endswith(f"€… [{10**6 - wide_text.count('€')} more characters]")


def test_entries_beyond_the_ceiling_are_dropped_and_counted(guest: Guest) -> None:
    guest.configure_console(entries=3)
    guest.run("for (let i = 0; i < 10; i++) console.log(i)")
    assert [text for _, text in guest.lines] == ["0", "1", "2"]
    assert guest.dropped == 7


@pytest.mark.parametrize("max_bytes", [0, 100, 2000, 10_000])
def test_bytes_beyond_the_ceiling_are_dropped_and_counted(guest: Guest, max_bytes: int) -> None:
    guest.configure_console(max_bytes=max_bytes)
    guest.run("for (let i = 0; i < 500; i++) console.log('é'.repeat(i))")
    assert sum(len(text.encode()) for _, text in guest.lines) <= max_bytes
    assert len(guest.lines) + guest.dropped == 500


def test_a_flood_is_cheap(guest: Guest) -> None:
    guest.configure_console(entries=10)
    guest.hold("() => { const o = { a: [1, 2] }; for (let i = 0; i < 1e6; i++) console.log(o, o) }")
    started = time.process_time()
    guest.call()
    assert time.process_time() - started < 5
    assert guest.dropped == 10**6 - 10


def test_a_new_run_has_its_own_account(guest: Guest) -> None:
    guest.configure_console(entries=1)
    guest.run("console.group(1); console.count(); console.log(2)")
    guest.configure_console(entries=1)
    guest.run("console.count()")
    assert guest.lines == [("log", "1"), ("log", "default: 1")]
    assert guest.dropped == 0


def test_the_functions_look_native(guest: Guest) -> None:
    for name in ("console.log", "console.timeEnd", "setTimeout", "clearInterval"):
        last = name.rpartition(".")[2]
        assert guest.value_of(f"{name}.name") == last
        assert (
            guest.value_of(f"{name}.toString()") == f"function {last}() {{\n    [native code]\n}}"
        )
        assert guest.value_of(f"Object.getOwnPropertyNames({name}).sort().join()") == "length,name"
        assert guest.value_of(f"try {{ new {name}() }} catch (e) {{ e.name }}") == "TypeError"
    assert guest.value_of("String(console)") == "[object console]"
    assert guest.value_of("[console.log.length, setTimeout.length, clearTimeout.length]") == [
        0,
        1,
        0,
    ]
