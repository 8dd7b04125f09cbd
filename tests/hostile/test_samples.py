"""Runs every file of samples/ and checks that it becomes what its first lines say.

An attack is added by adding a file. Its header has one `// key: value` a line:

    policy    a preset, then fields of it that differ, as in `production cpu_seconds=0.25`. Ceilings
              are lowered for the run alone; `waive=WALL` makes a policy with all that follows.
    kind      script, function or module; `auto` if it is not given.
    outcome   `completed JSON` (as `to_jsonable` writes the value, numbers and order of keys
              included), `threw NAME` (`""` for what is no error), `limit KIND` or `crashed CAUSE`;
              two that are truly both right are joined by ` or `.
    by        which mechanism must have ended it, likewise; given with every limit.
    thrown    JSON of the value that was thrown.
    console   `7 kept, 3 dropped`, or JSON of all that was kept: [[level, text], ...].
    why       one line for the reader: what the attack is.
"""

from __future__ import annotations

import json
import re
import select
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import psutil
import pytest

from stockade import LimitKind, Outcome, Policy, PoolLimits, RunResult, Supervisor
from stockade.job import KINDS, Kind
from stockade.values import to_jsonable
from stockade_policies.ceilings import CEILING_FIELDS

FOLDER = Path(__file__).parent / "samples"
FILES = sorted(FOLDER.rglob("*.js"))
assert FILES, "no samples: nothing would be tested"

KEYS = ("policy", "kind", "outcome", "by", "thrown", "console", "why")
PRESETS = ("production", "research", "development")
MECHANISMS = ("engine", "psutil", "rlimit", "timer", "supervisor")

SPARES = 1
GROWTH_BYTES = 50 << 20
"""What this process may grow by, over all samples together."""

_LINE = re.compile(r"// ([a-z]+): (.*\S)")
_COUNTS = re.compile(r"(\d+) kept, (\d+) dropped")
_NAME = re.compile(r'[A-Za-z]\w*|""')


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """One way to end. detail: JSON of the value, name of the error, kind of limit, or cause."""

    outcome: Outcome
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A file, understood."""

    source: str
    preset: str
    overrides: dict[str, Any]
    kind: Kind
    endings: tuple[Ending, ...]
    by: tuple[str, ...]
    thrown: str | None
    console: str | None

    @property
    def policy(self) -> Policy:
        """The policy whose template it needs."""
        own = self.overrides if "waive" in self.overrides else {}
        preset: Policy = getattr(Policy, self.preset)(**own)
        return preset

    @property
    def lowered(self) -> dict[str, Any]:
        """Ceilings of this run alone."""
        return {} if "waive" in self.overrides else self.overrides


# -- headers ---------------------------------------------------------------------------------------


def parse(source: str) -> Sample:
    """Understand a file's header. Raises `ValueError` for whatever is not as described above."""
    fields: dict[str, str] = {}
    for line in source.split("\n"):
        if not line.startswith("// "):
            break
        found = _LINE.fullmatch(line)
        if found is None or found[1] not in KEYS or found[1] in fields:
            raise ValueError(f"not a header line, or one of that key was there: {line}")
        fields[found[1]] = found[2]
    for key in ("policy", "outcome", "why"):
        if key not in fields:
            raise ValueError(f"the header lacks {key}")
    endings = tuple(_endings(fields["outcome"]))
    by = tuple(fields["by"].split(" or ")) if "by" in fields else ()
    is_limit = all(ending.outcome is Outcome.LIMIT for ending in endings)
    if is_limit and not by:
        raise ValueError("a limit needs a line that says by what")
    for name in by:
        if name not in MECHANISMS:
            raise ValueError(f"by: {name} is none of {MECHANISMS}")
    kind = fields.get("kind", "auto")
    if kind not in KINDS:
        raise ValueError(f"kind: {kind} is none of {KINDS}")
    preset, overrides = _policy(fields["policy"])
    console = fields.get("console")
    return Sample(
        source=source,
        preset=preset,
        overrides=overrides,
        kind=cast(Kind, kind),
        endings=endings,
        by=by,
        thrown=_normal(fields["thrown"]) if "thrown" in fields else None,
        console=console if console is None or _COUNTS.fullmatch(console) else _normal(console),
    )


