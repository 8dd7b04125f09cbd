"""The guest's encoder and decoder: exact, bounded, and never woken by a hostile value."""

from __future__ import annotations

import json
import math
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.unit.conftest import GuestThrew, read_table, same

from stockade.values import (
    HOLE,
    UNDEFINED,
    ArrayBuffer,
    BigInt,
    Boxed,
    Instance,
    JSDate,
    JSError,
    JSMap,
    JSSet,
    Opaque,
    RegExp,
    SparseArray,
    TypedArray,
)

if TYPE_CHECKING:
    from tests.unit.conftest import Guest

HERE = Path(__file__).parent

# -- exactness ------------------------------------------------------------------------------------

PRIMITIVES: list[tuple[str, object]] = [
    ("undefined", UNDEFINED),
    ("null", None),
    ("true", True),
    ("false", False),
    ("0", 0),
    ("-0", -0.0),
    ("1", 1),
    ("-7", -7),
    ("1.5", 1.5),
    ("5e-324", 5e-324),
    ("1.7976931348623157e308", 1.7976931348623157e308),
    ("2**31", 2**31),
    ("2**53 - 1", 2**53 - 1),
    ("-(2**53 - 1)", -(2**53 - 1)),
    ("2**53", float(2**53)),
    ("-(2**63)", -float(2**63)),
    ("1e21", 1e21),
    ("1e300", 1e300),
    ("NaN", math.nan),
    ("Infinity", math.inf),
    ("-Infinity", -math.inf),
    ("2n**70n", BigInt(2**70)),
    ("-(2n**64n)", BigInt(-(2**64))),
    ("0n", BigInt(0)),
    ("''", ""),
    ("'a\\0b'", "a\0b"),
    ("'\\ud800'", "\ud800"),
    ("'\\udc00x\\ud83d\\ude00'", "\udc00x\U0001f600"),
    ("'\\ud83d\\ude00'", "\U0001f600"),
    ("'\"\\\\\\n\\u2028 \\x7f é €'", '"\\\n\u2028 \x7f é €'),
]

OBJECTS: list[tuple[str, object]] = [
    ("[]", []),
    ("[1, , undefined]", [1, HOLE, UNDEFINED]),
    ("({})", {}),
    ("({ b: 1, a: 2, 1: 3 })", {"1": 3, "b": 1, "a": 2}),
    ("Object.create(null)", {}),
    ("JSON.parse('{\"__proto__\": 1}')", {"__proto__": 1}),
    ("({ constructor: 1, __class__: 2 })", {"constructor": 1, "__class__": 2}),
    ("({ ['\\ud800']: 1, 'é': 2, 'a\"b': 3 })", {"\ud800": 1, "é": 2, 'a"b': 3}),
    ("new Date(5)", JSDate(5.0)),
    ("new Date(-8.64e15)", JSDate(-8.64e15)),
    ("/a\\/b/giv", RegExp("a\\/b", "giv")),
    ("new RegExp('\\ud800')", RegExp("\ud800")),
    ("new Map([[1, 'x'], [{}, null]])", JSMap([(1, "x"), ({}, None)])),
    ("new Set([1, '1', 1])", JSSet([1, "1"])),
    ("new Uint8Array([1, 2, 255]).buffer", ArrayBuffer(b"\1\2\xff")),
    ("new SharedArrayBuffer(2)", ArrayBuffer(b"\0\0")),
    (
        "new Int16Array([1, -2, 3]).subarray(1)",
        TypedArray("Int16Array", ArrayBuffer(b"\1\0\xfe\xff\3\0"), 2, 2),
    ),
    ("new DataView(new ArrayBuffer(4), 1, 2)", TypedArray("DataView", ArrayBuffer(bytes(4)), 1, 2)),
    ("new Number(-0)", Boxed(-0.0)),
    ("new String('ab')", Boxed("ab")),
    ("Object(1n)", Boxed(BigInt(1))),
    ("new Boolean(false)", Boxed(False)),
    ("new (class Point { x = 1 })()", Instance("Point", {"x": 1})),
    ("new (class { x = 1 })()", Instance("", {"x": 1})),
    ("(function () { return arguments })(1, 2)", Instance("Arguments", {"0": 1, "1": 2})),
    ("{ const a = [7]; a[4294967294] = 8; a }", SparseArray(4294967295, {0: 7, 4294967294: 8})),
    ("new Array(17)", SparseArray(17, {})),
    ("new Array(3)", [HOLE, HOLE, HOLE]),
]


