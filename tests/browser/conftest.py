"""A served project: the real command in a process of its own, and the real browser of the machine."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from qualcode.actions import codes
from qualcode.actions.importing import files
from qualcode.formats.bundle import DocumentDraft, Report
from qualcode.project import create_project

TEXT = "访谈者：平台上线以后有什么变化？\n受访者：数据要一层一层报上去，系统里看不出来。\n访谈者：谢谢。\n受访者：见 https://sjj.example.org/tongji 。\n"


@dataclass
class Served:
    """A server that runs, what it printed, and the project it shows."""

    process: subprocess.Popen[str]
    address: str
    project: Path

    @property
    def origin(self) -> str:
        return self.address.partition("/?")[0]

    @property
    def token(self) -> str:
        return self.address.partition("token=")[2]


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    path = tmp_path / "study.qualcode"
    with create_project(path, coder="Anna") as project, project.write("Anna") as work:
        codes.add(work, "信任")
        options = files.ImportOptions(kind="interview")
        read = files.understand(DocumentDraft(name="I01 访谈", text=TEXT), Path("I01.txt"), Report("I01.txt"), options)
        files.add_documents(work, [read], [read.report], options)
    program = "from qualcode.cli.app import main; main()"
    command = [sys.executable, "-c", program, "serve", "--sessions", "1"]
    environment = os.environ | {"QUALCODE_PROJECT": str(path), "QUALCODE_CODER": "Anna", "QUALCODE_LANG": "en"}
    environment |= {"QUALCODE_STATE": str(tmp_path / "state"), "QUALCODE_CONFIG": str(tmp_path / "settings.toml")}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        address = process.stdout.readline().strip()
        assert address, process.stderr.read()
        yield Served(process, address, path)
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            process.wait(20)


@pytest.fixture
def chromium() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("this machine has no Chromium")
    return found
