"""First schema.

Revision 0001, after nothing.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "attribute",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("applies_to", sa.Text(), nullable=False),
        sa.Column("many", sa.Boolean(), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.CheckConstraint("applies_to IN ('case', 'document')", name=op.f("ck_attribute_applies_to")),
        sa.CheckConstraint(
            "kind IN ('text', 'integer', 'decimal', 'boolean', 'date', 'choice')", name=op.f("ck_attribute_kind")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attribute")),
        sa.UniqueConstraint("applies_to", "name_key", name=op.f("uq_attribute_applies_to_name_key")),
        sa.UniqueConstraint("guid", name=op.f("uq_attribute_guid")),
    )
    op.create_table(
        "case_set",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_set")),
        sa.UniqueConstraint("guid", name=op.f("uq_case_set_guid")),
        sa.UniqueConstraint("name_key", name=op.f("uq_case_set_name_key")),
    )
    op.create_table(
        "code_set",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_set")),
        sa.UniqueConstraint("guid", name=op.f("uq_code_set_guid")),
        sa.UniqueConstraint("name_key", name=op.f("uq_code_set_name_key")),
    )
    op.create_table(
        "coder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("color", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.CheckConstraint("kind IN ('person', 'consensus', 'import', 'model')", name=op.f("ck_coder_kind")),
        sa.CheckConstraint("role IN ('coder', 'lead')", name=op.f("ck_coder_role")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coder")),
        sa.UniqueConstraint("guid", name=op.f("uq_coder_guid")),
        sa.UniqueConstraint("name_key", name=op.f("uq_coder_name_key")),
    )
    op.create_table(
        "document_set",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_set")),
        sa.UniqueConstraint("guid", name=op.f("uq_document_set_guid")),
        sa.UniqueConstraint("name_key", name=op.f("uq_document_set_name_key")),
    )
    op.create_table(
        "link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Uuid(), nullable=False),
        sa.Column("from_table", sa.Text(), nullable=False),
        sa.Column("from_guid", sa.Uuid(), nullable=False),
        sa.Column("to_table", sa.Text(), nullable=False),
        sa.Column("to_guid", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link")),
        sa.UniqueConstraint("guid", name=op.f("uq_link_guid")),
    )
    with op.batch_alter_table("link", schema=None) as batch:
        batch.create_index(batch.f("ix_link_from_guid"), ["from_guid"], unique=False)
        batch.create_index(batch.f("ix_link_to_guid"), ["to_guid"], unique=False)

    op.create_table(
        "project",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project")),
        sa.UniqueConstraint("guid", name=op.f("uq_project_guid")),
    )
    op.create_table(
        "saved_query",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_query")),
        sa.UniqueConstraint("guid", name=op.f("uq_saved_query_guid")),
        sa.UniqueConstraint("name_key", name=op.f("uq_saved_query_name_key")),
    )
    op.create_table(
        "study",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("plan", sa.JSON(), nullable=False),
        sa.CheckConstraint("purpose IN ('reliability', 'dialogue')", name=op.f("ck_study_purpose")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_study")),
        sa.UniqueConstraint("guid", name=op.f("uq_study_guid")),
        sa.UniqueConstraint("name_key", name=op.f("uq_study_name_key")),
    )
    op.create_table(
        "operation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Uuid(), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_operation_coder_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["undoes"], ["operation.id"], name=op.f("fk_operation_undoes"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operation")),
        sa.UniqueConstraint("guid", name=op.f("uq_operation_guid")),
    )
    with op.batch_alter_table("operation", schema=None) as batch:
        batch.create_index(batch.f("ix_operation_coder_id"), ["coder_id"], unique=False)
        batch.create_index(batch.f("ix_operation_undoes"), ["undoes"], unique=False)

    op.create_table(
        "study_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Uuid(), nullable=False),
        sa.Column("study_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("blind", sa.Boolean(), nullable=False),
        sa.Column("after_discussion", sa.Boolean(), nullable=False),
        sa.Column("codebook", sa.JSON(), nullable=False),
        sa.Column("snapshot", sa.JSON(), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("adjudicated_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["study_id"], ["study.id"], name=op.f("fk_study_round_study_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_study_round")),
        sa.UniqueConstraint("guid", name=op.f("uq_study_round_guid")),
        sa.UniqueConstraint("study_id", "number", name=op.f("uq_study_round_study_id_number")),
    )
    op.create_table(
        "tombstone",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Uuid(), nullable=False),
        sa.Column("table", sa.Text(), nullable=False),
        sa.Column("erased_at", sa.DateTime(), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_tombstone_coder_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tombstone")),
        sa.UniqueConstraint("table", "guid", name=op.f("uq_tombstone_table_guid")),
    )
    op.create_table(
        "case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Uuid(), nullable=False),
        sa.Column("created_in", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["created_in"], ["operation.id"], name=op.f("fk_case_created_in"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["parent_id"], ["case.id"], name=op.f("fk_case_parent_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case")),
        sa.UniqueConstraint("guid", name=op.f("uq_case_guid")),
        sa.UniqueConstraint("name_key", name=op.f("uq_case_name_key")),
    )
    with op.batch_alter_table("case", schema=None) as batch:
        batch.create_index(batch.f("ix_case_parent_id"), ["parent_id"], unique=False)

    op.create_table(
        "change",
        sa.Column("operation_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("table", sa.Text(), nullable=False),
        sa.Column("guid", sa.Uuid(), nullable=True),
        sa.Column("before", sa.LargeBinary(), nullable=True),
        sa.Column("after", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["operation_id"], ["operation.id"], name=op.f("fk_change_operation_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("operation_id", "ordinal", name=op.f("pk_change")),
    )
    with op.batch_alter_table("change", schema=None) as batch:
        batch.create_index(batch.f("ix_change_guid"), ["guid"], unique=False)

    op.create_table(
        "code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Uuid(), nullable=False),
        sa.Column("created_in", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.Column("color", sa.Text(), nullable=False),
        sa.Column("is_codable", sa.Boolean(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("include", sa.Text(), nullable=False),
        sa.Column("exclude", sa.Text(), nullable=False),
        sa.Column("examples", sa.JSON(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("alternatives", sa.Boolean(), nullable=False),
        sa.Column("for_kinds", sa.JSON(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.CheckConstraint("status IN ('provisional', 'settled')", name=op.f("ck_code_status")),
        sa.CheckConstraint("parent_id <> id", name=op.f("ck_code_parent")),
        sa.ForeignKeyConstraint(["created_in"], ["operation.id"], name=op.f("fk_code_created_in"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["parent_id"], ["code.id"], name=op.f("fk_code_parent_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code")),
        sa.UniqueConstraint("guid", name=op.f("uq_code_guid")),
        sa.UniqueConstraint("parent_id", "name_key", name=op.f("uq_code_parent_id_name_key")),
    )
    op.create_table(
        "document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Uuid(), nullable=False),
        sa.Column("created_in", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("text_hash", sa.Text(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("occurred_on", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("source_name", sa.Text(), nullable=False),
        sa.Column("source_type", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('interview', 'focus group', 'observation', 'policy', 'questionnaire', 'email', 'post', 'literature', 'other')",
            name=op.f("ck_document_kind"),
        ),
        sa.CheckConstraint("length >= 0", name=op.f("ck_document_length")),
        sa.ForeignKeyConstraint(
            ["created_in"], ["operation.id"], name=op.f("fk_document_created_in"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("guid", name=op.f("uq_document_guid")),
        sa.UniqueConstraint("name_key", name=op.f("uq_document_name_key")),
    )
    op.create_table(
        "import_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Uuid(), nullable=False),
        sa.Column("operation_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["operation_id"], ["operation.id"], name=op.f("fk_import_report_operation_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_report")),
        sa.UniqueConstraint("guid", name=op.f("uq_import_report_guid")),
    )
    with op.batch_alter_table("import_report", schema=None) as batch:
        batch.create_index(batch.f("ix_import_report_operation_id"), ["operation_id"], unique=False)

    op.create_table(
        "round_coder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Uuid(), nullable=False),
        sa.Column("study_round_id", sa.Integer(), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_round_coder_coder_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["study_round_id"], ["study_round.id"], name=op.f("fk_round_coder_study_round_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_coder")),
        sa.UniqueConstraint("guid", name=op.f("uq_round_coder_guid")),
        sa.UniqueConstraint("study_round_id", "coder_id", name=op.f("uq_round_coder_study_round_id_coder_id")),
    )
    with op.batch_alter_table("round_coder", schema=None) as batch:
        batch.create_index(batch.f("ix_round_coder_coder_id"), ["coder_id"], unique=False)

    op.create_table(
        "unplaced",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Uuid(), nullable=False),
        sa.Column("operation_id", sa.Integer(), nullable=False),
        sa.Column("table", sa.Text(), nullable=False),
        sa.Column("row_guid", sa.Uuid(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("context", sa.JSON(), nullable=False),
        sa.Column("candidates", sa.JSON(), nullable=False),
        sa.Column("decided", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["operation_id"], ["operation.id"], name=op.f("fk_unplaced_operation_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unplaced")),
        sa.UniqueConstraint("guid", name=op.f("uq_unplaced_guid")),
    )
    with op.batch_alter_table("unplaced", schema=None) as batch:
        batch.create_index(batch.f("ix_unplaced_operation_id"), ["operation_id"], unique=False)

    op.create_table(
        "assignment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Uuid(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("assigned_at", sa.DateTime(), nullable=False),
        sa.Column("read_at", sa.DateTime(), nullable=True),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("of_record", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_assignment_coder_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_assignment_document_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
        sa.UniqueConstraint("document_id", "coder_id", "round", name=op.f("uq_assignment_document_id_coder_id_round")),
        sa.UniqueConstraint("guid", name=op.f("uq_assignment_guid")),
    )
    with op.batch_alter_table("assignment", schema=None) as batch:
        batch.create_index(batch.f("ix_assignment_coder_id"), ["coder_id"], unique=False)

    op.create_table(
        "attribute_value",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Uuid(), nullable=False),
        sa.Column("created_in", sa.Integer(), nullable=False),
        sa.Column("attribute_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Text(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.CheckConstraint("(case_id IS NULL) <> (document_id IS NULL)", name=op.f("ck_attribute_value_owner")),
        sa.ForeignKeyConstraint(
            ["attribute_id"], ["attribute.id"], name=op.f("fk_attribute_value_attribute_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_attribute_value_case_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["created_in"], ["operation.id"], name=op.f("fk_attribute_value_created_in"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_attribute_value_document_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attribute_value")),
        sa.UniqueConstraint(
            "attribute_id",
            "case_id",
            "ordinal",
            "as_of",
            name=op.f("uq_attribute_value_attribute_id_case_id_ordinal_as_of"),
        ),
        sa.UniqueConstraint(
            "attribute_id",
            "document_id",
            "ordinal",
            "as_of",
            name=op.f("uq_attribute_value_attribute_id_document_id_ordinal_as_of"),
        ),
        sa.UniqueConstraint("guid", name=op.f("uq_attribute_value_guid")),
    )
    with op.batch_alter_table("attribute_value", schema=None) as batch:
        batch.create_index(batch.f("ix_attribute_value_case_id"), ["case_id"], unique=False)
        batch.create_index(batch.f("ix_attribute_value_document_id"), ["document_id"], unique=False)

    op.create_table(
        "case_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Uuid(), nullable=False),
        sa.Column("created_in", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            '(start >= 0 AND start < "end") OR (start IS NULL AND "end" IS NULL)', name=op.f("ck_case_member_span")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_member_case_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["created_in"], ["operation.id"], name=op.f("fk_case_member_created_in"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_case_member_document_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_member")),
        sa.UniqueConstraint(
            "case_id", "document_id", "start", "end", name=op.f("uq_case_member_case_id_document_id_start_end")
        ),
        sa.UniqueConstraint("guid", name=op.f("uq_case_member_guid")),
    )
    with op.batch_alter_table("case_member", schema=None) as batch:
        batch.create_index(batch.f("ix_case_member_document_id"), ["document_id"], unique=False)

    op.create_table(
        "case_set_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Uuid(), nullable=False),
        sa.Column("case_set_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_set_member_case_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["case_set_id"], ["case_set.id"], name=op.f("fk_case_set_member_case_set_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_set_member")),
        sa.UniqueConstraint("case_set_id", "case_id", name=op.f("uq_case_set_member_case_set_id_case_id")),
        sa.UniqueConstraint("guid", name=op.f("uq_case_set_member_guid")),
    )
    with op.batch_alter_table("case_set_member", schema=None) as batch:
        batch.create_index(batch.f("ix_case_set_member_case_id"), ["case_id"], unique=False)

    op.create_table(
        "case_summary",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("code_id", sa.Integer(), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_summary_case_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["code_id"], ["code.id"], name=op.f("fk_case_summary_code_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_case_summary_coder_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_summary")),
        sa.UniqueConstraint("case_id", "code_id", "coder_id", name=op.f("uq_case_summary_case_id_code_id_coder_id")),
        sa.UniqueConstraint("guid", name=op.f("uq_case_summary_guid")),
    )
    with op.batch_alter_table("case_summary", schema=None) as batch:
        batch.create_index(batch.f("ix_case_summary_code_id"), ["code_id"], unique=False)

    op.create_table(
        "code_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Uuid(), nullable=False),
        sa.Column("from_code_id", sa.Integer(), nullable=False),
        sa.Column("to_code_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["from_code_id"], ["code.id"], name=op.f("fk_code_link_from_code_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["to_code_id"], ["code.id"], name=op.f("fk_code_link_to_code_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_link")),
        sa.UniqueConstraint(
            "from_code_id", "to_code_id", "kind", name=op.f("uq_code_link_from_code_id_to_code_id_kind")
        ),
        sa.UniqueConstraint("guid", name=op.f("uq_code_link_guid")),
    )
    with op.batch_alter_table("code_link", schema=None) as batch:
        batch.create_index(batch.f("ix_code_link_to_code_id"), ["to_code_id"], unique=False)

    op.create_table(
        "code_set_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Uuid(), nullable=False),
        sa.Column("code_set_id", sa.Integer(), nullable=False),
        sa.Column("code_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["code_id"], ["code.id"], name=op.f("fk_code_set_member_code_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["code_set_id"], ["code_set.id"], name=op.f("fk_code_set_member_code_set_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_set_member")),
        sa.UniqueConstraint("code_set_id", "code_id", name=op.f("uq_code_set_member_code_set_id_code_id")),
        sa.UniqueConstraint("guid", name=op.f("uq_code_set_member_guid")),
    )
    with op.batch_alter_table("code_set_member", schema=None) as batch:
        batch.create_index(batch.f("ix_code_set_member_code_id"), ["code_id"], unique=False)

    op.create_table(
        "coding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Uuid(), nullable=False),
        sa.Column("created_in", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("code_id", sa.Integer(), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("weight", sa.Double(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint('start >= 0 AND start < "end"', name=op.f("ck_coding_span")),
        sa.ForeignKeyConstraint(["code_id"], ["code.id"], name=op.f("fk_coding_code_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_coding_coder_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["created_in"], ["operation.id"], name=op.f("fk_coding_created_in"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_coding_document_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coding")),
        sa.UniqueConstraint(
            "document_id",
            "start",
            "end",
            "code_id",
            "coder_id",
            "round",
            name=op.f("uq_coding_document_id_start_end_code_id_coder_id_round"),
        ),
        sa.UniqueConstraint("guid", name=op.f("uq_coding_guid")),
    )
    with op.batch_alter_table("coding", schema=None) as batch:
        batch.create_index(batch.f("ix_coding_code_id_document_id"), ["code_id", "document_id"], unique=False)
        batch.create_index(batch.f("ix_coding_coder_id"), ["coder_id"], unique=False)

    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("given_on", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("quote", sa.Boolean(), nullable=False),
        sa.Column("share", sa.Boolean(), nullable=False),
        sa.Column("archive", sa.Boolean(), nullable=False),
        sa.Column("until", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.CheckConstraint("status IN ('given', 'refused', 'withdrawn', 'pending')", name=op.f("ck_consent_status")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_consent_case_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
        sa.UniqueConstraint("guid", name=op.f("uq_consent_guid")),
    )
    with op.batch_alter_table("consent", schema=None) as batch:
        batch.create_index(batch.f("ix_consent_case_id"), ["case_id"], unique=False)

    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Uuid(), nullable=False),
        sa.Column("study_round_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("code_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.CheckConstraint('start >= 0 AND start < "end"', name=op.f("ck_decision_span")),
        sa.ForeignKeyConstraint(["code_id"], ["code.id"], name=op.f("fk_decision_code_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_decision_coder_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_decision_document_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["study_round_id"], ["study_round.id"], name=op.f("fk_decision_study_round_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint("guid", name=op.f("uq_decision_guid")),
    )
    with op.batch_alter_table("decision", schema=None) as batch:
        batch.create_index(batch.f("ix_decision_document_id"), ["document_id"], unique=False)
        batch.create_index(batch.f("ix_decision_study_round_id"), ["study_round_id"], unique=False)

    op.create_table(
        "document_case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Uuid(), nullable=False),
        sa.Column("created_in", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "role IN ('site', 'participant', 'author', 'issuer', 'addressee', 'mentioned')",
            name=op.f("ck_document_case_role"),
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_document_case_case_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["created_in"], ["operation.id"], name=op.f("fk_document_case_created_in"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_document_case_document_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_case")),
        sa.UniqueConstraint("document_id", "case_id", "role", name=op.f("uq_document_case_document_id_case_id_role")),
        sa.UniqueConstraint("guid", name=op.f("uq_document_case_guid")),
    )
    with op.batch_alter_table("document_case", schema=None) as batch:
        batch.create_index(batch.f("ix_document_case_case_id"), ["case_id"], unique=False)

    op.create_table(
        "document_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Uuid(), nullable=False),
        sa.Column("created_in", sa.Integer(), nullable=False),
        sa.Column("from_document_id", sa.Integer(), nullable=False),
        sa.Column("to_document_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.CheckConstraint("kind IN ('cites', 'revises', 'answers', 'translates')", name=op.f("ck_document_link_kind")),
        sa.ForeignKeyConstraint(
            ["created_in"], ["operation.id"], name=op.f("fk_document_link_created_in"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["from_document_id"], ["document.id"], name=op.f("fk_document_link_from_document_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["to_document_id"], ["document.id"], name=op.f("fk_document_link_to_document_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_link")),
        sa.UniqueConstraint(
            "from_document_id",
            "to_document_id",
            "kind",
            name=op.f("uq_document_link_from_document_id_to_document_id_kind"),
        ),
        sa.UniqueConstraint("guid", name=op.f("uq_document_link_guid")),
    )
    with op.batch_alter_table("document_link", schema=None) as batch:
        batch.create_index(batch.f("ix_document_link_to_document_id"), ["to_document_id"], unique=False)

    op.create_table(
        "document_original",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Uuid(), nullable=False),
        sa.Column("created_in", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_in"], ["operation.id"], name=op.f("fk_document_original_created_in"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_document_original_document_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_original")),
        sa.UniqueConstraint("document_id", name=op.f("uq_document_original_document_id")),
        sa.UniqueConstraint("guid", name=op.f("uq_document_original_guid")),
    )
    op.create_table(
        "document_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Uuid(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text_hash", sa.Text(), nullable=False),
        sa.Column("edit_map", sa.JSON(), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["coder_id"], ["coder.id"], name=op.f("fk_document_revision_coder_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_document_revision_document_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_revision")),
        sa.UniqueConstraint("document_id", "number", name=op.f("uq_document_revision_document_id_number")),
        sa.UniqueConstraint("guid", name=op.f("uq_document_revision_guid")),
    )
    op.create_table(
        "document_set_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Uuid(), nullable=False),
        sa.Column("document_set_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_document_set_member_document_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["document_set_id"],
            ["document_set.id"],
            name=op.f("fk_document_set_member_document_set_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_set_member")),
        sa.UniqueConstraint(
            "document_set_id", "document_id", name=op.f("uq_document_set_member_document_set_id_document_id")
        ),
        sa.UniqueConstraint("guid", name=op.f("uq_document_set_member_guid")),
    )
    with op.batch_alter_table("document_set_member", schema=None) as batch:
        batch.create_index(batch.f("ix_document_set_member_document_id"), ["document_id"], unique=False)

    op.create_table(
        "round_document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Uuid(), nullable=False),
        sa.Column("study_round_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_round_document_document_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["study_round_id"], ["study_round.id"], name=op.f("fk_round_document_study_round_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_document")),
        sa.UniqueConstraint("guid", name=op.f("uq_round_document_guid")),
        sa.UniqueConstraint("study_round_id", "document_id", name=op.f("uq_round_document_study_round_id_document_id")),
    )
    with op.batch_alter_table("round_document", schema=None) as batch:
        batch.create_index(batch.f("ix_round_document_document_id"), ["document_id"], unique=False)

    op.create_table(
        "section",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Uuid(), nullable=False),
        sa.Column("created_in", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.CheckConstraint('start >= 0 AND start < "end"', name=op.f("ck_section_span")),
        sa.ForeignKeyConstraint(
            ["created_in"], ["operation.id"], name=op.f("fk_section_created_in"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_section_document_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_section")),
        sa.UniqueConstraint("document_id", "ordinal", name=op.f("uq_section_document_id_ordinal")),
        sa.UniqueConstraint("guid", name=op.f("uq_section_guid")),
    )
    op.create_table(
        "segment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Uuid(), nullable=False),
        sa.Column("created_in", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.CheckConstraint('start >= 0 AND start < "end"', name=op.f("ck_segment_span")),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_segment_coder_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["created_in"], ["operation.id"], name=op.f("fk_segment_created_in"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_segment_document_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_segment")),
        sa.UniqueConstraint("guid", name=op.f("uq_segment_guid")),
    )
    with op.batch_alter_table("segment", schema=None) as batch:
        batch.create_index(batch.f("ix_segment_document_id_start"), ["document_id", "start"], unique=False)

    op.create_table(
        "speaker",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Uuid(), nullable=False),
        sa.Column("created_in", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("role IN ('interviewer', 'respondent', 'observer', 'other')", name=op.f("ck_speaker_role")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_speaker_case_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["created_in"], ["operation.id"], name=op.f("fk_speaker_created_in"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_speaker_document_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speaker")),
        sa.UniqueConstraint("document_id", "name_key", name=op.f("uq_speaker_document_id_name_key")),
        sa.UniqueConstraint("guid", name=op.f("uq_speaker_guid")),
    )
    with op.batch_alter_table("speaker", schema=None) as batch:
        batch.create_index(batch.f("ix_speaker_case_id"), ["case_id"], unique=False)

    op.create_table(
        "memo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Uuid(), nullable=False),
        sa.Column("created_in", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("segment_id", sa.Integer(), nullable=True),
        sa.Column("code_id", sa.Integer(), nullable=True),
        sa.Column("coding_id", sa.Integer(), nullable=True),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('note', 'theory', 'method', 'code rule', 'reflection')", name=op.f("ck_memo_kind")
        ),
        sa.CheckConstraint(
            "(CASE WHEN project_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN document_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN segment_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN code_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN coding_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN case_id IS NULL THEN 0 ELSE 1 END) <= 1",
            name=op.f("ck_memo_one_target"),
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_memo_case_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["code_id"], ["code.id"], name=op.f("fk_memo_code_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_memo_coder_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["coding_id"], ["coding.id"], name=op.f("fk_memo_coding_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["created_in"], ["operation.id"], name=op.f("fk_memo_created_in"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_memo_document_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_memo_project_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["segment_id"], ["segment.id"], name=op.f("fk_memo_segment_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memo")),
        sa.UniqueConstraint("guid", name=op.f("uq_memo_guid")),
    )
    with op.batch_alter_table("memo", schema=None) as batch:
        batch.create_index(batch.f("ix_memo_case_id"), ["case_id"], unique=False)
        batch.create_index(batch.f("ix_memo_code_id"), ["code_id"], unique=False)
        batch.create_index(batch.f("ix_memo_coding_id"), ["coding_id"], unique=False)
        batch.create_index(batch.f("ix_memo_document_id"), ["document_id"], unique=False)
        batch.create_index(batch.f("ix_memo_segment_id"), ["segment_id"], unique=False)

    op.create_table(
        "turn",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Uuid(), nullable=False),
        sa.Column("created_in", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("label_start", sa.Integer(), nullable=False),
        sa.Column("label_end", sa.Integer(), nullable=False),
        sa.Column("speaker_id", sa.Integer(), nullable=True),
        sa.Column("started_ms", sa.Integer(), nullable=True),
        sa.Column("ended_ms", sa.Integer(), nullable=True),
        sa.CheckConstraint('start >= 0 AND start < "end"', name=op.f("ck_turn_span")),
        sa.ForeignKeyConstraint(["created_in"], ["operation.id"], name=op.f("fk_turn_created_in"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_turn_document_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["speaker_id"], ["speaker.id"], name=op.f("fk_turn_speaker_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_turn")),
        sa.UniqueConstraint("document_id", "ordinal", name=op.f("uq_turn_document_id_ordinal")),
        sa.UniqueConstraint("guid", name=op.f("uq_turn_guid")),
    )
    with op.batch_alter_table("turn", schema=None) as batch:
        batch.create_index(batch.f("ix_turn_speaker_id"), ["speaker_id"], unique=False)

    op.create_table(
        "passage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("turn_id", sa.Integer(), nullable=True),
        sa.CheckConstraint('start >= 0 AND start < "end"', name=op.f("ck_passage_span")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_passage_document_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["turn_id"], ["turn.id"], name=op.f("fk_passage_turn_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passage")),
        sa.UniqueConstraint("document_id", "ordinal", name=op.f("uq_passage_document_id_ordinal")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("passage", schema=None) as batch:
        batch.create_index(batch.f("ix_passage_turn_id"), ["turn_id"], unique=False)
