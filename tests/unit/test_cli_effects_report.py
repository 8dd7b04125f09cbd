"""What a person is told of what a run did."""

from __future__ import annotations

from dataclasses import replace

import pytest

from stockade.cli import effects_report
from stockade.cli.effects_report import COUNTED, ELSEWHERE, MAX_APIS, MAX_VIOLATIONS, SECTIONS
from stockade.cli.listing import indicator
from stockade.tracing import Api, Artifact, SideEffect, Trace, Violation
from stockade_worker import wire

EFFECT = SideEffect(
    id=0, kind="network", operation="GET", target="http://c2.example/a", details={}, artifact=-1,
    generation=1, line=2, column=9, times=1, mapped=None, node=None,
)  # fmt: skip
ARTIFACT = Artifact(
    id=4, kind="file", name="a.exe", size=3000, sha256="3f2a91c0" * 8, content=b"MZ", cut=True
)
VIOLATION = Violation(
    id=0, rule="drops-a-program", severity="high", action="warn", subject="effect",
    message="writes a program", evidence="a.exe", generation=0, line=4, column=2, times=2,
    mapped=None, node=None,
)  # fmt: skip
API = Api(
    id=0, path="WScript.Shell.Run", use="call", count=3, thrown=0, first_arguments=(),
    last_arguments=(), first_return=None, last_return=None, generation=0, line=1, column=1,
    mapped=None, node=None,
)  # fmt: skip


def told(**parts: object) -> dict[str, list[str]]:
    trace = Trace(**parts)  # type: ignore[arg-type]  # its parts by name
    return {row.label: list(row.lines) for row in effects_report.of_trace(trace)}


def test_a_run_that_did_nothing_has_no_rows() -> None:
    assert told() == {}


def test_each_kind_has_its_row_or_its_count() -> None:
    shown = {kind for _, _, kinds, _ in SECTIONS for kind in kinds}
    assert shown | {*COUNTED, ELSEWHERE} == set(wire.EFFECTS)
    effects = tuple(replace(EFFECT, id=n, kind=kind) for n, kind in enumerate(wire.EFFECTS))
    assert set(told(effects=effects)) == {label for label, *_ in SECTIONS} | {"also"}


def test_the_same_thing_at_two_places_is_one_line() -> None:
    effects = (EFFECT, replace(EFFECT, id=1, line=7, times=3), replace(EFFECT, target="http://b/"))
    assert told(effects=effects)["network"] == [
        "GET, 4 times at #1 2:9  | http://c2.example/a",
        "GET at #1 2:9           | http://b/",
    ]


def test_a_file_has_its_size_and_hash() -> None:
    write = replace(EFFECT, kind="file", operation="write", target="C:\\a.exe", artifact=4)
    rows = told(effects=(write,), artifacts=(ARTIFACT,))
    assert rows["files"] == ["write, 2.9 KiB 3f2a91c0 at #1 2:9  | C:\\a.exe"]
    assert rows["artifacts"] == [f"#4 file, 2.9 KiB, cut, {'3f2a91c0' * 8}  | a.exe"]


def test_a_file_that_is_created_and_then_written_has_its_last_content() -> None:
    create = replace(EFFECT, kind="file", operation="write", target="C:\\a.exe")
    write = replace(create, id=1, artifact=4)
    rows = told(effects=(create, write), artifacts=(ARTIFACT,))
    assert rows["files"] == ["write, 2.9 KiB 3f2a91c0, 2 times at #1 2:9  | C:\\a.exe"]


def test_what_is_rarely_news_is_counted() -> None:
    effects = tuple(replace(EFFECT, id=n, kind="storage", target=str(n)) for n in range(3))
    assert told(effects=effects) == {"also": ["storage 3"]}


def test_violations_say_what_was_broken_by_what() -> None:
    assert told(violations=(VIOLATION,))["violations"] == [
        "high     drops-a-program (warn), 2 times at #0 4:2  | writes a program: a.exe"
    ]


def test_a_rule_that_was_broken_often_is_one_line() -> None:
    others = (replace(VIOLATION, id=1, evidence="b.exe"), replace(VIOLATION, id=2, line=9))
    assert told(violations=(VIOLATION, *others))["violations"] == [
        "high     drops-a-program (warn), 2 times at #0 4:2, 2 more  | writes a program: a.exe"
    ]


def test_what_other_rows_show_is_not_told_again() -> None:
    outside = replace(VIOLATION, rule="api-not-allowed", action="log")
    assert told(violations=(outside,), apis=(replace(API, path="console.log"),)) == {}
    assert "violations" in told(violations=(replace(outside, action="warn"),))


def test_apis_are_counted_by_path() -> None:
    apis = (API, replace(API, id=1, use="get"), replace(API, id=2, path="WScript.Echo", count=1))
    assert told(apis=apis)["apis"] == ["WScript.Shell.Run 6, WScript.Echo 1"]


def test_what_is_left_out_is_counted() -> None:
    violations = tuple(replace(VIOLATION, rule=f"r{n}") for n in range(MAX_VIOLATIONS + 2))
    effects = tuple(replace(EFFECT, id=n, target=f"http://{n}/") for n in range(14))
    apis = tuple(replace(API, id=n, path=f"a{n}") for n in range(MAX_APIS + 1))
    rows = told(violations=violations, effects=effects, apis=apis)
    assert rows["violations"][-1] == "... 2 more rules; --json has them all"
    assert rows["network"][-1] == "... 2 more requests; --json has them all"
    assert rows["apis"][-1] == "... 1 more API; --json has them all"


def test_no_text_of_the_guests_is_raw() -> None:
    evil = "\x1b[2J\n\u202e" + "a"
    rows = told(
        effects=tuple(
            replace(EFFECT, id=n, kind=kind, operation=evil, target=evil)
            for n, kind in enumerate(wire.EFFECTS)
        ),
        artifacts=(replace(ARTIFACT, name=evil),),
        violations=(replace(VIOLATION, rule=evil, message=evil, evidence=evil),),
        apis=(replace(API, path=evil),),
    )
    text = "".join(line for lines in rows.values() for line in lines)
    assert not set(text) & set("\x1b\n\u202e")


@pytest.mark.parametrize("blank", [" ", "\u00a0", "\u3000", "\u2800", "\u3164"])
def test_a_text_that_runs_on_cannot_be_moved_below_our_words(blank: str) -> None:
    shown = indicator(f"http://a/{blank * 60}walls{blank}{blank}up: none")
    assert blank * 2 not in shown
    assert indicator(f"cmd{blank}/c") == f"cmd{blank}/c"


def test_an_indicator_is_whole_or_says_how_much_is_missing() -> None:
    assert indicator("x" * 600) == "x" * 600
    assert indicator("x" * 602) == f"{'x' * 600}... 2 more characters; --json has them all"
