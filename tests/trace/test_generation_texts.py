"""Where code was made and what it is, byte for byte, in whatever lines and letters; its caps."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

import pytest
from tests.trace.running import made, place, supervising, told, trace_of

from stockade import Outcome, Supervisor

BODY = "(function anonymous(\n) {\nreturn 1\n})"


@pytest.fixture(scope="module")
def supervisor(outlives_tests: None) -> Iterator[Supervisor]:
    with supervising() as made:
        yield made


LAYOUTS = {
    "one line": "var a = 1, b = 2; eval('11'); (function () { return eval('22') })();eval('33')",
    "line feeds": "var a;\n\n  eval('11');\n(function () {\n\treturn"
    " eval('22')\n})();\n\n eval('33')",
    "carriage returns and line feeds": "a = 1;\r\n\r\n eval('11');\r\n\teval('22');\r\neval('33')",
    "carriage returns": "var a\r\r  eval('11')\rfunction f() {\r return eval('22') }\r"
    "f(); eval('33')",
    "separators": "var a\u2028 eval('11')\u2029\u2029 eval('22'); /*\u2028*/ eval('33')",
    "mixed": "var a\r\neval('11')\n\reval('22')\u2028\r\n\r \neval('33')",
    "other letters": "var é = 'ß\u6f22'; eval('11'); /* \u6f22 */ eval('22'); é = 'é' + eval('33')",
    "astral letters": "var \U00020bb7 = '\U0001f600'; eval('11');"
    " \U00020bb7 += '\U0001f600', eval('22');"
    "\n/* \U0001f600\U0001f600 */\t(() => eval('33'))()",
    "tabs": "\tvar a;\t\teval('11');\n\t\t\teval('22');\f\v eval('33')",
    "a hashbang": "#!/usr/bin/env node\nvar a; eval('11');\n eval('22'); eval('33')",
    "many hooks in a line": "function f(a) { for (;;) return 'x' + a } f(1); eval('11');"
    " try { throw 'x' + f(2) }"
    " catch (e) { eval('22') } for (const x of [1]) { var t = 'a' + x; t += f(3); eval('33') }",
    "comments": "/* ' */ eval('11') // \"\n/*\n*/ eval('22');/*\r\r\u2028*/ // '\u2028 eval('33')",
    "strings": "'\u2028'; eval('11'); `\u2029\r\n\r`; eval('22'); '\\\r\\\u2028'; eval('33')",
}


@pytest.mark.parametrize("kind", ["script", "function"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_positions_are_exact_in(supervisor: Supervisor, layout: str, kind: str) -> None:
    source = LAYOUTS[layout]
    found = {one.text: one for one in made(trace_of(supervisor, source, kind=kind))}
    for text in ("11", "22", "33"):
        assert (found[text].line, found[text].column) == place(source, f"eval('{text}')"), text


def test_positions_are_exact_in_a_generation(supervisor: Supervisor) -> None:
    inner = "'\U0001f600';\r\n\u2028 var é = eval('44')"
    trace = trace_of(supervisor, f"\n\n   eval({json.dumps(inner)})")
    _, outer, leaf = trace.generations
    assert outer.text == inner
    assert (outer.line, outer.column) == (3, 4)
    assert (leaf.line, leaf.column) == place(inner, "eval(")


def test_positions_are_exact_in_the_body_of_a_constructor(supervisor: Supervisor) -> None:
    trace = trace_of(
        supervisor, "new Function('a', 'b = eval(\"5\")', '\\n  return eval(\"6\")')()"
    )
    _, body, *leaves = trace.generations
    assert body.text == '(function anonymous(a,b = eval("5")\n) {\n\n  return eval("6")\n})'
    for leaf in leaves:
        assert (leaf.line, leaf.column) == place(body.text, f'eval("{leaf.text}")')


def test_functions_have_their_positions(supervisor: Supervisor) -> None:
    source = (
        "#!x\r\n'\U0001f600'; function one() {}\r\u2028 const two = () => 1,\t"
        "three = class { m() {} };"
    )
    trace = trace_of(supervisor, source)
    places = {one.name: (one.line, one.column) for one in trace.functions}
    assert places["one"] == place(source, "function one")
    assert places["two"] == place(source, "() => 1")
    assert places["m"] == place(source, "m()")


AUTO = {
    "a script": ("/* \U0001f600 */ var a = 1;\r\n a", "script"),
    "a function's body": ("/* \U0001f600 */ var a = 1;\r\n return a", "function"),
    "an asynchronous body": ("var a = await 1;\r\n return a", "function"),
    "a module": ("export default await 1;\u2028", "module"),
    "a hashbang": ("#!/usr/bin/env node\r\n1", "script"),
    "a hashbang before a body": ("#!/usr/bin/env node\r\nreturn 1", "function"),
    "a hashbang before a module": ("#!/usr/bin/env node\r\nexport default 1", "module"),
    "text like the wrapping": ("(function () {\n\nreturn 1\n})\nreturn 2", "function"),
    "nothing": ("", "script"),
}


@pytest.mark.parametrize("name", AUTO)
def test_finding_the_kind_leaves_one_generation_with_the_text_of(
    supervisor: Supervisor, name: str
) -> None:
    source, kind = AUTO[name]
    result = supervisor.run(source)
    assert (result.outcome, result.kind) == (Outcome.COMPLETED, kind)
    (found,) = told(result).generations
    assert (found.id, found.parent, found.origin, found.state) == (0, -1, "sample", "traced")
    assert found.text == source
    assert found.size == len(source.encode())
    assert found.sha256 == hashlib.sha256(source.encode()).hexdigest()
    assert told(result).coverage[0].bytes == found.size


def test_a_sample_that_is_no_code_is_one_refused_generation(supervisor: Supervisor) -> None:
    source = "return }; export await"
    result = supervisor.run(source)
    assert result.error is not None
    (found,) = told(result).generations
    assert (found.state, found.text) == ("refused", source)
    assert found.reason == f"SyntaxError: {result.error.message}"


def test_a_byte_order_mark_is_no_part_of_the_text(supervisor: Supervisor) -> None:
    trace = trace_of(supervisor, "\ufeff eval('1')")
    assert [(one.text, one.column) for one in trace.generations] == [(" eval('1')", 0), ("1", 2)]


def test_generations_beyond_the_cap_run_and_are_counted(outlives_tests: None) -> None:
    with supervising(generations=5) as supervisor:
        source = "let sum = 0; " + " ".join(
            f"for (let i = 1; i <= 10; i++) sum += eval('(() => ' + i + {n} + ')()');"
            for n in ("''", "'0'", "'00'")
        )
        result = supervisor.run(source + " sum")
    trace = told(result)
    assert result.value == 55 + 550 + 5500
    assert [one.id for one in trace.generations] == [0, 1, 2, 3, 4]
    assert trace.dropped["generation"] == 26


def test_one_place_can_take_half_of_the_room_at_most(outlives_tests: None) -> None:
    with supervising(generations=6) as supervisor:
        source = (
            "for (let i = 0; i < 50; i++) eval('f' + i + ' = 1'); eval('function late() {} late()')"
        )
        trace = told(supervisor.run(source))
    assert [one.text[:13] for one in trace.generations][1:] == [
        "f0 = 1",
        "f1 = 1",
        "f2 = 1",
        "function late",
    ]
    assert trace.generations[-1].state == "traced"
    assert [one.calls is not None for one in trace.functions if one.name == "late"] == [True]
    assert trace.dropped["generation"] == 47


def test_a_big_text_is_cut_and_its_hash_and_size_are_of_the_whole(outlives_tests: None) -> None:
    with supervising(generation_bytes=64 * 1024) as supervisor:
        source = "eval('/*' + '\u00e9'.repeat(100_000) + '*/ 1')"
        _, found = trace_of(supervisor, source).generations
    whole = "/*" + "é" * 100_000 + "*/ 1"
    assert found.cut
    assert found.size == len(whole.encode())
    assert found.sha256 == hashlib.sha256(whole.encode()).hexdigest()
    assert whole.startswith(found.text)
    assert 60_000 < len(found.text.encode()) <= 64 * 1024


def test_texts_beyond_the_trace_are_dropped_and_counted(outlives_tests: None) -> None:
    with supervising(
        generation_bytes=64 * 1024, artifact_bytes=0, trace_bytes=256 * 1024
    ) as supervisor:
        source = "for (let i = 0; i < 9; i++) eval('/*' + i + 'x'.repeat(40_000) + '*/ eval(`1`)')"
        trace = trace_of(supervisor, source)
    whole = [one for one in trace.generations if one.size > 40_000 and not one.cut]
    assert 1 <= len(whole) < 9
    assert sum(len(one.text) for one in trace.generations) < 256 * 1024 * 0.36
    assert {one.parent for one in trace.generations} <= {-1, *(one.id for one in trace.generations)}
