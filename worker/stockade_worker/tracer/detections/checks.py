"""Closer looks at a chain: whether what stands there means what it may mean."""

from __future__ import annotations

import re
from collections.abc import Callable

from .accesses import Access, child_of, path_of, string_of
from .backtracking import is_exponential
from .numbers import number_of

Check = Callable[[Access, bytes], bool]
"""The second argument is the source."""

HUGE = 100_000_000
"""Elements, characters or bytes that one builtin is asked for: no honest program needs so many."""

LEAST_NAME = 3

LONG_SLEEP_MS = 5_000
LONG_TIMER_MS = 600_000

_SEARCHED = re.compile(r"\.(?:indexOf|includes|search|match|startsWith|endsWith|split)\(\)")
_SEARCHES = re.compile(r"\.(?:test|exec|indexOf|includes|match|search|startsWith|endsWith)$")
_PROTO_KEY = re.compile(rb"""\\?["']__proto__\\?["']\s*:""")
_OBJECT_PROTOTYPE = re.compile(r"^(?:window\.|globalThis\.)?Object\.prototype$|\.__proto__$")
_BUILTIN = re.compile(
    r"^(?:Object|Array|Function|String|Number|Boolean|Promise|RegExp|Date|Math|JSON|Reflect)"
    r"(?:\.prototype)?$"
)


def is_huge(access: Access, source: bytes) -> bool:
    """Tell whether so much is asked for that no honest program needs it."""
    return any((number_of(child_of(calls, 0), source) or 0) >= HUGE for calls in access.calls)


def sleeps_long(access: Access, source: bytes) -> bool:
    """Tell whether the first argument is a long time."""
    return any(
        (number_of(child_of(calls, 0), source) or 0) >= LONG_SLEEP_MS for calls in access.calls
    )


def waits_long(access: Access, source: bytes) -> bool:
    """Tell whether the second argument is a very long time."""
    return any(
        (number_of(child_of(calls, 1), source) or 0) >= LONG_TIMER_MS for calls in access.calls
    )


def is_of_prototype(access: Access, source: bytes) -> bool:
    """Tell whether the first argument is the prototype that everything inherits from."""
    return any(
        _OBJECT_PROTOTYPE.search(path_of(child_of(calls, 0), source)) for calls in access.calls
    )


def is_of_builtin(access: Access, source: bytes) -> bool:
    """Tell whether the first argument is something that the language has."""
    return any(_BUILTIN.search(path_of(child_of(calls, 0), source)) for calls in access.calls)


def asks_for_text(access: Access, source: bytes) -> bool:
    """Tell whether an argument is the name of `toString`."""
    arguments = (child_of(calls, index) for calls in access.calls for index in (0, 1))
    return any(
        argument is not None
        and argument.type == "string"
        and string_of(argument, source) == "toString"
        for argument in arguments
    )


def is_of_call_site(_: Access, source: bytes) -> bool:
    """Tell whether the source also sets Error.prepareStackTrace: then these are call sites."""
    return b"prepareStackTrace" in source


def is_of_function_maker(access: Access, source: bytes) -> bool:
    """Tell whether the first argument is `Function`."""
    return any(path_of(child_of(calls, 0), source) == "Function" for calls in access.calls)


def is_polluting_json(access: Access, source: bytes) -> bool:
    """Tell whether an argument is JSON with the key that leads to a prototype."""
    ranges = (calls.byte_range for calls in access.calls)
    return any(_PROTO_KEY.search(source, start, end) for start, end in ranges)


def is_compared(access: Access, source: bytes) -> bool:
    """Tell whether what the chain gives is compared, or searched for something."""
    if access.use == "compare" or _SEARCHED.search(access.path) is not None:
        return True
    parent = access.top.parent
    if parent is None or parent.type != "arguments" or parent.parent is None:
        return False
    function = parent.parent.child_by_field_name("function")
    return _SEARCHES.search(path_of(function, source)) is not None


def is_beside_number(access: Access, _: bytes) -> bool:
    """Tell whether the other side of a comparison is a number."""
    parent = access.top.parent
    return parent is not None and any(child.type == "number" for child in parent.named_children)


def becomes_text(access: Access, source: bytes) -> bool:
    """Tell whether a value is made a string: `"" + value`, `String(value)`."""
    parent = access.top.parent
    if parent is not None and parent.type == "arguments":
        call = parent.parent
        function = None if call is None else call.child_by_field_name("function")
        return path_of(function, source) == "String"
    return parent is not None and parent.type == "binary_expression" and access.use == "read"


def is_of_own_function(access: Access, source: bytes) -> bool:
    """Tell whether the text is that of a function of this code, or of one that was asked for it.

    Names of minified code are so short that another function has the same: these don't count.
    """
    name = access.path.partition(".")[0]
    if name in ("<function>", "eval"):
        return True
    return len(name) >= LEAST_NAME and b"function %b(" % name.encode() in source


def is_slow_pattern(access: Access, source: bytes) -> bool:
    """Tell whether the first argument is a pattern that can take exponential time."""
    for calls in access.calls:
        first = child_of(calls, 0)
        if first is not None and first.type == "string":
            text = source[first.start_byte + 1 : first.end_byte - 1]
            return is_exponential(text.replace(b"\\\\", b"\\").decode(errors="replace"))
    return False


def is_of_special_function(access: Access, source: bytes) -> bool:
    """Tell whether the chain begins with a function whose maker has no name, or its prototype."""
    if "getPrototypeOf" not in access.path:
        return access.use == "read"
    return any(
        path_of(child_of(calls, 0), source) in ("<async>", "<generator>") for calls in access.calls
    )
