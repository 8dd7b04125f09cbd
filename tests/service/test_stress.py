"""`stockade stress`, for real but short: it passes on what is right, and not on what is wrong."""

from __future__ import annotations

import contextlib
import json
import mmap
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from stockade import JailError, Policy, PoolLimits, Supervisor
from stockade.cli import main
from stockade.cli.tools import Tools
from stockade.stress import census, honest, processes
from stockade.stress.driver import Driver, OnProgress
from stockade.stress.report import Report, stress
from stockade.stress.settings import Settings

RIGHT = "// policy: production\n// outcome: completed 2\n// why: x\n1 + 1"
WRONG = "// policy: production\n// outcome: completed 3\n// why: x\n1 + 1"


def command(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, dict[str, object]]:
    """Run the command; return its exit code and its JSON."""
    code = main(["stress", "--json", *argv])
    document: dict[str, object] = json.loads(capsys.readouterr().out)
    return code, document


def corpus(folder: Path, **samples: str) -> list[str]:
    for name, text in samples.items():
        (folder / f"{name}.js").write_text(text, encoding="utf-8")
    return ["--corpus", str(folder)]


# -- the whole of it -------------------------------------------------------------------------------


def test_two_hundred_jobs_in_chaos_leave_nothing_behind(capsys: pytest.CaptureFixture[str]) -> None:
    code, document = command(capsys, "--jobs", "200", "--mix", "chaos", "--seed", "5")
    checks = document["checks"]
    assert isinstance(checks, list)
    assert [check for check in checks if not check["holds"]] == []
    assert (code, document["failures"]) == (0, [])
    assert (document["holds"], document["jobs"], document["seed"]) == (True, 200, 5)
    rows, kills = document["outcomes"], document["kills"]
    assert isinstance(rows, list)
    assert isinstance(kills, dict)
    assert sum(row["honest"] + row["hostile"] for row in rows) == 200
    assert sum(row["hostile"] for row in rows) == 30
    assert {"completed", "threw", "cancelled"} <= {row["outcome"] for row in rows}
    assert kills["template SIGKILL"] == 1


