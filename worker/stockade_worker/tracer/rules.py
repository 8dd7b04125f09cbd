"""The policy's rules, matched on what a run has in it and does.

Theory of operation. RE2 takes time that is linear in the text, whatever the pattern: most patterns
pass over a megabyte in 0.3 to 1.5 ms. Where text and pattern together need more states than its
memory holds, it is 4 ns for each byte and instruction of the pattern, which PATTERN_BYTES bounds.
So a text is matched as a whole: slices would lose what lies across their borders.

All is compiled in the template. In a sealed worker RE2 takes memory and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import re2

from stockade_policies import API_NOT_ALLOWED, DETECTIONS, Policy, PolicyError, Rule
from stockade_policies.rules import FIELD, GLOBS_BYTES, PATTERN_BYTES, globs_pattern

from .detections import Behaviour, Found, conditional_at, found_in_made
from .generations import Generation
from .violations import NOWHERE, Finding, Spot, Tell, Violations, excerpt

MATCHES_COUNTED = 100
"""Matches of one rule in one text that are counted; only the first is told with its place."""

SAMPLE = "sample"
NO_CODE = b""

_SUBJECTS = ("source", "generation", "api", "effect")


@dataclass(frozen=True, slots=True)
class Compiled:
    """A rule with its pattern, ready to be matched on bytes."""

    rule: Rule
    pattern: Any  # re2 has no types


class Rulebook:
    """A policy's rules, compiled. Made once, before the fork."""

    def __init__(
        self,
        by_subject: dict[str, tuple[Compiled, ...]],
        allowed: Any,
        api_action: str,
        *,
        detections: bool,
        count: int,
    ) -> None:
        self.by_subject = by_subject
        self.allowed = allowed
        self.api_action = api_action
        self.detections = detections
        self.count = count

    @classmethod
    def empty(cls) -> Rulebook:
        """Return one that has no rules and allows everything."""
        nothing: dict[str, tuple[Compiled, ...]] = dict.fromkeys(_SUBJECTS, ())
        anything = compile_pattern("allowed_apis", "(?s).*")
        return cls(nothing, anything, "log", detections=False, count=0)

    @classmethod
    def of(cls, policy: Policy) -> Rulebook:
        """Compile a policy's rules. Raises PolicyError for a pattern that RE2 refuses."""
        compiled = [
            Compiled(rule, compile_pattern(f"{FIELD}.{rule.id}.pattern", rule.pattern))
            for rule in policy.rules
        ]
        return cls(
            {
                subject: tuple(one for one in compiled if subject in one.rule.subjects)
                for subject in _SUBJECTS
            },
            _compile_globs(policy),
            policy.api_action,
            detections=policy.detections,
            count=len(compiled) + len(DETECTIONS) + 1,
        )

    def is_allowed(self, path: str) -> bool:
        """Tell whether one of `allowed_apis` matches this path."""
        return self.allowed is not None and self.allowed.fullmatch(_raw(path)) is not None


