"""Concepts, claims and their evidence, picked quotes, periods, bibliographic records and screening; memos can be translations.

Revision 0004, after 0003.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

MEMO_KINDS = "kind IN ('note', 'theory', 'method', 'code rule', 'reflection', 'translation')"


def upgrade() -> None:
    with op.batch_alter_table("memo") as memo:
        memo.drop_constraint(op.f("ck_memo_kind"), type_="check")
        memo.create_check_constraint(op.f("ck_memo_kind"), MEMO_KINDS)
    with op.batch_alter_table("case_set_member") as member:
        member.add_column(sa.Column("note", sa.Text(), nullable=False, server_default=""))
    # New rows get this value from the model, as all others do.
    with op.batch_alter_table("case_set_member") as member:
        member.alter_column("note", server_default=None)
    _concepts()
    _literature()
    _table(
        "period",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Text(), nullable=False),
        sa.Column("ends_on", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.UniqueConstraint("name_key", name=op.f("uq_period_name_key")),
    )


def _concepts() -> None:
    _table(
        "link_kind",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("acyclic", sa.Boolean(), nullable=False),
        sa.Column("symmetric", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.UniqueConstraint("name_key", name=op.f("uq_link_kind_name_key")),
    )
    _table(
        "claim",
        sa.Column("memo_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        _refers("claim", "memo"),
        _refers("claim", "coder"),
        indexed=["memo_id"],
    )
    _table(
        "evidence",
        sa.Column("claim_id", sa.Integer(), nullable=True),
        sa.Column("code_link_id", sa.Integer(), nullable=True),
        sa.Column("segment_id", sa.Integer(), nullable=True),
        sa.Column("stance", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("stance IN ('for', 'against')", name=op.f("ck_evidence_stance")),
        sa.CheckConstraint("(claim_id IS NULL) <> (code_link_id IS NULL)", name=op.f("ck_evidence_one_target")),
        *(_refers("evidence", other) for other in ("claim", "code_link", "segment", "coder")),
        indexed=["claim_id", "code_link_id", "segment_id"],
    )
    _table(
        "picked_quote",
        sa.Column("segment_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        _refers("picked_quote", "segment"),
        _refers("picked_quote", "coder"),
        indexed=["segment_id"],
    )


def _literature() -> None:
    _table(
        "reference",
        sa.Column("created_in", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("citekey", sa.Text(), nullable=False),
        sa.Column("citekey_key", sa.Text(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_in"], ["operation.id"], name=op.f("fk_reference_created_in"), ondelete="RESTRICT"
        ),
        _refers("reference", "document"),
        sa.UniqueConstraint("document_id", name=op.f("uq_reference_document_id")),
        sa.UniqueConstraint("citekey_key", name=op.f("uq_reference_citekey_key")),
    )
    _table(
        "screening",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("stage IN ('title', 'abstract', 'full text')", name=op.f("ck_screening_stage")),
        sa.CheckConstraint("decision IN ('include', 'exclude', 'maybe')", name=op.f("ck_screening_decision")),
        _refers("screening", "document"),
        _refers("screening", "coder"),
        sa.UniqueConstraint("document_id", "coder_id", "stage", name=op.f("uq_screening_document_id_coder_id_stage")),
        indexed=["coder_id"],
    )


def _table(name: str, *parts: Any, indexed: list[str] | None = None) -> None:
    """A table of rows that travel."""
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Uuid(), nullable=False),
        *parts,
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sa.UniqueConstraint("guid", name=op.f(f"uq_{name}_guid")),
    )
    for column in indexed or ():
        op.create_index(op.f(f"ix_{name}_{column}"), name, [column], unique=False)


def _refers(table: str, other: str) -> sa.ForeignKeyConstraint:
    """A foreign key that keeps the row it refers to."""
    return sa.ForeignKeyConstraint(
        [f"{other}_id"], [f"{other}.id"], name=op.f(f"fk_{table}_{other}_id"), ondelete="RESTRICT"
    )
