"""Tells which regular expressions can take exponential time, by their text alone.

An engine that goes back tries every way in which a repeated group can match, if what follows does
not match in the end. There are exponentially many ways if one turn of the group can also be taken
as several: where all of it is one repeated class, as in `(a+)+`, `(.*,)*`, or where two of its
alternatives are classes with a character in common, as in `(\\w|\\d)*`. Only these are found, and
only where something must follow, so that what is reported is mostly true.

Classes are sets of ASCII characters and "all others", as bits of an integer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_CHARS = 2000
MAX_DEPTH = 40
MANY = 20
"""A repetition of so many is as good as an endless one."""

OTHERS = 1 << 128
ALL = (1 << 129) - 1

_REPEATED_GROUP = re.compile(r"\)[*+{]")


def _set_of(*ranges: tuple[str, str]) -> int:
    return sum(1 << code for low, high in ranges for code in range(ord(low), ord(high) + 1))


DIGITS = _set_of(("0", "9"))
WORDS = DIGITS | _set_of(("a", "z"), ("A", "Z"), ("_", "_"))
SPACES = _set_of(("\t", "\r"), (" ", " ")) | OTHERS
LINE_ENDS = _set_of(("\n", "\n"), ("\r", "\r")) | OTHERS
_CLASSES = {
    "d": DIGITS, "D": ALL & ~DIGITS,
    "w": WORDS, "W": ALL & ~WORDS,
    "s": SPACES, "S": ALL & ~SPACES | OTHERS,
}  # fmt: skip
_CONTROLS = {"n": "\n", "r": "\r", "t": "\t", "v": "\v", "f": "\f", "0": "\0"}


@dataclass(slots=True)
class Item:
    """One class of characters, or a group of alternatives, and how often it is repeated.

    members  of the class; None for a group.
    """

    low: int
    high: int
    members: int | None
    branches: list[list[Item]]

    def is_endless(self) -> bool:
        """Tell whether it may be repeated very often."""
        return self.high >= MANY

    def is_class(self) -> bool:
        """Tell whether each turn takes one character, or the like again."""
        if self.members is not None:
            return self.members != 0
        return all(len(branch) == 1 and branch[0].is_class() for branch in self.branches)

    def may_be_empty(self) -> bool:
        """Tell whether it may match nothing."""
        if self.low == 0:
            return True
        if self.members is not None:
            return False
        return any(all(item.may_be_empty() for item in branch) for branch in self.branches)

    def all_members(self) -> int:
        """Return all characters that are in it."""
        if self.members is not None:
            return self.members
        found = 0
        for branch in self.branches:
            for item in branch:
                found |= item.all_members()
        return found


class _OddError(Exception):
    """It is not what this reads."""


def is_exponential(pattern: str) -> bool:
    """Tell whether a pattern of JavaScript can take exponential time; False if it is not clear."""
    if len(pattern) > MAX_CHARS or _REPEATED_GROUP.search(pattern) is None:
        return False
    try:
        branches = _Reader(pattern).read()
    except (_OddError, IndexError, RecursionError):
        return False
    return any(_is_bad(branch, must_follow=False) for branch in branches)


def _is_bad(sequence: list[Item], *, must_follow: bool) -> bool:
    """Tell whether something in a sequence is exponential. `must_follow`: what comes behind it."""
    for index, item in enumerate(sequence):
        if item.members is not None:
            continue
        rest = sequence[index + 1 :]
        follows = must_follow or any(not other.may_be_empty() for other in rest)
        if follows and item.is_endless() and _is_ambiguous(item.branches):
            return True
        # In a repeated group the next turn follows, which need not be.
        if any(_is_bad(branch, must_follow=follows) for branch in item.branches):
            return True
    return False


def _is_ambiguous(branches: list[list[Item]]) -> bool:
    if any(_is_one_class(branch) for branch in branches):
        return True
    taken = 0
    for branch in branches:
        if len(branch) != 1 or branch[0].members is None or branch[0].high != 1:
            continue
        if taken & branch[0].members & ~OTHERS:  # of others nobody knows whether they are the same
            return True
        taken |= branch[0].members
    return False


def _is_one_class(branch: list[Item]) -> bool:
    """Tell whether one endless item of a branch could take all that the branch must match.

    That is so if each of the others can be a character that this one takes as well.
    """
    items = _flat(branch)
    for item in items:
        if not item.is_endless() or not item.is_class():
            continue
        others = (other for other in items if other is not item and not other.may_be_empty())
        if all(other.all_members() & item.all_members() for other in others):
            return True
    return False


def _flat(branch: list[Item]) -> list[Item]:
    """Return the items of a branch, and in place of groups without a choice those of the group."""
    found: list[Item] = []
    for item in branch:
        if item.members is None and item.low == item.high == 1 and len(item.branches) == 1:
            found += _flat(item.branches[0])
        else:
            found.append(item)
    return found


class _Reader:
    """Reads a pattern. Look-arounds and anchors count as something that must follow."""

    def __init__(self, pattern: str) -> None:
        self._text = pattern
        self._at = 0

    def read(self) -> list[list[Item]]:
        """Return the alternatives of the whole pattern."""
        branches = self._alternatives(0)
        if self._at < len(self._text):
            raise _OddError
        return branches

    def _alternatives(self, depth: int) -> list[list[Item]]:
        if depth > MAX_DEPTH:
            raise _OddError
        branches: list[list[Item]] = [[]]
        while self._at < len(self._text) and self._text[self._at] != ")":
            if self._text[self._at] == "|":
                self._at += 1
                branches.append([])
            else:
                branches[-1].append(self._item(depth))
        return branches

    def _item(self, depth: int) -> Item:
        char = self._text[self._at]
        self._at += 1
        if char == "(":
            return self._group(depth)
        if char == "[":
            members: int = self._class()
        elif char == "\\":
            members = self._escape(is_in_class=False)
        elif char == ".":
            members = ALL & ~LINE_ENDS | OTHERS
        elif char in "^$":
            # It takes no character, and it can fail: as good as one that none matches.
            return Item(1, 1, 0, [])
        elif char in "*+?":
            raise _OddError
        else:
            members = _bit(char)
        return Item(*self._repetition(), members, [])

    def _group(self, depth: int) -> Item:
        is_look = False
        if self._text.startswith("?", self._at):
            kind = self._text[self._at + 1]
            if kind == ":":
                self._at += 2
            elif kind == "<" and self._text[self._at + 2] not in "=!":
                self._at = self._text.index(">", self._at) + 1
            else:
                is_look = True
                self._at += 3 if kind == "<" else 2
        branches = self._alternatives(depth + 1)
        if self._text[self._at] != ")":
            raise _OddError
        self._at += 1
        if is_look:
            return Item(1, 1, 0, [])
        return Item(*self._repetition(), None, branches)

    def _repetition(self) -> tuple[int, int]:
        rest = self._text[self._at : self._at + 1]
        low, high = 1, 1
        if rest == "*":
            low, high = 0, MANY
        elif rest == "+":
            high = MANY
        elif rest == "?":
            low = 0
        elif rest == "{":
            counted = self._counted()
            if counted is None:
                return 1, 1
            low, high = counted
        else:
            return 1, 1
        if rest != "{":
            self._at += 1
        if self._text.startswith("?", self._at):
            self._at += 1
        return low, high

    def _counted(self) -> tuple[int, int] | None:
        end = self._text.find("}", self._at)
        low, comma, high = self._text[self._at + 1 : end].partition(",")
        if end < 0 or not low.isdecimal() or len(low + high) > 12:
            return None
        self._at = end + 1
        if not comma:
            return int(low), int(low)
        return int(low), int(high) if high.isdecimal() else MANY

    def _class(self) -> int:
        is_negated = self._text.startswith("^", self._at)
        self._at += is_negated
        members = 0
        while self._text[self._at] != "]":
            start = self._at
            one = self._member()
            is_range = self._text.startswith("-", self._at) and self._text[self._at + 1] != "]"
            if not is_range or one.bit_count() != 1:
                members |= one
                continue
            self._at += 1
            end = self._member()
            members |= _range(one, end) if end.bit_count() == 1 else one | end | _bit("-")
            if self._at == start:
                raise _OddError
        self._at += 1
        return ALL & ~members | OTHERS if is_negated else members

    def _member(self) -> int:
        char = self._text[self._at]
        self._at += 1
        return self._escape(is_in_class=True) if char == "\\" else _bit(char)

    def _escape(self, *, is_in_class: bool) -> int:
        char = self._text[self._at]
        self._at += 1
        if char in _CLASSES:
            return _CLASSES[char]
        if char in _CONTROLS:
            return _bit(_CONTROLS[char])
        if char in "pPkuc" or (char in "123456789" and not is_in_class):
            raise _OddError
        if char == "b":
            return _bit("\b") if is_in_class else 0
        if char == "B":
            return 0
        if char == "x":
            code = self._text[self._at : self._at + 2]
            self._at += 2
            return _bit(chr(int(code, 16))) if _is_hex(code) else OTHERS
        return _bit(char)


def _bit(char: str) -> int:
    return 1 << ord(char) if ord(char) < 128 else OTHERS


def _range(low: int, high: int) -> int:
    return (high << 1) - low if high >= low else low | high


def _is_hex(text: str) -> bool:
    return len(text) == 2 and all(char in "0123456789abcdefABCDEF" for char in text)
