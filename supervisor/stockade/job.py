"""A job: what the caller wants run, checked before anything is started for it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal, TypedDict

from stockade_policies import PERSONAS, Policy, check_answers, check_profile
from stockade_policies.errors import InputError, PolicyError
from stockade_worker import wire

from .values import encode_value

Kind = Literal["auto", "script", "function", "module"]
KINDS = ("auto", "script", "function", "module")

CORRELATION_IDS = ("node_id", "scope_id", "shape_id")

# A name that a script could declare. Reserved words are left to the guest: as globals they are
# harmless.
_NAME = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]{0,99}")
_FIXED_GLOBALS = frozenset({"undefined", "NaN", "Infinity", "globalThis"})
_TRACEPARENT = re.compile(r"[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}(-.*)?")
_TENANT = re.compile(r"[a-z][a-z0-9._-]{0,63}")


class JobOptions(TypedDict, total=False):
    """The fields of a job beside its source, as `submit`, `run` and `map` take them; see `Job`."""

    kind: Kind
    args: Mapping[str, object] | None
    persona: str | None
    overrides: Mapping[str, Any] | None
    source_map: str | bytes | None
    correlation: Mapping[str, Any] | None
    answers: Mapping[str, str] | None
    profile: Mapping[str, Any] | None
    tenant: str | None
    traceparent: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One piece of code to run.

    source       text, or its UTF-8 bytes. NUL and lone surrogates are kept as they are.
    kind         auto | script | function | module. `auto` is a script, unless only a function body
                 (it has a top-level `return`) or only a module compiles.
    args         become globals of the guest, by name; every value must cross exactly.
    persona      the make-believe host; None takes the policy's.
    overrides    lower ceilings for this run, by name; see `Policy.tightened`.
    source_map   of the source, version 3: positions in the trace are mapped by it. It is read in
                 the worker: one that makes no sense maps nothing.
    correlation  which IR nodes the source came from; plain JSON data, read in the worker too.
    answers      how the persona's world answers: `http` success | not_found | error, `files`
                 plausible | present | absent, `shell` success | error, and `http_body`, a text.
    profile      who the host says that it is, by the names of `PROFILE_KEYS`; what is not given is
                 made up from the policy's seed.
    tenant       an id; workers are never shared between tenants.
    traceparent  W3C Trace Context of the caller's span.

    Raises `InputError` or `PolicyError`, each naming the field, the value and the bound.
    """

    source: str | bytes
    kind: Kind = "auto"
    args: Mapping[str, object] | None = None
    persona: str | None = None
    overrides: Mapping[str, Any] | None = None
    source_map: str | bytes | None = None
    correlation: Mapping[str, Any] | None = None
    answers: Mapping[str, str] | None = None
    profile: Mapping[str, Any] | None = None
    tenant: str | None = None
    traceparent: str | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.source, str | bytes):
            raise InputError("source", self.source, "str or bytes")
        if self.kind not in KINDS:
            raise InputError("kind", self.kind, f"one of {', '.join(KINDS)}")
        if self.persona is not None and self.persona not in PERSONAS:
            raise InputError("persona", self.persona, f"one of {', '.join(PERSONAS)}")
        if self.tenant is not None:
            _match("tenant", self.tenant, _TENANT, "an id: ^[a-z][a-z0-9._-]{0,63}$")
        if self.traceparent is not None:
            _match(
                "traceparent", self.traceparent, _TRACEPARENT, "W3C: 00-<32 hex>-<16 hex>-<2 hex>"
            )
        if self.source_map is not None and not isinstance(self.source_map, str | bytes):
            raise InputError("source_map", self.source_map, "str or bytes")
        if self.correlation is not None and not isinstance(self.correlation, Mapping):
            raise InputError("correlation", self.correlation, "a mapping")
        if self.args is not None:
            _check_names(self.args)
        if self.answers is not None:
            check_answers(self.answers)
        if self.profile is not None:
            check_profile(self.profile)

    def source_bytes(self) -> bytes:
        """Return the source as the wire carries it. Raises `InputError` if it is not UTF-8."""
        if isinstance(self.source, str):
            return self.source.encode("utf-8", "surrogatepass")
        try:
            self.source.decode("utf-8", "surrogatepass")
        except UnicodeDecodeError as error:
            bound = f"UTF-8; byte {error.start} is not (decode it first, or pass str)"
            raise InputError("source", self.source[error.start :][:16], bound) from None
        return self.source

    def policy_of(self, policy: Policy) -> Policy:
        """Return `policy` with this job's overrides. Raises `PolicyError` unless they are lower."""
        if self.persona is not None and self.persona != policy.persona:
            bound = f"{policy.persona}, the policy's persona; give the policy another"
            raise PolicyError("persona", self.persona, bound)
        return policy.tightened(**self.overrides) if self.overrides else policy

    def message(self, policy: Policy, source: bytes) -> wire.Run:
        """Return what a worker is sent. Raises `InputError` if it can't cross or is too large."""
        ceilings = policy.ceilings
        answers, profile = dict(self.answers or {}), self._profile()
        left = ceilings.args_bytes - self._size(answers, profile, ceilings.args_bytes)
        args = None
        if self.args is not None:
            args = encode_value(dict(self.args), max_bytes=left, max_nodes=ceilings.value_nodes)
        source_map, correlation = self._maps(ceilings.map_bytes)
        return wire.Run(
            source=source,
            kind=self.kind,
            args=None if args is None else _text(args),
            ceilings=wire.RunCeilings.of(policy),
            tracing=policy.tracing,
            seed=policy.seed,
            source_map=source_map if policy.tracing else None,
            correlation=correlation if policy.tracing else None,
            answers=answers,
            profile=profile,
        )

    def correlation_ids(self) -> Mapping[str, str]:
        """Return the ids of the whole run that the caller gave: read-only."""
        given = self.correlation or {}
        ids = {name: given[name] for name in CORRELATION_IDS if isinstance(given.get(name), str)}
        return MappingProxyType(ids)

    def _profile(self) -> str | None:
        if self.profile is None:
            return None
        return json.dumps(dict(self.profile), separators=(",", ":"))

    def _size(self, answers: Mapping[str, str], profile: str | None, most: int) -> int:
        """Return the bytes of answers and profile. Raises `InputError` if they are too many."""
        size = len(profile or "") + sum(len(answer.encode()) for answer in answers.values())
        if size > most:
            field = "answers" if profile is None else "profile"
            bound = f"at most {most} bytes with answers and args (args_bytes); {size} bytes"
            raise InputError(field, getattr(self, field), bound)
        return size

    def _maps(self, most: int) -> tuple[bytes | None, bytes | None]:
        """Return source map and correlation as the wire carries them. Raises `InputError`."""
        source_map, correlation = self.source_map, None
        if isinstance(source_map, str):
            source_map = source_map.encode("utf-8", "surrogatepass")
        if self.correlation is not None:
            correlation = _json(self.correlation)
        size = len(source_map or b"") + len(correlation or b"")
        if size > most:
            field = "correlation" if source_map is None else "source_map"
            bound = f"at most {most} bytes with the other (map_bytes); {size} bytes"
            raise InputError(field, getattr(self, field), bound)
        return source_map, correlation


def _text(table: Mapping[str, object]) -> str:
    """Return a table as JSON, for the engine: in a worker's memory the table itself is larger."""
    return json.dumps(table, ensure_ascii=False, separators=(",", ":"))


def _json(correlation: Mapping[str, Any]) -> bytes:
    try:
        text = json.dumps(dict(correlation), allow_nan=False, separators=(",", ":"))
    except (TypeError, ValueError, RecursionError) as error:
        raise InputError("correlation", correlation, f"plain JSON data ({error})") from None
    return text.encode("ascii")


def _match(field: str, value: object, pattern: re.Pattern[str], bound: str) -> None:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise InputError(field, value, bound)


def _check_names(args: object) -> None:
    if not isinstance(args, Mapping):
        raise InputError("args", args, "a mapping of names to values")
    for name in args:
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            raise InputError(
                "args", name, "names that a script could declare: [A-Za-z_$][A-Za-z0-9_$]*"
            )
        if name in _FIXED_GLOBALS:
            raise InputError("args", name, f"none of {', '.join(sorted(_FIXED_GLOBALS))}")
