"""Security rules of a policy: what to look for in code, API uses and effects, and what to do then.

Only checked and kept here. The patterns are RE2's, and this package knows no RE2: the supervisor
compiles them when it takes a policy (`stockade/rules.py`), and so does the template.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields

from stockade_policies.detections import API_NOT_ALLOWED, DETECTIONS
from stockade_policies.errors import PolicyError

TYPE_CHECKING = False  # type checkers take it as true; `typing` stays out of the template
if TYPE_CHECKING:
    from typing import Any, Literal

    Action = Literal["log", "warn", "block"]

ACTIONS: tuple[Action, ...] = ("log", "warn", "block")
SEVERITIES = ("info", "low", "medium", "high", "critical")
RULE_SUBJECTS = ("source", "generation", "api", "effect")
"""What a rule may be matched on; a detection of ours also has `behaviour`."""

MAX_RULES = 200
MAX_PATTERN_CHARS = 2000
MAX_DESCRIPTION_CHARS = 500

PATTERN_BYTES = 256 * 1024
"""Memory that RE2 may use for one pattern: a larger one is refused, and one that needs more while
it is matched goes on more slowly."""

GLOBS_BYTES = 8 * 1024 * 1024
"""Likewise for the globs of `allowed_apis`, which become one expression."""

BLOCKED_PATTERN = "blocked-pattern-"
"""The ids of a policy's blocked patterns begin so; a number follows, from 1."""

ID = re.compile(r"[a-z][a-z0-9._-]{0,63}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One thing to look for.

    id           ^[a-z][a-z0-9._-]{0,63}$, unique in its policy, and none of our own detections'.
    description  one line for people.
    pattern      an RE2 expression, matched anywhere in the subject; 1 to 2000 characters.
    action       log and warn let the run go on; block ends it, uncatchably.
    severity     info, low, medium, high or critical.
    subjects     what it is matched on: the sample's own source, code that it made (generation), the
                 dotted path of an API that it used, "kind operation target name=value ..." of an
                 effect.

    `subjects` also takes a list. Raises PolicyError, with the field as "custom_security_rules.ID".
    """

    id: str
    description: str
    pattern: str
    action: Action = "log"
    severity: str = "medium"
    subjects: tuple[str, ...] = RULE_SUBJECTS

    def __post_init__(self) -> None:
        _check_id(self.id)
        place = f"{FIELD}.{self.id}"
        _check_description(f"{place}.description", self.description)
        check_pattern(f"{place}.pattern", self.pattern)
        for name, words in (("action", ACTIONS), ("severity", SEVERITIES)):
            value = getattr(self, name)
            if value not in words:
                raise PolicyError(f"{place}.{name}", value, f"one of {', '.join(words)}")
        object.__setattr__(self, "subjects", _subjects(f"{place}.subjects", self.subjects))

    def to_plain(self) -> dict[str, Any]:
        """Return the rule as plain data."""
        plain = {name: getattr(self, name) for name in _RULE_FIELDS}
        plain["subjects"] = list(self.subjects)
        return plain


FIELD = "custom_security_rules"
_RULE_FIELDS = tuple(item.name for item in fields(Rule))
_NEEDED = ("id", "description", "pattern")


def _check_id(value: object) -> None:
    if not isinstance(value, str) or not ID.fullmatch(value):
        raise PolicyError(f"{FIELD}.id", value, f"an id that matches ^{ID.pattern}$")


def _check_description(field: str, value: object) -> None:
    if not isinstance(value, str) or not 0 < len(value) <= MAX_DESCRIPTION_CHARS:
        raise PolicyError(field, value, f"text of 1 to {MAX_DESCRIPTION_CHARS} characters")


def _subjects(field: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not value:
        raise PolicyError(field, value, f"a list of {', '.join(RULE_SUBJECTS)}")
    for item in value:
        if item not in RULE_SUBJECTS:
            raise PolicyError(field, item, f"made of {', '.join(RULE_SUBJECTS)}")
    return tuple(name for name in RULE_SUBJECTS if name in value)


def check_pattern(field: str, value: object) -> None:
    """Refuse what can't be an RE2 expression, whatever is in it. Raises PolicyError."""
    if not isinstance(value, str) or not 0 < len(value) <= MAX_PATTERN_CHARS:
        bound = f"an RE2 expression of 1 to {MAX_PATTERN_CHARS} characters"
        raise PolicyError(field, value, bound)
    try:
        value.encode()
    except UnicodeEncodeError:
        raise PolicyError(field, value, "text without lone surrogates") from None


def take_patterns(value: object) -> tuple[str, ...]:
    """Return `blocked_patterns` as it is kept. Raises PolicyError."""
    if not isinstance(value, list | tuple) or len(value) > MAX_RULES:
        bound = f"a list of at most {MAX_RULES} RE2 expressions"
        raise PolicyError("blocked_patterns", value, bound)
    for item in value:
        check_pattern("blocked_patterns", item)
    return tuple(value)


def take_rules(value: object) -> tuple[Rule, ...]:
    """Return `custom_security_rules`, given as rules or as tables of TOML. Raises PolicyError."""
    if not isinstance(value, list | tuple) or len(value) > MAX_RULES:
        raise PolicyError(FIELD, value, f"a list of at most {MAX_RULES} rules")
    rules = tuple(item if isinstance(item, Rule) else _of_table(item) for item in value)
    seen: set[str] = set()
    for rule in rules:
        if rule.id in DETECTIONS or rule.id == API_NOT_ALLOWED:
            raise PolicyError(f"{FIELD}.id", rule.id, "another one: this is one of our own")
        if rule.id.startswith(BLOCKED_PATTERN):
            raise PolicyError(f"{FIELD}.id", rule.id, f"without {BLOCKED_PATTERN} at its beginning")
        if rule.id in seen:
            raise PolicyError(f"{FIELD}.id", rule.id, "there only once")
        seen.add(rule.id)
    return rules


def _of_table(table: object) -> Rule:
    if not isinstance(table, dict):
        raise PolicyError(FIELD, table, "made of tables")
    for name in table:
        if name not in _RULE_FIELDS:
            bound = f"a key of a rule: one of {', '.join(_RULE_FIELDS)}"
            raise PolicyError(f"{FIELD}.{name}", table[name], bound)
    for name in _NEEDED:
        if name not in table:
            place = f"{FIELD}.{table['id']}" if isinstance(table.get("id"), str) else FIELD
            raise PolicyError(f"{place}.{name}", None, "given")
    return Rule(**table)


def blocked_rules(patterns: tuple[str, ...]) -> tuple[Rule, ...]:
    """Return the rules that `blocked_patterns` stand for."""
    return tuple(
        Rule(
            id=f"{BLOCKED_PATTERN}{number}",
            description="a pattern that the policy blocks",
            pattern=pattern,
            action="block",
            severity="high",
            subjects=("source", "generation"),
        )
        for number, pattern in enumerate(patterns, 1)
    )


def globs_pattern(globs: tuple[str, ...]) -> str:
    """Return the RE2 expression for dotted paths that one of the globs matches.

    `*` stands for any characters but the dot. As the whole last part it also stands for deeper
    paths: "console.*" matches "console.a.b", and "*" everything.
    """
    return "|".join(f"(?:{_glob_pattern(glob)})" for glob in globs)


def _glob_pattern(glob: str) -> str:
    head, dot, last = glob.rpartition(".")
    if last == "*":
        return f"{_part_pattern(head)}\\..+" if dot else ".+"
    return _part_pattern(glob)


def _part_pattern(part: str) -> str:
    return re.escape(part).replace(r"\*", "[^.]*")
