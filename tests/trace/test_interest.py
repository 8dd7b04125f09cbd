"""What an analyst wants to see first ranks first, and noise last."""

from __future__ import annotations

import pytest

from stockade_worker.tracer.interest import DULL, HIGH, PLAIN, TOP, interest_of, rank_of

TABLE = {
    "http://a.test/x": 95,
    "HXXPS://evil[.]test/": 95,
    "ftp://1.2.3.4/a": 95,
    "wss://c2.test:8443/": 95,
    "powershell -nop -w hidden -enc SQBFAFgA": 95,
    "cmd.exe /c whoami": 95,
    "cmd /K dir": 95,
    "/bin/bash -i": 95,
    "curl -s x": 95,
    "rundll32 a,b": 95,
    "WScript.Shell": 95,
    "WScript.Network": 95,
    "MSXML2.XMLHTTP": 90,
    "ADODB.Stream": 90,
    "HKEY_LOCAL_MACHINE\\Software": 90,
    "HKCU\\Software\\Microsoft": 90,
    "Scripting.FileSystemObject": 90,
    "10.0.0.1:8080": 85,
    "C:\\Windows\\Temp": 85,
    "C:\\": 85,
    "%APPDATA%\\x": 85,
    "payload.exe": 85,
    "/etc/passwd": 85,
    "evil.com": 75,
    "a.b@c.de": 75,
    "User-Agent": 75,
    "<script>": 75,
    "document.cookie": 60,
    "function a(b){}": 60,
    "eval(": 60,
    "aGVsbG8gd29ybGQgaGVsbG8gd29ybGQgaGVsbG8gd29ybGQ=": 45,
    "\\x68\\x74\\x74\\x70": 45,
    "%u9090%u9090%u9090": 45,
    "two words": 40,
    "Привет, мир": 15,
    "constructor": 25,
    "a1 b2 c3": 15,
    "{}[]();": 15,
    # noise
    "Z:\\\xcd\xdb\x14": 5,
    "q:\\\x01": 5,
    "\x00\x01\x02\x03": 5,
    "ÿþýüûúùø": 5,
    "\x93ab\x0f\x1e.com\xe9\xf1": 5,
    "%68%74%74%70%3a%2f%2f": 15,
    "%68%74%74p%3a": 15,
    # what is clear is not lost in it
    "\x00\x01\x02\x03\xfc\xe8http://evil.test/\x00\x90\x90\x90\x90\x90\x90": 95,
    "caf\xe9 with milk": 40,
}


@pytest.mark.parametrize("text", TABLE, ids=ascii)
def test_interest_is_as_in_the_table(text: str) -> None:
    assert interest_of(text) == TABLE[text]


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("http://a.test/", TOP),
        ("eval(x)", HIGH),
        ("two words", PLAIN),
        ("%68%74%74%70", DULL),
        ("Z:\\\xcd\x14", DULL),
    ],
)
def test_ranks_are_as_in_the_table(text: str, rank: str) -> None:
    assert rank_of(interest_of(text)) == rank
