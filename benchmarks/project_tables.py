"""Tables from a project file of 50,000 codings, each beside the fastest plain SQL for the same figures, in the same run.

Run it with ``python benchmarks/project_tables.py [CODINGS]``; figures are CPU seconds above opening the file and importing
numpy, medians of several rounds. The figures of both routes are checked to be equal first.
"""

from __future__ import annotations

import sqlite3
import statistics
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

import generated
from qualcode.actions.tables import crossings
from qualcode.project import Project
from qualcode.table import Table

ROUNDS = 5
# Overlapping pairs of one coder. It counts every coding by itself, so the generated ones must not overlap within a code.
PAIRS = """
    SELECT min(a.code_id, b.code_id) * 100000 + max(a.code_id, b.code_id) AS pair, count(*)
    FROM coding AS a CROSS JOIN coding AS b
    ON b.document_id = a.document_id AND b.start >= a.start AND b.start < a."end"
    WHERE a.coder_id = b.coder_id AND a.code_id <> b.code_id AND (b.start > a.start OR b.id > a.id)
    GROUP BY pair
"""
CELLS = "SELECT code_id, document_id, count(*) FROM coding GROUP BY code_id, document_id"


def seconds(work: Callable[[], object]) -> float:
    """The median CPU time of a piece of work."""
    taken = []
    for _ in range(ROUNDS):
        began = time.process_time()
        work()
        taken.append(time.process_time() - began)
    return statistics.median(taken)


def in_sql(path: Path, statement: str) -> list[tuple[int, ...]]:
    """All rows of a plain query."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(statement).fetchall()


def cooccurrence(project: Project) -> Table:
    """The square matrix over everybody's codings."""
    with project.read() as view:
        return crossings.cooccurrence(view, layer="all").matrix()


def code_by_document(project: Project) -> Table:
    """Codings of each code in each document."""
    with project.read() as view:
        return crossings.matrix(view, "codes", "documents", layer="all").to_table("codes")


def total(table: Table) -> int:
    """The sum of all cells."""
    return int(np.array([row[1:] for row in table.rows], dtype=np.int64).sum())


def main(codings: int) -> None:
    """Print the time of each table and its ratio to plain SQL."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "generated.qualcode"
        with generated.project(
            path, documents=codings // 330, length=34_000, codings=codings, codes_wanted=120, apart=True
        ) as project:
            cells = sum(row[2] for row in in_sql(path, CELLS))
            pairs = sum(row[1] for row in in_sql(path, PAIRS))
            assert total(code_by_document(project)) == cells == codings
            assert total(cooccurrence(project)) == 2 * pairs
            print(f"{codings:,} codings, {pairs:,} overlapping pairs")
            for name, ours, statement in (
                ("co-occurrence", cooccurrence, PAIRS),
                ("code x document", code_by_document, CELLS),
            ):
                mine, plain = seconds(lambda ours=ours: ours(project)), seconds(lambda s=statement: in_sql(path, s))
                print(f"{name:16} {mine:7.3f} s   plain SQL {plain:7.3f} s   ratio {mine / plain:5.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50_000)
