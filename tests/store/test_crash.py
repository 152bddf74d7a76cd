"""A crash at any moment leaves the last committed change and a project that passes its check."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import projects
from qualcode.actions import history
from qualcode.project import Project, open_project
from qualcode.store.checks import findings

CODE = """
import sys
from qualcode.project import open_project
from qualcode.actions import codes, coding
from qualcode.text.span import Span
import projects
with open_project(sys.argv[1]) as project:
    with project.write("Anna") as work:
        codes.add(work, f"pressure {sys.argv[2]}")
    print("ready", flush=True)
    for n in range(10_000):
        with project.write("Anna") as work:
            if n % 3:
                coding.apply(work, "P01", Span(n % 60, n % 60 + 1 + n // 60 % 19), f"pressure {sys.argv[2]}")
            else:
                projects.add_documents(work, *[projects.read_text(f"{sys.argv[2]}-{n}-{i}", f"text {sys.argv[2]} {n} {i} " * 200) for i in range(5)])
        print(n, flush=True)
"""


def state(path: Path) -> tuple[int, list[str]]:
    """The newest operation of a project, and what its check finds."""
    with open_project(path) as project, project.read() as view:
        return history.latest_operation(view), list(findings(view))


def test_a_killed_writer_loses_only_what_it_had_not_finished(file_project: Project) -> None:
    path = file_project.path
    assert path is not None
    file_project.close()
    for attempt in range(8):
        start = state(path)[0] + 1  # the code that each attempt begins with
        command = [sys.executable, "-c", CODE, str(path), str(attempt)]
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, text=True, env={"PYTHONPATH": str(Path(__file__).parents[1])}
        ) as writer:
            assert writer.stdout is not None
            assert writer.stdout.readline() == "ready\n"
            time.sleep(random.Random(attempt).uniform(0.02, 0.3))
            writer.kill()
            said = [line for line in writer.stdout.read().split("\n") if line]
        after, found = state(path)
        assert found == []
        # What was reported as done is there; at most one more was committed before it could be reported.
        assert start + len(said) <= after <= start + len(said) + 1


def test_a_log_cut_anywhere_opens_as_a_prefix_of_what_was_done(file_project: Project, tmp_path: Path) -> None:
    path = file_project.path
    assert path is not None
    with file_project.read() as keeps_the_log:  # an open reader keeps the log from being written back
        start = history.latest_operation(keeps_the_log)
        for number in range(6):
            with file_project.write("Anna") as work:
                projects.add_documents(work, projects.read_text(f"D{number}", f"document {number} " * 50))
        log = path.with_name(path.name + "-wal").read_bytes()
        base = path.read_bytes()
    cuts = [*sorted(random.Random(1).sample(range(len(log)), 40)), len(log)]
    numbers = []
    for cut in cuts:
        copy = tmp_path / f"cut{cut}" / "study.qualcode"
        copy.parent.mkdir()
        copy.write_bytes(base)
        copy.with_name("study.qualcode-wal").write_bytes(log[:cut])
        number, found = state(copy)
        assert found == []
        numbers.append(number)
        shutil.rmtree(copy.parent)
    assert numbers == sorted(numbers)
    assert numbers[-1] == start + 6
    assert numbers[0] >= start - 20
