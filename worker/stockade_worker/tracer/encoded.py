"""Decodes what Microsoft's script encoder made of a script (JScript.Encode, files named .jse).

Format: `#@~^`, six base64 digits and `==` (the length), the text, six and `==` (a checksum), and
`^#~@`. The n-th character of the text went through one of three permutations of tab and the
printable ASCII characters; which one, a list of 64 says, over and over. Five characters are written
as `@` and a sign instead, so that the text stays harmless in markup. What is not ASCII stays, and
does not count.
"""

from __future__ import annotations

import re

OPENING = b"#@~^"
_CLOSING = b"==^#~@"
_DIGITS_BYTES = 6
_HEAD_BYTES = len(OPENING) + _DIGITS_BYTES + 2

_CLEAR = b"\t" + bytes(range(0x20, 0x80))
_NOT_PERMUTED = b"<>@"
_PERMUTED = (  # three times what _CLEAR becomes, with a "?" for each that is not permuted
    b"dP\"Ja^][B`#e_~ORz!F &c*vG%,)i?'?g?bAZf2sMCq9|SH1rnpI?Kj.\x7f(5}$-T7{=l4mN+0otkL3V:xWw;D/YE"
    b"\\h6Xy\tu8UQ7~ZE:yY'vcbMQSR &Tq+f*X\x7f{01lI?x?_?)$/93o!u(BFJ\\H6K}]jPi#\tpet,wD?m|C8^[nWL4r%"
    b'VshUG25.dO;-Aaz"`kN=gi,er[fuLEv*C3B cJZ8y2Wl+FRO=p?{?Q?z~;GAwV_&xndtg}h5"U:`jqoI\\]\'Y%|#m'
    b"(19\x7f6T4bN0^s\tKa$MkD!7SXH.P-)?/"
)
_ORDER = bytes(map(int, "1201202002021020102011200210200211020201011201021020112001120102"))
_ESCAPE = re.compile(rb"@([#&!*$])")
_ESCAPED = {b"#": b"\r", b"&": b"\n", b"!": b"<", b"*": b">", b"$": b"@"}
_ASCII = re.compile(rb"[\x00-\x7f]++")


def _table(which: int) -> bytes:
    permuted = _PERMUTED[which * len(_CLEAR) :][: len(_CLEAR)]
    pairs = [pair for pair in zip(permuted, _CLEAR, strict=True) if pair[1] not in _NOT_PERMUTED]
    return bytes.maketrans(bytes(pair[0] for pair in pairs), bytes(pair[1] for pair in pairs))


_TABLES = tuple(map(_table, range(3)))


def decode_blocks(source: bytes) -> bytes:
    """Return `source` with each encoded block decoded, and blanks up to its old length."""
    parts: list[bytes] = []
    at = 0
    while (start := source.find(OPENING, at)) >= 0:
        end = source.find(_CLOSING, start + _HEAD_BYTES + _DIGITS_BYTES)
        if end < 0:
            break
        after = end + len(_CLOSING)
        clear = _decoded(source[start + _HEAD_BYTES : end - _DIGITS_BYTES])
        parts += (source[at:start], clear.ljust(after - start))
        at = after
    if not parts:
        return source
    return b"".join((*parts, source[at:]))


def _decoded(text: bytes) -> bytes:
    # None of the five escaped characters stands for another: the tables leave them as they are.
    plain = _ESCAPE.sub(lambda found: _ESCAPED[found[1]], text)
    clear = bytearray(plain)
    counted = 0
    for run in _ASCII.finditer(plain):
        start, end = run.span()
        for phase in range(min(len(_ORDER), end - start)):
            table = _TABLES[_ORDER[(counted + phase) % len(_ORDER)]]
            every = slice(start + phase, end, len(_ORDER))
            clear[every] = clear[every].translate(table)
        counted += end - start
    return bytes(clear)
