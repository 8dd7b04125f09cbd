"""`stockade run` with a trace, a fake in place of the pool: the report, the files, the JSON."""

from __future__ import annotations

import hashlib
import io
import json
import stat
import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Self, Unpack

import pytest

from stockade.cli import main
from stockade.cli.tools import Tools
from stockade.results import MemoryStats, Outcome, RunResult
from stockade.tracing import Generation, String, Trace
from stockade_policies import TemplateError

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from stockade.run import RunOptions
    from stockade_policies import Policy


def generation(number: int, origin: str, text: str) -> Generation:
    data = text.encode("utf-8", "surrogatepass")
    return Generation(
        id=number, parent=number - 1, origin=origin, line=1, column=2, size=len(data),
        sha256=hashlib.sha256(data).hexdigest(), text=text, cut=False, state="traced", reason="",
        mapped=None, node=None,
    )  # fmt: skip


STRING = String(
    id=0, text="http://c2.example/\x1b[2J\x7f", cut=False, length=23, how="atob", generation=1,
    line=2, column=9, times=1, interest=97, mapped=None, node=None,
)  # fmt: skip
TRACE = Trace(
    generations=(
        generation(0, "sample", "eval('1\u20ac')"),
        generation(1, "indirect_eval", "1\u20ac"),
    ),
    strings=(STRING,),
    complete=True,
)
DONE = RunResult(
    outcome=Outcome.COMPLETED,
    kind="script",
    memory_stats=MemoryStats(heap_used_bytes=1, peak_rss_bytes=1, limit_bytes=1),
    trace=TRACE,
)


@dataclass
class FakeSupervisor:
    answer: RunResult | Exception = DONE

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        pass

    def run(self, source: str | bytes, **options: Unpack[RunOptions]) -> RunResult:
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    def open(self, policy: Policy) -> FakeSupervisor:
        return self


@pytest.fixture
def fake() -> FakeSupervisor:
    return FakeSupervisor()


def stockade(fake: FakeSupervisor, *argv: str) -> int:
    return main(["run", __file__, *argv], tools=Tools(open_supervisor=fake.open))


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="ascii"))


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_report_shows_generations_and_strings(
    fake: FakeSupervisor, capsys: pytest.CaptureFixture[str]
) -> None:
    assert stockade(fake) == 0
    lines = capsys.readouterr().err.splitlines()
    assert [line.split()[0] for line in lines[2:5]] == ["generations", "\u2514\u2500", "strings"]
    assert lines[4].endswith("  | http://c2.example/\\x1b[2J\\x7f")


def test_a_terminal_cuts_each_line_of_a_list_at_its_edge(
    fake: FakeSupervisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "60")
    forged = replace(STRING, text="x" * 40 + " 99 atob at #9 9:9")
    fake.answer = replace(DONE, trace=replace(TRACE, strings=(forged,)))
    stockade(fake)
    assert terminal.getvalue().count("xxxx\u2026") == 1
    assert "9:9" not in terminal.getvalue()


