"""What a person is told about a run or about this host, as rows of text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from stockade.results import Outcome
from stockade.values import UNDEFINED, to_jsonable

from . import effects_report, trace_report
from .rows import Row, bytes_text, milliseconds_text, number_text
from .text import printable, printable_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from stockade.results import ErrorInfo, Limit, RunResult

    from .rows import Tone
    from .tools import Finding, SelfAttack

_COMPACT_CHARS = 72

_TONES: dict[Outcome, Tone] = {
    Outcome.COMPLETED: "good",
    Outcome.THREW: "doubtful",
    Outcome.CANCELLED: "doubtful",
}

_LEVEL_TONES: dict[str, Tone] = {"error": "bad", "warn": "doubtful", "debug": "quiet"}


def of_result(result: RunResult) -> list[Row]:
    """Return the rows for one run, what matters most first."""
    rows = [Row(label="outcome", lines=[_headline(result)], tone=_TONES.get(result.outcome, "bad"))]
    if result.success:
        rows.append(Row(label="value", lines=_value_lines(result.value), quoted=True))
    if result.error:
        rows.append(Row(label="error", lines=_error_lines(result.error), tone="bad", quoted=True))
    if result.trace:
        rows += effects_report.of_trace(result.trace)
    rows += _console_rows(result)
    if result.trace:
        rows += trace_report.of_trace(result.trace)
    rows += [
        Row(label="time", lines=[_time(result)]),
        Row(label="memory", lines=[_memory(result)]),
        Row(label="walls", lines=[_walls(result)]),
    ]
    return rows


def of_host(findings: Sequence[Finding], attack: SelfAttack) -> list[Row]:
    """Return the rows for what attacks have shown, in the order in which walls are built."""
    rows = [_finding_row(finding) for finding in findings]
    rows.append(_self_attack_row(attack))
    broken = [finding.wall for finding in findings if not (finding.holds or finding.waived)]
    waived = [finding.wall for finding in findings if finding.waived]
    if all_hold(findings, attack):
        verdict = "every required wall holds"
        if waived:
            verdict += f"; it does without {', '.join(waived)}"
    elif broken:
        verdict = f"this host cannot hold {', '.join(broken)}: no guest code will run on it"
    elif findings:
        verdict = "no template will serve on this host: no guest code will run on it"
    else:
        verdict = "nothing was examined"
    tone: Tone = "good" if all_hold(findings, attack) else "bad"
    rows.append(Row(label="verdict", lines=[printable(verdict)], tone=tone))
    return rows


def all_hold(findings: Sequence[Finding], attack: SelfAttack) -> bool:
    """Return whether every wall that is required held. No finding is no proof."""
    walls = (finding.holds or finding.waived for finding in findings)
    return bool(findings) and all(walls) and attack.holds


def _finding_row(finding: Finding) -> Row:
    if finding.waived:
        return Row(label=printable(finding.wall), lines=[printable(finding.observed)], tone="bad")
    lines = [f"{'holds' if finding.holds else 'DOES NOT HOLD'}: {finding.how}: {finding.observed}"]
    if finding.remedy:
        lines.append(f"remedy: {finding.remedy}")
    return Row(
        label=printable(finding.wall),
        lines=[printable(line) for line in lines],
        tone="good" if finding.holds else "bad",
    )


def _self_attack_row(attack: SelfAttack) -> Row:
    if not attack.holds:
        lines = [f"FAILED: {attack.failure}", f"remedy: {attack.remedy}"]
    else:
        lines = [f"nothing got through, in {milliseconds_text(attack.ms or 0.0)}"]
        for name, answers in attack.proofs.items():
            told = ", ".join(f"{wall} {answer}" for wall, answer in answers.items())
            lines.append(f"{name}: {told}")
    return Row(
        label="self-attack",
        lines=[printable(line) for line in lines],
        tone="good" if attack.holds else "bad",
    )


def _headline(result: RunResult) -> str:
    parts = [result.outcome.value]
    if result.limit:
        parts.append(_limit(result.limit))
    if result.cause:
        parts.append(printable(result.cause))
    return ": ".join(parts)


def _limit(limit: Limit) -> str:
    seen = "" if limit.seen is None else f", {_amount(limit.seen, limit.unit)} seen"
    allowed = _amount(limit.limit, limit.unit)
    return f"{limit.kind.value}: {allowed} allowed{seen} (enforced by {limit.enforced_by})"


def _value_lines(value: object) -> list[str]:
    if value is UNDEFINED:
        return ["undefined"]
    plain = to_jsonable(value)
    text = json.dumps(plain, ensure_ascii=False)
    if len(text) > _COMPACT_CHARS and isinstance(plain, dict | list):
        text = json.dumps(plain, ensure_ascii=False, indent=2)
    return printable_lines(text)


def _error_lines(error: ErrorInfo) -> list[str]:
    title = f"{error.name}: {error.message}" if error.name else error.message
    return printable_lines(f"{title}\n{error.stack}".rstrip("\n"))


def _console_rows(result: RunResult) -> Iterable[Row]:
    for entry in result.console:
        yield Row(
            label=printable(f"console.{entry.level}"),
            lines=printable_lines(entry.text),
            tone=_LEVEL_TONES.get(entry.level, "plain"),
            quoted=True,
        )
    if result.console_dropped:
        lost = f"{result.console_dropped} more entries were not kept"
        yield Row(label="console", lines=[lost], tone="doubtful")


def _time(result: RunResult) -> str:
    worker = f", {result.worker.start} start" if result.worker else ""
    return (
        f"{milliseconds_text(result.execution_time_ms)} "
        f"(CPU {milliseconds_text(result.cpu_time_ms)}), "
        f"waited {milliseconds_text(result.queue_time_ms)}{worker}"
    )


def _memory(result: RunResult) -> str:
    memory = result.memory_stats
    return (
        f"took {bytes_text(memory.peak_bytes)} of {bytes_text(memory.limit_bytes)}, "
        f"heap at the end {bytes_text(memory.heap_used_bytes)}, "
        f"peak resident {bytes_text(memory.peak_rss_bytes)}"
    )


def _walls(result: RunResult) -> str:
    if not result.walls:
        return "none was needed: no worker was started"
    up = [name for name, state in result.walls.items() if state == "up"]
    waived = [name for name, state in result.walls.items() if state != "up"]
    text = f"up: {' '.join(up) or 'none'}"
    return printable(f"{text}; waived: {' '.join(waived)}" if waived else text)


def _amount(number: float, unit: str) -> str:
    if unit == "bytes":
        return bytes_text(number)
    return f"{number_text(number)} {unit}"
