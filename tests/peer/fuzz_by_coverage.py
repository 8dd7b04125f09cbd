"""The long fuzz, guided by coverage: atheris looks for bytes that reach new lines of the border.

    python -m tests.peer.fuzz_by_coverage .fuzz -runs=1000000 [any option of libFuzzer]

The folder keeps what it has found interesting, and is filled with streams of the grammar first. It
stops at the first input that raises anything, and writes it to a file. Needs the extra `fuzz`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

import atheris

with atheris.instrument_imports(
    include=["stockade_worker.wire", "stockade.values", "stockade.run"]
):
    from tests.peer import grammar
    from tests.peer.border import Border

SEEDS = 300


def main() -> None:
    border = Border()
    folders = [Path(word) for word in sys.argv[1:] if not word.startswith("-")]
    for folder in folders[:1]:
        folder.mkdir(exist_ok=True)
        for number in range(SEEDS):
            (folder / f"grammar-{number}").write_bytes(b"".join(grammar.stream(Random(number))))
    atheris.Setup(sys.argv, lambda data: border.hear([data]))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
