"""Code that is wrong, huge, deep or not even text costs no run more than itself."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from tests.trace.running import function, made, string, supervising, told, trace_of

from stockade import Outcome, Supervisor
from stockade.job import Kind

MIB = 1 << 20
UNTRACED = (("untraced", "memory"), ("untraced", "time"))


@pytest.fixture(scope="module")
def supervisor(outlives_tests: None) -> Iterator[Supervisor]:
    with supervising(
        source_bytes=6 * MIB, frame_bytes=16 * MIB, cpu_seconds=20, wall_seconds=60
    ) as made:
        yield made


@pytest.fixture(scope="module")
def untraced(outlives_tests: None) -> Iterator[Supervisor]:
    with supervising(tracing=False, source_bytes=6 * MIB, frame_bytes=16 * MIB) as made:
        yield made


@pytest.mark.parametrize(
    "source",
    [
        "var a = ;",
        "function f() {\n  return 1 +\n}",
        "\r\n\r\n  let a; let a;",
        "'\U0001f600'; }",
        "if (1) {",
        "`${",
        "/(/",
        "for (;;) { break x }",
        "eval('var x = ;')",
        "\n\nFunction('a', '}{')",
        "'use strict'; with (a) { }",
        "a => { await 1 }",
        "class { }",
        "\u2028\u2029 @",
        "0x",
        "'\n'",
        "await",
    ],
)
@pytest.mark.parametrize("kind", ["auto", "script", "function", "module"])
def test_a_syntax_error_is_the_engines_own(
    supervisor: Supervisor, untraced: Supervisor, source: str, kind: Kind
) -> None:
    results = [one.run(source, kind=kind) for one in (supervisor, untraced)]
    errors = [(one.outcome, one.error and (one.error.name, one.error.message)) for one in results]
    stacks = [one.error and one.error.stack for one in results]
    assert errors[0] == errors[1]
    assert stacks[0] == stacks[1]


ODD = {
    "nothing": "",
    "a NUL": "var a = 1; '\0'; a /*\0*/",
    "a NUL in made code": "eval('1; \\'\\0\\'; \\'a\\' + 1; 1')",
    "lone surrogates": "var a = '\ud800' + 1 + '\udc00'; /*\udfff*/ a.length; 1",
    "lone surrogates in made code": "eval('var b = \"\\ud800\" + 1; 1')",
    "names like ours": "var __hook = 1, _0x80000000 = 2, hook_enter = 3; function note() { }"
    " function enter() { return 1 } enter()",
    "numbers like ours": "[0x8000000000000, 0xfffffff000000, 0x0080000000001, 4503599627370496]"
    ".length - 3",
    "calls of numbers": "var n = 0; try { 0x8000000000000(1) } catch (e) { n++ } n",
    "comments of ours": "/**//**/ /**/1/**/",
    "names beyond ASCII": "var \u6f22 = 1; function \U00020bb7() { return \u6f22 } \U00020bb7()",
    "escaped names": "var \\u{61} = 1; function \\u0062() { return a } b()",
    "html comments": "<!-- a\n1\n--> b",
    "a hashbang alone": "#!\n1",
    "getters called constructor": "({ get constructor() { return 1 } }).constructor",
    "labels and blocks": "a: { b: { break a } } 1",
    "asi": "let a = 1\nlet b = a\n++b\nb - 1",
    "regular expressions": "/[/]\\/['\"`]/.test('') + 1",
    "division or not": "var a = 4, g = 2; a / 2 / g",
    "templates in templates": "`${`${`${1}`}`}` | 0",
    "a very long name": f"var {'n' * 50_000} = 1; (function {'f' * 50_000}() {{ return 1 }})()",
    "a very long string": f"'{'x' * MIB}'.length / {MIB}",
    "a very long comment": f"/*{'x' * MIB}*/ 1",
    "a very long line of calls": "function f() { return 1 } " + "f();" * 200_000,
    "many functions": "function f() { return 1 } " * 50_000 + "f()",
    "many strings": "[" + "'abcdefgh'," * 100_000 + "].length / 100000",
    "a deep sum": "1" + "+0" * 200_000,
    "a deep chain": "var o = {}; o.o = o; o" + ".o" * 100_000 + " && 1",
}


@pytest.mark.parametrize("name", ODD)
def test_odd_code_runs_as_without_a_tracer(
    supervisor: Supervisor, untraced: Supervisor, name: str
) -> None:
    result, plain = supervisor.run(ODD[name]), untraced.run(ODD[name])
    assert result.outcome is plain.outcome, result
    assert (result.value, result.error and result.error.message) == (
        plain.value,
        plain.error and plain.error.message,
    )
    assert told(result).generations[0].size == len(ODD[name].encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize(
    ("opening", "middle", "closing"),
    [
        ("[", "1", "]"),
        ("(", "1", ")"),
        ("{", "", "}"),
        ("function f(){", "", "}"),
        ("()=>", "1", ""),
        ("(()=>", "1", ")()"),
        ("`${", "1", "}`"),
        ("a?", "1", ":2"),
        ("!", "1", ""),
        ("new ", "Date", ""),
        ("if(1)", ";", ""),
        ("for(;;)", ";", ""),
        ("x={a:", "1", "}"),
        ("class A{a=", "1", "}"),
        ("f(", "", ")"),
        ("a[", "0", "]"),
    ],
)
@pytest.mark.parametrize("depth", [1000, 10_000])
def test_deep_code_ends_as_without_a_tracer_or_by_a_guard(
    supervisor: Supervisor,
    untraced: Supervisor,
    opening: str,
    middle: str,
    closing: str,
    depth: int,
) -> None:
    source = f"var a = 1; if (0) {{ ; {opening * depth}{middle}{closing * depth} }}"
    result, plain = supervisor.run(source), untraced.run(source)
    assert result.outcome is plain.outcome
    assert (result.error and result.error.message) == (plain.error and plain.error.message)
    assert told(result).generations[0].text == source[: 256 * 1024]


def test_five_megabytes_in_one_line_are_traced(supervisor: Supervisor) -> None:
    table = ",".join(f"'abcdefghijklmnopqrstuvwxyz{number}'" for number in range(150_000))
    source = f"var t=[{table}];function f(a){{return a+'!'}}f(1);atob('aHR0cDovL2xhdGUudGVzdC8=')"
    assert len(source) > 5_000_000
    result = supervisor.run(source)
    assert result.outcome is Outcome.COMPLETED, result
    (sample,) = told(result).generations
    assert (sample.state, sample.size, sample.cut) == ("traced", len(source), True)
    found = string(told(result), "http://late.test/")
    assert (found.line, found.column) == (1, source.index("atob") + 1)


def test_five_megabytes_of_dense_code_run_traced_or_not(supervisor: Supervisor) -> None:
    piece = "function f%d(a){for(var i=0;i<a;i++){if(i>3)return'x'+a}return a};f%d(9);"
    source = "".join(piece % (i, i) for i in range(72_000)) + "atob('aHR0cDovL2xhdGUudGVzdC8=')"
    assert len(source) > 5_000_000
    result = supervisor.run(source)
    assert (result.outcome, result.value) == (Outcome.COMPLETED, "http://late.test/")
    (sample,) = told(result).generations
    assert (sample.state, sample.reason) in (("traced", ""), *UNTRACED)
    assert string(told(result), "http://late.test/").interest == 95


def test_surrogates_alone_are_told_as_replacements(supervisor: Supervisor) -> None:
    source = "function f(a) { return a + '\ud800!' } f('\udc00'); eval('\"\\ud83d\"; 1')"
    trace = trace_of(supervisor, source)
    assert trace.generations[0].text == source.replace("\ud800", "\ufffd").replace(
        "\udc00", "\ufffd"
    )
    assert made(trace)[0].text == '"\ufffd"; 1'
    assert function(trace, "f").calls is not None
    json.dumps(trace.to_dict()).encode()


def test_halves_that_meet_are_one_letter(supervisor: Supervisor) -> None:
    trace = trace_of(supervisor, "['\\ud83d', '\\ude00', ' joined'].join('')")
    assert trace.strings[0].text == "\U0001f600 joined"


@pytest.mark.parametrize(
    "options",
    [
        {
            "source_map": '{"version":3,"sources":["a"],"names":[],"mappings":"'
            + "AAAA," * 99_999
            + '"}'
        },
        {"source_map": '{"version":3,"sections":[' + "[" * 5000},
        {
            "source_map": '{"version":3,"sources":'
            + json.dumps(["../" * 99] * 500)
            + ',"mappings":";;"}'
        },
        {"source_map": b"\x00" * 5000},
        {"correlation": {"node_id": "n" * 5000, "ranges": [[1, 1, 10**9, 10**9, "x"]] * 50}},
        {"correlation": {"ranges": [[5, 1, 1, 1, "backwards"], [1, 1, 9, 9, "\x00"]]}},
    ],
)
def test_hostile_maps_cost_no_run(supervisor: Supervisor, options: dict[str, object]) -> None:
    source = "eval('1'); atob('aHR0cDovL2xhdGUudGVzdC8=')"
    result = supervisor.run(source, **options)  # type: ignore[arg-type]  # some of them are wrong
    assert result.outcome is Outcome.COMPLETED
    assert len(told(result).generations) == 2
    assert string(told(result), "http://late.test/").interest == 95
