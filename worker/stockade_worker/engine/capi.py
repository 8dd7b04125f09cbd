"""The QuickJS C API, as the `quickjs-ng` wheel exports it, through ctypes.

The Python binding in the same wheel makes the runtime and frees it; everything that meets guest
data goes through here, because the binding cannot run a script with the engine's own global scope,
name the file, report an unhandled rejection, interrupt and call out in one run, or hand over a
string that holds NUL or a lone surrogate. `docs/decisions/0002-engine-through-its-c-api.md` has the
measurements.

The layout used here (`JSValue` is 16 bytes: payload, tag) is that of 64-bit builds. `runtime_of`
proves it on the live object before anything else is called.

Source: quickjs.h of quickjs-ng 0.17.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from ctypes import (
    POINTER,
    c_bool,
    c_char_p,
    c_int,
    c_size_t,
    c_ssize_t,
    c_uint32,
    c_void_p,
)
from functools import cache
from typing import Any, TypeVar

import _quickjs

from stockade_worker.native import abi

T = TypeVar("T")

# PyDLL, not CDLL: the GIL stays held. A worker has one thread, and callbacks then need no
# hand-over.
_LIB = ctypes.PyDLL(_quickjs.__file__)

JSValue = abi.JSValue


class EvalOptions(ctypes.Structure):
    """`JSEvalOptions`, version 1."""

    _fields_ = (
        ("version", c_int), ("flags", c_int), ("filename", c_char_p), ("line", c_int),
    )  # fmt: skip


TAG_STRING, TAG_OBJECT, TAG_INT, TAG_BOOL, TAG_NULL, TAG_UNDEFINED, TAG_EXCEPTION = (
    -7,
    -1,
    0,
    1,
    2,
    3,
    6,
)
TAG_STRING_ROPE = -6
EVAL_GLOBAL, EVAL_MODULE, EVAL_COMPILE_ONLY, EVAL_BACKTRACE_BARRIER = 0, 1, 1 << 5, 1 << 6
CLASS_OBJECT, CLASS_ARRAY = 1, 2
PROMISE_PENDING, PROMISE_FULFILLED, PROMISE_REJECTED = range(3)
UNDEFINED = JSValue(0, TAG_UNDEFINED)

REJECTION_TRACKER = ctypes.PYFUNCTYPE(None, c_void_p, JSValue, JSValue, c_bool, c_void_p)
SET_PROPERTY = ctypes.PYFUNCTYPE(c_int, c_void_p, JSValue, c_uint32, JSValue, JSValue, c_int)


class ExoticMethods(ctypes.Structure):
    """`JSClassExoticMethods`; only `set_property` is ever given."""

    _fields_ = (
        ("get_own_property", c_void_p), ("get_own_property_names", c_void_p),
        ("delete_property", c_void_p), ("define_own_property", c_void_p),
        ("has_property", c_void_p), ("get_property", c_void_p), ("set_property", SET_PROPERTY),
    )  # fmt: skip


class ClassDef(ctypes.Structure):
    """`JSClassDef`."""

    _fields_ = (
        ("class_name", c_char_p), ("finalizer", c_void_p), ("gc_mark", c_void_p),
        ("call", c_void_p), ("exotic", POINTER(ExoticMethods)),
    )  # fmt: skip


def _function(name: str, result: Any, *arguments: Any) -> Any:
    function = getattr(_LIB, name)
    function.restype, function.argtypes = result, arguments
    return function


new_context = _function("JS_NewContext", c_void_p, c_void_p)
get_runtime = _function("JS_GetRuntime", c_void_p, c_void_p)
get_runtime_opaque = _function("JS_GetRuntimeOpaque", c_void_p, c_void_p)
set_memory_limit = _function("JS_SetMemoryLimit", None, c_void_p, c_size_t)
set_rejection_tracker = _function(
    "JS_SetHostPromiseRejectionTracker", None, c_void_p, REJECTION_TRACKER, c_void_p
)
update_stack_top = _function("JS_UpdateStackTop", None, c_void_p)
eval_source = _function("JS_Eval2", JSValue, c_void_p, c_void_p, c_size_t, POINTER(EvalOptions))
eval_function = _function("JS_EvalFunction", JSValue, c_void_p, JSValue)
call = _function("JS_Call", JSValue, c_void_p, JSValue, JSValue, c_int, POINTER(JSValue))
get_exception = _function("JS_GetException", JSValue, c_void_p)
get_global = _function("JS_GetGlobalObject", JSValue, c_void_p)
get_property = _function("JS_GetPropertyStr", JSValue, c_void_p, JSValue, c_char_p)
set_property = _function("JS_SetPropertyStr", c_int, c_void_p, JSValue, c_char_p, JSValue)
get_class_id = _function("JS_GetClassID", c_uint32, JSValue)
is_proxy = _function("JS_IsProxy", c_bool, JSValue)
promise_state = _function("JS_PromiseState", c_int, c_void_p, JSValue)
promise_result = _function("JS_PromiseResult", JSValue, c_void_p, JSValue)
get_import_meta = _function("JS_GetImportMeta", JSValue, c_void_p, c_void_p)
get_module_namespace = _function("JS_GetModuleNamespace", JSValue, c_void_p, c_void_p)
execute_pending_job = _function("JS_ExecutePendingJob", c_int, c_void_p, POINTER(c_void_p))
new_string = _function("JS_NewStringLen", JSValue, c_void_p, c_char_p, c_size_t)
dup_value = _function("JS_DupValue", JSValue, c_void_p, JSValue)
free_value = _function("JS_FreeValue", None, c_void_p, JSValue)
new_atom = _function("JS_NewAtomLen", c_uint32, c_void_p, c_char_p, c_size_t)
new_class_id = _function("JS_NewClassID", c_uint32, c_void_p, POINTER(c_uint32))
is_registered_class = _function("JS_IsRegisteredClass", c_bool, c_void_p, c_uint32)
new_class = _function("JS_NewClass", c_int, c_void_p, c_uint32, POINTER(ClassDef))
new_object_class = _function("JS_NewObjectClass", JSValue, c_void_p, c_uint32)

_decode_utf8 = ctypes.pythonapi.PyUnicode_DecodeUTF8
_decode_utf8.restype, _decode_utf8.argtypes = ctypes.py_object, (c_void_p, c_ssize_t, c_char_p)
_to_c_string = _function("JS_ToCStringLen2", c_void_p, c_void_p, POINTER(c_size_t), JSValue, c_bool)
_free_c_string = _function("JS_FreeCString", None, c_void_p, c_void_p)


_CHUNK_BYTES = 1 << 20
_ASTRAL_LEADS = (b"\xf0", b"\xf1", b"\xf2", b"\xf3", b"\xf4")


@cache
def integer(number: int) -> JSValue:
    """Return a 32-bit engine integer; cached, for a policy gives every worker the same ones."""
    return JSValue(number, TAG_INT)


class _Binding(ctypes.Structure):
    """The start of the binding's Context: CPython's object head, then the engine's pointers."""

    _fields_ = (
        ("head", ctypes.c_byte * object.__basicsize__), ("runtime", c_void_p), ("context",
        c_void_p),
    )  # fmt: skip


