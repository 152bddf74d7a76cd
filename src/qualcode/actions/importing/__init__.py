"""Files into the project: recognised, understood, known again, and reported on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualcode.actions.importing import (
        attributes,
        file_attributes,
        file_table,
        files,
        import_reports,
        known_files,
        links,
        memos,
        new_versions,
        questionnaires,
        reading,
        rows,
        sheets,
        shelf,
        table_rows,
        understanding,
    )

    __all__ = [
        "attributes",
        "file_attributes",
        "file_table",
        "files",
        "import_reports",
        "known_files",
        "links",
        "memos",
        "new_versions",
        "questionnaires",
        "reading",
        "rows",
        "sheets",
        "shelf",
        "table_rows",
        "understanding",
    ]
else:
    from qualcode.lazily import submodules

    __getattr__ = submodules(__name__)
