"""Put calls of native hooks into source text, without changing what it means.

The calls are spelled as calls of a number that only we know, `0x…(value, id)`: the native side
replaces the number in the compiled code by the hook. No identifier is added, so there is none that
guest code could look up, shadow or count.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass

from stockade_worker.tracer.detections import Detector, Found
from stockade_worker.tracer.functions import FunctionSite, find_functions
from stockade_worker.tracer.insertions import PLAIN, Hook, Insertions, Planner
from stockade_worker.tracer.syntax import Boundless, Captures, Deadline, Refused, Room, Syntax
from stockade_worker.tracer.text import Text

__all__ = ["FunctionSite", "Hook", "Instrumented", "Instrumenter", "Refused"]

MAGIC_BITS = 28
ORDINAL_BITS = 24
# What a number must not follow: it would become a part of it.
_LETTERS = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_OF_WORDS = frozenset(_LETTERS + b"0123456789_$") | frozenset(range(0x80, 0x100))

LITERAL_BYTES = 4  # shorter string literals are in too many places to mean anything
TEMPLATE_BYTES = 10_000

# What is taken after the query, measured: for nodes that get a call, for others, for texts.
CALL_BYTES = 1400
NODE_BYTES = 160
TEXTS = 3
_CALLED = (
    *("function", "return", "throw", "loop", "catch", "import", "augmented", "template"),
    "typeof",
)

_SUBSTITUTION = re.compile(rb"\$\{[^{}`]*\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrumented:
    """Source text with insertions. Without them it is the original, byte for byte.

    offsets    of every inserted piece: where it starts in `text`, ascending.
    lengths    of every inserted piece, in bytes. A piece is ASCII without a line break.
    openers    indices into offsets of the pieces `0x…(`, by ordinal.
    hooks      what each opener calls, by ordinal: values of Hook.
    functions  all functions of the source; the id of functions[i] is function_base + i.
    sites      byte offsets in the original; the id of sites[i] is site_base + i.
    literals   what stands in the string literals of the original, raw, and not the short ones.
    """

    text: bytes
    offsets: array[int]
    lengths: array[int]
    openers: array[int]
    hooks: bytes
    functions: list[FunctionSite]
    sites: array[int]
    literals: frozenset[bytes]


class Instrumenter:
    """Holds the parser. Made once, before the fork. Requires: one thread at a time.

    has_types  the host has objects of types of its own, which `typeof` is to tell.
    """

    def __init__(self, *, has_types: bool = False) -> None:
        self._syntax = Syntax(has_types=has_types)
        self._detector = Detector()
        self._latest: tuple[bytes, Captures] | None = None

    def instrument(
        self,
        source: bytes,
        *,
        magic: int,
        function_base: int,
        site_base: int,
        is_module: bool = False,
        deadline: Deadline | None = None,
        room: Room | None = None,
    ) -> Instrumented:
        """Return `source` with hooks in it.

        source    UTF-8, in which lone surrogates may stand as three bytes (WTF-8).
        magic     28 bits, the topmost set: the number before ordinal 0.
        deadline  returns True when there is no time left; asked every now and then.
        room      tells how much memory is left; likewise.

        Raises Refused when the code is to run as it is.
        """
        self._latest = None
        is_late = deadline if deadline is not None else _never
        room = room if room is not None else Boundless()
        text = Text(source)
        captures = self._syntax.captures(source, is_late, room, is_module=is_module)
        if room.left() < _needed_bytes(source, captures):
            raise Refused("memory")
        functions = find_functions(text, captures)
        if is_late():
            raise Refused("time")
        planner = Planner(text, captures, function_base=function_base, site_base=site_base)
        made = planner.plan(functions, is_late)
        literals = _literals(source, captures)
        if is_late():
            raise Refused("time")
        self._latest = source, captures
        return _assemble(source, made, magic, functions.sites, literals)

    def detect(self, deadline: Deadline | None = None) -> tuple[Found, ...]:
        """Return what is suspicious in the source that has just got its hooks; once.

        Apart from that, because what it costs must not decide whether code gets hooks.
        """
        if self._latest is None:
            return ()
        (source, captures), self._latest = self._latest, None
        return self._detector.look(source, captures, deadline or _never)


def _needed_bytes(source: bytes, captures: Captures) -> int:
    """Return what the rest takes at most, generously."""
    calls = captures.count(*_CALLED)
    return TEXTS * len(source) + CALL_BYTES * calls + NODE_BYTES * (captures.count() - calls)


def _never() -> bool:
    return False


def _assemble(
    source: bytes,
    made: Insertions,
    magic: int,
    functions: list[FunctionSite],
    literals: frozenset[bytes],
) -> Instrumented:
    offsets, lengths, openers = array("I"), array("I"), array("I")
    hooks = bytearray()
    parts: list[bytes] = []
    number = magic << ORDINAL_BITS
    shift = last = 0  # by how much the text is ahead of the source; where the last insertion was
    made.pieces.sort()
    for index, (at, _, hook, text) in enumerate(made.pieces):
        if at != last:
            parts.append(source[last:at])
            last = at
        if hook != PLAIN:
            # A comment, not a space: the engine's columns count from the last space before.
            gap = b"/**/" if parts and parts[-1][-1] in _OF_WORDS else b""
            text = b"%b0x%013x(%b" % (gap, number + len(hooks), text)  # noqa: PLW2901
            openers.append(index)
            hooks.append(hook)
        parts.append(text)
        offsets.append(at + shift)
        lengths.append(len(text))
        shift += len(text)
    parts.append(source[last:])
    if len(hooks) >> ORDINAL_BITS:
        raise Refused("size")
    return Instrumented(
        text=b"".join(parts),
        offsets=offsets,
        lengths=lengths,
        openers=openers,
        hooks=bytes(hooks),
        functions=functions,
        sites=made.sites,
        literals=literals,
    )


def _literals(source: bytes, captures: Captures) -> frozenset[bytes]:
    found = {source[start + 1 : end - 1] for start, end in captures.ends("string").items()}
    for start, end in captures.ends("template").items():
        # Bounded, or templates in templates in templates would be looked at again and again.
        found.update(_SUBSTITUTION.split(source[start + 1 : min(end - 1, start + TEMPLATE_BYTES)]))
    return frozenset([text for text in found if len(text) >= LITERAL_BYTES])
