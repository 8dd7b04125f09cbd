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

NODE = tuple(
    f"node/{name}"
    for name in (
        "table errors encodings turns hash aes deflate path querystring buffer buffer_numbers util events"
        " stream timers process os crypto zlib fs_operations fs url net http http2 dns child_process"
        " modules vm string_decoder assert worker_threads terminal diagnostics packages globals"
    ).split()
)
"""Node: its core modules, and the globals that browsers have not."""

FILES: dict[str, tuple[str, ...]] = {
    "browser": (*WORLD, *WEB),
    "node": (*WORLD, *WEB, *NODE),
    "wsh": (*WORLD,),
}

LOOKS = {
    "bare": LOOK_ONE_LINE,
    "browser": LOOK_ONE_LINE,
    "node": LOOK_ONE_LINE,
    "wsh": LOOK_JSCRIPT,
}
"""How native functions look as text."""
