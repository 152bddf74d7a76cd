"""The screen of an analyst: codings found, filtered, marked, given another code or taken away, and written to a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from textual import work
from textual.screen import Screen
from textual.worker import get_current_worker

from qualcode.actions import coding, exchange, places
from qualcode.actions.querying import segments
from qualcode.actions.querying.vocabulary import narrowed, query_for
from qualcode.actions.quotes import picking
from qualcode.errors import QualcodeError, Refused
from qualcode.messages import _, joined, labelled, listed, plural
from qualcode.project import Work
from qualcode.tui.asking import paths, query_offers, questions
from qualcode.tui.asking.questions import Answer
from qualcode.tui.commands import bindings
from qualcode.tui.project.desk import Desk
from qualcode.tui.screens.elsewhere import Place
from qualcode.tui.screens.found_segments import FoundSegmentsScreen, Wish
from qualcode.tui.widgets.line_panel import Wanted

_MOST_MARKED = 100_000

NAME = "segments"
"""Under this name the application keeps the screen."""


class SegmentsScreen(FoundSegmentsScreen):
    """The table of codings with all that can be done to them."""

    BINDINGS = bindings("segments")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._earlier: list[str] = []  # queries, latest last
        self._replaced: Path | None = None  # a file about which was asked whether it is to be replaced

    # Which

    def action_filter(self) -> None:
        """Ask for a query."""
        offers = query_offers.Offers(self.desk)
        hint = _("For instance: “data silos” within compliance/* and case.level = county. Empty: all codings.")
        self.ask_line(Wanted(_("Query"), self.wish.query, self._take_query, offers, hint=hint))

    def _take_query(self, typed: str) -> None:
        def then(problem: str) -> None:
            if problem:
                self.line.refuse(problem)
            else:
                self._remember(before, typed)
                self.line.finish()

        before = self.wish.query
        self.look_for(typed, then)

    def _remember(self, before: str, now: str) -> None:
        if before != now.strip():
            self._earlier.append(before)

    def action_only(self, what: str) -> None:
        """The code of the row at the cursor, or what is listed within its document, or of its coder."""
        row = self.current
        if row is None:
            return
        if what == "code":
            query = query_for(row.code)
        else:
            more = query_for(document=row.document) if what == "document" else query_for(coder=row.coder)
            query = narrowed(self.wish.query, more)
        self._remember(self.wish.query, query)
        self.look_for(query)

    def action_back(self) -> None:
        """The query before this one."""
        if self._earlier:
            self.look_for(self._earlier.pop())
        else:
            self.say(_("There is no query before this one."))

    def action_sort(self) -> None:
        """Ask by what to sort."""
        names = {
            "document": _("document and place"),
            "place": _("place in the document"),
            "code": _("code, as in the codebook"),
            "text": _("text"),
            "coder": _("coder"),
            "speaker": _("speaker"),
            "weight": _("weight, the highest first"),
            "memo": _("memo, those with one first"),
        }
        question = questions.which_of(_("Sort by"), names)
        self.ask(question, lambda answer: self.sort_by(answer.keys[0]) if answer else None)

    # Marking

    def action_mark(self) -> None:
        """Mark the row, or take its mark away, and go on to the next."""
        if self.found is None or not len(self.found):
            return
        number = self.rows.cursor
        key = self.found.key(number)
        self.marked.symmetric_difference_update({key})
        self.rows.redraw_row(number)
        self.rows.action_move(1)
        self._titles()

    def action_mark_all(self) -> None:
        """Mark all rows, or none where some are marked."""
        if self.found is None or not self.all_read:
            return
        if self.marked:
            self.marked.clear()
            self._unlisted = 0
        elif len(self.found) > _MOST_MARKED:
            self.say(
                _("These are too many to mark at once: filter first ({key}).", key=self.key("filter")), trouble=True
            )
            return
        else:
            self.marked.update(map(self.found.key, range(len(self.found))))
        self.rows.redraw()
        self._titles()

    def _own(self) -> tuple[list[segments.Key], Counter[str]] | None:
        """The coder's own codings among those marked, or at the cursor, and of whom the others are; None where none is her own."""
        assert self.found is not None
        row = self.current
        keys = sorted(self.marked) if self.marked else [row.key] if row else []
        mine = [key for key in keys if self._is_mine(key)]
        if mine:
            found = self.found.segments
            return mine, Counter(found.coder_of(key) for key in keys if not self._is_mine(key))
        if keys:
            self.say(_("Only your own codings can be changed here; these are others'."), trouble=True)
        return None

    def _is_mine(self, key: segments.Key) -> bool:
        assert self.found is not None
        return self.desk.is_mine(self.found.segments.coder_of(key))

    # Changing

    def action_recode(self) -> None:
        """Ask for the code that what is marked is to have instead."""
        chosen = self._own()
        if chosen is not None:
            matcher = questions.code_matcher(self.desk.codes.values())
            prompt = joined([self._about(_("Another code for"), *chosen)])
            question = questions.which_code(self.desk, matcher, prompt)
            self.ask(question, lambda answer: self._recode(*chosen, answer))

    def _recode(self, keys: Sequence[segments.Key], others: Counter[str], answer: Answer | None) -> None:
        if answer is None:
            return
        try:
            path = self.desk.code(answer.keys[0]).path
        except QualcodeError as error:
            self.say(str(error), trouble=True)
            return

        def act(work: Work) -> str:
            found = _still_there(work, keys)
            n = coding.recode(work, found, path)
            done = plural("{n} coding is {code} now.", "{n} codings are {code} now.", n, code=path)
            return joined(filter(None, [done, _missed(keys, found), _left(others)]))

        self.change(act)

    def action_uncode(self) -> None:
        """Take away what is marked; where it is more than one, or not before one's eyes, ask."""
        chosen = self._own()
        if chosen is None:
            return
        if len(chosen[0]) == 1 and not self._unlisted:
            self._uncode(*chosen)
        else:
            yes = plural("Remove {n} coding", "Remove {n} codings", len(chosen[0]))
            question = questions.which_of(self._about(_("Remove"), *chosen), {"yes": yes, "no": _("Remove nothing")})
            self.ask(question, lambda answer: self._uncode(*chosen) if answer and answer.keys[0] == "yes" else None)

    def _uncode(self, keys: Sequence[segments.Key], others: Counter[str]) -> None:
        def act(work: Work) -> str:
            found = _still_there(work, keys)
            n = coding.remove(work, found)
            done = plural("{n} coding is removed.", "{n} codings are removed.", n)
            return joined(filter(None, [done, _missed(keys, found), _left(others)]))

        self.change(act)

    def action_pick_quote(self) -> None:
        """Pick the passages of what is marked as quotes for the paper."""
        row = self.current
        keys = sorted(self.marked) if self.marked else [row.key] if row else []

        def act(work: Work) -> str:
            n = picking.pick(work, places.of_codings(work, _still_there(work, keys)))
            return plural("{n} quote is picked.", "{n} quotes are picked.", n)

        if keys:
            self.change(act)

    def _about(self, what: str, mine: Sequence[segments.Key], others: Counter[str]) -> str:
        words = labelled(what, plural("{n} coding", "{n} codings", len(mine)))
        return f"{words} · {_staying(others)}" if others else words

    # Writing to a file

    def action_export(self) -> None:
        """Ask for a file."""
        if self.found is None or not self.all_read:
            return
        if not len(self.found):
            self.say(_("There is nothing to write."), trouble=True)
            return
        n = plural("{n} segment", "{n} segments", len(self.found))
        self._replaced = None
        hint = _("The ending says how: .csv .tsv .xlsx .json .md .parquet .sav .dta")
        self._file_wanted = Wanted(
            _("Write {n} to", n=n), "segments.csv", self._take_file, paths.offers, hint=hint, replaced=True
        )
        self.ask_line(self._file_wanted)

    def _take_file(self, typed: str) -> None:
        try:
            file = paths.chosen(typed)
            shape = exchange.format_of(file)
            if file.exists() and self._replaced != file:
                self._replaced = file
                raise Refused(_("{path} exists already.", path=file), _("Enter once more replaces it."))
        except QualcodeError as error:
            self.line.refuse(str(error))
            return
        self.line.finish()
        self.say(_("Writing …"))
        self._export(typed, file, shape, self.wish)

    @work(thread=True, exclusive=True, group="export")
    def _export(self, typed: str, file: Path, shape: str, wish: Wish) -> None:
        worker, known = get_current_worker(), self.found.segments if self.found else None
        try:
            with self.desk.project.read(self.desk.coder) as view:
                found = segments.listing(view, wish.query, wish.order, wish.descending, known)
                table = segments.table(view, found)
            notes = exchange.write_table(table, file, shape)
            written = plural("{n} segment is in {file}.", "{n} segments are in {file}.", len(table.rows), file=file)
            then = partial(self.say, joined([written, *notes]))
        except QualcodeError as error:
            then = partial(self.ask_again, self._file_wanted, typed, str(error))
        if not worker.is_cancelled:
            self.app.call_from_thread(then)


