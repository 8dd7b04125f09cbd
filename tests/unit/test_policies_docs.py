"""docs/policies.md says what the code does: every field, every value, examples that run."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from stockade_policies import (
    ANSWER_TEXTS,
    ANSWERS,
    CEILING_FIELDS,
    PROFILE_KEYS,
    Policy,
    PoolLimits,
    Wall,
)

PAGE = (Path(__file__).parents[2] / "docs" / "policies.md").read_text(encoding="utf-8")
POLICY_FIELDS = [field.name for field in fields(Policy) if field.name != "ceilings"]
POOL_FIELDS = [field.name for field in fields(PoolLimits)]
PRESETS = (Policy.production(), Policy.research(), Policy.development())


def section(title: str) -> str:
    return PAGE.split(f"\n## {title}\n")[1].split("\n## ")[0]


def rows(title: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in section(title).splitlines():
        if line.startswith("| `"):
            field, *cells = (cell.strip() for cell in line.strip("|").split(" | "))
            assert field not in found
            found[field.strip("`")] = cells
    return found


def example(language: str) -> str:
    match = re.search(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    assert match
    return match[1]


def shown(value: object, *, is_bytes: bool) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, tuple | frozenset):
        return ", ".join(f"`{item}`" for item in value) or "none"
    if isinstance(value, int) and is_bytes:
        return f"{value // 2**20} MiB" if value % 2**20 == 0 else f"{value // 2**10} KiB"
    return f"`{value}`" if isinstance(value, str) else f"{value:.0f}"


@pytest.mark.parametrize(
    ("title", "names"),
    [("Policy", POLICY_FIELDS), ("Ceilings", list(CEILING_FIELDS)), ("Pool", POOL_FIELDS)],
)
def test_page_has_one_full_row_for_each_field_in_order(title: str, names: list[str]) -> None:
    table = rows(title)
    assert list(table) == names
    for cells in table.values():
        assert len(cells) == (4 if title == "Pool" else 6)
        assert all(cells)


@pytest.mark.parametrize("name", [*POLICY_FIELDS, *CEILING_FIELDS])
def test_page_gives_the_value_of_each_preset(name: str) -> None:
    is_ceiling = name in CEILING_FIELDS
    actual = [getattr(policy.ceilings if is_ceiling else policy, name) for policy in PRESETS]
    cells = rows("Ceilings" if is_ceiling else "Policy")[name]
    assert cells[1:4] == [shown(value, is_bytes=name.endswith("_bytes")) for value in actual]


def test_page_lists_the_walls_in_building_order() -> None:
    listed = re.findall(r"`([a-z]+)`", section("Walls that can be waived"))
    assert listed[: len(Wall)] == list(Wall)


def test_page_names_every_answer_and_every_key_of_a_profile() -> None:
    told = section("A persona's world")
    for name, words in ANSWERS.items():
        assert f"| `{name}` | {', '.join(f'`{word}`' for word in words)} |" in told
    names = {
        name for row in re.findall(r"^\| (`.*?) \|", told, re.MULTILINE) for name in row.split(", ")
    }
    assert names == {f"`{name}`" for name in (*ANSWERS, *ANSWER_TEXTS, *PROFILE_KEYS)}


def test_python_example_runs() -> None:
    names: dict[str, Policy] = {}
    exec(example("python"), names)
    assert names["wider"].name == "batch"
    assert names["tighter"].ceilings.cpu_seconds == 0.5


def test_toml_example_loads(tmp_path: Path) -> None:
    path = tmp_path / "triage.toml"
    path.write_text(example("toml"), encoding="utf-8")
    policy = Policy.load(path)
    assert (policy.name, policy.persona) == ("triage", "wsh")
    assert policy.waive == {Wall.LANDLOCK}