@pytest.mark.parametrize(("expression", "expected"), PRIMITIVES)
def test_a_primitive_crosses_exactly(guest: Guest, expression: str, expected: object) -> None:
    assert same(guest.value_of(f"({expression})"), expected)


@pytest.mark.parametrize(("expression", "expected"), OBJECTS)
def test_an_object_crosses_exactly(guest: Guest, expression: str, expected: object) -> None:
    assert guest.value_of(expression) == expected


@pytest.mark.parametrize("expression", [source for source, _ in [*PRIMITIVES, *OBJECTS]])
def test_what_crossed_to_python_and_back_is_written_the_same(guest: Guest, expression: str) -> None:
    text = guest.text_of(f"({expression})" if not expression.startswith("{") else expression)
    guest.give(read_table(json.loads(text)))
    assert guest.encode() == text


def test_an_invalid_date_crosses(guest: Guest) -> None:
    assert math.isnan(guest.value_of("new Date(NaN)").ms)


def test_cycles_and_shared_references_are_kept(guest: Guest) -> None:
    value = guest.value_of(
        "{ const o = { list: [] }; o.list.push(o, o.list); o.again = o.list; o }"
    )
    assert value["list"] is value["again"]
    assert value["list"][0] is value
    assert value["list"][1] is value["list"]
    guest.give(value)
    back = read_table(json.loads(guest.encode()))
    assert isinstance(back, dict)
    assert back["again"][0] is back


def test_views_of_one_buffer_share_it(guest: Guest) -> None:
    value = guest.value_of(
        "{ const b = new ArrayBuffer(8); [new Uint8Array(b), new Float64Array(b), b] }"
    )
    assert value[0].buffer is value[1].buffer is value[2]


@pytest.mark.parametrize(
    ("value", "expression"),
    [
        (JSMap([(1, [2])]), "v instanceof Map && v.get(1)[0] === 2"),
        (JSSet(["a"]), "v instanceof Set && v.has('a')"),
        ({"__proto__": 1}, "v.__proto__ === 1 && Object.getPrototypeOf(v) === Object.prototype"),
        ([1, HOLE], "Array.isArray(v) && !(1 in v) && v.length === 2"),
        (SparseArray(2**32 - 1, {5: UNDEFINED}), "v.length === 2**32 - 1 && 5 in v && !(4 in v)"),
        (JSError("TypeError", "m", "s"), "v instanceof TypeError && v.stack === 's'"),
        (JSError("Error", "m", "s", {"a": 1}), "v.message === 'm' && v.a === 1"),
        (JSError("Custom", "m"), "v instanceof Error && v.name === 'Custom'"),
        (JSDate(7.0), "v instanceof Date && v.getTime() === 7"),
        (RegExp("a+", "y"), "v instanceof RegExp && v.sticky"),
        (TypedArray("Uint16Array", ArrayBuffer(b"\1\2\3\4"), 2, 1), "v[0] === 0x0403"),
        (Boxed("x"), "typeof v === 'object' && v instanceof String"),
        (Instance("Point", {"x": 1}), "v.constructor.name === 'Point' && Object.keys(v) == 'x'"),
        (b"ab", "v instanceof ArrayBuffer && v.byteLength === 2"),
        ((1, 2), "Array.isArray(v) && v.length === 2"),
        (frozenset({1}), "v instanceof Set && v.has(1)"),
    ],
)  # fmt: skip
def test_a_python_value_becomes_the_real_thing(
    guest: Guest, value: object, expression: str
) -> None:
    guest.give(value)
    assert guest.holds(expression)


def test_every_kind_of_typed_array_crosses(guest: Guest) -> None:
    for kind in (
        *("Int8Array", "Uint8Array", "Uint8ClampedArray", "Int16Array", "Uint16Array"),
        *("Int32Array", "Uint32Array", "BigInt64Array", "BigUint64Array"),
        *("Float16Array", "Float32Array", "Float64Array"),
    ):
        one = "1n" if kind.startswith("Big") else "1"
        value = guest.value_of(f"new {kind}([{one}])")
        assert (value.kind, value.tolist()) == (kind, [1])


# -- errors ---------------------------------------------------------------------------------------


def test_an_error_crosses_with_its_cause_and_own_properties(guest: Guest) -> None:
    error = guest.value_of("Object.assign(new RangeError('m', { cause: [1] }), { code: 7 })")
    assert (error.name, error.message) == ("RangeError", "m")
    assert error.properties == {"code": 7, "cause": [1]}
    assert "guest" not in error.message
    assert error.stack.startswith("    at ")


