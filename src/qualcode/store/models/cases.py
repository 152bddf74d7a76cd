"""Cases with their attributes: who and what the documents are about, and what is compared."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from qualcode.store.models.base import Base, BulkMade, Travelling, one_of, proper_span, refers_to

ATTRIBUTE_KINDS = ("text", "integer", "decimal", "boolean", "date", "choice")
CASE_ROLES = ("site", "participant", "author", "issuer", "addressee", "mentioned")


class Case(BulkMade, Base):
    """A unit of comparison: a participant, a county, an agency. Cases nest."""

    __tablename__ = "case"

    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(unique=True)
    parent_id: Mapped[int | None] = refers_to("case.id", index=True)
    notes: Mapped[str] = mapped_column(default="")


class Attribute(Travelling, Base):
    """What is recorded of each case or document. ``choices``: value, label and whether it stands for missing."""

    __tablename__ = "attribute"

    name: Mapped[str]
    name_key: Mapped[str]
    label: Mapped[str] = mapped_column(default="")
    kind: Mapped[str]
    applies_to: Mapped[str] = mapped_column(default="case")
    many: Mapped[bool] = mapped_column(default=False)
    choices: Mapped[list[Any]] = mapped_column(default=list)

    __table_args__ = (
        UniqueConstraint("applies_to", "name_key"),
        one_of("kind", *ATTRIBUTE_KINDS),
        one_of("applies_to", "case", "document"),
    )


class AttributeValue(BulkMade, Base):
    """One value of an attribute of one case or document, in its own type; ``as_of`` is "" for a value without a date."""

    __tablename__ = "attribute_value"

    attribute_id: Mapped[int] = refers_to("attribute.id")
    case_id: Mapped[int | None] = refers_to("case.id", index=True)
    document_id: Mapped[int | None] = refers_to("document.id", index=True)
    ordinal: Mapped[int] = mapped_column(default=0)
    as_of: Mapped[str] = mapped_column(default="")
    value: Mapped[Any] = mapped_column(JSON, nullable=False)

    __table_args__ = (
        UniqueConstraint("attribute_id", "case_id", "ordinal", "as_of"),
        UniqueConstraint("attribute_id", "document_id", "ordinal", "as_of"),
        CheckConstraint("(case_id IS NULL) <> (document_id IS NULL)", name="owner"),
    )


class DocumentCase(BulkMade, Base):
    """What a case has to do with a document."""

    __tablename__ = "document_case"

    document_id: Mapped[int] = refers_to("document.id")
    case_id: Mapped[int] = refers_to("case.id", index=True)
    role: Mapped[str] = mapped_column(default="participant")

    __table_args__ = (UniqueConstraint("document_id", "case_id", "role"), one_of("role", *CASE_ROLES))


class CaseMember(BulkMade, Base):
    """A stretch of a document that belongs to a case; without a span the whole document."""

    __tablename__ = "case_member"

    case_id: Mapped[int] = refers_to("case.id")
    document_id: Mapped[int] = refers_to("document.id", index=True)
    start: Mapped[int | None]
    end: Mapped[int | None]

    __table_args__ = (UniqueConstraint("case_id", "document_id", "start", "end"), proper_span(optional=True))


class CaseSet(Travelling, Base):
    """A named choice of cases, with the reason for it."""

    __tablename__ = "case_set"

    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(unique=True)
    note: Mapped[str] = mapped_column(default="")


class CaseSetMember(Travelling, Base):
    """A case in a set, with what speaks for it."""

    __tablename__ = "case_set_member"

    case_set_id: Mapped[int] = refers_to("case_set.id")
    case_id: Mapped[int] = refers_to("case.id", index=True)
    note: Mapped[str] = mapped_column(default="")

    __table_args__ = (UniqueConstraint("case_set_id", "case_id"),)


class CaseSummary(Travelling, Base):
    """A cell of a framework matrix: what one coder concludes about one case under one code."""

    __tablename__ = "case_summary"

    case_id: Mapped[int] = refers_to("case.id")
    code_id: Mapped[int] = refers_to("code.id", index=True)
    coder_id: Mapped[int] = refers_to("coder.id")
    text: Mapped[str]

    __table_args__ = (UniqueConstraint("case_id", "code_id", "coder_id"),)


class Consent(Travelling, Base):
    """What a case agreed to; quotes, reports and shared copies obey it. Dates are ISO dates, "" when not known."""

    __tablename__ = "consent"

    case_id: Mapped[int] = refers_to("case.id", index=True)
    status: Mapped[str]
    given_on: Mapped[str] = mapped_column(default="")
    version: Mapped[str] = mapped_column(default="")
    quote: Mapped[bool] = mapped_column(default=False)
    share: Mapped[bool] = mapped_column(default=False)
    archive: Mapped[bool] = mapped_column(default=False)
    until: Mapped[str] = mapped_column(default="")
    contact: Mapped[str] = mapped_column(default="")

    __table_args__ = (one_of("status", "given", "refused", "withdrawn", "pending"),)


class Period(Travelling, Base):
    """A named stretch of time, such as a stay in the field. Both days, ISO dates, belong to it; "" leaves a side open."""

    __tablename__ = "period"

    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(unique=True)
    starts_on: Mapped[str] = mapped_column(default="")
    ends_on: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
