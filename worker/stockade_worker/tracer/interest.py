"""How interesting a string is to an analyst: by what it looks like, not by where it comes from."""

from __future__ import annotations

import re

DULL, PLAIN, HIGH, TOP = "dull", "plain", "high", "top"

LONGEST_LOOK, SHORT_LOOK = 4096, 256
"""Characters of a string that are looked at. A look at 4096 of them takes 0.1 ms."""

# Worth, what of it must be in the text in lower case (that is found twenty times as fast), and how.
_WORTH = (
    (95, (
        "://", "powershell", "pwsh", "script", "mshta", "rundll32", "regsvr32", "certutil",
        "bitsadmin", "schtasks", "vssadmin", "cmd", "/bin/", "curl", "wget",
    ), re.compile(
        r"(?<![A-Za-z0-9])(?:https?|ftp|wss?|hxxps?|file|ldap|jdbc)://[^\s\"']{3}"
        r"|\b(?:powershell|pwsh|wscript|cscript|mshta|rundll32|regsvr32|certutil|bitsadmin|schtasks|vssadmin)\b"
        r"|\bcmd(?:\.exe)?\s+/[ckr]\b|/bin/(?:ba|z|da)?sh\b|\b(?:curl|wget)\s+-?\S",
        re.IGNORECASE)),
    (90, (
        "xml", "adodb", "scripting", "shell.", "winhttp", "winmgmts", "explorer", "hkey_", "hkcu",
        "hklm", "hkcr", "hku\\", "\\run",
    ), re.compile(
        r"\b(?:M?S?XML\d?\.|ADODB\.|Scripting\.FileSystemObject"
        r"|Shell\.Application|WinHttp\.|winmgmts:|InternetExplorer\.Application)"
        r"|\bHKEY_|\bHK(?:CU|LM|CR|U)\\|\\CurrentVersion\\Run",
        re.IGNORECASE)),
    (85, (".", ":\\", "%", "/"), re.compile(
        r"\b\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?\b"
        r"|\.(?:exe|dll|scr|ps1|vbs|vbe|bat|cmd|hta|jar|jse|wsf|msi|lnk|docm|xlsm)\b"
        r"|\b[A-Za-z]:\\(?:[\w.$%~-][\w.$%~ -]|\Z)"
        r"|%(?:TEMP|APPDATA|PUBLIC|USERPROFILE|COMSPEC"
        r"|WINDIR|PROGRAMDATA)%"
        r"|/(?:tmp|etc|home|proc|dev|usr|var)/[\w.-]",
        re.IGNORECASE)),
    (75, (".", "@", "user-agent", "mozilla/", "<"), re.compile(
        r"\b[\w-]{2,63}\.(?:com|net|org|ru|cn|info|biz|xyz|top|io|club|site|online|onion|su|tk|pw|cc)\b"
        r"|\b[\w.+-]{1,64}@[\w-]{1,63}\.\w{2,}\b|User-Agent|Mozilla/\d|<(?:script|iframe|object|embed)\b",
        re.IGNORECASE)),
    (60, (
        "eval", "function", "document", "window", "process", "require", "xmlhttp", "activex",
        "localstorage", "innerhtml", "fromcharcode", "importscripts",
    ), re.compile(
        r"\beval\s*\(|\bnew\s+Function\b|\bfunction\s*\w*\s*\(|\b(?:document|window|process|require)\b\s*[.(\[]"
        r"|\b(?:child_process|XMLHttpRequest|ActiveXObject|localStorage|innerHTML|fromCharCode|importScripts)\b")),
)  # fmt: skip
_STRONG = 90
"""Worth from which a find counts in the middle of noise too."""

_ENCODED = re.compile(
    r"[A-Za-z0-9+/_-]{40,}={0,2}|(?:[0-9a-fA-F]{2}){20,}|(?:\\x|%u?)[0-9a-fA-F]{2}"
)
_ESCAPES = re.compile(r"(?:%[0-9a-fA-F]{2})+")
_WORDS = re.compile(r"\b[A-Za-z][a-z]{2,30}+[\s_,.;:!?-]{1,3}[A-Za-z][a-z]")
_NAME = re.compile(r"[A-Za-z_$][\w$.]*\Z")
_ODD = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\xff\ufffd\ue000-\uf8ff]+")
_MOST_ESCAPED = 0.6
_MOST_NOISE = 0.2


def interest_of(text: str, most: int = LONGEST_LOOK) -> int:
    """Return 0 to 100; `most`: characters that are looked at."""
    part = text[:most]
    is_noise = _is_noise(part)
    lower = part.lower()
    for worth, needles, pattern in _WORTH:
        if is_noise and worth < _STRONG:
            break
        if any(needle in lower for needle in needles) and pattern.search(part):
            return worth
    if is_noise:
        return 5
    if "%" in part and sum(map(len, _ESCAPES.findall(part))) > _MOST_ESCAPED * len(part):
        return 15  # a step on the way: what comes of it is a string too
    if _ENCODED.search(part):
        return 45
    if _WORDS.search(part):
        return 40
    return 25 if _NAME.match(part) else 15


def _is_noise(text: str) -> bool:
    """Tell whether it is no text: bytes taken for letters, or what a wrong key gives."""
    return len(_ODD.sub("", text)) < (1 - _MOST_NOISE) * len(text)


def rank_of(interest: int) -> str:
    """Return the class in which a string competes for its place in the trace."""
    if interest >= 85:
        return TOP
    if interest >= 60:
        return HIGH
    return PLAIN if interest >= 20 else DULL
