"""Modules that a guest may import: those whose text it has itself, in a data: URL.

Source: RFC 2397; HTML Standard, JavaScript MIME type; Infra Standard, forgiving-base64 decode.
"""

from __future__ import annotations

import binascii
import re
from urllib.parse import unquote_to_bytes

_DATA = re.compile(
    r"data:(?:text|application)/(?:x-)?(?:java|ecma)script((?:;[^,;]*)*),", re.IGNORECASE
)
_BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def import_data(name: str) -> bytes | None:
    """Return the text of a module by its name, or None if it is no data: URL of JavaScript."""
    head = _DATA.match(name)
    if head is None:
        return None
    body = unquote_to_bytes(name[head.end() :])
    if head[1].lower().endswith(";base64"):
        decoded = _decode_base64(body)
        return decoded if decoded is not None and _is_text(decoded) else None
    return body if _is_text(body) else None


def _decode_base64(body: bytes) -> bytes | None:
    digits = body.translate(None, b"\t\n\f\r ")
    if len(digits) % 4 == 0:
        digits = digits.removesuffix(b"=").removesuffix(b"=")
    if len(digits) % 4 == 1 or digits.translate(None, _BASE64):
        return None
    return binascii.a2b_base64(digits + b"=" * (-len(digits) % 4))


def _is_text(body: bytes) -> bool:
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True
