"""The workbench of one page, a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from browser.conftest import Served
from qualcode.browser.session import Session


def test_a_page_that_is_left_at_once_leaves_no_fault(served: Served) -> None:
    """As when it is loaded again and again: the workbench is told to end before it has come."""
    quits = Session.encode_packet(b"M", json.dumps({"type": "quit"}).encode())
    environment = os.environ | {"TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver", "QUALCODE_LANG": "en"}
    environment |= {"QUALCODE_PROJECT": str(served.project), "QUALCODE_CODER": "Anna", "QUALCODE_DOCUMENT": ""}
    environment |= {"QUALCODE_STATE": str(served.project.parent / "state"), "QUALCODE_CONFIG": os.devnull}
    start = (sys.executable, "-c", "from qualcode.launch import open_for_browser; open_for_browser()")
    ended = subprocess.run(start, input=quits, capture_output=True, env=environment, timeout=60, check=False)
    assert (ended.returncode, ended.stderr.decode()) == (0, "")
