"""Searching 60 MB of text in a project file, beside the fastest other routes to the same places, in the same run.

Run it with ``python benchmarks/search.py [MEGABYTES]``. Half of the characters are Chinese, the other half English: words drawn
as unevenly as in real texts, from invented vocabularies. All routes must find the same places first. Times are CPU
milliseconds to all hits (document and characters); "opened" is a search on a project that has been searched before in the same
view, "first" one that reads the list of documents too.
"""

from __future__ import annotations

import itertools
import random
import resource
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, delete

from qualcode.actions.importing import files
from qualcode.formats.bundle import DocumentDraft, Report
from qualcode.project import Project, create_project
from qualcode.store import queries
from qualcode.store.models import SearchBlock, SearchSegment
from qualcode.store.search.finding import Hits, Search
from qualcode.store.search.upkeep import refresh
from qualcode.text.sought import Sought

LENGTH = 15_000
LIMIT = 5  # milliseconds
Places = list[tuple[int, int]]


def vocabulary(letters: str, number: int, sizes: tuple[int, ...], source: random.Random) -> list[str]:
    """Invented words, shorter ones first as the frequent ones are."""
    weights = list(itertools.accumulate(1 / (rank + 4) for rank in range(len(letters))))
    sizes_of_all = sorted(source.choices(sizes, k=number))
    made = ("".join(source.choices(letters, cum_weights=weights, k=size)) for size in sizes_of_all)
    return list(dict.fromkeys(made))


