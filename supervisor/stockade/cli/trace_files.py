"""Write a trace down: as one JSON document, and each generation or artifact as a file.

What is written is hostile code and text: files are their owner's only and never executable, and no
name in a file system is the guest's. Places are opened before anything runs, so that one which
can't be written costs no run. Everything here raises `UsageProblem`: exit code 2.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import sys
from collections.abc import Callable
from contextlib import contextmanager, suppress
from dataclasses import asdict
from typing import TYPE_CHECKING

from . import output
from .inputs import UsageProblem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from stockade.tracing import Generation, Trace

Write = Callable[["Trace | None"], None]
"""Takes the trace of a run; None if nothing was run."""

INDEX = "index.json"

_FILE_MODE = 0o600
_FOLDER_MODE = 0o700
_NO_NAME = re.compile(r"[^A-Za-z_]")


@contextmanager
def document(path: str) -> Iterator[Write]:
    """Return what writes a trace to the file at `path`, which it replaces; "-": standard output."""
    if path == "-":
        yield lambda trace: output.write(sys.stdout, output.json_text(_plain(trace)))
        return
    with _told("--trace", path):
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, _FILE_MODE)

    def write(trace: Trace | None) -> None:
        with _told("--trace", path):
            if stat.S_ISREG(os.fstat(file).st_mode):
                os.ftruncate(file, 0)  # only now: an old trace outlives a run that could not start
            _write_all(file, output.json_text(_plain(trace)).encode("ascii"))

    try:
        yield write
    finally:
        os.close(file)


def layers(path: str) -> AbstractContextManager[Write]:
    """Return what writes each generation to a file in the folder at `path`."""
    return _folder("--layers", path, _write_layers)


def artifacts(path: str) -> AbstractContextManager[Write]:
    """Return what writes each artifact to a file in the folder at `path`."""
    return _folder("--artifacts", path, _write_artifacts)


@contextmanager
def _folder(
    option: str, path: str, write_into: Callable[[int, Trace | None], None]
) -> Iterator[Write]:
    """Open the folder at `path` for what writes into it.

    It is made if it is missing, and must be empty: nothing of anybody's is ever replaced. INDEX is
    written last, so where it stands, everything does.
    """
    with _told(option, path):
        with suppress(FileExistsError):
            os.mkdir(path, _FOLDER_MODE)
        folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        if os.listdir(folder):
            raise UsageProblem(f"{option} {path}: not empty; it must be a new or an empty folder")

        def write(trace: Trace | None) -> None:
            with _told(option, path):
                write_into(folder, trace)

        yield write
    finally:
        os.close(folder)


def _write_layers(folder: int, trace: Trace | None) -> None:
    entries = []
    for one in trace.generations if trace else ():
        content = one.text.encode("utf-8", "surrogatepass")
        name = f"{one.id:03}-{_NO_NAME.sub('', one.origin)}.js"
        _create(folder, name, content)
        entries.append(_entry(one, name, content))
    index = {
        "complete": bool(trace and trace.complete),
        "dropped": trace.dropped.get("generation", 0) if trace else 0,
        "generations": entries,
    }
    _create(folder, INDEX, output.json_text(index).encode("ascii"))


def _entry(one: Generation, name: str, content: bytes) -> dict[str, object]:
    """Return what the index says of a generation.

    exact  the file is what was run, byte for byte.
    """
    return {
        "file": name,
        "exact": hashlib.sha256(content).hexdigest() == one.sha256,
        **{key: value for key, value in asdict(one).items() if key != "text"},
    }


def _write_artifacts(folder: int, trace: Trace | None) -> None:
    entries = []
    for one in trace.artifacts if trace else ():
        name = f"{one.id:03}-{_NO_NAME.sub('', one.kind)}.bin"  # nothing opens that by itself
        _create(folder, name, one.content)
        entries.append(
            {
                "file": name,
                "exact": hashlib.sha256(one.content).hexdigest() == one.sha256,
                "id": one.id,
                "kind": one.kind,
                "name": one.name,
                "size": one.size,
                "sha256": one.sha256,
                "cut": one.cut,
            }
        )
    index = {
        "complete": bool(trace and trace.complete),
        "dropped": trace.dropped.get("artifact", 0) if trace else 0,
        "artifacts": entries,
    }
    _create(folder, INDEX, output.json_text(index).encode("ascii"))


def _create(folder: int, name: str, content: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    file = os.open(name, flags, _FILE_MODE, dir_fd=folder)
    try:
        _write_all(file, content)
    finally:
        os.close(file)


def _write_all(file: int, content: bytes) -> None:
    left = memoryview(content)
    while left:
        left = left[os.write(file, left) :]


def _plain(trace: Trace | None) -> dict[str, object] | None:
    return trace.to_dict() if trace else None


@contextmanager
def _told(option: str, path: str) -> Iterator[None]:
    """Say which place could not be opened or written."""
    try:
        yield
    except OSError as error:
        raise UsageProblem(f"{option} {path}: {error.strerror}") from None
    except ValueError as error:  # a path with a NUL in it
        raise UsageProblem(f"{option} {path}: {error}") from None
