"""How a template proves its walls before it serves: it attacks itself from throw-away workers."""

from .attack import prove
from .trials import Aim, aim

__all__ = ["Aim", "aim", "prove"]
