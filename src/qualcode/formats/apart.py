"""Reading in a process of its own, with libraries that a damaged file can bring down: then only that process is lost.

They are written in C or Rust and trust what a file says of itself: they read beyond its end, ask for all memory there
is, or go round in circles. A module that reads so is run as a program of its own, ``python -m MODULE ARGUMENT…``, and
its last line is ``answer(function)``.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from typing import Any

_MEMORY = 4_000_000_000
_SECONDS = 300  # of work; the largest workbook that is read takes a minute


class BrokeDown(Exception):
    """The process ended without an answer."""


def ask(module: str, *arguments: str) -> Any:
    """What the function of ``module`` returns, called in another process with these arguments. Raises BrokeDown.

    Whatever the process prints is thrown away.
    """
    # -P: no module of the folder the person works in may be imported there.
    command = [sys.executable, "-P", "-m", module, *arguments]
    ended = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    if ended.returncode:
        raise BrokeDown
    return pickle.loads(ended.stdout)


def answer(function: Callable[..., Any]) -> None:
    """Call ``function`` with the arguments of this process, and hand over what it returns."""
    _limit_ourselves()
    answers = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # a library that prints must not spoil them
    found = function(*sys.argv[1:])
    with os.fdopen(answers, "wb") as file:
        pickle.dump(found, file)


def _limit_ourselves() -> None:
    try:
        import resource
    except ImportError:  # on Windows, where a library that asks for too much is refused sooner
        return
    for limit, most in ((resource.RLIMIT_AS, _MEMORY), (resource.RLIMIT_CPU, _SECONDS)):
        _soft, hard = resource.getrlimit(limit)
        resource.setrlimit(limit, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
