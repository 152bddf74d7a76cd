"""The search index: grams of all texts with their places, in place of passages, which were never filled.

Revision 0003, after 0002.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_table("passage")
    op.create_index(op.f("ix_document_text_hash"), "document", ["text_hash"], unique=False)
    op.create_table(
        "search_segment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("documents", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_segment")),
    )
    op.create_table(
        "search_block",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("search_segment_id", sa.Integer(), nullable=False),
        sa.Column("first", sa.BigInteger(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["search_segment_id"],
            ["search_segment.id"],
            name=op.f("fk_search_block_search_segment_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_block")),
        sa.UniqueConstraint("search_segment_id", "first", name=op.f("uq_search_block_search_segment_id_first")),
    )
