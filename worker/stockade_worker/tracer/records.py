"""From the native side's records to the events of a trace."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from stockade_worker.native.hooks import HOW_NOTE, HOW_RETURN, NO_ID, Hooks, Place
from stockade_worker.wire import MAX_EXCEPTIONS, MAX_NAME_CHARS, MAX_TEXT_CHARS, NONE, RunCeilings

from .generations import Generation, Generations
from .interest import DULL, HIGH, LONGEST_LOOK, PLAIN, SHORT_LOOK, TOP, interest_of, rank_of
from .outbox import Outbox
from .places import Places
from .values import described, text_of
from .violations import Violation

STRING_RESERVES = {TOP: 0.2, HIGH: 0.15, PLAIN: 0.2, DULL: 0.0}
"""Of the strings that a trace may keep: what only those of a class may use, so that none is pushed
out by a flood of others. The rest is for whoever comes first."""

TOP_BYTES = 0.3
"""Of the bytes for strings, what only those of the top class may use."""

LEAST_TEXT = 0.25
"""Of the bytes for generations, what is kept for the beginnings of later ones: as much for each."""

LARGEST_SHARE = 0.6
"""Of what is left beyond that, what one of them may take."""

EVENT_BYTES = 200
"""What a generation takes without its text, if it has no names of files and nodes."""

SEEN_STRINGS = 8
DULL_STRINGS = 2
"""Strings that the native side looks at, as multiples of those that a trace may keep."""

MOST_LOOKED_AT = 4 * 1024 * 1024
"""Characters of all strings together from which on each gets a short look only."""

UPDATED_AT_ONCE = 200
"""Functions that are told anew while the run goes on; at its end all are."""

TAKEN_AT_ONCE = 100
"""Records of functions or errors that are here at one time: one can have 30 KB."""

TAPPED = (
    "String.fromCharCode", "String.fromCodePoint", "String.raw", "String.prototype.replace",
    "String.prototype.replaceAll", "String.prototype.concat", "Array.prototype.join", "atob",
    "unescape", "decodeURI", "decodeURIComponent", "btoa", "Uint8Array.prototype.toBase64",
    "Function.prototype.toString",
)  # fmt: skip
"""Builtins whose results are looked at; a place in this list is a string's `how`."""

OF_SOURCE = TAPPED.index("Function.prototype.toString")
"""What it gives is no string that came into being: it stands in the code, or is the engine's."""

OnError = Callable[[int, bool, str, int, tuple[int, int, int]], None]
"""Takes a site, whether something was thrown there or caught, what, how often, and the place."""

OnSource = Callable[[str, tuple[int, int, int]], None]
"""Takes the source text of a function that the guest has asked for, and the place."""