def test_an_aggregate_error_crosses_with_its_errors(guest: Guest) -> None:
    error = guest.value_of("new AggregateError([1, 2], 'm')")
    assert (error.name, error.properties) == ("AggregateError", {"errors": [1, 2]})


def test_a_dom_exception_crosses_as_an_error(guest: Guest) -> None:
    error = guest.value_of("new DOMException('m', 'AbortError')")
    assert (error.name, error.message) == ("AbortError", "m")


def test_an_error_may_have_anything_for_a_message(guest: Guest) -> None:
    error = guest.value_of(
        "{ const e = new Error(); e.message = e;"
        "  Object.defineProperty(e, 'stack', { value: {} }) }"
    )
    assert error.message is error
    assert error.stack == {}


# -- what cannot cross is described ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("expression", "kind", "description"),
    [
        ("Symbol('s')", "symbol", "Symbol(s)"),
        ("(function named() {})", "function", "[Function: named]"),
        ("(() => 1)", "function", "[Function (anonymous)]"),
        ("new Proxy({}, {})", "proxy", "Proxy"),
        ("new Proxy(() => 1, {})", "proxy", "Proxy of a function"),
        ("Promise.resolve(1)", "promise", "[Promise]"),
        ("new WeakMap()", "weakmap", "[WeakMap]"),
        ("new WeakSet()", "weakset", "[WeakSet]"),
        ("new WeakRef({})", "weakref", "[WeakRef]"),
        ("new FinalizationRegistry(() => 1)", "finalization-registry", "[FinalizationRegistry]"),
        ("(function* () {})()", "generator", "[generator]"),
        ("(async function* () {})()", "generator", "[generator]"),
        ("[].values()", "iterator", "[iterator]"),
        ("new DisposableStack()", "exotic", "[DisposableStack]"),
        ("{ const b = new ArrayBuffer(1); b.transfer(); b }", "detached", "[ArrayBuffer]"),
    ],
)
def test_what_cannot_cross_becomes_a_description_with_its_path(
    guest: Guest, expression: str, kind: str, description: str
) -> None:
    value = guest.value_of(f"{{ const v = eval({expression!r}); ({{ a: [0, v] }}) }}")
    assert value == {"a": [0, Opaque(kind, description, "$.a[1]")]}


@pytest.mark.parametrize(
    ("expression", "path"),
    [
        ("Symbol()", "$"),
        ("({ 'a-b': { $c: Symbol() } })", '$["a-b"].$c'),
        ("new Map([[Symbol(), 1]])", "$<key 0>"),
        ("new Map([[1, 2], [3, [Symbol()]]])", "$<value 1>[0]"),
        ("[new Set([1, Symbol()])]", "$[0]<1>"),
        ("Object.assign(new Error(), { x: Symbol() })", "$.x"),
        ("{ const a = []; a[99] = Symbol(); a }", "$[99]"),
    ],
)
def test_paths(guest: Guest, expression: str, path: str) -> None:
    heap = json.loads(guest.text_of(expression))["heap"]
    assert [node[3] for node in heap if node[0] == "opaque"] == [path]


def test_a_long_path_keeps_its_end(guest: Guest) -> None:
    value = guest.value_of("({ ['x'.repeat(1e5)]: { y: { z: Symbol() } } })")
    (inner,) = value.values()
    assert inner["y"]["z"].path.startswith("…")
    assert inner["y"]["z"].path.endswith(".y.z")
    assert len(inner["y"]["z"].path) == 201


def test_a_description_is_short_and_well_formed(guest: Guest) -> None:
    value = guest.value_of("Symbol('\\ud800'.repeat(1e6))")
    assert len(value.description) == 200


def test_symbol_keys_are_noted(guest: Guest) -> None:
    value = guest.value_of("({ a: 1, [Symbol('k')]: 2, [Symbol.iterator]: 3 })")
    note = Opaque("symbol-keys", "Symbol(k), Symbol(Symbol.iterator)", '$["[[symbols]]"]')
    assert value == {"a": 1, "[[symbols]]": note}


