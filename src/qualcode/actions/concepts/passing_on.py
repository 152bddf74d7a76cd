"""What hangs on a code besides its codings and memos, when another takes its place."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, select

from qualcode.actions import segments
from qualcode.actions.concepts import links
from qualcode.messages import listed, plural
from qualcode.store import code_links, queries
from qualcode.store.models import CaseSummary, CodeLink, CodeSetMember, Evidence
from qualcode.store.removal import remove as remove_rows
from qualcode.store.session import Work


def pass_on(work: Work, old: Row[Any], new: Row[Any]) -> None:
    """Give the memberships in sets, links and case summaries of a code to another, each once.

    A link between the two goes, and a notice says so. Raises Refused where links would then lead in a circle that their kind forbids.
    """
    _members(work, old.id, new.id)
    _summaries(work, old.id, new.id)
    _links(work, old.id, new.id)


def _members(work: Work, old: int, new: int) -> None:
    sets = set(work.connection.scalars(select(CodeSetMember.code_set_id).where(CodeSetMember.code_id == new)))
    statement = select(CodeSetMember.__table__).where(CodeSetMember.code_id == old)
    members = queries.rows(work, statement)
    work.journal.update_many(CodeSetMember, [row.id for row in members if row.code_set_id not in sets], code_id=new)
    remove_rows(work.journal, CodeSetMember, [row.id for row in members if row.code_set_id in sets])


def _summaries(work: Work, old: int, new: int) -> None:
    """Where a coder has summarised both for one case, the texts are put together."""
    statement = select(CaseSummary.__table__).order_by(CaseSummary.id)
    theirs = {
        (row.case_id, row.coder_id): row for row in queries.rows(work, statement.where(CaseSummary.code_id == new))
    }
    for row in queries.rows(work, statement.where(CaseSummary.code_id == old)):
        heir = theirs.get((row.case_id, row.coder_id))
        if heir is None:
            work.journal.update(CaseSummary, row.id, code_id=new)
        else:
            together = dict.fromkeys(text for text in (heir.text, row.text) if text)
            work.journal.update(CaseSummary, heir.id, text="\n".join(together))
            remove_rows(work.journal, CaseSummary, [row.id])


def _links(work: Work, old: int, new: int) -> None:
    between = (CodeLink.from_code_id.in_((old, new))) & (CodeLink.to_code_id.in_((old, new)))
    gone = queries.rows(work, select(CodeLink.__table__).where(between))
    _say_gone(work, gone)
    cited = segments.cited(work, Evidence.code_link_id, [row.id for row in gone])
    remove_rows(work.journal, CodeLink, [row.id for row in gone])
    segments.let_go(work, cited)
    theirs = (CodeLink.from_code_id == old) | (CodeLink.to_code_id == old)
    for row in queries.rows(work, select(CodeLink.__table__).where(theirs).order_by(CodeLink.id)):
        _move(work, row, old, new)
    links.join_twins(work)
    code_links.require_no_circles(work.connection)


def _move(work: Work, row: Row[Any], old: int, new: int) -> None:
    """Let a link lead from or to the other code; where there is the same already, what it has goes there."""
    ends = {name: new if getattr(row, name) == old else getattr(row, name) for name in ("from_code_id", "to_code_id")}
    same = select(CodeLink.id).filter_by(kind=row.kind, **ends)
    twin = work.connection.scalar(same)
    if twin is None:
        work.journal.update(CodeLink, row.id, **ends)
    else:
        links.join(work, row, twin)


def _say_gone(work: Work, gone: Any) -> None:
    if gone:
        kinds = listed(dict.fromkeys(row.kind for row in gone))
        said = plural(
            "{n} link between the two is gone: {kinds}.",
            "{n} links between the two are gone: {kinds}.",
            len(gone),
            kinds=kinds,
        )
        work.notices.append(said)
