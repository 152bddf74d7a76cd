"""Two tables from a project file as whole commands, each beside the fastest plain routes to the same figures, in one run.

    python benchmarks/project_tables.py [CODINGS …]

Sizes are 50,000 and 1,000,000 codings unless said otherwise; the projects are made once and kept in the temporary folder.
Every route is a fresh process that reads the file and writes the table as CSV; the tables of all routes are checked to be
equal. Figures are CPU seconds, medians of several rounds; ``above`` is what a qualcode command costs above a process that
imports numpy, opens the project and closes it again. Self-joins in pandas are left out: they run out of memory.
"""

from __future__ import annotations

import csv
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import processes

ROUNDS = 3
# Overlapping pairs of one coder. It counts every coding by itself, so the generated ones do not overlap within a code.
PAIRS = """
    SELECT min(a.code_id, b.code_id) * 100000 + max(a.code_id, b.code_id) AS pair, count(*)
    FROM coding AS a CROSS JOIN coding AS b
    ON b.document_id = a.document_id AND b.start >= a.start AND b.start < a."end"
    WHERE a.coder_id = b.coder_id AND a.code_id <> b.code_id AND (b.start > a.start OR b.id > a.id)
    GROUP BY pair
"""
CELLS = "SELECT code_id, document_id, count(*) FROM coding GROUP BY code_id, document_id"
OURS = {
    "co-occurrence": ["cooccurrence", "--layer", "all"],
    "code x document": ["matrix", "codes", "documents", "--layer", "all"],
}


def names(connection: sqlite3.Connection, table: str) -> dict[int, str]:
    """The names of codes or documents by id, in the order of the names, which is that of the generated tree."""
    return dict(connection.execute(f"SELECT id, name FROM {table} WHERE name <> '' ORDER BY name"))


def write(path: Path, codes: dict[int, str], columns: dict[int, str], cells: Iterable[tuple[int, int, int]]) -> None:
    """Write cells, by the ids of code and column, as a CSV table."""
    found = {(code, column): number for code, column, number in cells}
    with path.open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["code", *columns.values()])
        writer.writerows([name, *(found.get((code, it), 0) for it in columns)] for code, name in codes.items())


