"""What is told of what a run did to the host that it was made to believe in.

Nothing of it has happened: there is no network, file or process behind a persona. Every text here
is the guest's, and so is every byte of an artifact: escape the one before it is shown, and never
open or run the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .code import Position


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    """How an API of the host was used so far, from the first place on; values are described, cut.

    path    its dotted name, as in "navigator.userAgent" or "WScript.Shell.Run".
    use     get | set | call | construct.
    thrown  uses that an exception ended.
    """

    id: int
    path: str
    use: str
    count: int
    thrown: int
    first_arguments: tuple[str, ...]
    last_arguments: tuple[str, ...]
    first_return: str | None
    last_return: str | None
    generation: int
    line: int
    column: int
    mapped: Position | None
    node: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SideEffect:
    """Something that the code would have done to a real host.

    kind       network | file | process | registry | dynamic_code | persistence | clipboard |
               dom_injection | beacon | storage | message.
    operation  what it did, as in "GET" or "write".
    target     to what: a URL, a path, a command line, a key.
    details    what else is known of it, by name; of two with one name the last.
    artifact   the id of the content that goes with it; -1 if there is none.
    times      how often it was done.
    """

    id: int
    kind: str
    operation: str
    target: str
    details: Mapping[str, str]
    artifact: int
    generation: int
    line: int
    column: int
    times: int
    mapped: Position | None
    node: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SideEffectAgain:
    """A side effect came again: `times` in all so far."""

    id: int
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Artifact:
    """A content that the code made, sent or was given. It is hostile.

    kind     file | download | decoded | script | request.
    size     bytes of the whole, sha256 of all of them, as the worker says.
    content  not the whole if `cut`.
    """

    id: int
    kind: str
    name: str
    size: int
    sha256: str
    content: bytes
    cut: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """A rule that was broken so far, by one thing at one place.

    rule      its id, of the policy's or of our own.
    severity  info | low | medium | high | critical.
    action    log | warn | block.
    subject   what broke it: source | generation | api | effect | behaviour.
    evidence  the part of it that did.
    """

    id: int
    rule: str
    severity: str
    action: str
    subject: str
    message: str
    evidence: str
    generation: int
    line: int
    column: int
    times: int
    mapped: Position | None
    node: str | None
