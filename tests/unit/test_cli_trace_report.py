"""What a person is told of a trace."""

from __future__ import annotations

from dataclasses import replace

import pytest

from stockade.cli import trace_report
from stockade.cli.trace_report import (
    MAX_DULL_STRINGS,
    MAX_FUNCTIONS,
    MAX_GENERATIONS,
    MAX_STRINGS,
    MIN_INTEREST,
)
from stockade.tracing import (
    Calls,
    Coverage,
    ExceptionSite,
    Function,
    Generation,
    Guard,
    Position,
    SideEffect,
    String,
    Trace,
)

SAMPLE = Generation(
    id=0, parent=-1, origin="sample", line=0, column=0, size=24_000, sha256="3f2a91c0" * 8,
    text="\n\nvar  a =\t1", cut=False, state="traced", reason="", mapped=None, node=None,
)  # fmt: skip
MADE = replace(SAMPLE, id=1, parent=0, origin="eval", line=3, column=17, size=60, text="b()")
STRING = String(
    id=0, text="http://c2.example/", cut=False, length=18, how="atob", generation=1, line=2,
    column=9, times=1, interest=97, mapped=None, node=None,
)  # fmt: skip
CALLS = Calls(
    function=0, count=5, first_arguments=('"1b42"', "7"), last_arguments=(), first_return='"http"',
    last_return=None, thrown=0,
)  # fmt: skip
FUNCTION = Function(
    id=0, generation=0, name="reveal", line=8, column=1, size=90, mapped=None, node=None,
    calls=CALLS,
)  # fmt: skip
THROWN = ExceptionSite(
    id=0, generation=0, line=4, column=5, how="throw", text="TypeError: x", times=1, mapped=None,
    node=None,
)  # fmt: skip
GUARD = Guard(
    kind="call_depth", limit=256, seen=257, generation=0, line=4, column=2, mapped=None, node=None
)


def told(trace: Trace) -> dict[str, list[str]]:
    return {row.label: list(row.lines) for row in trace_report.of_trace(trace)}


def test_an_empty_trace_says_only_whether_it_is_complete() -> None:
    assert told(Trace(complete=True)) == {}
    assert told(Trace()) == {
        "trace": ["incomplete: the worker ended before it had told everything"]
    }


def test_generations_are_a_tree() -> None:
    generations = (
        SAMPLE,
        MADE,
        replace(MADE, id=2, parent=1, origin="Function", times=3),
        replace(MADE, id=3, state="refused", reason="SyntaxError:  x"),
        replace(MADE, id=4, parent=-1, origin="timer", line=0, state="untraced"),
    )
    assert told(Trace(generations=generations))["generations"] == [
        "#0 sample, 23.4 KiB, 3f2a91c0                                       | var a = 1",
        "├─ #1 eval at #0 3:17, 60 bytes, 3f2a91c0                           | b()",
        "│  └─ #2 Function at #1 3:17, 60 bytes, 3f2a91c0, 3 times           | b()",
        "└─ #3 eval at #0 3:17, 60 bytes, 3f2a91c0, refused: SyntaxError: x  | b()",
        "#4 timer, 60 bytes, 3f2a91c0, untraced                              | b()",
    ]


def test_a_deep_chain_of_generations_stays_narrow_and_is_cut() -> None:
    chain = [SAMPLE, *(replace(MADE, id=one, parent=one - 1) for one in range(1, 1000))]
    lines = told(Trace(generations=tuple(chain)))["generations"]
    assert len(lines) == MAX_GENERATIONS + 1
    assert (
        lines[-1]
        == f"... {1000 - MAX_GENERATIONS} more generations; --trace and --json have them all"
    )
    assert max(map(len, lines)) < 100
    assert [line.strip(" └─").partition(" ")[0] for line in lines[:-1]] == [
        f"#{one}" for one in range(MAX_GENERATIONS)
    ]


