"""The codebook at the left, the page of the code at the cursor at the right."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from functools import partial

from textual import events, work
from textual.app import ComposeResult
from textual.timer import Timer
from textual.widget import Widget
from textual.worker import get_current_worker

from qualcode.actions import code_pages, codebooks, history
from qualcode.actions.code_pages import CodePage
from qualcode.actions.codes import CodeRow
from qualcode.errors import QualcodeError
from qualcode.messages import _, plural
from qualcode.text.match import Matcher
from qualcode.tui.project.desk import Desk
from qualcode.tui.rows import codes as code_rows
from qualcode.tui.rows.codes import CodeRows, Field
from qualcode.tui.rows.outline import Outline
from qualcode.tui.screens.listing import ListScreen
from qualcode.tui.widgets.bottom_panel import ROWS
from qualcode.tui.widgets.code_list import CodeList, Drop
from qualcode.tui.widgets.editor import Draft, Editor
from qualcode.tui.widgets.field_page import FieldPage
from qualcode.tui.widgets.key_line import KeyLine
from qualcode.tui.widgets.one_line import OneLine

_REST = 0.04  # seconds at rest after which the page of a code is shown
_WIDE = 100  # columns from which on the page stands beside the list


class CodeOutlineScreen(ListScreen):
    """Shows the codebook as it is on the desk; ``marked`` are guids."""

    scope = "codebook"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.outline = Outline()
        self.marked: set[str] = set()
        self.sets: Sequence[str] = ()
        self.frozen = ""  # why nothing can be changed, if so
        self._words = ""
        self._matcher: Matcher | None = None
        self._operation = -1
        self._at = ""  # the guid of the code at the cursor
        self._wanted: tuple[str, ...] = ()  # the path of a code that is to be at the cursor once it is there
        self._page: tuple[str, CodePage] | None = None  # of which code, and what there is to know
        self._problems: dict[str, list[str]] = {}
        self._resting: Timer | None = None
        self._on_page = False

    def compose_table(self) -> ComposeResult:
        """The list of codes."""
        yield CodeList(self.show_row, self.action_open, self.toggle, self.drag)

    def compose_under(self) -> ComposeResult:
        """The page of a code, and where its fields are written."""
        yield FieldPage(self.open_field)
        yield Editor(self.rearrange, self.save)

    @property
    def page(self) -> FieldPage:
        """The page of the code at the cursor."""
        return self.query_one(FieldPage)

    def on_resize(self) -> None:
        """The page stands beside the list where there is room, else below it."""
        super().on_resize()
        self.set_class(self.app.size.width >= _WIDE, "-wide")

    # What is done with a code is said by those who build on this

    @abstractmethod
    def open_field(self, field: Field) -> None:
        """Edit a field of the page."""

    @abstractmethod
    def save(self, draft: object, text: str) -> bool | Draft:
        """Save what was written; tells whether that has been done, or as what it can be saved instead."""

    @abstractmethod
    def drag(self, number: int, drop: Drop, done: bool) -> None:
        """A row is dragged."""

    @abstractmethod
    def toggle(self, number: int) -> None:
        """Fold the branch of a row, or unfold it."""

    @abstractmethod
    def found(self) -> list[str]:
        """The guids of what fits the words that are looked for, the best first."""

    # Looking

    def look(self) -> None:
        """Read the codebook where something has changed."""
        if not any(table.is_dragging for table in self.query(CodeList)):  # what is dragged over must not move away
            self._look(self._operation)

    @work(thread=True, exclusive=True, group="look")
    def _look(self, seen: int) -> None:
        worker = get_current_worker()
        try:
            with self.desk.project.read(self.desk.coder) as view:
                operation = history.latest_operation(view)
                if operation == seen:
                    return
                then = partial(self._show, operation, code_pages.frozen(view), code_pages.sets(view))
        except QualcodeError as error:
            then = partial(self.say, str(error), True)
        if not worker.is_cancelled:
            self.app.call_from_thread(then)

    def _show(self, operation: int, frozen: str, sets: Sequence[str]) -> None:
        first = self._operation == -1
        try:
            if self.desk.is_behind():
                self.desk.refresh()
        except QualcodeError as error:
            self.say(str(error), trouble=True)
            return
        self._operation, self.frozen, self.sets = operation, frozen, sets
        self.refill()
        self._page = None
        self.show_row()
        if self._said or first:
            self.say(self._said or frozen or self._greeting())
        self._said = ""

    def refill(self) -> None:
        """Show the codes on the desk."""
        codes = list(self.desk.codes.values())
        self._matcher, self._problems = None, {}
        for objection in codebooks.objections(codes):
            for guid in objection.codes:
                self._problems.setdefault(guid, []).append(objection.words)
        self.marked &= self.desk.codes.keys()
        self.outline.show(codes)
        if self._words:
            self.outline.look_for(self.found())
        self.fill()

    def _greeting(self) -> str:
        if not self.outline.codes:
            return _("There is no code yet. {key} adds one.", key=self.key("add"))
        return ""

    def fill(self) -> None:
        """Show what is to be seen, the cursor where it was, or on what was asked for."""
        wanted = self.outline.at(self._wanted) if self._wanted else None
        if wanted is not None:
            self._at, self._wanted = wanted.guid, ()
            if self.outline.found is not None and wanted.guid not in self.outline.found:
                self._forget_words()
            self.outline.reveal(wanted)
        guids = [code.guid for code in self.outline.visible]
        if self._at in guids:
            cursor = guids.index(self._at)
        else:
            cursor = self._above(guids)
        rows = CodeRows(self.outline, self.marked, self.desk)
        self.rows.show(code_rows.columns(), rows, cursor, keep_top=True)
        self._at = guids[self.rows.cursor] if guids else ""

    def _above(self, guids: Sequence[str]) -> int:
        """Where a code would be that is folded away: at what shows of those above it; else where the cursor is."""
        code = self.outline.codes.get(self._at)
        while code is not None and code.guid not in guids:
            code = self.outline.parent(code)
        return guids.index(code.guid) if code is not None else self.rows.cursor

    @property
    def current(self) -> CodeRow | None:
        """The code at the cursor."""
        return self.outline.visible[self.rows.cursor] if self.outline.visible else None

    def chosen(self) -> list[CodeRow]:
        """The codes that are marked, else the one at the cursor."""
        marked = [code for code in self.outline.codes.values() if code.guid in self.marked]
        return marked or ([self.current] if self.current is not None else [])

    def go_to(self, guid: str) -> None:
        """Put the cursor on a code."""
        code = self.outline.codes.get(guid)
        if code is None:
            self._at = guid  # it is gone to once the codebook is read
            return
        self._at = guid
        if self.outline.found is not None and guid not in self.outline.found:
            self._forget_words()
        self.outline.reveal(code)
        self.fill()
        self.show_row()

    def _forget_words(self) -> None:
        self._words = ""
        self.outline.look_for(None)

    # The row at the cursor

    def show_row(self) -> None:
        """Say which code it is; its page is shown once the cursor rests."""
        self._at = self.current.guid if self.current else ""
        self.show_title()
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(_REST, self._rested)

    def show_title(self) -> None:
        """How many codes there are, and what is special."""
        parts = [_("Codebook"), self._words, _("frozen") if self.frozen else ""]
        codable = sum(code.is_codable for code in self.outline.codes.values())
        counts = [plural("{n} marked", "{n} marked", len(self.marked))] if self.marked else []
        if self.outline.found is not None:
            counts.append(plural("{n} found", "{n} found", len(self.outline.found)))
        counts.append(plural("{n} code", "{n} codes", codable))
        self.query_one("#title", OneLine).show_words(" · ".join(filter(None, parts)), " · ".join(counts))

    def _rested(self) -> None:
        if self._at and self.known is None:
            self._read_page(self._at)
        else:
            self.show_page()

    @work(thread=True, exclusive=True, group="page")
    def _read_page(self, guid: str) -> None:
        worker = get_current_worker()
        try:
            with self.desk.project.read(self.desk.coder) as view:
                page = code_pages.page(view, guid)
            then = partial(self._have_page, guid, page)
        except QualcodeError:  # what has happened to the project is said by whoever looks at it next
            then = partial(self.show_page)
        if not worker.is_cancelled:
            self.app.call_from_thread(then)

    def _have_page(self, guid: str, page: CodePage) -> None:
        self._page = guid, page
        self.show_page()

    @property
    def known(self) -> CodePage | None:
        """What there is to know of the code at the cursor, as far as that has been read."""
        return self._page[1] if self._page is not None and self._page[0] == self._at else None

    def show_page(self) -> None:
        """Show what is said of the code at the cursor."""
        code = self.current
        fields = code_rows.fields(code, self.desk, self.known, self._problems.get(code.guid, ())) if code else ()
        self.page.show_fields(fields, of=self._at)

    def action_open(self) -> None:
        """To the page."""
        if self.current is not None:
            self._on_page = True
            self.rearrange()

    def action_leave_page(self) -> None:
        """Back to the list."""
        self._on_page = False
        self.rearrange()

    @property
    def main(self) -> Widget:
        """The page, where one is on it, else the list."""
        return self.page if self._on_page else self.rows

    def rearrange(self) -> None:
        """Both give way to what is asked."""
        super().rearrange()
        for widget in (self.rows, self.page):
            widget.styles.margin = (0, 0, ROWS if self.has_class("-asking") else 0, 0)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Show the keys of where the focus is, also where a click has put it there."""
        if event.widget in (self.page, self.rows):
            self._on_page = event.widget is self.page
            if not self.has_class("-asking"):
                self.query_one(KeyLine).show_scope("page" if self._on_page else "codebook")
        self.set_class(self._on_page, "-on-page")

    def changed(self, sentence: str, trouble: bool = False) -> None:
        """What was to be done is done, or refused."""
        if trouble:
            self._wanted = ()
        super().changed(sentence, trouble)
