"""The C library is made of its sources, wherever these lie, and gets into the wheel."""

from __future__ import annotations

import ctypes
import os
import shutil
import struct
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).parents[2]
NATIVE = Path("worker/stockade_worker/native")
LIBRARY = NATIVE / "_tracer.so"
PACKED = ["policies", "supervisor", "worker", "packaging", "pyproject.toml", ".gitignore"]
SOURCE = """
#include "answer.h"
__attribute__((visibility("default"))) int answer(void);
int answer(void) { return ANSWER; }
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with a library of two files."""
    return make_checkout(tmp_path / "checkout")


def make_checkout(root: Path) -> Path:
    (root / NATIVE).mkdir(parents=True)
    (root / "packaging").mkdir()
    shutil.copy(ROOT / "packaging" / "native.py", root / "packaging")
    (root / NATIVE / "answer.c").write_text(SOURCE)
    (root / NATIVE / "answer.h").write_text("#define ANSWER 42\n")
    return root


def compile_in(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "packaging/native.py", *arguments],
        cwd=root, env=os.environ | environment, capture_output=True, text=True, check=False,
        timeout=60,
    )  # fmt: skip


def answer_of(root: Path) -> int:
    """Ask the library of now: the loader would give an old one again under its old name."""
    copy = root / f"{(root / LIBRARY).stat().st_ino}.so"
    shutil.copy(root / LIBRARY, copy)
    answer = ctypes.CDLL(str(copy)).answer()
    assert isinstance(answer, int)
    return answer


def test_the_library_is_compiled(checkout: Path) -> None:
    assert compile_in(checkout).returncode == 0
    assert answer_of(checkout) == 42


def test_it_is_not_compiled_again_without_need(checkout: Path) -> None:
    compile_in(checkout)
    before = (checkout / LIBRARY).stat()
    (checkout / NATIVE / "answer.c").touch()
    assert compile_in(checkout).returncode == 0
    assert (checkout / LIBRARY).stat() == before


@pytest.mark.parametrize("edited", ["answer.h", "answer.c"])
def test_an_edit_compiles_it_again_whatever_its_date(checkout: Path, edited: str) -> None:
    compile_in(checkout)
    path = checkout / NATIVE / edited
    path.write_text(path.read_text().replace("42", "43").replace("ANSWER;", "43;"))
    os.utime(path, (0, 0))
    compile_in(checkout)
    assert answer_of(checkout) == 43


def test_a_source_that_goes_takes_its_functions_along(checkout: Path) -> None:
    (checkout / NATIVE / "more.c").write_text(SOURCE.replace("answer(", "more("))
    compile_in(checkout)
    assert b"\0more\0" in (checkout / LIBRARY).read_bytes()
    (checkout / NATIVE / "more.c").unlink()
    compile_in(checkout)
    assert b"\0more\0" not in (checkout / LIBRARY).read_bytes()


def test_the_same_sources_make_the_same_bytes_in_any_folder(tmp_path: Path) -> None:
    made = [make_checkout(tmp_path / name) for name in ("one", "another/further/down")]
    for root in made:
        compile_in(root)
    first, second = [(root / LIBRARY).read_bytes() for root in made]
    assert first == second


def test_without_a_compiler_it_says_what_to_install(checkout: Path, tmp_path: Path) -> None:
    if os.path.isabs((sysconfig.get_config_var("CC") or "").split(" ")[0]):
        pytest.skip("this Python names its compiler by path")
    run = compile_in(checkout, PATH=str(tmp_path), CC="")
    assert run.returncode == 1
    assert "no C compiler" in run.stderr
    assert "apt-get install gcc libc6-dev" in run.stderr


def test_no_other_compiler_is_taken_than_the_one_that_is_named(checkout: Path) -> None:
    run = compile_in(checkout, CC="no-such-compiler -O3")
    assert run.returncode == 1
    assert "tried: no-such-compiler)" in run.stderr


def test_what_does_not_compile_is_shown_and_leaves_the_old_library(checkout: Path) -> None:
    compile_in(checkout)
    (checkout / NATIVE / "answer.h").write_text("#define ANSWER no_such_name\n")
    run = compile_in(checkout)
    assert run.returncode == 1
    assert "no_such_name" in run.stderr
    assert sorted(path.name for path in (checkout / NATIVE).iterdir()) == [
        "_tracer.so", "answer.c", "answer.h",
    ]  # fmt: skip
    assert answer_of(checkout) == 42


