"""The guest runtime's copies of the built-ins."""

from __future__ import annotations

import re

from tests.unit.conftest import FOLDER, Guest

SOURCES = {path.stem: path.read_text("utf-8") for path in FOLDER.glob("*.js")}


def used() -> set[str]:
    names: set[str] = set()
    for name, source in SOURCES.items():
        if name != "primordials":
            code = re.sub(r"//.*", "", source)
            names.update(re.findall(r"\bp\.(\w+)", code))
            for taken in re.findall(r"const \{([^}]*)\} = p;", code):
                names.update(re.findall(r"\w+", taken))
    return names


def test_what_is_copied_is_what_is_used() -> None:
    copied = Guest().primordials
    assert used() - copied == set(), "add these to WANTED in primordials.js"
    idle = {name for name in copied - used() if not name.endswith("Prototype")}
    assert idle == {"ErrorSetStack"}, "nothing uses these"


def test_the_parts_are_strict_and_each_one_expression() -> None:
    for source in SOURCES.values():
        assert re.match(r"\(function \([\w, ]*\) \{\n  \"use strict\";\n", source)
        assert source.endswith("})\n")
