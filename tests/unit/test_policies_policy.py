"""The policy: what each field accepts and refuses, and what importing it costs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import stockade_policies
from stockade_policies import PERSONAS, Policy, PolicyError, Wall


def refusal(**given: Any) -> PolicyError:
    with pytest.raises(PolicyError) as caught:
        Policy(**{"name": "test", **given})
    return caught.value


@pytest.mark.parametrize(
    "name", ["", "A", "1a", "a b", "a\n", "ä", "a" * 65, "../a", None, 7, b"a"], ids=repr
)
def test_name_that_is_not_an_id_is_refused(name: object) -> None:
    error = refusal(name=name)
    assert (error.field, error.value) == ("name", name)
    assert error.bound == "an id that matches ^[a-z][a-z0-9._-]{0,63}$"


@pytest.mark.parametrize("name", ["a", "a" * 64, "a.b_c-9"])
def test_name_that_is_an_id_is_accepted(name: str) -> None:
    assert Policy(name=name).name == name


def test_ceilings_of_another_type_are_refused() -> None:
    assert str(refusal(ceilings={})) == "ceilings = {}: must be a Ceilings"


@pytest.mark.parametrize("persona", ["", "Node", "deno", None, ["node"]], ids=repr)
def test_unknown_persona_is_refused(persona: object) -> None:
    error = refusal(persona=persona)
    assert str(error) == f"persona = {persona!r}: must be one of bare, browser, node, wsh"


@pytest.mark.parametrize("persona", PERSONAS)
def test_known_persona_is_accepted(persona: str) -> None:
    assert Policy.production(persona=persona).persona == persona


@pytest.mark.parametrize("tracing", [1, 0, "true", None], ids=repr)
def test_tracing_is_a_bool_and_nothing_like_one(tracing: object) -> None:
    assert str(refusal(tracing=tracing)) == f"tracing = {tracing!r}: must be true or false"


@pytest.mark.parametrize("seed", [-1, 2**53, False, 0.5, None], ids=repr)
def test_seed_that_a_guest_number_cannot_hold_is_refused(seed: object) -> None:
    assert str(refusal(seed=seed)) == f"seed = {seed!r}: must be an integer >= 0 and <= {2**53 - 1}"


def test_bounds_of_seed_are_accepted() -> None:
    Policy(name="low", seed=0)
    Policy(name="high", seed=2**53 - 1)


@pytest.mark.parametrize("item", ["Landlock", "", "all", 1, None, ["seccomp"]], ids=repr)
def test_wall_that_does_not_exist_cannot_be_waived(item: object) -> None:
    error = refusal(waive=[Wall.ROOT, item])
    assert (error.field, error.value) == ("waive", item)
    assert error.bound == f"made of walls: one of {', '.join(Wall)}"


@pytest.mark.parametrize("waive", ["seccomp", None, 1, {"seccomp": True}], ids=repr)
def test_waive_must_be_a_list(waive: object) -> None:
    assert str(refusal(waive=waive)) == f"waive = {waive!r}: must be a list of walls"


def test_waived_walls_are_kept_as_a_set_of_walls() -> None:
    policy = Policy.production(waive=["landlock", Wall.ROOT, "root"])
    assert policy.waive == frozenset({Wall.LANDLOCK, Wall.ROOT})
    assert all(type(wall) is Wall for wall in policy.waive)


@pytest.mark.parametrize(
    "path",
    ["", ".", "a.", ".a", "a..b", "a b", "a\n", "a[0]", "x" * 65, "a" + ".a" * 8, 1],
    ids=repr,
)
def test_api_path_that_is_not_dotted_names_is_refused(path: object) -> None:
    error = refusal(allowed_apis=["console.log", path])
    assert (error.field, error.value) == ("allowed_apis", path)
    assert error.bound == "dotted paths of letters, digits, _, $ and *"


@pytest.mark.parametrize("paths", ["console.log", None, {"console.log"}, ["a"] * 1001])
def test_allowed_apis_must_be_a_list_of_at_most_1000(paths: object) -> None:
    assert refusal(allowed_apis=paths).bound == "a list of at most 1000 dotted paths"


def test_api_paths_may_be_globs() -> None:
    paths = ("console.*", "*", "$._.a9", "get*.*Element", "a" + ".a" * 7)
    assert Policy.production(allowed_apis=list(paths)).allowed_apis == paths


def test_equal_policies_are_one_key_of_a_dict() -> None:
    assert len({Policy.production(): 1, Policy.production(cpu_seconds=2): 2}) == 1


def test_walls_come_in_building_order() -> None:
    assert tuple(Wall) == (
        "process",
        "namespaces",
        "root",
        "privileges",
        "landlock",
        "rlimits",
        "seccomp",
        "ceilings",
        "engine",
    )


def test_package_loads_nothing_that_the_template_does_not_need() -> None:
    root = Path(stockade_policies.__file__).parents[1]
    steps = (
        f"import sys; sys.path[:0] = [{str(root)!r}]",
        "import stockade_policies",
        "print(*sys.modules)",
    )
    run = subprocess.run(
        [sys.executable, "-I", "-S", "-c", "; ".join(steps)],
        capture_output=True,
        text=True,
        check=True,
    )
    heavy = {"tomllib", "pathlib", "typing", "importlib.resources", "json", "tempfile"}
    assert heavy.isdisjoint(run.stdout.split())


def test_all_names_of_the_package_exist() -> None:
    assert all(hasattr(stockade_policies, name) for name in stockade_policies.__all__)
