"""From a Word file to its text: qualcode's reader against bare parsing, its lower bound, and against python-docx.

    python benchmarks/docx_to_text.py [files]

Interviews of about 30 kB of text, half Chinese, half English, are written with python-docx into a temporary folder, with as
many styles as a word processor writes: with bare runs; with font, size and language on every run, as word processors write
them; and with numbered questions, tables, comments and footnotes. "Bare parsing" opens the zip file and parses with lxml every
part without which the text cannot be known, and gives no text at all; the reader also accepts tracked changes, finds headings,
works out list labels, places comments and notes, and reports. The texts are compared before anything is timed. The routes take
turns over the same files in one process; times are CPU, the median of the rounds.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml import etree

from qualcode.formats.base import ReadOptions
from qualcode.formats.docx.reader import DocxReader

FILES = 40
TEXT_BYTES = 30_000
ROUNDS = 9
TARGET = 1.5
FASTER = 3
ENGLISH = ("policy", "data", "office", "platform", "county", "record", "people", "village", "system", "report", "time")
CHINESE = "政策数据平台县里记录群众服务基层村里系统录入报表时间工作领导检查部门协调"
READER, OPTIONS = DocxReader(), ReadOptions()

RELATIONS, STYLES = ("_rels/.rels", "word/_rels/document.xml.rels"), ("word/styles.xml",)
NUMBERED = (*RELATIONS, "word/document.xml", *STYLES, "word/numbering.xml", "word/footnotes.xml", "word/comments.xml")
PLAIN = (*RELATIONS, "word/document.xml", *STYLES)
NOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"


@dataclass
class Kind:
    """A kind of file: what its runs and paragraphs carry, and the parts that must be read for its text."""

    title: str
    parts: tuple[str, ...]
    dressed: bool = False
    furnished: bool = False
    paths: list[Path] = field(default_factory=list)


KINDS = (
    Kind("bare runs", PLAIN),
    Kind("font, size and language on every run", PLAIN, dressed=True),
    Kind("the same with numbers, tables, comments and footnotes", NUMBERED, dressed=True, furnished=True),
)


class Interview:
    """Writes a heading, then turns by two speakers whose label is bold; ``lines`` are those of its text."""

    def __init__(self, kind: Kind, chance: random.Random, chinese: bool) -> None:
        self.kind, self.chance, self.chinese = kind, chance, chinese
        self.document = Document()
        self.lines: list[str] = []
        self.notes: list[str] = []

    def write(self, path: Path) -> str:
        for style in list(self.document.styles.element.iterchildren(qn("w:style"))):
            if style.get(qn("w:type")) == "table" and not style.get(qn("w:default")):
                style.getparent().remove(style)  # python-docx alone writes a hundred of them
        self.document.add_heading(f"Interview {path.stem}", 1)
        self.lines.append(f"Interview {path.stem}")
        turn = size = 0
        while size < TEXT_BYTES:
            self.add_turn(turn)
            size += len(self.lines[-1].encode())
            turn += 1
        self.document.save(str(path))
        if self.kind.furnished:
            self.add_notes(path)
        return "\n".join([*self.lines, *(f"[^{number}] {note}" for number, note in enumerate(self.notes, 1))])

    def add_turn(self, turn: int) -> None:
        labels = ("访谈者：", "受访者：") if self.chinese else ("Interviewer: ", "Respondent: ")
        asks = self.kind.furnished and turn % 10 == 0
        paragraph = self.document.add_paragraph(style="List Number" if asks else None)
        said = [labels[turn % 2], *(self.sentence() for _ in range(self.chance.randint(1, 5)))]
        for text in said:
            run = paragraph.add_run(text)
            run.bold = True if text is said[0] else None
            if self.kind.dressed:
                dress(run)
        self.lines.append((f"{turn // 10 + 1}.\t" if asks else "") + "".join(said))
        if self.kind.furnished:
            self.furnish(turn, paragraph)

    def furnish(self, turn: int, paragraph: Paragraph) -> None:
        """Every so often a comment, a footnote, a table."""
        if turn % 24 == 1:
            self.document.add_comment(paragraph.runs[-1], self.sentence(), author="Anna")
        if turn % 24 == 9:
            self.notes.append(self.sentence().strip())
            reference = OxmlElement("w:footnoteReference")
            reference.set(qn("w:id"), str(len(self.notes)))
            paragraph.add_run()._r.append(reference)
            self.lines[-1] += f"[^{len(self.notes)}]"
        if turn % 60 == 5:
            table = self.document.add_table(4, 3)
            for row in table.rows:
                texts = [self.chance.choice(ENGLISH) for _cell in row.cells]
                for cell, text in zip(row.cells, texts, strict=True):
                    cell.text = text
                self.lines.append("\t".join(texts))

    def add_notes(self, path: Path) -> None:
        """The part with the footnotes, which python-docx does not write."""
        space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        inner = "".join(
            f'<w:footnote w:id="{number}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>{note}</w:t></w:r></w:p></w:footnote>'
            for number, note in enumerate(self.notes, 1)
        )
        with ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        listed = "word/_rels/document.xml.rels"
        relation = f'<Relationship Id="notes" Type="{NOTES}" Target="footnotes.xml"/></Relationships>'
        parts[listed] = parts[listed].replace(b"</Relationships>", relation.encode())
        parts["word/footnotes.xml"] = f"<w:footnotes {space}>{inner}</w:footnotes>".encode()
        with ZipFile(path, "w", ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                archive.writestr(name, content)

    def sentence(self) -> str:
        if self.chinese:
            return "".join(self.chance.choices(CHINESE, k=self.chance.randint(10, 50))) + "。"
        return " ".join(self.chance.choices(ENGLISH, k=self.chance.randint(5, 20))) + ". "


def dress(run: Run) -> None:
    """Font, size and language on the run itself."""
    run.font.name, run.font.size = "Calibri", Pt(11)
    properties = run._r.get_or_add_rPr()
    for script in ("w:eastAsia", "w:hAnsi", "w:cs"):
        properties.rFonts.set(qn(script), "宋体")
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-US")
    properties.append(language)


def generate(folder: Path, kind: Kind, files: int) -> None:
    """Write the files, and check that what the routes read is what was written."""
    chance = random.Random(1)
    for number in range(files):
        path = folder / f"{number:03}.docx"
        text = Interview(kind, chance, number % 2 == 0).write(path)
        assert read(path) == text
        assert kind.furnished or read_with_python_docx(path) == text
        kind.paths.append(path)


def read(path: Path) -> str:
    return READER.read(path, OPTIONS).documents[0].text


def read_with_python_docx(path: Path) -> str:
    return "\n".join(paragraph.text for paragraph in Document(str(path)).paragraphs)


def parse(path: Path, parts: tuple[str, ...]) -> None:
    with ZipFile(path) as archive:
        for part in parts:
            etree.fromstring(archive.read(part))


def measure(kind: Kind) -> dict[str, float]:
    """CPU milliseconds a file for each route."""
    routes: dict[str, Callable[[Path], object]] = {
        "bare parsing": lambda path: parse(path, kind.parts),
        "qualcode": read,
        "python-docx": read_with_python_docx,
    }
    times: dict[str, list[float]] = {name: [] for name in routes}
    for _round in range(ROUNDS):
        for name, route in routes.items():
            start = time.process_time()
            for path in kind.paths:
                route(path)
            times[name].append(1000 * (time.process_time() - start) / len(kind.paths))
    return {name: median(measured) for name, measured in times.items()}


def show(kind: Kind) -> None:
    times = measure(kind)
    ours = times["qualcode"]
    bound, faster = ours / times["bare parsing"], times["python-docx"] / ours
    print(f"{kind.title}: {len(kind.paths)} files, {len(kind.parts)} parts of each")
    for name, milliseconds in times.items():
        print(f"  {name:14}{milliseconds:8.2f} ms a file")
    print(f"  qualcode takes {bound:.2f} x bare parsing (target: at most {TARGET}) {verdict(bound <= TARGET)}")
    print(
        f"  qualcode is {faster:.1f} x as fast as python-docx (target: at least {FASTER}) {verdict(faster >= FASTER)}"
    )


def verdict(met: bool) -> str:
    return "– met" if met else "– MISSED"


def main() -> None:
    """Measure all kinds of files."""
    files = int(sys.argv[1]) if len(sys.argv) > 1 else FILES
    for kind in KINDS:
        with tempfile.TemporaryDirectory() as folder:
            generate(Path(folder), kind, files)
            show(kind)


if __name__ == "__main__":
    main()