def test_the_note_on_symbol_keys_takes_no_key_away(guest: Guest) -> None:
    value = guest.value_of("({ '[[symbols]]': 1, [Symbol('k')]: 2 })")
    assert value["[[symbols]]"] == 1
    assert value["[[[symbols]]]"].kind == "symbol-keys"


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (
            "'abc'.match(/b/)",
            Instance(
                "Array", {"[[value]]": ["b"], "index": 1, "input": "abc", "groups": UNDEFINED}
            ),
        ),
        (
            "Object.assign(new Map([[1, 2]]), { x: 1 })",
            Instance("Map", {"[[value]]": JSMap([(1, 2)]), "x": 1}),
        ),
        ("new (class List extends Array {})(1, 2)", Instance("List", {"[[value]]": [1, 2]})),
        (
            "Object.assign(Object('ab'), { x: 1 })",
            Instance("String", {"[[value]]": Boxed("ab"), "x": 1}),
        ),
        ("Object.assign(/a/, { x: 1 })", Instance("RegExp", {"[[value]]": RegExp("a"), "x": 1})),
    ],
)  # fmt: skip
def test_a_built_in_object_with_more_to_it_is_wrapped(
    guest: Guest, expression: str, expected: object
) -> None:
    assert guest.value_of(expression) == expected


def test_a_view_refers_to_the_bare_buffer_of_a_wrapped_one(guest: Guest) -> None:
    value = guest.value_of(
        "{ const b = Object.assign(new ArrayBuffer(2), { x: 1 }); [new Uint8Array(b), b] }"
    )
    assert value[0].buffer is value[1].properties["[[value]]"]


@pytest.mark.parametrize(
    "expression",
    [
        "Object.setPrototypeOf(new Map([[1, 2]]), Object.prototype)",
        "Object.setPrototypeOf(new Map([[1, 2]]), null)",
        "Object.setPrototypeOf(new Map([[1, 2]]), Date.prototype)",
    ],
)
def test_a_type_is_told_by_its_slots_not_by_its_prototype(guest: Guest, expression: str) -> None:
    text = guest.text_of(expression)
    assert '["map",[1,2]]' in text


def test_a_disguised_plain_object_stays_one(guest: Guest) -> None:
    assert guest.value_of("Object.create(Map.prototype)") == Instance("Map", {})
    value = guest.value_of("({ [Symbol.toStringTag]: 'Map', size: 3 })")
    assert value["size"] == 3


@pytest.mark.parametrize("size", [0, 2, 5])
def test_views_out_of_bounds_are_described_not_emptied(guest: Guest, size: int) -> None:
    value = guest.value_of(
        "{ const b = new ArrayBuffer(8, { maxByteLength: 16 });"
        "  const v = [new Uint8Array(b, 4), new Int16Array(b, 2, 3), new DataView(b, 4, 4)];"
        f"  b.resize({size}); [...v, new Uint8Array(b)] }}"
    )
    last = value.pop()
    assert last.tolist() == [0] * size
    kinds = [item.kind for item in value]
    assert kinds == ["Uint8Array" if size >= 4 else "detached", "detached", "detached"]


# -- limits ---------------------------------------------------------------------------------------

SIZED = [
    "1",
    "'é€'",
    "'\\ud800'",
    "({ a: [1, , 'x'], é: { é: 1 }, e: 2n })",
    "new Map([['é', new Set([1])]])",
    "new Error('m', { cause: Symbol('é') })",
    "[new Uint8Array(10), new Date(0), /é/g, Object('x')]",
    "Object.assign([1], { é: 1 })",
    "({ [Symbol('é')]: 1 })",
]


@pytest.mark.parametrize("expression", SIZED)
def test_bytes_are_those_of_the_text_exactly(guest: Guest, expression: str) -> None:
    text = guest.text_of(expression)
    size = len(text.encode())
    assert guest.encode(max_bytes=size) == text
    refusal = json.loads(guest.encode(max_bytes=size - 1).removeprefix("!"))
    assert (refusal["unit"], refusal["limit"]) == ("bytes", size - 1)
    assert refusal["seen"] >= size - 1


@pytest.mark.parametrize(
    ("expression", "nodes"),
    [
        ("1", 1),
        ("({ a: 1, b: 2 })", 4),
        ("[[], []]", 6),
        ("new Map([[1, 2]])", 4),
        ("new Error('m')", 5),
    ],
)
def test_nodes_are_values_and_objects(guest: Guest, expression: str, nodes: int) -> None:
    text = guest.text_of(expression)
    assert guest.encode(max_nodes=nodes) == text
    refusal = json.loads(guest.encode(max_nodes=nodes - 1).removeprefix("!"))
    assert refusal == {"unit": "nodes", "limit": nodes - 1, "seen": nodes}


