"""Finds the scripts in markup: pages, .hta, .wsf and .sct files that are run as they are."""

from __future__ import annotations

import re

_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?+\s*+<(?:[a-zA-Z?]|!(?!--)|!--[\s\S]*?-->\s*+<)")
_OPENING = re.compile(rb"<script\b", re.IGNORECASE)
_CLOSING = re.compile(rb"</script\b", re.IGNORECASE)
_OTHER_LANGUAGE = re.compile(
    rb"\b(?:language|type)\s*+=\s*+[\"']?+[^\"'>]{0,40}?(?:vbs|perl|json)", re.IGNORECASE
)
_CHARACTER_DATA = re.compile(rb"<!\[CDATA\[|\]\]>")
_LINES = re.compile(rb"[^\r\n]+")


def is_markup(source: bytes) -> bool:
    """Tell whether the text begins with a tag. No script does."""
    return _MARKUP.match(source) is not None


def scripts_of(source: bytes) -> bytes:
    """Return markup with everything blanked that is no script, line breaks excepted."""
    parts: list[bytes] = []
    at = 0
    while (opening := _OPENING.search(source, at)) is not None:
        start = source.find(b">", opening.end()) + 1
        if not start:
            break
        parts.append(blank(source[at:start]))
        at = start
        attributes = source[opening.end() : start - 1]
        if attributes.endswith(b"/"):
            continue
        closing = _CLOSING.search(source, start)
        end, at = closing.span() if closing is not None else (len(source),) * 2
        if _OTHER_LANGUAGE.search(attributes):
            parts.append(blank(source[start:at]))
        else:
            text = _CHARACTER_DATA.sub(lambda found: b" " * len(found[0]), source[start:end])
            parts += (text, b";".ljust(at - end)[: at - end])
    parts.append(blank(source[at:]))
    return b"".join(parts)


def blank(text: bytes) -> bytes:
    """Return as many spaces, with the line breaks where they were."""
    return _LINES.sub(lambda found: b" " * len(found[0]), text)