def texts(characters: int) -> Iterator[str]:
    """Documents with paragraphs of both languages."""
    source = random.Random(60)
    han = "".join(map(chr, source.sample(range(0x4E00, 0x9FA5), 3000)))
    chinese = vocabulary(han, 40_000, (1, 2, 2, 2, 2, 2, 3, 4), source)
    english = vocabulary("etaoinshrdlcumwfgypbvkjxqz", 30_000, (2, 3, 4, 5, 6, 7, 8, 9, 10), source)
    weights = [list(itertools.accumulate(1 / (rank + 3) for rank in range(len(words)))) for words in (chinese, english)]
    for _ in range(characters // LENGTH + 1):
        paragraphs, written = [], 0
        while written < LENGTH:
            one = source.choices(english, cum_weights=weights[1], k=22)
            other = source.choices(chinese, cum_weights=weights[0], k=60)
            paragraphs += [f"R: {' '.join(one)}.", f"受访者：{''.join(other)}。"]
            written += len(paragraphs[-1]) + len(paragraphs[-2]) + 2
        yield "\n".join(paragraphs)


def sought(all_texts: list[str]) -> dict[str, list[str]]:
    """Strings as they stand in the texts, by kind: what is drawn at random is as often frequent as texts are."""
    source = random.Random(5)
    flat = "".join(all_texts[:200])
    han = [piece.split("。")[0] for piece in flat.split("受访者：")[1:]]
    words = [word for piece in flat.split("R: ")[1:] for word in piece.split(".")[0].split()]
    cut = {size: [_piece(source.choice(han), size, source) for _ in range(12)] for size in (1, 2, 3, 4, 10)}
    found = {f"Chinese, {size}": [piece for piece in pieces if len(piece) == size] for size, pieces in cut.items()}
    found["English words"] = [source.choice(words) for _ in range(24)]
    at = [source.randrange(len(words) - 3) for _ in range(8)]
    return found | {
        "English, two words": [" ".join(words[a : a + 2]) for a in at],
        "nowhere": ["数据孤岛", "xylophone"],
    }


def _piece(text: str, size: int, source: random.Random) -> str:
    at = source.randrange(max(1, len(text) - size))
    return text[at : at + size]


def in_memory(all_texts: Mapping[int, str], wanted: str) -> Places:
    """All places by ``str.find`` in texts that lie in memory in small letters."""
    found = []
    for key, text in all_texts.items():
        at = text.find(wanted)
        while at >= 0:
            found.append((key, at))
            at = text.find(wanted, at + len(wanted))
    return found


def by_like(connection: sqlite3.Connection, wanted: str) -> Places:
    """The documents by LIKE, the places in them by ``str.find``."""
    rows = connection.execute("SELECT id, text FROM document WHERE text LIKE ? ORDER BY id", (f"%{wanted}%",))
    return in_memory({key: text.lower() for key, text in rows}, wanted)


def by_trigrams(connection: sqlite3.Connection, wanted: str) -> Places | None:
    """The paragraphs by FTS5's trigrams, the places in them by ``str.find``; None under three characters, which it cannot."""
    if len(wanted) < 3:
        return None
    quoted = '"' + wanted.replace('"', '""') + '"'
    rows = connection.execute(
        "SELECT document, start, body FROM fts JOIN place ON place.id = fts.rowid WHERE fts MATCH ? ORDER BY place.id",
        (quoted,),
    )
    return [(key, start + at) for key, start, body in rows for _, at in in_memory({0: body.lower()}, wanted)]


def trigrams(path: Path, all_texts: Mapping[int, str]) -> sqlite3.Connection:
    """FTS5's own index of three characters over paragraphs."""
    connection = sqlite3.connect(path)
    connection.execute("CREATE VIRTUAL TABLE fts USING fts5(body, tokenize='trigram')")
    connection.execute("CREATE TABLE place (id INTEGER PRIMARY KEY, document INTEGER, start INTEGER)")
    number = 0
    for key, text in all_texts.items():
        start = 0
        for body in text.split("\n"):
            number += 1
            connection.execute("INSERT INTO fts (rowid, body) VALUES (?, ?)", (number, body))
            connection.execute("INSERT INTO place VALUES (?, ?, ?)", (number, key, start))
            start += len(body) + 1
    connection.commit()
    return connection


def milliseconds(work: Callable[[], object]) -> float:
    """The CPU time of a piece of work, the better of two."""
    taken = []
    for _ in range(2):
        began = time.process_time()
        work()
        taken.append(time.process_time() - began)
    return min(taken) * 1000


def places(hits: Hits) -> Places:
    """Hits as the other routes give them."""
    return list(zip(hits.document.tolist(), hits.start.tolist(), strict=True))


def filled(path: Path, all_texts: list[str]) -> Project:
    """A project with the texts in it, and what the index cost."""
    made = create_project(path, "generated", "Anna")
    options = files.ImportOptions(kind="interview", keep_original=False)
    began = time.process_time()
    read = [
        files.understand(DocumentDraft(f"D{number:04}", text), path, Report(f"D{number:04}.txt"), options)
        for number, text in enumerate(all_texts)
    ]
    with made.write("Anna") as work:
        files.add_documents(work, read, [document.report for document in read], options)
    whole = time.process_time() - began
    with made._store.engine.execution_options(writer=True).begin() as connection:
        cost, size = _index_anew(connection)
    volume = sum(len(text.encode()) for text in all_texts)
    print(f"import {whole:.1f} s, {cost:.1f} s of it for the index: {volume / 1e6 / cost:.1f} MB a second")
    print(f"index {size / 1e6:.1f} MB, {size / volume:.2f} of the text; peak memory {_peak():.0f} MiB")
    return made


def _index_anew(connection: Connection) -> tuple[float, int]:
    connection.execute(delete(SearchBlock))
    connection.execute(delete(SearchSegment))
    began = time.process_time()
    refresh(connection)
    cost = time.process_time() - began
    (size,) = connection.exec_driver_sql("SELECT sum(length(content) + 30) FROM search_block").one()
    return cost, size


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(megabytes: float) -> None:
    """Print what each route takes, by kind of string, after all have found the same."""
    with TemporaryDirectory() as folder:
        made = list(texts(int(megabytes * 1e6 / 2)))
        print(
            f"{len(made)} documents, {sum(map(len, made)):,} characters, {sum(len(it.encode()) for it in made) / 1e6:.0f} MB"
        )
        path = Path(folder) / "generated.qualcode"
        with filled(path, made) as project, project.read() as view, closing(sqlite3.connect(path)) as plain:
            stored = {row.id: queries.text_of(view, row.id) for row in queries.documents(view)}
            lowered = {key: text.lower() for key, text in sorted(stored.items())}
            rival = trigrams(Path(folder) / "rival.db", lowered)
            _compare(sought(made), lambda: Search(view), lowered, plain, rival)


def _compare(
    wanted: Mapping[str, list[str]],
    opened: Callable[[], Search],
    lowered: Mapping[int, str],
    plain: sqlite3.Connection,
    rival: sqlite3.Connection,
) -> None:
    search, everything = opened(), []
    print(f"{'kind':22} {'hits':>9} {'opened':>8} {'worst':>8} {'first':>8} {'memory':>9} {'trigrams':>9} {'LIKE':>9}")
    for kind, strings in wanted.items():
        mine, first, memory, three, hits = [], [], [], [], []
        for text in strings:
            found = places(search.find(Sought(text)))
            assert found == in_memory(lowered, text), text
            assert by_trigrams(rival, text) in (None, found), text
            mine.append(milliseconds(lambda text=text: search.find(Sought(text))))
            first.append(milliseconds(lambda text=text: opened().find(Sought(text))))
            memory.append(milliseconds(lambda text=text: in_memory(lowered, text)))
            if len(text) > 2:
                three.append(milliseconds(lambda text=text: by_trigrams(rival, text)))
            hits.append(len(found))
        assert by_like(plain, strings[0]) == in_memory(lowered, strings[0])
        like = milliseconds(lambda text=strings[0]: by_like(plain, text))
        _show(kind, statistics.median(hits), mine, first, memory, three, like)
        everything += first
    middle = statistics.median(everything)
    print(f"p50 of all {len(everything)} strings: {middle:.2f} ms; worst {max(everything):.0f} ms")
    print(f"promised in 60 MB: p50 of {LIMIT} ms, {'kept' if middle <= LIMIT else 'NOT KEPT'}")


def _show(
    kind: str, hits: float, mine: list[float], first: list[float], memory: list[float], three: list[float], like: float
) -> None:
    middle = statistics.median
    other = f"{middle(three):9.1f}" if three else f"{'–':>9}"
    print(
        f"{kind:22} {hits:9,.0f} {middle(mine):8.2f} {max(mine):8.1f} {middle(first):8.2f} "
        f"{middle(memory):9.1f} {other} {like:9.0f}"
    )


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 60)
