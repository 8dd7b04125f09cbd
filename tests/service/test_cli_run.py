"""`stockade run` with a fake in place of the pool: what goes in, what comes out, exit codes."""

from __future__ import annotations

import io
import json
import signal
import subprocess
import sys
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Self, Unpack

import pytest

from stockade.cli import main
from stockade.cli.tools import Tools
from stockade.results import (
    ConsoleEntry,
    ErrorInfo,
    Limit,
    LimitKind,
    MemoryStats,
    Outcome,
    RunResult,
    WorkerInfo,
)
from stockade_policies import (
    InputError,
    JailError,
    Policy,
    PoolClosed,
    ProtocolError,
    TemplateError,
)

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from stockade.run import RunOptions

DONE = RunResult(
    outcome=Outcome.COMPLETED,
    value=42,
    kind="script",
    execution_time_ms=12.5,
    memory_stats=MemoryStats(
        heap_used_bytes=1_000, peak_rss_bytes=2**24, limit_bytes=2**26, peak_bytes=2**20
    ),
    walls={"seccomp": "up", "landlock": "waived"},
    worker=WorkerInfo(start="cold"),
)


@dataclass
class FakeSupervisor:
    """Gives one answer and remembers what it was asked."""

    answer: RunResult | BaseException = DONE
    policy: Policy | None = None
    calls: list[dict[str, Any]] = field(default_factory=list)
    closed: bool = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.closed = True

    def run(self, source: str | bytes, **options: Unpack[RunOptions]) -> RunResult:
        self.calls.append({"source": source, **options})
        if isinstance(self.answer, BaseException):
            raise self.answer
        return self.answer

    def open(self, policy: Policy) -> FakeSupervisor:
        self.policy = policy
        return self


@pytest.fixture
def fake() -> FakeSupervisor:
    return FakeSupervisor()


@pytest.fixture
def sample(tmp_path: Path) -> str:
    path = tmp_path / "sample.js"
    path.write_text("40 + 2", encoding="utf-8")
    return str(path)


def stockade(fake: FakeSupervisor, *argv: str) -> int:
    return main(["run", *argv], tools=Tools(open_supervisor=fake.open))


@pytest.mark.parametrize(
    ("outcome", "code"),
    [
        (Outcome.COMPLETED, 0),
        (Outcome.THREW, 1),
        (Outcome.REJECTED, 2),
        (Outcome.LIMIT, 3),
        (Outcome.BLOCKED, 4),
        (Outcome.CRASHED, 5),
        (Outcome.CANCELLED, 130),
    ],
)
def test_each_outcome_has_its_exit_code(
    fake: FakeSupervisor, sample: str, outcome: Outcome, code: int
) -> None:
    fake.answer = replace(DONE, outcome=outcome)
    assert stockade(fake, sample) == code


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (InputError("args.a", object(), "data"), 2),
        (JailError("landlock", 38, "no such system call", "use Linux 5.13 or later"), 6),
        (TemplateError("it died at once"), 6),
        (ProtocolError("a frame of 4 GiB"), 5),
        (PoolClosed(), 5),
        (ZeroDivisionError("a defect"), 70),
    ],
)
def test_each_error_has_its_exit_code_and_says_what_happened(
    fake: FakeSupervisor,
    sample: str,
    error: Exception,
    code: int,
    capsys: pytest.CaptureFixture[str],
) -> None:
    fake.answer = error
    assert stockade(fake, sample) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("stockade: ")
    assert str(error) in err


def test_the_supervisor_is_closed_whatever_happens(fake: FakeSupervisor, sample: str) -> None:
    fake.answer = ZeroDivisionError()
    stockade(fake, sample)
    assert fake.closed


def test_the_program_reaches_the_supervisor_unchanged(fake: FakeSupervisor, tmp_path: Path) -> None:
    path = tmp_path / "s.js"
    path.write_bytes("'\u20ac\0\r\n'".encode())
    stockade(fake, str(path))
    assert fake.calls == [
        {
            "source": "'\u20ac\0\r\n'",
            "kind": "auto",
            "args": None,
            "source_map": None,
            "answers": None,
            "profile": None,
        }
    ]


def test_kind_and_arguments_are_passed_on(fake: FakeSupervisor, sample: str) -> None:
    stockade(fake, sample, "--kind", "function", "--arg", 'a={"b":[1]}')
    assert fake.calls[0] == {
        "source": "40 + 2",
        "kind": "function",
        "args": {"a": {"b": [1]}},
        "source_map": None,
        "answers": None,
        "profile": None,
    }


def test_an_argument_may_hold_an_equals_sign(fake: FakeSupervisor, sample: str) -> None:
    stockade(fake, sample, "--arg", 'q="a=b"', "--arg", "n=1")
    assert fake.calls[0]["args"] == {"q": "a=b", "n": 1}


