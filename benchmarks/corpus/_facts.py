"""Facts about what a sample did, in a form in which two sandboxes can agree.

Two runs never have the same folders, the same chance or the same clock. So names are compared
without case and without the folder, addresses without their query, and where a name is made by
chance its shape is what can be compared.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

KINDS = ("url", "object", "file", "command")

_TEMPORARY = re.compile(r"^(temp)?rad[0-9a-f]{5}\.tmp(?=\.|$)|^tempfile[\[_]\d+\]?(\.tmp)?(?=\.|$)")
"""Names that two sandboxes make up for FileSystemObject.GetTempName, after a folder's or not."""
_OWN_NAME = re.compile(r"^(script_full_name\.js|malware/.*)$")


@dataclass(frozen=True, slots=True, order=True)
class Fact:
    """One thing that a sample did; kind is one of `KINDS`, text what remains of its name."""

    kind: str
    text: str


def url(text: str) -> Fact:
    """Return the fact that an address was asked for: scheme, host, port and path."""
    text = text.strip().replace("\\", "/")
    try:
        parts = urlsplit(text)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return Fact("url", text.partition("?")[0].lower())
    if not parts.scheme or not parts.netloc:
        return Fact("url", text.partition("?")[0].lower())
    if port in (None, {"http": 80, "https": 443}.get(parts.scheme)):
        where = host
    else:
        where = f"{host}:{port}"
    path = unquote(parts.path).rstrip("/")
    return Fact("url", f"{parts.scheme.lower()}://{where}{path}")


def com_object(text: str) -> Fact:
    """Return the fact that a COM object was asked for, by its ProgID or moniker."""
    return Fact("object", text.strip().strip("\"'").lower())


def file(path: str, own_name: str) -> Fact:
    """Return the fact that a file was touched; `own_name` is the name of the sample's own."""
    path = path.strip().strip("\"'").replace("\\", "/").lower()
    if _OWN_NAME.match(path) or path.endswith("/" + own_name.lower()):
        return Fact("file", "(itself)")
    name = path.rstrip("/").rpartition("/")[2]
    return Fact("file", _TEMPORARY.sub("(temporary)", name))


def command(line: str) -> Fact:
    """Return the fact that a command was run: its words, without folders."""
    words = re.split(r"\s+", line.strip().replace("\\", "/").lower())
    kept = (_TEMPORARY.sub("(temporary)", word.strip("\"'").rpartition("/")[2]) for word in words)
    return Fact("command", " ".join(filter(None, kept)))


def shape(fact: Fact) -> str:
    """Return what stays the same of a name that is made by chance: letters, digits, extension.

    `63994530.exe` and `1208.exe` have one shape, `a7Xc.exe` has another.
    """
    stem, dot, extension = fact.text.partition(".")
    stem = re.sub(r"[a-z]+", "a", stem)
    stem = re.sub(r"\d+", "0", stem)
    return f"{fact.kind} {'a' if 'a' in stem else stem}{dot}{extension}"
