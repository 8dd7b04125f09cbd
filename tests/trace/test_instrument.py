"""What the instrumenter inserts where, what it says about it, and what it refuses."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockade_worker.tracer.instrument import Hook, Instrumented, Instrumenter, Refused

INSTRUMENTER = Instrumenter()
MAGIC = 0x8ABCDEF
SNIPPETS: dict[str, list[str]] = json.loads(
    Path(__file__).with_name("instrument_snippets.json").read_text(encoding="utf-8")
)
SOURCES = [source for sources in SNIPPETS.values() for source in sources]


def instrument(source: str | bytes) -> Instrumented:
    text = source if isinstance(source, bytes) else source.encode()
    return INSTRUMENTER.instrument(text, magic=MAGIC, function_base=100, site_base=200)


def readable(source: str) -> str:
    """Return the instrumented text with the hooks' names for the numbers."""
    made = instrument(source)
    names = [Hook(hook).name for hook in made.hooks]
    return re.sub(
        r"0x8abcdef([0-9a-f]{6})\(", lambda m: f"{names[int(m[1], 16)]}(", made.text.decode()
    )


def without_pieces(made: Instrumented) -> bytes:
    kept, last = [], 0
    for offset, length in zip(made.offsets, made.lengths, strict=True):
        kept.append(made.text[last:offset])
        last = offset + length
    return b"".join([*kept, made.text[last:]])


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("function f(){}", "function f(){ENTER(100); }"),
        ("function f(){'a';g()}", "function f(){'a';;ENTER(100); g()}"),
        ("x=a=>b", "x=a=>RETURN(ENTER(100),b,100)"),
        ("x=a=>{b}", "x=a=>{ENTER(100); b}"),
        ("function f(){return 1}", "function f(){ENTER(100); return RETURN(1,100)}"),
        ("function f(){return 1,2}", "function f(){ENTER(100); return RETURN((1,2),100)}"),
        ("function f(){return}", "function f(){ENTER(100); return}"),
        ("return 1", "return 1"),
        ("for(;;){a}", "for(;;){LOOP(100); a}"),
        ("for(;;)a", "for(;;){LOOP(100); a}"),
        ("for(a of b)for(c in d);", "for(a of b){LOOP(100); for(c in d){LOOP(100); ;}}"),
        ("do a();while(b)", "do {LOOP(100); a();}while(b)"),
        ("while(a)let x", "while(a)let x"),
        ("while(a)b:function f(){}", "while(a)b:function f(){ENTER(100); }"),
        ("throw a", "throw THROW(a,200)"),
        ("throw a,b", "throw THROW((a,b),200)"),
        ("try{}catch(e){}", "try{}catch(e){CAUGHT(e,200); }"),
        ("try{}catch(é){}", "try{}catch(é){CAUGHT(\\u{e9},200); }"),
        ("try{}catch({e}){}", "try{}catch({e}){}"),
        ("try{}catch{}", "try{}catch{}"),
        ("a+=b", "NOTE(a+=b,200)"),
        ("a.b+=c", "NOTE(a.b+=c,200)"),
        ("a+=1", "a+=1"),
        ("a+=b*c", "a+=b*c"),
        ("a-=b", "a-=b"),
        ("a+b", "a+b"),
        ("a+'b'", "NOTE(a+'b',200)"),
        ("'a'+b+c+d", "NOTE('a'+b+c+d,200)"),
        ("a+b+'c'+d", "NOTE(a+b+'c'+d,200)"),
        ("a+('b').c", "a+('b').c"),
        ("f(0x1f)+f(0x20)", "NOTE(f(0x1f)+f(0x20),200)"),
        ("f(a)+f(b)", "f(a)+f(b)"),
        ("x=x+y", "x=NOTE(x+y,200)"),
        ("x=x+1", "x=x+1"),
        ("x=xy+y", "x=xy+y"),
        ("`a${b}`", "NOTE(`a${b}`,200)"),
        ("`a`", "`a`"),
        ("f`a${b}`", "f`a${b}`"),
        ("new `a${b}`", "new `a${b}`"),
        ("x=function(){}", "x=function(){ENTER(100); }"),
        ("class A{static{a()}}", "class A{static{a()}}"),
        ("import(a)", "import(IMPORT(a,100))"),
        ("import(...a)", "import(...a)"),
        ("import('a'+b,c)", "import(IMPORT(NOTE('a'+b,200),100),c)"),
        ("function f(){return'a'}", "function f(){ENTER(100); return/**/RETURN('a',100)}"),
    ],
)
def test_what_is_inserted(source: str, expected: str) -> None:
    assert readable(source) == expected


