"""Comments in the margin: each becomes a memo on the words it is about.

Source: ECMA-376 part 1, section 17.13.4; [MS-DOCX] 2.5.1.1 (commentsExtended: which comment answers which).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from lxml.etree import _Element as Element

from qualcode.formats.bundle import MemoDraft
from qualcode.formats.docx.layout import Anchor, Layout
from qualcode.formats.docx.names import Names
from qualcode.messages import _

_WORD_2010 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_WORD_2012 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_WORD = re.compile(r"\w+")
_LONGEST_WORD = 100


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment as stored: who, when (ISO, "" when not told), what, and which comment it answers (None where it is none)."""

    identity: str
    author: str
    at: str
    text: str
    answers: Comment | None = None
    is_resolved: bool = False


@dataclass(slots=True)
class Threads:
    """Which comment answers which, and which are resolved, each told by its last paragraph's id."""

    answered: dict[str, str]
    resolved: set[str]


def comments_of(root: Element, threads: Threads, texts: Mapping[str, str], names: Names) -> list[Comment]:
    """The comments of their part in its order, with their ``texts`` by id."""
    by_paragraph: dict[str, Comment] = {}
    found = []
    by, date = names.w("author"), names.w("date")
    for element in root.iter(names.comment):
        author, identity = element.get(by, ""), element.get(names.identity, "")
        paragraph = _last_paragraph(element, names) if threads.answered or threads.resolved else ""
        answers = by_paragraph.get(threads.answered.get(paragraph, ""))
        text, at = texts.get(identity, "").strip(), _time(element.get(date, ""))
        comment = Comment(identity, author, at, text, answers, paragraph in threads.resolved)
        found.append(comment)
        if paragraph:
            by_paragraph[paragraph] = comment
    return found


def tell_apart(root: Element, names: Names) -> None:
    """Give a comment an id of its own where an earlier one has the same: its words stay, though it is not known where it stood."""
    seen: set[str] = set()
    for number, element in enumerate(root.iter(names.comment)):
        identity = element.get(names.identity, "")
        if identity in seen:
            element.set(names.identity, f"{identity} ({number})")
        seen.add(identity)


def threads_of(root: Element | None) -> Threads:
    """What the part says that extends comments; ``root`` is its root."""
    threads = Threads({}, set())
    for entry in () if root is None else root.iter(f"{_WORD_2012}commentEx"):
        paragraph = entry.get(f"{_WORD_2012}paraId", "")
        if parent := entry.get(f"{_WORD_2012}paraIdParent"):
            threads.answered[paragraph] = parent
        if entry.get(f"{_WORD_2012}done") in ("1", "true"):
            threads.resolved.add(paragraph)
    return threads


def memos(comments: Iterable[Comment], anchors: Mapping[str, Anchor], layout: Layout) -> list[MemoDraft]:
    """A memo for each comment that says something, on its words, or on the document where it is anchored nowhere."""
    made = []
    for comment in comments:
        start, end = _span(_anchor(comment, anchors), layout) or (None, None)
        if comment.text:
            made.append(MemoDraft(comment.text, comment.author, start, end, _title(comment), comment.at))
    return made


def _anchor(comment: Comment, anchors: Mapping[str, Anchor]) -> Anchor | None:
    """Where a comment stands: some programs do not say it of a reply, which stands where the comment it answers does."""
    answering: Comment | None = comment
    while answering is not None:
        if answering.identity in anchors:
            return anchors[answering.identity]
        answering = answering.answers
    return None


def _title(comment: Comment) -> str:
    if comment.answers is None:
        return _("Resolved") if comment.is_resolved else ""
    author = comment.answers.author
    return _("Reply to {author}", author=author) if author else _("Reply")


def _span(anchor: Anchor | None, layout: Layout) -> tuple[int, int] | None:
    """The marked words; without any, the word at the place, else the paragraph; None where there is nothing to stand on."""
    if anchor is None:
        return None
    end = anchor.reference if anchor.end is None else anchor.end
    if anchor.start is not None and end is not None:
        start, end = layout.tightened(anchor.start, end)
        if start < end:
            return start, end
    places = (anchor.reference, anchor.end, anchor.start)
    place = next((place for place in places if place is not None), 0)
    start, end = layout.paragraph(place)
    near = _WORD.finditer(layout.text, max(start, place - _LONGEST_WORD), min(end, place + _LONGEST_WORD))
    word = next((word for word in near if word.start() <= place <= word.end()), None)
    start, end = word.span() if word else (start, end)
    return (start, end) if start < end else None


def _last_paragraph(comment: Element, names: Names) -> str:
    paragraphs = list(comment.iter(names.paragraph))
    return paragraphs[-1].get(f"{_WORD_2010}paraId", "") if paragraphs else ""


def _time(written: str) -> str:
    try:
        datetime.fromisoformat(written)
    except ValueError:
        return ""
    return written
