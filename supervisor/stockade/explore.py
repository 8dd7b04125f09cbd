"""One sample in several worlds: what it does in each, and what it does only there.

A sample acts if it finds the host that it expects. So it is run as several personas, whose worlds
answer in several ways, each time in a jail of its own; a `Branch` is one such world. The
`Exploration` has each result, and what was done in any of them: by which branches, so that what is
special to one can be told.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from stockade_policies import PERSONAS, Policy, check_answers
from stockade_policies.errors import InputError

from .job import JobOptions
from .results import RunResult
from .tracing import Artifact, Generation, SideEffect, String, Violation, plain

if TYPE_CHECKING:
    from stockade_policies.policy import Persona

T = TypeVar("T", SideEffect, String, Generation, Artifact, Violation)

MAX_BRANCHES = 100

ANSWERS: tuple[Mapping[str, str], ...] = ({}, {"http": "not_found"}, {"http": "error"})
FILE_ANSWERS: tuple[Mapping[str, str], ...] = ({"files": "present"}, {"files": "absent"})
"""For personas with files: whether those that the sample asks for are there."""

WITH_FILES = ("node", "wsh")

HINT_LENGTH = 2**20
"""How much of a source is looked at for words: it is done at once."""

# Words that a sample for that host has, unless it hides them. They are counted, never parsed, and
# decide no more than what is run first.
_HINTS: Mapping[Persona, tuple[str, ...]] = {
    "wsh": ("WScript", "ActiveXObject", "GetObject(", "Scripting.", "ADODB"),
    "browser": ("document", "window", "navigator", "location", "XMLHttpRequest", "fetch("),
    "node": ("require(", "process.", "module.exports", "Buffer", "child_process"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A world to run a sample in; answers as in `Job`, and what is not there has its default."""

    persona: Persona
    answers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def __post_init__(self) -> None:
        if self.persona not in PERSONAS:
            raise InputError("persona", self.persona, f"one of {', '.join(PERSONAS)}")
        check_answers(self.answers)
        object.__setattr__(self, "answers", MappingProxyType(dict(self.answers)))

    @property
    def name(self) -> str:
        """What it is called in reports, as in "wsh http=error"."""
        return " ".join([self.persona, *(f"{key}={value}" for key, value in self.answers.items())])


