"""The same program, started by an ordinary user although the tests run as root."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

import prctl
from tests.breach import breached
from tests.ordinary_user import UNREACHABLE, become_ordinary


def main(control_fd: int) -> NoReturn:
    """Give up root, then run the starter."""
    try:
        become_ordinary([*filter(os.path.exists, sys.path), sys.base_prefix])
    except OSError as error:
        sys.exit(f"{UNREACHABLE}: {error}")
    prctl.set_dumpable(1)  # as after an exec by that user; a change of the uid ends it
    breached.main(control_fd)