def test_what_a_return_gives_is_not_noted_as_well() -> None:
    assert Hook.NOTE not in instrument("function f(){return'a'+b} x=a=>`b${a}`").hooks


@pytest.mark.parametrize("source", SOURCES)
def test_without_the_pieces_it_is_the_original(source: str) -> None:
    assert without_pieces(instrument(source)) == source.encode()


@given(st.lists(st.sampled_from(SOURCES), max_size=5), st.sampled_from(["\n", ";", " ", "\u2028"]))
def test_pieces_are_ascending_and_plain(sources: list[str], between: str) -> None:
    try:
        made = instrument(between.join(sources))
    except Refused:
        return
    pieces = [
        made.text[at : at + size] for at, size in zip(made.offsets, made.lengths, strict=True)
    ]
    assert without_pieces(made) == between.join(sources).encode()
    assert all(piece.isascii() and b"\n" not in piece for piece in pieces)
    assert all(
        a + size <= b for (a, b), size in zip(pairwise(made.offsets), made.lengths, strict=False)
    )
    for ordinal, index in enumerate(made.openers):
        assert pieces[index].removeprefix(b"/**/").startswith(b"0x%013x(" % (MAGIC << 24 | ordinal))


@given(st.binary(max_size=200))
def test_any_bytes_are_instrumented_or_refused(source: bytes) -> None:
    try:
        made = instrument(source)
    except Refused:
        return
    assert without_pieces(made) == source


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("function f(){}", "f"),
        ("x = function(){}", "x"),
        ("x = function y(){}", "y"),
        ("var x=async()=>{}", "x"),
        ("a.b.c = function(){}", "c"),
        ("a['b'] = function(){}", "b"),
        ("x = {k: function(){}}", "k"),
        ("x = {'k': a=>a}", "k"),
        ("x = {k(){}}", "k"),
        ("class A{#p(){}}", "#p"),
        ("class A{p=()=>1}", "p"),
        ("x = {[a](){}}", "[a]"),
        ("(function(){})", ""),
        ("a?b:function(){}", ""),
        ("x = ünï => 1", "x"),
        ("ünï = x => 1", "ünï"),
    ],
)
def test_functions_have_names(source: str, name: str) -> None:
    assert instrument(source).functions[0].name == name


def test_functions_say_where_they_are() -> None:
    source = "a;function f(b=()=>1){}"
    places = [source[f.start : f.end] for f in instrument(source).functions]
    assert places == ["function f(b=()=>1){}", "()=>1"]


def test_a_return_belongs_to_the_innermost_function() -> None:
    text = readable("function f(a=function(){return 1}){return 2}")
    assert "RETURN(1,101)" in text
    assert "RETURN(2,100)" in text


def test_sites_say_where_they_are() -> None:
    source = "throw a; x+=y; try{}catch(e){}"
    assert sorted(source[site] for site in instrument(source).sites) == ["e", "t", "x"]


def test_literals_are_those_of_the_source() -> None:
    made = instrument("a('longer', \"than four\", 'abc', `a ${b} chunk` + 'esc\\x61ped')")
    assert made.literals == {b"longer", b"than four", b" chunk", b"esc\\x61ped"}


def test_the_same_source_gives_the_same_result() -> None:
    source = ";".join(SNIPPETS["operators"][:10] + SNIPPETS["loops"][:3]).encode()
    made = [
        subprocess.run(
            [sys.executable, "-c", _DUMP, *sys.path], input=source, capture_output=True, check=True
        ).stdout
        for _ in range(2)
    ]
    assert made[0]
    assert made[0] == made[1]


_DUMP = """
import sys
sys.path[:] = sys.argv[1:]
from stockade_worker.tracer.instrument import Instrumenter
source = sys.stdin.buffer.read()
made = Instrumenter().instrument(source, magic=0x8abcdef, function_base=0, site_base=0)
print(made.text, made.sites, made.functions, sorted(made.literals))
"""


@pytest.mark.parametrize("source", ["function", "a b", "'", "`${", "(" * 4_000, b"\xff", "a\0b("])
def test_bad_syntax_is_refused(source: str | bytes) -> None:
    with pytest.raises(Refused, match="syntax"):
        instrument(source)


