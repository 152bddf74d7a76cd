"""ELAN annotation files (.eaf): who says what when, a tier for each voice.

Media files are never opened. Source: the ELAN Annotation Format, schema 3.0 (EAFv3.0.xsd, MPI for Psycholinguistics).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree
from lxml.etree import _Element as Element

from qualcode.errors import UnreadableInput
from qualcode.formats.base import ReadOptions
from qualcode.formats.bundle import Bundle, MemoDraft, Report
from qualcode.formats.files import MEGABYTE, read_bytes
from qualcode.formats.recordings.spoken import Speech, Utterance, milliseconds, put_together, report_speech
from qualcode.messages import _, listed, plural
from qualcode.text.normalize import normalize

_LARGEST_FILE = 100 * MEGABYTE
_UNNAMED = "default"  # the tier ELAN makes itself
_UNITS = {"milliseconds": 1.0, "PAL-frames": 40.0, "NTSC-frames": 1001 / 30}


@dataclass(frozen=True, slots=True)
class _Mark:
    """An annotation: its words, its times, and the annotation it refers to, "" where it stands on its own."""

    guid: str
    text: str
    started_ms: int | None
    ended_ms: int | None
    about: str


@dataclass(slots=True)
class _Tier:
    name: str
    parent: str
    participant: str
    author: str
    marks: list[_Mark] = field(default_factory=list)

    @property
    def speaker(self) -> str | None:
        return self.participant or (None if self.name.casefold() == _UNNAMED else self.name)


class ElanReader:
    """Reads .eaf: the marks of all tiers in order of time, as turns of the tiers' speakers."""

    name = "eaf"
    extensions = (".eaf",)
    media_type = "text/x-eaf+xml"

    def read(self, path: Path, options: ReadOptions) -> Bundle:
        """One document. What a dependent tier says of a mark (a translation, a remark) becomes a memo on it.

        Raises UnreadableInput when the file is no ELAN file, is damaged, or holds no words.
        """
        raw = read_bytes(path, _LARGEST_FILE)
        root = _root(raw, path.name)
        tiers = _tiers(root)
        said = _said(tiers)
        if not said:
            raise UnreadableInput(
                _("{name} holds no words: all its tiers are empty.", name=path.name),
                _("Transcribe in ELAN first, and save the file again."),
            )
        speech = put_together([utterance for _guid, utterance in said])
        memos, left = _memos(tiers, said, speech)
        report = Report(str(path), self.name)
        _report(report, root, tiers, speech, memos, left)
        document = speech.document(path, raw, self.name, self.media_type)
        document.memos = memos
        return Bundle(report, [document])


def _root(raw: bytes, name: str) -> Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(raw, parser)
    except (etree.LxmlError, ValueError) as error:
        raise UnreadableInput(
            _("{name} is damaged: it is no valid XML in line {line}.", name=name, line=getattr(error, "lineno", 1)),
            _("Open it in ELAN and save it again."),
        ) from error
    document_information: Any = root.getroottree().docinfo
    if document_information.doctype or root.tag != "ANNOTATION_DOCUMENT":
        raise UnreadableInput(
            _("{name} is not an ELAN file.", name=name), _("Open it in ELAN and save it, or export it as text.")
        )
    return root


def _tiers(root: Element) -> list[_Tier]:
    times = _times(root)
    return [_tier(element, times) for element in root.iterchildren("TIER")]


def _times(root: Element) -> dict[str, int | None]:
    header = root.find("HEADER")
    unit = _UNITS.get("milliseconds" if header is None else header.get("TIME_UNITS", "milliseconds"), 1.0)
    return {
        slot.get("TIME_SLOT_ID", ""): milliseconds(slot.get("TIME_VALUE"), unit)
        for slot in root.iterfind("TIME_ORDER/TIME_SLOT")
    }


def _tier(element: Element, times: dict[str, int | None]) -> _Tier:
    name, parent, participant, author = (
        _one_line(element.get(key, "")) for key in ("TIER_ID", "PARENT_REF", "PARTICIPANT", "ANNOTATOR")
    )
    tier = _Tier(name, parent, participant, author)
    for mark in element.iterfind("ANNOTATION/*"):
        started, ended = (times.get(mark.get(f"TIME_SLOT_REF{n}", "")) for n in (1, 2))
        about = mark.get("ANNOTATION_REF", "")
        tier.marks.append(_Mark(mark.get("ANNOTATION_ID", ""), _words(mark), started, ended, about))
    return tier


def _words(mark: Element) -> str:
    lines = normalize(mark.findtext("ANNOTATION_VALUE") or "").text.split("\n")
    return "\n".join(line.strip() for line in lines if line.strip())


def _said(tiers: list[_Tier]) -> list[tuple[str, Utterance]]:
    """What is said on the tiers that stand on their own, by the identity of each mark, in order of time.

    Where a mark is empty, its words are those of the first tier that refers to it: some keep only numbers above.
    """
    below: dict[str, str] = {}
    for tier in tiers:
        for mark in tier.marks:
            if mark.about and mark.text:
                below.setdefault(mark.about, mark.text)
    said: list[tuple[int, str, Utterance]] = []
    for tier in tiers:
        latest = 0
        for mark in tier.marks if not tier.parent else ():
            latest = mark.started_ms if mark.started_ms is not None else latest
            if text := mark.text or below.get(mark.guid, ""):
                said.append((latest, mark.guid, Utterance(text, mark.started_ms, mark.ended_ms, tier.speaker)))
    return [(guid, utterance) for _at, guid, utterance in sorted(said, key=lambda it: it[0])]


def _memos(tiers: list[_Tier], said: list[tuple[str, Utterance]], speech: Speech) -> tuple[list[MemoDraft], list[str]]:
    """A memo for what one tier says of each mark of another; and the tiers whose words are neither said nor a memo."""
    turns = {guid: (turn, utterance.text) for (guid, utterance), turn in zip(said, speech.turns)}
    memos: list[MemoDraft] = []
    left: list[str] = []
    for tier in tiers:
        remarks = [mark for mark in tier.marks if tier.parent and mark.text]
        if len({mark.about for mark in remarks} & turns.keys()) < len(remarks):
            left.append(tier.name)
            continue
        for mark in remarks:
            turn, words = turns[mark.about]
            if mark.text != words:
                memos.append(MemoDraft(mark.text, tier.author, turn.start, turn.end, tier.name))
    return memos, left


def _report(
    report: Report, root: Element, tiers: list[_Tier], speech: Speech, memos: list[MemoDraft], left: list[str]
) -> None:
    n = len(speech.turns)
    report.add("read", plural("{n} stretch of speech on the tiers", "{n} stretches of speech on the tiers", n))
    report_speech(report, speech)
    if memos:
        sentence = plural(
            "{n} remark of a dependent tier became a memo.", "{n} remarks of dependent tiers became memos.", len(memos)
        )
        report.add("changed", sentence)
    if empty := [tier.name for tier in tiers if not any(mark.text for mark in tier.marks)]:
        report.add("not carried", _("Empty tiers: {names}", names=listed(empty)))
    if left:
        report.add("not carried", _("Tiers that divide others: {names}", names=listed(left)))
    for media in root.iterfind("HEADER/MEDIA_DESCRIPTOR"):
        name = media.get("MEDIA_URL", "").rsplit("/", 1)[-1]
        report.add("not carried", _("The recording {name} stays outside the project.", name=name))


def _one_line(text: str) -> str:
    return " ".join(text.split())
