"""What the drawer asks about codings and other spans that have lost their words."""

from __future__ import annotations

from textual.content import Content

from qualcode.actions.revising.unplaced import UnplacedRow, in_context
from qualcode.messages import _, plural
from qualcode.text.match import Match, Matcher
from qualcode.text.span import Span
from qualcode.tui.asking.questions import Choice, Question
from qualcode.tui.project.desk import Desk
from qualcode.tui.view.width import show
from qualcode.tui.widgets.one_line import shortened

_QUOTE_CELLS = 40


def which_lost(desk: Desk) -> Question:
    """Which of them, by what they were on."""
    choices = [Choice(row, (row.words,), (row.quote,)) for row in desk.lost]
    return Question(_("Lost its words"), Matcher(choices), _lost_row, limit=300)


def _lost_row(match: Match) -> Content:
    row: UnplacedRow = match.key
    near = plural("{n} place comes near", "{n} places come near", len(row.candidates))
    return Content.assemble(show(row.words), (f"  {_quoted(row)}  {near}", "$text-muted"))


def _quoted(row: UnplacedRow) -> str:
    """What it was on, as far as there is room."""
    return f"“{shortened(show(' '.join(row.quote.split())), _QUOTE_CELLS)}”"


def which_place(desk: Desk, row: UnplacedRow, selection: Span | None) -> Question:
    """Where one of them belongs: what is selected, a place that comes near, or nowhere."""
    text = desk.document.text if desk.document else ""
    choices = []
    if selection is not None:
        choices.append(Choice(selection, (_("On the selection: {words}", words=in_context(text, selection)),)))
    choices += [Choice(span, (in_context(text, span),)) for span in row.candidates]
    choices.append(Choice(None, (_("Let it go"),)))
    return Question(
        _("Where {what} belongs that was on {quote}", what=row.words, quote=_quoted(row)),
        Matcher(choices),
        lambda match: Content(show(match.path[-1])),
        limit=300,
    )
