"""Which files of the guest folder make up each persona, in the order in which they are loaded.

Each is the text of a function that is called with the stage; see docs/personas.md.
"""

from __future__ import annotations

from collections.abc import Callable

from stockade_worker.native.hooks import LOOK_JSCRIPT, LOOK_ONE_LINE, LOOK_V8
from stockade_worker.tracer import jscript

KIT = ("stage/border", "stage/clock", "stage/effects", "stage/kit", "stage/matches", "stage/stacks")
"""What every persona is made with."""

WORLD: tuple[str, ...] = (
    "world/text", "world/seeded", "world/choices", "world/profile", "world/bodies",
    "world/services", "world/http", "world/paths", "world/documents", "world/tree", "world/files",
    "world/hives", "world/registry", "world/shell", "world/interpreters", "world/fetchers",
    "world/administration", "world/filetools", "world/output", "world/commands", "world/mock",
)  # fmt: skip
"""The made-up world that all personas share."""

WEB: tuple[str, ...] = (
    "web/event_types", "web/events", "web/abort", "web/iteration", "web/url_host", "web/url_parser",
    "web/url_parts", "web/url", "web/encoding", "web/blob", "web/clone", "web/streams",
    "web/form_data", "web/headers", "web/body", "web/fetch_types", "web/fetch", "web/hash",
    "web/aes", "web/deflate", "web/transforms", "web/subtle", "web/crypto", "web/performance",
    "web/messaging", "web/websocket", "web/wasm_module",
    "web/wasm", "web/intl", "web/messages",
)  # fmt: skip
"""What browsers and node have in common."""

WINDOW: tuple[str, ...] = (
    "browser/window", "browser/location", "browser/history", "browser/windows", "browser/dialogs",
    "browser/screen", "browser/animation", "browser/media_query", "browser/user_agent",
    "browser/plugins", "browser/navigator_services", "browser/navigator", "browser/dom/exotic",
    "browser/storage", "browser/xhr", "browser/webgl", "browser/canvas", "browser/audio",
    "browser/worker", "browser/devices", "browser/file_reader",
    "browser/indexed_db", "browser/caches", "browser/trusted_types", "browser/presence",
    "browser/load_timing", "browser/chrome",
)  # fmt: skip
"""A browser's window and its APIs, without the document."""

DOCUMENT: tuple[str, ...] = (
    "browser/dom/tree", "browser/dom/entities", "browser/dom/tokens", "browser/dom/rules",
    "browser/dom/html_builder", "browser/dom/html_parser", "browser/dom/xml_parser",
    "browser/dom/serialise", "browser/dom/selectors", "browser/dom/match", "browser/dom/wrap",
    "browser/dom/mutation", "browser/dom/collections", "browser/dom/mixins", "browser/dom/node",
    "browser/dom/character_data", "browser/dom/attributes", "browser/dom/style",
    "browser/dom/geometry", "browser/dom/handlers", "browser/dom/page", "browser/dom/loading",
    "browser/dom/scripts", "browser/dom/insertion", "browser/dom/writing", "browser/dom/element",
    "browser/dom/html_element", "browser/dom/links", "browser/dom/forms",
    "browser/dom/form_elements", "browser/dom/media", "browser/dom/tables", "browser/dom/frames",
    "browser/dom/elements", "browser/dom/custom", "browser/dom/observers", "browser/dom/range",
    "browser/dom/selection", "browser/dom/traversal", "browser/dom/parsing", "browser/dom/cookies",
    "browser/dom/clipboard", "browser/dom/making", "browser/dom/document",
    "browser/dom/implementation",
)  # fmt: skip
"""The document of a browser's page."""

VISIT: tuple[str, ...] = ("browser/named", "browser/visitor", "browser/globals")
"""What needs both: elements as names of the window, somebody who uses the page, the last touch."""

NODE: tuple[str, ...] = (
    "node/table", "node/errors", "node/encodings", "node/turns", "node/path",
    "node/querystring", "node/buffer", "node/buffer_numbers", "node/util", "node/events",
    "node/stream", "node/pipelines", "node/timers", "node/process", "node/os", "node/crypto",
    "node/zlib", "node/fs_operations", "node/fs", "node/url", "node/net", "node/http",
    "node/http2", "node/dns", "node/child_process", "node/modules", "node/vm",
    "node/string_decoder", "node/assert", "node/worker_threads", "node/terminal",
    "node/diagnostics", "node/packages", "node/globals",
)  # fmt: skip
"""Node: its core modules, and the globals that browsers have not."""

WSH: tuple[str, ...] = (
    "wsh/com", "wsh/messages", "wsh/dates", "wsh/globals", "wsh/receivers", "wsh/arrays",
    "wsh/textstream", "wsh/wscript", "wsh/shell", "wsh/filesystem", "wsh/dictionary",
    "wsh/regexp", "wsh/adostream", "wsh/adorecords", "wsh/xml", "wsh/http", "wsh/shellapp",
    "wsh/tasks", "wsh/wmi", "wsh/hosts", "wsh/office", "wsh/dotnet",
)  # fmt: skip
"""Windows Script Host: COM objects, and the names that JScript has."""

FILES: dict[str, tuple[str, ...]] = {
    "browser": (*WORLD, *WEB, *WINDOW, *DOCUMENT, *VISIT),
    "node": (*WORLD, *WEB, *NODE),
    "wsh": (*WORLD, *WSH),
}

DIALECTS: dict[str, Callable[[bytes], bytes]] = {"wsh": jscript.rewrite}
"""What makes JavaScript of a host's own dialect: of each piece of code, in as many bytes."""

LOOKS = {
    "bare": LOOK_ONE_LINE,
    "browser": LOOK_V8,
    "node": LOOK_V8,
    "wsh": LOOK_JSCRIPT,
}
"""How native functions and stacks look as text."""
