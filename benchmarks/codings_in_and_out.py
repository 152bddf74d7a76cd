"""Very many codings in and out of a project as whole commands, beside the least that any program could do.

    python benchmarks/codings_in_and_out.py [CODINGS]

100,000 codings of four coders in a hundred transcripts come in from a CSV file that holds their words, are undone, redone and
exported. The lower bound is a plain script: it reads the same file, takes every row at its word, and puts the rows with one
``executemany``, sorted, into the same table with the same indexes. That what came in is what the file says, and what goes
out again, is checked. Figures are CPU seconds of fresh processes.
"""

from __future__ import annotations

import csv
import shutil
import sqlite3
import sys
import uuid
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory

import processes

DOCUMENTS, LENGTH, CODES = 100, 34_000, 120
COLUMNS = ("document", "start", "end", "code", "coder", "text")
INSERT = (
    'INSERT INTO coding (id, guid, created_in, document_id, start, "end", code_id, coder_id, round, weight, created_at) '
    "VALUES (?, ?, 1, ?, ?, ?, ?, ?, 0, NULL, '2026-01-01 00:00:00.000000')"
)
ROWS = """
    SELECT document.name, start, "end", code.name, coder.name FROM coding JOIN document ON document.id = document_id
    JOIN code ON code.id = code_id JOIN coder ON coder.id = coder_id ORDER BY 1, 2, 3, 4, 5
"""


def make(folder: Path, codings: int) -> None:
    """A project without codings, and the file of those that come in, in no order."""
    import generated

    texts = [generated.interview(LENGTH, number) for number in range(DOCUMENTS)]
    generated.uncoded(folder / "empty.qualcode", texts, CODES).close()
    with (folder / "codings.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for it in generated.drafts(texts, codings, CODES):
            words = texts[int(it.document[1:])][it.start : it.end]
            writer.writerow([it.document, it.start, it.end, it.code, it.coder, words])


def plain(project: Path, table: Path) -> None:
    """The lower bound."""
    with closing(sqlite3.connect(project, isolation_level=None)) as connection:
        ids = {name: dict(connection.execute(f"SELECT name, id FROM {name}")) for name in ("document", "code", "coder")}
        with table.open(newline="", encoding="utf-8") as file:
            rows = csv.reader(file)
            next(rows)
            places = sorted(
                (ids["document"][document], int(start), int(end), ids["code"][code], ids["coder"][coder])
                for document, start, end, code, coder, _words in rows
            )
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("BEGIN IMMEDIATE")
        numbered = ((number, uuid.UUID(int=number).hex, *place) for number, place in enumerate(places, 1))
        connection.executemany(INSERT, numbered)
        connection.execute("COMMIT")


def stored(project: Path) -> Iterator[tuple[object, ...]]:
    """The codings in a project file, by names and places; not held in memory, which would count for later processes."""
    with closing(sqlite3.connect(project)) as connection:
        yield from connection.execute(ROWS)


def are_same(one: Path, other: Path) -> bool:
    """Whether two project files hold the same codings."""
    return all(mine == theirs for mine, theirs in zip_longest(stored(one), stored(other)))


def written(table: Path, columns: Iterable[str] = COLUMNS) -> list[tuple[str, ...]]:
    """The codings in a CSV table, sorted."""
    with table.open(newline="", encoding="utf-8") as file:
        return sorted(tuple(row[column] for column in columns) for row in csv.DictReader(file))


def measure(folder: Path) -> dict[str, processes.Cost]:
    """What each step costs, checked on the way."""
    ours, bare, out = folder / "ours.qualcode", folder / "bare.qualcode", folder / "out.csv"
    for path in (ours, bare):
        shutil.copy(folder / "empty.qualcode", path)
    command = [processes.QUALCODE, "-p", str(ours), "--coder", "Anna"]
    table = str(folder / "codings.csv")
    costs = {
        "plain script": processes.cost([sys.executable, __file__, "--plain", str(bare), table]),
        "import": processes.cost([*command, "codings", "import", table]),
    }
    assert are_same(ours, bare)
    costs["undo"] = processes.cost([*command, "undo"])
    assert not list(stored(ours))
    costs["redo"] = processes.cost([*command, "redo"])
    assert are_same(ours, bare)
    costs["export"] = processes.cost([*command, "codings", "export", str(out)])
    assert written(out) == written(folder / "codings.csv")
    return costs


def main(codings: int) -> None:
    """Print the cost of each step, and its ratio to the lower bound of bringing the codings in."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        processes.cost([sys.executable, __file__, "--make", name, str(codings)])
        costs = measure(folder)
    print(f"{codings:,} codings{'CPU s':>14}{'MiB':>8}{'x plain':>9}")
    for step, cost in costs.items():
        print(f"{step:16}{cost.cpu:14.2f}{cost.memory:8.0f}{cost.cpu / costs['plain script'].cpu:9.1f}")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--make", folder, codings]:
            make(Path(folder), int(codings))
        case ["--plain", project, table]:
            plain(Path(project), Path(table))
        case given:
            main(int(given[0]) if given else 100_000)
