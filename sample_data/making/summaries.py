"""The yearly work summaries of the townships, put together from a table of sentences.

Townships write what the form asks for, year after year, so that their summaries are made of a stock of sentences: which of
them a township used in a year, and with what numbers, stands in years.csv.
"""

from __future__ import annotations

from collections.abc import Iterator

from making.study import Made, Row, plain, table


def summaries() -> Iterator[Made]:
    """Each summary under its title, named by its number, township and year."""
    for year, sentences in _years():
        text = "".join(sentence for sentence, _code in sentences)
        yield plain(f"summaries/{_name(year)}.txt", f"{year['case']}{year['year']}年工作总结\n{text}\n")


def summaries_coded() -> Iterator[Row]:
    """Each sentence that has a code."""
    for year, sentences in _years():
        for sentence, code in sentences:
            if code:
                yield {"document": _name(year), "code": code, "quote": sentence}


def _name(year: Row) -> str:
    return f"{year['summary']} {year['case']} {year['year']}"


def _years() -> Iterator[tuple[Row, list[tuple[str, str]]]]:
    """Each township's year with its sentences and their codes; "p3:264" is the sentence p3 with the number 264."""
    stock = {row["key"]: row for row in table("summaries/sentences.csv")}
    places = {row["case"]: row for row in table("summaries/places.csv")}
    outside = {(row["case"], row["year"]): row for row in table("townships.csv")}
    for year in table("summaries/years.csv"):
        known = places[year["case"]] | outside[year["case"], year["year"]]
        used = [key.partition(":") for key in year["sentences"].split()]
        yield year, [(stock[key]["sentence"].format(**known, n=n), stock[key]["code"]) for key, _, n in used]
