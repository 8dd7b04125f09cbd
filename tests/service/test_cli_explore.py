"""`stockade explore` with a fake in place of the pool: what goes in, what comes out."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Self, Unpack

import pytest

from stockade import Branch, Exploration, Explored
from stockade.cli import explore_report, main
from stockade.cli.tools import Tools
from stockade.explore import merged
from stockade.results import ErrorInfo, MemoryStats, Outcome, RunResult
from stockade.tracing import Artifact, SideEffect, String, Trace

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from types import TracebackType

    from stockade.explore import OnBranch
    from stockade.job import JobOptions
    from stockade_policies import Policy

EFFECT = SideEffect(
    id=0, kind="network", operation="GET", target="http://c2.example/\x1b[2J", details={},
    artifact=-1, generation=0, line=1, column=1, times=1, mapped=None, node=None,
)  # fmt: skip
DROP = replace(EFFECT, id=1, kind="file", operation="write", target="C:\\a.exe", artifact=7)
CONTENT = Artifact(id=7, kind="file", name="a", size=2, sha256="ab" * 32, content=b"MZ", cut=False)
STRING = String(
    id=0, text="http://found.example/", cut=False, length=21, how="atob", generation=0, line=1,
    column=1, times=1, interest=95, mapped=None, node=None,
)  # fmt: skip


def result(*effects: SideEffect) -> RunResult:
    trace = Trace(complete=True, effects=effects, artifacts=(CONTENT,), strings=(STRING,))
    return RunResult(
        outcome=Outcome.COMPLETED,
        kind="script",
        memory_stats=MemoryStats(heap_used_bytes=1, peak_rss_bytes=1, limit_bytes=1),
        trace=trace,
    )


@dataclass
class FakeSupervisor:
    """Has a sample that drops a file only where servers do not answer."""

    policy: Policy | None = None
    workers: int = 0
    calls: list[dict[str, Any]] = field(default_factory=list)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        pass

    def explore(
        self,
        source: str | bytes,
        *,
        branches: Sequence[Branch] | None = None,
        on_branch: OnBranch | None = None,
        **options: Unpack[JobOptions],
    ) -> Exploration:
        assert branches is not None
        assert on_branch is not None
        self.calls.append({"source": source, "branches": tuple(branches), **options})
        runs = []
        for branch in branches:
            is_offline = branch.answers.get("http") == "error"
            effects = (EFFECT, DROP) if is_offline else (EFFECT,)
            runs.append(Explored(branch=branch, result=result(*effects)))
            on_branch(runs[-1])
        return merged(runs)

    def open(self, policy: Policy, branches: int) -> FakeSupervisor:
        self.policy, self.workers = policy, branches
        return self


@pytest.fixture
def fake() -> FakeSupervisor:
    return FakeSupervisor()


@pytest.fixture
def sample(tmp_path: Path) -> str:
    path = tmp_path / "sample.js"
    path.write_text("new ActiveXObject('x')", encoding="utf-8")
    return str(path)


def stockade(fake: FakeSupervisor, *argv: str) -> int:
    return main(["explore", *argv], tools=Tools(open_explorer=fake.open))


def test_the_default_worlds_are_tried(fake: FakeSupervisor, sample: str) -> None:
    assert stockade(fake, sample, "--arg", "n=1", "--seed", "7") == 0
    (call,) = fake.calls
    assert len(call["branches"]) == fake.workers == 13
    assert (call["args"], call["kind"], call["profile"]) == ({"n": 1}, "auto", None)
    assert fake.policy is not None
    assert (fake.policy.name, fake.policy.seed) == ("research", 7)


def test_personas_and_answers_are_those_that_were_given(fake: FakeSupervisor, sample: str) -> None:
    answers = ("--answers", "http=error,files=absent", "--answers", "http=success")
    assert stockade(fake, sample, "--persona", "node", *answers) == 0
    assert [branch.name for branch in fake.calls[0]["branches"]] == [
        "node http=error files=absent",
        "node http=success",
    ]


@pytest.mark.parametrize("given", ["http=maybe", "ftp=error", "http", ""])
def test_answers_that_make_no_sense_are_refused(
    fake: FakeSupervisor, sample: str, given: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert stockade(fake, sample, "--answers", given) == 2
    assert "answer" in capsys.readouterr().err
    assert fake.calls == []


def test_the_report_says_what_is_special_to_a_world(
    fake: FakeSupervisor, sample: str, capsys: pytest.CaptureFixture[str]
) -> None:
    argv = ("--persona", "wsh", "--answers", "http=success", "--answers", "http=error")
    assert stockade(fake, sample, *argv) == 0
    out, err = capsys.readouterr()
    rows = err.splitlines()
    assert out == ""
    assert rows[0] == "stockade: 1/2 wsh http=success: completed; network 1"
    assert rows[2].endswith("1 wsh http=success: completed; network 1")
    assert "2 wsh http=error: completed; network 1, file 1; only here: 1 side effect" in rows[3]
    assert rows[3].endswith("| file write C:\\a.exe")
    assert rows[4].endswith("it acted in 2 of 2; 1 side effect not in all")
    assert rows[5].endswith("GET in all  | http://c2.example/\\x1b[2J")
    assert rows[6].endswith("write, 2 bytes abababab in 2  | C:\\a.exe")
    assert rows[7].endswith("95 in all  | http://found.example/")


def test_branches_that_did_the_same_are_told_so(
    fake: FakeSupervisor, sample: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert stockade(fake, sample) == 0
    rows = capsys.readouterr().err.splitlines()[13:]
    assert rows[1].endswith("2 browser: completed; all as in 1")
    assert rows[6].endswith("7 wsh http=error: completed; network 1, file 1")
    assert rows[7].endswith("8 browser http=error: completed; all as in 7")
    assert rows[15].endswith("write, 2 bytes abababab in 7-9  | C:\\a.exe")


def test_a_branch_that_threw_says_what() -> None:
    error = ErrorInfo(name="ReferenceError", message="x is not\x1b defined", stack="")
    thrown = replace(result(), outcome=Outcome.THREW, error=error)
    found = merged([Explored(branch=Branch(persona="wsh"), result=thrown)])
    (line,) = explore_report.of_exploration(found)[0].lines
    assert line.startswith(" 1 wsh: threw; it did nothing")
    assert line.endswith("  | ReferenceError: x is not\\x1b defined")


def test_all_branches_of_a_persona_have_its_name() -> None:
    wsh = [Explored(branch=Branch(persona="wsh"), result=result(DROP))] * 2
    node = [Explored(branch=Branch(persona="node"), result=result())] * 2
    browser = [Explored(branch=Branch(persona="browser"), result=result(DROP))]
    rows = explore_report.of_exploration(merged([*wsh, *node, *browser]))
    (files,) = (row for row in rows if row.label == "files")
    assert list(files.lines) == ["write, 2 bytes abababab in wsh, 5  | C:\\a.exe"]


def test_artifacts_of_all_worlds_are_written_once(
    fake: FakeSupervisor, sample: str, tmp_path: Path
) -> None:
    folder = tmp_path / "artifacts"
    assert stockade(fake, sample, "--artifacts", str(folder)) == 0
    assert (folder / "000-file.bin").read_bytes() == b"MZ"
    index = json.loads((folder / "index.json").read_text(encoding="ascii"))
    assert [one["sha256"] for one in index["artifacts"]] == [CONTENT.sha256]
    assert index["complete"] is True


def test_json_has_every_result(
    fake: FakeSupervisor, sample: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert stockade(fake, sample, "--json", "--persona", "wsh") == 0
    out, err = capsys.readouterr()
    found = json.loads(out)
    assert [run["branch"] for run in found["runs"]][:2] == ["wsh", "wsh http=not_found"]
    assert found["runs"][0]["result"]["side_effects"][0]["operation"] == "GET"
    assert [one["branches"] for one in found["behaviour"]["effects"]] == [[0, 1, 2, 3, 4], [2]]
    assert all(line.startswith("stockade: ") for line in err.splitlines())
