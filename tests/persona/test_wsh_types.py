"""What `typeof` says of Automation's objects under Windows Script Host."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from stockade import Policy, PoolLimits, Supervisor

TYPES = (
    ("typeof WScript.CreateObject", "unknown"),
    ("typeof(WScript.Echo)", "unknown"),
    ("typeof WScript['Sleep']", "unknown"),
    ("typeof new ActiveXObject('WScript.Shell').Environment('PROCESS')", "object"),
    ("typeof WScript.Version", "string"),
    ("typeof [].join", "function"),
    ("typeof nothing", "undefined"),
    ("typeof nothing === 'undefined' ? typeof WScript.Quit + typeof {}.x : 0", "unknownundefined"),
    ("var t = [typeof WScript.Echo, typeof 'a'.b, typeof WScript.Quit]; t.join()",
     "unknown,undefined,unknown"),
    ("function f() { return typeof WScript.Echo } f() + f.toString().length", "unknown43"),
)  # fmt: skip


@pytest.fixture(scope="module")
def supervisor(outlives_tests: None) -> Iterator[Supervisor]:
    policy = Policy.research(persona="wsh")
    with Supervisor(policy, pool=PoolLimits(workers=1, spares=1)) as made:
        yield made


@pytest.mark.parametrize(("code", "told"), TYPES)
def test_a_method_of_automation_is_of_an_unknown_type(
    supervisor: Supervisor, code: str, told: str
) -> None:
    assert supervisor.run(code).value == told
