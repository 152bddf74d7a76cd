"""Publications, decisions and quotes where people withdraw, are given other names, or share their work."""

from __future__ import annotations

from pathlib import Path

from publications import FIRST, bring_in
from qualcode.actions import history
from qualcode.actions.literature import references, screening
from qualcode.actions.privacy import erasure, pseudonyms
from qualcode.actions.quotes import picked, picking
from qualcode.formats.tables.reading import TextTable
from qualcode.project import Project
from qualcode.store import checks
from qualcode.text.span import Span


def test_erasing_a_document_takes_all_that_hangs_on_it(project: Project, tmp_path: Path) -> None:
    bring_in(project, tmp_path, "a.bib", FIRST)
    with project.write("Anna") as work:
        screening.decide(work, ["lind2021"], "title", "include", "on silos")
        picking.pick(work, [("lind2021", Span(0, 10)), ("N01", Span(0, 8))])
    with project.write("Anna") as work:
        erasure.erase(work, erasure.plan(work, "document", "lind2021"))
    with project.read("Anna") as view:
        assert references.listing(view).column("key") == ["wang2019"]
        assert screening.listing(view).rows == []
        assert [it.document for it in picked.quotes(view)] == ["N01"]
        assert list(checks.findings(view)) == []
    read = bring_in(project, tmp_path, "b.bib", FIRST)
    assert [it.outcome for it in read.documents] == ["erased", "known"]


def test_names_in_records_give_way_with_their_keys(project: Project, tmp_path: Path) -> None:
    bring_in(project, tmp_path, "a.bib", FIRST)
    key = pseudonyms.key_of(
        TextTable("key", ("name", "stand_in"), [("wang2019", "W"), ("lind2021", "W"), ("王芳", "R9")], [2, 3, 4])
    )
    with project.write("Anna") as work:
        pseudonyms.pseudonymise(work, key)
    with project.read("Anna") as view:
        assert references.listing(view).column("key") == ["W", "W 2"]
        assert "R9" in references.shown(view, "W 2") + references.shown(view, "W")
        assert list(checks.findings(view)) == []
    with project.write("Anna") as work:
        history.undo(work)
    with project.read("Anna") as view:
        assert references.listing(view).column("key") == ["lind2021", "wang2019"]
