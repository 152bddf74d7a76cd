"""What one coder has before her, as it was read: the project, its codebook, and one open document with what is on it."""

from __future__ import annotations

from operator import attrgetter

from qualcode.actions import coders, history, memos
from qualcode.actions.codes import CodeRow, Usage
from qualcode.actions.coding import CodingRow
from qualcode.actions.material import documents
from qualcode.actions.material.documents import OpenDocument
from qualcode.actions.memos import MemoRow
from qualcode.actions.revising.unplaced import UnplacedRow
from qualcode.errors import NotFound
from qualcode.messages import _
from qualcode.project import Project
from qualcode.text.names import name_key
from qualcode.tui.project import gone
from qualcode.tui.project.door import Door
from qualcode.tui.project.in_one_go import in_one_go
from qualcode.tui.project.reading import News, Overview, Page
from qualcode.tui.project.recent import Recent
from qualcode.tui.view.shown import ShownCoding
from qualcode.tui.view.style import code_color


class Seen:
    """An open project as ``coder`` sees it, with one document of it.

    ``codes`` (in the order of the tree), ``codings`` and ``shown`` are by guid; ``undoable`` is what an undo would take
    back, in words; ``gone`` says that somebody has removed the open document; ``lost`` is what a revision of it could not
    place; ``blind`` names the study in whose open blind round the document is.
    """

    def __init__(self, project: Project, coder: str) -> None:
        self.project, self.coder = project, coder
        self.door = Door(project, coder)
        self.document: OpenDocument | None = None
        self.gone = False
        self.gone_by: gone.By = "others"
        self.codes: dict[str, CodeRow] = {}
        self.colors: dict[str, str] = {}
        self.codings: dict[str, CodingRow] = {}
        self.shown: dict[str, ShownCoding] = {}
        self._memos: list[MemoRow] | None = []  # None until they are asked for
        self.lost: list[UnplacedRow] = []
        self.done_by: set[str] = set()
        self.blind = ""
        self.undoable = ""
        self.only_mine = False
        self.recent = Recent()
        self._seen = 0
        self._used: Usage | None = None
        self._wrote = False

    @in_one_go
    def open(self, name: str | None = None, last: str = "") -> None:
        """Put a document on the desk, if none is named the one with the guid ``last`` or the first, none if there is none.

        Raises NotFound.
        """
        with self.project.read(self.coder) as view:
            self.coder = next((spelled for spelled in coders.names(view) if self.is_mine(spelled)), self.coder)
            self.door.require_same(view)
            self._take_overview(Overview.read(view, self._used))
            chosen = name or documents.name_of(view, last) or documents.first_name(view)
            if chosen is not None:
                self._take_page(Page.read(view, chosen))
        mine = {name for name in {row.coder for row in self.codings.values()} if self.is_mine(name)}
        own = sorted((row for row in self.codings.values() if row.coder in mine), key=attrgetter("made"), reverse=True)
        together = [row.code_guid for row in own if (row.start, row.end) == (own[0].start, own[0].end)]
        self.recent.begin([row.code_guid for row in own], together)

    def refresh(self) -> None:
        """Read everything again. Where somebody has removed the document, its text stays on the desk and ``gone`` is true."""
        self.take(self.look())

    @in_one_go
    def look(self) -> News:
        """Read everything again and change nothing here yet. Good in any thread. Raises Refused for another project."""
        since, of = self._seen, self.document.guid if self.document else ""
        with self.project.read(self.coder) as view:
            self.door.require_same(view)
            return News.read(view, since, of, self._used, self.is_mine)

    def take(self, news: News) -> bool:
        """Have what was read on the desk; not where something has been done here since the reading began."""
        if (news.since, news.of) != (self._seen, self.document.guid if self.document else ""):
            return False
        self._take_overview(news.overview)
        if news.page is not None:
            self._take_page(news.page)
        elif self.document is not None:
            self.gone_by = self.gone_by if self.gone else news.gone_by
            self.gone, self.codings, self.shown, self._memos, self.lost = True, {}, {}, [], []
        return True

    def is_behind(self) -> bool:
        """Whether somebody, we perhaps, has changed the project since it was last read. Raises Refused for another project."""
        with self.project.read(self.coder) as view:
            self.door.require_same(view)
            return history.latest_operation(view) != self._seen

    def rest(self) -> None:
        """Let go of the project where nothing has been written since this was last called. Good in any thread."""
        if not self._wrote:
            self.project.rest()
        self._wrote = False

    def is_mine(self, coder: str) -> bool:
        """Whether ``coder`` is who sits here."""
        return name_key(coder) == name_key(self.coder)

    def visible(self) -> dict[str, ShownCoding]:
        """The codings to show, by guid."""
        if not self.only_mine:
            return dict(self.shown)
        return {guid: shown for guid, shown in self.shown.items() if self.is_mine(shown.coder)}

    @property
    def done(self) -> bool:
        """Whether the coder has marked the open document as done."""
        return any(self.is_mine(coder) for coder in self.done_by)

    def _take_overview(self, overview: Overview) -> None:
        self._seen, self.codes, self._used = overview.seen, overview.codes, overview.used
        self.colors = {code.guid: code_color(code.color, place) for place, code in enumerate(self.codes.values())}
        self.undoable = overview.undoable

    def _take_page(self, page: Page) -> None:
        self.document, self.codings = page.document, page.codings
        known = self.shown
        self.shown = {guid: _same(known.get(guid), self._shown(row)) for guid, row in self.codings.items()}
        self._memos = None
        self.lost, self.done_by, self.blind, self.gone = page.lost, page.done_by, page.blind, False

    def _shown(self, row: CodingRow) -> ShownCoding:
        code = self.codes[row.code_guid]
        return ShownCoding(row.guid, row.start, row.end, code.guid, code.name, self.colors[code.guid], row.coder)

    @property
    def memos(self) -> list[MemoRow]:
        """The memos on the open document, read when they are first asked for: the first frame does without."""
        if self._memos is None and self.document is not None:
            with self.project.read(self.coder) as view:
                name = documents.name_of(view, self.document.guid)
                self._memos = memos.listing(view, name) if name else []
        return self._memos or []

    def own_memos(self) -> list[MemoRow]:
        """All memos of the coder's in the project."""
        with self.project.read(self.coder) as view:
            return [memo for memo in memos.listing(view) if self.is_mine(memo.coder)]

    def code(self, guid: str) -> CodeRow:
        """A code by its guid. Raises NotFound."""
        if guid not in self.codes:
            raise NotFound(_("This code is no longer in the codebook."), _("Choose another."))
        return self.codes[guid]


def _same(known: ShownCoding | None, new: ShownCoding) -> ShownCoding:
    """The object known before where nothing has changed, so that changes are found by identity."""
    return known if known == new else new
