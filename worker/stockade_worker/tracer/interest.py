"""How interesting a string is to an analyst: by what it looks like, not by where it comes from."""

from __future__ import annotations

import re

DULL, PLAIN, HIGH = "dull", "plain", "high"

_WORTH = (
    (95, re.compile(
        r"\b(?:https?|ftp|wss?|hxxps?|file|ldap|jdbc)://[^\s\"']{3}"
        r"|\b(?:powershell|pwsh|wscript|cscript|mshta|rundll32|regsvr32|certutil|bitsadmin|schtasks|vssadmin)\b"
        r"|\bcmd(?:\.exe)?\s+/[ckr]\b|/bin/(?:ba|z|da)?sh\b|\b(?:curl|wget)\s+-?\S",
        re.IGNORECASE)),
    (90, re.compile(
        r"\b(?:WScript\.(?:Shell|Network|CreateObject)|M?S?XML\d?\.|ADODB\.|Scripting\.FileSystemObject"
        r"|Shell\.Application|WinHttp\.|winmgmts:|InternetExplorer\.Application)"
        r"|\bHKEY_|\bHK(?:CU|LM|CR|U)\\|\\CurrentVersion\\Run",
        re.IGNORECASE)),
    (85, re.compile(
        r"\b\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?\b"
        r"|\.(?:exe|dll|scr|ps1|vbs|vbe|bat|cmd|hta|jar|jse|wsf|msi|lnk|docm|xlsm)\b"
        r"|\b[A-Za-z]:\\|%(?:TEMP|APPDATA|PUBLIC|USERPROFILE|COMSPEC|WINDIR|PROGRAMDATA)%"
        r"|/(?:tmp|etc|home|proc|dev|usr|var)/[\w.-]",
        re.IGNORECASE)),
    (75, re.compile(
        r"\b[\w-]{2,}\.(?:com|net|org|ru|cn|info|biz|xyz|top|io|club|site|online|onion|su|tk|pw|cc)\b"
        r"|\b[\w.+-]+@[\w-]+\.\w{2,}\b|User-Agent|Mozilla/\d|<(?:script|iframe|object|embed)\b",
        re.IGNORECASE)),
    (60, re.compile(
        r"\beval\s*\(|\bnew\s+Function\b|\bfunction\s*\w*\s*\(|\b(?:document|window|process|require)\b\s*[.(\[]"
        r"|\b(?:child_process|XMLHttpRequest|ActiveXObject|localStorage|innerHTML|fromCharCode|importScripts)\b")),
)  # fmt: skip
_ENCODED = re.compile(r"[A-Za-z0-9+/_-]{40,}={0,2}|(?:[0-9a-fA-F]{2}){20,}|(?:\\x|%)[0-9a-fA-F]{2}")
_WORDS = re.compile(r"[A-Za-z][a-z]{2,}(?:[\s_,.;:!?-]+[A-Za-z][a-z]+)+")
_NAME = re.compile(r"[A-Za-z_$][\w$.]*\Z")


def interest_of(part: str) -> int:
    """Return 0 to 100 for a text, or for its beginning: a kilobyte takes up to 0.3 ms."""
    for worth, pattern in _WORTH:
        if pattern.search(part):
            return worth
    printable = sum(map(str.isprintable, part))
    if printable < 0.8 * len(part):
        return 5
    if _ENCODED.search(part):
        return 45
    if _WORDS.search(part):
        return 40
    return 25 if _NAME.match(part) else 15


def rank_of(interest: int) -> str:
    """Return the class in which a string competes for its place in the trace."""
    if interest >= 60:
        return HIGH
    return PLAIN if interest >= 20 else DULL
