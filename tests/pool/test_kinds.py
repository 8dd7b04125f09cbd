"""What a source is run as, and what is run to its end with it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from stockade import InputError, Outcome, Policy, PolicyError, PoolLimits, RunResult, Supervisor


@pytest.fixture(scope="module")
def supervisor(outlives_tests: None) -> Iterator[Supervisor]:
    policy = Policy.production(cpu_seconds=0.5)
    with Supervisor(policy, pool=PoolLimits(workers=2, spares=1)) as running:
        yield running


def value_of(result: RunResult) -> object:
    assert result.outcome is Outcome.COMPLETED, result
    return result.value


def test_a_script_gives_its_completion_value(supervisor: Supervisor) -> None:
    result = supervisor.run("var a = 6; a * 7")
    assert (value_of(result), result.kind) == (42, "script")


def test_a_top_level_return_makes_a_function_body(supervisor: Supervisor) -> None:
    result = supervisor.run("if (true) return 'done'; 1")
    assert (value_of(result), result.kind) == ("done", "function")


def test_a_function_body_may_await(supervisor: Supervisor) -> None:
    result = supervisor.run("return await Promise.resolve(3)")
    assert (value_of(result), result.kind) == (3, "function")


def test_an_export_makes_a_module_and_the_value_its_exports(supervisor: Supervisor) -> None:
    result = supervisor.run("export const a = 1; export default [await 2]")
    assert (value_of(result), result.kind) == ({"a": 1, "default": [2]}, "module")


def test_a_string_that_says_return_is_still_a_script(supervisor: Supervisor) -> None:
    assert supervisor.run("'return'").kind == "script"


def test_a_syntax_error_is_that_of_the_script_with_its_position(supervisor: Supervisor) -> None:
    result = supervisor.run("// return export\nvar x = ;")
    assert result.outcome is Outcome.THREW
    assert result.error is not None
    assert result.error.name == "SyntaxError"
    assert "sample.js:2:" in result.error.stack


def test_a_thrown_syntax_error_does_not_run_the_source_twice(supervisor: Supervisor) -> None:
    result = supervisor.run(
        "console.log('once'); throw new SyntaxError('return not in a function')"
    )
    assert result.outcome is Outcome.THREW
    assert [entry.text for entry in result.console] == ["once"]


def test_a_kind_that_was_asked_for_is_not_second_guessed(supervisor: Supervisor) -> None:
    assert supervisor.run("return 1", kind="script").outcome is Outcome.THREW
    assert value_of(supervisor.run("1", kind="function")) is not None  # undefined, not 1
    assert value_of(supervisor.run("return 1", kind="function")) == 1
    assert value_of(supervisor.run("var a = 1", kind="module")) == {}


def test_global_declarations_are_seen_by_later_code(supervisor: Supervisor) -> None:
    source = "let a = 1; const b = 2; class C {}; Function('return [a, b, typeof C]')()"
    assert value_of(supervisor.run(source)) == [1, 2, "function"]


def test_a_promise_is_awaited_and_its_value_is_the_value(supervisor: Supervisor) -> None:
    assert value_of(supervisor.run("(async () => { await 0; return 'late' })()")) == "late"


def test_timers_run_to_their_end_in_order_and_cost_no_time(supervisor: Supervisor) -> None:
    source = """
      const seen = [];
      setTimeout(() => seen.push("hour"), 3_600_000);
      setTimeout(() => { seen.push("second"); setTimeout(() => seen.push("nested"), 1) }, 1000);
      Promise.resolve().then(() => seen.push("job"));
      new Promise((done) => setTimeout(() => done(seen), 7_200_000))
    """
    assert value_of(supervisor.run(source)) == ["job", "second", "nested", "hour"]


def test_a_string_timer_is_code(supervisor: Supervisor) -> None:
    source = "let x = 1; setTimeout('x = 5', 1); new Promise((f) => setTimeout(() => f(x), 2))"
    assert value_of(supervisor.run(source)) == 5


@pytest.mark.parametrize(
    "source",
    [
        "Promise.reject(new TypeError('lost')); 1",
        "(async () => { throw new TypeError('lost') })(); 1",
        "setTimeout(() => { throw new TypeError('lost') }); 1",
        "setTimeout('throw new TypeError(\"lost\")'); 1",
        "queueMicrotask(() => { throw new TypeError('lost') }); 1",
        "throw new TypeError('lost')",
        "return Promise.reject(new TypeError('lost'))",
        "export default 1; throw new TypeError('lost')",
    ],
)
def test_an_error_that_nothing_catches_is_reported_wherever_it_is(
    supervisor: Supervisor, source: str
) -> None:
    result = supervisor.run(source)
    assert result.outcome is Outcome.THREW, result
    assert result.error is not None
    assert (result.error.name, result.error.message) == ("TypeError", "lost")


def test_a_rejection_that_is_handled_in_time_is_no_error(supervisor: Supervisor) -> None:
    source = "const p = Promise.reject(1); queueMicrotask(() => p.catch(() => {})); 2"
    assert value_of(supervisor.run(source)) == 2


def test_what_was_pending_still_runs_after_an_error(supervisor: Supervisor) -> None:
    result = supervisor.run("setTimeout(() => console.log('after'), 5); throw 1")
    assert result.outcome is Outcome.THREW
    assert [entry.text for entry in result.console] == ["after"]


def test_the_stack_has_the_lines_of_the_source_and_none_of_ours(supervisor: Supervisor) -> None:
    source = "function f() {\n  null.x;\n}\n\n[1].map(function g() { f() });"
    for kind in ("script", "function", "module"):
        error = supervisor.run(source, kind=kind).error
        assert error is not None
        lines = error.stack.strip().splitlines()
        assert "at f (sample.js:2:" in lines[0], lines
        assert "at g (sample.js:5:" in lines[1], lines
        assert len(lines) == 4, lines
        assert "stockade" not in error.stack


def test_a_stack_leaves_out_our_own_functions(supervisor: Supervisor) -> None:
    error = supervisor.run("setTimeout(() => {}, Symbol())").error
    assert error is not None
    assert error.name == "TypeError"
    assert "stockade" not in error.stack
    assert "(sample.js:1:" in error.stack


def test_columns_are_exact_in_every_kind(supervisor: Supervisor) -> None:
    for kind in ("script", "function", "module"):
        error = supervisor.run("  undefined_name", kind=kind).error
        assert error is not None
        assert "(sample.js:1:3)" in error.stack, (kind, error.stack)


@pytest.mark.parametrize(
    ("thrown", "message", "value"),
    [
        ("5", "5", 5),
        ("'text'", "text", "text"),
        ("null", "null", None),
        ("({a: 1})", "an object", {"a": 1}),
        ("10n", "10n", 10),
    ],
)
def test_what_is_thrown_need_not_be_an_error(
    supervisor: Supervisor, thrown: str, message: str, value: object
) -> None:
    error = supervisor.run(f"throw {thrown}").error
    assert error is not None
    assert (error.name, error.message, error.value) == ("", message, value)


@pytest.mark.parametrize("before", [7997, 7998, 7999])
def test_a_long_message_is_cut_and_still_text(supervisor: Supervisor, before: int) -> None:
    error = supervisor.run(f"throw 'x'.repeat({before}) + '\\u{{1f600}}'.repeat(9)").error
    assert error is not None
    assert error.message.startswith("x" * before)
    assert len(error.message) <= 8000


def test_a_dom_exception_is_an_error_like_any_other(supervisor: Supervisor) -> None:
    error = supervisor.run("throw new DOMException('no', 'AbortError')").error
    assert error is not None
    assert (error.name, error.message) == ("AbortError", "no")


def test_console_output_is_kept_in_order_with_its_level(supervisor: Supervisor) -> None:
    result = supervisor.run(
        "console.log('a', 1); console.warn('%s!', 'b'); console.error({c: [1]})"
    )
    assert [(entry.level, entry.text) for entry in result.console] == [
        ("log", "a 1"),
        ("warn", "b!"),
        ("error", "{ c: [ 1 ] }"),
    ]


def test_console_output_arrives_while_the_code_runs(supervisor: Supervisor) -> None:
    heard: list[str] = []
    future = supervisor.submit(
        "console.log('early'); for (;;);", on_console=lambda entry: heard.append(entry.text)
    )
    result = future.result(timeout=20)
    assert result.outcome is Outcome.LIMIT
    assert heard == ["early"]
    assert [entry.text for entry in result.console] == ["early"]


def test_arguments_are_globals_and_cross_exactly(supervisor: Supervisor) -> None:
    args = {"price": 2.5, "items": ["a", None, {"__proto__": 1}], "Object": "mine"}
    result = supervisor.run("[price, items, Object]", args=args)
    assert value_of(result) == [2.5, ["a", None, {"__proto__": 1}], "mine"]


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ({"a": object()}, "args"),
        ({"a": [1, {"b": lambda: 1}]}, "b"),
        ({"a": 2**53}, "BigInt"),
        ({"not a name": 1}, "not a name"),
        ({"undefined": 1}, "undefined"),
        ({1: 1}, "args = 1"),
        ([1], "mapping"),
    ],
)
def test_arguments_that_cannot_cross_name_the_place(
    supervisor: Supervisor, args: object, words: str
) -> None:
    with pytest.raises(InputError, match=words):
        supervisor.run("1", args=args)  # type: ignore[arg-type]  # that is the point


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("\ufeff1 + 1", 2),
        ("#!/usr/bin/env node\n1 + 1", 2),
        ("\ufeff#!/usr/bin/env node\n1 + 1", 2),
        ("#!/usr/bin/env node\nreturn 2", 2),
        ("'a\0b'", "a\0b"),
        ("'\ud800'", "\ud800"),
        (b"'\xc3\xa9'", "é"),
        ("\n" * 90_000 + "2", 2),
        ("// only\u2028 2", 2),
    ],
    ids=lambda case: ascii(case)[:30],
)
def test_odd_text_is_run_as_it_is(
    supervisor: Supervisor, source: str | bytes, value: object
) -> None:
    assert value_of(supervisor.run(source)) == value


def test_an_empty_source_completes_with_undefined(supervisor: Supervisor) -> None:
    for source in ("", " \n", "\ufeff", "#!", "// nothing"):
        assert repr(value_of(supervisor.run(source))) == "UNDEFINED"


def test_a_million_lines_are_run_where_the_policy_takes_them(supervisor: Supervisor) -> None:
    roomy = Policy.production(source_bytes=2_000_000)
    result = supervisor.run("\n" * 1_000_000 + "null.x", policy=roomy)
    assert result.error is not None
    assert "sample.js:1000001:" in result.error.stack


def test_a_source_that_is_too_large_never_reaches_a_worker(supervisor: Supervisor) -> None:
    result = supervisor.run("x" * 10_000_000)
    assert result.outcome is Outcome.LIMIT
    assert result.limit is not None
    assert (result.limit.kind, result.limit.limit, result.limit.seen) == (
        "source_size",
        102_400,
        10_000_000,
    )
    assert result.worker is None


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"source": 5}, "source = 5: must be str or bytes"),
        ({"source": b"\xff\xfe1"}, "UTF-8; byte 0"),
        ({"source": "1", "kind": "wasm"}, "kind = 'wasm'"),
        ({"source": "1", "persona": "firefox"}, "persona = 'firefox'"),
        ({"source": "1", "tenant": "Not An Id"}, "tenant"),
        ({"source": "1", "traceparent": "00-zz"}, "traceparent"),
    ],
)
def test_a_senseless_job_is_refused_by_field_value_and_bound(
    supervisor: Supervisor, options: dict[str, object], words: str
) -> None:
    with pytest.raises(InputError, match=words):
        supervisor.run(**options)  # type: ignore[arg-type]  # that is the point


def test_a_run_may_lower_its_ceilings_and_not_raise_them(supervisor: Supervisor) -> None:
    result = supervisor.run("for (;;);", overrides={"cpu_seconds": 0.05})
    assert result.limit is not None
    assert (result.limit.kind, result.limit.limit) == ("cpu", 0.05)
    with pytest.raises(PolicyError, match="cpu_seconds"):
        supervisor.run("1", overrides={"cpu_seconds": 5})
    with pytest.raises(PolicyError, match="engine_stack_bytes = 65536: must be a ceiling that one"):
        supervisor.run("1", overrides={"engine_stack_bytes": 65536})
