"""What the code asked of the outside world: side effects, and the content that went with them.

A persona tells of each as it happens, content first. The same once more is only counted. What is
new goes out at once, for it matters most if the worker dies next.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from stockade_worker.native.hooks import Hooks
from stockade_worker.wire import ARTIFACTS, EFFECTS, MAX_NAME_CHARS, NONE, RunCeilings

from .generations import Generation, Generations
from .memory import Memory
from .outbox import Outbox
from .places import Places
from .values import text_of

KIND_SHARE = 0.5
"""Of the effects that a trace may keep, what those of one kind get at most."""

RESERVED_SHARE = 1 / 4
"""Of the effects and the bytes that a trace may keep, what is kept for kinds that were not met yet:
a flood of one or two kinds, or of long targets, hides nothing of another."""

LARGEST_PART = 16
"""What part of the bytes that are left one effect may have; what is longer is cut."""

SMALLEST_BYTES = 32
"""Of such a part, below which there is no room."""

EARLY_EFFECTS = 256
"""How many are told as soon as they happen; later ones wait for news."""

CODE_CHARS = 200
"""Of code that was made, what stands in the effect for it: the whole is the generation's."""

ARTIFACT_OF = {
    "network": "request",
    "beacon": "request",
    "message": "request",
    "process": "script",
    "dom_injection": "decoded",
    "dynamic_code": "script",
}
"""What content is that comes with an effect and says nothing of itself."""


@dataclass(slots=True)
class _Known:
    """An effect that was told: its id, and how often it was seen."""

    id: int
    times: int = 1


class Effects:
    """The side effects of a run. Requires: one run."""

    def __init__(
        self,
        hooks: Hooks,
        generations: Generations,
        places: Places,
        outbox: Outbox,
        memory: Memory,
        ceilings: RunCeilings,
    ) -> None:
        self._hooks = hooks
        self._generations = generations
        self._places = places
        self._outbox = outbox
        self._memory = memory
        self._ceilings = ceilings
        self._content = b""
        self._known: dict[bytes, _Known] = {}
        self._of_kind: dict[str, int] = dict.fromkeys(EFFECTS, 0)
        self._bytes_of_kind: dict[str, int] = dict.fromkeys(EFFECTS, 0)
        self._reserved = int(RESERVED_SHARE * ceilings.trace_effects / len(EFFECTS))
        self._reserved_bytes = int(RESERVED_SHARE * outbox.room("effect") / len(EFFECTS))
        self._artifacts: dict[str, int] = {}  # by their hash

    def told(self, name: str, raw: bytes) -> str | None:
        """Take what a persona tells; return a new effect as text that rules can be matched on."""
        if name == "text":
            self._content = text_of(raw).encode()
        elif name == "bytes":
            self._content = raw.decode().encode("latin-1")
        elif name == "artifact":
            kind, title = json.loads(raw)
            self._keep(kind, title)
        else:
            return self._note(raw)
        return None

    def note_code(self, generation: Generation) -> None:
        """Note that code was made while the program ran."""
        text = generation.text[: 4 * CODE_CHARS].decode("utf-8", "ignore")[:CODE_CHARS]
        details = [["generation", str(generation.id)]]
        key = f"code {generation.id}".encode()
        place = generation.parent, generation.line, generation.column
        self._tell(key, "dynamic_code", generation.origin, text, details, NONE, place)

    def tell_times(self) -> None:
        """Tell how often each was seen in all."""
        for known in self._known.values():
            if known.times > 1:
                self._outbox.put("effect", "effect_again", known.id, known.times)

    def _note(self, raw: bytes) -> str | None:
        kind, operation, target, details, artifact = json.loads(raw)
        digest = hashlib.sha256(self._content).digest() if artifact else b""
        key = hashlib.sha256(raw + digest).digest()
        known = self._known.get(key)
        if known is not None:
            known.times += 1
            self._content = b""
            return None
        named = " ".join(f"{name}={value}" for name, value in details)
        text = f"{kind} {operation} {target} {named}".rstrip()
        if not self._has_room_for(kind):  # asked first: to open the account has its own cost
            self._content = b""
            self._outbox.drop("effect")
            return text
        with self._memory.opened():
            number = self._keep(ARTIFACT_OF.get(artifact, artifact), target) if artifact else NONE
            place = self._hooks.current_place()
            self._tell(
                key, kind, operation, target[: self._ceilings.generation_bytes], details, number,
                self._generations.place_of(place.generation, place.line, place.column),
            )  # fmt: skip
            if len(self._known) <= EARLY_EFFECTS:
                self._outbox.flush_early()
        return text

    def _has_room_for(self, kind: str) -> bool:
        most, of_kind = self._ceilings.trace_effects, self._of_kind[kind]
        kept_free = _unused(self._of_kind, self._reserved, kind)
        is_few = len(self._known) + kept_free < most and of_kind < max(1, int(KIND_SHARE * most))
        return is_few and self._room_for(kind) >= SMALLEST_BYTES

    def _room_for(self, kind: str) -> int:
        """Return how many bytes one more effect of a kind may have."""
        kept_free = _unused(self._bytes_of_kind, self._reserved_bytes, kind)
        return max(0, self._outbox.room("effect") - kept_free) // LARGEST_PART

    def _fitted(
        self, kind: str, target: str, details: list[list[str]]
    ) -> tuple[str, list[list[str]]]:
        """Return as much of an effect as there is room for: the first details, and a target."""
        most = self._room_for(kind)
        left, kept = most // 2, []
        for name, value in details:
            left -= len(name.encode()) + len(value.encode())
            if left < 0:
                break
            kept.append([name, value])
        raw = target.encode()[: most // 2 + max(0, left)]
        return raw.decode("utf-8", "ignore"), kept

    def _tell(
        self,
        key: bytes,
        kind: str,
        operation: str,
        target: str,
        details: list[list[str]],
        artifact: int,
        place: tuple[int, int, int],
    ) -> None:
        number, room = len(self._known), self._outbox.room("effect")
        target, details = self._fitted(kind, target, details)
        if not self._has_room_for(kind) or not self._outbox.put(
            "effect", "effect", number, kind, operation, target, details, artifact, *place, 1,
            *self._places.of(*place),
        ):  # fmt: skip
            self._outbox.drop("effect")
            return
        self._of_kind[kind] += 1
        self._bytes_of_kind[kind] += room - self._outbox.room("effect")
        self._known[key] = _Known(number)

    def _keep(self, kind: str, name: str) -> int:
        """Keep the content that has come last; return its id, or NONE if there is no room."""
        content, self._content = self._content, b""
        digest = hashlib.sha256(content).hexdigest()
        known = self._artifacts.get(digest)
        if known is not None:
            return known
        number = len(self._artifacts)
        kept = content[: min(self._ceilings.artifact_bytes, self._outbox.room("artifact") // 2)]
        if number >= self._ceilings.artifacts or not self._outbox.put(
            "artifact", "artifact", number, kind if kind in ARTIFACTS else "file",
            name[:MAX_NAME_CHARS], len(content), digest, kept, len(kept) < len(content),
        ):  # fmt: skip
            self._outbox.drop("artifact")
            return NONE
        self._artifacts[digest] = number
        return number


def _unused(used: dict[str, int], reserved: int, asking: str) -> int:
    """Return how much of what is reserved for other kinds than one they have not used yet."""
    return sum(max(0, reserved - count) for kind, count in used.items() if kind != asking)
