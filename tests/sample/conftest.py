"""The sample study as the demonstration leaves it, made once for all its tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.cli import app
from qualcode.project import Project, open_project


@pytest.fixture(scope="session")
def demonstrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that ``qualcode demo`` leaves behind."""
    folder = tmp_path_factory.mktemp("demo") / "demo"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QUALCODE_CODER", "Lead")
        assert app.run(["demo", str(folder), "--lang", "en"]) == 0
    return folder


@pytest.fixture(scope="session")
def project(demonstrated: Path) -> Iterator[Project]:
    with open_project(demonstrated / "study.qualcode") as opened:
        yield opened
