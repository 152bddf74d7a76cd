"""Writes the sample study as a researcher would have it: Word files, field notes, questionnaires, tables and codings.

Run as ``python make_files.py FOLDER``, or import it and call :func:`make`.
"""

from __future__ import annotations

import csv
import shutil
import sys
from collections.abc import Iterator, Mapping
from datetime import datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document

HERE = Path(__file__).parent
CODEBOOK = Path(__file__).parents[1] / "codebooks" / "digital-governance.yaml"
TABLES = ("cases.csv", "documents.csv", "assignments.csv")
CODING_COLUMNS = ("document", "start", "end", "code", "coder", "weight", "text")
SAVED_AT = datetime(2025, 4, 30, 12, 0, 0)  # the date in every .docx, so that the same texts give the same bytes

CodingRow = tuple[str, int, int, str, str, str, str]


def make(folder: Path) -> Path:
    """Write the study's files into ``folder``, made where absent, and return it.

    Raises ValueError, naming file and line, where a coding's words are not in its document.
    """
    files = study_files()
    rows = sorted(coding_rows({Path(name).stem: text for name, text in files.items()}))
    for name, text in files.items():
        write_document(folder / name, text)
    for table in TABLES:
        shutil.copyfile(HERE / table, folder / table)
    shutil.copyfile(CODEBOOK, folder / "codebook.yaml")
    write_codings(folder / "codings.csv", rows)
    return folder


def study_files() -> dict[str, str]:
    """The name of every document's file within the study, and the text it holds."""
    files = {}
    for path in sorted((HERE / "texts").rglob("*.txt")):
        text = path.read_text(encoding="utf-8")
        files[f"{path.parent.name}/{path.stem}{ending(path.parent.name, text)}"] = text
    with (HERE / "questionnaires.csv").open(encoding="utf-8", newline="") as lines:
        for respondent in csv.DictReader(lines):
            files[f"questionnaires/{respondent['respondent']}.txt"] = answers(respondent)
    return files


def ending(kind: str, text: str) -> str:
    """Interviews and policies come as Word files, notes as Markdown where they begin with a heading, else as plain text."""
    if kind != "notes":
        return ".docx"
    return ".md" if text.startswith("# ") else ".txt"


def answers(respondent: Mapping[str, str]) -> str:
    """The open questions that ``respondent`` answered, each a heading line with the answer below it."""
    asked = {question: answer for question, answer in respondent.items() if question.endswith("?") and answer}
    return "\n\n".join(f"# {question}\n{answer}" for question, answer in asked.items()) + "\n"


def write_document(path: Path, text: str) -> None:
    """Write ``text`` as the kind of file that the ending of ``path`` names."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".docx":
        path.write_bytes(word_file(path.stem, text))
    else:
        path.write_text(text, encoding="utf-8", newline="\n")


def word_file(title: str, text: str) -> bytes:
    """A Word file with one plain paragraph for each line of ``text``."""
    document = Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    properties = document.core_properties
    properties.title = title
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = SAVED_AT
    package = BytesIO()
    document.save(package)
    return with_fixed_dates(package)


def with_fixed_dates(package: BytesIO) -> bytes:
    """The zip ``package`` with the same parts, each dated SAVED_AT instead of now."""
    dated = BytesIO()
    with ZipFile(package) as parts, ZipFile(dated, "w") as copies:
        for name in parts.namelist():
            copies.writestr(ZipInfo(name, SAVED_AT.timetuple()[:6]), parts.read(name), ZIP_DEFLATED)
    return dated.getvalue()


def coding_rows(texts: Mapping[str, str]) -> Iterator[CodingRow]:
    """What the coders marked, with positions found in ``texts`` (document name to text)."""
    for path in sorted((HERE / "codings").glob("*.csv")):
        coder = path.stem.rpartition("-")[2].capitalize()
        with path.open(encoding="utf-8", newline="") as lines:
            reader = csv.DictReader(lines)
            for row in reader:
                start = place(row, texts, where=f"{path.name}, line {reader.line_num}")
                quote = row["quote"]
                yield row["document"], start, start + len(quote), row["code"], coder, row["weight"], quote


def place(row: Mapping[str, str], texts: Mapping[str, str], where: str) -> int:
    """The code point at which the quote of ``row`` begins; ``nth`` counts from 1 and may be empty where there is but one."""
    document, quote, nth = row["document"], row["quote"], row["nth"]
    if document not in texts:
        raise ValueError(f"{where}: there is no document “{document}”.")
    starts = occurrences(texts[document], quote)
    if not starts:
        raise ValueError(f"{where}: the words “{quote}” are not in “{document}”.")
    if not nth and len(starts) > 1:
        raise ValueError(f"{where}: “{quote}” is {len(starts)} times in “{document}”; write which one under nth.")
    if int(nth or 1) not in range(1, len(starts) + 1):
        raise ValueError(f"{where}: “{quote}” is {len(starts)} times in “{document}”, there is no number {nth}.")
    return starts[int(nth or 1) - 1]


def occurrences(text: str, quote: str) -> list[int]:
    """Where ``quote`` begins in ``text``, in code points."""
    starts = []
    start = text.find(quote)
    while start >= 0:
        starts.append(start)
        start = text.find(quote, start + 1)
    return starts


def write_codings(path: Path, rows: list[CodingRow]) -> None:
    """Write ``rows`` as a CSV file with the columns that a project imports."""
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(CODING_COLUMNS)
        writer.writerows(rows)


if __name__ == "__main__":
    print(make(Path(sys.argv[1] if len(sys.argv) > 1 else "sample-study")))
