"""Every piece of code of a run, from when the engine shows it to when it is told.

Theory of operation. The engine shows code before it compiles it (`on_code`): it gets a number, is
instrumented, and is handed back. Modules that it imports are shown while it compiles. Then
`on_compiled` says what came of it, and it is told, once what made it has been.
"""

from __future__ import annotations

import ctypes
from collections.abc import Mapping

from stockade_worker.native.hooks import (
    ANSWER_PLAIN,
    ANSWER_REFUSED,
    ANSWER_TRACED,
    NO_ID,
    STATE_REFUSED,
    STATE_TRACED,
    TYPE_DIRECT,
    TYPE_MODULE,
    Code,
    Hooks,
    Place,
)
from stockade_worker.wire import MAX_TEXT_CHARS, NONE, ORIGINS

from .effects import Effects
from .functions import is_one_function
from .generations import Generation, Generations, digest_of
from .imports import import_data
from .instrument import Instrumented
from .looking import Looking
from .memory import Memory
from .outbox import Outbox
from .places import Places
from .records import Records
from .rules import Watch

FUNCTION_MAKERS = ("Function", "AsyncFunction", "GeneratorFunction", "AsyncGeneratorFunction")

EARLY_GENERATIONS = 64
"""How many pieces of code are told as soon as they are made; later ones wait for news."""

LARGE_BYTES = 64 * 1024
"""Code below this is kept without asking how much memory there is; that has its own cost."""

_WRAPPED = b"{\n\n"
"""What stands before the guest's text in a function's body; see `execution.py`."""


