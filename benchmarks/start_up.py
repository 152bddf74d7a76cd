"""What a command pays before it does anything: CPU time of ``qualcode --help`` and ``--version``.

They are measured against a process that only imports click, the parser they are built on, which no command line made with
it can undercut. The cases take turns, so that whatever else the machine does falls on all of them alike. Every case has
run once before it is measured, so that all modules are compiled, as they are on a person's second day.
"""

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

PROGRAM = str(Path(sys.executable).with_name("qualcode"))
ROUNDS = 25
TARGET = 2.5
CASES = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "import click": [sys.executable, "-c", "import click"],
    "qualcode --version": [PROGRAM, "--version"],
    "qualcode --help": [PROGRAM, "--help"],
    "qualcode --help --lang zh": [PROGRAM, "--help", "--lang", "zh"],
    "a wrong command": [PROGRAM, "serach"],
}


def cpu_milliseconds(command: list[str], environment: dict[str, str]) -> float:
    """User and system time of one process from its start to its end."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def measure(environment: dict[str, str]) -> dict[str, list[float]]:
    """The times of every case, the first round left out."""
    rounds = [
        {name: cpu_milliseconds(command, environment) for name, command in CASES.items()} for _ in range(ROUNDS + 1)
    ]
    return {name: [times[name] for times in rounds[1:]] for name in CASES}


def main() -> None:
    """Print the median of every case, and its ratio to importing click."""
    with tempfile.TemporaryDirectory() as compiled:
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        times = measure(environment | {"PYTHONPYCACHEPREFIX": compiled})
    floor = median(times["import click"])
    print(f"{'':28}{'CPU ms':>8}{'x click':>9}   (target: at most {TARGET} x; median of {ROUNDS})")
    for name, measured in times.items():
        print(f"{name:28}{median(measured):8.0f}{median(measured) / floor:9.2f}")


if __name__ == "__main__":
    main()
