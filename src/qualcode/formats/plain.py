"""Plain text and Markdown, exactly as in the file but for the form of line ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from qualcode.formats.base import ReadOptions
from qualcode.formats.bundle import Bundle, DocumentDraft, SectionDraft
from qualcode.formats.text_file import read_text_file
from qualcode.messages import plural

_HEADING = re.compile(
    r"""^\ {0,3}(?P<signs>\#{1,6})[ \t]+(?P<words>.*?)(?:[ \t]+\#+)?[ \t]*$
    |^\ {0,3}(?P<fence>```|~~~)
    |(?:(?<=\n\n)|\A)\ {0,3}(?P<line>[^\s>*+|=-][^\n]*)\n\ {0,3}(?P<under>={2,}|-{3,})[ \t]*$""",
    re.MULTILINE | re.VERBOSE,
)
_FRONT_MATTER = re.compile(r"---\n.*?\n(?:---|\.\.\.)\n", re.DOTALL)


class TextReader:
    """Reads .txt in any encoding that can be told."""

    name = "text"
    extensions: tuple[str, ...] = (".txt",)
    media_type = "text/plain"

    def read(self, path: Path, options: ReadOptions) -> Bundle:
        """The text of the file. The report says the encoding, and whether it is a guess.

        Raises UnreadableInput when the file holds no text or its encoding cannot be told, WrongUse for an unknown encoding.
        """
        file = read_text_file(path, options, self.name)
        file.report.add("read", _read_sentence(len(file.text), file.report.encoding))
        document = DocumentDraft(
            path.stem, file.text, source_type=self.name, media_type=self.media_type, original=file.raw
        )
        return Bundle(file.report, [document])


class MarkdownReader(TextReader):
    """Reads .md as it is written, its headings as sections."""

    name = "markdown"
    extensions = (".md", ".markdown")
    media_type = "text/markdown"

    def read(self, path: Path, options: ReadOptions) -> Bundle:
        """As TextReader does; the lines of headings become sections and stay in the text."""
        bundle = super().read(path, options)
        for document in bundle.documents:
            document.sections = list(_headings(document.text))
        return bundle


def _read_sentence(characters: int, encoding: str) -> str:
    return plural("{n} character, {encoding}", "{n} characters, {encoding}", characters, encoding=encoding)


def _headings(text: str) -> Iterator[SectionDraft]:
    """The lines that begin with one to six number signs, and those that are underlined, outside fenced code."""
    fence = ""
    front = _FRONT_MATTER.match(text)
    for match in _HEADING.finditer(text, front.end() if front else 0):
        if mark := match["fence"]:
            fence = "" if mark == fence else fence or mark
        elif not fence and match["words"]:
            yield SectionDraft(len(match["signs"]), match["words"], match.start(), match.end())
        elif not fence and match["line"]:
            yield SectionDraft(
                1 if match["under"][0] == "=" else 2, match["line"].rstrip(), match.start(), match.end("line")
            )