class Arrivals:
    """The code of one run.

    sample    the guest's text, as it was given.
    makers    the origin of code by the address of the native function that is making it.
    troubles  what could not be used of what the caller has given, for the sample's `reason`.
    """

    def __init__(
        self,
        sample: bytes,
        *,
        hooks: Hooks,
        makers: Mapping[int, str],
        looking: Looking,
        memory: Memory,
        generations: Generations,
        places: Places,
        troubles: list[str],
        outbox: Outbox,
        records: Records,
        effects: Effects,
        watch: Watch,
    ) -> None:
        self._sample = sample
        self._hooks = hooks
        self._makers = makers
        self._looking = looking
        self._memory = memory
        self._generations = generations
        self._places = places
        self._troubles = troubles
        self._outbox = outbox
        self._records = records
        self._effects = effects
        self._watch = watch
        self._refused_sample: Generation | None = None
        self._has_begun = False
        self._untold: set[int] = set()  # being compiled, or loaded by what is
        self._waiting: list[Generation] = []

    def begin(self) -> None:
        """Note that the sample, which has been compiled, begins to run."""
        if self._generations.all:
            self._has_begun = True
            self._hooks.begin(self._generations.all[0].function_base)

    def end(self) -> None:
        """Tell of a sample that the engine has refused, however it was read."""
        if self._refused_sample is not None and not self._generations.all:
            self._generations.restore(self._refused_sample)
            self._records.tell_generation(self._refused_sample)
            self._watch.on_told(self._refused_sample)

    def on_code(self, code: Code) -> int:
        """Give a piece of code its number, and say what to compile in its place."""
        self.tell_strings(is_all=True)
        if code.size >= LARGE_BYTES:
            self._memory.open()
        raw = ctypes.string_at(code.text, code.size)
        compiled = ctypes.string_at(code.rewritten, code.size) if code.rewritten else raw
        origin = self._origin_of(code)
        text, offset = self._own_text(raw, origin)
        is_module = code.type == TYPE_MODULE
        key = (origin, *self._place_of(code.parent, code.line, code.column), digest_of(text))
        generation = self._generations.find(key)
        code.root_function = NO_ID
        if generation is None:
            if not self._has_room_for(raw, key[1:4]):
                self._outbox.drop("generation")
                if self._watch.on_code(text, origin):
                    self._hooks.block()
                code.generation = self._generations.no_id
                self._memory.close()
                return ANSWER_PLAIN
            generation = self._generations.add(key, text, offset)
            made = self._looking.instrument(generation, compiled, is_module=is_module)
            made = self._take_in(generation, made)
            self._places.made(generation.id, *key[1:4])
            self._untold.add(generation.id)
            maker = self._generations.all[generation.parent] if generation.parent != NONE else None
            if self._watch.on_code(text, origin, generation, maker):
                self._block(generation)
        else:
            generation.times += 1
            if generation.made is None and generation.state == "traced":
                generation.made = self._looking.instrument(
                    generation, compiled, is_module=is_module
                )
            made = generation.made
        code.generation = generation.id
        code.root_function = generation.function_base
        if made is not None:
            _answer(code, made, generation.magic)
        self._memory.close()
        if made is None:
            return ANSWER_PLAIN
        if origin in FUNCTION_MAKERS and not is_one_function(raw, made.functions):
            generation.state, generation.reason = "refused", "its pieces are no valid code"
            self._tell(generation)
            return ANSWER_REFUSED
        self._memory.lend(len(made.text) - len(raw))
        return ANSWER_TRACED

    def _block(self, generation: Generation) -> None:
        """End the run: a rule that blocks has matched in this piece of code."""
        self._hooks.block()
        generation.state, generation.reason = "refused", f"rule {self._watch.blocked}"
        self._tell(generation)

    def spot_of(self, place: Place) -> tuple[int, int, int]:
        """Return a place that the engine has given as it is told."""
        return self._generations.place_of(place.generation, place.line, place.column)

    def _has_room_for(self, raw: bytes, maker: tuple[int, int, int]) -> bool:
        """Tell whether another piece of code may be kept: its text is, until the run is over."""
        if self._generations.is_full(*maker):
            return False
        is_small = len(raw) < LARGE_BYTES or not self._generations.all
        return is_small or self._memory.left() >= len(raw)

    def _take_in(self, generation: Generation, made: Instrumented | None) -> Instrumented | None:
        """Complete a generation with what is in it, if there is room for the records."""
        generations = self._generations
        generations.take_in(generation, made)
        if not self._hooks.make_room(generations.functions, generations.sites):
            made = None
            generation.reason = "memory"
            generations.take_in(generation, None)
            self._hooks.make_room(generations.functions, generations.sites)
        return made

    def _origin_of(self, code: Code) -> str:
        if code.origin > 0:
            return ORIGINS[code.origin]
        if code.type == TYPE_DIRECT:
            return "eval"
        if code.maker is not None and code.maker in self._makers:
            return self._makers[code.maker]
        if not self._has_begun:
            return "import" if self._generations.all else "sample"  # what the sample imports
        return "import" if code.type == TYPE_MODULE else "timer"

    def _own_text(self, raw: bytes, origin: str) -> tuple[bytes, int]:
        """Return the guest's own text in what is compiled, and where it begins."""
        if origin != "sample" or len(raw) == len(self._sample):
            return raw, 0
        return self._sample, raw.index(_WRAPPED) + len(_WRAPPED)  # there, a hashbang is a comment

    def _place_of(self, parent: int, line: int, column: int) -> tuple[int, int, int]:
        """Return a place as it is told; of code that is yet to be told, the whole of it."""
        if parent in self._untold:
            return parent, 0, 0
        return self._generations.place_of(parent, line, column)

    def on_import(self, name: str) -> bytes | None:
        """Return a module's text. One that can't be had is told of as code that was refused."""
        text = import_data(name)
        if text is not None:
            return text
        asked = self._hooks.asking_place()
        place = self._place_of(asked.generation, asked.line, asked.column)
        key = ("import", *place, digest_of(name.encode()))
        generation = self._generations.find(key)
        if generation is not None:
            generation.times += 1
        elif self._generations.is_full(*place):
            self._outbox.drop("generation")
        else:
            generation = self._generations.add(key, b"", 0)
            self._generations.take_in(generation, None)
            generation.state = "refused"
            generation.reason = f"no such module: {name}"[:MAX_TEXT_CHARS]
            self._places.made(generation.id, *place)
            self._tell(generation)
        return None

    def on_compiled(self, code: Code, state: int, message: str) -> None:
        """Note what the engine made of a piece of code, and tell of it."""
        if code.generation >= len(self._generations.all):
            return
        generation = self._generations.all[code.generation]
        if generation.is_told or generation.times > 1:
            self._generations.release(generation)
            return
        if state == STATE_REFUSED:
            generation.state, generation.reason = "refused", message[:MAX_TEXT_CHARS]
        elif state == STATE_TRACED:
            generation.state = "traced"
        elif not generation.reason:
            generation.give_up("compile")  # the engine takes it, but not with hooks
        self._generations.release(generation)
        is_newest = generation is self._generations.all[-1]
        if generation.origin == "sample" and state == STATE_REFUSED and is_newest:
            self._untold.discard(generation.id)
            self._refused_sample = generation  # it may yet be a function's body, or a module
            self._generations.withdraw(generation)
            return
        if generation.id == 0 and self._troubles:
            reasons = filter(None, [generation.reason, *self._troubles])
            generation.reason = "; ".join(reasons)[:MAX_TEXT_CHARS]
        self._tell(generation)
        if generation.id < EARLY_GENERATIONS:
            self._outbox.flush_early()

    def _tell(self, generation: Generation) -> None:
        """Tell of a piece of code, and then of the modules that were loaded while it compiled."""
        if generation.parent in self._untold:
            self._waiting.append(generation)
            return
        self._untold.discard(generation.id)
        if generation.parent != NONE and not self._generations.all[generation.parent].is_told:
            generation.parent = NONE  # there was no room for it
        self._records.tell_generation(generation)
        self._watch.on_told(generation)
        if generation.id > 0:
            self._effects.note_code(generation)
        waiting, self._waiting = self._waiting, []
        for other in waiting:
            self._tell(other)

    def tell_strings(self, *, is_all: bool) -> None:
        """Tell the strings that are new; see `records.py`."""
        if self._hooks.has_new_strings():
            is_outermost = self._memory.open()
            self._records.tell_strings(is_all=is_all)
            if is_outermost:
                self._memory.close()


def _answer(code: Code, made: Instrumented, magic: int) -> None:
    """Hand the instrumented text over. Requires: `made` lives until the code is compiled."""
    code.magic = magic
    code.instrumented = made.text
    code.instrumented_bytes = len(made.text)
    code.offsets = made.offsets.buffer_info()[0]
    code.lengths = made.lengths.buffer_info()[0]
    code.openers = made.openers.buffer_info()[0]
    code.hooks = made.hooks
    code.pieces = len(made.offsets)
    code.opener_count = len(made.hooks)
