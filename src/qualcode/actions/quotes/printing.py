"""Quotes printed for a paper, to .docx, .html, .md and .csv: each with its context, its translation and the way back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from qualcode import messages
from qualcode.actions.exchange import write_table
from qualcode.actions.privacy import consent
from qualcode.actions.quotes import picked
from qualcode.actions.quotes.context import BLANK, Context, Line
from qualcode.actions.quotes.picked import Quote
from qualcode.actions.quotes.telling import Telling
from qualcode.actions.quotes.wording import difference
from qualcode.errors import WrongUse
from qualcode.formats.bundle import Finding, Report
from qualcode.formats.reports.parts import Paper, Paragraph, Quotation, Section, Terms
from qualcode.formats.reports.writing import ENDINGS, write_paper
from qualcode.messages import _, clauses, listed, plural
from qualcode.store import queries
from qualcode.store.view import View
from qualcode.table import Table

COLUMNS = (
    "quote",
    "code",
    "document",
    "revision",
    "start",
    "end",
    "speaker",
    "case",
    "context",
    "text",
    "printed",
    "translation",
    "language",
    "note",
)
_TABLES = (".csv", ".tsv", ".xlsx", ".json")


@dataclass(frozen=True)
class Wanted:
    """How quotes are printed: the ``pattern`` of their context, in what order, and the sign for a value there is not.

    ``names`` are more names that should not stand in a quote, such as those of a key of pseudonyms.
    """

    pattern: str = ""
    by: Literal["code", "order"] = "code"
    blank: str = BLANK
    names: Sequence[str] = ()


def print_quotes(view: View, path: Path, wanted: Wanted | None = None, today: date | None = None) -> Report:
    """Write the picked quotes that consent allows, and tell what was written, what was withheld and why.

    Raises WrongUse for an ending that says no format or a pattern with an unknown field, Unreachable where the file cannot be
    written; there is no file then.
    """
    wanted = wanted or Wanted()
    ending = path.suffix.lower()
    if ending not in (*ENDINGS, *_TABLES):
        raise WrongUse(
            _("The ending of {file} says no format.", file=path),
            _("Use one of {endings}.", endings=listed((".docx", ".md", ".html", *_TABLES))),
        )
    context = Context(view, wanted.pattern, wanted.blank)
    report = Report(str(path), ending.lstrip("."))
    allowed = _allowed(view, picked.quotes(view), report, today)
    lines = {it.id: context.line(it) for it in allowed}
    if ending in _TABLES:
        for sentence in write_table(_table(allowed, lines), path, ending.lstrip(".")):
            report.add("changed", sentence)
    else:
        write_paper(_paper(view, allowed, lines, wanted), path)
    report.findings.insert(0, Finding("written", plural("{n} quote", "{n} quotes", len(allowed))))
    _warn(view, report, allowed, lines, wanted)
    return report


def _allowed(view: View, quotes: Sequence[Quote], report: Report, today: date | None) -> list[Quote]:
    """The quotes that may be printed; of each other the reason."""
    barred = consent.documents_barred(view, "quote", today)
    why = {it.case: consent.in_words(it.why) for it in consent.barred(view, "quote", today)}
    allowed = []
    for quote in quotes:
        if case := barred.get(quote.document_id):
            sentence = _("withheld, consent of {case} does not allow it: {why}", case=case, why=why[case])
            report.add("not carried", sentence, _place(quote))
        elif quote.wording and (differs := difference(quote.wording, quote.text)):
            report.add(
                "not carried", _("withheld, its text was revised since: {differs}", differs=differs), _place(quote)
            )
        else:
            allowed.append(quote)
    if sentence := picked.waiting(view):
        report.add("not carried", sentence)
    return allowed


def _place(quote: Quote) -> str:
    return f"{quote.short} {quote.document} {quote.start}–{quote.end}"


def _warn(view: View, report: Report, quotes: Sequence[Quote], lines: dict[int, Line], wanted: Wanted) -> None:
    """What a person should look at before the paper goes out."""
    telling = Telling(view, wanted.names)
    for quote in quotes:
        if found := list(dict.fromkeys([*telling.in_words(quote.words), *telling.in_words(quote.translation)])):
            report.add("warning", _("its words may tell who is meant: {names}", names=listed(found)), _place(quote))
    without: dict[str, list[str]] = defaultdict(list)
    for quote in quotes:
        for field in lines[quote.id].missing:
            without[field].append(quote.short)
    for field, shorts in without.items():
        report.add("warning", _("no {field} is known of: {quotes}", field=field, quotes=listed(shorts)))
    if unknown := [quote.short for quote in quotes if lines[quote.id].case is None]:
        report.add(
            "warning", _("whose words they are is not known, as no case speaks: {quotes}", quotes=listed(unknown))
        )
    if unrecorded := {lines[quote.id].case for quote in quotes} & set(consent.without_record(view)):
        report.add(
            "warning",
            _("Nothing is recorded of the consent of: {cases}.", cases=listed(sorted(filter(None, unrecorded)))),
        )


def _table(quotes: Sequence[Quote], lines: dict[int, Line]) -> Table:
    rows = [
        (it.short, "; ".join(it.codes) or None, it.document, it.revision, it.start, it.end, it.speaker, lines[it.id].case,
         lines[it.id].text or None, it.text, it.words, it.translation or None, it.language or None, it.note or None)
        for it in quotes
    ]  # fmt: skip
    return Table(COLUMNS, rows)


def _paper(view: View, quotes: Sequence[Quote], lines: dict[int, Line], wanted: Wanted) -> Paper:
    facts = Terms([(_("Project"), queries.project(view).name), (_("Quotes"), str(len(quotes)))])
    sections = [
        Section(title, [_block(it, lines[it.id]) for it in some]) for title, some in _groups(view, quotes, wanted.by)
    ]
    if not sections:
        sections = [Section(_("Quotes"), [Paragraph(_("There are no passages to quote."))])]
    return Paper(_("Quotes"), messages.language(), facts, sections)


def _groups(view: View, quotes: Sequence[Quote], by: str) -> Iterable[tuple[str, list[Quote]]]:
    """The quotes under their codes in the order of the codebook, each under the one that fits it best; or all in their order."""
    if by == "order":
        return [(_("Quotes"), list(quotes))] if quotes else []
    tree = queries.code_tree(view)
    found: dict[str, list[Quote]] = {tree.path(row.id): [] for row in tree.rows}
    for quote in quotes:
        found.setdefault(quote.codes[0] if quote.codes else _("Not coded"), []).append(quote)
    return [(title, some) for title, some in found.items() if some]


def _block(quote: Quote, line: Line) -> Quotation:
    where = clauses(filter(None, [line.text, quote.where]))
    return Quotation(quote.words, where, quote.language, quote.translation)
