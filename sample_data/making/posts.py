"""Posts of comparable agencies in two cities, a text file each, and how Min read them."""

from __future__ import annotations

from collections.abc import Iterator

from making.study import Made, Row, plain, table


def posts() -> Iterator[Made]:
    """Each post, named by its number and its agency."""
    for row in table("posts.csv"):
        yield plain(f"posts/{_name(row)}.txt", f"{row['text']}\n")


def posts_coded() -> Iterator[Row]:
    """Each post as a whole with its one code."""
    for row in table("posts.csv"):
        yield {"document": _name(row), "code": row["code"], "quote": row["text"]}


def _name(row: Row) -> str:
    return f"{row['post']} {row['agency']}"
