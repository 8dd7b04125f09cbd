"""Guest values on this side: their types, and the ways in and out."""

from .decode import decode_table
from .encode import encode_value
from .jsonable import to_jsonable
from .model import (
    HOLE,
    UNDEFINED,
    ArrayBuffer,
    BigInt,
    Boxed,
    Hole,
    Instance,
    JSDate,
    JSError,
    JSMap,
    JSSet,
    Opaque,
    RegExp,
    SparseArray,
    TypedArray,
    Undefined,
)

__all__ = [
    "HOLE",
    "UNDEFINED",
    "ArrayBuffer",
    "BigInt",
    "Boxed",
    "Hole",
    "Instance",
    "JSDate",
    "JSError",
    "JSMap",
    "JSSet",
    "Opaque",
    "RegExp",
    "SparseArray",
    "TypedArray",
    "Undefined",
    "decode_table",
    "encode_value",
    "to_jsonable",
]