def test_nul_and_lone_surrogates_may_stand_in_strings() -> None:
    source = b"x = '\0' + y + '\xed\xa0\x80' // \xed\xb0\x80"
    assert without_pieces(instrument(source)) == source


def test_an_exhausted_deadline_refuses() -> None:
    with pytest.raises(Refused, match="time"):
        INSTRUMENTER.instrument(
            b"f();" * 1000, magic=MAGIC, function_base=0, site_base=0, deadline=lambda: True
        )


def test_a_parse_after_a_refused_one_starts_afresh() -> None:
    with pytest.raises(Refused):
        instrument("f();" * 1000 + ")")
    assert instrument("a+'b'").sites.tolist() == [0]


@pytest.mark.parametrize(
    ("opened", "middle", "closed", "turns"),
    [
        ("(", "1", ")", 4_900),
        ("[", "", "]", 4_900),
        ("a=>", "1", "", 11_900),
        ("!", "1", "", 11_900),
        ("x+=", "1", "", 11_900),
        ("'a'+", "b", "", 100_000),
        ("a", "", ".b", 100_000),
        ("a", "", "()", 100_000),
        ("a?b:", "c", "", 11_900),
        ("`${", "1", "}`", 4_900),
        ("if(a)b;else ", "c", "", 11_900),
        ("for(;;)", "a()", "", 11_900),
        ("f(function(){return ", "1", "})", 2_400),
    ],
)
def test_nesting_costs_no_stack_and_little_time(
    opened: str, middle: str, closed: str, turns: int
) -> None:
    source = opened * turns + middle + closed * turns
    made = INSTRUMENTER.instrument(
        source.encode(), magic=MAGIC, function_base=0, site_base=0, deadline=_Turns(500_000)
    )
    assert without_pieces(made) == source.encode()


class _Turns:
    """A deadline that counts how often it is asked, not seconds."""

    def __init__(self, turns: int) -> None:
        self._left = turns

    def __call__(self) -> bool:
        self._left -= 1
        return self._left < 0


@pytest.mark.parametrize("level", ["{a:", "{/*}*/a:", "{a:'}';{b:", "{a://}\n"])
def test_braces_too_deep_for_the_stack_are_refused(level: str) -> None:
    with pytest.raises(Refused, match="depth"):
        instrument(level * 200_000)


def test_braces_that_regular_expressions_and_templates_hide_are_found() -> None:
    for level in ("{a:/}/,b:", "{a:/[/]}/,b:", "{a:`}`,b:"):
        with pytest.raises(Refused, match="depth"):
            instrument(level * 20_000)


@pytest.mark.parametrize(
    "level",
    ["(", "[", "f(", "a[", "f(a=", "`${", "a=", "a+=", "a?b:", "a**", "a=>", "()=>", "!", "- ",
     "typeof ", "new ", "await ", "if(a)b;else ", "else if(a){b} ", "if(a)", "for(;;)", "while(a) ",
     "do ", "with(a)", "l:"],
)  # fmt: skip
def test_what_is_too_deep_for_the_engine_is_refused_before_it_is_parsed(level: str) -> None:
    asked = _Turns(1)  # at the beginning; a parser asks again
    with pytest.raises(Refused, match="depth"):
        INSTRUMENTER.instrument(
            level.encode() * 50_000, magic=MAGIC, function_base=0, site_base=0, deadline=asked
        )


@pytest.mark.parametrize(
    "piece",
    ["(a=(b))=>{};", "if(a)b();else c();", "if(a)b();else if(c)d();", "a=b?c:d\n", "a=b,", "{l:;}",
     "!a+", "[a]+", "a==b||", "a?.b||", "a<=b&&", "for(;;)a();", "'a'+", "a+=/[(]/;"],
)  # fmt: skip
def test_what_stands_side_by_side_is_not_deep(piece: str) -> None:
    source = piece * 20_000 + "1"
    assert without_pieces(instrument(source)) == source.encode()


def test_many_braces_side_by_side_are_not_deep() -> None:
    assert instrument("f({a:'{'});" * 20_000).hooks == b""


def test_nothing_that_hooks_forks_is_imported() -> None:
    code = (
        "import sys; sys.path[:] = sys.argv[1:]; import stockade_worker.tracer.instrument;"
        " print(*sorted({'random', 'threading', 'importlib.resources'} & set(sys.modules)))"
    )
    run = subprocess.run(
        [sys.executable, "-S", "-c", code, *sys.path], capture_output=True, text=True, check=True
    )
    assert run.stdout.split() == []
