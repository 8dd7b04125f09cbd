"""The self-attack of real templates: what it shows, and that nothing is served without it."""

from __future__ import annotations

import asyncio
import logging
import os
import re
import subprocess
import sys
import textwrap
from pathlib import Path

import psutil
import pytest

from stockade import JailError, Policy, PoolLimits, Supervisor
from stockade.core import Core
from stockade.doctor import SelfAttack, attack_self
from stockade.interview import interview
from stockade.job import Job
from stockade.results import RunResult
from stockade.spawner import TEMPLATE, Program
from stockade_policies import Wall
from stockade_worker import wire
from stockade_worker.jail import landlock, namespaces, privileges

SMALL = PoolLimits(workers=1, spares=0)
OF_A_WORKER = (Wall.LANDLOCK, Wall.RLIMITS, Wall.SECCOMP)
BY_NAMESPACES = (Wall.NAMESPACES, Wall.ROOT, Wall.PRIVILEGES)  # what these need is there with them

ANSWERS = {
    "open a file": {"root": "ENOENT", "rlimits": "EMFILE"},
    "list the root": {"landlock": "EACCES"},
    "open a socket": {"namespaces": "ENETUNREACH", "rlimits": "EMFILE"},
    "fork": {"rlimits": "EAGAIN"},
    "run a program": {"root": "ENOENT"},
    "trace a sibling": {"privileges": "EPERM"},
    "mount a file system": {"privileges": "EPERM"},
    "map code": {"privileges": "EACCES"},
    "turn data into code": {"privileges": "EACCES"},
    "read elsewhere": {"process": "EBADF"},
    "write elsewhere": {"process": "EBADF"},
    "signal the supervisor": {"namespaces": "ESRCH"},
    "signal the template": {"landlock": "EPERM"},
    "set a limit back": {"rlimits": "EPERM"},
    "make a namespace": {"namespaces": "ENOSPC"},
    "reserve too much": {"rlimits": "ENOMEM"},
    "call by x32's numbers": {},
    "allocate too much": {"rlimits": "ENOMEM"},
}

# The first of these does nothing, and says that it has; the others let the jail be built after it.
FAKED = {
    Wall.PROCESS: ["close_range"],
    Wall.ROOT: ["pivot_root", "mount", "umount2"],
    Wall.PRIVILEGES: ["capset"],
    Wall.LANDLOCK: ["landlock_restrict_self"],
    Wall.RLIMITS: ["prlimit64"],
    Wall.SECCOMP: ["seccomp"],
}


def expected(*waived: Wall) -> dict[str, dict[str, str]]:
    """Return what this kernel's walls must answer under a policy that waives some."""
    answers = {name: {**walls, "seccomp": "SIGSYS"} for name, walls in ANSWERS.items()}
    if os.uname().machine != "x86_64":
        del answers["call by x32's numbers"]
    del answers["allocate too much"]["seccomp"]  # which lets it through
    if os.getpid() < 1000:
        del answers["signal the supervisor"]["namespaces"]
    if not privileges.has_mdwe():
        del answers["map code"]["privileges"], answers["turn data into code"]["privileges"]
    if Wall.LANDLOCK not in waived and landlock.abi() < landlock.SCOPED_ABI:
        del answers["signal the template"]["landlock"]
    if Wall.NAMESPACES in waived and os.getuid() == 0:  # limits do not bind root
        del answers["fork"]["rlimits"]
        if Wall.PRIVILEGES in waived:
            del answers["set a limit back"]["rlimits"]
    if Wall.NAMESPACES not in waived and not namespaces.can_forbid_nesting():
        del answers["make a namespace"]["namespaces"]
    return {
        name: {wall: "waived" if wall in waived else answer for wall, answer in walls.items()}
        for name, walls in answers.items()
    }


def test_here_every_trial_is_stopped_by_every_wall_that_must() -> None:
    attack = attack_self(Policy.production())
    assert attack.proofs == expected()
    assert attack.holds
    assert attack.ms is not None
    assert attack.ms > 0
    assert (attack.failure, attack.remedy) == (None, None)


@pytest.mark.parametrize(
    "waived",
    [
        *((wall,) for wall in Wall if wall is not Wall.NAMESPACES),
        BY_NAMESPACES,
        (*BY_NAMESPACES, Wall.SECCOMP),
        (Wall.LANDLOCK, Wall.SECCOMP),
        (Wall.PRIVILEGES, Wall.SECCOMP),
        OF_A_WORKER,
        tuple(Wall),
    ],
    ids=",".join,
)
def test_what_is_waived_is_not_tried_and_told(waived: tuple[Wall, ...]) -> None:
    assert attack_self(Policy.production(waive=waived)).proofs == expected(*waived)


