"""Modules that a guest may import: those whose text it has itself, in a data: URL.

Source: RFC 2397; HTML Standard, JavaScript MIME type.
"""

from __future__ import annotations

import binascii
import re
from urllib.parse import unquote_to_bytes

_DATA = re.compile(
    r"data:(?:text|application)/(?:x-)?(?:java|ecma)script((?:;[^,;]*)*),", re.IGNORECASE
)


def import_data(name: str) -> bytes | None:
    """Return the text of a module by its name, or None if it is no data: URL of JavaScript."""
    head = _DATA.match(name)
    if head is None:
        return None
    body = unquote_to_bytes(name[head.end() :])
    if head[1].lower().endswith(";base64"):
        try:
            body = binascii.a2b_base64(body)
        except binascii.Error:
            return None
    return body if _is_text(body) else None


def _is_text(body: bytes) -> bool:
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True
