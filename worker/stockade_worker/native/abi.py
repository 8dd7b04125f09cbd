"""The two things that the engine's own library and ours are both spoken to with."""

from __future__ import annotations

import ctypes
from ctypes import c_int, c_int64, c_uint64, c_void_p


class JSValue(ctypes.Structure):
    """A value, or a reference to one; reference counts are the caller's business."""

    _fields_ = (("payload", c_uint64), ("tag", c_int64))
    payload: int
    tag: int


INTERRUPT_HANDLER = ctypes.PYFUNCTYPE(c_int, c_void_p, c_void_p)
