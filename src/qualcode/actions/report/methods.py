"""The methods section: what the material is, who coded what with which codebook, and how it was computed."""

from __future__ import annotations

import platform
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import func, select

import qualcode
from qualcode.actions import coders, codes
from qualcode.actions.pictures.words import kind_words
from qualcode.actions.report.draft import Draft
from qualcode.actions.report.headings import headings
from qualcode.actions.studies import figures, report
from qualcode.actions.studies.rounds import studies
from qualcode.formats.reports.parts import Block, Figures, Paragraph, Section
from qualcode.messages import _, joined, listed, noted, plural
from qualcode.store import queries, rounds
from qualcode.store.models import Coding

_STUDY_COLUMNS = ("code", "round", "alpha", "ci_low", "ci_high", "units", "coded_units", "note")


def methods(draft: Draft) -> Section:
    """The whole section, with one of its own for each reliability study."""
    paragraphs = [_material(draft), _codebook(draft), *_coders(draft), _counted(draft)]
    studied = [_study(draft, study) for study in studies(draft.view)]
    if not studied:
        paragraphs.append(_("No reliability study is recorded in the project."))
    computed = Section(_("Software"), [Paragraph(sentence) for sentence in _software()])
    return Section(_("Methods"), [Paragraph(text) for text in paragraphs if text], [*studied, computed])


def _material(draft: Draft) -> str:
    documents = queries.documents(draft.view)
    if not documents:
        return _("The project holds no documents.")
    words = kind_words()
    kinds = Counter(row.kind for row in documents)
    sentences = [
        plural(
            "The material is {n} document with {characters} characters and {words} words.",
            "The material is {n} documents with {characters} characters and {words} words.",
            len(documents),
            characters=f"{sum(row.length for row in documents):,}",
            words=f"{sum(row.words for row in documents):,}",
        ),
        _("By kind: {kinds}.", kinds=listed(noted(words.get(kind, kind), n) for kind, n in kinds.most_common())),
    ]
    dates = sorted(row.occurred_on for row in documents if row.occurred_on)
    if dates:
        sentences.append(_("What bears a date is from {first} to {last}.", first=dates[0], last=dates[-1]))
    return joined([*sentences, *_cases(draft)])


def _cases(draft: Draft) -> Iterator[str]:
    cases, names = queries.cases(draft.view), [row.name for row in queries.attributes(draft.view, "case")]
    if cases and names:
        yield plural(
            "{n} case is recorded, described by: {names}.",
            "{n} cases are recorded, described by: {names}.",
            len(cases),
            names=listed(names),
        )
    elif cases:
        yield plural("{n} case is recorded.", "{n} cases are recorded.", len(cases))


def _codebook(draft: Draft) -> str:
    tree = codes.listing(draft.view)
    codable = [code for code in tree if code.is_codable]
    defined = sum(1 for code in codable if code.definition)
    sentences = [plural("The codebook has {n} code.", "The codebook has {n} codes.", len(codable))]
    if groups := len(tree) - len(codable):
        sentences.append(plural("{n} heading groups them.", "{n} headings group them.", groups))
    if codable:
        sentences.append(plural("{n} code has a definition.", "{n} codes have a definition.", defined))
    return joined(sentences)


def _coders(draft: Draft) -> Iterator[str]:
    """Who coded what, of all the work that who looks may see."""
    active = [it for it in coders.listing(draft.view).records() if it["codings"]]
    if not active:
        yield _("Nothing is coded.")
        return
    parts = [
        _("{coder}: {codings} in {documents}", coder=it["coder"], codings=_codings(it), documents=_documents(it))
        for it in active
    ]
    first, last = draft.view.connection.execute(
        select(func.min(Coding.created_at), func.max(Coding.created_at)).where(*rounds.shown(draft.view, Coding))
    ).one()
    yield joined([_("Codings by coder: {parts}.", parts=listed(parts)), _recorded(first.date(), last.date())])


def _recorded(first: date, last: date) -> str:
    if first == last:
        return _("They are recorded on {day}.", day=first)
    return _("They are recorded from {first} to {last}.", first=first, last=last)


def _codings(record: dict[str, Any]) -> str:
    return plural("{n} coding", "{n} codings", record["codings"])


def _documents(record: dict[str, Any]) -> str:
    return plural("{n} document", "{n} documents", record["documents"])


def _counted(draft: Draft) -> str:
    n = len(draft.found.table)
    counted = plural("{n} coding counts in the tables below.", "{n} codings count in the tables below.", n)
    return joined([*draft.found.notes, counted])


def _study(draft: Draft, study: Any) -> Section:
    """What was done in a study, in words and, where rounds are closed, in figures."""
    words = report.methods(draft.view, study.name).strip().split("\n\n")
    blocks: list[Block] = [Paragraph(text) for text in words if text]
    over = figures.over_rounds(draft.view, study.name)
    if "alpha" in over.columns and over.rows:
        at = [over.columns.index(name) for name in _STUDY_COLUMNS]
        rows = [[row[column] for column in at] for row in over.rows]
        notes = [
            _("alpha: Krippendorff's alpha, nominal, each code a yes or no to each unit: 1 − observed / expected."),
            _("ci_low, ci_high: its interval (95 %) from {n} resamples of the units.", n=figures.REPLICATES),
            _("units: those that two or more coders judged; coded_units: those somebody gave the code."),
            *over.notes,
            report.CITATION,
        ]
        caption = _("Agreement by code and round: {study}", study=study.name)
        blocks.append(Figures(caption, headings(_STUDY_COLUMNS), rows, notes))
    else:
        draft.leave_out(_("There are no figures of agreement of {study}.", study=study.name))
    return Section(_("Reliability study: {study}", study=study.name), blocks)


def _software() -> Iterator[str]:
    yield _(
        "Coding, tables and this report were made with qualcode {version} (Python {python}). Formulas and sources of all "
        "figures are in its documentation, under Methods.",
        version=qualcode.__version__,
        python=platform.python_version(),
    )
    yield _(
        "Suggested citation: The qualcode authors. qualcode (version {version}) [Computer software].",
        version=qualcode.__version__,
    )