def test_a_generation_whose_maker_was_not_kept_is_shown_all_the_same() -> None:
    assert told(Trace(generations=(replace(MADE, parent=99),)))["generations"][0].startswith("#1 ")


def test_code_is_shown_from_its_first_word_and_cut() -> None:
    long = replace(SAMPLE, text="  // note\n" + "x" * 1000)
    assert told(Trace(generations=(long,)))["generations"] == [
        f"#0 sample, 23.4 KiB, 3f2a91c0  | // note {'x' * 49}..."
    ]


def test_strings_keep_their_order_and_say_how_where_and_how_often() -> None:
    again = replace(STRING, text="cmd", how="return", times=1200, interest=55, cut=True)
    assert told(Trace(strings=(STRING, again)))["strings"] == [
        " 97 atob at #1 2:9                 | http://c2.example/",
        " 55 return at #1 2:9, 1,200 times  | cmd...",
    ]


def test_a_string_that_shows_as_an_indicator_is_not_shown_again() -> None:
    other = replace(STRING, text="http://other.example/")
    effect = SideEffect(
        id=0, kind="network", operation="GET", target=STRING.text, details={}, artifact=-1,
        generation=0, line=1, column=1, times=1, mapped=None, node=None,
    )  # fmt: skip
    lines = told(Trace(strings=(STRING, other), effects=(effect,)))["strings"]
    assert lines[0].endswith("http://other.example/")
    assert lines[1] == "... 1 more string; --trace and --json have them all"


def test_strings_beyond_the_first_are_counted() -> None:
    lines = told(Trace(strings=(STRING,) * (MAX_STRINGS + 1)))["strings"]
    assert len(lines) == MAX_STRINGS + 1
    assert lines[-1] == "... 1 more string; --trace and --json have them all"


def test_dull_strings_are_shown_only_where_nothing_else_is() -> None:
    dull = replace(STRING, interest=MIN_INTEREST - 1, text="dull")
    assert told(Trace(strings=(STRING, dull, dull)))["strings"] == [
        " 97 atob at #1 2:9  | http://c2.example/",
        "... 2 more strings; --trace and --json have them all",
    ]
    lines = told(Trace(strings=(dull,) * 9))["strings"]
    assert len(lines) == MAX_DULL_STRINGS + 1


def test_code_that_was_put_together_is_shown_as_a_generation_and_not_as_a_string() -> None:
    code = "fetch('http://c2.example/');" * 9
    made = replace(STRING, text=code)
    sample = replace(SAMPLE, text=f"{code} done()")
    rows = told(Trace(generations=(sample,), strings=(made, STRING)))
    assert rows["strings"] == [
        " 97 atob at #1 2:9  | http://c2.example/",
        "... 1 more string; --trace and --json have them all",
    ]


def test_the_functions_called_most_come_first_and_those_never_called_do_not() -> None:
    functions = (
        replace(FUNCTION, id=1, calls=None),
        replace(FUNCTION, id=2, name="", calls=replace(CALLS, count=1, first_return=None)),
        replace(FUNCTION, id=3, calls=replace(CALLS, thrown=2)),
    )
    assert told(Trace(functions=functions))["calls"] == [
        '5 times at #0 8:1, 2 threw  | reveal("1b42", 7) = "http"',
        '1 time at #0 8:1            | (no name)("1b42", 7)',
    ]


def test_a_generation_as_a_whole_is_no_function_of_the_report() -> None:
    whole = replace(FUNCTION, name="(program)", size=SAMPLE.size)
    part = replace(FUNCTION, name="(program)", id=1)
    lines = told(Trace(generations=(SAMPLE,), functions=(whole, part)))["calls"]
    assert lines == ['5 times at #0 8:1  | (program)("1b42", 7) = "http"']


def test_functions_beyond_the_first_are_counted() -> None:
    lines = told(Trace(functions=(FUNCTION,) * (MAX_FUNCTIONS + 2)))["calls"]
    assert lines[-1] == "... 2 more functions; --trace and --json have them all"


