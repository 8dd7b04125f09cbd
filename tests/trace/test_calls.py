"""How often functions were called, with what, and what came of it; what never ran; errors."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.trace.running import calls, function, place, supervising, told, trace_of, tree

from stockade import Supervisor

VALUES = {
    "undefined": "undefined",
    "null": "null",
    "true": "true",
    "-0": "-0",
    "NaN": "NaN",
    "-Infinity": "-Infinity",
    "1e21": "1e+21",
    "0.1": "0.1",
    "2 ** 53": "9007199254740992",
    "'a\\n\"'": '"a\\n\\""',
    "'\\u{1f600}\\ud800'": '"\U0001f600\ufffd"',
    "'x'.repeat(5000)": "a string of 5000 characters",
    "Symbol('s')": "a symbol",
    "10n": "a bigint",
    "10n ** 99n": "a bigint",
    "{}": "an object",
    "Object.create(null)": "an object",
    "[]": "an array",
    "new Error('e')": "an error",
    "new Date(0)": "a Date",
    "/x/": "a RegExp",
    "() => 1": "a function",
    "async () => 1": "a function",
    "function* () {}": "a function",
    "class {}": "a function",
    "Math.max": "a function",
    "(() => 1).bind()": "a function",
    "new Map": "a Map",
    "new Set": "a Set",
    "new WeakMap": "a WeakMap",
    "new WeakSet": "a WeakSet",
    "Promise.resolve()": "a Promise",
    "new Proxy({}, {})": "a Proxy",
    "new ArrayBuffer(1)": "an ArrayBuffer",
    "new Uint8Array(1)": "a Uint8Array",
    "new Float64Array(1)": "a Float64Array",
    "new DataView(new ArrayBuffer(1))": "a DataView",
    "new Number(1)": "a Number",
    "new String('')": "a String",
    "new Boolean(1)": "a Boolean",
    "Object(Symbol())": "a Symbol",
    "Object(1n)": "a BigInt",
    "(function () { return arguments })()": "arguments",
    "new SharedArrayBuffer(1)": "a SharedArrayBuffer",
    **{
        f"new {name}Array(1)": f"{'an' if name[0] == 'I' else 'a'} {name}Array"
        for name in (
            *("Uint8Clamped", "Int8", "Int16", "Uint16", "Int32", "Uint32", "BigInt64"),
            *("BigUint64", "Float16", "Float32"),
        )
    },
    "[].values()": "an iterator",
    "''[Symbol.iterator]()": "an iterator",
    "new Map().keys()": "an iterator",
    "new Set().values()": "an iterator",
    "'a'.matchAll(/a/g)": "an iterator",
    "[].values().map(x => x)": "an iterator",
    "Iterator.from({ next() {} })": "an iterator",
    "(function* () {})()": "a generator",
    "(async function* () {})()": "a generator",
    "async function* () {}": "a function",
    "new WeakRef({})": "a WeakRef",
    "new FinalizationRegistry(() => 1)": "a FinalizationRegistry",
    "new DOMException": "an error",
    "Promise.withResolvers().resolve": "a function",
    "Promise.withResolvers().reject": "a function",
}

RUNS = {
    "a function": "function f(a) { return a } f(1); f(2); f(3)",
    "an arrow": "const f = a => a; f(1); f(2); f(3)",
    "an arrow with a body": "const f = a => { return a }; f(1); f(2); f(3)",
    "a method": "const o = { f(a) { return a } }; o.f(1); o.f(2); o.f(3)",
    "a static method": "class A { static f(a) { return a } } A.f(1); A.f(2); A.f(3)",
    "a setter": "const o = { set f(a) { return a } }; o.f = 1; o.f = 2; o.f = 3",
    "a callback": "[1, 2, 3].map(function f(a) { return a })",
    "bound": "function f(a) { return a } const g = f.bind(0, 1); g(); f.bind(0)(2); g()",
    "applied": "function f(a) { return a } f.call(0, 1); f.apply(0, [2]); Reflect.apply(f, 0, [3])",
    "proxied": "function f(a) { return a } const g = new Proxy(f, {}); g(1); g(2); g(3)",
    "tagged": "function f(a) { return +a[0] } f(['1']); f`2`; f`3`",
    "asynchronous": "async function f(a) { await 0; return a } f(1).then(() => f(2).then(f))",
    "timers": "function f(a) { return a } setTimeout(f, 1, 1); setTimeout(f); setTimeout(f)",
    "promises": "function f(a) { return a + 1 } Promise.resolve(1).then(f).then(f).then(f)",
    "in generations": "function f(a) {} eval('f(1)'); Function('f(2)')(); [eval][0]('f()')",
    "a thenable": "const o = { then(go) { f(1); go(2) } }; function f(a) { return a }"
    " (async () => { f(await o); f(3) })()",
    "replace": "'123'.replace(/./g, function f(a) { return +a })",
    "JSON": "JSON.parse('[1,2]', function f(k, v) { return 3 })",
}


@pytest.fixture(scope="module")
def supervisor(outlives_tests: None) -> Iterator[Supervisor]:
    with supervising() as made:
        yield made


@pytest.mark.parametrize("value", VALUES)
def test_a_value_is_described_in_a_few_words(supervisor: Supervisor, value: str) -> None:
    trace = trace_of(supervisor, f"function f(a) {{ return a }} f(({value})); 0")
    assert calls(trace, "f").first_arguments == (VALUES[value],)
    assert calls(trace, "f").first_return == VALUES[value]


def test_a_private_method_is_a_function_too(supervisor: Supervisor) -> None:
    source = "class A { #f(a) { return a } g() { return [1, 2].map(a => this.#f(a)) } } new A().g()"
    assert calls(trace_of(supervisor, source), "#f").count == 2


@pytest.mark.parametrize("way", RUNS)
def test_three_calls_are_counted_as_three(supervisor: Supervisor, way: str) -> None:
    assert calls(trace_of(supervisor, RUNS[way]), "f").count == 3


def test_of_many_calls_the_first_and_the_last_are_kept(supervisor: Supervisor) -> None:
    source = (
        "function f(a, b, c, d, e) { return a + b } for (let i = 0; i < 9; i++) f(i, 'x', 2, 3, 4)"
    )
    found = calls(trace_of(supervisor, source), "f")
    assert found.first_arguments == ("0", '"x"', "2", "3")
    assert found.last_arguments == ("8", '"x"', "2", "3")
    assert (found.first_return, found.last_return) == ('"0x"', '"8x"')


def test_arguments_are_those_of_the_call_whatever_becomes_of_them(supervisor: Supervisor) -> None:
    source = "function f(a) { a = 'changed'; arguments[0] = 'again'; return a } f('given')"
    assert calls(trace_of(supervisor, source), "f").first_arguments == ('"given"',)


def test_a_function_that_returns_nothing_has_no_return(supervisor: Supervisor) -> None:
    found = calls(trace_of(supervisor, "function f() { } f(); f(1)"), "f")
    assert (found.first_return, found.last_return, found.count) == (None, None, 2)
    assert (found.first_arguments, found.last_arguments) == ((), ("1",))


def test_a_recursion_counts_each_of_its_calls(supervisor: Supervisor) -> None:
    source = "function f(n) { return n < 2 ? n : f(n - 1) + f(n - 2) } f(12)"
    found = calls(trace_of(supervisor, source), "f")
    assert (found.count, found.first_arguments, found.first_return) == (465, ("12",), "1")
    assert found.last_return == "144"


def test_a_function_knows_how_often_its_own_throw_was_met(supervisor: Supervisor) -> None:
    source = """
    function inner(n) { if (n % 2) throw new RangeError('odd ' + n); return n }
    function outer(n) { return inner(n) }
    for (let i = 0; i < 10; i++) try { outer(i) } catch (e) { }
    """
    trace = trace_of(supervisor, source)
    assert (calls(trace, "inner").count, calls(trace, "inner").thrown) == (10, 5)
    assert (calls(trace, "outer").count, calls(trace, "outer").thrown) == (10, 0)


def test_a_generator_is_one_call_however_often_it_goes_on(supervisor: Supervisor) -> None:
    source = "function* g(n) { while (n--) yield n; return 'done' } [...g(5)]; g(1)"
    found = calls(trace_of(supervisor, source), "g")
    assert found.first_arguments == ("5",)
    assert found.first_return == '"done"'


def test_an_error_many_levels_up_leaves_no_call_open(supervisor: Supervisor) -> None:
    source = """
    function a() { b() } function b() { [1].forEach(() => c()) } function c() { JSON.parse('{') }
    function after() { } try { a() } catch { after() } after();
    """
    assert tree(trace_of(supervisor, source))["(program)", "after"] == 2


def test_the_tree_is_bounded_and_what_is_not_in_it_is_counted(outlives_tests: None) -> None:
    with supervising(trace_nodes=20) as supervisor:
        source = (
            "var t = ''; for (let i = 0; i < 90; i++) t += `function f${i}() { } f${i}();`; eval(t)"
        )
        trace = trace_of(supervisor, source)
    assert len(trace.tree) == 20
    assert trace.dropped["node"] == 92 - 20
    assert sum(one.calls.count for one in trace.functions if one.calls) == 92


def test_coverage_is_exact(supervisor: Supervisor) -> None:
    dead = "function dead() { function deader() { } return deader }"
    source = dead + "const a = () => { }; a(); ({ m() { } }); class A { static s() { } }"
    (found,) = trace_of(supervisor, source).coverage
    assert (found.functions, found.functions_run) == (6, 2)
    assert found.bytes == len(source)
    assert found.bytes - found.bytes_run == len(dead) + len("m() { }") + len("static s() { }")


def test_made_code_that_never_ran_is_not_covered(supervisor: Supervisor) -> None:
    source = "Function('a', 'return a'); new Function('return 1')(); eval('() => 1')"
    _, unused, used, arrow = trace_of(supervisor, source).coverage
    assert (unused.functions, unused.functions_run) == (2, 1)
    assert used.functions == used.functions_run == 2
    assert (arrow.functions_run, arrow.bytes_run) == (1, 0)


ERRORS = {
    "null.x": "TypeError: cannot read property 'x' of null",
    "undefined_name": "ReferenceError: undefined_name is not defined",
    "JSON.parse('{')": "SyntaxError: ",
    "decodeURIComponent('%')": "URIError: expecting hex digit",
    "throw new RangeError('mine')": "RangeError: mine",
    "throw 'text'": "text",
    "throw 42": "42",
    "throw undefined": "undefined",
    "throw null": "null",
    "throw Symbol()": "a symbol",
    "throw 10n": "a bigint",
    "throw [1, 2]": "an object",
    "throw { name: 'N', message: 'M' }": "N: M",
    "throw {}": "an object",
    "throw new (class E extends Error { name = 'E' })('sub')": "E: sub",
}


@pytest.mark.parametrize("code", ERRORS)
def test_what_is_caught_is_told(supervisor: Supervisor, code: str) -> None:
    trace = trace_of(supervisor, f"try {{ {code} }} catch (e) {{ }}")
    (caught,) = (one for one in trace.exceptions if one.how == "catch")
    assert caught.text.startswith(ERRORS[code])
    assert [one.text for one in trace.exceptions if one.how == "throw"] in ([], [caught.text])


def test_no_getter_and_no_trap_of_an_error_is_run(supervisor: Supervisor) -> None:
    source = """
    let ran = 0; const get = { get() { return ran++ } };
    const poisoned = { toString() { ran++ }, get name() { ran++ }, get message() { ran++ } };
    try { throw new Proxy(new Error('e'), get) } catch (e) { }
    try { throw poisoned } catch (e) { }
    try { throw Object.setPrototypeOf(Error('e'), new Proxy(Error.prototype, get)) } catch (e) { }
    try { throw Object.create(Error.prototype, { message: get }) } catch (e) { }
    ran;
    """
    result = supervisor.run(source)
    assert result.value == 0
    assert len(told(result).exceptions) == 8


def test_exceptions_are_counted_by_place(supervisor: Supervisor) -> None:
    source = (
        "function f() {\n  throw 'e'\n}\nfor (var i = 0; i < 5; i++)\n try { f() } catch (e) { }"
    )
    places = {
        one.how: (one.line, one.column, one.times)
        for one in trace_of(supervisor, source).exceptions
    }
    assert places["throw"] == (*place(source, "throw"), 5)
    assert places["catch"][::2] == (5, 5)


def test_what_nothing_catches_is_told_too(supervisor: Supervisor) -> None:
    (found,) = told(supervisor.run("(function f() { throw new TypeError('last') })()")).exceptions
    assert (found.how, found.text) == ("throw", "TypeError: last")


def test_functions_beyond_the_cap_are_counted(outlives_tests: None) -> None:
    with supervising(trace_functions=10) as supervisor:
        source = (
            "var t = ''; for (let i = 0; i < 90; i++) t += `function f${i}() { } f${i}();`; eval(t)"
        )
        trace = trace_of(supervisor, source)
    assert [one.name for one in trace.functions[:3]] == ["(program)", "(eval)", "f0"]
    assert len(trace.functions) == 10
    assert trace.dropped["function"] == 82


def test_functions_that_were_called_have_precedence(outlives_tests: None) -> None:
    with supervising(trace_functions=3) as supervisor:
        trace = trace_of(
            supervisor, "function a() { } function b() { } function called() { } called()"
        )
    assert function(trace, "called").calls
    assert trace.dropped["function"] == 1
