"""What the coders marked, found again in the texts by its words."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping

from making.study import HERE, Row

COLUMNS = ("document", "start", "end", "code", "coder", "weight", "text")
BETWEEN = " … "  # stands in a quote for whatever lies between its first and its last words

CodingRow = tuple[str, int, int, str, str, str, str]


def coding_rows(texts: Mapping[str, str], beside: Iterable[Row] = ()) -> Iterator[CodingRow]:
    """What the coders marked, with positions found in ``texts`` (document name to text).

    ``beside`` are Min's codings that stand beside the texts themselves, in tables of posts and summaries. Raises ValueError,
    naming file and line, where a coding's words are not in its document.
    """
    for path in sorted((HERE / "codings").glob("*.csv")):
        coder = path.stem.rpartition("-")[2].capitalize()
        with path.open(encoding="utf-8", newline="") as lines:
            reader = csv.DictReader(lines)
            for row in reader:
                yield _coding(row, coder, texts, f"{path.name}, line {reader.line_num}")
    for row in beside:
        yield _coding(row, "Min", texts, f"beside the text of {row['document']}")


def _coding(row: Row, coder: str, texts: Mapping[str, str], where: str) -> CodingRow:
    start, end = place(row, texts, where)
    document = row["document"]
    return document, start, end, row["code"], coder, row.get("weight", ""), texts[document][start:end]


def place(row: Mapping[str, str], texts: Mapping[str, str], where: str) -> tuple[int, int]:
    """The code points that the quote of ``row`` takes, "first … last" from the first words to the next that are the last.

    ``nth`` counts from 1 and may be empty where there is but one.
    """
    document, quote, nth = row["document"], row["quote"], row.get("nth", "")
    if document not in texts:
        raise ValueError(f"{where}: there is no document “{document}”.")
    spans = occurrences(texts[document], quote)
    if not spans:
        raise ValueError(f"{where}: the words “{quote}” are not in “{document}”.")
    if not nth and len(spans) > 1:
        raise ValueError(f"{where}: “{quote}” is {len(spans)} times in “{document}”; write which one under nth.")
    if int(nth or 1) not in range(1, len(spans) + 1):
        raise ValueError(f"{where}: “{quote}” is {len(spans)} times in “{document}”, there is no number {nth}.")
    return spans[int(nth or 1) - 1]


def occurrences(text: str, quote: str) -> list[tuple[int, int]]:
    """Where ``quote`` stands in ``text``, in code points."""
    first, _, last = quote.partition(BETWEEN)
    spans = []
    start = text.find(first)
    while start >= 0:
        end = text.find(last, start + len(first))
        if end >= 0:
            spans.append((start, end + len(last)))
        start = text.find(first, start + 1)
    return spans
