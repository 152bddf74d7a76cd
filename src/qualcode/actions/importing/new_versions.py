"""Where the new text of a document comes from: a newer file, or words replaced everywhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from qualcode.actions.revising import revision_report
from qualcode.actions.revising.revision_report import Revised
from qualcode.actions.revising.revisions import NewVersion, revise
from qualcode.errors import NotFound, UnreadableInput
from qualcode.formats import registry
from qualcode.formats.base import ReadOptions
from qualcode.messages import _, listed, plural
from qualcode.store import queries
from qualcode.store.session import Work
from qualcode.text.revision.revising import replacements
from qualcode.text.span import Span
from qualcode.text.turns.detection import detect_turns
from qualcode.text.turns.turn import TurnReading

# What a word written in an alphabet consists of; Chinese, Japanese and Korean words are not set apart from each other.
_LETTER = r"[^\W\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f\U00020000-\U000323af]"
_MARK = r"[\u0300-\u036f]"


def read_version(
    path: Path,
    *,
    encoding: str | None = None,
    speakers: str | None = None,
    track_changes: Literal["accepted", "original"] = "accepted",
) -> NewVersion:
    """The one document in a file. ``speakers`` is "auto", "none" or a pattern; None leaves it to what the document has.

    Raises UnreadableInput when the file cannot be read or holds no document or several.
    """
    if not path.exists():
        raise UnreadableInput(_("There is no file {path}.", path=path), _("Check the spelling and the folder."))
    bundle = registry.reader_for(path).read(path, ReadOptions(encoding=encoding, track_changes=track_changes))
    if len(bundle.documents) != 1:
        raise UnreadableInput(
            plural(
                "{name} holds {n} document; a new version is one.", "{name} holds {n} documents; a new version is one.",
                len(bundle.documents), name=path.name,
            ),
            _("Documents are brought in with: qualcode import"),
        )  # fmt: skip
    (draft,) = bundle.documents
    turns = TurnReading(draft.turns, draft.speakers, []) if draft.turns is not None else None
    if turns is None and speakers is not None:
        turns = detect_turns(draft.text, speakers)
    return NewVersion.of(draft, bundle.report, turns)


def replace_words(work: Work, document: str, words: Mapping[str, str], reason: str = "") -> Revised:
    """Replace words wherever they stand in a document; where one is part of another, the longer is meant.

    Words in an alphabet are found as whole words, letter by letter; Chinese ones anywhere. Raises NotFound when none of them
    is there; which of several are not is in the report.
    """
    row = queries.document_named(work, document)
    text = queries.text_of(work, row.id)
    places = places_of(text, words)
    found = {span.of(text) for span, _new in places}
    missing = listed(f"“{old}”" for old in words if old not in found)
    if not places:
        raise NotFound(
            _("{words} does not stand in {document!r}.", words=missing, document=row.name),
            _("Capital letters matter, and words in an alphabet are looked for whole."),
        )
    new, text_map = replacements(text, places)
    revised = revise(work, document, new, reason=reason, text_map=text_map)
    revised.report.add("changed", plural("{n} place replaced", "{n} places replaced", len(places)))
    if missing:
        revised.report.add("not carried", _("not found: {words}", words=missing))
    revision_report.keep(work, revised)
    return revised


def places_of(text: str, words: Mapping[str, str]) -> list[tuple[Span, str]]:
    """Where each of ``words`` stands in ``text``, in order and apart, with what is to stand there."""
    longest_first = sorted(filter(None, words), key=len, reverse=True)
    if not longest_first:
        return []
    pattern = re.compile("|".join(map(_whole, longest_first)))
    return [(Span(*match.span()), words[match[0]]) for match in pattern.finditer(text)]


def _whole(word: str) -> str:
    before = f"(?<!{_LETTER})" if re.match(_LETTER, word) else ""
    after = f"(?!{_LETTER}|{_MARK})" if re.match(_LETTER, word[-1]) else ""
    return f"{before}{re.escape(word)}{after}"