def _still_there(work: Work, keys: Sequence[segments.Key]) -> list[str]:
    """The guids of codings that are there by now. Raises Refused where none is."""
    found = segments.guids(work, keys)
    if not found:
        raise Refused(_("Somebody has changed or removed these codings."), _("Nothing was done."))
    return found


def _missed(keys: Sequence[segments.Key], found: Sequence[str]) -> str:
    missing = len(keys) - len(found)
    if not missing:
        return ""
    return plural("{n} was gone already.", "{n} were gone already.", missing)


def _staying(others: Counter[str]) -> str:
    """How many codings stay because they are others', and whose they are."""
    whose = listed(f"{coder} {n}" for coder, n in sorted(others.items()))
    return plural("{n} stays as it is ({whose})", "{n} stay as they are ({whose})", others.total(), whose=whose)


def _left(others: Counter[str]) -> str:
    return _("{what}: only your own are changed.", what=_staying(others)) if others else ""


def show_segments(
    screen: Screen[Any], desk: Desk, then: Callable[[Place | None], None], query: str | None = None
) -> None:
    """Put the table of codings over a screen, with what it showed last or what a query means; ``then`` is called with the
    place that is to be read, or None."""
    if not screen.app.is_screen_installed(NAME):
        screen.app.install_screen(SegmentsScreen(desk), NAME)
    table = screen.app.get_screen(NAME)
    assert isinstance(table, SegmentsScreen)
    if query is not None:
        table.look_for(query)
    screen.app.push_screen(NAME, then)
