"""What is allowed: frozen, validated data; no I/O but reading policy files."""

from stockade_policies.ceilings import CEILING_FIELDS, RUN_CEILING_FIELDS, Ceilings
from stockade_policies.detections import API_NOT_ALLOWED, DETECTIONS, Detection
from stockade_policies.errors import (
    InputError,
    JailError,
    PolicyError,
    PoolClosed,
    ProtocolError,
    StockadeError,
    TemplateError,
)
from stockade_policies.personas import (
    ANSWER_TEXTS,
    ANSWERS,
    PROFILE_KEYS,
    check_answers,
    check_profile,
)
from stockade_policies.policy import PERSONAS, Policy
from stockade_policies.pool import PoolLimits
from stockade_policies.rules import Rule
from stockade_policies.walls import Wall

__all__ = [
    "ANSWERS",
    "ANSWER_TEXTS",
    "API_NOT_ALLOWED",
    "CEILING_FIELDS",
    "DETECTIONS",
    "PERSONAS",
    "PROFILE_KEYS",
    "RUN_CEILING_FIELDS",
    "Ceilings",
    "Detection",
    "InputError",
    "JailError",
    "Policy",
    "PolicyError",
    "PoolClosed",
    "PoolLimits",
    "ProtocolError",
    "Rule",
    "StockadeError",
    "TemplateError",
    "Wall",
    "check_answers",
    "check_profile",
]