def pointers_of(binding: _quickjs.Context) -> tuple[int, int]:
    """Return (JSRuntime*, JSContext*) of a binding context.

    Raises `RuntimeError` if the objects do not confirm each other: the engine knows the runtime of
    its context, and the binding stores its own address in the runtime.
    """
    head = _Binding.from_address(id(binding))
    runtime, context = head.runtime, head.context
    if not runtime or not context or get_runtime(context) != runtime:
        raise RuntimeError("quickjs-ng has another object layout than this version knows")
    if get_runtime_opaque(runtime) != id(binding):
        raise RuntimeError("quickjs-ng does not keep its binding in the runtime as expected")
    return runtime, context


def _with_bytes(context: int, value: JSValue, use: Callable[[int, int], T]) -> T | None:
    """Call `use` with address and length of a string's UTF-8, which the engine makes and counts.

    None if the engine has no memory for it. Lone surrogates are three bytes. Requires: `value` is a
    string; anything else would run guest code.
    """
    length = c_size_t()
    address = _to_c_string(context, ctypes.byref(length), value, False)
    if not address:
        return None
    try:
        return use(address, length.value)
    finally:
        _free_c_string(context, address)


def text_of(context: int, value: JSValue) -> bytes | None:
    """Return a string value as UTF-8, or None if the engine can't. Requires: as _with_bytes()."""
    return _with_bytes(context, value, ctypes.string_at)


def eval_string(context: int, value: JSValue, options: EvalOptions) -> JSValue | None:
    """Evaluate a string value as a script; None if the engine can't. Requires: as _with_bytes()."""

    def evaluate(address: int, length: int) -> JSValue:
        result: JSValue = eval_source(context, address, length, ctypes.byref(options))
        return result

    return _with_bytes(context, value, evaluate)


def _width(address: int, length: int) -> int:
    """Return how many bytes Python takes for each byte of UTF-8, at most, while it decodes them.

    It begins with room for one a character, and when that does not do, holds a wider copy beside.
    """
    width = 1
    for start in range(0, length, _CHUNK_BYTES):
        chunk = ctypes.string_at(address + start, min(_CHUNK_BYTES, length - start))
        if chunk.isascii():
            continue
        if any(lead in chunk for lead in _ASTRAL_LEADS):
            return 6
        width = 3
    return width


def well_formed_text_of(
    context: int, value: JSValue, has_room: Callable[[int], bool]
) -> str | None:
    """Return a string value without lone surrogates; None if it can't be had, or has no room.

    Made from the engine's own bytes: a large result has no copy between the two.
    """

    def decode(address: int, length: int) -> str | None:
        if not has_room(length * _width(address, length)):
            return None
        text: str = _decode_utf8(address, length, None)
        return text

    return _with_bytes(context, value, decode)