def test_a_supervisor_keeps_what_its_template_has_shown() -> None:
    policy = Policy.production(waive=[Wall.LANDLOCK])
    with Supervisor(pool=SMALL) as supervisor:
        assert supervisor.proofs() == {}
        supervisor.run("1")
        supervisor.run("1", policy=policy)
        assert supervisor.proofs() == expected()
        assert supervisor.proofs(policy) == expected(Wall.LANDLOCK)


def test_a_template_that_serves_has_nothing_left_of_it() -> None:
    if os.geteuid() != 0:
        pytest.skip("only root may read the descriptors of a process in the jail")
    with interview(TEMPLATE, Policy.production(), wire.step_template, 20.0) as messages:
        assert isinstance(next(messages), wire.Ready)
        (starter,) = psutil.Process().children()
        (template,) = starter.children()
        _, alive = psutil.wait_procs(template.children(recursive=True), timeout=10)
        assert alive == []
        held = [os.readlink(fd) for fd in Path(f"/proc/{template.pid}/fd").iterdir()]
        assert template.num_threads() == 1
    control, ruleset, *rest = sorted(held, reverse=True)
    assert control.startswith("socket:")
    assert "landlock-ruleset" in ruleset
    assert rest == ["/dev/null"] * 3


def on_host(calls: list[str], body: str) -> str:
    """Run a program where these system calls do nothing, and say that they have."""
    arm = f"""
        import pyseccomp
        rules = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
        for call in {calls}:
            load = [pyseccomp.Arg(0, pyseccomp.EQ, 1), pyseccomp.Arg(1, pyseccomp.EQ, 0)]
            rules.add_rule(pyseccomp.ERRNO(0), call, *(load if call == "seccomp" else []))
        rules.load()
    """
    ended = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(arm) + textwrap.dedent(body)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert ended.stderr == ""
    return ended.stdout


@pytest.mark.parametrize("wall", FAKED)
def test_where_a_wall_only_seems_to_be_up_no_guest_code_runs(wall: Wall) -> None:
    said = on_host(
        FAKED[wall],
        """
        from stockade import JailError, PoolLimits, Supervisor
        with Supervisor(pool=PoolLimits(workers=1, spares=0)) as supervisor:
            try:
                supervisor.submit("console.log('it ran')", on_console=print).result()
            except JailError as error:
                print(error.step, "|", error.reason, "|", error.hint)
            print(supervisor.proofs())
        """,
    )
    step, reason, rest = said.split(" | ")
    assert step == "self-attack"
    assert reason.endswith(f"by {wall}")
    assert "stockade doctor" in rest
    assert said.endswith("\n{}\n")


def test_the_doctor_tells_what_got_through() -> None:
    said = on_host(
        FAKED[Wall.RLIMITS],
        """
        from stockade.doctor import Policy, attack_self
        attack = attack_self(Policy.production())
        print(attack.holds, dict(attack.proofs), attack.failure, attack.remedy, sep="\\n")
        """,
    )
    holds, proofs, failure, remedy = said.splitlines()
    assert (holds, proofs) == ("False", "{}")
    assert failure == "self-attack: open a file: ENOENT, not EMFILE by rlimits"
    assert "update the kernel" in remedy


def test_a_wall_that_cannot_be_put_up_is_told_with_its_errno() -> None:
    """Landlock is refused in the throw-away workers first."""
    said = on_host(
        [],
        """
        import errno
        rules = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
        rules.add_rule(pyseccomp.ERRNO(errno.E2BIG), "landlock_restrict_self")
        rules.load()
        from stockade.doctor import Policy, attack_self
        print(attack_self(Policy.production()))
        """,
    )
    assert "failure='landlock: Argument list too long (E2BIG)'" in said
    assert "landlock_restrict_self(2)" in said


def template(folder: Path, body: str) -> Program:
    """Write a template of the test's own, whose self-attack is spoilt."""
    (folder / "spoilt_template.py").write_text(
        "from stockade_worker.selfattack import attack, trials\n"
        "from stockade_worker.template import main\n" + textwrap.dedent(body),
        encoding="utf-8",
    )
    return Program(module="spoilt_template", roots=(str(folder),))


