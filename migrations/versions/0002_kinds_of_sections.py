"""Sections say what they are and where a note's mark stands; a proposed link can be rejected.

Revision 0002, after 0001.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KINDS = "kind IN ('heading', 'clause', 'page', 'note', 'quotation')"


def upgrade() -> None:
    with op.batch_alter_table("section") as section:
        section.add_column(sa.Column("kind", sa.Text(), nullable=False, server_default="heading"))
        section.add_column(sa.Column("anchor", sa.Integer(), nullable=True))
        section.create_check_constraint(op.f("ck_section_kind"), KINDS)
    with op.batch_alter_table("document_link") as link:
        link.add_column(sa.Column("rejected", sa.Boolean(), nullable=False, server_default=sa.false()))
    # New rows get these values from the models, as all others do.
    with op.batch_alter_table("section") as section:
        section.alter_column("kind", server_default=None)
    with op.batch_alter_table("document_link") as link:
        link.alter_column("rejected", server_default=None)
