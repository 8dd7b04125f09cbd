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

NODE: tuple[str, ...] = (
    "node/table", "node/errors", "node/encodings", "node/turns", "node/hash", "node/aes",
    "node/deflate", "node/path", "node/querystring", "node/buffer", "node/buffer_numbers",
    "node/util", "node/events", "node/stream", "node/timers", "node/process", "node/os",
    "node/crypto", "node/zlib", "node/fs_operations", "node/fs", "node/url", "node/net",
    "node/http", "node/http2", "node/dns", "node/child_process", "node/modules", "node/vm",
    "node/string_decoder", "node/assert", "node/worker_threads", "node/terminal",
    "node/diagnostics", "node/packages", "node/globals",
)  # fmt: skip
"""Node: its core modules, and the globals that browsers have not."""

FILES: dict[str, tuple[str, ...]] = {
    "browser": (*WORLD, *WEB, *WINDOW),
    "node": (*WORLD, *WEB, *NODE),
    "wsh": (*WORLD,),
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