def test_depth_is_the_shortest_way_from_the_root(guest: Guest) -> None:
    guest.hold("{ const deep = { a: { b: { c: {} } } }; [deep, deep.a.b.c] }")
    assert guest.encode(max_depth=4).startswith("{")
    assert json.loads(guest.encode(max_depth=3)[1:]) == {"unit": "depth", "limit": 3, "seen": 4}


def test_an_alias_bomb_stays_small(guest: Guest) -> None:
    guest.hold("{ let a = [1]; for (let i = 0; i < 100; i++) a = [a, a]; a }")
    assert len(guest.encode()) < 3000


@pytest.mark.parametrize(
    "expression",
    [
        "'x'.repeat(4e7)",
        "'€'.repeat(2e7)",
        "({ ['x'.repeat(4e7)]: 1 })",
        "new Uint8Array(4e7)",
        "Object('x'.repeat(4e7))",
        "new Array(3e6).fill('y')",
        "new Set(Array.from({ length: 2e5 }, (_, i) => i))",
    ],
)
def test_something_big_is_refused_by_its_size(guest: Guest, expression: str) -> None:
    guest.hold(expression)
    guest.set_heap_limit(1 << 20)
    assert guest.encode(max_bytes=1 << 20, max_nodes=100_000).startswith("!")


def test_a_huge_sparse_array_takes_no_time(guest: Guest) -> None:
    started = time.process_time()
    assert guest.value_of("new Array(2 ** 32 - 1)") == SparseArray(2**32 - 1, {})
    assert guest.text_of("{ const a = new Array(2 ** 32 - 1); a.x = 1; a }")
    assert time.process_time() - started < 1


def test_a_chain_longer_than_any_stack_is_encoded(guest: Guest) -> None:
    guest.hold("{ let o = null; for (let i = 0; i < 50000; i++) o = { o }; o }")
    text = guest.encode()
    assert text.count('"object"') == 50_000
    guest.take(text)
    assert guest.encode() == text


# -- hostile values -------------------------------------------------------------------------------


def test_an_accessor_is_called_once(guest: Guest) -> None:
    assert guest.value_of(
        "{ let n = 0; ({ get a() { return ++n }, get b() { return ++n } }) }"
    ) == {
        "a": 1,
        "b": 2,
    }


@pytest.mark.parametrize(
    ("thrown", "description"),
    [
        ("new TypeError('no')", "threw: TypeError: no"),
        ("'text'", "threw: text"),
        ("null", "threw: null"),
        ("{ toString() { for (;;); } }", "threw: [Object]"),
        ("new Proxy({}, { get() { for (;;); } })", "threw: Proxy"),
        ("Object.defineProperty(new Error(), 'message', { get() { for (;;); } })", "threw: Error"),
        ("2n ** 5000n", "threw: 0x1" + "0" * 196 + "…"),
    ],
)
def test_an_accessor_that_throws_is_described(guest: Guest, thrown: str, description: str) -> None:
    value = guest.value_of(f"({{ get a() {{ throw {thrown} }}, b: 1 }})")
    assert value == {"a": Opaque("getter", description, "$.a"), "b": 1}


@pytest.mark.parametrize(
    "expression",
    [
        "({ get a() { for (;;); } })",
        "[{ get a() { try { for (;;); } catch { } finally { for (;;); } } }]",
        "Object.defineProperty(new Error(), 'stack', { get() { for (;;); } })",
        "Object.defineProperty([1], 0, { get() { for (;;); } })",
    ],
)
def test_an_accessor_that_loops_is_interrupted(guest: Guest, expression: str) -> None:
    guest.hold(expression)
    guest.stop_after(0.2)
    with pytest.raises(GuestThrew, match="interrupted"):
        guest.encode()
    assert guest.host.tripped


def test_the_next_encoding_is_unaffected_by_one_that_was_interrupted(guest: Guest) -> None:
    guest.hold("[{ a: 1 }, { get a() { for (;;); } }]")
    guest.stop_after(0.1)
    with pytest.raises(GuestThrew, match="interrupted"):
        guest.encode()
    guest.host.deadline = math.inf
    assert guest.value_of("[1, { b: 2 }]") == [1, {"b": 2}]


