"""A workbench to press keys in: ``async with workbench(place, coder) as bench``."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from textual.geometry import Offset
from textual.pilot import Pilot

import projects
from qualcode.actions import codebooks, coders, coding, coding_files, demo
from qualcode.actions.coding import CodingRow
from qualcode.actions.importing import files
from qualcode.actions.material import documents
from qualcode.actions.studies import course
from qualcode.config import Settings
from qualcode.project import create_project, open_project
from qualcode.text.span import Span
from qualcode.tui.app import Workbench
from qualcode.tui.project.desk import Desk
from qualcode.tui.screens.coding import CodingScreen
from qualcode.tui.widgets.choices import Choices
from qualcode.tui.widgets.coded_text import CodedText
from qualcode.tui.widgets.drawer import Drawer
from qualcode.tui.widgets.message_line import MessageLine
from tui.terminals import Terminal, opening

KINDS = {"interviews": "interview", "notes": "observation", "policies": "policy", "questionnaires": "questionnaire"}
CHINESE, ENGLISH = "I02 东麓县民政局", "I01 city data bureau"


@pytest.fixture(autouse=True)
def terminal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A terminal with all colours, whatever the tests run in, and nothing remembered of other days."""
    monkeypatch.setenv("QUALCODE_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.delenv("NO_COLOR", raising=False)


@dataclass
class Bench:
    """A workbench and the hands on it."""

    app: Workbench
    pilot: Pilot[None]

    @property
    def screen(self) -> CodingScreen:
        screen = self.app.screen
        assert isinstance(screen, CodingScreen)
        return screen

    @property
    def view(self) -> CodedText:
        return self.screen.query_one(CodedText)

    @property
    def said(self) -> str:
        return self.screen.query_one(MessageLine).sentence

    @property
    def asking(self) -> bool:
        return self.screen.query_one(Drawer).is_open

    @property
    def offered(self) -> list[str]:
        """The choices in the drawer, without the number before a code."""
        return [str(row).lstrip("123456789 ") for row in self.screen.query_one(Choices).rows]

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def type(self, words: str) -> None:
        await self.press(*words)

    async def go_to(self, words: str) -> int:
        """Put the caret before words of the document."""
        offset = self.view.text.index(words)
        self.view.move_to(offset)
        await self.pilot.pause()
        return offset

    def cell(self, words: str, character: int = 0) -> Offset:
        """The place on the view of a character of words that are on the screen."""
        offset = self.view.text.index(words) + character
        row = self.view._page.number_of(offset) - self.view.scroll_offset.y
        return Offset(self.view._gutter.cells + self.view._page.cell_of(offset), row)

    def rows(self) -> list[str]:
        """What is on the screen."""
        return [strip.text.rstrip() for strip in self.app.screen._compositor.render_strips()]

    def panel(self) -> list[str]:
        """The lines of the panel at the right."""
        return [row.rpartition("▏")[2].strip() for row in self.rows() if "▏" in row]

    def screen_text(self) -> str:
        return "\n".join(self.rows())


Open = Callable[..., AbstractAsyncContextManager[Bench]]


@pytest.fixture
def workbench() -> Open:
    """Opens a project as a coder; what is open when the block ends is closed."""

    @asynccontextmanager
    async def opened(
        place: Path | str,
        coder: str = "Anna",
        document: str | None = None,
        size: tuple[int, int] = (120, 40),
        settings: Settings | None = None,
        last: str = "",
        **keeping: Any,
    ) -> AsyncIterator[Bench]:
        with closing(open_project(str(place))) as project:
            desk = Desk(project, coder)
            desk.open(document, last)
            app = Workbench(desk, settings or Settings(), **keeping)
            async with app.run_test(size=size) as pilot:
                await pilot.pause()
                yield Bench(app, pilot)

    return opened


Start = Callable[..., Terminal]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Opens a project in a real terminal: ``start(place, coder, document)``."""
    if shutil.which("tmux") is None:
        pytest.skip("tmux, the terminal of this test, is not installed")
    opened: list[Terminal] = []

    def begin(
        *arguments: str | Path, size: tuple[int, int] = (80, 24), language: str = "en", **environment: str
    ) -> Terminal:
        environment = {"COLORTERM": "truecolor", "PYTHONUTF8": "1"} | environment
        environment["QUALCODE_CONFIG"] = str(tmp_path / "settings.toml")
        opened.append(Terminal(opening(*map(str, arguments), language=language), size, **environment))
        return opened[-1]

    yield begin
    for terminal in opened:
        terminal.close()


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """The small project of projects.py as a file, closed."""
    path = tmp_path / "study.qualcode"
    with create_project(path, "Study", "Anna") as project:
        projects.fill(project)
    return path


@pytest.fixture(scope="session")
def sample_study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample study's project, made once: codebook, documents, codings, who is to read what."""
    folder = tmp_path_factory.mktemp("sample")
    demo.make_files(folder)
    path = folder / "study.qualcode"
    with create_project(path, "Sample study", "Lead") as project, project.write("Lead") as work:
        codebooks.import_codebook(work, codebooks.read_codebook(folder / "codebook.yaml"))
        for name, kind in KINDS.items():
            options = files.ImportOptions(kind=kind)
            read, reports = files.read_files(files.find_files([folder / name]), options)
            files.add_documents(work, read, reports, options)
        drafts, report = coding_files.read_codings(folder / "codings.csv")
        here = {row[0] for row in documents.listing(work).rows}
        drafts = [draft for draft in drafts if draft.document in here]  # the other kinds are not read
        coding_files.import_codings(work, drafts, report, create_coders=True)
        coders.assign(work, CHINESE, "Jonas", done=True)
        coders.assign(work, CHINESE, "Min", done=True)
    return path


@pytest.fixture
def sample(sample_study: Path, tmp_path: Path) -> Path:
    """A copy of the sample study's project."""
    return Path(shutil.copy(sample_study, tmp_path / "sample.qualcode"))


@pytest.fixture(scope="session")
def studied_sample(sample_study: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample study with a closed blind round, "pilot", over the interviews that Jonas and Min have both coded."""
    path = Path(shutil.copy(sample_study, tmp_path_factory.mktemp("studied") / "study.qualcode"))
    with open_project(path) as project:
        with project.write("Lead") as work:
            course.new(work, "pilot", course.Plan(["Jonas", "Min"], [ENGLISH, CHINESE, "I04 石渡镇 clerk"], keep=True))
        with project.write("Lead") as work:
            course.close(work, "pilot")
    return path


@pytest.fixture
def studied(studied_sample: Path, tmp_path: Path) -> Path:
    """A copy of the sample study with a closed round."""
    return Path(shutil.copy(studied_sample, tmp_path / "studied.qualcode"))


@pytest.fixture
def codings_of() -> Callable[..., list[CodingRow]]:
    """The codings in a project's file: ``codings_of(place, document, coder)``."""

    def read(place: Path, document: str, coder: str | None = None) -> list[CodingRow]:
        with open_project(place) as project, project.read() as view:
            return coding.matching(view, document=document, coder=coder)

    return read


@pytest.fixture
def put() -> Callable[[Path, str, str, Span, str], None]:
    """Another program codes: ``put(place, coder, document, span, code)``."""

    def write(place: Path, coder: str, document: str, span: Span, code: str) -> None:
        with open_project(place) as project, project.write(coder) as work:
            coding.apply(work, document, span, code)

    return write
