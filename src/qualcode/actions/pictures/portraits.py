"""The portrait of a document: where each code stands in it."""

from __future__ import annotations

from typing import Any

from qualcode.actions.pictures.rows import colors
from qualcode.errors import WrongUse
from qualcode.formats.pictures.frame import Frame
from qualcode.formats.pictures.portrait import Portrait, Stretch
from qualcode.messages import _
from qualcode.store import queries
from qualcode.store.view import View
from qualcode.table import Table


def portrait(view: View, table: Table, scope: str) -> Portrait:
    """A lane for each code of a table of codings, from the document's first character to its last.

    Raises WrongUse where the codings are from several documents.
    """
    documents = sorted({str(name) for name in table.column("document")})
    if len(documents) > 1:
        raise WrongUse(
            _("The picture shows one document, and these codings are from {n}.", n=len(documents)),
            _("Name one with --document DOCUMENT, or cross codes with documents: matrix codes documents --plot FILE."),
        )
    row = queries.document_named(view, documents[0])
    records: list[dict[str, Any]] = list(table.records())
    tree, used = queries.code_tree(view), {record["code"] for record in records}
    codes = [path for code in tree.rows if (path := tree.path(code.id)) in used]
    own = colors(view)
    return Portrait(
        Frame(_("Codings along {document}", document=documents[0]), scope, table),
        len(queries.text_of(view, row.id)),
        codes,
        [Stretch(record["code"], record["coder"], record["start"], record["end"]) for record in records],
        [own.get(code) for code in codes],
    )
