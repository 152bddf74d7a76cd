"""All that people wrote in a project besides the documents' texts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from qualcode.store.journal import table_of
from qualcode.store.models import (
    Attribute,
    AttributeValue,
    Case,
    CaseSet,
    CaseSetMember,
    CaseSummary,
    Claim,
    Code,
    CodeLink,
    CodeSet,
    Consent,
    Decision,
    Document,
    DocumentRevision,
    DocumentSet,
    Evidence,
    Link,
    LinkKind,
    Memo,
    Period,
    PickedQuote,
    ProjectRow,
    Reference,
    SavedQuery,
    Screening,
    Section,
    Segment,
    Speaker,
    Study,
    StudyRound,
    Unplaced,
)
from qualcode.store.view import View

WORDS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (ProjectRow, ("description", "name")),
    (Memo, ("title", "text")),
    (Segment, ("title",)),
    (Section, ("label",)),
    (DocumentRevision, ("reason",)),
    (Unplaced, ("quote", "context")),
    (Code, ("definition", "include", "exclude", "examples", "aliases", "name")),
    (CodeLink, ("note",)),
    (Link, ("note",)),
    (LinkKind, ("note", "name")),
    (Claim, ("text",)),
    (Evidence, ("note",)),
    (PickedQuote, ("wording", "note")),
    (Reference, ("entry", "fields", "citekey")),
    (Screening, ("reason",)),
    (CaseSetMember, ("note",)),
    (Period, ("note", "name")),
    (CaseSummary, ("text",)),
    (Attribute, ("label", "choices", "name")),
    (AttributeValue, ("value",)),
    (CodeSet, ("note", "name")),
    (CaseSet, ("note", "name")),
    (DocumentSet, ("note", "name")),
    (Consent, ("contact",)),
    (SavedQuery, ("content", "name")),
    (Decision, ("reason",)),
    (Case, ("notes", "name")),
    (Speaker, ("aliases", "name")),
    (Document, ("notes", "place", "source_name", "name")),
)
"""The columns of each model that hold words, those that have a key of their own last."""

FROZEN: tuple[tuple[Any, tuple[str, ...]], ...] = ((Study, ("name", "plan")), (StudyRound, ("codebook", "snapshot")))
"""The same of studies: what their figures rest on is never changed."""

_SHOWN = 40  # code points by which a row without a name is known again


def written(view: View) -> Iterator[tuple[str, str, str]]:
    """The words of each row: what it is, what it is called or how it begins, and all of them, a line for each."""
    for model, columns in (*WORDS, *FROZEN):
        table = table_of(model)
        for row in view.connection.execute(select(*(table.c[column] for column in columns))):
            words = list(_texts_in(list(row)))
            if words:
                shown = row.name if "name" in columns else row.title if "title" in columns and row.title else words[0]
                yield table.name.replace("_", " "), " ".join(shown.split())[:_SHOWN], "\n".join(words)


def _texts_in(value: Any) -> Iterator[str]:
    """All texts in a JSON value."""
    if isinstance(value, str):
        yield from [value] if value else []
    elif isinstance(value, (list, dict)):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts_in(one)
