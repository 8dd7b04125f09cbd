"""Compiles the patterns of a policy, so that one that RE2 refuses is found before anything runs.

They are the operator's own, and here they meet no text: the worker matches them.
"""

from __future__ import annotations

from functools import lru_cache

import re2

from stockade_policies import Policy, PolicyError
from stockade_policies.rules import FIELD, GLOBS_BYTES, PATTERN_BYTES, globs_pattern


@lru_cache(maxsize=64)
def check_rules(policy: Policy) -> None:
    """Compile what the policy's workers will. Raises `PolicyError` with RE2's message."""
    options = re2.Options()
    options.log_errors = False
    options.max_mem = PATTERN_BYTES
    for number, pattern in enumerate(policy.blocked_patterns, 1):
        _compile(f"blocked_patterns[{number}]", pattern, options)
    for rule in policy.custom_security_rules:
        _compile(f"{FIELD}.{rule.id}.pattern", rule.pattern, options)
    options.max_mem = GLOBS_BYTES
    _compile("allowed_apis", globs_pattern(policy.allowed_apis), options)


def _compile(field: str, pattern: str, options: re2.Options) -> None:
    try:
        re2.compile(pattern.encode(), options)
    except re2.error as error:
        raise PolicyError(field, pattern, f"what RE2 takes ({_message(error)})") from None


def _message(error: Exception) -> str:
    text = error.args[0] if error.args else ""
    return text.decode(errors="replace") if isinstance(text, bytes) else str(text)
