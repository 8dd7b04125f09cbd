"""JScript under Windows Script Host: its globals, errors, and the script itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from stockade import Outcome

from .wsh_runs import Host, hosting

MODERN = [
    *("console", "setTimeout", "setInterval", "Promise", "Map", "Set", "WeakMap", "Symbol"),
    *("Proxy", "Reflect", "BigInt", "Uint8Array", "ArrayBuffer", "globalThis", "WebAssembly"),
    *("performance", "queueMicrotask", "atob", "btoa", "structuredClone", "window", "require"),
    *("process", "document"),
]
NEW_METHODS = [
    *("[].find", "[].includes", "[].at", "[].flat", "''.includes", "''.repeat", "''.padStart"),
    *("''.replaceAll", "''.startsWith", "Object.assign", "Object.entries", "Number.isInteger"),
    *("Math.trunc", "Array.from", "String.raw"),
]
OLD_METHODS = [
    *("[].forEach", "[].concat", "''.substr", "''.trim", "''.anchor", "Object.keys", "JSON.parse"),
    *("Date.parse", "escape", "unescape", "parseInt", "Math.max", "/a/.compile"),
    "String.fromCharCode",
]


@pytest.fixture(scope="module")
def wsh(outlives_tests: None) -> Iterator[Host]:
    with hosting() as host:
        yield host


@pytest.mark.parametrize("name", MODERN)
def test_what_jscript_lacks_is_not_there(wsh: Host, name: str) -> None:
    assert wsh.run(f"typeof {name}") == "undefined"


@pytest.mark.parametrize("name", NEW_METHODS)
def test_methods_that_jscript_lacks_are_not_there(wsh: Host, name: str) -> None:
    assert wsh.run(f"typeof {name}") == "undefined"


@pytest.mark.parametrize("name", OLD_METHODS)
def test_methods_that_jscript_has_are_there(wsh: Host, name: str) -> None:
    assert wsh.run(f"typeof {name}") == "function"


def test_the_engine_says_that_it_is_jscript(wsh: Host) -> None:
    source = (
        "[ScriptEngine(), ScriptEngineMajorVersion(), ScriptEngineMinorVersion(), "
        "@_jscript_version]"
    )
    assert wsh.run("/*@cc_on @*/ " + source) == ["JScript", 5, 8, 5.8]


def test_conditional_compilation_is_carried_out(wsh: Host) -> None:
    assert wsh.run("var x = 1; /*@cc_on @if (@_win32) x = 2; @else x = 3; @end @*/ x") == 2


def test_conditional_compilation_is_carried_out_in_what_is_evaluated(wsh: Host) -> None:
    assert wsh.run("eval('/*@cc_on 7 @*/')") == 7


def test_a_function_can_be_declared_as_a_member(wsh: Host) -> None:
    source = "function A() {}\nfunction A.prototype.b(x) { return x + 1 }\nnew A().b(2)"
    assert wsh.run(source) == 3


def test_a_script_in_markup_runs(wsh: Host) -> None:
    source = "<job>\n<script language='JScript'>\nWScript.Echo('ran')\n</script></job>"
    assert wsh.printed(source) == ["ran"]


def test_positions_are_those_of_the_text_that_was_given(wsh: Host) -> None:
    trace = wsh.traced("/*@cc_on\n  WScript.Echo(1)\n@*/")
    (use,) = (api for api in trace.apis if api.path == "WScript.Echo")
    assert (use.line, use.column) == (2, 11)


@pytest.mark.parametrize(
    ("expression", "number", "description"),
    [
        ("null.x", 5007, "'null' is null or not an object"),
        ("nowhere", 5009, "'nowhere' is undefined"),
        ("({}).nothing()", 438, "Object doesn't support this property or method"),
        ("new Array(-1)", 5029, "Array length must be a finite positive integer"),
        ("eval('\"')", 1015, "Unterminated string constant"),
        ("eval('1 2')", 1004, "Expected ';'"),
        ("eval('(')", 1002, "Syntax error"),
        ("throw new Error('mine')", 0, "mine"),
    ],
)
def test_errors_have_jscripts_words_and_numbers(
    wsh: Host, expression: str, number: int, description: str
) -> None:
    caught = wsh.caught(expression)
    assert (caught[0] & 0xFFFF, caught[1], caught[3]) == (number, description, True)


def test_a_description_can_be_set(wsh: Host) -> None:
    source = (
        "var e = new Error('a'); e.description = 'b'; e.number = 5; [e.message, "
        "e.description, e.number]"
    )
    assert wsh.run(source) == ["a", "b", 5]


def test_an_error_may_be_made_of_its_number(wsh: Host) -> None:
    assert wsh.run("[new Error(2).number, new Error('a').number]") == [2, 0]


def test_years_from_2000_on_are_whole(wsh: Host) -> None:
    assert wsh.run("[new Date(1999, 1).getYear(), new Date(2017, 1).getYear()]") == [99, 2017]


def test_a_class_that_the_host_does_not_find_is_an_error_of_ranges(wsh: Host) -> None:
    """Samples take a key from the name of this error."""
    caught = "try { WScript.CreateObject('No.Such'); } catch (e) { [e.name, e.description] }"
    message = 'WScript.CreateObject: Could not locate automation class named "No.Such".'
    assert wsh.run(caught) == ["RangeError", message]


def test_a_program_that_was_started_is_among_the_processes(wsh: Host) -> None:
    source = (
        "var f = new ActiveXObject('Scripting.FileSystemObject').CreateTextFile('C:\\\\own.exe');"
        "f.Write('MZ'); f.Close(); new ActiveXObject('WScript.Shell').Run('C:\\\\own.exe');"
        "var query = \"select * from Win32_Process where Name='own.exe'\";"
        "GetObject('winmgmts:').ExecQuery(query).Count"
    )
    assert wsh.run(source) == 1


def test_text_can_be_read_without_a_call(wsh: Host) -> None:
    source = (
        "var s = new ActiveXObject('ADODB.Stream'); s.Type = 2; s.Open(); s.WriteText('abc');"
        "s.Position = 0; var text = s['ReadText']; s.Position = 0; [text.length, s.ReadText()]"
    )
    assert wsh.run(source) == [3, "abc"]


def test_an_uncaught_error_ends_the_script(wsh: Host) -> None:
    result = wsh.result("new ActiveXObject('No.Such')")
    assert result.outcome is Outcome.THREW
    assert result.error is not None
    assert result.error.message == "Automation server can't create object"


def test_a_date_gives_a_var_date(wsh: Host) -> None:
    assert wsh.run("new Date(5).getVarDate() - 0") == 5


@pytest.mark.parametrize(
    ("method", "text"),
    [
        ("toString", "Sun Nov 2 04:05:06 UTC 2025"),
        ("toGMTString", "Sun, 2 Nov 2025 04:05:06 UTC"),
        ("toDateString", "Sun Nov 2 2025"),
        ("toLocaleString", "2 November 2025 04:05:06"),
    ],
)
def test_dates_are_written_as_jscript_does(wsh: Host, method: str, text: str) -> None:
    source = f"var d = new Date(2025, 10, 2, 4, 5, 6); [d.{method}(), d + '' === d.toString()]"
    assert wsh.run(source) == [text, True]


def test_what_is_written_of_a_date_can_be_read(wsh: Host) -> None:
    assert wsh.run("var d = new Date(2025, 10, 2); new Date(d + '') - d") == 0


def test_echo_prints_its_arguments_with_spaces(wsh: Host) -> None:
    assert wsh.printed("WScript.Echo('a', 1, null, true)") == ["a 1  true"]


def test_the_standard_output_is_printed(wsh: Host) -> None:
    assert wsh.printed("WScript.StdOut.WriteLine('a')") == ["a"]


def test_sleeping_takes_virtual_time_only(wsh: Host) -> None:
    source = "var t = new Date(); WScript.Sleep(3600000); (new Date() - t) >= 3600000"
    assert wsh.run(source) is True


def test_quit_ends_the_script_and_nothing_catches_it(wsh: Host) -> None:
    source = (
        "try { WScript.Echo(1); "
        "WScript.Quit(3) } catch (e) { WScript.Echo(2) } finally { WScript.Echo(3) }"
    )
    assert wsh.printed(source) == ["1"]


def test_a_loop_that_sleeps_for_ever_ends(wsh: Host) -> None:
    result = wsh.result("while (true) WScript.Sleep(1000)", overrides={"loop_iterations": 10_000})
    assert result.outcome is Outcome.LIMIT


@pytest.mark.parametrize("way", ["[].sort", "[].reverse", "({}).valueOf"])
def test_builtins_that_are_called_on_nothing_take_the_global_object(wsh: Host, way: str) -> None:
    assert wsh.run(f"(0, {way})() === this") is True


def test_builtins_that_are_called_on_something_work(wsh: Host) -> None:
    source = "[[3, 1, 2].sort(function (a, b) { return b - a }), [1].concat([2], 3), {} + 1]"
    assert wsh.run(source) == [[3, 2, 1], [1, 2, 3], "[object Object]1"]


def test_the_name_of_a_function_that_is_a_value_is_known_outside(wsh: Host) -> None:
    assert wsh.run("var a = (function b() {}, 'x'); typeof b + a") == "functionx"


def test_the_host_has_a_short_name_too(wsh: Host) -> None:
    assert wsh.printed("WSH.Echo(WSH === WScript, this + '')") == ["true [object Object]"]


def test_the_script_knows_its_name_and_its_arguments(wsh: Host) -> None:
    source = (
        "[WScript.ScriptName, WScript.ScriptFullName, WScript.Arguments(0), "
        "WScript.Arguments.length, WScript.Arguments.Named('k')]"
    )
    profile = {"script_name": "a.js", "script_folder": "C:\\x", "arguments": ["one", "/k:v"]}
    assert wsh.run(source, profile=profile) == ["a.js", "C:\\x\\a.js", "one", 2, "v"]


def test_what_a_run_has_set_is_not_there_in_the_next(wsh: Host) -> None:
    wsh.run(
        "new ActiveXObject('WScript.Shell').CurrentDirectory = 'C:\\\\Windows'; WScript.Timeout = 5"
    )
    source = (
        "[new ActiveXObject('WScript.Shell').CurrentDirectory === 'C:\\\\Windows', WScript.Timeout]"
    )
    assert wsh.run(source) == [False, 0]
