"""The search index: derived from the texts, made anew whenever it does not fit them, never changed by a person."""

from __future__ import annotations

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from qualcode.store.models.base import Base


class SearchSegment(Base):
    """An index over the texts of some documents, one behind the other.

    ``documents`` are packed: their keys, where each text starts, the digests of the texts. What has another digest by now, or is
    gone, does not count. ``version`` tells how texts were folded, ``length`` is that of all texts.
    """

    __tablename__ = "search_segment"

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[str]
    length: Mapped[int]
    documents: Mapped[bytes] = mapped_column(LargeBinary)


class SearchBlock(Base):
    """A stretch of a segment's grams in their order, each with all places where it stands; ``first`` is the first gram."""

    __tablename__ = "search_block"

    id: Mapped[int] = mapped_column(primary_key=True)
    search_segment_id: Mapped[int] = mapped_column(ForeignKey("search_segment.id", ondelete="CASCADE"))
    first: Mapped[int] = mapped_column(BigInteger)
    content: Mapped[bytes] = mapped_column(LargeBinary)

    __table_args__ = (UniqueConstraint("search_segment_id", "first"),)
