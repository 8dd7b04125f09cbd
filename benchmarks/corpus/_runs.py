"""Runs a sample in the jail under several answers and puts together what was seen of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from stockade import Policy, RunResult, Supervisor

from . import _facts, _keys
from ._facts import Fact

PATIENCE = 2
"""Runs of a sample that a ceiling may end: other answers would come to the same."""

OWN_NAME = "order_4711.js"
"""What each sample's file is called in its world."""

SETTINGS: Mapping[str, Mapping[str, str]] = {
    "as usual": {},
    "http fails": {"http": "not_found"},
    "no network": {"http": "error"},
    "files are there": {"files": "present"},
    "files are not there": {"files": "absent"},
    "files are there, http fails": {"files": "present", "http": "not_found"},
    "commands fail": {"shell": "error"},
}
"""What the make-believe world answers, run by run."""

_ADDRESS = re.compile(r"https?://[^\s\"'<>|^`{}]+", re.IGNORECASE)


@dataclass(slots=True)
class Seen:
    """What all runs of a sample together showed.

    done    facts from effects and API uses: the sample asked for it.
    text    all strings, arguments and pieces of code that the traces hold, in small letters: what
            can be read in there was at least put together.
    ends    how each run ended, as text, by persona and setting.
    keyed   downloads that may be what the sample wants, by the key that was used; see _keys.py.
    """

    done: set[Fact] = field(default_factory=set)
    text: str = ""
    ends: dict[str, str] = field(default_factory=dict)
    missing_names: set[str] = field(default_factory=set)
    keyed: dict[str, str] = field(default_factory=dict)
    limits: int = 0

    def add(self, setting: str, result: RunResult) -> None:
        """Take in one run."""
        self.done.update(_done(result))
        self.text += "\n".join(_texts(result)).lower() + "\n"
        self.ends[setting] = ending(result)
        self.limits += result.limit is not None
        self.missing_names.update(missing_names(result))
        if not self.keyed:
            self.keyed.update(_keys.bodies(result))

    def finds(self, fact: Fact) -> str:
        """Return how a fact is found: "done", "by shape", "read", or "" if it is not."""
        if fact in self.done:
            return "done"
        if fact.kind in ("file", "command"):
            wanted = _facts.shape(fact)
            if any(each.kind == fact.kind and _facts.shape(each) == wanted for each in self.done):
                return "by shape"
        return "read" if fact.text.lower() in self.text else ""


CPU_SECONDS = Policy.research().ceilings.cpu_seconds


def policy(persona: str, cpu_seconds: float = CPU_SECONDS) -> Policy:
    """Return the policy under which samples of a persona run.

    It is `research`, perhaps with more time; its clock on the wall counts for little on a machine
    that has other work as well.
    """
    return Policy.research(
        name=f"corpus.{persona}",
        persona=persona,
        cpu_seconds=cpu_seconds,
        wall_seconds=120,
        loop_iterations=10**10,
    )


def run(
    supervisor: Supervisor, policies: Mapping[str, Policy], source: str, wanted: frozenset[Fact],
    profile: Mapping[str, object],
) -> Seen:  # fmt: skip
    """Run a sample under each persona and setting, until everything wanted was seen done."""
    seen = Seen()
    profile = {"script_name": OWN_NAME, **profile}
    for persona, policy in policies.items():
        for name, answers in _worlds(seen):
            result = supervisor.run(source, policy=policy, answers=answers, profile=profile)
            seen.add(f"{persona}, {name}", result)
            if wanted <= seen.done:
                return seen
    return seen


def _worlds(seen: Seen) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield the settings; then downloads that are encrypted with each key that has shown."""
    for setting in SETTINGS.items():
        if seen.limits < PATIENCE:
            yield setting
    for key, body in seen.keyed.items():
        yield f"key {key}", {"http_body": body}


def ending(result: RunResult) -> str:
    """Say in a line how a run ended."""
    if result.limit is not None:
        return f"limit {result.limit.kind}"
    if result.error is not None:
        return f"{result.outcome}: {result.error.name}: {result.error.message}"[:160]
    return f"{result.outcome} {result.cause or ''}".strip()


_MISSING = (
    re.compile(r"ReferenceError: '?([\w$.]+)'? is not defined"),
    re.compile(r"(?:TypeError|Error): '?([\w$.\"\[\]]+)'? is not a (?:function|constructor)"),
    re.compile(r"(?:cannot|can't) read property '?([^' ]+)'? of (?:undefined|null)", re.IGNORECASE),
    re.compile(r"((?:Object doesn't support this property or method|Automation server can't).*)"),
)


def missing_names(result: RunResult) -> Iterator[str]:
    """Yield what the code missed: undefined names, and what was called but is no function."""
    texts = [] if result.error is None else [f"{result.error.name}: {result.error.message}"]
    if result.trace is not None:
        texts += [exception.text for exception in result.trace.exceptions]
    for text in texts:
        for pattern in _MISSING:
            if match := pattern.search(text):
                yield match[1]


def _done(result: RunResult) -> Iterator[Fact]:
    for effect in result.side_effects:
        target = effect.target
        if effect.kind in ("network", "beacon"):
            yield _facts.url(target)
        elif effect.kind == "file":
            yield _facts.file(target, OWN_NAME)
            for name, value in effect.details.items():
                if name in ("destination", "to", "from", "source"):
                    yield _facts.file(value, OWN_NAME)
        elif effect.kind == "process":
            yield _facts.command(target)
        elif effect.kind == "dom_injection":
            text = " ".join([target, *effect.details.values()])
            yield from map(_facts.url, _ADDRESS.findall(text))
    for api in result.trace.apis if result.trace else ():
        yield _facts.com_object(api.path)
        parts = api.path.split(".")
        yield from (_facts.com_object(".".join(parts[:end])) for end in range(1, len(parts)))
        for argument in (*api.first_arguments, *api.last_arguments):
            yield _facts.com_object(argument)


def _texts(result: RunResult) -> Iterator[str]:
    trace = result.trace
    if trace is None:
        return
    yield from (string.text for string in trace.strings)
    yield from (generation.text for generation in trace.generations[1:])
    for api in trace.apis:
        yield from api.first_arguments
        yield from api.last_arguments
    for effect in result.side_effects:
        yield effect.target
        yield from effect.details.values()
