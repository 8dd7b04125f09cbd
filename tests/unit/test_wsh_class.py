"""The example of a new COM object in docs/personas.md is one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from stockade_worker.engine import Engine, execute, personas

from .conftest import read_packed
from .test_stage import POLICY, job_of

PAGE = (Path(__file__).parents[2] / "docs" / "personas.md").read_text(encoding="utf-8")


@pytest.fixture
def host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """Play Windows Script Host, with the page's object besides its own."""
    found = re.search(r"### A new object.*?```js\n(.*?)```", PAGE, re.DOTALL)
    assert found is not None
    (tmp_path / "modem.js").write_text(f"(function (stage) {{ {found[1]} }})")
    files = (*personas.FILES["wsh"], str(tmp_path / "modem"))
    monkeypatch.setitem(personas.FILES, "wsh", files)
    return Engine(stack_bytes=POLICY.ceilings.engine_stack_bytes, persona="wsh")


def test_the_example_of_a_new_object_works(host: Engine) -> None:
    source = """
      var m = new ActiveXObject("acme.modem"); m["x"] = 3; m.Dial("555"); m.SPEED = 5;
      [m("x"), m.speed, new Enumerator(m).item()]
    """
    ended = execute(host, job_of(source))
    assert ended.value is not None, ended
    assert read_packed(bytes(ended.value)) == [3, 5, 5]
