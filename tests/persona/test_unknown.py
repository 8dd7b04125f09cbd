"""What a persona does not know: absent, or a mock that takes everything and is recorded."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

import pytest

from stockade import Policy, PoolLimits, Supervisor

MOCK = {"unknown": "mock"}


@contextmanager
def playing(persona: Literal["node", "wsh"]) -> Iterator[Supervisor]:
    policy = Policy.research(persona=persona)
    with Supervisor(policy, pool=PoolLimits(workers=1, spares=1)) as made:
        yield made


@pytest.fixture(scope="module")
def wsh(outlives_tests: None) -> Iterator[Supervisor]:
    with playing("wsh") as made:
        yield made


@pytest.fixture(scope="module")
def node(outlives_tests: None) -> Iterator[Supervisor]:
    with playing("node") as made:
        yield made


def used(supervisor: Supervisor, source: str) -> set[tuple[str, str]]:
    result = supervisor.run(source, answers=MOCK)
    assert result.success, result
    assert result.trace is not None
    return {(api.path, api.use) for api in result.trace.apis}


def test_a_class_that_is_not_known_is_absent(wsh: Supervisor) -> None:
    source = "try { new ActiveXObject('Acme.Thing') } catch (e) { e.number & 0xffff }"
    assert wsh.run(source).value == 429


def test_or_a_mock_whose_every_use_is_recorded(wsh: Supervisor) -> None:
    source = "var t = new ActiveXObject('Acme.Thing'); t.Colour = 3; t.Open('x').Save(); t.Colour"
    uses = used(wsh, source)
    assert {
        ("Acme.Thing", "construct"),
        ("Acme.Thing.Colour", "set"),
        ("Acme.Thing.Open", "call"),
        ("Acme.Thing.Open().Save", "call"),
    } <= uses


def test_what_a_mock_was_given_it_has(wsh: Supervisor) -> None:
    source = "var t = new ActiveXObject('Acme.Thing'); t.Colour = 3; [t.Colour, t + '', t.x + '']"
    assert wsh.run(source, answers=MOCK).value == [3, "", ""]


def test_a_package_that_is_not_known_can_be_one(node: Supervisor) -> None:
    uses = used(node, "const { grab } = require('token-tools'); new grab.Client(1).send({ a: 1 });")
    assert ("require(token-tools).grab.Client", "construct") in uses
    assert ("require(token-tools).grab.Client.send", "call") in uses


def test_a_random_name_is_undefined_all_the_same(node: Supervisor) -> None:
    assert node.run("typeof xqzjk + typeof globalThis.xqzjk", answers=MOCK).value == (
        "undefinedundefined"
    )


def test_nothing_of_a_mock_leads_to_our_own_realm(node: Supervisor) -> None:
    source = """
      const mock = require("token-tools");
      const all = [mock, mock.a, mock.b(), new mock.C()];
      all.every((one) => Object.getPrototypeOf(one).constructor.constructor === Function)
    """
    assert node.run(source, answers=MOCK).value is True
