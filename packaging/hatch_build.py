"""Puts the compiled C library into the wheel, and beside its sources for an editable install."""

from __future__ import annotations

import sys
import sysconfig
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).parent))  # hatchling loads this file alone, by its path

import native


class NativeLibrary(BuildHookInterface):  # type: ignore[type-arg]
    """Compiles before hatchling collects the files of a wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile; a wheel to be handed on never gets a library that lay there already."""
        try:
            library = native.build(again=version == "standard")
        except native.CompileError as error:
            sys.exit(f"stockade can't be built here: {error}")
        # It is ignored by git, and so would be by hatchling.
        build_data["artifacts"].append(f"/{library.relative_to(self.root)}")
        # One machine, any Python: it uses the engine's C functions and none of Python's.
        platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{platform}"
