"""A project made by every released version still opens, whole.

For each revision there is a small project as that version wrote it, made by ``fill`` of projects.py and packed with gzip.
To add one after a release: ``python tests/upgrades/test_released_projects.py`` with that version installed.
"""

from __future__ import annotations

import gzip
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

STORED = sorted(Path(__file__).parent.glob("*.gz"))


@pytest.mark.parametrize("stored", STORED, ids=[path.stem for path in STORED])
def test_it_opens_with_everything_in_it(stored: Path, tmp_path: Path) -> None:
    from qualcode.actions import codes, coding, history, memos
    from qualcode.actions.material import documents
    from qualcode.project import open_project
    from qualcode.store import migrate
    from qualcode.store.checks import findings
    from qualcode.text.span import Span

    path = tmp_path / "study.qualcode"
    path.write_bytes(gzip.decompress(stored.read_bytes()))
    with open_project(path) as project:
        with project.read() as view:
            assert migrate.schema_of(view.connection) == migrate.HEAD
            assert list(findings(view)) == []
            assert documents.listing(view).column("document") == ["N01", "P01"]
            assert [code.path for code in codes.listing(view)] == ["work", "work/paper", "work/data entry", "pressure"]
            assert [(row.coder, row.start, row.end) for row in coding.of_document(view, "P01")] == [
                ("Ben", 30, 45),
                ("Anna", 32, 39),
                ("Anna", 32, 45),
            ]
            assert [memo.text for memo in memos.listing(view)] == ["Again the paper first.", "Who reads these?"]
        with project.write("Ben") as work:
            coding.apply(work, "N01", Span(0, 3), "pressure")
        with project.write("Ben") as work:
            history.undo(work)
        with project.write("Ben") as work:
            assert history.undo(work) == "coded P01 with paper"


def test_every_revision_has_its_project() -> None:
    from qualcode.store import migrate

    assert [path.name.split(".")[0] for path in STORED] == list(migrate.REVISIONS)


def store_one() -> None:
    """Write the project of the version in use."""
    sys.path.insert(0, str(Path(__file__).parents[1]))
    import projects
    from qualcode.project import create_project
    from qualcode.store import migrate

    with TemporaryDirectory() as folder:
        path = Path(folder) / "study.qualcode"
        with create_project(path, "Study", "Anna") as project:
            projects.fill(project)
        Path(__file__).with_name(f"{migrate.HEAD}.gz").write_bytes(gzip.compress(path.read_bytes(), mtime=0))


if __name__ == "__main__":
    store_one()