def test_a_sample_that_ends_otherwise_is_told_and_gives_70(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    samples = corpus(tmp_path, right=RIGHT, wrong=WRONG)
    argv = ["--jobs", "40", "--mix", "corpus", "--seed", "1", *samples]
    code, document = command(capsys, *argv)
    assert (code, document["holds"]) == (70, False)
    seen = by_job(document)
    assert {failure[1:] for failure in seen} == {
        ("expected", "wrong.js", "ended as completed 2 and not as completed 3")
    }
    # The same seed gives the same failures, by number; jobs in flight end in any order.
    assert by_job(command(capsys, *argv)[1]) == seen


def by_job(document: dict[str, object]) -> set[tuple[int, str, str, str]]:
    failures = document["failures"]
    assert isinstance(failures, list)
    return {(it["job"], it["check"], it["name"], it["what"]) for it in failures}


def test_the_summary_for_people_counts_by_outcome_and_cause(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    loop = "// policy: production cpu_seconds=0.1\n// outcome: limit cpu\n// by: engine or psutil\n"
    samples = corpus(tmp_path, loop=f"{loop}// why: x\nfor (;;);")
    assert main(["stress", "--jobs", "20", "--mix", "corpus", "--seed", "1", *samples]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    lines = [" ".join(line.split()) for line in err.splitlines()]
    assert any(line.startswith("limit cpu (by engine) 0") for line in lines)
    assert "no descriptors left holds: none" in lines
    assert lines[-1] == "verdict every check holds"


def test_a_bound_in_minutes_ends_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, document = command(capsys, "--minutes", "0.02", *corpus(tmp_path, right=RIGHT))
    assert (code, document["holds"]) == (0, True)


def test_a_folder_without_samples_is_a_usage_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["stress", "--corpus", str(tmp_path)]) == 2
    assert "a folder with samples" in capsys.readouterr().err


def test_a_host_without_walls_gives_6(capsys: pytest.CaptureFixture[str]) -> None:
    def refuse(settings: Settings, on_progress: OnProgress) -> Report:
        raise JailError("namespaces", 1, "unshare was refused", "allow user namespaces")

    assert main(["stress"], tools=Tools(stress=refuse)) == 6
    assert "allow user namespaces" in capsys.readouterr().err


def test_a_host_where_no_template_starts_gives_6(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    assert main(["stress", "--jobs", "20", "--seed", "5"]) == 6
    assert "the template ended" in capsys.readouterr().err


def test_an_interrupt_ends_it_with_what_was_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(settings: Settings, on_progress: OnProgress) -> Report:
        def interrupt(driver: Driver) -> None:
            if driver.ledger.ended:
                signal.raise_signal(signal.SIGINT)

        return stress(settings, interrupt)

    argv = ["stress", "--json", "--minutes", "5", *corpus(tmp_path, right=RIGHT)]
    # A shell that starts the tests in the background has them ignore interrupts.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        assert main(argv, tools=Tools(stress=interrupted)) == 130
    finally:
        signal.signal(signal.SIGINT, before)
    document = json.loads(capsys.readouterr().out)
    assert (document["interrupted"], document["holds"], document["failures"]) == (True, True, [])
    assert document["jobs"] > 0


def test_the_result_of_another_honest_job_is_noticed() -> None:
    """With one seed, two numbers give two jobs of one kind."""
    seen = set()
    with Supervisor(Policy.production(), pool=PoolLimits(workers=1, spares=1)) as supervisor:
        for seed in range(30):
            task = honest.make(1, random.Random(seed))
            other = honest.make(2, random.Random(seed))
            if task.name not in seen:
                result = supervisor.run(task.source, kind=task.kind, args=task.args)
                assert (task.judge(result), other.name) == (None, task.name)
                assert other.judge(result) is not None
                seen.add(task.name)
    assert len(seen) == 8


# -- the census ------------------------------------------------------------------------------------


@contextlib.contextmanager
def a_descriptor() -> Iterator[None]:
    fd = os.open(os.devnull, os.O_RDONLY)
    yield
    os.close(fd)


@contextlib.contextmanager
def a_process() -> Iterator[None]:
    with subprocess.Popen(["sleep", "60"]) as process:
        yield
        process.kill()


@contextlib.contextmanager
def a_zombie() -> Iterator[None]:
    with subprocess.Popen(["true"]) as process:
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        yield


@contextlib.contextmanager
def a_thread() -> Iterator[None]:
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    yield
    done.set()
    thread.join()


@contextlib.contextmanager
def a_file() -> Iterator[None]:
    with tempfile.NamedTemporaryFile():
        yield


@contextlib.contextmanager
def shared_memory() -> Iterator[None]:
    with mmap.mmap(-1, 4096, flags=mmap.MAP_SHARED):
        yield


@contextlib.contextmanager
def a_name_in_dev_shm() -> Iterator[None]:
    with tempfile.NamedTemporaryFile(dir="/dev/shm"):
        yield


@pytest.mark.parametrize(
    ("leak", "kind"),
    [
        (a_descriptor, "descriptors"),
        (a_process, "processes"),
        (a_zombie, "processes"),
        (a_thread, "threads"),
        (a_file, "files"),
        (shared_memory, "shared memory"),
        (a_name_in_dev_shm, "shared memory"),
    ],
)
def test_what_is_left_is_counted(
    leak: Callable[[], AbstractContextManager[None]], kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(census, "SETTLE_SECONDS", 0.0)
    with census.private_folder() as folder:
        before = census.take(folder)
        with leak():
            left = census.wait_left(before, folder, census.Watch())
        assert left[kind]
        monkeypatch.setattr(census, "SETTLE_SECONDS", 5.0)
        assert not any(census.wait_left(before, folder, census.Watch()).values())


def test_a_process_that_got_away_is_known_by_its_session(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(census, "SETTLE_SECONDS", 0.0)
    # Its parent ends at once, so that nothing ties it to this process but the session.
    body = "import os, sys, time\nif os.fork(): os._exit(0)\nprint(os.getpid(), flush=True)"
    argv = [sys.executable, "-c", f"{body}\nsys.stdin.read()", "stockade_worker"]
    pipe = subprocess.PIPE
    with (
        census.private_folder() as folder,
        subprocess.Popen(argv, stdin=pipe, stdout=pipe, start_new_session=True) as starter,
    ):
        before = census.take(folder)
        assert starter.stdout is not None
        astray = processes.look(int(starter.stdout.readline()))
        assert astray is not None
        starter.wait()
        watch = census.Watch(sessions={(astray.session, 1)})
        (line,) = census.wait_left(before, folder, watch)["processes"]
        assert line.startswith(f"process {astray.pid} ")
        assert census.wait_left(before, folder, census.Watch())["processes"] == []


def test_a_session_that_has_the_number_of_one_of_ours_is_not_ours(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(processes, "below", lambda known, root: [])
    leader = processes.look(os.getsid(0))
    if leader is None:
        pytest.skip("the leader of this session is dead, or not to be seen")
    ours = census.Watch(sessions={(leader.pid, leader.started)})
    others = census.Watch(sessions={(leader.pid, leader.started + 1)})
    assert any(f" {os.getpid()} " in line for line in census.take(tmp_path, ours)["processes"])
    assert census.take(tmp_path, others)["processes"] == frozenset()


def test_our_own_processes_are_found_by_generation() -> None:
    limits = PoolLimits(workers=1, spares=1)
    with Supervisor(Policy.production(), pool=limits) as supervisor:
        assert supervisor.run("1").success
        family = processes.family(processes.scan())
        assert (len(family.starters), len(family.templates)) == (1, 1)
        assert {worker.parent for worker in family.workers} <= {family.templates[0].pid}
        watch = census.Watch()
        watch.note(family)
        assert watch.sessions == {(family.starters[0].pid, family.starters[0].started)}


def test_what_a_starter_forks_beside_its_template_is_no_victim() -> None:
    read_fd, write_fd = os.pipe()
    # The sleeper has the parentage of a template, but no namespace of its own.
    body = "sleep 60 & echo $!; read line; kill $!; wait"
    with subprocess.Popen(
        ["sh", "-c", body], stdin=read_fd, stdout=subprocess.PIPE, start_new_session=True
    ) as shell:
        assert shell.stdout is not None
        assert int(shell.stdout.readline()) in processes.scan()
        family = processes.family(processes.scan())
        assert shell.pid in {starter.pid for starter in family.starters}
        assert (family.templates, family.workers, family.serving, family.done) == ((), (), (), ())
        os.write(write_fd, b"\n")
    os.close(read_fd)
    os.close(write_fd)


def test_a_signal_goes_to_the_process_that_was_meant_or_to_none() -> None:
    with subprocess.Popen(["sleep", "60"]) as process:
        seen = processes.look(process.pid)
        assert seen is not None
        namesake = processes.Process(
            pid=seen.pid, name=seen.name, state="S", parent=1, session=1, started=seen.started + 1
        )
        assert not processes.send(namesake, signal.SIGKILL)
        assert process.poll() is None
        assert processes.send(seen, signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL


def test_the_folder_for_temporary_files_is_put_back(monkeypatch: pytest.MonkeyPatch) -> None:
    before = tempfile.gettempdir()
    with census.private_folder() as folder:
        assert tempfile.gettempdir() == os.environ["TMPDIR"] == str(folder)
    assert (tempfile.gettempdir(), folder.exists()) == (before, False)
