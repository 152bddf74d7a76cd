"""Tables on the screen that can be written to a file, as a table and perhaps as a picture or a network."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

from textual import work
from textual.worker import get_current_worker

from qualcode.actions import exchange
from qualcode.errors import QualcodeError, Refused
from qualcode.messages import _, joined, labelled, plural
from qualcode.project import View
from qualcode.table import Table
from qualcode.tui.asking import paths
from qualcode.tui.project.desk import Desk
from qualcode.tui.screens.listing import ListScreen
from qualcode.tui.widgets.line_panel import Wanted

Graph: TypeAlias = "Callable[[View, Path], Sequence[str]] | None"


class WritingScreen(ListScreen):
    """A screen what is shown on can be written to a file."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._replaced: Path | None = None  # a file about which was asked whether it is to be replaced

    def ask_file(
        self, name: str, table: Callable[[], Table], picture: Callable[[View], Any] | None = None, graph: Graph = None
    ) -> None:
        """Ask for a file, and write ``table`` to it, or by its ending ``picture`` or what ``graph`` writes."""
        self._replaced = None
        hint = _("The ending says how: .csv .tsv .xlsx .json .md .parquet .sav .dta")
        if picture is not None:
            hint = f"{hint} · {labelled(_('as a picture'), '.svg .png .pdf .html')}"
        if graph is not None:
            hint = f"{hint} · {labelled(_('as a network'), ' '.join(_graph_endings()))}"

        def take(typed: str) -> None:
            try:
                file = self._free_file(typed, picture is not None, graph is not None)
            except QualcodeError as error:
                self.line.refuse(str(error))
                return
            self.line.finish()
            self.say(_("Writing …"))
            again = partial(self.ask_again, wanted, typed)
            if graph is not None and file.suffix.lower() in _graph_endings():
                self._store(file, graph, again)
            else:
                self._write(file, table(), picture, again)

        wanted = Wanted(_("Write to"), name, take, paths.offers, hint=hint, replaced=True)
        self.ask_line(wanted)

    def _free_file(self, typed: str, pictures: bool, graphs: bool) -> Path:
        """The file that is meant. Raises Refused for one that is there, the first time, and for an ending nothing has."""
        file = paths.chosen(typed)
        if not (pictures and _is_picture(file)) and not (graphs and file.suffix.lower() in _graph_endings()):
            exchange.format_of(file)
        if file.exists() and self._replaced != file:
            self._replaced = file
            raise Refused(_("{path} exists already.", path=file), _("Enter once more replaces it."))
        return file

    @work(thread=True, exclusive=True, group="export")
    def _write(
        self, file: Path, table: Table, picture: Callable[[View], Any] | None, refused: Callable[[str], None]
    ) -> None:
        worker = get_current_worker()
        try:
            if picture is not None and _is_picture(file):
                notes = self._draw(file, picture)
            else:
                notes = exchange.write_table(table, file, exchange.format_of(file))
            rows = plural("{n} row", "{n} rows", len(table.rows))
            then = partial(self.say, joined([_("{rows} are in {file}.", rows=rows, file=file), *notes]))
        except QualcodeError as error:
            then = partial(refused, str(error))
        if not worker.is_cancelled:
            self.app.call_from_thread(then)

    @work(thread=True, exclusive=True, group="export")
    def _store(self, file: Path, graph: Callable[[View, Path], Sequence[str]], refused: Callable[[str], None]) -> None:
        worker = get_current_worker()
        try:
            with self.desk.project.read(self.desk.coder) as view:
                graph(view, file)
            then = partial(self.say, _("The network is in {file}.", file=file))
        except QualcodeError as error:
            then = partial(refused, str(error))
        if not worker.is_cancelled:
            self.app.call_from_thread(then)

    def _draw(self, file: Path, picture: Callable[[View], Any]) -> Sequence[str]:
        from qualcode.actions.pictures.files import write_picture

        with self.desk.project.read(self.desk.coder) as view:
            drawn = picture(view)
        if drawn is None:
            raise Refused(_("There is nothing to draw."))
        return write_picture(drawn, file)


def _is_picture(file: Path) -> bool:
    from qualcode.actions.pictures.files import ENDINGS

    return file.suffix.lower() in ENDINGS


def _graph_endings() -> tuple[str, ...]:
    from qualcode.actions.networks.building import ENDINGS

    return ENDINGS
