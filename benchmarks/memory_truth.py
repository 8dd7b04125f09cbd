"""When a run is ended for memory, how much had it really taken?

Each program of tests/hostile/memory_kinds.toml fills its memory until it is ended, and so do
results of several kinds, which have to be encoded and converted. What a run took is the kernel's
account: the most address space that its worker had, less that of an idle one. `touched` is the
same of resident memory. Both are held against the policy's number.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

from _report import Report, arguments, progress

from stockade import Policy, PoolLimits, RunResult, Supervisor

KINDS = Path(__file__).parents[1] / "tests" / "hostile" / "memory_kinds.toml"
MIB = 1 << 20
BAR = 1.1
AT_ONCE_SHARE = 0.95
RESULTS = {
    "result: a string": "'x'.repeat(N / 3)",
    "result: a wide string": "'\\u20ac'.repeat(N / 8)",
    "result: integers": "Array.from({ length: N / 90 }, (_, i) => i)",
    "result: undefined": "new Array(N / 170 | 0).fill(undefined)",
    "result: objects": "Array.from({ length: N / 700 }, (_, i) => ({ a: i }))",
    "result: a typed array": "new Uint8Array(N / 5)",
}
"""As much as may just be sent out of a heap of N bytes, or just not."""


def programs(heap_bytes: int) -> Iterator[tuple[str, str]]:
    """Return (kind, source) of each program, for a heap of that size."""
    for kind, entry in tomllib.loads(KINDS.read_text(encoding="utf-8")).items():
        at_once = entry.get("at_once", False)
        amount = str(int(AT_ONCE_SHARE * heap_bytes / entry["unit"])) if at_once else "Infinity"
        yield kind, f"const N = {amount};{entry['source']}"
    for kind, source in RESULTS.items():
        yield kind, f"const N = {heap_bytes};{source}"


def policy(heap_bytes: int, cpu_seconds: float) -> Policy:
    """Return a policy in which nothing but the memory number ends a run."""
    return Policy.production(
        name="truth",
        heap_bytes=heap_bytes,
        data_bytes=4 * heap_bytes + 256 * MIB,
        address_bytes=4 * heap_bytes + 512 * MIB,
        rss_bytes=4 * heap_bytes + 256 * MIB,
        cpu_seconds=cpu_seconds,
        wall_seconds=120,
        output_bytes=16 * MIB,
        frame_bytes=64 * MIB,
        event_bytes=128 * MIB,
        value_nodes=1_000_000,
    )


def ending(result: RunResult) -> str:
    """Return how it ended, in words for a table."""
    if result.limit is not None:
        return f"limit {result.limit.kind}"
    return f"crashed: {result.cause}" if result.cause else str(result.outcome)


def measure(report: Report, heap_mib: int, cpu_seconds: float) -> list[tuple[str, float, str]]:
    """Run every program under one number; return (kind, share taken, ending) of each."""
    heap_bytes = heap_mib * MIB
    rows: list[tuple[object, ...]] = []
    found: list[tuple[str, float, str]] = []
    limits = PoolLimits(workers=1, spares=1, rss_bytes=8 << 30)
    with Supervisor(policy(heap_bytes, cpu_seconds), pool=limits) as supervisor:
        idle = supervisor.run("0").memory_stats.peak_rss_bytes or 0
        for kind, source in programs(heap_bytes):
            progress(f"\r{heap_mib} MiB: {kind:<30}")
            result = supervisor.run(source)
            memory, end = result.memory_stats, ending(result)
            seen = result.limit.seen / heap_bytes if result.limit and result.limit.seen else ""
            touched = ((memory.peak_rss_bytes or idle) - idle) / heap_bytes
            if memory.peak_bytes is None:
                rows.append((kind, heap_mib, "", "", touched, seen, end))
                continue
            share = memory.peak_bytes / heap_bytes
            rows.append((kind, heap_mib, memory.peak_bytes / MIB, share, touched, seen, end))
            found.append((kind, share, end))
    progress("\n")
    report.table(("kind", "MiB", "taken MiB", "share", "touched", "seen", "ended as"), rows)
    return found


def main() -> None:
    """Measure and report."""
    parser = arguments("memory_truth", __doc__)
    parser.add_argument("--heaps", type=int, nargs="+", default=[4, 64, 256], metavar="MIB")
    parser.add_argument("--cpu", type=float, default=20, help="seconds for one run")
    options = parser.parse_args()
    question = "when a run is ended for memory, how much had it really taken?"
    report = Report("memory_truth", question, options.save)
    for heap_mib in options.heaps:
        found = measure(report, heap_mib, options.cpu)
        report.say("")
        ended = [entry for entry in found if entry[2] == "limit memory"]
        kind, share, _ = max(ended, key=lambda entry: entry[1])
        report.bar(f"{heap_mib} MiB: the most taken, as a share ({kind})", share, at_most=BAR)
    report.finish()


if __name__ == "__main__":
    main()
