"""Which publications are one work: by their DOI, by title and year, by their key and title."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from sqlalchemy import select

from qualcode.formats.bibliography import dates, names
from qualcode.formats.bibliography.entry import CslFields
from qualcode.messages import _
from qualcode.store.models import Document, Reference
from qualcode.store.view import View
from qualcode.text.names import name_key

if TYPE_CHECKING:
    from qualcode.actions.importing.understanding import ReadDocument

_TELLING = 20  # letters, or half as many Chinese characters; "Introduction" and 前言 are titles of many works
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Identity:
    """What a publication is known by, each "" where it says nothing."""

    key: str
    doi: str
    title: str
    titled: str
    digest: str
    has_abstract: bool


def identity_of(key: str, fields: CslFields, entry: str) -> Identity:
    """What an entry is known by; ``titled`` is title and year, and the first name where the title is short."""
    title = "".join(re.findall(r"\w+", name_key(str(fields.get("title") or ""))))
    year = dates.iso(fields)[:4]
    weight = len(title) + len(_HAN.findall(title))
    first = name_key(names.shown(next(names.creators(fields), {}))) if weight < _TELLING else ""
    doi = str(fields.get("DOI") or "").strip().casefold()
    titled = "|".join([title, year, first]) if title and year and (weight >= _TELLING or first) else ""
    return Identity(name_key(key), doi, title, titled, sha256(entry.encode()).hexdigest(), bool(fields.get("abstract")))


@dataclass(frozen=True, slots=True)
class Known:
    """A publication of the project, or (``id`` 0) one that comes in at the same time."""

    id: int
    name: str
    source: str
    text_hash: str
    work: Identity


class KnownWorks:
    """The publications of a project and those that come in, by all that they can be recognised by."""

    def __init__(self, view: View) -> None:
        self._by: dict[tuple[str, str], Known] = {}
        self._revised: set[int] = set()
        self.keys: set[str] = set()
        columns = Document.id, Document.name, Document.source_name, Document.text_hash
        statement = select(*columns, Reference.citekey, Reference.fields, Reference.entry).join(
            Reference, Reference.document_id == Document.id
        )
        for row in view.connection.execute(statement.order_by(Document.id)):
            work = identity_of(row.citekey, row.fields, row.entry)
            self._add(Known(row.id, row.name, row.source_name, row.text_hash, work))

    def _add(self, known: Known) -> None:
        work = known.work
        self.keys.add(work.key)
        for kind, value in (("doi", work.doi), ("titled", work.titled), ("entry", work.digest), ("key", work.key)):
            if value:
                self._by.setdefault((kind, value), known)

    def settle(
        self, document: ReadDocument, taken: set[str], offers: str, says_no: Callable[[ReadDocument, Known], str]
    ) -> None:
        """Give a publication its outcome: known, a duplicate, a new version of one that is there, or to be brought in.

        ``offers`` is what becomes of new versions; ``says_no`` says of one that is there why its new version must
        not come in, "" where it may.
        """
        work = document.work
        assert work is not None
        there, why = self._same(work)
        if there is None:
            self._bring_in(document, work, taken)
        elif document.text_hash == there.text_hash or self._is_no_news(document, work, there):
            self._call_known(document, work, there, why)
        elif reason := says_no(document, there):
            document.outcome, document.name = "known", there.name
            document.tell("not carried", reason)
        elif offers == "add":
            self._bring_in(document, work, taken)
        else:
            self._call_version(document, there, offered=offers != "revise")

    def _same(self, work: Identity) -> tuple[Known | None, str]:
        """The same work, and what tells so."""
        if work.doi and (it := self._by.get(("doi", work.doi))):
            return it, _("its DOI")
        if it := self._by.get(("entry", work.digest)):
            return it, _("the whole entry")
        it = self._by.get(("titled", work.titled)) if work.titled else None
        if it is not None and not _differ(work.doi, it.work.doi):
            return it, _("title and year")
        it = self._by.get(("key", work.key)) if work.key else None
        if it is not None and it.work.title == work.title and not _differ(work.doi, it.work.doi):
            return it, _("key and title")
        return None, ""

    def _is_no_news(self, document: ReadDocument, work: Identity, there: Known) -> bool:
        """Whether other words of the same work are no new version: another database tells an abstract in its own way."""
        brings_abstract = work.has_abstract and not there.work.has_abstract
        is_newer = work.key == there.work.key or document.source == there.source or brings_abstract
        return there.id in self._revised | {0} or not is_newer or (there.work.has_abstract and not work.has_abstract)

    def _call_known(self, document: ReadDocument, work: Identity, there: Known, why: str) -> None:
        document.name = there.name
        same_file = there.id and (document.source == there.source or work.digest == there.work.digest)
        document.outcome = "known" if same_file else "duplicate"
        if not same_file:
            document.tell(
                "not carried",
                _("is the same work as {name!r}, by {why}; not brought in twice", name=there.name, why=why),
            )
        elif work.digest != there.work.digest:
            document.tell(
                "not carried", _("is in the project already; what its entry says otherwise is not taken over")
            )

    def _call_version(self, document: ReadDocument, there: Known, *, offered: bool) -> None:
        self._revised.add(there.id)
        document.outcome, document.name = "new version" if offered else "revised", there.name
        document.offered = offered
        if offered:
            sentence = _(
                "has a new title, abstract or key words for {name!r}; to take them over: {command}",
                name=there.name,
                command="--new-versions revise",
            )
            document.tell("not carried", sentence)

    def _bring_in(self, document: ReadDocument, work: Identity, taken: set[str]) -> None:
        document.outcome, document.name = "imported", free_key(document.called, taken)
        if document.name != document.called:
            document.tell("changed", _("named {name!r}, since its key is taken", name=document.name))
        taken.add(name_key(document.name))
        self._add(Known(0, document.name, document.source, document.text_hash, work))


def free_key(base: str, taken: set[str]) -> str:
    """``base``, or with the first free letter behind it as bibliographies do, then a number."""
    if name_key(base) not in taken:
        return base
    for letter in "bcdefghijklmnopqrstuvwxyz":
        if name_key(base + letter) not in taken:
            return base + letter
    number = 2
    while name_key(f"{base}-{number}") in taken:
        number += 1
    return f"{base}-{number}"


def _differ(one: str, other: str) -> bool:
    return bool(one and other and one != other)
