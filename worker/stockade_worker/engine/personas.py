"""Which files of the guest folder make up each persona, in the order in which they are loaded.

Each is the text of a function that is called with the stage; see docs/personas.md.
"""

from __future__ import annotations

from collections.abc import Callable

from stockade_worker.native.hooks import LOOK_JSCRIPT, LOOK_ONE_LINE
from stockade_worker.tracer import jscript

KIT = ("stage/border", "stage/clock", "stage/effects", "stage/kit")
"""What every persona is made with."""

WORLD: tuple[str, ...] = (
    "stage/text", "stage/profile", "stage/http", "stage/files", "stage/registry", "stage/commands",
)  # fmt: skip
"""The made-up world that all personas share."""

WEB: tuple[str, ...] = (
    "web/event_types", "web/events", "web/abort", "web/iteration", "web/url_host", "web/url_parser",
    "web/url_parts", "web/url", "web/encoding", "web/blob", "web/clone", "web/streams",
    "web/form_data", "web/headers", "web/body", "web/fetch_types", "web/fetch", "web/digests",
    "web/crypto", "web/performance", "web/messaging", "web/websocket", "web/wasm_module",
    "web/wasm",
)  # fmt: skip
"""What browsers and node have in common."""

WINDOW: tuple[str, ...] = (
    "browser/window", "browser/location", "browser/history", "browser/windows", "browser/dialogs",
    "browser/screen", "browser/animation", "browser/media_query", "browser/user_agent",
    "browser/plugins",
)  # fmt: skip
"""A browser's window and its APIs, without the document."""

WSH: tuple[str, ...] = (
    "wsh/com", "wsh/globals", "wsh/arrays", "wsh/textstream", "wsh/wscript", "wsh/shell",
    "wsh/filesystem", "wsh/dictionary", "wsh/adostream", "wsh/adorecords", "wsh/xml", "wsh/http",
    "wsh/shellapp", "wsh/tasks", "wsh/wmi", "wsh/hosts", "wsh/office", "wsh/dotnet",
)  # fmt: skip
"""Windows Script Host: COM objects, and the names that JScript has."""

FILES: dict[str, tuple[str, ...]] = {
    "browser": (*WORLD, *WEB, *WINDOW),
    "node": (*WORLD, *WEB),
    "wsh": (*WORLD, *WSH),
}

DIALECTS: dict[str, Callable[[bytes], bytes]] = {"wsh": jscript.rewrite}
"""What makes JavaScript of a host's own dialect: of each piece of code, in as many bytes."""

LOOKS = {
    "bare": LOOK_ONE_LINE,
    "browser": LOOK_ONE_LINE,
    "node": LOOK_ONE_LINE,
    "wsh": LOOK_JSCRIPT,
}
"""How native functions look as text."""
