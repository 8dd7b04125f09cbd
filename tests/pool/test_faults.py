"""What happens when processes die, forks fail, or the host lacks something."""

from __future__ import annotations

import asyncio
import os
import select
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from tests.breach.supervising import Breach

from stockade import (
    AsyncSupervisor,
    Outcome,
    Policy,
    PoolLimits,
    Supervisor,
    TemplateError,
)
from stockade.spawner import Program
from stockade_worker import wire

SMALL = PoolLimits(workers=2, spares=1)
ENDLESS = "for (;;);"


async def until(condition: Callable[[], bool], seconds: float = 10.0) -> None:
    """Wait for `condition`, and fail if it takes too long."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - what is waited for has no event
            await asyncio.sleep(0.005)


def starter() -> psutil.Process:
    """Return the only child: the process that waits for the template."""
    (process,) = psutil.Process().children()
    return process


def template() -> psutil.Process:
    (process,) = starter().children()
    return process


async def test_a_template_that_is_killed_crashes_its_runs_and_is_replaced() -> None:
    async with AsyncSupervisor(pool=SMALL) as supervisor:
        running = [supervisor.submit(ENDLESS) for _ in range(2)]
        waiting = supervisor.submit("1")
        await until(lambda: supervisor.stats().running == 2)
        template().kill()
        for future in running:
            result = await future
            assert (result.outcome, result.cause) == ("crashed", "the template died")
        assert (await waiting).value == 1


async def test_an_answer_that_is_read_while_its_template_dies_is_concluded_once() -> None:
    """The control socket can tell of the end before the last frame has been read."""
    failures: list[object] = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _, context: failures.append(context))
    policy = Policy.production(loop_iterations=10**12)  # ENDLESS goes on meanwhile
    async with AsyncSupervisor(policy, pool=PoolLimits(workers=3, spares=3)) as supervisor:
        await until(lambda: supervisor.stats().spares == 3)
        futures = [supervisor.submit(source) for source in ("1", ENDLESS, ENDLESS)]
        core = supervisor._core
        assert core is not None
        (pool,) = core._pools.values()
        answered = pool.running()[0].worker
        assert answered is not None
        poll = select.poll()
        poll.register(answered._event_fd, select.POLLIN)
        assert poll.poll(5000)
        select.poll().poll(500)  # the loop is held: all of it is there by now, and unread
        pool._keeper.on_template_gone("forced")
        results = await asyncio.wait_for(asyncio.gather(*futures), 10)
        await until(lambda: supervisor.stats().running == 0)
        assert core._slots.free == 3
        assert (await supervisor.run("2")).value == 2
    assert [result.outcome for result in results] == ["completed", "crashed", "crashed"]
    assert failures == []


async def test_a_worker_is_gone_when_it_has_answered() -> None:
    async with AsyncSupervisor(pool=PoolLimits(workers=1, spares=0)) as supervisor:
        assert (await supervisor.run("1")).value == 1
        gone = [process for process in template().children() if is_alive(process)]
        assert still_running(gone, seconds=0.5) == []


async def test_a_loop_that_was_late_does_not_call_an_answered_run_too_slow() -> None:
    policy = Policy.production(cpu_seconds=0.2, wall_seconds=0.2)
    async with AsyncSupervisor(policy, pool=PoolLimits(workers=1, spares=1)) as supervisor:
        await until(lambda: supervisor.stats().spares == 1)
        future = supervisor.submit("1")
        hold = time.monotonic() + 0.5
        while time.monotonic() < hold:
            pass  # nothing of the loop runs; the wall timer is due when it does
        assert (await future).outcome is Outcome.COMPLETED


async def test_a_starter_that_is_killed_takes_the_template_with_it() -> None:
    async with AsyncSupervisor(pool=SMALL) as supervisor:
        await until(lambda: supervisor.stats().spares == 1)
        before = [starter(), template()]
        before[0].kill()
        assert still_running(before, seconds=2) == []
        await until(lambda: supervisor.stats().spares == 0)
        assert (await supervisor.run("2")).value == 2


async def test_a_worker_that_is_killed_from_outside_is_a_crash_with_its_signal() -> None:
    async with AsyncSupervisor(pool=PoolLimits(workers=1, spares=0)) as supervisor:
        future = supervisor.submit(ENDLESS)
        await until(lambda: supervisor.stats().running == 1)
        (worker,) = template().children()
        worker.send_signal(signal.SIGSEGV)
        result = await future
        assert (result.outcome, result.cause) == (Outcome.CRASHED, "signal SIGSEGV")
        assert (await supervisor.run("1")).value == 1


async def test_a_spare_that_dies_is_replaced() -> None:
    async with AsyncSupervisor(pool=PoolLimits(workers=1, spares=1)) as supervisor:
        await until(lambda: supervisor.stats().spares == 1)
        (spare,) = template().children()
        spare.kill()
        psutil.wait_procs([spare], timeout=5)
        await until(lambda: supervisor.stats().spares == 1 and template().children() != [])
        assert (await supervisor.run("1")).value == 1


async def test_a_worker_that_stops_itself_ends_by_the_wall_clock() -> None:
    policy = Policy.production(cpu_seconds=0.2, wall_seconds=0.3)
    async with AsyncSupervisor(policy, pool=PoolLimits(workers=1, spares=0)) as supervisor:
        future = supervisor.submit(ENDLESS)
        await until(lambda: supervisor.stats().running == 1)
        (worker,) = template().children()
        worker.suspend()
        result = await future
    assert result.limit is not None
    assert (result.limit.kind, result.limit.enforced_by) == ("wall", "timer")
    assert result.limit.seen is not None
    assert result.limit.seen >= 0.3


def test_a_watch_that_runs_out_of_descriptors_goes_on_when_there_are_some() -> None:
    """Nothing else ends this run: the engine's limits are waived, the kernel's are far."""
    ended = in_python(
        """
        import os, resource, threading, time
        from stockade import Policy, PoolLimits, Supervisor
        policy = Policy.production(cpu_seconds=1.0, wall_seconds=20.0, waive=["engine", "rlimits"])
        with Supervisor(policy, pool=PoolLimits(workers=1, spares=0)) as supervisor:
            supervisor.run("1")
            future = supervisor.submit("for (;;);")
            while not supervisor.stats().running:
                time.sleep(0.01)
            resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
            taken = []
            try:
                while True:
                    taken.append(os.open("/dev/null", os.O_RDONLY))
            except OSError:
                time.sleep(0.3)
            for fd in taken:
                os.close(fd)
            limit = future.result(timeout=30).limit
            print(limit.kind, limit.enforced_by)
        """
    )
    assert ended.stdout.split() == ["cpu", "psutil"], ended


async def test_a_template_that_is_stopped_is_replaced() -> None:
    limits = PoolLimits(workers=1, spares=0, start_seconds=3.0)
    async with AsyncSupervisor(pool=limits) as supervisor:
        assert (await supervisor.run("1")).value == 1
        stopped = template()
        stopped.suspend()
        assert (await asyncio.wait_for(supervisor.run("2"), 30)).value == 2
        assert not is_alive(stopped)


async def test_a_worker_that_never_gets_sealed_is_killed() -> None:
    """A process that is none of ours, on real pipes, takes the place of the worker."""
    limits = PoolLimits(workers=1, spares=0, start_seconds=3.0)
    async with AsyncSupervisor(pool=limits) as supervisor:
        assert (await supervisor.run("1")).value == 1
        core = supervisor._core
        assert core is not None
        (pool,) = core._pools.values()
        with idle_process() as idle:
            (job_read, job_write), (event_read, event_write) = os.pipe(), os.pipe()
            pool.on_spawned(10**6, [job_write, event_read, os.pidfd_open(idle.pid)])
            running = supervisor.submit(ENDLESS)  # while a run lives, the supervisor looks around
            await until(lambda: idle.poll() == -signal.SIGKILL)
            pool.on_reaped(wire.Reaped(worker=10**6, status=9, cpu_seconds=0.0, peak_bytes=0))
            running.cancel()
        os.close(job_read)
        os.close(event_write)
        assert (await supervisor.run("2")).value == 2


async def test_a_worker_that_never_reads_its_job_holds_nobody_up() -> None:
    policy = Policy.production(cpu_seconds=0.5, wall_seconds=0.5)
    async with AsyncSupervisor(policy, pool=PoolLimits(workers=2, spares=1)) as supervisor:
        await until(lambda: supervisor.stats().spares == 1)
        (spare,) = template().children()
        spare.suspend()
        unread = supervisor.submit("0" + " " * 90_000)  # more than a pipe takes
        assert (await supervisor.run("2")).value == 2
        result = await unread
    assert result.limit is not None
    assert (result.limit.kind, result.limit.enforced_by) == ("wall", "timer")


async def test_forks_that_fail_are_retried_until_they_work() -> None:
    async with AsyncSupervisor(pool=PoolLimits(workers=1, spares=0)) as supervisor:
        assert (await supervisor.run("1")).value == 1
        # RLIMIT_NPROC does not bind uid 0; the template is never that.
        template().rlimit(psutil.RLIMIT_NPROC, (0, 64))
        future = supervisor.submit("2")
        await asyncio.sleep(0.2)
        assert not future.done()
        template().rlimit(psutil.RLIMIT_NPROC, (64, 64))
        assert (await future).value == 2


async def test_forks_that_go_on_failing_are_reported() -> None:
    async with AsyncSupervisor(pool=PoolLimits(workers=1, spares=0)) as supervisor:
        assert (await supervisor.run("1")).value == 1
        template().rlimit(psutil.RLIMIT_NPROC, (0, 64))
        with pytest.raises(TemplateError, match=r"cannot fork a worker: .* \(errno 11\)"):
            await supervisor.run("2")
        template().rlimit(psutil.RLIMIT_NPROC, (64, 64))
        assert (await supervisor.run("3")).value == 3


def idle_process() -> subprocess.Popen[bytes]:
    return subprocess.Popen(["sleep", "60"])


def test_a_template_that_cannot_start_is_told_by_its_last_words() -> None:
    with (
        Breach(Program(module="json")) as supervisor,
        pytest.raises(TemplateError, match="cannot import name 'main' from 'json'"),
    ):
        supervisor.submit_source("1").result()


def still_running(processes: list[psutil.Process], *, seconds: float) -> list[psutil.Process]:
    """Return those that still run after `seconds`; a zombie that init has yet to reap does not."""
    deadline = time.monotonic() + seconds
    while True:
        left = [process for process in processes if is_alive(process)]
        if not left or time.monotonic() > deadline:
            return left
        time.sleep(0.01)


def is_alive(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def in_python(body: str, *prefix: str, seconds: float = 30.0) -> subprocess.CompletedProcess[str]:
    """Run a program in a fresh interpreter, as an embedding program would be."""
    return subprocess.run(
        [*prefix, sys.executable, "-c", textwrap.dedent(body)],
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )


def test_too_few_descriptors_are_refused_with_the_number_that_fits() -> None:
    ended = in_python(
        """
        import resource
        resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
        from stockade import PolicyError, PoolLimits, Supervisor
        try:
            Supervisor(pool=PoolLimits(workers=30, spares=4)).run("1")
        except PolicyError as error:
            print(error)
        with Supervisor(pool=PoolLimits(workers=4, spares=2)) as supervisor:
            futures = [supervisor.submit(str(n)) for n in range(50)]
            print([future.result().value for future in futures] == list(range(50)))
        """
    )
    lines = ended.stdout.splitlines()
    assert "workers + spares = 34: must be at most 14 under RLIMIT_NOFILE 64" in lines[0], ended
    assert lines[1] == "True", ended


def test_descriptors_that_run_out_later_are_waited_for() -> None:
    ended = in_python(
        """
        import os, resource, threading
        from stockade import PoolLimits, Supervisor
        with Supervisor(pool=PoolLimits(workers=1, spares=0)) as supervisor:
            print(supervisor.run("1").value)
            resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
            taken = []
            try:
                while True:
                    taken.append(os.open("/dev/null", os.O_RDONLY))
            except OSError:
                os.close(taken.pop())
            future = supervisor.submit("2")
            threading.Timer(0.3, lambda: [os.close(fd) for fd in taken]).start()
            print(future.result(timeout=20).value)
        """
    )
    assert ended.stdout.split() == ["1", "2"], ended


def test_without_proc_nothing_runs_and_the_error_says_what_to_do() -> None:
    ended = in_python(
        """
        import subprocess
        subprocess.run(["mount", "-t", "tmpfs", "none", "/proc"], check=True)
        from stockade import JailError, Supervisor
        with Supervisor() as supervisor:
            try:
                supervisor.run("1")
            except JailError as error:
                print(error.step, error.hint)
        """,
        *("unshare", "--mount", *(() if os.geteuid() == 0 else ("--user", "--map-root-user"))),
    )
    assert "mount -t proc proc /proc" in ended.stdout, ended


def test_a_program_that_is_killed_leaves_no_process() -> None:
    body = """
        import sys, time
        from stockade import Policy, PoolLimits, Supervisor
        supervisor = Supervisor(Policy.production(cpu_seconds=20, wall_seconds=60),
                                pool=PoolLimits(workers=50, spares=0))
        futures = [supervisor.submit("for (;;);") for _ in range(50)]
        while supervisor.stats().running < 50:
            time.sleep(0.01)
        print("ready", flush=True)
        time.sleep(60)
    """
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(body)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == b"ready\n"
        family = psutil.Process(program.pid).children(recursive=True)
        assert len(family) == 52
        program.kill()
        assert still_running(family, seconds=1.0) == []


def test_an_interrupt_ends_a_run_on_the_command_line_and_leaves_nothing(tmp_path: Path) -> None:
    sample = tmp_path / "endless.js"
    sample.write_text("console.log('running'); for (;;);")
    body = """
        import signal, sys
        signal.signal(signal.SIGINT, signal.default_int_handler)  # a background job ignores it
        from stockade.cli import main
        sys.exit(main(["run", "--policy", "development", sys.argv[1]]))
    """
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(body), str(sample)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    ) as program:
        family = wait_for_family(program.pid, size=3)  # starter, template, worker
        program.send_signal(signal.SIGINT)
        _, words = program.communicate(timeout=20)
    assert program.returncode == 130, words
    assert b"interrupted" in words
    assert still_running(family, seconds=1.0) == []


def wait_for_family(pid: int, *, size: int) -> list[psutil.Process]:
    """Wait until a program has that many descendants, and return them."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        family = psutil.Process(pid).children(recursive=True)
        if len(family) == size:
            return family
        time.sleep(0.01)
    raise TimeoutError(f"{size} descendants of {pid}")


