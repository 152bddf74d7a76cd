"""What a closed round froze: the rows its figures rest on, as images, and a project in memory made of them again.

Such a project has the tables of any other, so that whatever computes from a project computes from a snapshot too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, create_engine, insert, select
from sqlalchemy.pool import StaticPool

from qualcode.store.erasing import WORDS, mapped
from qualcode.store.images import Image, Images, completed
from qualcode.store.journal import Model, table_of
from qualcode.store.models import (
    Assignment,
    Base,
    Code,
    Coder,
    Coding,
    Document,
    Operation,
    ProjectRow,
    RoundCoder,
    RoundDocument,
    Section,
    Speaker,
    Turn,
)
from qualcode.store.view import View
from qualcode.text.quotes import blotted
from qualcode.text.span import Span

TABLES = "tables"
ERASED = "erased"
_OF_DOCUMENTS: tuple[Any, ...] = (Speaker, Turn, Section)
_ORDER: tuple[Model, ...] = (
    ProjectRow, Coder, Operation, Document, Speaker, Turn, Section, Code, Coding, Assignment
)  # fmt: skip
Frozen = dict[str, list[Image]]
Masks = Callable[[str], str]
Stretches = Mapping[tuple[str, int], Sequence[Span]]
"""Stretches of texts, by the guid of the document and the number of its revision."""


def taken(connection: Connection, round_id: int, number: int) -> Frozen:
    """The rows a round's figures rest on: its documents, its coders' codings and done marks in it, and the codebook."""
    documents = select(RoundDocument.document_id).where(RoundDocument.study_round_id == round_id)
    coders = select(RoundCoder.coder_id).where(RoundCoder.study_round_id == round_id)
    wanted: dict[Model, Any] = {
        ProjectRow: (),
        Coder: (),
        Document: (Document.id.in_(documents),),
        **{model: (model.document_id.in_(documents),) for model in _OF_DOCUMENTS},
        Code: (),
        **{
            model: (model.document_id.in_(documents), model.coder_id.in_(coders), model.round == number)
            for model in (Coding, Assignment)
        },
    }
    images = Images(connection)
    frozen = {table_of(model).name: _images(connection, images, model, where) for model, where in wanted.items()}
    for speaker in frozen[Speaker.__tablename__]:
        speaker["case_id"] = None  # who it is, is not part of what was coded
    for row in (*frozen[Coding.__tablename__], *frozen[Assignment.__tablename__]):
        row["round"] = 0
    return frozen | {Operation.__tablename__: _makers(connection, images, frozen)}


def _images(connection: Connection, images: Images, model: Model, where: Sequence[Any]) -> list[Image]:
    table = table_of(model)
    rows = connection.execute(select(table).where(*where).order_by(table.c.id)).mappings().all()
    return images.of(table, [dict(row) for row in rows])


def _makers(connection: Connection, images: Images, frozen: Frozen) -> list[Image]:
    """The operations that made the rows, which tell when a code came; without their words."""
    guids = {image["created_in"] for rows in frozen.values() for image in rows if "created_in" in image}
    found = _images(connection, images, Operation, ())
    bare = {"label": "", "kind": "frozen", "undoes": None}
    return [image | bare for image in found if image["guid"] in guids]


@contextmanager
def opened(frozen: Mapping[str, Sequence[Image]]) -> Iterator[View]:
    """A project in memory that holds what was frozen, to be read as any other."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    try:
        with engine.begin() as connection:
            Base.metadata.create_all(connection)
            images = Images(connection)
            for model in _ORDER:
                _put(connection, images, table_of(model), frozen.get(table_of(model).name, ()))
            yield View(connection, "")
    finally:
        engine.dispose()


def _put(connection: Connection, images: Images, table: Table, rows: Sequence[Image]) -> None:
    whole = [completed(table, image) for image in rows]
    if table.name == Code.__tablename__:  # a parent must be there before what is below it
        for image in _parents_first(whole):
            connection.execute(insert(table), images.values(table, [image]))
    elif whole:
        connection.execute(insert(table), images.values(table, whole))


def _parents_first(codes: Sequence[Image]) -> Iterator[Image]:
    below: dict[str | None, list[Image]] = {}
    for image in codes:
        below.setdefault(image["parent_id"], []).append(image)
    waiting = below.get(None, [])
    while waiting:
        image, *waiting = waiting
        yield image
        waiting += below.get(image["guid"], [])


@dataclass(frozen=True)
class Lost:
    """What an erasure takes away: rows by their guids, ``stretches`` of texts, and quotations of what was said.

    ``masked`` hides quotations in a text and keeps its length, ``words`` takes them out of sentences; ``date`` is the day.
    """

    gone: set[str]
    stretches: Stretches
    masked: Masks
    words: Masks
    date: str


def without(snapshot: dict[str, Any], lost: Lost) -> dict[str, Any]:
    """A snapshot without what an erasure took away, its figures marked with the day; as it is where it held nothing of it."""
    tables = _left(snapshot.get(TABLES, {}), lost)
    rest = {name: mapped(value, lost.words) for name, value in snapshot.items() if name not in (TABLES, ERASED)}
    left = rest | ({TABLES: tables} if TABLES in snapshot else {})
    if left == {name: value for name, value in snapshot.items() if name != ERASED}:
        return snapshot
    return left | {ERASED: sorted({*snapshot.get(ERASED, []), lost.date})}


def _left(tables: Frozen, lost: Lost) -> Frozen:
    texts = {
        image["guid"]: lost.stretches.get((image["guid"], image["revision"]), ())
        for image in tables.get("document", ())
    }
    inside = {
        image["guid"]
        for rows in tables.values()
        for image in rows
        if "start" in image and _lies_in(image, texts.get(image.get("document_id", ""), ()))
    }
    left = _unlinked(tables, lost.gone | inside)
    documents = left.get(Document.__tablename__, [])
    words = {name: [_reworded(image, lost) for image in rows] for name, rows in left.items()}
    return words | (
        {Document.__tablename__: [_masked(it, texts[it["guid"]], lost) for it in documents]} if documents else {}
    )


def _lies_in(image: Image, spans: Sequence[Span]) -> bool:
    return any(span.start <= image["start"] and image["end"] <= span.end for span in spans)


def _unlinked(tables: Frozen, gone: set[str]) -> Frozen:
    """The rows that neither were erased nor refer to one that was."""
    erased = set(gone)
    while True:
        left = {name: [it for it in rows if not erased.intersection(_named(it))] for name, rows in tables.items()}
        dropped = {it["guid"] for name, rows in tables.items() for it in rows} - {
            it["guid"] for rows in left.values() for it in rows
        }
        if dropped <= erased:
            return left
        erased |= dropped


def _named(image: Image) -> list[str]:
    """The guids of a row and of those it refers to."""
    return [
        value for name, value in image.items() if isinstance(value, str) and (name == "guid" or name.endswith("_id"))
    ]


def _masked(document: Image, spans: Sequence[Span], lost: Lost) -> Image:
    """A document with what was said in it hidden, letter by letter."""
    text = document["text"]
    for span in spans:
        text = text[: span.start] + blotted(span.of(text)) + text[span.end :]
    return _reworded(document, lost) | {"text": lost.masked(text)}


def _reworded(image: Image, lost: Lost) -> Image:
    return {name: mapped(value, lost.words) if name in WORDS else value for name, value in image.items()}
