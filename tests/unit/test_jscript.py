"""The JScript pre-pass: what a piece of code becomes, byte for byte as long as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockade_worker.tracer.encoded import _CLEAR, _ESCAPED, _ORDER, _TABLES
from stockade_worker.tracer.jscript import rewrite


def squeezed(source: str) -> str:
    """Return what a script becomes, without the blanks that keep its length."""
    raw = source.encode()
    made = rewrite(raw)
    assert len(made) == len(raw)
    assert made.count(b"\n") == raw.count(b"\n")
    return " ".join(made.decode().split())


def encoded(text: str) -> bytes:
    """Encode as Microsoft's script encoder does; the length and the checksum are not looked at."""
    signs = {value[0]: b"@" + sign for sign, value in _ESCAPED.items()}
    made, counted = b"", 0
    for byte in text.encode():
        if byte in signs:
            made += signs[byte]
        elif byte in _CLEAR:
            made += bytes([_TABLES[_ORDER[counted % len(_ORDER)]].index(byte)])
        else:
            made += bytes([byte])
        counted += byte < 0x80
    return b"#@~^AAAAAA==" + made + b"AAAAAA==^#~@"


# -- left alone ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "source",
    [
        "var a = 'x@y.z'; // @someone",
        "function a() {} a.prototype.b = function () {}",
        "/*@cc_off x @*/",
        "'@if (1) @set @a = 2'",
        '"function a.b() {}"',
        "/@cc_on/.test(x)",
        "`@if ${'function a.b(){}'}`",
        "x(1) == 2; x = (1) => 2; if (a) (b) = 3",
        "<!-- a comment",
        "#@~^AAAAAA==cut off",
        "/*@cc_only x @*/",
    ],
)
def test_what_needs_nothing_is_the_same_object(source: str) -> None:
    raw = source.encode()
    assert rewrite(raw) is raw


@pytest.mark.parametrize(
    "source", ["@if x @end", "@if (1", "@if (1) x @else y", "@cc_on @end", "@set a = 1", "@set @a"]
)
def test_what_jscript_refuses_is_left_for_the_engine_to_refuse(source: str) -> None:
    raw = source.encode()
    assert rewrite(raw) is raw


def test_zeros_at_the_end_are_blanked() -> None:
    assert rewrite(b"a('\0')\n\0\0") == b"a('\0')\n  "


def test_a_variable_is_none_until_conditional_compilation_is_on() -> None:
    raw = b"/* @_jscript */ @_jscript; ')='"
    assert rewrite(raw) is raw


# -- conditional compilation -----------------------------------------------------------------------


def test_a_comment_with_cc_on_is_code() -> None:
    assert squeezed("/*@cc_on run() @*/ more()") == "run() more()"


def test_a_line_comment_with_cc_on_is_code() -> None:
    assert squeezed("//@cc_on run()\nmore()") == "run() more()"


def test_the_test_for_jscript_with_a_negation_holds() -> None:
    assert squeezed("var ie = /*@cc_on!@*/false") == "var ie = ! false"


def test_later_comments_with_an_at_sign_are_code_too() -> None:
    assert squeezed("/*@cc_on @*/ /*@ a() @*/ //@ b()\n/* c() */ // d()") == (
        "a() b() /* c() */ // d()"
    )


def test_a_comment_before_cc_on_stays_one() -> None:
    assert squeezed("/*@ a() @*/ /*@cc_on b() @*/") == "/*@ a() @*/ b()"


@pytest.mark.parametrize(
    ("condition", "taken"),
    [
        ("@_jscript", "yes"),
        ("@_jscript_version >= 5.6 && @_win32", "yes"),
        ("@_mac", "no"),
        ("@nothing", "no"),
        ("@nothing == @nothing", "no"),
        ("!@nothing", "yes"),
        ("(1 + 2) * 3 == 9", "yes"),
        ("1 + 2 * 3 == 9", "no"),
        ("7 % 4 - 3 || 0x10 / 0 < 1", "no"),
        ("~1 == -2 && (-1 >>> 28) == 15 && (-8 >> 1) === -4", "yes"),
        ("(5 & 6) == 4 && (5 | 6) == 7 && (5 ^ 6) == 3 && 1 << 4 == 16", "yes"),
        ("true === 1", "no"),
        ("true == 1", "yes"),
        ("0 / 0", "no"),
    ],
)
def test_a_condition_is_worth_what_jscript_makes_of_it(condition: str, taken: str) -> None:
    assert squeezed(f"@if ({condition}) yes @else no @end") == taken


def test_the_first_true_branch_is_compiled_and_no_other() -> None:
    source = "@if (0) a @elif (0) b @elif (1) c @elif (1) d @else e @end f"
    assert squeezed(source) == "c f"


def test_branches_may_begin_and_end_in_comments() -> None:
    source = "/*@cc_on @*/\n/*@if (@_jscript)\na();\n@else @*/\nb();\n/*@end @*/\nc();"
    assert squeezed(source) == "a(); c();"
    assert squeezed(source.replace("@_jscript", "@_mac")) == "b(); c();"