def test_a_warning_fails_the_check_and_not_an_installation(checkout: Path) -> None:
    source = checkout / NATIVE / "answer.c"
    source.write_text(SOURCE.replace("return", "int unused; return"))
    assert compile_in(checkout).returncode == 0
    run = compile_in(checkout, "--check")
    assert run.returncode == 1
    assert "unused" in run.stderr


@pytest.mark.skipif(shutil.which("gcc") is None, reason="other compilers than GCC can't")
def test_the_check_follows_memory_along_every_path(checkout: Path) -> None:
    source = checkout / NATIVE / "answer.c"
    lost = SOURCE.replace("return ANSWER", "char *lost = malloc(ANSWER); return lost && *lost")
    source.write_text("#include <stdlib.h>\n" + lost)
    run = compile_in(checkout, "--check", CC="gcc")
    assert run.returncode == 1
    assert "leak" in run.stderr


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    """A source distribution, made where a foreign library lies, and the wheel made from it."""
    folder = tmp_path_factory.mktemp("built")
    checkout = folder / "checkout"
    checkout.mkdir()
    for name in [*PACKED, "README.md", "LICENSE"]:
        path = ROOT / name
        (shutil.copytree if path.is_dir() else shutil.copy)(path, checkout / name)
    (checkout / LIBRARY).write_bytes(b"not of these sources")
    hatchling(checkout, "sdist")
    (archive,) = (checkout / "dist").glob("*.tar.gz")
    with tarfile.open(archive) as packed:
        sources = {name.split("/", 1)[1] for name in packed.getnames()}
    subprocess.run(["tar", "-xzf", str(archive)], cwd=folder, check=True)
    (unpacked,) = folder.glob("stockade-*")
    (unpacked / LIBRARY).write_bytes(b"not of these sources")
    hatchling(unpacked, "wheel")
    (wheel,) = (unpacked / "dist").glob("*.whl")
    with zipfile.ZipFile(wheel) as packed_wheel:
        packed_wheel.extractall(folder / "installed")
        files = packed_wheel.namelist()
    return SimpleNamespace(
        sources=sources, wheel=wheel.name, files=files, root=folder / "installed"
    )


def hatchling(root: Path, target: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", target],
        cwd=root, check=True, capture_output=True, timeout=120,
    )  # fmt: skip


def test_the_sources_are_distributed_and_no_library(built: SimpleNamespace) -> None:
    assert {str(path.relative_to(ROOT)) for path in (ROOT / NATIVE).glob("*.[ch]")} < built.sources
    assert {"packaging/hatch_build.py", "packaging/native.py"} < built.sources
    assert str(LIBRARY) not in built.sources


def test_a_wheel_is_for_one_platform_and_any_python(built: SimpleNamespace) -> None:
    platform = sysconfig.get_platform().replace("-", "_")
    assert built.wheel.endswith(f"-py3-none-{platform}.whl")


def test_a_wheel_holds_the_library_and_not_its_sources(built: SimpleNamespace) -> None:
    assert "stockade_worker/native/_tracer.so" in built.files
    assert not [name for name in built.files if name.endswith((".c", ".h"))]


def test_a_wheel_holds_the_three_packages_and_nothing_else(built: SimpleNamespace) -> None:
    tops = {name.split("/")[0] for name in built.files}
    assert {top for top in tops if not top.endswith(".dist-info")} == {
        "stockade", "stockade_policies", "stockade_worker",
    }  # fmt: skip
    assert len(tops) == 4
    assert not [name for name in built.files if "breach" in name]


def test_no_memory_of_the_library_is_both_written_and_run(built: SimpleNamespace) -> None:
    segments = segments_of(built.root / "stockade_worker/native/_tracer.so")
    load, stack, relro = 1, 0x6474E551, 0x6474E552
    writes, runs = 2, 1
    assert {kind for kind, _ in segments} >= {load, stack, relro}
    assert [flags for kind, flags in segments if kind == stack and flags & runs] == []
    assert [flags for _, flags in segments if flags & writes and flags & runs] == []


def segments_of(library: Path) -> list[tuple[int, int]]:
    """Return type and flags of each program header; see elf(5), 64-bit little-endian."""
    content = library.read_bytes()
    assert content[:6] == b"\x7fELF\x02\x01"
    (start,) = struct.unpack_from("<Q", content, 32)
    size, count = struct.unpack_from("<HH", content, 54)
    headers = [struct.unpack_from("<II", content, start + size * n) for n in range(count)]
    return [(kind, flags) for kind, flags in headers]
