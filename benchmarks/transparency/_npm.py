"""Packages of other people, at pinned versions, in a folder outside the project."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

INSTALL_SECONDS = 600.0


class NoNodeError(Exception):
    """Node or npm is missing, or npm could not install what was asked for."""


def install(folder: Path, packages: Mapping[str, str]) -> None:
    """Install `packages` (name to version) below `folder`, without running their scripts.

    Raises NoNodeError.
    """
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        raise NoNodeError("node and npm are not on PATH")
    folder.mkdir(parents=True, exist_ok=True)
    described = {"name": "variants", "private": True, "dependencies": dict(packages)}
    (folder / "package.json").write_text(json.dumps(described), encoding="utf-8")
    command = [npm, "install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    run(command, folder, INSTALL_SECONDS)


def run(command: list[str], folder: Path, seconds: float) -> None:
    """Run a command in `folder`; what it prints goes to stderr. Raises NoNodeError."""
    try:
        done = subprocess.run(
            command, cwd=folder, timeout=seconds, check=False, stdout=subprocess.DEVNULL
        )
    except subprocess.TimeoutExpired as error:
        raise NoNodeError(f"{command[0]} did not end within {seconds:g} s") from error
    if done.returncode != 0:
        raise NoNodeError(f"{' '.join(command[:2])} ended with status {done.returncode}")
