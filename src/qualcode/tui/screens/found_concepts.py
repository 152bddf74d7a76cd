"""Claims and links between codes, with the segments that speak for each and against it: looking at them."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult

from qualcode.actions.concepts.evidence import EvidenceRow
from qualcode.actions.concepts.links import LinkRow
from qualcode.messages import _, plural
from qualcode.project import View
from qualcode.text.span import Span
from qualcode.tui.asking import concept_questions
from qualcode.tui.project.desk import Desk
from qualcode.tui.rows import concepts as concept_rows
from qualcode.tui.rows.concepts import Concept, ConceptRows, Concepts
from qualcode.tui.screens.analysing import AnalysisScreen
from qualcode.tui.widgets.lines import Lines
from qualcode.tui.widgets.one_line import OneLine


class FoundConceptsScreen(AnalysisScreen[None, Concepts]):
    """A row for each claim and each link."""

    DEFAULT_CLASSES = "-reading"
    scope = "concepts"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, None)
        self._at = ""  # the guid of what is at the cursor

    def compose_under(self) -> ComposeResult:
        """What speaks for the concept at the cursor, and against it."""
        yield Lines(id="details", hang=2)

    # Looking

    def compute(self, view: View, asked: None) -> Concepts:
        """The concepts there are by now."""
        return Concepts.of(view)

    def show_found(self) -> None:
        """Show the concepts, the cursor on the one it was on."""
        assert self.found is not None
        guids = [row.guid for row in self.found.rows]
        cursor = guids.index(self._at) if self._at in guids else self.rows.cursor
        self.rows.show(concept_rows.columns(), ConceptRows(self.found.rows), cursor, keep_top=True)
        of_codes = sum(isinstance(row, LinkRow) for row in self.found.rows)
        counts = plural("{n} claim", "{n} claims", len(guids) - of_codes), plural("{n} link", "{n} links", of_codes)
        self.query_one("#title", OneLine).show_words(_("Claims and links between codes"), " · ".join(counts))
        if self._said:
            self.say(self._said)
        elif not guids:
            keys = self.key("claim"), self.key("link")
            self.say(
                _("Nothing is claimed yet: {claim} makes a claim, {link} links two codes.", claim=keys[0], link=keys[1])
            )
        self._said = ""
        self.show_row()

    def show_row(self) -> None:
        """Show what speaks for the concept at the cursor, and against it."""
        concept = self.current
        self._at = concept.guid if concept else ""
        lines = concept_rows.details(concept, self.evidence) if concept else []
        self.query_one("#details", Lines).show_lines(lines)

    @property
    def current(self) -> Concept | None:
        """The claim or link at the cursor."""
        return self.found.rows[self.rows.cursor] if self.found and self.rows.cursor < len(self.found.rows) else None

    @property
    def evidence(self) -> list[EvidenceRow]:
        """The segments that speak for the concept at the cursor, or against it."""
        return self.found.evidence.get(self._at, []) if self.found else []

    def action_scroll_details(self, rows: int) -> None:
        """Move what is shown of the concept."""
        self.query_one("#details", Lines).scroll_relative(y=rows, animate=False, immediate=True)

    def choose(self, then: Callable[[EvidenceRow], None]) -> None:
        """Do something with the only segment there is, or with the one that is chosen."""
        found = self.evidence
        if not found:
            self.say(_("No segment speaks for it or against it yet."), trouble=True)
        elif len(found) == 1:
            then(found[0])
        else:
            self.ask(concept_questions.which_evidence(found), lambda answer: then(answer.keys[0]) if answer else None)

    def action_open(self) -> None:
        """Read a segment that speaks for the concept, or against it, in its document."""
        self.choose(self._open)

    def _open(self, row: EvidenceRow) -> None:
        if row.document is None or row.start is None or row.end is None:
            self.say(_("The segment was erased."), trouble=True)
            return
        self.leave_for(row.document, Span(row.start, row.end))
