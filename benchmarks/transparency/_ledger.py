"""Results that survive an interruption: one JSON line each, appended as they come."""

from __future__ import annotations

import json
from pathlib import Path
from types import TracebackType
from typing import Self


class Ledger:
    """What each key came to: None if it passed, else why it did not.

    The file belongs to whoever has it open; a line that was cut by a crash is dropped.
    """

    def __init__(self, path: Path) -> None:
        self.entries: dict[str, str | None] = {}
        self._file = path.open("a+", encoding="utf-8")
        self._file.seek(0)
        *lines, _cut = self._file.read().split("\n")
        self.entries = dict(json.loads(line) for line in lines)
        self.keep(set(self.entries))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._file.close()

    def note(self, key: str, why: str | None) -> None:
        """Keep one result."""
        self.entries[key] = why
        self._file.write(json.dumps([key, why]) + "\n")

    def keep(self, keys: set[str]) -> None:
        """Forget everything else."""
        kept = {key: why for key, why in self.entries.items() if key in keys}
        self.entries.clear()
        self._file.truncate(0)
        for key, why in kept.items():
            self.note(key, why)

    def passed(self) -> set[str]:
        """Return the keys that passed."""
        return {key for key, why in self.entries.items() if why is None}