def test_a_fork_of_the_program_keeps_no_worker_alive() -> None:
    """A forked child holds copies of the descriptors, so no end of file tells the template."""
    body = """
        import os, sys, time
        from stockade import PoolLimits, Supervisor
        supervisor = Supervisor(pool=PoolLimits(workers=1, spares=1))
        print(supervisor.run("1").value, flush=True)
        child = os.fork()
        if child == 0:
            time.sleep(30)
            os._exit(0)
        print(child, flush=True)
        time.sleep(60)
    """
    with subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", textwrap.dedent(body)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == b"1\n"
        fork = psutil.Process(int(program.stdout.readline()))
        jailed = [p for p in psutil.Process(program.pid).children(recursive=True) if p != fork]
        program.kill()
        left = still_running(jailed, seconds=1.0)
        fork.kill()
        assert left == []


def test_the_thread_that_submits_may_end_long_before_the_runs() -> None:
    """PR_SET_PDEATHSIG fires when the thread that forked ends, not the process."""
    ended = in_python(
        """
        import threading, time
        from stockade import PoolLimits, Supervisor
        supervisor = Supervisor(pool=PoolLimits(workers=1, spares=1))
        futures = []
        thread = threading.Thread(target=lambda: futures.append(
            supervisor.submit("for (let i = 0; i < 5e6; i++); 'alive'")))
        thread.start()
        thread.join()
        print(futures[0].result().value)
        supervisor.close()
        """
    )
    assert ended.stdout == "alive\n", ended