def test_to_json_and_conversions_are_never_called(guest: Guest) -> None:
    loop = "for (;;);"
    guest.stop_after(1)
    value = guest.value_of(
        f"({{ x: {{ toJSON: 1 }}, d: Object.assign(new Date(0), {{ a: 1 }}),"
        f" e: Object.create({{ toJSON() {{ {loop} }}, toString() {{ {loop} }},"
        f" valueOf() {{ {loop} }},"
        f" get constructor() {{ {loop} }}, get [Symbol.toStringTag]() {{ {loop} }} }}) }})"
    )
    assert value["e"] == Instance("", {})


def test_an_accessor_may_change_what_is_being_encoded(guest: Guest) -> None:
    guest.hold(
        "{ const o = { get a() { delete o.b; o.c = 1; list.length = 0; return 1 }, b: 2 };"
        "  const list = [o, 5]; [o, list] }"
    )
    value = read_table(json.loads(guest.encode()))
    assert value == [{"a": 1, "b": UNDEFINED}, []]


def test_a_buffer_is_encoded_as_it_was_when_its_first_view_was_met(guest: Guest) -> None:
    guest.hold(
        "{ const b = new ArrayBuffer(4, { maxByteLength: 9 }), u = new Uint8Array(b);"
        "  [u, { get a() { b.resize(1); b.x = 1; return new Uint8Array(b) },"
        "        get b() { b.resize(9); return new Uint8Array(b, 8) } }, b] }"
    )
    value = read_table(json.loads(guest.encode()))
    assert isinstance(value, list)
    assert value[0] == TypedArray("Uint8Array", ArrayBuffer(bytes(4)), 0, 4)
    assert value[0].buffer is value[2]
    assert [item.kind for item in value[1].values()] == ["detached", "detached"]


@pytest.mark.parametrize("seed", range(60))
def test_what_accessors_do_meanwhile_never_breaks_a_table(guest: Guest, seed: int) -> None:
    guest.run(f"{(HERE / 'changing.js').read_text('utf-8')}; var seed = {seed};")
    text = guest.text_of("changing(seed)")
    read_table(json.loads(text))
    assert '"root"' in text


def test_an_accessor_may_lead_to_an_encoding_of_its_own(guest: Guest) -> None:
    guest.give_encoder()
    guest.hold("{ const é = [1]; ({ é, get a() { return reenter({ é, z: 'é' }) }, b: [é] }) }")
    text = guest.encode()
    value = read_table(json.loads(text))
    assert isinstance(value, dict)
    assert json.loads(value["a"])["heap"][0] == ["object", None, ["é", [1], "z", "é"]]
    assert value["é"] is value["b"][0]
    assert guest.encode(max_bytes=len(text.encode())) == text


def test_a_proxy_is_told_without_firing_a_trap(guest: Guest) -> None:
    guest.run(
        "var fired = []; var trap = new Proxy({}, { get(_, name) { fired.push(name) } });"
        "var hostile = new Proxy(class {}, trap), revoked = Proxy.revocable({}, {});"
        "revoked.revoke(); fired.length = 0;"
    )
    value = guest.value_of(
        "[hostile, { a: hostile }, new Map([[hostile, hostile]]), Object.create(hostile),"
        " revoked.proxy, Object.create({ constructor: hostile }),"
        " Object.assign(new Error(), { cause: hostile })]"
    )
    assert value[0].kind == value[4].kind == "proxy"
    assert value[3] == value[5] == Instance("", {})
    assert guest.value_of("fired") == []


def test_no_exception_inside_shows_to_the_guest(guest: Guest) -> None:
    guest.run(
        "var seen = 0; Error.prepareStackTrace = () => { seen++ };"
        "Error.stackTraceLimit = { valueOf() { seen++; return 10 } }; "
    )
    guest.text_of(
        "{ const w = Object.setPrototypeOf(new WeakMap(), Map.prototype);"
        "  const b = new ArrayBuffer(1), v = new DataView(b); b.transfer();"
        "  [w, v, Promise.resolve(), (function* () {})()] }"
    )
    assert guest.value_of("seen") == 0
    assert guest.value_of("typeof Error.prepareStackTrace + typeof Error.stackTraceLimit") == (
        "functionobject"
    )


# -- decoding -------------------------------------------------------------------------------------


def test_an_opaque_is_not_for_guests(guest: Guest) -> None:
    with pytest.raises(GuestThrew, match="cannot decode"):
        guest.take('{"root":[0],"heap":[["opaque","function","f","$"]]}')


def test_a_regexp_that_this_engine_refuses_throws(guest: Guest) -> None:
    with pytest.raises(GuestThrew):
        guest.give(RegExp("("))
