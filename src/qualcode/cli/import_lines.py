"""What an import says of each file on the screen: a line, what is worth a look below it, and a summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from qualcode import actions
from qualcode.cli.options import chosen
from qualcode.cli.output import say, show_report
from qualcode.formats.bundle import Finding, Report
from qualcode.messages import _, listed, noted, plural, some_of

if TYPE_CHECKING:
    from qualcode.actions.importing.files import ReadDocument, ReadFiles

_FEW = 20  # so many files are told in full; of more, only what went wrong
_DOCUMENTS_NAMED = 3
_FINDINGS_TOLD = 10


def show_reports(read: ReadFiles, in_full: bool = False) -> None:
    """A line for each file, saying what it became, with findings below: all of them ``in_full`` or with ``--verbose``.

    Of many files those that were there already are only counted, and of those that came in only problems are told.
    """
    in_full = in_full or chosen().verbose
    few = len(read.reports) <= _FEW
    respondents = {id(bundle.report): len(bundle.respondents) for bundle in read.questionnaires}
    for report, documents in read.by_file():
        if few or in_full or not _is_known(documents):
            became = _became(documents, respondents.get(id(report), 0))
            findings = _all(report, documents) if in_full else _worth_a_look(report, few or _left_out(documents))
            show_report(Report(f"{report.source} → {became}" if became else report.source, findings=findings))


def _all(report: Report, documents: Sequence[ReadDocument]) -> list[Finding]:
    begun = (actions.importing.import_reports.first_turns(document) for document in documents)
    return report.findings + [Finding("read", sentence) for sentence in begun if sentence]


def _worth_a_look(report: Report, in_detail: bool) -> list[Finding]:
    kinds = ("changed", "not carried", "warning", "error") if in_detail else ("warning", "error")
    found = [finding for finding in report.findings if finding.kind in kinds]
    more = len(found) - _FINDINGS_TOLD
    if more > 0:
        sentence = plural("{n} more like these: --verbose", "{n} more like these: --verbose", more)
        found[_FINDINGS_TOLD:] = [Finding("warning", sentence)]
    return found


def _left_out(documents: Sequence[ReadDocument]) -> bool:
    """Whether a file is not in the project after all: nothing came of it, or it is a new version and only offered."""
    return not documents or any(document.outcome in ("new version", "erased") for document in documents)


def _is_known(documents: Sequence[ReadDocument]) -> bool:
    return bool(documents) and all(document.outcome == "known" for document in documents)


def _became(documents: Sequence[ReadDocument], respondents: int) -> str:
    """What a file became: respondents, and a document or some by their names, many by their number; "" for nothing."""
    new = [document for document in documents if document.outcome in ("imported", "revised")]
    parts = [plural("{n} respondent", "{n} respondents", respondents)] if respondents else []
    if len(new) <= _DOCUMENTS_NAMED:
        return " → ".join([*parts, *map(_summary, new)])
    characters = sum(document.length for document in new)
    parts.append(plural("{n} document", "{n} documents", len(new)))
    parts.append(plural("{n} character", "{n} characters", characters))
    if memos := sum(document.memos for document in new):
        parts.append(_comments(memos))
    return listed(parts)


def _summary(document: ReadDocument) -> str:
    parts = [plural("{n} character", "{n} characters", document.length)]
    if document.turns:
        parts.append(plural("{n} turn", "{n} turns", document.turns))
    if names := document.speakers:
        parts.append(plural("{n} speaker: {names}", "{n} speakers: {names}", len(names), names=some_of(names)))
    if document.memos:
        parts.append(_comments(document.memos))
    if document.outcome == "revised":
        parts.insert(0, _("revised"))
    return noted(document.name, listed(parts))


def _comments(n: int) -> str:
    return plural("{n} comment as a memo", "{n} comments as memos", n)


def show_summary(read: ReadFiles) -> None:
    """Say how many documents came in, where that is not all there is to say."""
    counted = Counter(document.outcome for document in read.documents)
    unread = sum(1 for report, documents in read.by_file() if report.failed and not documents)
    told = actions.importing.import_reports.outcomes(counted, unread)
    if len(read.reports) > 1 and told:
        new = counted["imported"]
        say(_("{what}.", what=listed([plural("{n} new document", "{n} new documents", new), *told])))
    if any(document.offered for document in read.documents):
        say(_("--new-versions revise takes new versions over; every coding stays on its words."))
