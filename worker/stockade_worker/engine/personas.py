"""Which files of the guest folder make up each persona, in the order in which they are loaded.

Each is the text of a function that is called with the stage; see docs/personas.md.
"""

from __future__ import annotations

from stockade_worker.native.hooks import LOOK_JSCRIPT, LOOK_ONE_LINE

KIT = ("stage/border", "stage/clock", "stage/effects", "stage/kit")
"""What every persona is made with."""

WORLD = ()
"""The made-up world that all personas share."""

WEB: tuple[str, ...] = ()
"""What browsers and node have in common."""

WSH = (
    *("wsh/com", "wsh/arrays", "wsh/textstream", "wsh/globals", "wsh/wscript", "wsh/shell"),
    *("wsh/filesystem", "wsh/dictionary", "wsh/adostream", "wsh/adorecords", "wsh/xml", "wsh/http"),
    *("wsh/shellapp", "wsh/tasks", "wsh/wmi", "wsh/hosts", "wsh/office", "wsh/dotnet"),
)
"""Windows Script Host: COM objects, and the names that JScript has."""

FILES: dict[str, tuple[str, ...]] = {
    "browser": (*WORLD, *WEB),
    "node": (*WORLD, *WEB),
    "wsh": (*WORLD, *WSH),
}

LOOKS = {
    "bare": LOOK_ONE_LINE,
    "browser": LOOK_ONE_LINE,
    "node": LOOK_ONE_LINE,
    "wsh": LOOK_JSCRIPT,
}
"""How native functions look as text."""