def _policy(text: str) -> tuple[str, dict[str, Any]]:
    preset, *settings = text.split()
    if preset not in PRESETS:
        raise ValueError(f"policy: {preset} is none of {PRESETS}")
    overrides: dict[str, Any] = {}
    for setting in settings:
        name, _, value = setting.partition("=")
        if name == "waive":
            overrides[name] = value.split(",")
        elif name in CEILING_FIELDS:
            overrides[name] = json.loads(value)
        else:
            raise ValueError(f"policy: {name} is no ceiling")
    return preset, overrides


def _endings(text: str) -> Iterator[Ending]:
    while text:
        word, _, rest = text.partition(" ")
        if word not in (Outcome.COMPLETED, Outcome.THREW, Outcome.LIMIT, Outcome.CRASHED):
            raise ValueError(f"outcome: {word} is none that a sample can expect")
        if word == Outcome.COMPLETED:  # its JSON may hold an " or "
            _, end = json.JSONDecoder().raw_decode(rest)
            detail, separator, text = _normal(rest[:end]), rest[end : end + 4], rest[end + 4 :]
        else:
            detail, separator, text = rest.partition(" or ")
        if separator not in ("", " or ") or bool(separator) != bool(text):
            raise ValueError(f"outcome: {separator + text} follows")
        if word == Outcome.LIMIT and detail not in tuple(LimitKind):
            raise ValueError(f"outcome: {detail} is no limit")
        if not detail or (word == Outcome.THREW and not _NAME.fullmatch(detail)):
            raise ValueError(f"outcome: {word} what?")
        yield Ending(outcome=Outcome(word), detail=detail)


def _normal(text: str) -> str:
    """Return JSON in the form in which it is compared: 1 is not 1.0, and keys have an order."""
    return json.dumps(json.loads(text))


@pytest.mark.parametrize(
    ("header", "complaint"),
    [
        ("", "lacks policy"),
        ("// policy: production\n// outcome: completed 1\n", "lacks why"),
        ("// policy: production\n// why: x\n", "lacks outcome"),
        ("// policy: production\n// colour: red\n", "not a header line"),
        ("// policy: production\n// policy: production\n", "not a header line"),
        ("// policy: production\n// outcome:\n// why: x\n", "not a header line"),
        ("// policy: production\n// just a remark\n", "not a header line"),
        ("// policy: lenient\n// outcome: completed 1\n// why: x\n", "policy: lenient"),
        ("// policy: production speed=9\n// outcome: completed 1\n// why: x\n", "policy: speed"),
        ("// policy: production\n// outcome: completed\n// why: x\n", "Expecting value"),
        ("// policy: production\n// outcome: completed one\n// why: x\n", "Expecting value"),
        ("// policy: production\n// outcome: completed 1 2\n// why: x\n", "outcome:  2"),
        ("// policy: production\n// outcome: completed 1 or\n// why: x\n", "outcome:  or"),
        ("// policy: production\n// outcome: threw\n// why: x\n", "threw what?"),
        ("// policy: production\n// outcome: threw up or down\n// why: x\n", "outcome: down"),
        ("// policy: production\n// outcome: limit patience\n// why: x\n", "patience is no limit"),
        ("// policy: production\n// outcome: limit cpu\n// why: x\n", "by what"),
        ("// policy: production\n// outcome: limit cpu\n// by: luck\n// why: x\n", "by: luck"),
        ("// policy: production\n// outcome: rejected\n// why: x\n", "rejected is none"),
        ("// policy: production\n// kind: poem\n// outcome: completed 1\n// why: x\n", "poem"),
    ],
)
def test_a_header_that_says_nothing_clear_is_refused(header: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=re.escape(complaint)):
        parse(header)


