"""Running the command line: inside the test (`qualcode`), as a process (`process`), at a terminal (`terminal`)."""

import csv
import os
import pty
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path

import pytest

import projects
from qualcode import messages
from qualcode.cli import app
from qualcode.project import create_project, open_project


@pytest.fixture(scope="session")
def program() -> str:
    """The installed command."""
    return str(Path(sys.executable).with_name("qualcode"))


@dataclass(frozen=True)
class Outcome:
    """How a command ended. At a terminal both streams are one, in ``stdout``."""

    exit_code: int
    stdout: str
    stderr: str = ""

    @property
    def columns(self) -> str:
        """The header of a table printed as CSV."""
        return self.stdout.partition("\n")[0]

    @property
    def rows(self) -> list[dict[str, str]]:
        """The rows of a table printed as CSV."""
        return list(csv.DictReader(StringIO(self.stdout)))


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder to work in, an English locale, and nothing of the person who runs the tests."""
    for name in [name for name in os.environ if name.startswith(("QUALCODE_", "LC_", "LANG", "PYTHONUNBUFFERED"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setenv("QUALCODE_CONFIG", str(tmp_path / "settings.toml"))
    monkeypatch.setenv("QUALCODE_CODER", "Anna")
    monkeypatch.setenv("COLUMNS", "100")
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    yield folder
    messages.use("en")


@pytest.fixture(scope="session")
def filled_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project with something of everything (see projects.py), to be copied and never changed."""
    path = tmp_path_factory.mktemp("filled") / "study.qualcode"
    with create_project(path, "Study", "Anna") as project:
        projects.fill(project)
    return path


@pytest.fixture
def study(alone: Path, filled_project: Path) -> Path:
    """A copy of that project, the only one in the folder the commands work in."""
    return Path(shutil.copy(filled_project, alone))


@pytest.fixture
def state() -> Callable[[Path], dict[str, list[object]]]:
    """Every row of a project that a person can change: equal states are equal projects."""

    def read(path: Path) -> dict[str, list[object]]:
        with open_project(path) as project, project.read("Anna") as view:
            return projects.dump(view)

    return read


@pytest.fixture
def qualcode(alone: Path) -> Callable[..., Outcome]:
    """Run a command in this process, quick enough for many: ``qualcode("codes", "list").stdout``."""

    def run(*arguments: object) -> Outcome:
        streams = [TextIOWrapper(BytesIO(), encoding="utf-8") for _ in range(2)]
        with redirect_stdout(streams[0]), redirect_stderr(streams[1]):
            exit_code = app.run([str(argument) for argument in arguments])
        texts = []
        for stream in streams:
            stream.flush()
            texts.append(stream.buffer.getvalue().decode("utf-8"))  # type: ignore[attr-defined]
        return Outcome(exit_code, *texts)

    return run


@pytest.fixture
def process(alone: Path, program: str) -> Callable[..., Outcome]:
    """Run a command as a process of its own, as a script would: ``process("--version", LANG="zh_CN.UTF-8")``."""

    def run(*arguments: object, **environment: str) -> Outcome:
        command = [program, *map(str, arguments)]
        ended = subprocess.run(
            command, env=os.environ | environment, capture_output=True, stdin=subprocess.DEVNULL, timeout=60
        )
        return Outcome(ended.returncode, ended.stdout.decode("utf-8"), ended.stderr.decode("utf-8"))

    return run


@pytest.fixture
def at_terminal(alone: Path) -> Callable[..., Outcome]:
    """Run any program at a real terminal of 100 columns; ``keys`` are typed beforehand."""

    def run(command: list[str], keys: str = "") -> Outcome:
        ours, theirs = pty.openpty()
        os.write(ours, keys.encode())
        environment = os.environ | {"TERM": "xterm"}
        child = subprocess.Popen(command, env=environment, stdin=theirs, stdout=theirs, stderr=theirs)
        os.close(theirs)
        screen = _read_all(ours)
        return Outcome(child.wait(60), screen.replace("\r\n", "\n"))

    return run


@pytest.fixture
def terminal(at_terminal: Callable[..., Outcome], program: str) -> Callable[..., Outcome]:
    """Run a command at a real terminal: ``terminal("erase", "case", "P07", keys="P07\\n")``."""
    return lambda *arguments, keys="": at_terminal([program, *map(str, arguments)], keys)


def _read_all(terminal: int) -> str:
    """Everything written to a terminal until its last user is gone."""
    read = b""
    try:
        while part := os.read(terminal, 65536):
            read += part
    except OSError:  # how Linux says that nobody is at the other end any more
        pass
    os.close(terminal)
    return read.decode("utf-8")