def test_production_is_the_default_policy(fake: FakeSupervisor, sample: str) -> None:
    stockade(fake, sample)
    assert fake.policy == Policy.production()


def test_a_policy_is_a_preset_or_a_file(fake: FakeSupervisor, sample: str, tmp_path: Path) -> None:
    stockade(fake, sample, "--policy", "research")
    assert fake.policy == Policy.research()
    own = tmp_path / "own.toml"
    own.write_text('[policy]\nname = "own"\n', encoding="utf-8")
    stockade(fake, sample, "--policy", str(own))
    assert fake.policy == Policy(name="own")


def test_a_persona_replaces_the_one_of_the_policy(fake: FakeSupervisor, sample: str) -> None:
    stockade(fake, sample, "--persona", "wsh")
    assert fake.policy == Policy.production(persona="wsh")


def test_a_seed_replaces_the_one_of_the_policy(fake: FakeSupervisor, sample: str) -> None:
    stockade(fake, sample, "--seed", "7")
    assert fake.policy == Policy.production(seed=7)


def test_no_trace_switches_tracing_off(fake: FakeSupervisor, sample: str) -> None:
    stockade(fake, sample, "--no-trace")
    assert fake.policy == Policy.production(tracing=False)


def test_a_source_map_reaches_the_supervisor_unread(
    fake: FakeSupervisor, sample: str, tmp_path: Path
) -> None:
    path = tmp_path / "s.js.map"
    path.write_bytes(b"\xff not even text")
    stockade(fake, sample, "--source-map", str(path))
    assert fake.calls[0]["source_map"] == b"\xff not even text"