@dataclass(frozen=True, slots=True, kw_only=True)
class Explored:
    """What became of a sample in one branch."""

    branch: Branch
    result: RunResult


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared(Generic[T]):
    """Something that was seen in `branches`, by their numbers; `item` is as the first has it."""

    item: T
    branches: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Behaviour:
    """What was seen in any branch, each once, in the order of branches and traces.

    The same are side effects with one kind, operation and target; strings with one text;
    generations and artifacts with one hash; violations of one rule. The sample itself is none of
    the generations.
    """

    effects: tuple[Shared[SideEffect], ...] = ()
    strings: tuple[Shared[String], ...] = ()
    generations: tuple[Shared[Generation], ...] = ()
    artifacts: tuple[Shared[Artifact], ...] = ()
    violations: tuple[Shared[Violation], ...] = ()

    def only(self, branch: int) -> Behaviour:
        """Return what that branch did and no other."""
        own = {
            part.name: tuple(one for one in getattr(self, part.name) if one.branches == (branch,))
            for part in fields(self)
        }
        return Behaviour(**own)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exploration:
    """All branches, in their order, and what was seen in them."""

    runs: tuple[Explored, ...]
    behaviour: Behaviour

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data for JSON; `branches` are numbers of runs, from 0."""
        return {
            "runs": [
                {
                    "branch": run.branch.name,
                    "persona": run.branch.persona,
                    "answers": dict(run.branch.answers),
                    "result": run.result.to_dict(),
                }
                for run in self.runs
            ],
            "behaviour": {
                part.name: [
                    {"item": plain(one.item), "branches": list(one.branches)}
                    for one in getattr(self.behaviour, part.name)
                ]
                for part in fields(self.behaviour)
            },
        }


OnBranch = Callable[[Explored], None]


def default_branches(
    source: str | bytes = "",
    *,
    personas: Sequence[Persona] | None = None,
    answers: Sequence[Mapping[str, str]] | None = None,
) -> tuple[Branch, ...]:
    """Return the worlds to try, the likeliest first.

    personas  default: wsh, browser and node; those that the source has most words of come first.
    answers   default: an HTTP server that answers, one that does not know the address, none; and
              for personas with files, files that are there and files that are not.
    """
    order = personas or likeliest(source)
    shared = ANSWERS if answers is None else answers
    made = [Branch(persona=persona, answers=one) for one in shared for persona in order]
    if answers is None:
        made += [
            Branch(persona=persona, answers=one)
            for one in FILE_ANSWERS
            for persona in order
            if persona in WITH_FILES
        ]
    return tuple(made)


def likeliest(source: str | bytes) -> tuple[Persona, ...]:
    """Return the personas by how many words for each the source has, in its first part."""
    start = source[:HINT_LENGTH]
    text = start if isinstance(start, str) else start.decode("utf-8", "replace")
    counts = {persona: sum(map(text.count, words)) for persona, words in _HINTS.items()}
    return tuple(sorted(counts, key=lambda persona: -counts[persona]))


def jobs(
    source: str | bytes, base: Policy, branches: Sequence[Branch] | None, options: JobOptions
) -> list[tuple[Branch, Policy, JobOptions]]:
    """Return each branch with the policy and the options of its run.

    The caller's own answers stand where a branch gives no other. Raises `InputError`.
    """
    chosen = default_branches(source) if branches is None else tuple(branches)
    if not 1 <= len(chosen) <= MAX_BRANCHES:
        raise InputError("branches", len(chosen), f"1 to {MAX_BRANCHES} branches")
    for number, branch in enumerate(chosen):
        if not isinstance(branch, Branch):
            raise InputError(f"branches[{number}]", branch, "a Branch, as in Branch(persona='wsh')")
    if not base.tracing:
        raise InputError("policy", base.name, "one with tracing: without, there is nothing to see")
    if options.get("persona") is not None:
        raise InputError("persona", options["persona"], "left to the branches")
    answers = options.get("answers") or {}
    return [
        (
            branch,
            replace(base, persona=branch.persona),
            {**options, "answers": {**answers, **branch.answers}},
        )
        for branch in chosen
    ]


def merged(runs: Sequence[Explored]) -> Exploration:
    """Return all that was seen, with who has seen it."""
    traces = [(number, run.result.trace) for number, run in enumerate(runs) if run.result.trace]
    return Exploration(
        runs=tuple(runs),
        behaviour=Behaviour(
            effects=_shared((n, trace.effects) for n, trace in traces),
            strings=_shared((n, trace.strings) for n, trace in traces),
            generations=_shared((n, _made(trace.generations)) for n, trace in traces),
            artifacts=_shared((n, trace.artifacts) for n, trace in traces),
            violations=_shared((n, trace.violations) for n, trace in traces),
        ),
    )


def _made(generations: Sequence[Generation]) -> list[Generation]:
    return [one for one in generations if one.id != 0]


def _shared(parts: Iterable[tuple[int, Sequence[T]]]) -> tuple[Shared[T], ...]:
    first: dict[Hashable, T] = {}
    seen: dict[Hashable, dict[int, None]] = {}
    for number, items in parts:
        for item in items:
            key = _identity(item)
            first.setdefault(key, item)
            seen.setdefault(key, {})[number] = None
    return tuple(Shared(item=item, branches=tuple(seen[key])) for key, item in first.items())


def _identity(item: SideEffect | String | Generation | Artifact | Violation) -> Hashable:
    match item:
        case SideEffect():
            return item.kind, item.operation, item.target
        case String():
            return item.text
        case Violation():
            return item.rule
        case Generation() | Artifact():
            return item.sha256
