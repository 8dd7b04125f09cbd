"""Loads tree-sitter's JavaScript grammar without its package.

The package's `__init__` imports `importlib.resources`, which imports `random` and `tempfile`, to
find query files that nobody here wants. `random` runs code in every fork.
"""

from __future__ import annotations

from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import module_from_spec

from tree_sitter import Language

_PACKAGE = "tree_sitter_javascript"


def load_grammar() -> Language:
    """Return the grammar. Raises ImportError."""
    package = _spec(_PACKAGE, None)
    binding = _spec(f"{_PACKAGE}._binding", package.submodule_search_locations)
    module = module_from_spec(binding)
    if binding.loader is None:
        raise ImportError(f"{binding.name} has no loader")
    binding.loader.exec_module(module)
    return Language(module.language())


def _spec(name: str, places: list[str] | None) -> ModuleSpec:
    found = PathFinder.find_spec(name, places)
    if found is None:
        raise ImportError(f"{name} is not installed")
    return found