def test_json_on_standard_output_and_nothing_else_anywhere(
    fake: FakeSupervisor, sample: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert stockade(fake, "--json", sample) == 0
    out, err = capsys.readouterr()
    assert json.loads(out) == {
        "outcome": "completed",
        "success": True,
        "value": 42,
        "error": None,
        "limit": None,
        "cause": None,
        "kind": "script",
        "execution_time_ms": 12.5,
        "queue_time_ms": 0.0,
        "cpu_time_ms": 0.0,
        "memory_stats": {
            "heap_used_bytes": 1000,
            "peak_rss_bytes": 2**24,
            "limit_bytes": 2**26,
            "peak_bytes": 2**20,
        },
        "console": [],
        "console_dropped": 0,
        "trace": None,
        "side_effects": [],
        "security_violations": [],
        "walls": {"seccomp": "up", "landlock": "waived"},
        "worker": {"start": "cold"},
    }
    assert err == ""


def test_a_limit_is_told_in_full(
    fake: FakeSupervisor, sample: str, capsys: pytest.CaptureFixture[str]
) -> None:
    limit = Limit(
        kind=LimitKind.MEMORY, limit=2**26, seen=2**27, unit="bytes", enforced_by="engine"
    )
    fake.answer = replace(DONE, outcome=Outcome.LIMIT, limit=limit)
    assert stockade(fake, sample) == 3
    assert (
        "limit: memory: 64.0 MiB allowed, 128.0 MiB seen (enforced by engine)"
        in capsys.readouterr().err
    )
    assert stockade(fake, sample, "--json") == 3
    assert json.loads(capsys.readouterr().out)["limit"] == {
        "kind": "memory",
        "limit": 2**26,
        "seen": 2**27,
        "unit": "bytes",
        "enforced_by": "engine",
    }


def test_the_report_tells_value_console_time_memory_and_walls(
    fake: FakeSupervisor, sample: str, capsys: pytest.CaptureFixture[str]
) -> None:
    fake.answer = replace(
        DONE, value={"a": [1, None]}, console=(ConsoleEntry(level="log", text="hello"),)
    )
    assert stockade(fake, sample) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == [
        "    outcome  completed",
        '      value  | {"a": [1, null]}',
        "console.log  | hello",
        "       time  12.5 ms (CPU 0.0 ms), waited 0.0 ms, cold start",
        "     memory  took 1.0 MiB of 64.0 MiB, heap at the end 1000 bytes, peak resident 16.0 MiB",
        "      walls  up: seccomp; waived: landlock",
    ]


def test_an_error_is_told_with_its_stack(
    fake: FakeSupervisor, sample: str, capsys: pytest.CaptureFixture[str]
) -> None:
    thrown = ErrorInfo(name="TypeError", message="not a function", stack="    at f (s.js:3:7)\n")
    fake.answer = replace(DONE, outcome=Outcome.THREW, error=thrown)
    assert stockade(fake, sample) == 1
    assert capsys.readouterr().err.splitlines()[1:3] == [
        "  error  | TypeError: not a function",
        "         |     at f (s.js:3:7)",
    ]


HOSTILE = "\x1b]0;owned\x07\x9b2J\r[red]x[/red]\u202egnp.exe\ud800\u2028\x7f\x00"
"""Sets a title, clears the screen, returns to the margin, uses markup, reorders, is malformed."""


class FakeTerminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def become_terminal(monkeypatch: pytest.MonkeyPatch) -> FakeTerminal:
    """Put a terminal in place of standard error; not a fixture: pytest sets it after those."""
    fake_terminal = FakeTerminal()
    monkeypatch.setattr(sys, "stderr", fake_terminal)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.delenv("NO_COLOR", raising=False)
    return fake_terminal


def test_a_terminal_gets_colour_and_columns(
    fake: FakeSupervisor, sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = become_terminal(monkeypatch)
    fake.answer = replace(DONE, value="[red]" + "x" * 70 + "\x1b[2J")
    stockade(fake, sample)
    shown = terminal.getvalue()
    assert "\x1b[32mcompleted" in shown
    assert "\\u001b[2J" in shown
    assert "\x1b[2J" not in shown
    guest = [line for line in shown.splitlines() if "xx" in line]
    assert len(guest) == 2
    assert all("| " in line for line in guest)
    assert '| \x1b[0m"[red]x' in shown or '| "[red]x' in shown


def test_no_color_is_honoured(
    fake: FakeSupervisor, sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = become_terminal(monkeypatch)
    monkeypatch.setenv("NO_COLOR", "1")
    stockade(fake, sample)
    assert "completed" in terminal.getvalue()
    assert "\x1b[3" not in terminal.getvalue()


@pytest.mark.parametrize("mode", [(), ("--json",)])
def test_no_guest_text_reaches_the_terminal_raw(
    fake: FakeSupervisor, sample: str, capsys: pytest.CaptureFixture[str], mode: tuple[str, ...]
) -> None:
    fake.answer = replace(
        DONE,
        outcome=Outcome.THREW,
        error=ErrorInfo(name=HOSTILE, message=HOSTILE, stack=HOSTILE, value=HOSTILE),
        cause=HOSTILE,
        console=(ConsoleEntry(level="log", text=HOSTILE),),
    )
    stockade(fake, sample, *mode)
    fake.answer = replace(DONE, value={HOSTILE: HOSTILE})
    stockade(fake, sample, *mode)
    shown = "".join(capsys.readouterr()).replace("\n", "")
    assert shown.isprintable()
    assert "[red]x[/red]" in shown


def test_the_guest_cannot_write_a_line_that_looks_like_ours(
    fake: FakeSupervisor, sample: str, capsys: pytest.CaptureFixture[str]
) -> None:
    forged = "x\n   outcome  completed\n     walls  up: all"
    fake.answer = replace(
        DONE,
        outcome=Outcome.THREW,
        console=(ConsoleEntry(level="log", text=forged),),
        error=ErrorInfo(name="E", message=forged, stack=forged),
    )
    stockade(fake, sample)
    own = [line for line in capsys.readouterr().err.splitlines() if "  | " not in line]
    assert [line.split()[0] for line in own] == ["outcome", "time", "memory", "walls"]


def test_a_flood_is_cut_and_says_so(
    fake: FakeSupervisor, sample: str, capsys: pytest.CaptureFixture[str]
) -> None:
    fake.answer = replace(
        DONE,
        value="v" * 100_000,
        console=(ConsoleEntry(level="log", text="line\n" * 10_000),),
        console_dropped=7,
    )
    stockade(fake, sample)
    err = capsys.readouterr().err
    assert len(err) < 10_000
    assert "98002 more characters; --json has them all" in err
    assert "9941 more lines; --json has them all" in err
    assert "7 more entries were not kept" in err


@pytest.mark.parametrize(
    ("argv", "complaint"),
    [
        ((), "Missing argument"),
        ((), "Try: stockade run --help"),
        (("no/such/file.js",), "no/such/file.js: No such file or directory"),
        (("/",), "/: Is a directory"),
        (("/dev/null",), "/dev/null: empty, there is nothing to run"),
        (("/dev/zero",), "/dev/zero: more than 16 MiB"),
        (("a\0b",), "null"),
        (("\x1b[2J",), "\\x1b[2J: No such file"),
        (("--\x1b[2J", "x"), "--\\x1b[2J"),
        (("x", "\x1b[2J"), "\\x1b[2J"),
        (("x", "--policy", "nope"), "--policy nope: neither a preset"),
        (("x", "--policy", "./nope.toml"), "No such file"),
        (("x", "--persona", "nope"), "--persona = nope: must be one of 'bare', 'browser'"),
        (("x", "--kind", "\x1b[2J"), "--kind = \\x1b[2J: must be one of 'auto', 'script'"),
        (("x", "--seed", "nope"), "--seed = nope: must be an integer"),
        (("x", "--seed", "-1"), "seed = -1: must be an integer >= 0 and <= "),
        (("/dev/null", "--source-map", "no/such"), "no/such: No such file"),
        (("-", "--source-map", "-"), "--source-map -: the program is read from standard input"),
        (("x", "--source-map", "/dev/zero"), "--source-map /dev/zero: more than 16 MiB"),
        (("x", "--trace", "-", "--json"), "--trace -: --json has the trace already"),
        (("x", "--no-trace", "--trace", "t"), "--trace t: needs a trace"),
        (("x", "--no-trace", "--layers", "t"), "--layers t: needs a trace"),
        (("x", "--no-trace", "--source-map", "t"), "--source-map t: needs a trace"),
        ((__file__, "--trace", "/no/such"), "--trace /no/such: No such file or directory"),
        ((__file__, "--trace", "\x1b\0"), "--trace \\x1b\\x00: embedded null byte"),
        ((__file__, "--layers", "/no/such"), "--layers /no/such: No such file or directory"),
        ((__file__, "--layers", __file__), f"--layers {__file__}: Not a directory"),
        ((__file__, "--layers", "/dev"), "--layers /dev: not empty"),
        (("x", "--arg", "novalue"), "--arg novalue: not NAME=JSON"),
        (("x", "--arg", "=1"), "--arg =1: not NAME=JSON"),
        (("x", "--arg", "a=text"), "--arg a: not JSON"),
        (("x", "--arg", "a=NaN"), "--arg a: not JSON"),
        (("x", "--arg", "a=" + "[" * 200_000), "--arg a: not JSON"),
        (("x", "--arg", "a=1", "--arg", "a=2"), "--arg a: given twice"),
    ],
)
def test_bad_input_is_refused_before_anything_starts(
    fake: FakeSupervisor,
    capsys: pytest.CaptureFixture[str],
    argv: tuple[str, ...],
    complaint: str,
) -> None:
    assert stockade(fake, *argv) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("stockade: ")
    assert complaint in err
    assert err.replace("\n", "").isprintable()
    assert fake.policy is None


def test_a_pattern_that_re2_refuses_is_told_with_its_file(
    fake: FakeSupervisor, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "own.toml"
    path.write_text("[policy]\nname = 'own'\nblocked_patterns = ['(?=a)']\n")
    assert stockade(fake, "x", "--policy", str(path)) == 2
    err = capsys.readouterr().err
    assert err.startswith(f"stockade: {path}: blocked_patterns[1] = '(?=a)': must be what RE2")


def test_a_binary_file_is_refused_with_a_way_out(
    fake: FakeSupervisor, capsys: pytest.CaptureFixture[str]
) -> None:
    assert stockade(fake, sys.executable) == 2
    err = capsys.readouterr().err
    assert "not UTF-8 text" in err
    assert "iconv" in err


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_understood(
    fake: FakeSupervisor, tmp_path: Path, encoding: str
) -> None:
    path = tmp_path / "s.js"
    path.write_text("'\u20ac'", encoding=encoding)
    assert stockade(fake, str(path)) == 0
    assert fake.calls[0]["source"] == "'\u20ac'"


@pytest.mark.parametrize(
    ("data", "code"), [(b"1 + 1", 0), (b"", 2), (b"\xef\xbb\xbf", 2), (b"\x7fELF\xff", 2)]
)
def test_a_dash_reads_standard_input(
    fake: FakeSupervisor, monkeypatch: pytest.MonkeyPatch, data: bytes, code: int
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert stockade(fake, "-") == code
    assert [call["source"] for call in fake.calls] == (["1 + 1"] if code == 0 else [])


def test_closed_standard_input_is_refused(
    fake: FakeSupervisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert stockade(fake, "-") == 2


SLEEPER = """
import signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs ignore it
from stockade.cli import main
from stockade.cli.tools import Tools

class Sleeper:
    def __enter__(self): return self
    def __exit__(self, *error): print("closed", flush=True)
    def run(self, source, **options):
        print("running", flush=True)
        time.sleep(60)

sys.exit(main(["run", "/proc/self/status"], tools=Tools(open_supervisor=lambda policy: Sleeper())))
"""


def test_ctrl_c_closes_the_supervisor_and_gives_130() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", SLEEPER], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "running\n"
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert out == "closed\n"
    assert err == "stockade: interrupted\n"


PRINTER = """
import sys
from stockade.cli import output
output.write_json({"text": "x" * 1_000_000})
sys.exit(3)
"""


def test_a_reader_that_leaves_early_does_not_change_the_exit_code() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PRINTER], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 3
