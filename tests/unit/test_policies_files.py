"""A policy in a TOML file, and on its way to the worker and back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgpack
import pytest

from stockade_policies import CEILING_FIELDS, Ceilings, Policy, PolicyError, Wall

POLICY_KEYS = (
    "name, waive, persona, allowed_apis, tracing, seed, blocked_patterns, custom_security_rules, "
    "api_action, detections"
)


def written(folder: Path, text: str) -> Path:
    path = folder / "own.toml"
    path.write_text(text, encoding="utf-8")
    return path


def load_refusal(folder: Path, text: str) -> PolicyError:
    path = written(folder, text)
    with pytest.raises(PolicyError) as caught:
        Policy.load(path)
    assert str(caught.value).startswith(f"{path}: {caught.value.field} = ")
    return caught.value


def test_file_sets_what_it_names_and_leaves_the_defaults(tmp_path: Path) -> None:
    path = written(tmp_path, '[policy]\nname = "own"\n[ceilings]\ncpu_seconds = 3\n')
    expected = Policy(name="own", ceilings=Ceilings(cpu_seconds=3.0))
    assert Policy.load(path) == Policy.load(str(path)) == expected


def test_file_can_set_every_field(tmp_path: Path) -> None:
    policy = Policy.development(name="own", waive=["root"], persona="wsh", tracing=False, seed=3)
    plain = policy.to_plain()
    ceilings = plain.pop("ceilings")
    tables = (("policy", plain), ("ceilings", ceilings))
    lines = [
        line
        for table, values in tables
        for line in (f"[{table}]", *(f"{k} = {json.dumps(v)}" for k, v in values.items()))
    ]
    assert Policy.load(written(tmp_path, "\n".join(lines))) == policy


@pytest.mark.parametrize(
    ("text", "field", "value", "bound"),
    [
        ("", "policy", None, "a table [policy] with a name"),
        ("policy = 1", "policy", 1, "a table"),
        ("[policy]", "name", None, "given in [policy]"),
        (
            '[policy]\nname = "own"\n[limits]\n',
            "limits",
            {},
            "a table of a policy: one of policy, ceilings",
        ),
        ('ceilings = []\n[policy]\nname = "own"', "ceilings", [], "a table"),
        (
            '[policy]\nname = "own"\ncolour = "red"',
            "colour",
            "red",
            f"a key of [policy]: one of {POLICY_KEYS}",
        ),
        (
            '[policy]\nname = "own"\n[ceilings]\nheap_mb = 64',
            "heap_mb",
            64,
            f"a key of [ceilings]: one of {', '.join(CEILING_FIELDS)}",
        ),
        (
            '[policy]\nname = "own"\n[policy.ceilings]\n',
            "ceilings",
            {},
            f"a key of [policy]: one of {POLICY_KEYS}",
        ),
        (
            '[policy]\nname = "own"\n[ceilings]\ncpu_seconds = "2"',
            "cpu_seconds",
            "2",
            "a finite number > 0 and <= 30",
        ),
        (
            '[policy]\nname = "own"\n[ceilings]\nwall_seconds = inf',
            "wall_seconds",
            float("inf"),
            "a finite number > 0 and <= 120",
        ),
        (
            '[policy]\nname = "own"\n[ceilings]\nvalue_depth = 1001',
            "value_depth",
            1001,
            "an integer >= 1 and <= 1000",
        ),
    ],
)
def test_bad_file_is_refused_with_file_field_value_and_bound(
    tmp_path: Path, text: str, field: str, value: object, bound: str
) -> None:
    error = load_refusal(tmp_path, text)
    assert (error.field, error.value, error.bound) == (field, value, bound)


def test_file_that_is_not_toml_is_refused(tmp_path: Path) -> None:
    assert load_refusal(tmp_path, "[policy").bound.startswith("TOML in UTF-8 (")


def test_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_bytes(b'[policy]\nname = "\xff"')
    with pytest.raises(PolicyError, match=r"must be TOML in UTF-8 \("):
        Policy.load(path)


def test_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match=r"must be a readable file \(No such file"):
        Policy.load(tmp_path / "absent.toml")
    with pytest.raises(PolicyError, match=r"must be a readable file \(Is a directory"):
        Policy.load(tmp_path)


@pytest.mark.parametrize(
    "policy",
    [
        Policy.production(),
        Policy.research(),
        Policy.development(),
        Policy.production(name="odd", waive=list(Wall), persona="node", seed=2**53 - 1),
    ],
    ids=lambda policy: policy.name,
)
def test_policy_survives_msgpack_and_json(policy: Policy) -> None:
    plain = policy.to_plain()
    assert Policy.from_plain(msgpack.unpackb(msgpack.packb(plain, strict_types=True))) == policy
    assert Policy.from_plain(json.loads(json.dumps(plain))) == policy


def test_plain_walls_come_in_building_order() -> None:
    assert Policy.production(waive=set(Wall)).to_plain()["waive"] == list(Wall)


def test_from_plain_leaves_its_argument_alone() -> None:
    plain = Policy.production().to_plain()
    Policy.from_plain(plain)
    assert plain == Policy.production().to_plain()


@pytest.mark.parametrize("key", [*Policy.production().to_plain(), *CEILING_FIELDS])
def test_plain_policy_without_a_key_is_refused(key: str) -> None:
    plain = Policy.production().to_plain()
    del (plain["ceilings"] if key in CEILING_FIELDS else plain)[key]
    with pytest.raises(PolicyError, match=rf"^{key} = None: must be (given|a table)$"):
        Policy.from_plain(plain)


def test_plain_policy_with_an_unknown_key_is_refused() -> None:
    with pytest.raises(PolicyError, match="extra = 1: must be a key of"):
        Policy.from_plain({**Policy.production().to_plain(), "extra": 1})


@pytest.mark.parametrize("plain", [None, [], "policy"], ids=repr)
def test_plain_policy_that_is_no_map_is_refused(plain: Any) -> None:
    with pytest.raises(PolicyError, match=r"policy = .*: must be a table"):
        Policy.from_plain(plain)