def test_json_has_the_trace(fake: FakeSupervisor, capsys: pytest.CaptureFixture[str]) -> None:
    assert stockade(fake, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    behaviour = {"effects": told["side_effects"], "violations": told["security_violations"]}
    assert {**told["trace"], **behaviour} == TRACE.to_dict()


def test_trace_writes_it_as_json_for_its_owner_only(fake: FakeSupervisor, tmp_path: Path) -> None:
    path = tmp_path / "trace.json"
    assert stockade(fake, "--trace", str(path)) == 0
    assert read(path) == TRACE.to_dict()
    assert mode_of(path) == 0o600
    assert "\x7f" not in path.read_text(encoding="ascii")


def test_trace_replaces_what_was_there(fake: FakeSupervisor, tmp_path: Path) -> None:
    path = tmp_path / "trace.json"
    path.write_text("x" * 100_000, encoding="ascii")
    assert stockade(fake, "--trace", str(path)) == 0
    assert read(path) == TRACE.to_dict()


def test_an_old_trace_outlives_a_run_that_could_not_start(
    fake: FakeSupervisor, tmp_path: Path
) -> None:
    path = tmp_path / "trace.json"
    path.write_text("old", encoding="ascii")
    fake.answer = TemplateError("it died at once")
    assert stockade(fake, "--trace", str(path)) == 6
    assert path.read_text(encoding="ascii") == "old"


def test_a_dash_writes_the_trace_to_standard_output(
    fake: FakeSupervisor, capsys: pytest.CaptureFixture[str]
) -> None:
    assert stockade(fake, "--trace", "-") == 0
    out, err = capsys.readouterr()
    assert json.loads(out) == TRACE.to_dict()
    assert "outcome" in err


def test_a_device_can_take_the_trace(fake: FakeSupervisor) -> None:
    assert stockade(fake, "--trace", "/dev/null") == 0


def test_a_full_disk_is_told_after_the_report(
    fake: FakeSupervisor, capsys: pytest.CaptureFixture[str]
) -> None:
    assert stockade(fake, "--trace", "/dev/full") == 2
    err = capsys.readouterr().err
    assert err.index("outcome") < err.index("--trace /dev/full: No space left on device")


def test_what_was_not_run_has_no_trace(fake: FakeSupervisor, tmp_path: Path) -> None:
    fake.answer = replace(DONE, outcome=Outcome.REJECTED, trace=None)
    path, folder = tmp_path / "trace.json", tmp_path / "layers"
    assert stockade(fake, "--trace", str(path), "--layers", str(folder)) == 2
    assert read(path) is None
    assert read(folder / "index.json") == {"complete": False, "dropped": 0, "generations": []}


def test_layers_writes_each_generation_and_an_index(fake: FakeSupervisor, tmp_path: Path) -> None:
    folder = tmp_path / "layers"
    assert stockade(fake, "--layers", str(folder)) == 0
    assert sorted(path.name for path in folder.iterdir()) == [
        "000-sample.js",
        "001-indirect_eval.js",
        "index.json",
    ]
    assert (folder / "001-indirect_eval.js").read_bytes() == "1\u20ac".encode()
    index = read(folder / "index.json")
    assert index["complete"] is True
    assert index["generations"][1] == {
        "file": "001-indirect_eval.js",
        "exact": True,
        "id": 1,
        "parent": 0,
        "origin": "indirect_eval",
        "line": 1,
        "column": 2,
        "size": 4,
        "sha256": hashlib.sha256("1\u20ac".encode()).hexdigest(),
        "cut": False,
        "state": "traced",
        "reason": "",
        "mapped": None,
        "node": None,
        "times": 1,
    }


def test_layers_are_for_their_owner_only_and_not_executable(
    fake: FakeSupervisor, tmp_path: Path
) -> None:
    folder = tmp_path / "layers"
    stockade(fake, "--layers", str(folder))
    assert mode_of(folder) == 0o700
    assert {mode_of(path) for path in folder.iterdir()} == {0o600}


def test_a_file_that_is_not_what_was_run_says_so(fake: FakeSupervisor, tmp_path: Path) -> None:
    cut = replace(generation(0, "sample", "whole"), text="wh", cut=True)
    fake.answer = replace(DONE, trace=Trace(generations=(cut,), dropped={"generation": 3}))
    stockade(fake, "--layers", str(tmp_path))
    index = read(tmp_path / "index.json")
    assert (index["dropped"], index["complete"]) == (3, False)
    assert index["generations"][0]["exact"] is False


def test_no_name_of_a_file_is_the_guests(fake: FakeSupervisor, tmp_path: Path) -> None:
    hostile = generation(0, "../../etc/passwd\0\x1b", "1")
    fake.answer = replace(DONE, trace=Trace(generations=(hostile,)))
    folder = tmp_path / "layers"
    stockade(fake, "--layers", str(folder))
    assert sorted(path.name for path in folder.iterdir()) == ["000-etcpasswd.js", "index.json"]
    assert list(tmp_path.iterdir()) == [folder]


def test_layers_never_replaces_anything(
    fake: FakeSupervisor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert stockade(fake, "--layers", str(tmp_path)) == 0
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    assert stockade(fake, "--layers", str(tmp_path)) == 2
    assert "not empty; it must be a new or an empty folder" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_lone_surrogates_do_not_stop_the_layers(fake: FakeSupervisor, tmp_path: Path) -> None:
    fake.answer = replace(DONE, trace=Trace(generations=(generation(0, "sample", "'\ud800'"),)))
    assert stockade(fake, "--layers", str(tmp_path)) == 0
    assert (tmp_path / "000-sample.js").read_bytes() == b"'\xed\xa0\x80'"