class Watch:
    """Watches one run. A method that returns True says that the run has to end, for `blocked`.

    tell     receives each violation when it is met, and again when its `times` have grown.
    is_late  tells whether there is no time left: nothing is matched then.

    What is met in code is held back until that has been told: a violation's place refers to it.
    """

    def __init__(
        self, rulebook: Rulebook, tell: Tell, is_late: Callable[[], bool] = lambda: False
    ) -> None:
        self.blocked: str | None = None
        self.violations = Violations(tell, rulebook.count)
        self._rulebook = rulebook
        self._is_late = is_late
        self._held: dict[int, list[Finding]] = {}
        self.behaviour = Behaviour(self.on_behaviour)

    def on_code(
        self,
        text: bytes,
        origin: str,
        generation: Generation | None = None,
        maker: Generation | None = None,
    ) -> bool:
        """Look at a piece of code before it is compiled; once at each.

        generation  None where there is no room for it in the trace.
        maker       the code that has made it, if that is known.
        """
        subject = "source" if origin == SAMPLE else "generation"
        findings, is_blocked = self._match(subject, text)
        if generation is None:
            self._note(findings, lambda _: NOWHERE)
            return is_blocked
        if self._rulebook.detections:
            findings += _detected(generation, maker, subject)
        self._held[generation.id] = findings  # anew: a sample may come in more than one way
        return is_blocked

    def on_told(self, generation: Generation) -> None:
        """Tell what was met in a piece of code, once that is told or there is no room for it."""
        found = self._held.pop(generation.id, [])
        self._note(found, generation.spot_of)

    def on_use(self, path: str, use: str, spot: Spot = NOWHERE) -> bool:
        """Look at the first use of an API: its dotted path, and get, set, call or construct.

        spot  where it was used, as it is told.
        """
        self.behaviour.used(path, spot)
        findings, is_blocked = self._match("api", _raw(path))
        if not self._rulebook.is_allowed(path):
            action = self._rulebook.api_action
            message = f"{use} of an API that allowed_apis does not have"
            findings.append(Finding(API_NOT_ALLOWED, "api", "low", message, path, action))
            if action == "block":
                is_blocked = self._block(API_NOT_ALLOWED)
        self._note(findings, lambda _: spot)
        return is_blocked

    def on_effect(self, text: str, spot: Spot = NOWHERE) -> bool:
        """Look at an effect, as "kind operation target name=value ..."."""
        findings, is_blocked = self._match("effect", _raw(text))
        self._note(findings, lambda _: spot)
        return is_blocked

    @property
    def is_detecting(self) -> bool:
        """Whether it is asked for what Stockade looks for by itself."""
        return self._rulebook.detections

    def on_behaviour(self, finding: Finding, spot: Spot = NOWHERE) -> None:
        """Note what was seen of what the code does."""
        if self._rulebook.detections:
            self.violations.add(finding, spot)

    def _match(self, subject: str, text: bytes) -> tuple[list[Finding], bool]:
        """Return what matches, and whether that ends the run."""
        findings: list[Finding] = []
        is_blocked = False
        for compiled in self._rulebook.by_subject[subject]:
            if self._is_late():
                break
            found = compiled.pattern.search(text)
            if found is None:
                continue
            rule, (start, end) = compiled.rule, found.span()
            shown, times = excerpt(text, start, end), _count(compiled.pattern, text, end)
            met = rule.id, subject, rule.severity, rule.description, shown, rule.action
            findings.append(Finding(*met, start, times))
            if rule.action == "block":
                is_blocked = self._block(rule.id)
        return findings, is_blocked

    def _note(self, findings: list[Finding], spot_of: Callable[[int], Spot]) -> None:
        for finding in findings:
            self.violations.add(finding, spot_of(finding.start))

    def _block(self, rule: str) -> bool:
        if self.blocked is None:
            self.blocked = rule
        return True


def _detected(generation: Generation, maker: Generation | None, subject: str) -> list[Finding]:
    """Return what our own detections have found in a piece of code."""
    text, offset = generation.text, generation.offset
    made_at = NO_CODE, -1
    if maker is not None:
        made_at = maker.text, maker.positions.offset_of(generation.line, generation.column)
    inner = generation.functions[1:2]
    first_end = inner[0].end if inner and inner[0].start == 1 else None
    found = [
        *(replace(one, start=one.start - offset, end=one.end - offset) for one in generation.found),
        *found_in_made(text, generation.origin, *made_at, first_end),
    ]
    conditional = conditional_at(text)  # in the text itself: what is compiled has it no more
    if conditional >= 0:
        found.append(Found("conditional-compilation", conditional, conditional))
    return [
        Finding(
            one.detection, subject, DETECTIONS[one.detection].severity,
            DETECTIONS[one.detection].meaning, excerpt(text, one.start, one.end), start=one.start,
        )
        for one in found
        if 0 <= one.start <= len(text)
    ]  # fmt: skip


def compile_pattern(field: str, pattern: str, *, max_bytes: int = PATTERN_BYTES) -> Any:
    """Return what matches an RE2 expression on bytes. Raises PolicyError."""
    options = re2.Options()
    options.log_errors = False  # they would go to stderr
    options.never_capture = True
    options.max_mem = max_bytes
    try:
        return re2.compile(pattern.encode(), options)
    except re2.error as error:
        raise PolicyError(field, pattern, f"what RE2 takes ({error})") from None


def _compile_globs(policy: Policy) -> Any:
    if not policy.allowed_apis:
        return None
    # COM, which wsh is made of, does not tell capitals from small letters.
    flags = "(?i)" if policy.persona == "wsh" else ""
    pattern = flags + globs_pattern(policy.allowed_apis)
    return compile_pattern("allowed_apis", pattern, max_bytes=GLOBS_BYTES)


def _raw(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _count(pattern: Any, text: bytes, end: int) -> int:
    """Return how often a pattern matches, the first match having ended at `end`; bounded."""
    count = 1
    while count < MATCHES_COUNTED and end < len(text):
        found = pattern.search(text, end)
        if found is None:
            break
        count += 1
        end = max(found.end(), end + 1)
    return count
