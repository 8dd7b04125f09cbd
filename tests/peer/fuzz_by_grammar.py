"""The long fuzz: streams of lies by the hundred thousand, each heard by the whole border.

    python -m tests.peer.fuzz_by_grammar --frames 1000000 [--seed N]

Stops at the first stream that raises anything, and says how to make it again.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from random import Random

import psutil
from tests.peer import grammar
from tests.peer.border import Border

PROGRESS_SECONDS = 5.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--frames", type=int, default=1_000_000, help="stop after so many")
    parser.add_argument("--seed", type=int, default=1, help="number of the first stream")
    options = parser.parse_args()
    border, outcomes, heard, number = Border(), Counter[str](), 0, options.seed
    started = said = time.monotonic()
    first_bytes = psutil.Process().memory_info().rss
    while heard < options.frames:
        chance = Random(number)
        stream = grammar.stream(chance)
        try:
            result = border.hear(grammar.chunks(chance, b"".join(stream)))
        except Exception:
            print(f"stream {number} raised: repeat with --seed {number} --frames 1", flush=True)
            raise
        outcomes[result.outcome] += 1
        heard += len(stream)
        number += 1
        if time.monotonic() > said + PROGRESS_SECONDS:
            said = time.monotonic()
            print(f"{heard:,} frames", file=sys.stderr, flush=True)
    border.close()
    seconds = time.monotonic() - started
    grown = (psutil.Process().memory_info().rss - first_bytes) / 2**20
    print(f"{heard:,} frames in {number - options.seed:,} streams, {seconds:.0f} s: nothing raised")
    print("outcomes: " + ", ".join(f"{name} {count:,}" for name, count in outcomes.most_common()))
    print(f"memory: {grown:+.1f} MiB")


if __name__ == "__main__":
    main()
