"""The memos of a report, as far as consent allows."""

from __future__ import annotations

from qualcode.actions.memos import MemoRow, listing
from qualcode.actions.report.draft import Draft
from qualcode.formats.reports.parts import Paragraph, Section, Terms
from qualcode.messages import _, plural
from qualcode.store import queries

MOST = 1_000


def memos(draft: Draft) -> Section | None:
    """A section for each memo, oldest first; None where they are not wanted."""
    if not draft.wanted.memos:
        return None
    silent = {row.name for row in queries.documents(draft.view) if row.id in draft.barred}
    every = listing(draft.view)
    told = [memo for memo in every if memo.document not in silent]
    if withheld := len(every) - len(told):
        draft.leave_out(
            plural(
                "{n} memo is on a document that consent does not allow to quote.",
                "{n} memos are on documents that consent does not allow to quote.",
                withheld,
            )
        )
    if len(told) > MOST:
        draft.leave_out(_("The first {shown} of {n} memos are shown.", shown=MOST, n=len(told)))
    sections = [_section(draft, memo) for memo in told[:MOST]]
    if not sections:
        return Section(_("Memos"), [Paragraph(draft.leave_out(_("There are no memos.")))])
    said = plural("{n} memo, the oldest first.", "{n} memos, the oldest first.", len(sections))
    return Section(_("Memos"), [Paragraph(said)], sections)


def _section(draft: Draft, memo: MemoRow) -> Section:
    about = [(_("About"), memo.on)] if memo.on else []
    facts = [
        *about,
        (_("By"), memo.coder),
        (_("Written on"), memo.created[:10]),
        (_("Kind"), _kind_words().get(memo.kind, memo.kind)),
    ]
    return Section(memo.title or memo.on or _("Memo"), [Terms(facts), Paragraph(draft.unquoted(memo.text))])


def _kind_words() -> dict[str, str]:
    return {
        "note": _("note"), "theory": _("theory"), "method": _("method"), "code rule": _("code rule"), "reflection": _("reflection"),
        "translation": _("translation"),
    }  # fmt: skip
