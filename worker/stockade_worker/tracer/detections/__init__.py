"""What Stockade looks for by itself in code; see `stockade_policies.DETECTIONS`."""

from .detector import Detector, Found
from .makers import found_in_made

__all__ = ["Detector", "Found", "found_in_made"]
