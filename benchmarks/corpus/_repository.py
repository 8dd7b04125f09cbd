"""Reads the files of a git repository as data: hostile samples never become files on this disk."""

from __future__ import annotations

import subprocess
from pathlib import Path


class Repository:
    """The newest commit of a repository, bare or not.

    Raises `ValueError` if `path` holds none.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        listing = self._git("ls-tree", "-r", "-z", "--full-tree", "HEAD")
        self._blobs: dict[str, str] = {}
        for entry in filter(None, listing.decode("utf-8", "replace").split("\0")):
            description, _, name = entry.partition("\t")
            _mode, kind, digest = description.split()
            if kind == "blob":
                self._blobs[name] = digest
        self.commit = self._git("rev-parse", "HEAD").decode("ascii").strip()

    def names(self) -> list[str]:
        """Return the paths of all files, sorted."""
        return sorted(self._blobs)

    def read(self, name: str) -> bytes:
        """Return a file; nothing if the copy of the repository lacks it (it may be partial)."""
        done = subprocess.run(
            ["git", "-C", str(self._path), "cat-file", "blob", self._blobs[name]],  # noqa: S607
            capture_output=True, check=False,
        )  # fmt: skip
        return done.stdout

    def _git(self, *arguments: str) -> bytes:
        done = subprocess.run(
            ["git", "-C", str(self._path), *arguments],  # noqa: S607
            capture_output=True, check=False,
        )  # fmt: skip
        if done.returncode != 0:
            raise ValueError(f"{self._path}: {done.stderr.decode('utf-8', 'replace').strip()}")
        return done.stdout


def text_of(source: bytes) -> str:
    """Return a script's text: UTF-16 with a mark, UTF-8, or whatever Western bytes it holds."""
    if source[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return source.decode("utf-16", "replace")
    try:
        return source.decode("utf-8-sig")
    except UnicodeDecodeError:
        return source.decode("cp1252", "replace")
