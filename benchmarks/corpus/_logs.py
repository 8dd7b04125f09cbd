"""What malware-jail's logs say a sample did.

A log has one line for each thing that its make-believe host was asked for, with a date in front.
What it says before it starts the sample, and while it cleans up, is about itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from . import _facts
from ._facts import Fact

STARTS, ENDS = "==> Executing malware file", "==> Cleaning up sandbox"
_LINE = re.compile(r"\d+ \w+ [\d:]+ - (.*)")
_SAMPLE = re.compile(r"=> Executing: (malware/.*?\.js)\b")
_CUT = "... (truncated)"

_OBJECT = re.compile(r"^(?:ActiveXObject|WScript\.CreateObject)\((.*)\)$")
_MONIKER = re.compile(r"^GetObject\((.*?)(?:, undefined)?\)$")
_OPEN = re.compile(r"^[\w.]+\[\d+\]\.open\((?:GET|POST|HEAD|PUT),(.*),[^,]*\)$", re.IGNORECASE)
_SCRIPT_SOURCE = re.compile(r"\.src ?= ?(?:\(string\) )?'(https?://[^']*)'")
_FILE = re.compile(
    r"^[\w.]+\[\d+\]\.(?:SaveToFile|OpenTextFile|CreateTextFile|DeleteFile|GetFile)"
    r"\((.*?)(?:, (?:\d|undefined|true|false))*\)(?: => .*)?$"
)
_COPY = re.compile(r"^[\w.]+\[\d+\]\.(?:CopyFile|MoveFile)\((?:.*), ?(.*)\)$")
_RUN = re.compile(r"^[\w.]+\[\d+\]\.(?:Run|Exec)\((.*?)(?:, ?(?:\d|undefined|true|false))*\)$")
_EXECUTE = re.compile(r"^[\w.]+\[\d+\]\.ShellExecute\(([^,]*),([^,]*),.*\)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """One log, read.

    sample      the path of the sample in the corpus; "" if the log names none.
    facts       what it did, each once.
    saw_a_page  a document was used, so the sample also runs in a browser.
    """

    name: str
    sample: str
    facts: frozenset[Fact]
    saw_a_page: bool


def parse(name: str, text: str) -> Log:
    """Read a log."""
    begin = text.find(STARTS)
    end = text.find(ENDS, begin)
    body = "" if begin < 0 else text[begin : None if end < 0 else end]
    found = _SAMPLE.search(body)
    sample = found[1] if found else ""
    lines = [match[1].rstrip("\r") for match in _LINE.finditer(body)]
    own_name = sample.rpartition("/")[2]
    facts = {fact for line in lines for fact in _facts_of(line, own_name) if fact.text}
    saw_a_page = any(line.startswith(("document[", "new Element[")) for line in lines)
    return Log(name=name, sample=sample, facts=frozenset(facts), saw_a_page=saw_a_page)


def _facts_of(line: str, own_name: str) -> Iterator[Fact]:
    if _CUT in line:
        return
    if match := _OBJECT.match(line) or _MONIKER.match(line):
        yield _facts.com_object(match[1])
    elif match := _OPEN.match(line):
        yield _facts.url(match[1])
    elif match := _COPY.match(line) or _FILE.match(line):
        yield _facts.file(match[1], own_name)
    elif match := _RUN.match(line):
        yield _facts.command(match[1])
    elif match := _EXECUTE.match(line):
        yield _facts.command(f"{match[1]} {match[2]}")
    elif match := _SCRIPT_SOURCE.search(line):
        yield _facts.url(match[1])
