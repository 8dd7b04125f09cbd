"""Write a script the way droppers are written: no string and no name of it can be read any more.

    python examples/src/conceal.py examples/src/dropper.js > examples/dropper.js

Every string becomes an entry of a table, in pieces, backwards or as numbers; every name that the
script declares becomes noise; comments that say nothing stand between the lines. The same script
gives the same bytes.
"""  # noqa: INP001 - a script, not a package

from __future__ import annotations

import json
import random
import re
import sys
from collections.abc import Callable
from pathlib import Path

TOKEN = re.compile(
    r'(?P<string>"(?:[^"\\]|\\.)*")|(?P<conditional>/\*@.*?@\*/)'
    r"|(?P<comment>//[^\n]*|/\*.*?\*/)|(?<=[\w)\]])\.(?P<member>[A-Za-z_]\w*)"
    r"|(?P<name>(?<![\w.$])[A-Za-z_]\w*(?!\w*\s*:))",
    re.DOTALL,
)
"""Strings, conditional compilation, comments, members after a dot, and other names."""
DECLARED = re.compile(
    r"\b(?:var|let|const|function|catch)\s*\(?\s*(\w+)|\bfunction\s*\w*\(([^)]*)\)"
)
SAYINGS = (
    "the quarterly balance was settled by the committee",
    "please find the enclosed statement for your records",
    "weather in the northern valleys remained mild",
    "minutes of the annual meeting, page",
)
TABLE, READ = "ledger", "entry"
READER = """\
function {read}(at) {{
  var row = {table}[at], coded = typeof row[0] == "number", text = "";
  if (coded) for (var i = 1; i < row.length; i++) text += String.fromCharCode(row[i] - row[0]);
  else for (var j = row.length - 1; j >= 0; j--) text += row[j].split("").reverse().join("");
  return text;
}}
"""


def conceal(script: str, chance: random.Random) -> str:
    """Return the script with its strings, its names and its meaning out of sight."""
    table: list[str] = []
    in_strings = "\n".join(match["string"] or "" for match in TOKEN.finditer(script))
    declared = (re.findall(r"\w+", " ".join(found)) for found in DECLARED.findall(script))
    names = {name: noise(chance) for group in declared for name in group}
    kept = {name for name in names if re.search(rf"\b{name}\b", in_strings)}
    words = {name: name if name in kept else hidden for name, hidden in names.items()}
    words |= {TABLE: noise(chance), READ: noise(chance)}

    def entry(text: str) -> str:
        table.append(row(text, chance))
        return f"{words[READ]}({len(table) - 1})"

    def replaced(match: re.Match[str]) -> str:
        if match["string"]:
            return entry(json.loads(match["string"]))
        if match["member"]:
            return f"[{entry(match['member'])}]"
        if match["conditional"]:
            return re.sub(r"\w+", lambda word: words.get(word[0], word[0]), match[0])
        return "" if match["comment"] else words.get(match[0], match[0])

    body = TOKEN.sub(replaced, script)
    rows = ",\n".join(table)
    reader = READER.format(read=words[READ], table=words[TABLE])
    lines = f"var {words[TABLE]} = [\n{rows}\n];\n{reader}{body}".split("\n")
    return "\n".join(commented(line.strip(), chance) for line in lines if line.strip()) + "\n"


def row(text: str, chance: random.Random) -> str:
    """Return a string as an entry of the table: numbers with an offset, or pieces backwards."""
    if chance.random() < 0.4:
        offset = chance.randrange(11, 400)
        return json.dumps([offset, *(ord(character) + offset for character in text)])
    size = chance.randrange(2, 6)
    pieces = [text[at : at + size][::-1] for at in range(0, len(text), size)]
    return json.dumps(pieces[::-1] or [""])


def noise(chance: random.Random) -> str:
    """Return a name that says nothing."""
    pick: Callable[[str], str] = chance.choice
    return "".join(pick("bcdfglmnprstv") + pick("aeiou") for _ in range(5)) + pick("xyz")


def commented(line: str, chance: random.Random) -> str:
    """Return a line, some of them with a comment before them."""
    if chance.random() < 0.35 and not line.startswith("/*@"):
        return f"/* {chance.choice(SAYINGS)} {chance.randrange(10, 99)} */ {line}"
    return line


if __name__ == "__main__":
    source = Path(sys.argv[1]).read_text(encoding="ascii")
    sys.stdout.write(conceal(source, random.Random(40233)))  # noqa: S311 - the same bytes each time
