"""What Stockade looks for by itself in code; see `stockade_policies.DETECTIONS`."""

from .behaviour import Behaviour
from .detector import Detector, Found
from .makers import found_in_made
from .texts import conditional_at

__all__ = ["Behaviour", "Detector", "Found", "conditional_at", "found_in_made"]
