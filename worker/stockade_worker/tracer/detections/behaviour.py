"""What a run shows by what it does: which APIs it asks, what it catches, how it ends.

Judged from records that others keep; nothing is measured here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from stockade_policies import DETECTIONS
from stockade_worker.tracer.violations import EVIDENCE_CHARS, NOWHERE, Finding, Spot

BEHAVIOUR = "behaviour"

FINGERPRINTS = 10
"""Different properties of the host that are looked at from which on that is no accident."""

DISPATCHES = 10_000
"""Errors at one place that are no accidents, but a way to spend time or to hide the next step."""

MAX_SITES = 1000

_TELLTALE = re.compile(
    r"(?i)^(?:navigator|screen|os|performance\.memory|WScript\.Network|SWbem\w*|winmgmts)\."
    r"|^process\.(?:platform|arch|version|versions|pid|ppid|title|execPath|argv|env|cwd|uptime"
    r"|memoryUsage|cpuUsage|hrtime|getuid|release|config)\b"
    r"|^WScript\.(?:Name|FullName|Path|Version|BuildVersion|ScriptName|ScriptFullName|Arguments)\b"
    r"|^(?:window\.)?(?:devicePixelRatio|outerWidth|outerHeight|innerWidth|innerHeight|screenX|screenY)$"
    r"|\.(?:ExpandEnvironmentStrings|Environment|SpecialFolders|ComputerName|UserName|UserDomain"
    r"|toDataURL|getParameter|resolvedOptions|getTimezoneOffset|GetSpecialFolder|Drives)$"
)
_NO_NAME = re.compile(r"^ReferenceError: '?([\w$]+)'? is not defined")
_HOST_NAMES = """
window document navigator location screen history self top parent frames globalThis global
process require module exports define Buffer console setTimeout setInterval setImmediate
importScripts WScript ActiveXObject Enumerator VBArray ScriptEngine GetObject CollectGarbage
XMLHttpRequest XDomainRequest fetch Deno Bun chrome browser jQuery $ angular React Vue
Packages java load print Symbol Promise Map Set WeakMap Proxy Reflect Intl BigInt
WebAssembly SharedArrayBuffer Atomics performance crypto localStorage sessionStorage
indexedDB Worker structuredClone queueMicrotask TextEncoder TextDecoder URL Blob File
FileReader FormData Headers Request Response Event CustomEvent Image Audio Option Node
Element HTMLElement MutationObserver
"""
_HOSTS = frozenset(_HOST_NAMES.split())
"""Names that honest code asks for to find out where it is."""


class Behaviour:
    """What one run has shown so far. `note` takes what that means."""

    def __init__(self, note: Callable[[Finding, Spot], None]) -> None:
        self._note = note
        self._telltale: dict[str, None] = {}
        self._asked: dict[Spot, str] = {}
        self._errors: dict[int, tuple[bool, str, int, Spot]] = {}

    def used(self, path: str, spot: Spot) -> None:
        """Take the first use of an API."""
        if len(self._telltale) >= FINGERPRINTS or _TELLTALE.search(path) is None:
            return
        self._telltale[path] = None
        if len(self._telltale) == FINGERPRINTS:
            self._tell("environment-fingerprinting", ", ".join(self._telltale), spot)

    def threw(self, site: int, is_throw: bool, text: str, times: int, spot: Spot) -> None:
        """Take what was thrown or caught at a place so far, and how often."""
        if site in self._errors or len(self._errors) < MAX_SITES:
            self._errors[site] = is_throw, text[:EVIDENCE_CHARS], times, spot

    def asked_for_source(self, text: str, spot: Spot) -> None:
        """Take the source text of a function that was asked for."""
        if len(self._asked) < MAX_SITES:
            self._asked.setdefault(spot, " ".join(text[:EVIDENCE_CHARS].split()))

    def ended(self, limit: str | None, changes: Sequence[str]) -> None:
        """Take how it ended: the kind of limit that has ended it, and `changes` of tampering.js."""
        for _, (is_throw, text, times, spot) in sorted(self._errors.items()):
            name = None if is_throw else _NO_NAME.match(text)
            if name is not None and name[1] not in _HOSTS:
                self._tell("environment-check", text, spot)
            if times >= DISPATCHES:
                self._tell("time-waster", f"{text} ({times} times)", spot)
        for spot, text in self._asked.items():
            self._tell("tostring-check", text, spot)
        if limit == "memory":
            self._tell("memory-exhaustion", "there was no memory left")
        if limit == "loop_iterations":
            self._tell("time-waster", "loops have turned as often as they may")
        for change in changes:
            is_everywhere = change.startswith("added Object.prototype.")
            self._tell("prototype-pollution" if is_everywhere else "global-tampering", change)

    def _tell(self, detection: str, evidence: str, spot: Spot = NOWHERE) -> None:
        known = DETECTIONS[detection]
        self._note(
            Finding(detection, BEHAVIOUR, known.severity, known.meaning, evidence[:200]), spot
        )
