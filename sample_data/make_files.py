"""Writes the sample study as a researcher would have it: Word files, field notes, messages, tables and codings.

Run as ``python make_files.py FOLDER``, or import it and call :func:`make`. What each kind of file needs is in ``making/``.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

sys.path.append(str(Path(__file__).parent))  # the modules in making/ are found wherever this is run from

from making import codings, literature, word
from making.emails import emails
from making.posts import posts, posts_coded
from making.study import Made, plain, table, write_table
from making.summaries import summaries, summaries_coded

HERE = Path(__file__).parent
CODEBOOK = HERE.parent / "codebooks" / "digital-governance.yaml"
TABLES = ("cases.csv", "documents.csv", "assignments.csv", "townships.csv")


def make(folder: Path) -> Path:
    """Write the study's files into ``folder``, made where absent, and return it.

    Raises ValueError, naming file and line, where a coding's words are not in its document.
    """
    files = list(study_files())
    texts = {made.document: made.text for made in files} | literature.abstracts()
    rows = sorted(codings.coding_rows(texts, [*posts_coded(), *summaries_coded()]))
    for made in files:
        write(folder / made.path, made.content)
    write(folder / "literature" / "references.ris", literature.ris().encode("utf-8"))
    write(folder / "references.bib", literature.bibtex().encode("utf-8"))
    for name in TABLES:
        shutil.copyfile(HERE / name, folder / name)
    shutil.copyfile(CODEBOOK, folder / "codebook.yaml")
    write_table(folder / "codings.csv", codings.COLUMNS, rows)
    return folder


def study_files() -> Iterator[Made]:
    """Every file that becomes a document."""
    for path in sorted((HERE / "texts").rglob("*.txt")):
        yield text_file(path.parent.name, path.stem, path.read_text(encoding="utf-8"))
    for respondent in table("questionnaires.csv"):
        yield plain(f"questionnaires/{respondent['respondent']}.txt", answers(respondent))
    yield from emails()
    yield from posts()
    yield from summaries()


def text_file(kind: str, name: str, text: str) -> Made:
    """Interviews and policies come as Word files, notes as Markdown where they begin with a heading, else as plain text."""
    if kind != "notes":
        return Made(f"{kind}/{name}.docx", name, text, word.word_file(name, text))
    return plain(f"{kind}/{name}{'.md' if text.startswith('# ') else '.txt'}", text)


def answers(respondent: Mapping[str, str]) -> str:
    """The open questions that ``respondent`` answered, each a heading line with the answer below it."""
    asked = {question: answer for question, answer in respondent.items() if question.endswith("?") and answer}
    return "\n\n".join(f"# {question}\n{answer}" for question, answer in asked.items()) + "\n"


def write(path: Path, content: bytes) -> None:
    """Write the file at ``path``, and the folder it lies in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


if __name__ == "__main__":
    print(make(Path(sys.argv[1] if len(sys.argv) > 1 else "sample-study")))
