"""What Stockade looks for by itself in code; see `stockade_policies.DETECTIONS`."""

from .detector import Detector, Found

__all__ = ["Detector", "Found"]
