"""Downloads for samples that decrypt what they fetch, and look whether a program comes out.

The usual cipher is XOR with a short key that stands in the code. So a run shows the key, as an
argument or as a string that was put together; encrypted with it, a made-up program passes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import cycle

from stockade import RunResult

MOST_KEYS = 6
PROGRAM = "MZ" + "\x00" * 200_000
"""What a sample takes for a program: the mark at its beginning, and more than an error page has."""
_KEY = re.compile(r"[\x21-\x7e]{8,64}")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_CLASSES = (re.compile("[a-z]"), re.compile("[A-Z]"), re.compile("[0-9]"))


def bodies(result: RunResult) -> Iterator[tuple[str, str]]:
    """Yield keys that a run has shown, the most used first, and the program encrypted with each."""
    for key in _keys(result)[:MOST_KEYS]:
        yield key, "".join(chr(ord(a) ^ ord(b)) for a, b in zip(PROGRAM, cycle(key), strict=False))


def _keys(result: RunResult) -> list[str]:
    """Return what looks like a key: one word of letters of both kinds and digits."""
    uses: dict[str, int] = {}
    for function in result.trace.functions if result.trace else ():
        if function.calls is None:
            continue
        for argument in {*function.calls.first_arguments, *function.calls.last_arguments}:
            quoted = _QUOTED.fullmatch(argument)
            if quoted and _is_key(quoted[1]):
                uses[quoted[1]] = uses.get(quoted[1], 0) + function.calls.count
    return sorted(uses, key=lambda key: -uses[key])


def _is_key(text: str) -> bool:
    return bool(_KEY.fullmatch(text)) and all(kind.search(text) for kind in _CLASSES)
