"""Wrap a program in two more layers, as droppers do: a packer's eval around a Function constructor.

    python examples/src/wrap.py inner.js > layers.obfuscated.js

The inner program is a function body in ASCII. What comes out has the value that it returns.
"""  # noqa: INP001 - a script, not a package

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

KEY = "k3y-0f-2"
CHUNK = 32

LOADER = """\
var parts = [{parts}];
var data = parts.join(""), key = {key}, code = "";
for (var at = 0; at < data.length; at += 2) {{
  var byte = parseInt(data.substr(at, 2), 16);
  code += String.fromCharCode(byte ^ key.charCodeAt(at / 2 % key.length));
}}
[]["filter"]["constructor"](code)();
"""
"""A function made from XORed text, by a path on which the word Function does not appear."""

PACKER = """\
eval(function(p,k){{return p.replace(/\\w+/g,function(w){{return k[parseInt(w,36)]}})}}\
({text},{words}.split("|")))
"""
"""Every word of the text is the number of one in a list."""


def in_function(program: bytes) -> str:
    """Return code that decodes `program` and calls it as a function."""
    hidden = bytes(byte ^ ord(KEY[at % len(KEY)]) for at, byte in enumerate(program)).hex()
    parts = (hidden[at : at + CHUNK] for at in range(0, len(hidden), CHUNK))
    shown = ", ".join(json.dumps(part) for part in parts)
    return LOADER.format(parts=shown, key=json.dumps(KEY))


def packed(program: str) -> str:
    """Return code that puts the words of `program` back and evaluates it."""
    words: dict[str, int] = {}
    text = re.sub(r"\w+", lambda word: in_base_36(words.setdefault(word[0], len(words))), program)
    return PACKER.format(text=json.dumps(text), words=json.dumps("|".join(words)))


def in_base_36(number: int) -> str:
    """Return a number as JavaScript's parseInt(text, 36) reads it."""
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    text = digits[number % 36]
    while number := number // 36:
        text = digits[number % 36] + text
    return text


if __name__ == "__main__":
    sys.stdout.write(packed(in_function(Path(sys.argv[1]).read_text("ascii").encode())))
