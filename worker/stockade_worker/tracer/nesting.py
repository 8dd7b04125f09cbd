"""Tells how deep the braces of a source are nested, before a parser sees it.

tree-sitter keeps its stacks in the heap, with one exception: where `{a:` may begin a block or an
object, both readings are kept, and to free them takes a C call per level, of about 100 bytes of
stack. An 8 MiB stack ends at 85,000 levels, by SIGSEGV. The engine's own parser gives up thousands
of levels before, so nothing that runs is lost.
"""

from __future__ import annotations

import re
from array import array
from itertools import accumulate

# Strings and comments, ended or not. A regular expression that holds quotes or braces is taken for
# code: code made for it can hide its depth, and kill its own worker.
_QUOTED = re.compile(
    rb'"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"?'
    rb"|'[^'\\\n]*+(?:\\.[^'\\\n]*+)*+'?"
    rb"|/\*[\s\S]*?(?:\*/|\Z)|//[^\n]*+",
    re.DOTALL,
)
_STEPS = bytes.maketrans(b"{}", b"\x01\xff")  # 1 and -1 as signed bytes
_NO_BRACES = bytes(set(range(256)) - set(b"{}"))


def is_nested_deeper(source: bytes, levels: int) -> bool:
    """Tell whether braces are nested more than `levels` deep."""
    if source.count(b"{") <= levels:
        return False
    steps = array("b", _QUOTED.sub(b"", source).translate(_STEPS, _NO_BRACES))
    depths = array("i", accumulate(steps, initial=0))
    return max(depths) - min(depths) > levels
