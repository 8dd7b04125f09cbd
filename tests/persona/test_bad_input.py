"""Stubs called with anything, looked at by anyone, and called a million times.

The crawler is guest code: it finds every function of the host from the global object on, and calls
each with arguments that no honest program has. What it reports as wrong is what a sample could see.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from stockade import Outcome, Policy, PoolLimits, RunResult, Supervisor

CRAWLER = (Path(__file__).parent / "crawler.js").read_text(encoding="utf-8")
PERSONAS = ("bare", "browser", "node", "wsh")
ROUNDS = (
    "nothing", "missing", "numbers", "texts", "symbols", "bigints", "large", "throwing", "getters",
    "endless", "functions", "objects", "buffers", "itself", "world",
)  # fmt: skip
REPORT = "/*report "
FORMATS = {
    "bare": "(name) => `function ${name}() { [native code] }`",
    "browser": "(name) => `function ${name}() { [native code] }`",
    "node": "(name) => `function ${name}() { [native code] }`",
    "wsh": "(name) => `\\nfunction ${name}() {\\n    [native code]\\n}\\n`",
}
FEWEST = {"bare": 10, "browser": 500, "node": 500, "wsh": 10}
"""Functions that there are at least: a crawler that finds nothing would be content."""


@pytest.fixture(scope="module")
def supervisor(outlives_tests: None) -> Iterator[Supervisor]:
    limits = PoolLimits(workers=1, spares=0, rss_bytes=4 << 30)
    with Supervisor(Policy.development(), pool=limits) as supervisor:
        yield supervisor


def run(supervisor: Supervisor, persona: str, source: str) -> RunResult:
    return supervisor.run(source, policy=Policy.development(persona=persona), kind="script")


def crawl(supervisor: Supervisor, persona: str, what: str, first: str = "") -> dict[str, Any]:
    """Run the crawler, after some code of the test's, and return what it says."""
    said = report_of(run(supervisor, persona, f"{CRAWLER}\n{first}\ncrawler.{what}"))
    assert said["functions"] >= FEWEST[persona]
    return said


def report_of(result: RunResult) -> dict[str, Any]:
    """Return what the crawler has said, in a run that ended as it may with a whole trace.

    Timers and rejected promises that its calls have left behind may end it with an error.
    """
    assert result.outcome in (Outcome.COMPLETED, Outcome.THREW, Outcome.LIMIT), result
    assert result.trace is not None
    assert result.trace.complete
    texts = [made.text for made in result.trace.generations if made.text.startswith(REPORT)]
    assert texts, (result.outcome, result.error, result.limit)
    said: dict[str, Any] = json.loads(texts[0].removeprefix(REPORT).removesuffix("*/"))
    return said


@pytest.mark.parametrize("persona", PERSONAS)
def test_every_stub_looks_native(supervisor: Supervisor, persona: str) -> None:
    said = crawl(supervisor, persona, f"look({FORMATS[persona]})")
    assert said["wrong"] == []


@pytest.mark.parametrize("round_of_calls", ROUNDS)
@pytest.mark.parametrize("persona", PERSONAS)
def test_no_call_shows_what_is_behind(
    supervisor: Supervisor, persona: str, round_of_calls: str
) -> None:
    said = crawl(supervisor, persona, f"call({json.dumps(round_of_calls)})")
    assert said["wrong"] == []


@pytest.mark.parametrize("persona", PERSONAS)
def test_the_builtins_may_be_frozen_first(supervisor: Supervisor, persona: str) -> None:
    freeze = "for (const each of [Object, Array, Function, String, Error])"
    freeze += " { Object.freeze(each); Object.freeze(each.prototype); }"
    assert crawl(supervisor, persona, 'call("nothing")', first=freeze)["wrong"] == []


def test_the_crawler_sees_what_is_wrong(supervisor: Supervisor) -> None:
    bad = 'globalThis.bad = () => "stockade"; globalThis.worse = () => () => 1;'
    wrong = crawl(supervisor, "bare", 'call("nothing")', first=bad)["wrong"]
    assert '.bad: says "stockade"' in wrong
    assert any(line.startswith(".worse: shows its source") for line in wrong)
    wrong = crawl(supervisor, "bare", f"look({FORMATS['bare']})", first=bad)["wrong"]
    assert any(line.startswith(".bad: its text is") for line in wrong)


FLOODS = {
    "browser": {
        "beacons": "navigator.sendBeacon(`https://flood-${i}.example/`, 'x');",
        "requests": "const r = new XMLHttpRequest(); r.open('GET', `/${i}`); r.send();",
        "nodes": "document.body.appendChild(document.createElement('div'));",
        "markup": "document.body.innerHTML += '<b>x</b>';",
        "stored": "try { localStorage.setItem('k' + i, 'x'.repeat(100)); } catch (full) {}",
        "listeners": "addEventListener('click', () => i);",
        "messages": "postMessage({ i }, '*');",
    },
    "node": {
        "files": "require('fs').writeFileSync(`/tmp/flood-${i}`, 'x'.repeat(100));",
        "processes": "require('child_process').exec(`flood ${i}`);",
        "requests": "require('http').get(`http://flood-${i}.example/`).on('error', () => {});",
        "buffers": "Buffer.alloc(10000).toString('hex');",
    },
    "wsh": {
        "files": "files.CreateTextFile('C:\\\\flood-' + i, true).Write('xxxxxxxxxxxxxxxxxxxx');",
        "processes": "shell.Run('flood ' + i);",
        "objects": "new ActiveXObject('Scripting.Dictionary').Add('k', i);",
        "keys": "shell.RegWrite('HKCU\\\\flood\\\\' + i, i, 'REG_DWORD');",
    },
}
PRELUDES = {
    "wsh": "var files = new ActiveXObject('Scripting.FileSystemObject'),"
    " shell = new ActiveXObject('WScript.Shell');\n"
}


@pytest.mark.parametrize(
    ("persona", "kind"), [(persona, kind) for persona, kinds in FLOODS.items() for kind in kinds]
)
def test_a_million_are_no_more_than_a_ceiling(
    supervisor: Supervisor, persona: str, kind: str
) -> None:
    """The run ends in good order, with a whole trace that has kept no more than there may be."""
    loop = f"for (let i = 0; i < 1000000; i++) {{ {FLOODS[persona][kind]} }}"
    policy = Policy.development(persona=persona)
    source, brief = PRELUDES.get(persona, "") + loop, {"cpu_seconds": 2.0}
    result = supervisor.run(source, policy=policy, overrides=brief)
    assert result.outcome in (Outcome.COMPLETED, Outcome.LIMIT), result
    assert result.trace is not None
    assert result.trace.complete
    assert len(result.side_effects) <= policy.ceilings.trace_effects


@pytest.mark.parametrize("persona", ["browser", "node", "wsh"])
def test_a_flood_of_one_kind_leaves_room_for_another(supervisor: Supervisor, persona: str) -> None:
    kind, what_else = {
        "browser": ("beacons", "fetch('https://after.example/');"),
        "node": ("files", "require('http').get('http://after.example/').on('error', () => {});"),
        "wsh": ("files", "shell.Run('after.example');"),
    }[persona]
    loop = f"for (let i = 0; i < 20000; i++) {{ {FLOODS[persona][kind]} }}\n{what_else}"
    result = run(supervisor, persona, PRELUDES.get(persona, "") + loop)
    assert any("after.example" in effect.target for effect in result.side_effects), result.limit
