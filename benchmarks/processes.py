"""What a whole command costs: a fresh process from its start to its end, children of its own included."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

QUALCODE = str(Path(sys.executable).with_name("qualcode"))


@dataclass(frozen=True)
class Cost:
    """User and system time in seconds, and the most memory held at once in MiB."""

    cpu: float
    memory: float


def cost(command: Sequence[str]) -> Cost:
    """Run a command. Raises RuntimeError, with what it said, when it fails."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr is not None
    said = process.stderr.read()
    _id, status, used = os.wait4(process.pid, 0)
    process.stderr.close()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)}: {said.decode(errors='replace')}")
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def medians(commands: Mapping[str, Sequence[str]], rounds: int) -> dict[str, Cost]:
    """The median cost of each command; they take turns, so that whatever else the machine does falls on all alike."""
    measured = [{name: cost(command) for name, command in commands.items()} for _ in range(rounds)]
    return {
        name: Cost(
            statistics.median(it[name].cpu for it in measured), statistics.median(it[name].memory for it in measured)
        )
        for name in commands
    }
