"""Pseudonyms: names in documents, memos and the codebook give way to what stands in for them; every coding stays on its words.

The table of names is the key to who is who. It is read from a file outside the project and never enters it, neither its
rows nor its name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table as Rows
from sqlalchemy import select, update

from qualcode.actions.registry import action
from qualcode.actions.revising import revisions
from qualcode.actions.written import FROZEN, WORDS
from qualcode.errors import WrongUse
from qualcode.formats.tables.reading import TextTable
from qualcode.messages import _
from qualcode.store import erasing, queries
from qualcode.store.erasing import mapped
from qualcode.store.journal import table_of
from qualcode.store.models import (
    CodeLink,
    Coder,
    Coding,
    Consent,
    Document,
    DocumentOriginal,
    DocumentRevision,
    LinkKind,
    Memo,
    Section,
    Segment,
    Speaker,
)
from qualcode.store.session import Work
from qualcode.store.undo import ERASE
from qualcode.store.view import View
from qualcode.table import Table
from qualcode.text.names import name_key
from qualcode.text.pseudonyms import Names, replaced, stand_ins
from qualcode.text.revision.revising import replacements

# The titles that imports give memos made of comments, in either language.
_COMMENT_BY = re.compile(r"Comment by [^\n]*?(?=, \d{4}-\d\d-\d\d|\)?\Z)|[^\n(]* 的批注")
_STAND_IN = ("stand_in", "stand-in", "pseudonym", "replacement", "alias", "代号", "化名", "假名", "替换为")
_NAME = ("name", "real_name", "姓名", "名字", "真名", "原名")

_OF_DOCUMENTS: tuple[Any, ...] = (Document, Speaker, Segment, Section, DocumentRevision)
_SCOPES = {"speaker": "document_id", "code": "parent_id", "attribute": "applies_to"}  # within which names are unique


@dataclass(frozen=True)
class Key:
    """Names and what stands in for each."""

    by_name: Mapping[str, str]
    names: Names

    def apply(self, value: Any) -> Any:
        """A text, or all texts in a JSON value, with every name replaced."""
        return mapped(value, lambda text: replaced(text, self.names, self.by_name))


def key_of(table: TextTable) -> Key:
    """The key a table holds: a column of names and one of stand-ins, several names may share one.

    Raises WrongUse where a column is missing, a name has two stand-ins, or a stand-in holds a name that would be replaced.
    """
    name, stand_in = _column(table, _NAME), _column(table, _STAND_IN)
    by_name: dict[str, str] = {}
    for line, row in table.records():
        one, other = row[name].strip(), row[stand_in].strip()
        if not one:
            continue
        if not other or by_name.get(one, other) != other:
            raise WrongUse(
                _(
                    "{table}, line {line}: {name!r} has no stand-in, or two of them.",
                    table=table.name,
                    line=line,
                    name=one,
                ),
                _("Give each name one stand-in."),
            )
        by_name[one] = other
    names = Names(by_name)
    for one, other in by_name.items():
        if any(True for _mention in names.mentions(other)):
            raise WrongUse(
                _("The stand-in {stand_in!r} holds a name that is itself replaced.", stand_in=other),
                _("Choose another stand-in for {name!r}.", name=one),
            )
    return Key(by_name, names)


def _column(table: TextTable, known: Sequence[str]) -> str:
    there = [column.casefold() for column in table.columns]
    found = next((column for column in known if column in there), None)
    if found is None:
        raise WrongUse(
            _("{table} has no column {column!r}.", table=table.name, column=known[0]),
            _("It needs a column “name” and a column “stand_in”, a row for each name."),
        )
    return found


@action("documents.pseudonymise")
def pseudonymise(work: Work, key: Key, documents: Sequence[str] = ()) -> Table:
    """Replace the names of a key, in all documents or in some, each as a revision; and, with all, in everything beside them.

    Returns a row for each document and each kind of thing with the number of names replaced. Memos, codes, cases, speakers
    and the names of documents are changed too, so that nothing but the history still tells who is who; with some documents
    only what is theirs.
    """
    work.describe("documents.pseudonymise", _("replaced names by stand-ins"))
    chosen = [queries.document_named(work, name) for name in documents] or queries.documents(work)
    rows = []
    for document in chosen:
        text = queries.text_of(work, document.id)
        places = stand_ins(text, key.names, key.by_name)
        if places:
            new_text, text_map = replacements(text, places)
            revisions.revise(work, document.name, new_text, reason=_("names replaced"), text_map=text_map)
            rows.append(("document", key.apply(document.name), len(places)))
    for model, columns in WORDS:
        if documents and model not in _OF_DOCUMENTS:
            continue
        if number := _replace_in(work, model, columns, key, [document.id for document in chosen]):
            rows.append((table_of(model).name, "", number))
    return Table(("what", "where", "number"), rows)


def _replace_in(work: Work, model: Any, columns: Sequence[str], key: Key, documents: Sequence[int]) -> int:
    """Replace names in the words of rows. Returns in how many. Names that would meet get a number."""
    table = table_of(model)
    wanted = select(table.c.id, *(table.c[column] for column in columns))
    if model in _OF_DOCUMENTS:
        column = table.c.id if model is Document else table.c.document_id
        wanted = wanted.where(column.in_(documents))
    changed = 0
    for row in work.connection.execute(wanted).all():
        old = dict(zip(columns, row[1:], strict=True))
        new = {column: value for column, value in ((c, key.apply(v)) for c, v in old.items()) if value != old[column]}
        if new:
            if "name" in new and "name_key" in table.c:
                new |= _free_name(work, table, row.id, new["name"])
            if "citekey" in new:
                new |= _free_name(work, table, row.id, new["citekey"], "citekey")
            if model is LinkKind and "name" in new:
                _rename_links(work, old["name"], new["name"])
            work.journal.update(model, row.id, **new)
            changed += 1
    return changed


def _rename_links(work: Work, old: str, new: str) -> None:
    """Links between codes name their kind."""
    ids = list(work.connection.scalars(select(CodeLink.id).where(CodeLink.kind == old)))
    work.journal.update_many(CodeLink, ids, kind=new)


def _free_name(view: View, table: Rows, row_id: int, name: str, column: str = "name") -> dict[str, str]:
    same = select(table.c[f"{column}_key"]).where(table.c.id != row_id)
    if scope := _SCOPES.get(table.name):
        here = select(table.c[scope]).where(table.c.id == row_id).scalar_subquery()
        same = same.where(table.c[scope] == here)
    taken = set(view.connection.scalars(same))
    number, free = 2, name
    while name_key(free) in taken:
        free, number = f"{name} {number}", number + 1
    return {column: free, f"{column}_key": name_key(free)}


def rename_in_studies(work: Work, key: Key) -> None:
    """Replace the names of a key in what studies froze: their plans, codebooks, and the words of their figures.

    For a copy alone whose history is gone: in the project what figures rest on stays as it was, and the journal, which would
    keep the names, is passed by.
    """
    for model, columns in FROZEN:
        table = table_of(model)
        for row in work.connection.execute(select(table.c.id, *(table.c[column] for column in columns))).all():
            old = dict(zip(columns, row[1:], strict=True))
            new = {column: value for column in columns if (value := key.apply(old[column])) != old[column]}
            if "name" in new:
                new |= _free_name(work, table, row.id, new["name"])
            if new:
                work.connection.execute(update(table).where(table.c.id == row.id).values(**new))


def forget_names(work: Work) -> None:
    """Take for good what still tells the names: the files documents came from, earlier texts, who wrote comments in the files,
    whom to ask about consent, and all the journal kept but who did what kind of thing when.

    Nothing done before can be undone afterwards.
    """
    connection = work.connection
    work.describe(ERASE, _("erased originals and earlier texts"))
    kept = list(connection.scalars(select(DocumentOriginal.id)))
    work.journal.delete(DocumentOriginal, kept)
    connection.execute(update(Document).values(source_name="", source_type=""))
    connection.execute(update(Consent).values(contact=""))
    _forget_authors(work)
    erasing.empty_all(connection)
    erasing.drop_reports(connection)


def _forget_authors(work: Work) -> None:
    """Take away the names of those who wrote comments in files: as coders who code nothing, and in the titles of memos."""
    connection = work.connection
    authors = select(Coder.id).where(Coder.kind == "import", Coder.id.not_in(select(Coding.coder_id)))
    for number, coder in enumerate(list(connection.scalars(authors.order_by(Coder.id))), start=1):
        name = _free_name(work, table_of(Coder), coder, _("author {n}", n=number))
        connection.execute(update(Coder).where(Coder.id == coder).values(**name))
    for memo, title in list(connection.execute(select(Memo.id, Memo.title))):
        if (shorter := _COMMENT_BY.sub(_("Comment"), title)) != title:
            connection.execute(update(Memo).where(Memo.id == memo).values(title=shorter))