def test_what_is_left_out_may_hold_whole_conditions() -> None:
    assert squeezed("@if (0) @if (1) a @else b @end c @else d @end e") == "d e"


def test_a_condition_in_what_is_compiled_is_looked_at() -> None:
    assert squeezed("@if (1) @if (0) a @else b @end c @else d @end e") == "b c e"


def test_the_end_of_a_condition_in_a_string_does_not_count() -> None:
    assert squeezed("@if (0) '@end' /* @end */ a @end b") == "b"


def test_brackets_in_what_is_left_out_do_not_count() -> None:
    assert squeezed("f(@if (0) )))((( @end 1) = 2") == "f[ 1] = 2"


def test_a_long_row_of_branches_takes_no_stack() -> None:
    assert squeezed("@if (0)" + "@elif (0)" * 5000 + "@else x @end") == "x"


def test_a_variable_has_the_value_that_was_set() -> None:
    assert squeezed("@set @v_ = (2 * 21)\nf(@v_)") == "f( 42)"


def test_a_variable_may_be_set_by_another() -> None:
    assert squeezed("@set @one = 1\n@set @two = (@one + 1)\nf(@two, @none)") == "f( 2, NaN)"


@pytest.mark.parametrize(
    ("source", "becomes"),
    [
        ("@cc_on f(@_jscript)", "f(true)"),
        ("@cc_on f(@_jscript_version)", "f(5.8)"),
        ("@set @a=true\nf(@a)", "f(!0)"),
        ("@set @a=false\nf(@a)", "f(!1)"),
        ("@set @abc=-5\nx-@abc", "x-(-5)"),
        ("@set @abcd=5\n@abcd.x", "(5).x"),
        ("@set @aaa=10000000\nf(@aaa)", "f(1e7)"),
        ("@cc_on return@_jscript", "return true"),
        ("@cc_on @_win32*2/1", "true*2/1"),
    ],
)
def test_a_variable_becomes_a_literal_that_fits(source: str, becomes: str) -> None:
    made = squeezed(source)
    assert made.replace(" ", "") == becomes.replace(" ", "")
    assert ("return" in made) <= ("return " in made)


def test_a_value_that_fits_nowhere_is_left_to_the_engine() -> None:
    assert squeezed("@set @a=123456\nf(@a)") == "f(@a)"


# -- names and properties --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "becomes"),
    [
        ("function A.prototype.b(x, y) { return x }", "A.prototype.b=function(x, y) { return x }"),
        ("function  A . b(){}", "A . b= function(){}"),
        ("function o::ev(x) {}", "o.ev =function(x) {}"),
        ("x = function A.b() {} , 1", "x = A.b=function() {} , 1"),
    ],
)
def test_a_function_of_an_object_is_assigned(source: str, becomes: str) -> None:
    assert squeezed(source) == becomes


@pytest.mark.parametrize(
    ("source", "becomes"),
    [
        ("function A.b() {} c()", "A.b=function() {};c()"),
        ("function A.b() { }c()", "A.b=function() {};c()"),
        ("function A.b() {}\nc()", "A.b=function() {} c()"),
        ("function A.b() { }\n(c)()", "A.b=function() {}; (c)()"),
        ("if (x) { function A.b() {}}", "if (x) { A.b=function() {}}"),
        ("function A.b() { if (1) { } }\r\n[1].c()", "A.b=function() { if (1) { } }; [1].c()"),
    ],
)
def test_what_follows_such_a_function_is_a_statement_of_its_own(source: str, becomes: str) -> None:
    assert squeezed(source) == becomes


@pytest.mark.parametrize(
    ("source", "becomes"),
    [
        ("a = (function b() {}, 1); b", "a = (b=function() {}, 1); b"),
        ("(function b() { return 1 })(); b()", "(b=function() { return 1 })(); b()"),
        ("return function b() {}; b", "return b=function() {}; b"),
    ],
)
def test_the_name_of_a_function_that_is_a_value_is_known_outside(source: str, becomes: str) -> None:
    assert squeezed(source) == becomes


@pytest.mark.parametrize(
    "source",
    [
        "a = function b() { return b }",
        "a = function b() {}()\nb",
        "!function b() {}; b",
        "a == function b() {}; b",
        "new function b() {}; b",
        "'use strict'; a = (function b() {}); b",
        "function b() {} b",
        "a = function () {}; b",
    ],
)
def test_other_names_of_functions_stay(source: str) -> None:
    raw = source.encode()
    assert rewrite(raw) is raw


@pytest.mark.parametrize(
    ("source", "becomes"),
    [
        ("f();function (x) {return x}", "f();; (x)=>{return x}"),
        ("function(x) { } f()", "; (x)=>{ };f()"),
        ("function () {}", "; ()=>{}"),
    ],
)
def test_a_function_without_a_name_may_be_a_statement(source: str, becomes: str) -> None:
    assert squeezed(source) == becomes


