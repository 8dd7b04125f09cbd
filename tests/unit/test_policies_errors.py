"""The errors: one tree, stable codes, messages that say what to change."""

from __future__ import annotations

import copy
import pickle
import re
from errno import EPERM

import pytest

import stockade_policies
from stockade_policies import errors
from stockade_policies.errors import (
    InputError,
    JailError,
    PolicyError,
    PoolClosed,
    ProtocolError,
    StockadeError,
    TemplateError,
)

EXAMPLES: tuple[StockadeError, ...] = (
    PolicyError("seed", -1, "an integer >= 0", source="triage.toml"),
    InputError("args.a[3]", 2**60, "within 2**53 - 1 of 0; wrap it in BigInt"),
    JailError("namespaces", EPERM, "unshare failed", "allow user namespaces"),
    ProtocolError("frame of 4294967295 bytes"),
    TemplateError("no reply within 10 s"),
    PoolClosed(),
)


def tree() -> list[type[StockadeError]]:
    found: list[type[StockadeError]] = [StockadeError]
    for cls in found:
        found += [sub for sub in cls.__subclasses__() if sub.__module__ == errors.__name__]
    return found


def test_tree_drawn_in_the_module_is_the_tree_of_classes() -> None:
    drawn = re.findall(r"(\w+) +\[([a-z-]+)(, retryable)?\]", errors.__doc__ or "")
    actual = [(cls.__name__, cls.code, ", retryable" if cls.retryable else "") for cls in tree()]
    assert drawn == actual


def test_every_code_is_kebab_case_and_belongs_to_one_class() -> None:
    codes = [cls.code for cls in tree()]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", code) for code in codes)


def test_every_error_is_exported_by_the_package() -> None:
    assert {cls.__name__ for cls in tree()} <= set(stockade_policies.__all__)


def test_every_class_below_the_base_has_an_example_here() -> None:
    assert {type(example) for example in EXAMPLES} == set(tree()) - {StockadeError}


@pytest.mark.parametrize("error", EXAMPLES, ids=lambda error: error.code)
def test_error_survives_copy_and_pickle(error: StockadeError) -> None:
    for twin in (copy.copy(error), pickle.loads(pickle.dumps(error))):
        assert type(twin) is type(error)
        assert vars(twin) == vars(error)
        assert str(twin) == str(error)


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (EXAMPLES[0], "triage.toml: seed = -1: must be an integer >= 0"),
        (
            EXAMPLES[1],
            "args.a[3] = 1152921504606846976: must be within 2**53 - 1 of 0; wrap it in BigInt",
        ),
        (EXAMPLES[2], "namespaces: unshare failed (EPERM); allow user namespaces"),
        (JailError("root", None, "not empty", "report it"), "root: not empty; report it"),
        (JailError("root", 9999, "odd", "report it"), "root: odd (errno 9999); report it"),
        (EXAMPLES[3], "frame of 4294967295 bytes"),
        (EXAMPLES[4], "no reply within 10 s"),
        (EXAMPLES[5], "the pool is closed"),
    ],
)
def test_message_says_what_and_what_to_change(error: StockadeError, text: str) -> None:
    assert str(error) == text


@pytest.mark.parametrize(
    "value",
    ["x" * 100_000, [[["x" * 1000] * 1000] * 1000] * 1000, {"k": "v" * 9999}, b"x" * 9999],
    ids=["text", "tree", "dict", "bytes"],
)
def test_message_stays_short_whatever_the_value(value: object) -> None:
    assert len(str(InputError("args", value, "smaller"))) < 2000


def test_message_can_show_an_int_that_python_refuses_to_print() -> None:
    assert (
        str(PolicyError("seed", 10**5000, "less")) == "seed = <int, too long to show>: must be less"
    )


def test_message_escapes_control_characters_of_the_value() -> None:
    assert str(InputError("id", "a\n\x1b[2Jb", "an id")) == r"id = 'a\n\x1b[2Jb': must be an id"
