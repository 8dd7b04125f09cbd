"""Hostile samples: what a file says must become of it, and whether that is what became of it.

A sample is JavaScript. Its header has one `// key: value` a line:

    policy    a preset, then fields of it that differ, as in `production cpu_seconds=0.25`. Ceilings
              are lowered for the run alone; one above the preset's makes a policy of its own, and
              `waive=WALL` makes one with all that follows.
    kind      script, function or module; `auto` if it is not given.
    outcome   `completed JSON` (as `to_jsonable` writes the value, numbers and order of keys
              included), `threw NAME` (`""` for what is no error), `limit KIND` or `crashed CAUSE`;
              two that are truly both right are joined by ` or `.
    by        which mechanism must have ended it, likewise; given with every limit.
    thrown    JSON of the value that was thrown.
    console   `7 kept, 3 dropped`, or JSON of all that was kept: [[level, text], ...].
    why       one line for the reader: what the attack is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, cast

from stockade.job import KINDS, Kind
from stockade.results import LimitKind, Outcome, RunResult
from stockade.values import to_jsonable
from stockade_policies import Policy
from stockade_policies.ceilings import CEILING_FIELDS

KEYS = ("policy", "kind", "outcome", "by", "thrown", "console", "why")
PRESETS = ("production", "research", "development")
MECHANISMS = ("engine", "psutil", "rlimit", "timer", "supervisor", "guard")

_LINE = re.compile(r"// ([a-z]+): (.*\S)")
_COUNTS = re.compile(r"(\d+) kept, (\d+) dropped")
_NAME = re.compile(r'[A-Za-z]\w*|""')


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """One way to end. detail: JSON of the value, name of the error, kind of limit, or cause."""

    outcome: Outcome
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A file, understood."""

    source: str
    preset: str
    overrides: dict[str, Any]
    kind: Kind
    endings: tuple[Ending, ...]
    by: tuple[str, ...]
    thrown: str | None
    console: str | None

    @property
    def policy(self) -> Policy:
        """The policy whose template it needs."""
        make: Callable[..., Policy] = getattr(Policy, self.preset)
        return make(**self._own)

    @property
    def lowered(self) -> dict[str, Any]:
        """Ceilings of this run alone."""
        own = self._own
        return {name: value for name, value in self.overrides.items() if name not in own}

    @property
    def _own(self) -> dict[str, Any]:
        """Return what a run can't have, only a policy."""
        if "waive" in self.overrides:
            return self.overrides
        highest = getattr(Policy, self.preset)().ceilings
        return {
            name: value for name, value in self.overrides.items() if value > getattr(highest, name)
        }

    @property
    def is_stopped(self) -> bool:
        """Whether only a limit can end it."""
        return all(ending.outcome is Outcome.LIMIT for ending in self.endings)


def parse(source: str) -> Sample:
    """Understand a file's header. Raises `ValueError` for whatever is not as described above."""
    fields: dict[str, str] = {}
    for line in source.split("\n"):
        if not line.startswith("// "):
            break
        found = _LINE.fullmatch(line)
        if found is None or found[1] not in KEYS or found[1] in fields:
            raise ValueError(f"not a header line, or one of that key was there: {line}")
        fields[found[1]] = found[2]
    for key in ("policy", "outcome", "why"):
        if key not in fields:
            raise ValueError(f"the header lacks {key}")
    endings = tuple(_endings(fields["outcome"]))
    by = tuple(fields["by"].split(" or ")) if "by" in fields else ()
    is_limit = all(ending.outcome is Outcome.LIMIT for ending in endings)
    if is_limit and not by:
        raise ValueError("a limit needs a line that says by what")
    for name in by:
        if name not in MECHANISMS:
            raise ValueError(f"by: {name} is none of {MECHANISMS}")
    kind = fields.get("kind", "auto")
    if kind not in KINDS:
        raise ValueError(f"kind: {kind} is none of {KINDS}")
    preset, overrides = _policy(fields["policy"])
    console = fields.get("console")
    return Sample(
        source=source,
        preset=preset,
        overrides=overrides,
        kind=cast(Kind, kind),
        endings=endings,
        by=by,
        thrown=_normal(fields["thrown"]) if "thrown" in fields else None,
        console=console if console is None or _COUNTS.fullmatch(console) else _normal(console),
    )


def _policy(text: str) -> tuple[str, dict[str, Any]]:
    preset, *settings = text.split()
    if preset not in PRESETS:
        raise ValueError(f"policy: {preset} is none of {PRESETS}")
    overrides: dict[str, Any] = {}
    for setting in settings:
        name, _, value = setting.partition("=")
        if name == "waive":
            overrides[name] = value.split(",")
        elif name in CEILING_FIELDS:
            overrides[name] = json.loads(value)
        else:
            raise ValueError(f"policy: {name} is no ceiling")
    return preset, overrides


def _endings(text: str) -> Iterator[Ending]:
    while text:
        word, _, rest = text.partition(" ")
        if word not in (Outcome.COMPLETED, Outcome.THREW, Outcome.LIMIT, Outcome.CRASHED):
            raise ValueError(f"outcome: {word} is none that a sample can expect")
        if word == Outcome.COMPLETED:  # its JSON may hold an " or "
            _, end = json.JSONDecoder().raw_decode(rest)
            detail, separator, text = _normal(rest[:end]), rest[end : end + 4], rest[end + 4 :]
        else:
            detail, separator, text = rest.partition(" or ")
        if separator not in ("", " or ") or bool(separator) != bool(text):
            raise ValueError(f"outcome: {separator + text} follows")
        if word == Outcome.LIMIT and detail not in tuple(LimitKind):
            raise ValueError(f"outcome: {detail} is no limit")
        if not detail or (word == Outcome.THREW and not _NAME.fullmatch(detail)):
            raise ValueError(f"outcome: {word} what?")
        yield Ending(outcome=Outcome(word), detail=detail)


def _normal(text: str) -> str:
    """Return JSON in the form in which it is compared: 1 is not 1.0, and keys have an order."""
    return json.dumps(json.loads(text))


# -- results ---------------------------------------------------------------------------------------


def judge(sample: Sample, result: RunResult) -> str | None:
    """Return what is wrong with a result; None if the header allows it. Guest text may be in it."""
    ending = ending_of(result)
    if ending not in sample.endings:
        return f"ended as {_shown(ending)} and not as {' or '.join(map(_shown, sample.endings))}"
    if result.limit is not None and result.limit.enforced_by not in sample.by:
        return f"{result.limit} was not enforced by {' or '.join(sample.by)}"
    if sample.thrown is not None:
        thrown = None if result.error is None else json.dumps(to_jsonable(result.error.value))
        if thrown != sample.thrown:
            return f"threw {thrown} and not {sample.thrown}"
    if sample.console is not None:
        kept = json.dumps([[entry.level, entry.text] for entry in result.console])
        counts = f"{len(result.console)} kept, {result.console_dropped} dropped"
        if sample.console not in (kept, counts):
            return f"the console has {kept} ({counts}) and not {sample.console}"
    return None


def ending_of(result: RunResult) -> Ending:
    """Return how a run ended, in the form in which headers say it."""
    detail = result.cause or ""
    if result.outcome is Outcome.COMPLETED:
        detail = json.dumps(to_jsonable(result.value), allow_nan=False)
    elif result.limit is not None:
        detail = result.limit.kind
    elif result.error is not None:
        detail = result.error.name or '""'
    return Ending(outcome=result.outcome, detail=detail)


def _shown(ending: Ending) -> str:
    return f"{ending.outcome.value} {ending.detail}"
