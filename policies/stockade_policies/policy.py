"""Policies: what a run may use, and which walls must stand."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields, replace
from functools import cache
from os import fspath
from os.path import dirname, join

from stockade_policies.bounds import whole
from stockade_policies.ceilings import CEILING_FIELDS, RUN_CEILING_FIELDS, Ceilings
from stockade_policies.detections import API_NOT_ALLOWED
from stockade_policies.errors import PolicyError
from stockade_policies.rules import (
    ACTIONS,
    ID,
    MAX_RULES,
    Rule,
    blocked_rules,
    take_patterns,
    take_rules,
)
from stockade_policies.walls import Wall

TYPE_CHECKING = False  # type checkers take it as true; `typing` stays out of the template
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from os import PathLike
    from typing import Any, Literal

    from stockade_policies.rules import Action

    Persona = Literal["bare", "browser", "node", "wsh"]

PERSONAS: tuple[Persona, ...] = ("bare", "browser", "node", "wsh")

MAX_SEED = 2**53 - 1  # the largest integer that the guest's numbers hold exactly
MAX_ALLOWED_APIS = 1000

_API = re.compile(r"[A-Za-z0-9_$*]{1,64}(\.[A-Za-z0-9_$*]{1,64}){0,7}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What a run may use, and which walls must stand.

    name          id, ^[a-z][a-z0-9._-]{0,63}$; shown in spans.
    ceilings      the numbers that the run must not pass.
    waive         walls that this policy does without; listed in every result.
    persona       the make-believe host.
    allowed_apis  dotted paths of host capabilities and stubs, with `*` as a glob; default none. The
                  language's own builtins always exist.
    tracing       whether the run is traced; without it nothing counts calls and turns of loops.
    seed          of the virtual clock and chance; 0 to 2**53 - 1.
    blocked_patterns       RE2 expressions; code in which one matches ends the run before it begins.
    custom_security_rules  what else to look for, see Rule; both together at most 200.
    api_action    what comes of the use of an API outside `allowed_apis`, see Rule.action.
    detections    whether what Stockade looks for by itself (DETECTIONS) is reported.

    Rules, and an `api_action` that blocks, need `tracing`. Lists and tables are also taken, as TOML
    and msgpack give them. Raises PolicyError.
    """

    name: str
    ceilings: Ceilings = field(default_factory=Ceilings)
    waive: frozenset[Wall] = frozenset()
    persona: Persona = "bare"
    allowed_apis: tuple[str, ...] = ()
    tracing: bool = True
    seed: int = 0
    blocked_patterns: tuple[str, ...] = ()
    custom_security_rules: tuple[Rule, ...] = ()
    api_action: Action = "log"
    detections: bool = True

    def __post_init__(self) -> None:
        _check_id(self.name)
        if not isinstance(self.ceilings, Ceilings):
            raise PolicyError("ceilings", self.ceilings, "a Ceilings")
        if self.persona not in PERSONAS:
            raise PolicyError("persona", self.persona, f"one of {', '.join(PERSONAS)}")
        for switch in ("tracing", "detections"):
            if not isinstance(getattr(self, switch), bool):
                raise PolicyError(switch, getattr(self, switch), "true or false")
        whole("seed", self.seed, 0, MAX_SEED)
        if self.api_action not in ACTIONS:
            raise PolicyError("api_action", self.api_action, f"one of {', '.join(ACTIONS)}")
        for name, take in _TAKEN:
            object.__setattr__(self, name, take(getattr(self, name)))
        self._check_rules()

    def _check_rules(self) -> None:
        count = len(self.blocked_patterns) + len(self.custom_security_rules)
        if count > MAX_RULES:
            bound = f"at most {MAX_RULES} together with blocked_patterns"
            raise PolicyError("custom_security_rules", count, bound)
        if not self.tracing and (count or self.api_action == "block"):
            bound = "true where there are rules, or an api_action that blocks"
            raise PolicyError("tracing", False, bound)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """All that is to be looked for: blocked patterns, then the policy's own rules."""
        return blocked_rules(self.blocked_patterns) + self.custom_security_rules

    @property
    def blocking_ids(self) -> frozenset[str]:
        """The ids of the rules that may end a run."""
        ids = {rule.id for rule in self.rules if rule.action == "block"}
        return frozenset(ids | {API_NOT_ALLOWED} if self.api_action == "block" else ids)

    @classmethod
    def production(cls, **overrides: Any) -> Policy:
        """Return the preset `production`.

        overrides: fields of Policy or of Ceilings, by name. Raises PolicyError.
        """
        return _preset("production")._with(overrides)

    @classmethod
    def research(cls, **overrides: Any) -> Policy:
        """Return the preset `research`; overrides and errors as in `production`."""
        return _preset("research")._with(overrides)

    @classmethod
    def development(cls, **overrides: Any) -> Policy:
        """Return the preset `development`; overrides and errors as in `production`."""
        return _preset("development")._with(overrides)

    @classmethod
    def load(cls, path: str | PathLike[str]) -> Policy:
        """Read a policy from a TOML file with the tables [policy] and [ceilings].

        [policy] must give a name; any other key that is absent has its default, the value of
        `production`. Raises PolicyError, which names the file, on an unreadable file, bad TOML, an
        unknown key, a wrong type or a value out of bounds.
        """
        # Here, because the template imports this module and never reads a file.
        import tomllib  # noqa: PLC0415

        source = fspath(path)
        try:
            with open(source, "rb") as file:
                document = tomllib.load(file)
        except OSError as error:
            bound = f"a readable file ({error.strerror})"
            raise PolicyError("path", source, bound, source=source) from error
        except ValueError as error:  # bad TOML, or bytes that are not UTF-8
            raise PolicyError("path", source, f"TOML in UTF-8 ({error})", source=source) from error
        try:
            return _from_tables(document)
        except PolicyError as error:
            raise PolicyError(error.field, error.value, error.bound, source=source) from None

    def tightened(self, **overrides: Any) -> Policy:
        """Return a copy with lower ceilings, for one run.

        Raises PolicyError when an override is above this policy's ceiling, is not one of
        RUN_CEILING_FIELDS, or makes no sense with the others.
        """
        _refuse_unknown(overrides, RUN_CEILING_FIELDS, "a ceiling that one run may lower: one of")
        for name, value in overrides.items():
            highest = getattr(self.ceilings, name)
            # A wrong type is left to Ceilings, and so is NaN, which is not above anything.
            if isinstance(value, int | float) and value > highest:
                raise PolicyError(name, value, f"<= {highest}, the ceiling of policy {self.name}")
        return replace(self, ceilings=replace(self.ceilings, **overrides))

    def to_plain(self) -> dict[str, Any]:
        """Return the policy as plain data, which msgpack and JSON can carry."""
        plain = {name: getattr(self, name) for name in _POLICY_FIELDS}
        plain["ceilings"] = {name: getattr(self.ceilings, name) for name in CEILING_FIELDS}
        plain["waive"] = [wall.value for wall in Wall if wall in self.waive]
        plain["allowed_apis"] = list(self.allowed_apis)
        plain["blocked_patterns"] = list(self.blocked_patterns)
        plain["custom_security_rules"] = [rule.to_plain() for rule in self.custom_security_rules]
        return plain

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> Policy:
        """Rebuild what `to_plain` gave.

        Raises PolicyError, also when a key is missing: with a default in its place the two sides
        would hold different policies.
        """
        rest = dict(_table("policy", plain))
        ceilings = _table("ceilings", rest.pop("ceilings", None))
        for given, known in ((rest, _TOML_FIELDS), (ceilings, CEILING_FIELDS)):
            for name in known:
                if name not in given:
                    raise PolicyError(name, None, "given")
        return _from_tables({"policy": rest, "ceilings": ceilings})

    def _with(self, overrides: dict[str, Any]) -> Policy:
        _refuse_unknown(overrides, _POLICY_FIELDS + CEILING_FIELDS, "a known field: one of")
        own = {name: value for name, value in overrides.items() if name in _POLICY_FIELDS}
        numbers = {name: value for name, value in overrides.items() if name in CEILING_FIELDS}
        policy = replace(self, **own)
        return replace(policy, ceilings=replace(policy.ceilings, **numbers)) if numbers else policy


