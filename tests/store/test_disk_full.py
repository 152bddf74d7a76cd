"""A full disk is said in a sentence, and the project stays as it was."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import event

import projects
from qualcode.errors import Unreachable
from qualcode.project import Project, create_project
from qualcode.store.checks import findings

LONG = "".join(f"sentence {number}. " for number in range(40_000))


def check_that_nothing_changed(project: Project) -> None:
    with project.read() as view:
        before = projects.dump(view)
    with pytest.raises(Unreachable, match="is full"), project.write("Anna") as work:
        projects.add_documents(work, *[projects.read_text(f"long {n}", f"{n} {LONG}") for n in range(20)])
    with project.read() as view:
        assert projects.dump(view) == before
        assert list(findings(view)) == []


def test_a_database_that_may_not_grow(file_project: Project) -> None:
    """The engine's own limit: the same error as a full disk, on any machine."""

    @event.listens_for(file_project._store.engine, "connect")
    def limit(connection: object, _record: object) -> None:
        connection.execute("PRAGMA max_page_count=200")  # type: ignore[attr-defined]

    check_that_nothing_changed(file_project)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of two megabytes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)], capture_output=True)
    if mounted.returncode:
        pytest.skip("this machine does not let the tests mount a small file system")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_disk_that_is_really_full(small_disk: Path) -> None:
    with create_project(small_disk / "study.qualcode", coder="Anna") as project:
        projects.fill(project)
        check_that_nothing_changed(project)