def test_a_header_is_understood() -> None:
    sample = parse(
        "// policy: production cpu_seconds=0.5\n"
        '// outcome: completed {"a":[1," or "]} or limit cpu\n'
        "// by: engine or psutil\n"
        "// why: both are right\n"
        "\n"
        "// no header any more\n"
    )
    assert (sample.policy, sample.lowered) == (Policy.production(), {"cpu_seconds": 0.5})
    assert [(ending.outcome, ending.detail) for ending in sample.endings] == [
        (Outcome.COMPLETED, '{"a": [1, " or "]}'),
        (Outcome.LIMIT, "cpu"),
    ]
    assert sample.by == ("engine", "psutil")


def test_a_waived_wall_makes_a_policy_of_its_own() -> None:
    header = "// policy: production waive=ceilings cpu_seconds=0.5\n"
    sample = parse(header + "// outcome: threw Error\n// why: x")
    assert sample.policy == Policy.production(waive=["ceilings"], cpu_seconds=0.5)
    assert sample.lowered == {}


# -- runs ------------------------------------------------------------------------------------------


@dataclass(slots=True, kw_only=True)
class Ground:
    """The one supervisor that all samples meet, and what it may hold between two of them."""

    supervisor: Supervisor
    rss_bytes: int
    policies: set[Policy] = field(default_factory=set)

    def run(self, sample: Sample) -> RunResult:
        self.policies.add(sample.policy)
        return self.supervisor.run(
            sample.source, policy=sample.policy, kind=sample.kind, overrides=sample.lowered
        )

    def wait_quiet(self) -> None:
        """Wait until no more is alive than each policy's starter, template and spares."""
        allowed = len(self.policies) * (2 + SPARES)
        deadline = time.monotonic() + 5.0
        while len(alive := _below()) > allowed and time.monotonic() < deadline:
            select.select([], [], [], 0.005)
        assert len(alive) <= allowed, alive


@pytest.fixture(scope="module")
def ground(outlives_tests: None) -> Iterator[Ground]:
    limits = PoolLimits(workers=1, spares=SPARES, rss_bytes=1 << 30)
    with Supervisor(Policy.production(), pool=limits) as supervisor:
        assert supervisor.run("0").success
        rss_bytes = psutil.Process().memory_info().rss
        yield Ground(supervisor=supervisor, rss_bytes=rss_bytes, policies={Policy.production()})


@pytest.mark.parametrize("path", FILES, ids=[str(path.relative_to(FOLDER)) for path in FILES])
def test_sample(path: Path, ground: Ground) -> None:
    sample = parse(path.read_text(encoding="utf-8"))
    result = ground.run(sample)
    seen = _ending(result), result.limit, result.error
    assert seen[0] in sample.endings, seen
    if result.limit is not None:
        assert result.limit.enforced_by in sample.by, seen
    if sample.thrown is not None:
        assert result.error is not None
        assert json.dumps(to_jsonable(result.error.value)) == sample.thrown
    if sample.console is not None:
        assert sample.console in (_console(result), _counts(result))
    ground.wait_quiet()
    assert psutil.Process().memory_info().rss < ground.rss_bytes + GROWTH_BYTES


def test_after_all_of_them_a_sane_run_completes(ground: Ground) -> None:
    result = ground.supervisor.run("[6 * 7, typeof globalThis.hoard]")
    assert result.value == [42, "undefined"]


def _below() -> list[psutil.Process]:
    return psutil.Process().children(recursive=True)


def _ending(result: RunResult) -> Ending:
    detail = result.cause or ""
    if result.outcome is Outcome.COMPLETED:
        detail = json.dumps(to_jsonable(result.value), allow_nan=False)
    elif result.outcome is Outcome.LIMIT:
        assert result.limit is not None
        detail = result.limit.kind
    elif result.outcome is Outcome.THREW:
        assert result.error is not None
        detail = result.error.name or '""'
    return Ending(outcome=result.outcome, detail=detail)


def _console(result: RunResult) -> str:
    return json.dumps([[entry.level, entry.text] for entry in result.console])


def _counts(result: RunResult) -> str:
    return f"{len(result.console)} kept, {result.console_dropped} dropped"
