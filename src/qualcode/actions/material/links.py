"""Links between documents: what cites, revises, answers or translates what. Found ones are proposals until a person confirms them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sqlalchemy import Row, select

from qualcode.actions.registry import action
from qualcode.errors import NotFound, WrongUse
from qualcode.formats.bundle import Report
from qualcode.messages import _, listed, plural
from qualcode.store import queries
from qualcode.store.models import Document, DocumentLink
from qualcode.store.session import Work
from qualcode.store.view import View
from qualcode.table import Table
from qualcode.text.policy import Citation, annexed_title, citations, number_key, policy_facts, title_key

KINDS = ("cites", "revises", "answers", "translates")
_AMENDS = re.compile(r"关于(?:修改|修订|修正|废止|失效).*?[《〈](?P<title>[^《》〈〉]+)[》〉]")
_SHORT_NAME = re.compile(r"简称[“\"]?《(?P<title>[^《》]+)》")
_TITLES_SHOWN = 60


@dataclass(frozen=True)
class _Paper:
    """A document as others may cite it: under its name, under its title and by its number."""

    id: int
    name: str
    date: str
    titles: frozenset[str]
    aliases: frozenset[str]
    number: str
    text: str

    @property
    def amended(self) -> str:
        """The title this document changes by its own title, "" where it changes none."""
        match = _AMENDS.search(self.text[:200]) or _AMENDS.search(self.name)
        return title_key(match["title"]) if match else ""


def listing(view: View, document: str | None = None) -> Table:
    """The links, perhaps only those from or to one document: ``status`` is proposed, confirmed or rejected."""
    only = None if document is None else queries.document_named(view, document).id
    names = {row.id: row.name for row in queries.documents(view)}
    rows = sorted(
        (names[row.from_document_id], names[row.to_document_id], row.kind, _status(row))
        for row in _links(view)
        if only is None or only in (row.from_document_id, row.to_document_id)
    )
    return Table(("from", "to", "kind", "status"), rows)


def _links(view: View) -> Sequence[Row[Any]]:
    return queries.rows(view, select(DocumentLink.__table__).order_by(DocumentLink.id))


def _status(row: Row[Any]) -> str:
    return "rejected" if row.rejected else "confirmed" if row.confirmed else "proposed"


@action("links.find")
def propose(work: Work) -> Report:
    """Propose links between the policy documents: what each cites by title or number, and which is a later version of which.

    A link that is there already, confirmed or rejected, stays as it is. The report names what was found, and the titles
    that no document of the project bears.
    """
    report = Report(_("links between documents"), "links")
    papers = list(_papers(work))
    known = {(row.from_document_id, row.to_document_id, row.kind) for row in _links(work)}
    wanted, unmet = _found(papers)
    new = [link for link in dict.fromkeys(wanted) if link not in known]
    work.journal.insert_many(
        DocumentLink,
        [dict(zip(("from_document_id", "to_document_id", "kind"), link, strict=True)) for link in new],
    )
    names = {paper.id: paper.name for paper in papers}
    report.add("read", plural("{n} policy document", "{n} policy documents", len(papers)))
    for one, other, kind in new:
        report.add("read", _("{document} {kind} {other}: proposed", document=names[one], kind=kind, other=names[other]))
    if unmet:
        missing = Counter(title for _paper, title in unmet.elements()).most_common(_TITLES_SHOWN)
        shown = listed(f"《{title}》 ×{count}" for title, count in missing)
        report.add("not carried", _("cited, but not in the project: {titles}", titles=shown))
    work.describe("links.find", plural("proposed a link", "proposed {n} links", len(new)))
    return report


def _papers(view: View) -> Iterator[_Paper]:
    statement = select(Document.id, Document.name, Document.occurred_on, Document.text).where(Document.kind == "policy")
    for row in view.connection.execute(statement.order_by(Document.id)):
        facts = policy_facts(row.text)
        titles = frozenset(key for key in (title_key(row.name), title_key(facts.title)) if len(key) > 2)
        aliases = _aliases(titles, facts.title, row.name)
        yield _Paper(
            row.id, row.name, row.occurred_on or facts.date, titles, aliases, number_key(facts.number), row.text
        )


def _aliases(titles: Iterable[str], title: str, name: str) -> frozenset[str]:
    """What else a document may be cited by, where nothing bears that title: what it issues, and its title without the agency."""
    keys = {title_key(annexed_title(it)) for it in (title, name)}
    keys |= {key[key.index("关于") :] for key in titles if "关于" in key}
    return frozenset(key for key in keys.difference(titles) if len(key) > 2)


def cited_outside(view: View) -> list[tuple[int, str, int]]:
    """The titles that policy documents cite and no document of the project bears: the citing document's id, the title, how often.

    Writings of one title (see ``title_key``) are one, named as it is written most often.
    """
    unmet = _found(list(_papers(view)))[1]
    writings: dict[str, Counter[str]] = defaultdict(Counter)
    mentions: Counter[tuple[int, str]] = Counter()
    for (paper, title), times in unmet.items():
        writings[title_key(title)][title] += times
        mentions[paper, title_key(title)] += times
    names = {key: min(found, key=lambda title: (-found[title], title)) for key, found in writings.items()}
    return [(paper, names[key], times) for (paper, key), times in mentions.items()]


def _found(papers: list[_Paper]) -> tuple[list[tuple[int, int, str]], Counter[tuple[int, str]]]:
    """The links between papers, and how often each paper (by id) cites each title that none of them bears."""
    by_title: dict[str, list[_Paper]] = defaultdict(list)
    by_number: dict[str, list[_Paper]] = defaultdict(list)
    by_alias: dict[str, list[_Paper]] = defaultdict(list)
    for paper in papers:
        for title in paper.titles:
            by_title[title].append(paper)
        for alias in paper.aliases:
            by_alias[alias].append(paper)
        if paper.number:
            by_number[paper.number.partition("〔")[2]].append(paper)
    bearers = by_title | {key: only for key, only in by_alias.items() if len(only) == 1 and key not in by_title}
    links: list[tuple[int, int, str]] = []
    unmet: Counter[tuple[int, str]] = Counter()
    for paper in papers:
        short = {match["title"] for match in _SHORT_NAME.finditer(paper.text)}
        for citation in citations(paper.text):
            if citation.title in short:
                continue
            cited = _cited(paper, citation, bearers, by_number)
            if cited is None:
                unmet[paper.id, citation.title] += 1
            for other in cited or ():
                links.append((paper.id, other.id, "revises" if paper.amended in other.titles else "cites"))
    return links + list(_versions(by_title.values())), unmet


def _cited(
    paper: _Paper, citation: Citation, by_title: dict[str, list[_Paper]], by_number: dict[str, list[_Paper]]
) -> list[_Paper] | None:
    """The papers a citation means, of several versions the one in force then; None for a title nothing bears."""
    key = title_key(citation.title)
    number = number_key(citation.number) if citation.number else ""
    # What stands before the agency's mark may be part of the sentence: 依据民发〔2022〕14号.
    found = [other for other in by_number.get(number.partition("〔")[2], []) if number.endswith(other.number)]
    found = found or (by_title.get(key, []) if key else [])
    if not found:
        return None if len(key) > 2 else []
    others = [other for other in found if other.id != paper.id and not (other.titles & paper.titles)]
    earlier = [other for other in others if other.date and paper.date and other.date <= paper.date]
    return [max(earlier, key=lambda other: other.date)] if earlier else others


def _versions(titles: Iterable[list[_Paper]]) -> Iterator[tuple[int, int, str]]:
    """Of several dated papers of one title each revises the one before."""
    for same in titles:
        dated = sorted((paper for paper in same if paper.date), key=lambda paper: paper.date)
        for earlier, later in pairwise(dated):
            if earlier.date < later.date:
                yield later.id, earlier.id, "revises"


@action("links.decide")
def decide(work: Work, one: str, other: str, kind: str | None = None, *, confirmed: bool) -> int:
    """Confirm or reject the links from a document to another, of one kind or of all. Returns how many.

    Raises NotFound when there is no such link.
    """
    row, to = queries.document_named(work, one), queries.document_named(work, other)
    found = _between(work, row.id, to.id, kind)
    if not found:
        raise NotFound(
            _("There is no link from {document!r} to {other!r}.", document=one, other=other),
            _("qualcode links list shows those there are."),
        )
    work.journal.update_many(DocumentLink, found, confirmed=confirmed, rejected=not confirmed)
    words = (
        _("confirmed that {document} refers to {other}")
        if confirmed
        else _("rejected that {document} refers to {other}")
    )
    work.describe("links.decide", words.format(document=row.name, other=to.name))
    return len(found)


@action("links.decide_all")
def confirm_all(work: Work) -> int:
    """Confirm every link that is still a proposal. Returns how many."""
    proposed = [row.id for row in _links(work) if _status(row) == "proposed"]
    work.journal.update_many(DocumentLink, proposed, confirmed=True)
    work.describe("links.decide_all", plural("confirmed a link", "confirmed {n} links", len(proposed)))
    return len(proposed)


@action("links.add")
def add(work: Work, one: str, other: str, kind: str) -> None:
    """Link a document to another, as a person who knows: it is confirmed. Raises WrongUse for an unknown kind or itself."""
    if kind not in KINDS:
        raise WrongUse(_("{kind!r} is no kind of link.", kind=kind), _("Kinds are: {kinds}", kinds=listed(KINDS)))
    row, to = queries.document_named(work, one), queries.document_named(work, other)
    if row.id == to.id:
        raise WrongUse(_("A document is not linked to itself."))
    there = _between(work, row.id, to.id, kind)
    if there:
        work.journal.update_many(DocumentLink, there, confirmed=True, rejected=False)
    else:
        work.journal.insert(DocumentLink, from_document_id=row.id, to_document_id=to.id, kind=kind, confirmed=True)
    work.describe("links.add", _("linked {document} to {other}", document=row.name, other=to.name))


@action("links.remove")
def remove(work: Work, one: str, other: str, kind: str | None = None) -> int:
    """Take away the links from a document to another. Returns how many. Raises NotFound when there is none."""
    row, to = queries.document_named(work, one), queries.document_named(work, other)
    found = _between(work, row.id, to.id, kind)
    if not found:
        raise NotFound(_("There is no link from {document!r} to {other!r}.", document=one, other=other))
    work.journal.delete(DocumentLink, found)
    work.describe("links.remove", _("took away the link from {document} to {other}", document=row.name, other=to.name))
    return len(found)


def _between(view: View, one: int, other: int, kind: str | None) -> list[int]:
    return [
        row.id
        for row in _links(view)
        if (row.from_document_id, row.to_document_id) == (one, other) and kind in (None, row.kind)
    ]