SPOILT = {
    "a trial that hangs": (
        """
        def hang():
            while True:
                pass
        attack.DEADLINE_SECONDS = 0.3
        trial = trials.Trial(name="hang", make=hang, stops={})
        attack.plan = lambda *_: (trial,)
        """,
        r"hang: no end after 0\.3 s",
    ),
    "a trial that is allowed": (
        """
        trial = trials.Trial(name="allow", make=lambda: None, stops={})
        attack.plan = lambda *_: (trial,)
        """,
        "allow: it got through, not SIGSYS by seccomp",
    ),
    "a trial with a defect": (
        """
        trial = trials.Trial(name="break", make=lambda: 1 / 0, stops={})
        attack.plan = lambda *_: (trial,)
        """,
        "break: it ended with 255, not SIGSYS by seccomp",
    ),
    "a wall that is not put up": (
        """
        lift = attack.jail.lift
        def lift_too_much(prepared, walls):
            return lift(prepared, {*walls, *"landlock rlimits seccomp".split()})
        attack.jail.lift = lift_too_much
        """,
        # Whichever trial is seen to get through first.
        r".+: (ENOENT|it got through), not \w+ by (seccomp|rlimits|landlock)",
    ),
}


@pytest.mark.parametrize(("body", "reason"), SPOILT.values(), ids=SPOILT.keys())
def test_what_is_not_as_it_must_be_is_refused(tmp_path: Path, body: str, reason: str) -> None:
    program = template(tmp_path, body)
    with (
        pytest.raises(JailError) as caught,
        interview(program, Policy.production(), wire.step_template, 20.0) as messages,
    ):
        next(messages)
    assert caught.value.step == "self-attack"
    assert re.fullmatch(reason, caught.value.reason)


def test_each_trial_gets_through_where_nothing_stands(tmp_path: Path) -> None:
    """Or what the walls answer would prove nothing."""
    if os.geteuid() != 0:
        pytest.skip("needs root: an ordinary user can't mount, nor trace what is not its child")
    program = template(
        tmp_path,
        """
        import os, dataclasses
        from stockade_worker import selfattack
        def prove(policy, prepared, aim):
            return attack.prove(dataclasses.replace(policy, waive=frozenset()), prepared, aim)
        def judge(trial, wall, status):
            code = os.waitstatus_to_exitcode(status)
            return attack.errorcode.get(code, "through") if code >= 0 else "killed"
        selfattack.prove, attack.judge = prove, judge
        attack._check_place = lambda policy: None  # there is no pid namespace
        """,
    )
    bare = Policy.production(waive=list(Wall))
    with interview(program, bare, wire.step_template, 20.0) as messages:
        ready = next(messages)
    assert isinstance(ready, wire.Ready)
    proofs = dict(ready.proofs)
    if x32 := proofs.pop("call by x32's numbers", None):  # few kernels have them
        assert x32["seccomp"] in {"ENOSYS", "through"}
    assert {answer for answers in proofs.values() for answer in answers.values()} == {"through"}


async def test_a_supervisor_whose_template_refuses_gives_the_reason_at_once(tmp_path: Path) -> None:
    loop = asyncio.get_running_loop()
    program = template(tmp_path, SPOILT["a trial that hangs"][0])
    core = Core(loop, Policy.production(), SMALL, None, None, program)
    future: asyncio.Future[RunResult] = loop.create_future()
    try:
        core.submit(Job(source="1"), None, future)
        with pytest.raises(JailError, match="self-attack: hang: no end after"):
            await asyncio.wait_for(future, 20)
        assert core.proofs() == {}
    finally:
        await core.close()


def test_a_policy_that_waives_walls_is_logged_with_each_template(
    caplog: pytest.LogCaptureFixture,
) -> None:
    waived = [Wall.ENGINE, Wall.LANDLOCK]
    policy = Policy.production(name="loose", waive=waived)
    for _ in range(2):
        with Supervisor(policy, pool=SMALL) as supervisor:
            for result in supervisor.map(["1", "2"]):
                assert {w for w, state in result.walls.items() if state == "waived"} == {*waived}
                assert {w for w, state in result.walls.items() if state == "up"} == {
                    wall.value for wall in Wall if wall not in waived
                }
    told = [(r.name, r.levelno, r.getMessage()) for r in caplog.records]
    words = "policy loose does without: landlock, engine"
    assert told == [("stockade", logging.WARNING, words)] * 2


def test_a_policy_that_waives_nothing_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    with Supervisor(pool=SMALL) as supervisor:
        supervisor.run("1")
    assert caplog.records == []


def test_a_template_that_does_not_start_is_told_by_the_doctor(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "executable", "/nonexistent/python")
    attack = attack_self(Policy.production())
    assert attack == SelfAttack(
        holds=False,
        failure="probe: it does not start: No such file or directory (ENOENT)",
        remedy="look at the limits of processes and descriptors of this user",
    )
