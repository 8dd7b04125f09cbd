"""The tests of a test262 checkout, as sources that can be run by themselves.

A test is one text: the host's part (`prelude.js`), the harness files that it names, and the test
itself. Its front matter says in which modes it runs and how it must end; the few keys that matter
here are read by pattern. See INTERPRETING.md of test262.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

Mode = Literal["sloppy", "strict", "module", "raw"]

PARTS = ("test/language", "test/built-ins")
PRELUDE = Path(__file__).with_name("prelude.js").read_bytes()

_FRONT_MATTER = re.compile(rb"/\*---(.*?)---\*/", re.DOTALL)
_LIST = r"^{}:[ \t]*(\[[^\]]*\]|(?:\r?\n[ \t]*- .*)+)"
_WORD = re.compile(r"[^\s,\[\]]+")
_NEGATIVE = re.compile(r"^negative:\s*\n((?:[ \t]+.*\n?)+)", re.MULTILINE)
_IMPORTS = re.compile(rb"(?:\bfrom|\bimport|\bimport\s*\()\s*(?:defer\s+|source\s+)?['\"]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One test in one mode.

    name      the path below `test/`.
    error     name of the error that it must end with; None if it must not throw.
    is_early  the error comes before anything of the test runs.
    """

    folder: Path
    name: str
    mode: Mode
    error: str | None
    is_early: bool
    is_async: bool
    includes: tuple[str, ...]

    @property
    def key(self) -> str:
        """What results are kept under."""
        return f"{self.name} {self.mode}"

    @property
    def kind(self) -> Literal["module", "script"]:
        """What the source is to be run as."""
        return "module" if self.mode == "module" else "script"

    def source(self) -> bytes:
        """Return the text to run."""
        body = (self.folder / "test" / self.name).read_bytes()
        if self.mode == "raw":
            return body
        directive = b'"use strict";\n' if self.mode == "strict" else b""
        if self.is_early:
            return directive + body
        files = ["assert.js", "sta.js", *(["doneprintHandle.js"] if self.is_async else [])]
        harness = (_harness(self.folder, name) for name in (*files, *self.includes))
        # Its value is of no interest, and looking at it would run the test's getters.
        return b"\n".join((directive + PRELUDE, *harness, body, b";void 0;"))


@dataclass(slots=True)
class Tree:
    """The cases of a checkout, and how many can't be run because they load other files."""

    cases: list[Case] = field(default_factory=list)
    not_applicable: int = 0


def read_tree(folder: Path) -> Tree:
    """Read all tests of PARTS, in the order of their names. Raises FileNotFoundError."""
    tree = Tree()
    for part in PARTS:
        if not (folder / part).is_dir():
            raise FileNotFoundError(f"{folder / part}: give the root of a test262 checkout")
        for path in sorted((folder / part).rglob("*.js")):
            if path.stem.endswith("_FIXTURE"):
                continue
            cases = list(_cases_of(folder, path))
            if cases[0].is_early or not _loads_files(path, cases[0]):
                tree.cases += cases
            else:
                tree.not_applicable += len(cases)
    return tree


def _cases_of(folder: Path, path: Path) -> Iterator[Case]:
    found = _FRONT_MATTER.search(path.read_bytes())
    if found is None:
        raise ValueError(f"{path} has no front matter")
    about = found[1].decode()
    flags = _words(about, "flags")
    negative = _NEGATIVE.search(about)
    error = re.search(r"type:\s*(\w+)", negative[1]) if negative else None
    for mode in _modes(flags):
        yield Case(
            folder=folder,
            name=path.relative_to(folder / "test").as_posix(),
            mode=mode,
            error=error[1] if error else None,
            is_early=negative is not None and "parse" in negative[1],
            is_async="async" in flags,
            includes=_words(about, "includes"),
        )


def _modes(flags: tuple[str, ...]) -> tuple[Mode, ...]:
    if "raw" in flags:
        return ("raw",)
    if "module" in flags:
        return ("module",)
    if "onlyStrict" in flags:
        return ("strict",)
    return ("sloppy",) if "noStrict" in flags else ("sloppy", "strict")


def _words(about: str, key: str) -> tuple[str, ...]:
    found = re.search(_LIST.format(key), about, re.MULTILINE)
    return tuple(word for word in _WORD.findall(found[1]) if word != "-") if found else ()


def _loads_files(path: Path, case: Case) -> bool:
    body = path.read_bytes()
    return b"_FIXTURE" in body or (case.mode == "module" and bool(_IMPORTS.search(body)))


@cache
def _harness(folder: Path, name: str) -> bytes:
    return (folder / "harness" / name).read_bytes()