def both_ways(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int, int]]:
    """The cells of a square matrix from pairs numbered as in ``PAIRS``."""
    cells = [(pair // 100000, pair % 100000, number) for pair, number in pairs]
    return cells + [(b, a, number) for a, b, number in cells]


def cooccurrence_sql(connection: sqlite3.Connection, out: Path) -> None:
    """One self-join along the index of places."""
    codes = names(connection, "code")
    write(out, codes, codes, both_ways(connection.execute(PAIRS)))


def cooccurrence_numpy(connection: sqlite3.Connection, out: Path) -> None:
    """Spans sorted by place; the partners of each are the run up to the first that starts after its end."""
    import numpy as np

    scan = connection.execute('SELECT document_id, start, "end", code_id, coder_id FROM coding')
    rows = np.fromiter(scan, dtype=[(name, "i8") for name in ("document", "start", "end", "code", "coder")])
    document, start, end, code, coder = (rows[name] for name in rows.dtype.names or ())
    begin, stop = document * 10**8 + start, document * 10**8 + end
    order = np.argsort(begin)
    begin, stop, code, coder = begin[order], stop[order], code[order], coder[order]
    counts = np.searchsorted(begin, stop) - np.arange(1, len(begin) + 1)
    one = np.repeat(np.arange(len(begin)), counts)
    other = np.arange(len(one)) - np.repeat(np.cumsum(counts) - counts, counts) + one + 1
    kept = (coder[one] == coder[other]) & (code[one] != code[other])
    a, b = code[one[kept]], code[other[kept]]
    pairs, number = np.unique(np.minimum(a, b) * 100000 + np.maximum(a, b), return_counts=True)
    codes = names(connection, "code")
    write(out, codes, codes, both_ways(zip(pairs.tolist(), number.tolist(), strict=True)))


def cells_sql(connection: sqlite3.Connection, out: Path) -> None:
    """One GROUP BY."""
    write(out, names(connection, "code"), names(connection, "document"), connection.execute(CELLS))


def cells_numpy(connection: sqlite3.Connection, out: Path) -> None:
    """A scan into an array and one histogram."""
    import numpy as np

    scan = connection.execute("SELECT code_id * 100000 + document_id FROM coding")
    cells, number = np.unique(np.fromiter((row[0] for row in scan), dtype=np.int64), return_counts=True)
    found = zip((cells // 100000).tolist(), (cells % 100000).tolist(), number.tolist(), strict=True)
    write(out, names(connection, "code"), names(connection, "document"), found)


def cells_pandas(connection: sqlite3.Connection, out: Path) -> None:
    """The pivot of the GROUP BY."""
    import pandas as pd

    cells = pd.read_sql(CELLS, connection).pivot(index="code_id", columns="document_id", values="count(*)")
    codes, documents = names(connection, "code"), names(connection, "document")
    table = cells.reindex(index=list(codes), columns=list(documents)).fillna(0).astype(int)
    table.index, table.columns = pd.Index(codes.values(), name="code"), pd.Index(documents.values())
    table.to_csv(out)


def opening(connection: sqlite3.Connection, out: Path) -> None:
    """What a command pays before it looks at a coding: numpy, and the project opened and closed."""
    import numpy  # noqa: F401

    from qualcode.project import open_project

    with open_project(connection.execute("PRAGMA database_list").fetchone()[2]) as project, project.read():
        pass


RIVALS: dict[str, dict[str, Callable[[sqlite3.Connection, Path], None]]] = {
    "co-occurrence": {"plain SQL": cooccurrence_sql, "numpy": cooccurrence_numpy},
    "code x document": {"plain SQL": cells_sql, "numpy": cells_numpy, "pandas": cells_pandas},
}
ROUTES = {route.__name__: route for routes in RIVALS.values() for route in routes.values()} | {"opening": opening}


def read(path: Path) -> list[list[str]]:
    """The rows of a CSV table, without the word over its first column."""
    with path.open(newline="", encoding="utf-8") as file:
        (_word, *columns), *rows = csv.reader(file)
        return [columns, *rows]


def compare(table: str, project: Path, folder: Path) -> None:
    """Print what each route to one table costs."""
    rivals = {
        name: [sys.executable, __file__, "--route", route.__name__, str(project), str(folder / f"{route.__name__}.csv")]
        for name, route in RIVALS[table].items()
    }
    bare = [sys.executable, __file__, "--route", "opening", str(project), str(folder)]
    ours = [processes.QUALCODE, "-p", str(project), *OURS[table], "-o", str(folder / "ours.csv")]
    costs = processes.medians({"opening": bare, "qualcode": ours, **rivals}, ROUNDS)
    expected = read(folder / "ours.csv")
    for route in RIVALS[table].values():
        assert read(folder / f"{route.__name__}.csv") == expected, f"{route.__name__} finds other figures"
    above = costs["qualcode"].cpu - costs["opening"].cpu
    fastest = min(costs[name].cpu for name in rivals)
    print(
        f"{table}: {above:.3f} s above opening and numpy; {costs['qualcode'].cpu / fastest:.2f} x the fastest other route"
    )
    for name, cost in costs.items():
        print(f"    {name:10} {cost.cpu:7.3f} s {cost.memory:7.0f} MiB")


def made(codings: int) -> Path:
    """The generated project, made in a process of its own: what that held in memory would count for its later sisters."""
    command = [sys.executable, str(Path(__file__).with_name("generated.py")), str(codings)]
    return Path(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.strip())


def main(sizes: list[int]) -> None:
    """Print both tables' costs for projects of these sizes."""
    for codings in sizes:
        project = made(codings)
        print(f"{codings:,} codings")
        with TemporaryDirectory() as folder:
            for table in OURS:
                compare(table, project, Path(folder))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--route"]:
        with closing(sqlite3.connect(sys.argv[3])) as opened:
            ROUTES[sys.argv[2]](opened, Path(sys.argv[4]))
    else:
        main([int(size) for size in sys.argv[1:]] or [50_000, 1_000_000])