_POLICY_FIELDS: tuple[str, ...] = tuple(item.name for item in fields(Policy))
_TOML_FIELDS: tuple[str, ...] = tuple(name for name in _POLICY_FIELDS if name != "ceilings")


@cache
def _preset(name: str) -> Policy:
    return Policy.load(join(dirname(__file__), "presets", f"{name}.toml"))


def _from_tables(document: Mapping[str, Any]) -> Policy:
    _refuse_unknown(document, ("policy", "ceilings"), "a table of a policy: one of")
    if "policy" not in document:
        raise PolicyError("policy", None, "a table [policy] with a name")
    policy = _table("policy", document["policy"])
    ceilings = _table("ceilings", document.get("ceilings", {}))
    _refuse_unknown(policy, _TOML_FIELDS, "a key of [policy]: one of")
    _refuse_unknown(ceilings, CEILING_FIELDS, "a key of [ceilings]: one of")
    if "name" not in policy:
        raise PolicyError("name", None, "given in [policy]")
    return Policy(ceilings=Ceilings(**ceilings), **policy)


def _table(name: str, value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise PolicyError(name, value, "a table")
    return value


def _refuse_unknown(given: Mapping[str, object], known: tuple[str, ...], bound: str) -> None:
    for name, value in given.items():
        if name not in known:
            raise PolicyError(str(name), value, f"{bound} {', '.join(known)}")


def _check_id(value: object) -> None:
    if not isinstance(value, str) or not ID.fullmatch(value):
        raise PolicyError("name", value, f"an id that matches ^{ID.pattern}$")


def _walls(value: object) -> frozenset[Wall]:
    if not isinstance(value, list | tuple | set | frozenset):
        raise PolicyError("waive", value, "a list of walls")
    names = tuple(Wall)
    for item in value:
        if item not in names:
            raise PolicyError("waive", item, f"made of walls: one of {', '.join(names)}")
    return frozenset(Wall(item) for item in value)


def _api_paths(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or len(value) > MAX_ALLOWED_APIS:
        bound = f"a list of at most {MAX_ALLOWED_APIS} dotted paths"
        raise PolicyError("allowed_apis", value, bound)
    for item in value:
        if not isinstance(item, str) or not _API.fullmatch(item):
            raise PolicyError("allowed_apis", item, "dotted paths of letters, digits, _, $ and *")
    return tuple(value)


# Fields that are given in more than one way, and what makes of them what is kept.
_TAKEN: tuple[tuple[str, Callable[[object], object]], ...] = (
    ("waive", _walls),
    ("allowed_apis", _api_paths),
    ("blocked_patterns", take_patterns),
    ("custom_security_rules", take_rules),
)