def test_nothing_of_the_program_reaches_the_template() -> None:
    os.environ["STOCKADE_TEST_SECRET"] = "hunter2"
    held = [os.open("/", os.O_RDONLY) for _ in range(20)]
    for fd in held:
        os.set_inheritable(fd, True)
    try:
        with Supervisor(pool=SMALL) as supervisor:
            supervisor.run("1")
            process = template()
            if os.geteuid() != 0:  # it is not dumpable, so its own user may not look either
                with pytest.raises(psutil.AccessDenied):
                    process.environ()
                return
            assert process.environ() == {}
            assert "hunter2" not in " ".join(process.cmdline())
            held_by_it = os.listdir(f"/proc/{process.pid}/fd")
            assert "/" not in {os.readlink(f"/proc/{process.pid}/fd/{fd}") for fd in held_by_it}
    finally:
        del os.environ["STOCKADE_TEST_SECRET"]
        for fd in held:
            os.close(fd)


def test_a_wall_that_cannot_stand_stops_everything() -> None:
    """Under a filter like Docker's, which refuses new user namespaces, no guest code runs."""
    ended = in_python(
        """
        import errno, pyseccomp
        rules = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
        rules.add_rule(pyseccomp.ERRNO(errno.EPERM), "unshare")
        rules.load()
        from stockade import JailError, Supervisor
        with Supervisor() as supervisor:
            for _ in range(2):
                try:
                    supervisor.run("1")
                except JailError as error:
                    print(error.step, error.errno, error.hint)
        """
    )
    assert ended.stdout.count("namespaces 1 ") == 2, ended


async def test_memory_is_not_said_to_have_run_out_without_the_kernels_word() -> None:
    """The engine throws null when it has no memory for an error, and so may the guest."""
    async with AsyncSupervisor(pool=PoolLimits(workers=1, spares=1)) as supervisor:
        await until(lambda: supervisor.stats().spares == 1)
        future = supervisor.submit("throw null")
        core = supervisor._core
        assert core is not None
        (pool,) = core._pools.values()
        answered = pool.running()[0].worker
        assert answered is not None
        poll = select.poll()
        poll.register(answered._event_fd, select.POLLIN)
        assert poll.poll(5000)  # the loop is held: the answer is there, and unread
        processes = [starter(), template(), *template().children()]
        processes[0].kill()
        assert still_running(processes, seconds=5) == []
        pool._keeper.on_template_gone("killed")
        result = await asyncio.wait_for(future, 10)
    assert (result.outcome, result.cause) == ("crashed", "the template died")