class Records:
    """Tells what the hooks have recorded. Requires: one run.

    on_error, on_source  are told of errors too, and of what is not told otherwise.
    """

    def __init__(
        self,
        hooks: Hooks,
        generations: Generations,
        places: Places,
        outbox: Outbox,
        ceilings: RunCeilings,
    ) -> None:
        self._hooks = hooks
        self._generations = generations
        self._places = places
        self._outbox = outbox
        self._ceilings = ceilings
        self._strings: dict[int, int] = {}  # the native side's number -> ours
        self._seen_strings = self._looked_at = 0
        self._reserved = {
            rank: int(share * ceilings.trace_strings) for rank, share in STRING_RESERVES.items()
        }
        share = LEAST_TEXT * outbox.room("generation")
        self._least_bytes = int(share / max(1, ceilings.generations))
        self._top_bytes = TOP_BYTES * outbox.room("string")
        self._unreserved = ceilings.trace_strings - sum(self._reserved.values())
        self._told_functions: set[int] = set()
        self._has_no_room_for_functions = False
        self._told_nodes: set[int] = set()
        self.on_error: OnError = lambda *_: None
        self.on_source: OnSource = lambda *_: None

    # -- strings ---------------------------------------------------------------------------------

    def tell_strings(self, *, is_all: bool) -> None:
        """Tell what is new; what stands as a literal in the code was not decoded.

        is_all  the newest too, which may yet grow: otherwise it depends on no moment what is told.
        """
        new = self._hooks.take_strings(is_all=is_all)
        for how, where, generation, line, column, length, is_cut, raw in new:
            number = self._seen_strings
            self._seen_strings += 1
            if raw in self._generations.literals:
                continue
            text = text_of(raw)
            if how == OF_SOURCE:
                self.on_source(text, self._generations.place_of(generation, line, column))
                continue
            is_much = self._looked_at > MOST_LOOKED_AT
            interest = interest_of(text, SHORT_LOOK if is_much else LONGEST_LOOK)
            self._looked_at += len(text)
            rank = rank_of(interest)
            is_room = rank == TOP or self._outbox.room("string") > self._top_bytes
            if self._reserved[rank] + self._unreserved <= 0 or not is_room:
                self._outbox.drop("string")
                continue
            place = self._place_of_string(how, where, generation, line, column)
            name = {HOW_RETURN: "return", HOW_NOTE: "concatenation"}.get(how) or TAPPED[how]
            ours = len(self._strings)
            cut = text[: self._ceilings.generation_bytes]
            is_kept = self._outbox.put(
                "string", "string", ours, cut, is_cut or cut != text, length, name,
                *place, 1, interest, *self._mapped(*place),
            )  # fmt: skip
            if not is_kept:
                self._outbox.drop("string")
                continue
            self._strings[number] = ours
            if self._reserved[rank] > 0:
                self._reserved[rank] -= 1
            else:
                self._unreserved -= 1

    def _place_of_string(
        self, how: int, where: int, generation: int, line: int, column: int
    ) -> tuple[int, int, int]:
        if how == HOW_RETURN:
            return self._place_of_function(where)
        if how == HOW_NOTE:
            return self._place_of_site(where)
        return self._generations.place_of(generation, line, column)

    def tell_string_times(self) -> None:
        """Tell how often each string was made in all."""
        times = self._hooks.times(self._seen_strings)
        for number, ours in self._strings.items():
            if times[number] > 1:
                self._outbox.put("string", "string_again", ours, times[number])

    # -- functions -------------------------------------------------------------------------------

    def tell_functions(self, share: str, most: int) -> None:
        """Tell of functions that were called since last time, at most of so many."""
        for at in range(0, most, TAKEN_AT_ONCE):
            taken = self._hooks.take_functions(min(TAKEN_AT_ONCE, most - at))
            if not taken:
                return
            self._tell_calls(share, taken)

    def _tell_calls(self, share: str, taken: list[list[Any]]) -> None:
        for record in taken:
            number, rank, times, thrown, first, last, has_returned, first_return, last_return = (
                record
            )
            if rank >= self._ceilings.trace_functions:
                self._has_no_room_for_functions = True
                continue
            if not self._tell_function(number):
                continue
            is_kept = self._outbox.put(
                share, "call", number, times,
                [described(value) for value in first], [described(value) for value in last],
                described(first_return) if has_returned else None,
                described(last_return) if has_returned else None,
                thrown,
            )  # fmt: skip
            if not is_kept:
                self._drop("call", share)

    def tell_uncalled(self) -> None:
        """Tell of functions that never ran, as far as there is room."""
        for generation in self._generations.all:
            for number in range(
                generation.function_base, generation.function_base + len(generation.functions)
            ):
                # Once one that ran was dropped, it could be taken here for one that did not.
                if self._has_no_room_for_functions or not generation.is_told:
                    break
                if len(self._told_functions) < self._ceilings.trace_functions:
                    self._tell_function(number)
        total = sum(len(generation.functions) for generation in self._generations.all)
        self._outbox.drop("function", total - len(self._told_functions))

    def _tell_function(self, number: int) -> bool:
        if number in self._told_functions:
            return True
        generation = self._generations.of_function(number)
        if generation is None or not generation.is_told:
            return False
        site = generation.functions[number - generation.function_base]
        place = (generation.id, *generation.at(site.start))
        is_kept = self._outbox.put(
            "function", "function", number, place[0], site.name[:MAX_NAME_CHARS], *place[1:],
            site.end - site.start, *self._mapped(*place),
        )  # fmt: skip
        if is_kept:
            self._told_functions.add(number)
        else:
            self._has_no_room_for_functions = True
        return is_kept

    def _place_of_function(self, number: int) -> tuple[int, int, int]:
        generation = self._generations.of_function(number)
        if generation is None or not generation.is_told:
            return NONE, 0, 0
        site = generation.functions[number - generation.function_base]
        return generation.id, *generation.at(site.start)

    def tell_updates(self) -> None:
        """Tell what has changed while the run goes on; all of it is told again at the end."""
        self.tell_strings(is_all=False)
        self.tell_functions("update", UPDATED_AT_ONCE)
        self.tell_nodes("update")
        self.tell_errors("update")
        self.tell_repeats("update")

    # -- the rest --------------------------------------------------------------------------------

    def tell_nodes(self, share: str) -> None:
        """Tell the call tree's news. A node whose parent is not there can't be there either."""
        is_last = share == "node"
        for number, parent, function, times in self._hooks.take_nodes():
            is_told = function in self._told_functions
            if not is_told and not is_last:
                continue  # its function comes with the next news, and it then
            if parent != NO_ID and parent not in self._told_nodes:
                self._drop("node", share)
                continue
            is_kept = self._outbox.put(
                share, "node", number, NONE if parent == NO_ID else parent,
                function if is_told else NONE, times,
            )  # fmt: skip
            if is_kept:
                self._told_nodes.add(number)
            elif number not in self._told_nodes:
                self._drop("node", share)

    def tell_errors(self, share: str) -> None:
        """Tell where errors were thrown and caught."""
        while taken := self._hooks.take_errors(TAKEN_AT_ONCE):
            self._tell_errors(share, taken)

    def _tell_errors(self, share: str, taken: list[list[Any]]) -> None:
        for site, rank, is_throw, times, raw in taken:
            if rank >= MAX_EXCEPTIONS:
                self._drop("exception", share)
                continue
            place = self._place_of_site(site)
            is_kept = self._outbox.put(
                share, "exception", site, *place, "throw" if is_throw else "catch", text_of(raw),
                times, *self._mapped(*place),
            )  # fmt: skip
            if not is_kept:
                self._drop("exception", share)
            self.on_error(site, is_throw, text_of(raw), times, place)

    def _drop(self, name: str, share: str) -> None:
        """Count what is not told, unless it is tried again at the end."""
        if share != "update":
            self._outbox.drop(name)

    def tell_coverage(self) -> None:
        """Tell how much of each piece of code has run."""
        counts = self._hooks.counts(self._generations.functions)
        for generation in self._generations.all:
            if not generation.is_told:
                continue
            base = generation.function_base
            ran = [counts[base + index] > 0 for index in range(len(generation.functions))]
            own = generation.own_bytes
            self._outbox.put(
                "rest", "coverage", generation.id, len(ran), sum(ran), sum(own),
                sum(size for size, has_run in zip(own, ran, strict=True) if has_run),
            )  # fmt: skip

    def tell_guard(self, kind: str, limit: float, seen: float, ended: Place) -> None:
        """Tell which guard has ended the run, and where."""
        place = self._generations.place_of(ended.generation, ended.line, ended.column)
        self._outbox.put("rest", "guard", kind, limit, seen, *place, *self._mapped(*place))

    def tell_violation(self, violation: Violation) -> bool:
        """Tell of a rule that was broken; False if there is no room."""
        found = violation.finding
        return self._outbox.put(
            "violation", "violation", violation.id, found.rule, found.severity, found.action,
            found.subject, found.message[:MAX_TEXT_CHARS], found.evidence[:MAX_TEXT_CHARS],
            *violation.spot, violation.times, *self._mapped(*violation.spot),
        )  # fmt: skip

    def tell_generation(self, generation: Generation) -> None:
        """Tell of a piece of code: its size and hash, and its text as far as there is room."""
        raw = generation.text[: self._room_for_text(generation.id)]
        text = text_of(raw) if raw == generation.text else raw.decode("utf-8", "ignore")
        generation.is_told = self._outbox.put(
            "generation", "generation", generation.id, generation.parent, generation.origin,
            generation.line, generation.column, len(generation.text), generation.digest,
            text, raw != generation.text, generation.state, generation.reason,
            *self._mapped(generation.parent, generation.line, generation.column),
        )  # fmt: skip
        if not generation.is_told:
            self._outbox.drop("generation")

    def _room_for_text(self, number: int) -> int:
        """Return the bytes that a generation's text may take: some are left for later ones."""
        later = self._ceilings.generations - 1 - number
        spare = self._outbox.room("generation") - later * self._least_bytes
        room = max(self._least_bytes - EVENT_BYTES, int(LARGEST_SHARE * spare))
        return max(0, min(room, self._ceilings.generation_bytes))

    def tell_repeats(self, share: str) -> None:
        """Tell how often the same code was made again."""
        for generation in self._generations.all:
            if generation.times > 1 and generation.is_told:
                self._outbox.put(share, "repeat", generation.id, generation.times)

    def _place_of_site(self, number: int) -> tuple[int, int, int]:
        generation = self._generations.of_site(number)
        if generation is None or not generation.is_told:
            return NONE, 0, 0
        offset = generation.sites[number - generation.site_base]
        return generation.id, *generation.at(offset)

    def _mapped(self, generation: int, line: int, column: int) -> tuple[Any, Any]:
        """Return where a place comes from by the source map, and the caller's node for it."""
        mapped, node = self._places.of(generation, line, column)
        return mapped, node
