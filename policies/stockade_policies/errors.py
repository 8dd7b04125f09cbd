"""Every exception that the project raises on purpose.

The tree, with each code, and `retryable` where it is true (a test keeps it equal to the classes):

    StockadeError            [stockade]
    ├── PolicyError          [policy]
    ├── InputError           [input]
    ├── JailError            [jail]
    ├── ProtocolError        [protocol]
    ├── TemplateError        [template, retryable]
    └── PoolClosed           [pool-closed]

An exception is trouble of our own or of the caller. Guest code that goes wrong is a value: a result
with an outcome. Callers tell errors apart by class or by `code`, never by the text.
"""

from __future__ import annotations

import reprlib
from errno import errorcode

# A refused value can be 10 MB of hostile text or a tree of it: the message shows a little.
_SHORT = reprlib.Repr()
_SHORT.maxstring = _SHORT.maxother = _SHORT.maxlong = 80
_SHORT.maxlevel = 2


def _shown(value: object) -> str:
    try:
        return _SHORT.repr(value)
    except ValueError:  # an int beyond sys.get_int_max_str_digits() has no repr
        return f"<{type(value).__name__}, too long to show>"


class StockadeError(Exception):
    """The base of the tree.

    code       stable name for programs, kebab-case; it does not change between releases.
    retryable  whether the same call may succeed later with nothing changed.
    """

    code: str = "stockade"
    retryable: bool = False


class PolicyError(StockadeError):
    """A policy that makes no sense.

    field   the field or TOML key.
    value   what was given.
    bound   what it must be, written to follow "must be".
    source  the file it came from, "" if none.
    """

    code = "policy"

    def __init__(self, field: str, value: object, bound: str, *, source: str = "") -> None:
        super().__init__(field, value, bound)
        self.field = field
        self.value = value
        self.bound = bound
        self.source = source

    def __str__(self) -> str:
        """Name the file (if any), the field, the value and the bound."""
        place = f"{self.source}: " if self.source else ""
        return f"{place}{self.field} = {_shown(self.value)}: must be {self.bound}"


class InputError(StockadeError):
    """A job that makes no sense: a wrong type, or an argument that can't cross.

    field  the field, with the path inside it, as in "args.a[3]".
    value  what was given.
    bound  what it must be, written to follow "must be".
    """

    code = "input"

    def __init__(self, field: str, value: object, bound: str) -> None:
        super().__init__(field, value, bound)
        self.field = field
        self.value = value
        self.bound = bound

    def __str__(self) -> str:
        """Name the field, the value and the bound."""
        return f"{self.field} = {_shown(self.value)}: must be {self.bound}"


class JailError(StockadeError):
    """A wall could not be put up, so no guest code ran.

    step    the wall or the step of the jail.
    errno   from the failed system call, None if none failed. See errno(3).
    reason  what failed.
    hint    what the operator can do about it.
    """

    code = "jail"

    def __init__(self, step: str, errno: int | None, reason: str, hint: str) -> None:
        super().__init__(step, errno, reason, hint)
        self.step = step
        self.errno = errno
        self.reason = reason
        self.hint = hint

    def __str__(self) -> str:
        """Name the step, what failed with which errno, and what to do."""
        if self.errno is None:
            return f"{self.step}: {self.reason}; {self.hint}"
        name = errorcode.get(self.errno, f"errno {self.errno}")
        return f"{self.step}: {self.reason} ({name}); {self.hint}"


class ProtocolError(StockadeError):
    """The peer broke the protocol: it is hostile or broken, and is killed."""

    code = "protocol"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class TemplateError(StockadeError):
    """The template could not start or fork; a new one starts with back-off."""

    code = "template"
    retryable = True

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class PoolClosed(StockadeError):  # noqa: N818  a state, not a mistake
    """The pool takes no more jobs: close() was called."""

    code = "pool-closed"

    def __str__(self) -> str:
        """Say so."""
        return "the pool is closed"
