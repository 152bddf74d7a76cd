"""A small project for tests, and the dump that tells whether two states of a project are the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import select

from qualcode.actions import coders, codes, coding, memos
from qualcode.actions.importing import files
from qualcode.actions.material import cases
from qualcode.formats.bundle import DocumentDraft, Report
from qualcode.project import Project
from qualcode.store.images import Images
from qualcode.store.models import Base, Travelling
from qualcode.store.session import Work
from qualcode.store.view import View
from qualcode.text.span import Span

INTERVIEW = (
    "访谈者：您什么时候开始用这个系统？\n"
    "受访者：去年春天。一开始大家都用纸，后来才补录。\n"
    "访谈者：为什么要补录？\n"
    "受访者：因为上面要看数据，we had no choice 👩‍🌾。"
)
NOTE = "The hall was full before nine.\n\nTwo clerks typed what a third read from paper forms."


def read_text(name: str, text: str, folder: str = "field") -> files.ReadDocument:
    """A document as if read from a file."""
    draft = DocumentDraft(name=name, text=text, original=text.encode(), source_type="text", media_type="text/plain")
    options = files.ImportOptions(kind="interview")
    return files.understand(draft, Path(folder) / f"{name}.txt", Report(f"{name}.txt"), options)


def add_documents(work: Work, *documents: files.ReadDocument) -> None:
    """Bring documents in."""
    files.add_documents(work, documents, [d.report for d in documents], files.ImportOptions(kind="interview"))


def fill(project: Project) -> None:
    """Two documents, a codebook of two levels, two coders, three codings, memos, cases and an assignment."""
    with project.write("Anna") as work:
        add_documents(work, read_text("P01", INTERVIEW), read_text("N01", NOTE))
        coders.add(work, "Ben")
        codes.add(work, "work", is_codable=False)
        codes.add(work, "work/paper", definition="decisions on paper", aliases=["纸"])
        codes.add(work, "work/data entry")
        codes.add(work, "pressure", examples=["上面要看数据"])
        cases.add(work, "东麓县")
        cases.add(work, "P01 woman", parent="东麓县")
        cases.attributes.define(work, "level", "choice")
        cases.set_values(work, "东麓县", {"level": "county"})
        cases.link(work, "P01", "P01 woman")
        (paper,) = coding.apply(work, "P01", Span(32, 39), "paper")
        coding.apply(work, "P01", Span(32, 45), "data entry", weight=50)
        memos.add(work, "Again the paper first.", target=memos.Target(coding=paper))
        memos.add(work, "Who reads these?", target=memos.Target(document="N01", span=Span(4, 8)), kind="theory")
        coders.assign(work, "P01", "Anna", of_record=True, done=True)
    with project.write("Ben") as work:
        coding.apply(work, "P01", Span(30, 45), "paper")


def dump(view: View) -> dict[str, list[Any]]:
    """Every row a person can change, as images without ids: equal dumps are equal projects."""
    images = Images(view.connection)
    state = {}
    for mapper in Base.registry.mappers:
        if issubclass(mapper.class_, Travelling):
            table = mapper.local_table
            rows = view.connection.execute(select(table)).mappings().all()
            state[table.name] = sorted(images.of(table, rows), key=lambda image: image["guid"])
    return state