def test_many_arguments_are_cut() -> None:
    many = replace(FUNCTION, calls=replace(CALLS, first_arguments=("1",) * 9))
    assert "reveal(1, 1, 1, 1, ...)" in told(Trace(functions=(many,)))["calls"][0]


def test_coverage_is_a_share_and_names_what_never_ran() -> None:
    coverage = (
        Coverage(generation=0, functions=8, functions_run=5, bytes=2048, bytes_run=1024),
        Coverage(generation=1, functions=1, functions_run=0, bytes=2048, bytes_run=0),
        Coverage(generation=2, functions=0, functions_run=0, bytes=0, bytes_run=0),
    )
    assert told(Trace(coverage=coverage))["coverage"] == [
        (
            "25% of the code is in functions that ran (1.0 KiB of 4.0 KiB), 5 of 9 functions; "
            "nothing of #1"
        )
    ]


def test_exceptions_say_where_and_how_often() -> None:
    caught = replace(THROWN, how="catch", times=30, generation=-1, line=0)
    assert told(Trace(exceptions=(THROWN, caught)))["exceptions"] == [
        "caught 30 times at an unknown place  | TypeError: x",
        "thrown 1 time at #0 4:5              | TypeError: x",
    ]


def test_a_guard_says_what_was_allowed_what_was_seen_and_where() -> None:
    assert told(Trace(guard=GUARD))["guard"] == ["call_depth: 256 allowed, 257 seen, at #0 4:2"]


def test_a_large_number_is_written_as_policies_give_it() -> None:
    guard = replace(GUARD, kind="loop_iterations", limit=10_000_000, seen=10_000_001)
    told_of_it = told(Trace(guard=guard))["guard"]
    assert told_of_it == ["loop_iterations: 10,000,000 allowed, 10,000,001 seen, at #0 4:2"]


def test_what_was_not_kept_is_told_by_kind() -> None:
    assert told(Trace(complete=True, dropped={"string": 1200, "node": 1, "call": 0}))["trace"] == [
        "beyond the policy's ceilings, counted and not kept: 1,200 strings, 1 node"
    ]


def test_a_source_map_that_makes_no_sense_is_told() -> None:
    without = replace(SAMPLE, reason="source map: version = 4: must be 3")
    assert told(Trace(complete=True, generations=(without,)))["trace"] == [
        "without some of what was given: source map: version = 4: must be 3"
    ]


def test_places_are_told_in_the_original_source_too() -> None:
    mapped = replace(STRING, mapped=Position(file="src/a.js", line=9, column=2), node="n7")
    assert told(Trace(strings=(mapped,)))["strings"] == [
        " 97 atob at #1 2:9 (src/a.js:9:2) [n7]  | http://c2.example/"
    ]


HOSTILE = "\x1b[2J\n  |  9\u202e \x00"


@pytest.mark.parametrize("text", [HOSTILE, HOSTILE * 100])
def test_no_text_of_the_guests_can_break_a_line_or_look_like_ours(text: str) -> None:
    mapped = Position(file=text, line=1, column=1)
    trace = Trace(
        generations=(
            replace(SAMPLE, text=text, reason=text),
            replace(MADE, reason=text, state="refused", text=text, mapped=mapped, node=text),
        ),
        strings=(replace(STRING, text=text, how=text, mapped=mapped, node=text),),
        functions=(
            replace(
                FUNCTION,
                name=text,
                calls=replace(CALLS, first_arguments=(text,) * 32, first_return=text),
                mapped=mapped,
                node=text,
            ),
        ),
        exceptions=(replace(THROWN, text=text, mapped=mapped, node=text),),
        guard=replace(GUARD, mapped=mapped, node=text),
    )
    for row in trace_report.of_trace(trace):
        for line in row.lines:
            assert line.isprintable()
            assert len(line) < 600
            assert "  | " not in line.partition("  | ")[0]
        if row.label not in {"guard", "trace"}:
            assert row.listed
