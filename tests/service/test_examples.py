"""Each obfuscated example does what the program that it was made from does."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from stockade import Policy, PoolLimits, Supervisor
from stockade.results import RunResult

EXAMPLES = Path(__file__).parents[2] / "examples"


def run(path: Path) -> RunResult:
    with Supervisor(Policy.research(), pool=PoolLimits(workers=1, spares=0)) as supervisor:
        return supervisor.run(path.read_text(encoding="utf-8"))


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
