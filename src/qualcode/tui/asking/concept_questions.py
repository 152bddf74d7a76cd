"""What is asked about concepts: which of them, how a segment speaks, which kind of link, which memo maintains a claim."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from qualcode.actions.concepts.evidence import EvidenceRow
from qualcode.actions.concepts.kinds import Kind
from qualcode.actions.memos import MemoRow
from qualcode.messages import _, plural
from qualcode.text.match import Match, Matcher
from qualcode.text.names import name_key
from qualcode.tui.asking.questions import Choice, Question, which_of
from qualcode.tui.rows.concepts import Concept, quoted, words_of
from qualcode.tui.view.width import show

_MANY = 300


def which_concept(concepts: Sequence[Concept]) -> Question:
    """Which claim or link a segment speaks for or against."""
    matcher = Matcher([Choice(concept, (words_of(concept),)) for concept in concepts])
    return Question(_("Claim or link"), matcher, _row, limit=_MANY)


def which_stance(about: Concept) -> Question:
    """How a segment speaks."""
    return which_of(words_of(about), {"for": _("speaks for it"), "against": _("speaks against it")})


def which_evidence(found: Sequence[EvidenceRow]) -> Question:
    """Which of the segments that speak for or against something."""
    choices = [
        Choice(
            row,
            (
                f"{'+' if row.stance == 'for' else '−'} {quoted(row) or _('The segment was erased.')}  {row.document or ''}",
            ),
        )
        for row in found
    ]
    return Question(_("Segment"), Matcher(choices), _row, limit=_MANY)


def which_kind(kinds: Sequence[Kind]) -> Question:
    """Which kind of link; those in use come first."""
    choices = [Choice(kind.name, (kind.name,), kind.also) for kind in kinds]
    links = {kind.name: kind.links for kind in kinds}

    def row(match: Match) -> Content:
        also = f" = {match.found}" if match.found != match.path[-1] else ""
        used = plural("{n} link", "{n} links", links[match.key]) if links[match.key] else ""
        return Content.assemble(show(match.path[-1]), (f"{show(also)}  {used}", "$text-muted"))

    return Question(_("Kind of link"), Matcher(choices), row, limit=_MANY)


def which_maintaining(memos: Sequence[MemoRow]) -> Question:
    """Which memo maintains a claim, those on theory first; a title that is new makes one."""
    titled = sorted((memo for memo in memos if memo.title), key=lambda memo: memo.kind != "theory")
    known = {name_key(memo.title) for memo in titled}
    choices = [Choice(memo.guid, (memo.title,)) for memo in titled]

    def offer(typed: str) -> str:
        title = typed.strip()
        return "" if name_key(title) in known else _("new memo on theory “{title}”", title=title)

    return Question(_("Memo that maintains it"), Matcher(choices), _row, offer=offer, limit=_MANY)


def _row(match: Match) -> Content:
    return Content(show(match.path[-1]))
