"""Code that running code makes is found whatever the way to make it, and traced itself."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

import pytest
from tests.trace.running import function, made, string, supervising, told, trace_of

from stockade import Supervisor

# What is made decodes a string and calls a function of its own: both must be told as its.
CODE = "(function made(a) { return a + String.fromCharCode(116, 46, 99, 111) })('http://')"
QUOTED = json.dumps(CODE)
ESCAPED = json.dumps(f"return {CODE}")

EVALS = {
    "a call": f"eval({QUOTED})",
    "strict code": f"(function () {{ 'use strict'; return eval({QUOTED}) }})()",
    "a function": f"(function () {{ return eval({QUOTED}) }})()",
    "an arrow": f"(() => eval({QUOTED}))()",
    "a field of a class": f"new (class {{ a = eval({QUOTED}) }})().a",
    "a static field": f"(class {{ static a = eval({QUOTED}) }}).a",
    "a private field": f"new (class {{ #a = eval({QUOTED}); get a() {{ return this.#a }} }})().a",
    "a static block": f"var r; (class {{ static {{ r = eval({QUOTED}) }} }}); r",
    "a computed key": f"Object.keys({{ [eval({QUOTED})]: 1 }})[0]",
    "a parameter's default": f"(function (a = eval({QUOTED})) {{ return a }})()",
    "a getter": f"({{ get a() {{ return eval({QUOTED}) }} }}).a",
    "a generator": f"(function* () {{ yield eval({QUOTED}) }})().next().value",
    "spread arguments": f"eval(...[{QUOTED}, 1])",
    "with": f"with ({{ eval }}) {{ eval({QUOTED}) }}",
    "an asynchronous function": f"(async () => eval({QUOTED}))()",
}
INDIRECT = {
    "a sequence": f"(0, eval)({QUOTED})",
    "optional chaining": f"eval?.({QUOTED})",
    "the global object": f"globalThis.eval({QUOTED})",
    "a computed name": f"globalThis['ev' + 'al']({QUOTED})",
    "an alias": f"const e = eval; e({QUOTED})",
    "Reflect.apply": f"Reflect.apply(eval, null, [{QUOTED}])",
    "call": f"eval.call(null, {QUOTED})",
    "apply": f"eval.apply(null, [{QUOTED}])",
    "bind": f"eval.bind(null, {QUOTED})()",
    "a proxy": f"new Proxy(eval, {{}})({QUOTED})",
    "an array's method": f"[{QUOTED}].map(eval)[0]",
    "replace": f"'x'.replace('x', eval.bind(null, {QUOTED}))",
}
FUNCTIONS = {
    "a call": f"Function({ESCAPED})()",
    "new": f"new Function({ESCAPED})()",
    "a constructor": f"(function () {{}}).constructor({ESCAPED})()",
    "a constructor of a native": f"[].map.constructor({ESCAPED})()",
    "a constructor of a constructor": f"''.constructor.constructor({ESCAPED})()",
    "a prototype's constructor": f"[].sort.constructor.prototype.constructor({ESCAPED})()",
    "Reflect.construct": f"Reflect.construct(Function, [{ESCAPED}])()",
    "a subclass": f"class F extends Function {{}}; new F({ESCAPED})()",
    "super": f"class F extends Function {{ constructor(a) {{ super(a) }} }}; new F({ESCAPED})()",
    "call": f"Function.call(null, {ESCAPED})()",
    "apply": f"Function.apply(null, [{ESCAPED}])()",
    "bind": f"Function.bind(null, 'a')({ESCAPED})()",
    "a proxy": f"new (new Proxy(Function, {{}}))({ESCAPED})()",
    "a proxy's trap": "new (new Proxy(Function, { construct: (f, a) => Reflect.construct(f, a) }))"
    f"({ESCAPED})()",
    "a getter": f"({{ get F() {{ return Function }} }}).F({ESCAPED})()",
}
OTHERS = {
    "AsyncFunction": f"(async function () {{}}).constructor({ESCAPED})()",
    "GeneratorFunction": "(function* () {}).constructor("
    f"{ESCAPED.replace('return', 'yield', 1)})().next().value",
    "AsyncGeneratorFunction": "(async function* () {}).constructor("
    f"{ESCAPED.replace('return', 'yield', 1)})().next().then(made => made.value)",
}
TIMERS = {
    "setTimeout": f"setTimeout({QUOTED}, 5)",
    "setInterval": f"const id = setInterval('clearInterval(id); ' + {QUOTED}, 5)",
}


@pytest.fixture(scope="module")
def supervisor(outlives_tests: None) -> Iterator[Supervisor]:
    with supervising() as made:
        yield made


def check(supervisor: Supervisor, source: str, origin: str, **options: Any) -> None:
    """Run what makes code and gives its value; all of the code must be in the trace."""
    trace = trace_of(supervisor, source, **options)
    found = made(trace)[-1]
    assert (found.parent, found.origin, found.state, found.times) == (0, origin, "traced", 1)
    assert CODE in found.text
    assert not found.cut
    assert found.size == len(found.text.encode())
    assert found.sha256 == hashlib.sha256(found.text.encode()).hexdigest()
    assert function(trace, "made").generation == found.id
    assert string(trace, "t.co").generation == found.id
    assert string(trace, "http://t.co").generation == found.id


@pytest.mark.parametrize("way", EVALS)
def test_direct_eval_is_found_in(supervisor: Supervisor, way: str) -> None:
    check(supervisor, EVALS[way], "eval")


@pytest.mark.parametrize("way", INDIRECT)
def test_indirect_eval_is_found_through(supervisor: Supervisor, way: str) -> None:
    check(supervisor, INDIRECT[way], "indirect_eval")


@pytest.mark.parametrize("way", FUNCTIONS)
def test_function_constructor_is_found_through(supervisor: Supervisor, way: str) -> None:
    check(supervisor, FUNCTIONS[way], "Function")


@pytest.mark.parametrize("way", OTHERS)
def test_the_other_constructors_are_found(supervisor: Supervisor, way: str) -> None:
    check(supervisor, OTHERS[way], way)


@pytest.mark.parametrize("way", TIMERS)
def test_text_given_to_timers_is_found(supervisor: Supervisor, way: str) -> None:
    check(supervisor, TIMERS[way], "timer")


def test_import_of_a_data_url_is_found(supervisor: Supervisor) -> None:
    check(supervisor, f"import('data:text/javascript,' + encodeURIComponent({QUOTED}))", "import")


def test_static_import_of_a_data_url_is_found(supervisor: Supervisor) -> None:
    url = "data:text/javascript," + "".join(f"%{byte:02x}" for byte in CODE.encode())
    check(supervisor, f"import '{url}'; export default 1", "import")


def test_modules_know_what_imports_them(supervisor: Supervisor) -> None:
    inner = "data:text/javascript,export default eval('1')"
    outer = f"import a from %22{inner}%22; export default a + eval('2')"
    source = f'import b from "data:text/javascript,{outer}"; export default b + eval("3")'
    result = supervisor.run(source)
    assert result.value == {"default": 6}
    found = [(one.parent, one.origin, one.state) for one in told(result).generations]
    modules = [(-1, "sample", "traced"), (0, "import", "traced"), (1, "import", "traced")]
    assert found == [*modules, *((parent, "eval", "traced") for parent in (2, 1, 0))]


def test_a_module_that_lacks_another_says_so(supervisor: Supervisor) -> None:
    error = supervisor.run("import x from 'nowhere-at-all'; x()").error
    assert error is not None
    assert (error.name, "nowhere-at-all" in error.message) == ("ReferenceError", True)


def test_a_module_that_can_not_be_had_is_told_as_refused(supervisor: Supervisor) -> None:
    source = "import 'data:text/javascript,1'; import 'http://x.test/y.js'"
    sample, loaded, missing = told(supervisor.run(source)).generations
    assert (sample.state, loaded.state, missing.state) == ("refused", "traced", "refused")
    assert (loaded.parent, missing.parent, missing.origin) == (0, 0, "import")
    assert missing.reason == "no such module: http://x.test/y.js"


def test_a_hundred_generations_in_one_another_are_a_chain(supervisor: Supervisor) -> None:
    source = (
        "var n = 0; function go() { if (n++ < 100) return eval('(' + go + ')(); ' + n) } go(); n"
    )
    found = made(trace_of(supervisor, source))
    assert [one.parent for one in found] == list(range(100))
    assert {one.state for one in found} == {"traced"}
    assert found[-1].text.endswith("(); 100")


def test_the_same_code_made_at_the_same_place_is_counted(supervisor: Supervisor) -> None:
    source = "function m(a) { return eval(a) } for (let i = 0; i < 7; i++) m('6 * 7'); m('6 * 8')"
    assert [(one.text, one.times) for one in made(trace_of(supervisor, source))] == [
        ("6 * 7", 7),
        ("6 * 8", 1),
    ]


def test_the_same_code_made_at_another_place_is_another(supervisor: Supervisor) -> None:
    found = made(trace_of(supervisor, "eval('1'); eval('1'); (0, eval)('1')"))
    assert [(one.origin, one.column) for one in found] == [
        ("eval", 1),
        ("eval", 12),
        ("indirect_eval", 27),
    ]


def test_what_is_made_again_is_traced_again(supervisor: Supervisor) -> None:
    source = "for (let i = 0; i < 5; i++) eval('(function again() { return i + \"st time\" })()')"
    trace = trace_of(supervisor, source)
    calls = function(trace, "again").calls
    assert calls is not None
    assert (calls.count, calls.first_return, calls.last_return) == (5, '"0st time"', '"4st time"')


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("try { eval('var x = ;') } catch {}", "SyntaxError: unexpected token in expression"),
        ("try { Function('}') } catch {}", "SyntaxError"),
        ("try { eval('let a; let a') } catch {}", "SyntaxError"),
        ("setTimeout('1 +')", "SyntaxError"),
    ],
)
def test_refused_code_is_told_with_the_engines_message_and_has_not_run(
    supervisor: Supervisor, source: str, reason: str
) -> None:
    trace = told(supervisor.run(source))
    (found,) = made(trace)
    assert found.state == "refused"
    assert found.reason.startswith(reason)
    assert [one.generation for one in trace.functions if one.calls] == [0]
    assert trace.coverage[1].bytes_run == 0
    assert len(trace.tree) == 1
