"""Compiles the worker's C library beside its sources: worker/stockade_worker/native/_tracer.so.

    python packaging/native.py           compile, unless the library is that of these sources
    python packaging/native.py --check   compile with every warning an error; keep nothing

pip comes here through the build hook (`hatch_build.py`), make directly. Standard library only: it
runs before anything is installed, with any Python, in any checkout.

A library knows what it was made of: its build id (a note that the linker writes) is a hash of the
sources and the options. So a checkout that is switched, unpacked with old dates or stripped of a
file never keeps a library of other sources, which dates alone could not promise.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "worker" / "stockade_worker" / "native"
LIBRARY = FOLDER / "_tracer.so"

COMPILING = (
    "-std=c11", "-O2", "-g0", "-Wall", "-Wextra", "-fPIC",
    # It reads the engine's structures through types of its own.
    "-fno-strict-aliasing",
    # Our functions and the engine's share one space of names: ours are seen outside only where
    # their declaration says so.
    "-fvisibility=hidden",
    # It handles hostile data: the usual hardening, and memory that is never both written and run.
    "-fstack-protector-strong", "-U_FORTIFY_SOURCE", "-D_FORTIFY_SOURCE=2",
)  # fmt: skip
# The engine's functions stay undefined until the library is loaded, after the engine.
LINKING = ("-shared", "-Wl,-z,relro,-z,now", "-Wl,-z,noexecstack")
STRICT = ("-Werror", "-Wdate-time", "-Wpointer-arith", "-Wstrict-prototypes", "-Wvla")
ANALYSING = "-fanalyzer"  # GCC: leaks, use after free, null pointers, along every path

INSTALL = (
    "install one (Debian, Ubuntu: apt-get install gcc libc6-dev; Fedora: dnf install gcc; "
    "Alpine: apk add gcc musl-dev) or name one: CC=/path/to/compiler"
)


class CompileError(Exception):
    """The library can't be made here; the message is for whoever installs."""


def build(*, again: bool = False) -> Path:
    """Compile the library if it is missing or of other sources, or in any case; return its path.

    Raises CompileError; a library that was there is then still there.
    """
    build_id = _build_id()
    if again or not _is_of(build_id):
        # Replaced in one step: a running worker keeps the old file mapped, and nobody meets half a
        # file.
        fresh = LIBRARY.with_name(f"{LIBRARY.name}.{os.getpid()}")
        try:
            identity = f"-Wl,--build-id=0x{build_id.hex()}"
            _compile(*COMPILING, *LINKING, identity, "-o", str(fresh), *_sources(".c"))
            fresh.replace(LIBRARY)
        finally:
            fresh.unlink(missing_ok=True)
    return LIBRARY


def check() -> None:
    """Compile every source with all warnings as errors, and keep nothing. Raises CompileError."""
    options = [*COMPILING, *STRICT]
    if _is_gcc():
        options.append(ANALYSING)
    for source in _sources(".c"):
        _compile(*options, "-c", source, "-o", os.devnull)


def _build_id() -> bytes:
    """Hash what the library depends on: options, platform, and all sources with their names."""
    # MULTIARCH tells one C library from another where a checkout is shared by several systems.
    platform = f"{sysconfig.get_platform()} {sysconfig.get_config_var('MULTIARCH')}"
    parts = [platform.encode(), *(option.encode() for option in COMPILING + LINKING)]
    for name in _sources(".c", ".h"):
        parts += [name.encode(), (FOLDER / name).read_bytes()]
    whole = hashlib.sha256()
    for part in parts:
        whole.update(len(part).to_bytes(8, "big") + part)
    return whole.digest()[:20]


def _is_of(build_id: bytes) -> bool:
    return LIBRARY.is_file() and build_id in LIBRARY.read_bytes()


def _sources(*endings: str) -> list[str]:
    """Return the names of the sources, in an order that is the same on every machine."""
    return sorted(path.name for path in FOLDER.iterdir() if path.suffix in endings)


def _compile(*arguments: str) -> None:
    command = [*_compiler(), *arguments]
    # In its folder and by bare names: no path of this machine gets into what is made.
    run = subprocess.run(
        command, cwd=FOLDER, capture_output=True, text=True, errors="replace", check=False
    )
    sys.stderr.write(run.stderr)
    if run.returncode != 0:
        raise CompileError(f"the C compiler failed ({shlex.join(command)}):\n{run.stderr}")


def _compiler() -> list[str]:
    """Return the command of the compiler: the one in CC, or else the first that is there."""
    chosen = os.environ.get("CC")
    candidates = [chosen] if chosen else [sysconfig.get_config_var("CC"), "cc", "gcc", "clang"]
    tried = []
    for candidate in candidates:
        command = shlex.split(candidate or "")
        if command and shutil.which(command[0]):
            return command
        tried += command[:1]
    raise CompileError(f"no C compiler (tried: {', '.join(tried)}): {INSTALL}")


def _is_gcc() -> bool:
    """Tell GCC from what else answers to the name cc, by the macros that it predefines."""
    asked = [*_compiler(), "-dM", "-E", "-x", "c", os.devnull]
    macros = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
    return "__GNUC__" in macros and "__clang__" not in macros


def main() -> int:
    """Do what the command line asks for; return the exit code."""
    parser = argparse.ArgumentParser(description="compile the worker's C library")
    parser.add_argument("--check", action="store_true", help="warnings are errors; keep nothing")
    wanted = parser.parse_args()
    try:
        check() if wanted.check else build()
    except CompileError as error:
        print(f"native: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
