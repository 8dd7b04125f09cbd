"""Packages of other people, at pinned versions, in a folder outside the project."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

INSTALL_SECONDS = 600.0
MAKE_SECONDS = 1200.0

OBFUSCATORS = ("javascript-obfuscator", "js-confuser", "jsfuck", "terser", "uglify-js")
_VERSIONS = {
    "javascript-obfuscator": "5.8.0",
    "js-confuser": "2.1.3",
    "jsfuck": "0.4.0",
    "marked": "18.2.1",
    "terser": "5.51.4",
    "uglify-js": "3.19.3",
}
_OBFUSCATE = Path(__file__).parent / "transparency" / "obfuscate.mjs"


class NoNodeError(Exception):
    """Node or npm is missing, or npm could not install what was asked for."""


def install(folder: Path, packages: Sequence[str]) -> None:
    """Install packages below `folder`, without running their scripts. Raises NoNodeError."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        raise NoNodeError("node and npm are not on PATH")
    folder.mkdir(parents=True, exist_ok=True)
    wanted = {name: _VERSIONS[name] for name in packages}
    described = {"name": "variants", "private": True, "dependencies": wanted}
    (folder / "package.json").write_text(json.dumps(described), encoding="utf-8")
    options = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    _run([npm, "install", *options], folder, INSTALL_SECONDS)


def obfuscate(folder: Path, programs: Path, *settings: str) -> Path:
    """Let the OBFUSCATORS below `folder` make variants of `programs`; return where they are.

    settings: those of `obfuscate.mjs`; default all. Raises NoNodeError.
    """
    out = folder / "variants"
    node = shutil.which("node") or "node"
    _run([node, str(_OBFUSCATE), str(programs), str(out), *settings], folder, MAKE_SECONDS)
    return out


def _run(command: list[str], folder: Path, seconds: float) -> None:
    try:
        done = subprocess.run(
            command, cwd=folder, timeout=seconds, check=False, stdout=subprocess.DEVNULL
        )
    except subprocess.TimeoutExpired as error:
        raise NoNodeError(f"{command[0]} did not end within {seconds:g} s") from error
    if done.returncode != 0:
        raise NoNodeError(f"{' '.join(command[:2])} ended with status {done.returncode}")
