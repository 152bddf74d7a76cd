"""Bringing documents in from inside the workbench, with the report of what became of each file."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from textual import work

from qualcode.actions.importing import files, import_reports
from qualcode.errors import QualcodeError, UnreadableInput
from qualcode.messages import _, joined, plural, reason_of
from qualcode.table import Table
from qualcode.tui.asking import paths
from qualcode.tui.project import desk as desks
from qualcode.tui.project.desk import Desk
from qualcode.tui.screens.listing import ListScreen
from qualcode.tui.screens.report import ReportScreen
from qualcode.tui.widgets.line_panel import Wanted


class Stopped(Exception):
    """The person has had enough of an import."""


class ImportingScreen(ListScreen):
    """A table into which documents can be brought. While files are read, Esc stops that, and nothing is brought in."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._importing = self._stop = False
        self._folder = ""

    def action_bring_in(self) -> None:
        """Ask for a file or a folder."""
        if not self._importing:
            hint = _("A file, or a folder with all that is below it. What the project has already is recognised.")
            self.ask_line(Wanted(_("Import"), self._folder, self._take_path, paths.offers, hint=hint))

    def _take_path(self, typed: str) -> None:
        try:
            path = paths.chosen(typed)
            found = files.find_files([path])
            if not found:
                raise UnreadableInput(_("There are no files in {folders}.", folders=path))
        except (QualcodeError, OSError) as error:
            self.line.refuse(reason_of(error) if isinstance(error, OSError) else str(error))
            return
        folder, slash, _name = typed.rpartition("/")
        self._folder = folder + slash
        self.line.finish()
        self._importing, self._saving, self._stop = True, True, False
        self.say(_("Reading …"))
        self._bring_in(found)

    def action_leave(self) -> None:
        """Stop the import, where there is one; else back to where one came from."""
        if self._importing:
            self._stop = True
            self.say(_("Stopping …"))
        else:
            super().action_leave()

    @work(thread=True, group="import")
    def _bring_in(self, found: list[Path]) -> None:
        try:
            read, notices = self._read(found)
        except Stopped:
            then = partial(self._imported, None, _("Stopped: nothing was brought in."), False)
        except QualcodeError as error:
            then = partial(self._imported, None, str(error), True)
        else:
            then = partial(self._imported, import_reports.report_of(read), joined([_came_of(read), *notices]), False)
        self.app.call_from_thread(then)

    def _read(self, found: list[Path]) -> tuple[files.ReadFiles, list[str]]:
        """Read the files and bring in what they hold, as one change. Raises Stopped; nothing has happened then."""
        options = files.ImportOptions()
        read = files.read_files(found, options, partial(self._tick, _("Reading: {done} of {n}")))
        if not (read.documents or read.questionnaires):
            return read, []
        with self.desk.door.passing(), self.desk.project.write(self.desk.coder, patience=desks.PATIENCE) as written:
            tick = partial(self._tick, _("Bringing in: {done} of {n}"))
            files.add_documents(written, read.documents, read.reports, options, read.questionnaires, tick)
        return read, written.notices

    def _tick(self, words: str, done: int, n: int) -> None:
        if self._stop:
            raise Stopped
        self.app.call_from_thread(self.say, words.format(done=done, n=n))

    def _imported(self, report: Table | None, sentence: str, trouble: bool) -> None:
        self._importing = False
        self.changed(sentence, trouble)
        if report is not None and self.is_current:
            self.app.push_screen(ReportScreen(report))

    def action_report(self) -> None:
        """The report of the latest import, or revision from a file."""
        try:
            with self.desk.project.read(self.desk.coder) as view:
                report = import_reports.kept_table(view)
        except QualcodeError as error:
            self.say(str(error), trouble=True)
        else:
            self.app.push_screen(ReportScreen(report))


def _came_of(read: files.ReadFiles) -> str:
    """How many documents came in, and of how many files nothing did."""
    outcomes = [document.outcome for document in read.documents]
    counted = [
        plural("{n} new document.", "{n} new documents.", outcomes.count("imported")),
        plural("{n} revised.", "{n} revised.", outcomes.count("revised")) if "revised" in outcomes else "",
        plural("{n} known already.", "{n} known already.", outcomes.count("known")) if "known" in outcomes else "",
    ]
    unread = sum(report.failed and not documents for report, documents in read.by_file())
    counted.append(plural("{n} file not read.", "{n} files not read.", unread) if unread else "")
    return joined(filter(None, counted))
