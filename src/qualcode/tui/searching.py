"""Looking for words while they are typed: in the text shown, and in all documents."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

from textual.content import Content

from qualcode.actions.material import documents
from qualcode.actions.querying import search
from qualcode.actions.revising.text_change import TextChange
from qualcode.messages import _
from qualcode.text.contexts import around
from qualcode.text.match import Match, Matcher
from qualcode.text.sought import Sought
from qualcode.text.span import Span
from qualcode.tui.asking.questions import Answer, Ask, Question
from qualcode.tui.project.desk import Desk
from qualcode.tui.screens.elsewhere import Place
from qualcode.tui.view.width import cells, show
from qualcode.tui.widgets.coded_text import CodedText
from qualcode.tui.widgets.key_line import key_of
from qualcode.tui.widgets.one_line import shortened

_LISTED = 200
_CONTEXT = 34  # cells on either side of a hit
_NAME = 24  # cells that a document's name has beside its hits


class _Finder(Matcher):
    """Offers the places where what is typed stands, in place of names that fit it."""

    def __init__(self, find: Callable[[str, int], list[Match]]) -> None:
        super().__init__(())
        self._find = find

    def best(self, query: str, limit: int = 50, recent: Sequence[Hashable] = ()) -> list[Match]:
        """The first places, in order; none while nothing is typed."""
        return self._find(query, limit) if query.split() else []


class Hits:
    """What was last looked for, and where it stands in the text shown."""

    def __init__(self) -> None:
        self.sought = ""
        self._found: tuple[str, str, list[Span]] = ("", "", [])

    def find(self, text: str, sought: str) -> list[Span]:
        """All places, in order."""
        if self._found[:2] != (text, sought):
            self._found = (text, sought, list(Sought(sought).find(text)) if sought.split() else [])
        return self._found[2]

    def in_text(self, text: str) -> list[Span]:
        """All places of what was last looked for."""
        return self.find(text, self.sought)

    def beside(self, text: str, place: int, by: int) -> Span | None:
        """The next place after another, or the one before where negative, round the end."""
        found = self.in_text(text)
        if not found:
            return None
        if by > 0:
            at = next((at for at, span in enumerate(found) if span.start > place), 0)
        else:
            at = next((at for at in reversed(range(len(found))) if found[at].start < place), len(found) - 1)
        return found[at]

    def question(self, text: str, caret: int) -> Question:
        """Which place in the text shown to go to, those behind the caret first; answered by spans."""

        def find(typed: str, limit: int) -> list[Match]:
            found = self.find(text, typed)
            first = next((at for at, span in enumerate(found) if span.start >= caret), 0)
            self.sought = typed
            return [Match(span, (typed,), typed) for span in [*found[first:], *found[:first]][:limit]]

        return Question(_("Find in this text"), _Finder(find), lambda match: _row(text, match.key), limit=_LISTED)


def _row(text: str, hit: Span) -> Content:
    before, after = around(text, hit, Span(0, len(text)), _CONTEXT)
    return _in_context(f"{hit.start:>7}  ", before, hit.of(text), after)


def _in_context(head: str, before: str, words: str, after: str) -> Content:
    """A hit in the middle of what stands around it, under the others."""
    room = " " * max(0, _CONTEXT - cells(show(before)))
    said = show(" ".join(words.split()))
    return Content.assemble((head, "$text-muted"), f"{room}{show(before)} ", (said, "bold reverse"), f" {show(after)}")


class Searching:
    """Asks what to look for, goes to its places, and marks them in the text.

    ``view`` gives the text as it is shown, ``ask`` asks a question, ``read`` goes to a place of a document, ``say`` says something.
    """

    def __init__(
        self,
        desk: Desk,
        view: Callable[[], CodedText],
        ask: Ask,
        read: Callable[[Place | None], None],
        say: Callable[[str, bool], None],
    ) -> None:
        self._desk, self._view, self._ask, self._read, self._say = desk, view, ask, read, say
        self._hits = Hits()
        self._rows: dict[tuple[str, Span], tuple[str, str, str]] = {}
        self._all = 0  # places in all documents, of which some are rows

    @property
    def sought(self) -> str:
        """What was looked for last."""
        return self._hits.sought.strip()

    def here(self) -> None:
        """Ask for words, and which of their places in this text to go to."""
        view = self._view()
        question = self._hits.question(view.text, view.selection.start if view.selection else view.caret)
        text = view.text

        def then(answer: Answer | None) -> None:
            if answer is not None:
                hit: Span = answer.keys[0]
                (placed,) = TextChange.between(text, view.text).place([hit])
                self._show(placed.span or hit)

        self._ask(question, then)

    def everywhere(self) -> None:
        """Ask for words, and which of their places in all documents to go to."""
        self._desk.project.index_texts()
        question = Question(
            _("Find in all documents"), _Finder(self._find), self._drawn, limit=_LISTED, look=self._numbered
        )
        self._ask(question, lambda answer: self._go(answer.keys[0]) if answer else None)

    def step(self, by: int) -> None:
        """Go to the next place of what was last looked for, or to the one before where negative."""
        view = self._view()
        found = self._hits.beside(view.text, view.selection.start if view.selection else view.caret, by)
        if found is None:
            nothing = _("What was looked for last stands nowhere in this text.")
            key = key_of("search.here", view.app)
            self._say(
                nothing if self.sought else _("Nothing has been looked for yet: {key} finds words.", key=key), True
            )
        else:
            self._show(found)

    def _show(self, hit: Span) -> None:
        view = self._view()
        found = self._hits.in_text(view.text)
        view.set_hits(found)
        if hit in found:
            view.select(hit)
            number = found.index(hit) + 1
            self._say(_("{n} of {all}: {words}", n=number, all=len(found), words=self._hits.sought.strip()), False)

    def _find(self, typed: str, limit: int) -> list[Match]:
        self._hits.sought = typed
        with self._desk.project.read(self._desk.coder) as view:
            table = search.search(view, search.Wanted(typed), context=_CONTEXT, limit=limit)
            full = len(table.rows) == limit  # then there may be more
            counts = search.counts(view, search.Wanted(typed)).column("hits") if full else ()
        self._all = sum(int(str(n)) for n in counts) or len(table.rows)
        self._rows = {}
        for name, start, end, _speaker, *words in table.rows:
            before, hit, after = map(str, (words[1], words[0], words[2]))
            self._rows[str(name), Span(int(start or 0), int(end or 0))] = (before, hit, after)
        return [Match(key, (key[0],), typed) for key in self._rows]

    def _numbered(self, hit: tuple[str, Span] | None) -> str:
        """Which of all places it is."""
        number = list(self._rows).index(hit) + 1 if hit in self._rows else 0
        return _("{n} of {all}", n=number, all=self._all) if number else ""

    def _drawn(self, match: Match) -> Content:
        name = shortened(show(match.path[0]), _NAME)
        return _in_context(f"{name}{' ' * (_NAME - cells(name))}  ", *self._rows[match.key])

    def _go(self, hit: tuple[str, Span]) -> None:
        name, span = hit
        with self._desk.project.read(self._desk.coder) as view:
            text = documents.open_document(view, name).text
        self._read((name, span, text))
        self._show(span)
