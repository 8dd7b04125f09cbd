"""The way in for these tests is no way in for anybody else."""

from __future__ import annotations

import inspect
import tomllib
from dataclasses import fields
from pathlib import Path

from tests.breach.supervising import BREACHED, BREACHED_ORDINARY

import stockade
import stockade_policies
import stockade_worker
from stockade import AsyncSupervisor, Policy, PoolLimits, Supervisor
from stockade.job import Job

REPOSITORY = Path(__file__).parents[2]
PRODUCT = [Path(module.__path__[0]) for module in (stockade, stockade_policies, stockade_worker)]


def test_an_installation_holds_no_file_of_it() -> None:
    settings = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))
    packed = settings["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert set(packed) == {"packages", "exclude", "hooks"}
    assert {REPOSITORY / path for path in packed["packages"]} == set(PRODUCT)
    assert not [path for root in PRODUCT for path in root.rglob("*breach*")]


def test_no_file_of_an_installation_mentions_it() -> None:
    files = [path for root in PRODUCT for path in root.rglob("*.py")]
    assert len(files) > 50
    assert not [path for path in files if "breach" in path.read_text("utf-8").lower()]


def test_neither_supervisor_nor_policy_nor_job_can_name_another_program() -> None:
    """Only `Core` takes one, and it is no public name."""
    named = [
        *(parameter for face in (Supervisor, AsyncSupervisor) for parameter in parameters(face)),
        *(field.name for kind in (Policy, PoolLimits, Job) for field in fields(kind)),
    ]
    assert not {"program", "module", "roots", "template"} & set(named)
    assert not hasattr(stockade, "Core")
    assert not hasattr(stockade, "Program")


def test_an_honest_worker_takes_an_attack_for_what_it_is() -> None:
    with Supervisor(pool=PoolLimits(workers=1, spares=0)) as supervisor:
        assert supervisor.run('["memory.crash", "illegal"]').value == ["memory.crash", "illegal"]


def test_the_programs_are_imported_from_the_repository_only() -> None:
    assert BREACHED.roots == BREACHED_ORDINARY.roots == (str(REPOSITORY),)
    for program in (BREACHED, BREACHED_ORDINARY):
        assert program.module.startswith("tests.breach.")


def parameters(function: object) -> list[str]:
    assert callable(function)
    return list(inspect.signature(function).parameters)
