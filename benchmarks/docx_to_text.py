"""From a Word file to its text: qualcode's reader against bare parsing, its lower bound, and against python-docx.

    python benchmarks/docx_to_text.py [files]

Interviews of about 30 kB of text, half Chinese, half English, are written with python-docx into a temporary folder: once
with bare runs, once with font, size and language on every run, as word processors write them. "Bare parsing" opens the zip
file and parses word/document.xml with lxml, and gives no text at all; the reader also finds the main part, accepts tracked
changes, finds headings and reports. That work goes with the runs, the parsing with all there is, so that bare runs are the
hardest case. The routes take turns over the same files in one process; times are CPU, the median of the rounds.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from zipfile import ZipFile

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.run import Run
from lxml import etree

from qualcode.formats.base import ReadOptions
from qualcode.formats.docx import DocxReader

FILES = 40
TEXT_BYTES = 30_000
ROUNDS = 9
TARGET = 1.5
ENGLISH = ("policy", "data", "office", "platform", "county", "record", "people", "village", "system", "report", "time")
CHINESE = "政策数据平台县里记录群众服务基层村里系统录入报表时间工作领导检查部门协调"
READER, OPTIONS = DocxReader(), ReadOptions()


def generate(folder: Path, files: int, formatted: bool) -> list[Path]:
    """Write the interviews: a heading, then turns by two speakers whose label is bold."""
    chance = random.Random(1)
    return [
        write_interview(folder / f"{number:03}.docx", chance, number % 2 == 0, formatted) for number in range(files)
    ]


def write_interview(path: Path, chance: random.Random, chinese: bool, formatted: bool) -> Path:
    document = Document()
    document.add_heading(f"Interview {path.stem}", 1)
    size = turn = 0
    while size < TEXT_BYTES:
        paragraph = document.add_paragraph()
        label = ("访谈者：", "受访者：")[turn % 2] if chinese else ("Interviewer: ", "Respondent: ")[turn % 2]
        sentences = [sentence(chance, chinese) for _ in range(chance.randint(1, 5))]
        for text in (label, *sentences):
            run = paragraph.add_run(text)
            run.bold = True if text is label else None
            if formatted:
                dress(run)
            size += len(text.encode())
        turn += 1
    document.save(str(path))
    return path


def sentence(chance: random.Random, chinese: bool) -> str:
    if chinese:
        return "".join(chance.choices(CHINESE, k=chance.randint(10, 50))) + "。"
    return " ".join(chance.choices(ENGLISH, k=chance.randint(5, 20))) + ". "


def dress(run: Run) -> None:
    """Font, size and language on the run itself."""
    run.font.name, run.font.size = "Calibri", Pt(11)
    properties = run._r.get_or_add_rPr()
    for script in ("w:eastAsia", "w:hAnsi", "w:cs"):
        properties.rFonts.set(qn(script), "宋体")
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-US")
    properties.append(language)


def parsed(path: Path) -> object:
    with ZipFile(path) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def read(path: Path) -> str:
    return READER.read(path, OPTIONS).documents[0].text


def read_with_python_docx(path: Path) -> str:
    return "\n".join(paragraph.text for paragraph in Document(str(path)).paragraphs)


ROUTES: dict[str, Callable[[Path], object]] = {
    "bare parsing": parsed,
    "qualcode": read,
    "python-docx": read_with_python_docx,
}


def measure(paths: list[Path]) -> dict[str, float]:
    """CPU milliseconds a file for each route."""
    times: dict[str, list[float]] = {name: [] for name in ROUTES}
    for _round in range(ROUNDS):
        for name, route in ROUTES.items():
            start = time.process_time()
            for path in paths:
                route(path)
            times[name].append(1000 * (time.process_time() - start) / len(paths))
    return {name: median(measured) for name, measured in times.items()}


def show(title: str, paths: list[Path]) -> None:
    assert all(read(path) == read_with_python_docx(path) for path in paths)
    times = measure(paths)
    ours = times["qualcode"]
    print(f"{title}: {len(paths)} files")
    for name, milliseconds in times.items():
        print(f"  {name:14}{milliseconds:8.2f} ms a file")
    print(f"  qualcode takes {ours / times['bare parsing']:.2f} x bare parsing (target: at most {TARGET})")
    print(f"  qualcode is {times['python-docx'] / ours:.1f} x as fast as python-docx (target: at least 3)")


def main() -> None:
    """Measure both kinds of files."""
    files = int(sys.argv[1]) if len(sys.argv) > 1 else FILES
    for title, formatted in (("bare runs", False), ("font, size and language on every run", True)):
        with tempfile.TemporaryDirectory() as folder:
            show(title, generate(Path(folder), files, formatted))


if __name__ == "__main__":
    main()
