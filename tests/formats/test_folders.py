"""Which files of a folder are meant, what stands in the way of reading one, and how names are written."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from qualcode.formats.folders import find_files, is_ignored, is_litter, obstacle, readable, readable_path

needs_other_user = pytest.mark.skipif(os.geteuid() == 0, reason="root may open everything")


@pytest.mark.parametrize(
    "name",
    ["~$interview.docx", ".~lock.interview.odt#", ".DS_Store", "Thumbs.db", "desktop.ini", ".hidden.txt", "~WRL0001.tmp",
     "._interview.docx", "study.qualcode", "study.qualcode-wal", "study.qualcode.lock"],
)  # fmt: skip
def test_files_nobody_means_are_ignored(name: str) -> None:
    assert is_ignored(Path("folder") / name)


@pytest.mark.parametrize("name", ["interview.docx", "访谈 1.txt", "notes~.md", "lock.txt", "a$.docx"])
def test_files_people_mean_are_not_ignored(name: str) -> None:
    assert not is_ignored(Path(".config") / name)


@pytest.mark.parametrize("name", [".hidden.txt", "study.qualcode", "draft.tmp"])
def test_what_somebody_may_name_is_no_litter(name: str) -> None:
    assert not is_litter(Path(name))


def test_a_folder_is_searched_in_depth_and_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a/2.md", "a/1.docx", "a/~$1.docx", ".git/config", "a/b/c.pdf"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    found = [path.relative_to(tmp_path).as_posix() for path in find_files(tmp_path)]
    assert found == ["a/1.docx", "a/2.md", "a/b/c.pdf", "b.txt"]


def test_links_are_told_and_not_entered(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    (tmp_path / "a" / "round").symlink_to(tmp_path / "a" / "round")
    (tmp_path / "a" / "nowhere.txt").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "real.txt").write_text("x")
    (tmp_path / "a" / "link.txt").symlink_to(tmp_path / "real.txt")
    found = {path.relative_to(tmp_path).as_posix(): obstacle(path) for path in find_files(tmp_path)}
    assert {name: it and it.kind for name, it in found.items()} == {
        "a/link.txt": None,
        "a/loop": "not carried",
        "a/nowhere.txt": "error",
        "a/round": "error",
        "real.txt": None,
    }


def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    found = obstacle(tmp_path / "pipe")
    assert found is not None
    assert (found.kind, "pipe" in found.sentence) == ("not carried", True)


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    found = obstacle(tmp_path / "gone.txt")
    assert found is not None
    assert found.sentence == "cannot be opened: No such file or directory"


@needs_other_user
def test_a_folder_that_may_not_be_opened_is_found_and_said(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0)
    (closed,) = find_files(tmp_path)
    found = obstacle(closed)
    (tmp_path / "closed").chmod(0o700)
    assert found is not None
    assert (found.kind, "denied" in found.sentence) == ("error", True)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("P01.docx", "P01.docx"),
        (unicodedata.normalize("NFD", "é.txt"), unicodedata.normalize("NFD", "é.txt")),
        (os.fsdecode("东麓县访谈.txt".encode("gb18030")), "东麓县访谈.txt"),
        (os.fsdecode(b"Jos\xe9_1.txt"), "Jos\N{REPLACEMENT CHARACTER}_1.txt"),
        ("two\nlines.txt", "two\N{REPLACEMENT CHARACTER}lines.txt"),
    ],
)
def test_names_can_be_shown_and_stored(name: str, shown: str) -> None:
    assert readable(name) == shown
    readable(name).encode()


def test_each_part_of_a_path_is_written_by_itself() -> None:
    broken = os.fsdecode("访谈".encode("gb18030"))
    assert readable_path(Path("资料") / f"{broken}.txt") == "资料/访谈.txt"
    assert readable_path(Path("/a") / "b") == "/a/b"
