"""docs/tracing.md names what there is, with the numbers that hold."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from stockade.tracing import Trace
from stockade_worker import wire
from stockade_worker.tracer.interest import interest_of
from stockade_worker.tracer.outbox import SHARES
from stockade_worker.tracer.records import TAPPED

PAGE = (Path(__file__).parents[2] / "docs" / "tracing.md").read_text(encoding="utf-8")
TEXT = " ".join(PAGE.split())


def test_every_part_of_a_trace_has_its_line() -> None:
    assert [item.name for item in fields(Trace) if f"\n| `{item.name}` |" not in PAGE] == []


@pytest.mark.parametrize("origin", wire.ORIGINS)
def test_every_origin_is_named(origin: str) -> None:
    assert f"`{origin}`" in PAGE


@pytest.mark.parametrize("word", [*wire.STATES, *wire.GUARDS, *wire.EFFECTS])
def test_every_state_guard_and_kind_of_side_effect_is_named(word: str) -> None:
    assert f"`{word}`" in PAGE


@pytest.mark.parametrize("builtin", TAPPED)
def test_every_builtin_that_is_looked_at_is_named(builtin: str) -> None:
    assert f"`{builtin}`" in PAGE or f"`{builtin.rsplit('.', maxsplit=1)[-1]}`" in PAGE


def test_the_shares_are_those_of_the_outbox() -> None:
    names = {
        "generation": "generations", "string": "strings", "call": "calls", "node": "call tree",
        "update": "news of what a later event tells anew", "function": "functions",
        "exception": "exceptions", "effect": "side effects", "artifact": "artifacts",
        "api": "uses of APIs", "violation": "violations",
    }  # fmt: skip
    told = [f"{names[share]} {part:.0%}".replace("%", " %") for share, part in SHARES.items()]
    assert [share for share in told if share not in TEXT] == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("http://example.com/a", "95 for URLs and command lines"),
        ("powershell -enc", "95 for URLs and command lines"),
        ("ADODB.Stream", "90 for COM objects and registry keys"),
        ("HKEY_LOCAL_MACHINE", "90 for COM objects and registry keys"),
        ("10.1.2.3", "85 for addresses, paths and names of programs"),
        ("C:\\Users", "85 for addresses, paths and names of programs"),
        ("run.exe", "85 for addresses, paths and names of programs"),
        ("evil-domain.ru", "75 for domains and markup"),
        ("<script src=x>", "75 for domains and markup"),
        ("eval(x)", "60 for code"),
        ("QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFB", "45 for encoded text"),
        ("Hello there world", "40 for words"),
        ("toString", "25 for a single name"),
        ("\x01\x02\x03\x04", "5 for what can't be printed"),
    ],
)
def test_a_string_is_worth_what_the_page_says(text: str, told: str) -> None:
    assert told in TEXT
    assert interest_of(text) == int(told.split(maxsplit=1)[0])
