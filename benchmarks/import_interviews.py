"""Importing 150 Word interviews: the whole import against the parsing of the .docx files alone, in the same run.

Run it with ``python benchmarks/import_interviews.py``; figures are CPU seconds of this process.
"""

from __future__ import annotations

import time
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
from lxml import etree

import generated
from qualcode.actions.importing import files
from qualcode.project import create_project

INTERVIEWS, LENGTH, RUN = 150, 34_000, 25


def write_interviews(folder: Path) -> None:
    """Word files with one paragraph a turn, cut into short runs with a font of their own, as Word leaves them after editing."""
    for number in range(INTERVIEWS):
        document = docx.Document()
        for text in generated.interview(LENGTH, number).split("\n"):
            paragraph = document.add_paragraph()
            for start in range(0, len(text), RUN):
                paragraph.add_run(text[start : start + RUN]).font.name = "Times New Roman"
        document.save(str(folder / f"interview {number:03}.docx"))


def parse_only(paths: list[Path]) -> None:
    """What no reader of .docx can do without: unpacking the main part and parsing it."""
    for path in paths:
        with zipfile.ZipFile(path) as package:
            etree.fromstring(package.read("word/document.xml"))


def main() -> None:
    """Print where the time of an import goes."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        write_interviews(folder)
        paths = files.find_files([folder])
        began = time.process_time()
        parse_only(paths)
        parsed = time.process_time()
        options = files.ImportOptions(kind="interview")
        documents, reports = files.read_files(paths, options)
        read = time.process_time()
        with create_project(folder / "study.qualcode", coder="lead") as project, project.write("lead") as work:
            files.add_documents(work, documents, reports, options)
        written = time.process_time()
    characters = sum(len(document.draft.text) for document in documents)
    print(f"{len(documents)} interviews, {characters:,} characters")
    print(f"unpack and parse only          {parsed - began:6.2f} s   1.0")
    print(f"read (text, turns, words)      {read - parsed:6.2f} s   {(read - parsed) / (parsed - began):.1f} x parsing")
    print(
        f"bring into the project         {written - read:6.2f} s   {(written - read) / (parsed - began):.1f} x parsing"
    )


if __name__ == "__main__":
    main()