def test_a_line_break_between_function_and_name_is_never_lost() -> None:
    assert squeezed("function\n A.b() {}") == "A.b= function() {}"
    raw = b"function\nA.b() {}"
    assert rewrite(raw) is raw


@pytest.mark.parametrize(
    ("source", "becomes"),
    [
        ("h.Option(4) = 13056", "h.Option[4] = 13056"),
        ("s.Environment('P')('A') = f(1)", "s.Environment('P')['A'] = f(1)"),
        ("d.Item(f(2)) = (1)", "d.Item[f(2)] = (1)"),
        ("f() = 1; g(1) = 2", "f() = 1; g[1] = 2"),
        ("if (x) y(1) = 2", "if (x) y[1] = 2"),
    ],
)
def test_a_property_with_arguments_is_set_by_index(source: str, becomes: str) -> None:
    assert squeezed(source) == becomes


@pytest.mark.parametrize(
    "division", ["a / b", "a[1] / b", "f(1) / b", "2 / b", "this / b", "a++ / b", "({}) / b"]
)
def test_a_slash_after_a_value_divides(division: str) -> None:
    assert squeezed(f"x = {division} + ')= @if(1)'; d(1) = '/'").endswith("; d[1] = '/'")


@pytest.mark.parametrize(
    "regex", ["x = /'/", "f(/'/)", "return /'/", "if (a) /'/.x", "{} /'/", "[/[/']/, /\\/'/]"]
)
def test_a_slash_where_a_value_is_expected_begins_a_regular_expression(regex: str) -> None:
    assert squeezed(f"{regex}; d(1) = 2") == f"{regex}; d[1] = 2"


# -- markup and encoded scripts --------------------------------------------------------------------


def test_of_markup_only_the_scripts_are_left() -> None:
    source = "<html>it's\n<script language='JScript'>a()</SCRIPT>\n<p>x<script>b()</script></html>"
    assert squeezed(source) == "a(); b();"


def test_scripts_in_other_languages_are_left_out() -> None:
    source = '<job><script language="VBScript">x = 1</script><script>a()</script></job>'
    assert squeezed(source) == "a();"


def test_a_script_file_of_jobs_may_hold_its_text_as_character_data() -> None:
    source = (
        '<?xml version="1.0"?>\n<job><script src="x.js"/><script><![CDATA[a()]]></script></job>'
    )
    assert squeezed(source) == "a() ;"


def test_a_script_that_is_cut_off_is_one() -> None:
    assert squeezed("<hta:application>\n<script>a()") == "a()"


def test_a_script_in_markup_goes_through_the_rest() -> None:
    assert squeezed("<script>/*@cc_on a() @*/</script>") == "a() ;"


def test_an_encoded_block_that_the_encoder_made_is_decoded() -> None:
    made = rewrite(b"#@~^DgAAAA==\\ko$K6,JC\x7fV^GJqAQAAA==^#~@")
    assert made.rstrip() == b'MsgBox "Hello"'


@given(st.text(max_size=300))
def test_whatever_was_encoded_is_decoded(text: str) -> None:
    source = encoded("_" + text)
    assert rewrite(b"a();" + source).startswith(b"a();_" + text.encode()) or not text.isprintable()


def test_an_encoded_script_goes_through_the_rest() -> None:
    raw = encoded("/*@cc_on\r\nfunction A.b(){} @*/ x<y>z@")
    assert rewrite(raw).split() == b"A.b=function(){}; x<y>z@".split()


# -- bad input -------------------------------------------------------------------------------------


_PIECES = st.sampled_from(
    [
        *("@cc_on", "@if(", "@elif(", "@else", "@end", "@set", "@a", "/*@", "@*/", "//@", "/*"),
        *("*/", "//", "(", ")", "[", "]", "{", "}", "`", "${", "'", '"', "\\", "/", "=", "1"),
        *("x", " ", "function ", "a.b", "::", "<script", ">", "</script", "#@~^AAAAAA=="),
        *("AAAAAA==^#~@", "\n", "\r\n", "é", "&&", ">>>", "!", "in"),
    ]
)


@given(st.lists(_PIECES, max_size=40))
def test_no_text_changes_its_length_or_its_lines(pieces: list[str]) -> None:
    raw = "".join(pieces).encode()
    made = rewrite(raw)
    assert len(made) == len(raw)
    if b"#@~^" not in raw:
        assert [at for at, byte in enumerate(made) if byte == ord("\n")] == [
            at for at, byte in enumerate(raw) if byte == ord("\n")
        ]


@given(st.binary(max_size=200))
def test_no_bytes_are_an_error(raw: bytes) -> None:
    assert len(rewrite(b"/*@cc_on " + raw)) == len(raw) + 9


@pytest.mark.parametrize(
    "piece", ['\\"', "[/", "(/", "@if(0)", "(", "<script", "#@~^AAAAAA==", "language=", "`${", "@"]
)
def test_long_rows_of_what_never_ends_are_gone_through_once(piece: str) -> None:
    raw = b"<script /*@cc_on*/" + piece.encode() * 20_000  # by its square, this would take minutes
    assert len(rewrite(raw)) == len(raw)
