"""What the readers of bibliographies share: an entry as CSL JSON with the words it stood in, and what is wrong in a file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from qualcode.messages import _

CslFields = dict[str, Any]

_SPACE = re.compile(r"[ \t\n\r\u3000]+")
_PARAGRAPH = re.compile(r"\n\s*\n")
_MOST_PROBLEMS = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """One publication: its key ("" where the file has none), its fields as CSL JSON, the entry as it stood, and its line from 1."""

    key: str
    fields: CslFields
    raw: str
    line: int

    @property
    def says_something(self) -> bool:
        """Whether there is a title, a name or anything else but what kind of publication it is."""
        return bool(self.fields.keys() - {"type", "custom"})


@dataclass(slots=True)
class Found:
    """The entries of a file, what in it is none, and what is doubtful: a sentence and a line each, the first few of very many."""

    entries: list[Entry] = field(default_factory=list)
    problems: list[tuple[str, int]] = field(default_factory=list)
    doubts: list[tuple[str, int]] = field(default_factory=list)
    more_problems: int = 0

    def take(self, entry: Entry) -> None:
        """Add an entry; one that says nothing is a problem."""
        if entry.says_something:
            self.entries.append(entry)
        else:
            self.problem(_("an entry without a title, a name or anything else"), entry.line)

    def problem(self, sentence: str, line: int) -> None:
        """Note what is wrong at a line."""
        if len(self.problems) < _MOST_PROBLEMS:
            self.problems.append((sentence, line))
        else:
            self.more_problems += 1

    def doubt(self, sentence: str, line: int) -> None:
        """Note what was read and may not be meant so."""
        if len(self.doubts) < _MOST_PROBLEMS:
            self.doubts.append((sentence, line))


def one_line(text: str) -> str:
    """Words with single spaces between them."""
    return _SPACE.sub(" ", text).strip()


def paragraphs(text: str) -> str:
    """Words that an empty line sets apart on lines of their own, all others joined."""
    return "\n".join(filter(None, map(one_line, _PARAGRAPH.split(text))))


def keywords(texts: Iterable[str]) -> str:
    """Key words as CSL has them, in one text with "; " between: set apart by semicolons, where there are none by commas."""
    found: list[str] = []
    for text in texts:
        marks = r"[;；\n]" if re.search(r"[;；\n]", text) else r"[,，、]"
        found += re.split(marks, text)
    return "; ".join(dict.fromkeys(word for part in found if (word := one_line(part))))


def keyword_list(fields: CslFields) -> list[str]:
    """The key words of an entry, each by itself."""
    return [word for part in re.split(r"[;；]", str(fields.get("keyword") or "")) if (word := one_line(part))]


def keep_custom(fields: CslFields, name: str, values: Iterable[str]) -> None:
    """Keep what CSL has no variable for, under the name it had."""
    kept = [value for value in values if value]
    if kept:
        fields.setdefault("custom", {}).setdefault(name, []).extend(kept)
