"""Fixtures for what personas find: the worlds of a Windows desktop and of a Linux server."""

from __future__ import annotations

from pathlib import Path

import pytest

from .worlds import World


@pytest.fixture
def windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """The world of wsh."""
    return World(tmp_path, monkeypatch, "wsh")


@pytest.fixture
def linux(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """The world of node."""
    return World(tmp_path, monkeypatch, "node")
