"""The table of documents: how far everybody is, finding one, noting what it is, bringing in more."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

import projects
from qualcode.actions import coders, history, memos
from qualcode.actions.material import documents
from qualcode.actions.material.progress import DocumentList, DocumentRow, document_list
from qualcode.actions.privacy import consent
from qualcode.project import View, create_project, open_project
from qualcode.tui.screens import found_documents, listing
from qualcode.tui.screens.documents import DocumentsScreen
from qualcode.tui.screens.report import ReportScreen
from qualcode.tui.screens.segments import SegmentsScreen
from tui.comparing import said, until
from tui.conftest import CHINESE, ENGLISH, Bench, Open


def listed(place: Path) -> dict[str, DocumentRow]:
    with open_project(place) as project, project.read("Anna") as view:
        return {row.name: row for row in document_list(view).rows}


def undone(place: Path) -> int:
    """How many operations take others back."""
    with open_project(place) as project, project.read() as view:
        return sum(row["undoes"] is not None for row in history.history(view).records())


def names(bench: Bench) -> list[str]:
    screen = bench.app.screen
    assert isinstance(screen, DocumentsScreen)
    return [row.name for row in screen._rows]


async def look(bench: Bench) -> None:
    await bench.press("g", "d")
    await until(bench, lambda: isinstance(bench.app.screen, DocumentsScreen) and bool(names(bench)))


def test_how_much_is_coded_counts_every_character_once(place: Path) -> None:
    row = listed(place)["P01"]
    assert round(row.share * row.characters) == 15  # 30–45, with 32–39 and 32–45 inside
    assert (row.codings, row.coders, row.done) == (3, ("Anna", "Ben"), ("Anna",))
    assert listed(place)["N01"].share == 0


async def test_all_documents_are_listed_with_how_far_everybody_is(workbench: Open, sample: Path) -> None:
    async with workbench(sample, "Jonas", CHINESE, size=(120, 40)) as bench:
        await look(bench)
        (row,) = [row for row in bench.rows()[:-12] if row.startswith("▸")]
        assert row.startswith(f"▸ {CHINESE}")
        assert row.split()[-2:] == ["✓Jonas", "✓Min"]
        assert bench.rows()[0].rstrip().endswith("1 done by you · 81 documents")
        await bench.press("home", "enter")
        assert bench.rows()[0].startswith(f" {ENGLISH}")
        assert bench.view.caret == 0


async def test_words_of_name_kind_and_case_find_documents_as_they_are_typed(workbench: Open, sample: Path) -> None:
    async with workbench(sample, "Jonas", CHINESE) as bench:
        await look(bench)
        await bench.press("slash", *"field 西峦")
        assert names(bench) == ["N02 西峦 village committee", "N09 西峦 county service hall"]
        await bench.press("escape")
        assert len(names(bench)) == 81
        await bench.press("slash", *"policy", "enter", "o", *"words", "enter")
        words = [listed(sample)[name].words for name in names(bench)]
        assert words == sorted(words, reverse=True)
        assert len(words) == 12
        await bench.press("O")
        assert [listed(sample)[name].words for name in names(bench)] == words[::-1]


async def test_a_document_is_marked_done_renamed_and_described_and_all_is_taken_back(
    workbench: Open, place: Path
) -> None:
    async with workbench(place, "Ben", "N01") as bench:
        await look(bench)
        await bench.press("D")
        await until(bench, lambda: said(bench) == "You have marked N01 as done.")
        await bench.press("r", "ctrl+u", *"大厅 hall", "enter")
        await until(bench, lambda: "大厅 hall" in names(bench))
        await bench.press("e", *"kind", "enter", *"field", "enter")
        await until(bench, lambda: listed(place)["大厅 hall"].kind == "observation")
        await until(bench, lambda: said(bench) == "It is noted of 大厅 hall.")
        await bench.press("e", *"date", "enter", *"2024-13", "enter")
        await until(bench, lambda: "'2024-13' is not a date." in bench.screen_text())
        await bench.press("ctrl+u", *"2024-05", "enter")
        await until(bench, lambda: listed(place)["大厅 hall"].occurred_on == "2024-05")
        await until(bench, lambda: said(bench) == "It is noted of 大厅 hall.")
        await bench.press("e", *"case", "enter", *"Hall of 东麓", "enter", *"site", "enter")
        await until(bench, lambda: listed(place)["大厅 hall"].cases == (("Hall of 东麓", "site"),))
        for step in range(1, 6):
            await bench.press("u")
            await until(bench, lambda step=step: undone(place) == step and said(bench).startswith("Undone"))
        row = listed(place)["N01"]
        assert (row.kind, row.occurred_on, row.cases, row.done) == ("interview", "", (), ())


async def test_a_document_is_removed_after_a_question(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await look(bench)
        await bench.press("x", "enter")
        assert set(listed(place)) == {"P01", "N01"}
        await bench.press("x", "down", "enter")
        await until(bench, lambda: names(bench) == ["N01"])
        assert said(bench) == "P01 is removed. u brings it back."
        await bench.press("u")
        await until(bench, lambda: names(bench) == ["N01", "P01"])


async def test_a_line_that_is_refused_can_be_put_right(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "N01") as bench:
        await look(bench)
        await bench.press("r", "ctrl+u", *"P01", "enter")
        await until(bench, lambda: "'P01'" in bench.screen_text())
        await bench.press("backspace", "2", "enter")
        await until(bench, lambda: "P02" in names(bench))
        await bench.press("e", *"date", "enter", *"next spring", "enter")
        await until(bench, lambda: "'next spring' is not a date." in bench.screen_text())
        await bench.press("ctrl+u", *"2025年3月9日", "enter")
        await until(bench, lambda: "2025-03-09" in bench.screen_text())


async def test_the_first_document_that_comes_in_is_there_to_be_read(workbench: Open, tmp_path: Path) -> None:
    with create_project(tmp_path / "new.qualcode", "Study", "Anna"):
        pass
    async with workbench(tmp_path / "new.qualcode", "Anna") as bench:
        await bench.press("g", "d")
        await until(bench, lambda: isinstance(bench.app.screen, DocumentsScreen))
        (tmp_path / "G01.txt").write_text("大家好。", encoding="utf-8")
        await bench.press("i", *f"{tmp_path}/G01.txt", "enter")
        await until(bench, lambda: isinstance(bench.app.screen, ReportScreen))
        await bench.press("escape", "escape")
        await until(bench, lambda: "大家好。" in bench.screen_text())
        assert "no document" not in bench.screen_text()


async def test_of_a_folder_what_was_not_read_stands_first(workbench: Open, place: Path, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "a.txt").write_text("Good.", encoding="utf-8")
    (folder / "z.docx").write_bytes(b"PK no document")
    async with workbench(place, "Anna", "P01") as bench:
        await look(bench)
        await bench.press("i", *str(folder), "enter")
        await until(bench, lambda: isinstance(bench.app.screen, ReportScreen))
        rows = [row for row in bench.rows() if row.strip()]
        assert rows[1].strip() == "1 new document, 1 file not read."
        assert rows[2].startswith(" z.docx")


async def test_files_are_imported_and_the_report_is_shown(workbench: Open, place: Path, tmp_path: Path) -> None:
    folder = tmp_path / "新材料"
    folder.mkdir()
    (folder / "G01.txt").write_text("主持人：大家好。\n张三：你好。\n主持人：开始吧。\n张三：好。\n", encoding="utf-8")
    (folder / "broken.docx").write_bytes(b"PK no document")
    async with workbench(place, "Anna", "P01") as bench:
        await look(bench)
        await bench.press("i", *f"{tmp_path}/新", "tab", "enter")
        await until(bench, lambda: isinstance(bench.app.screen, ReportScreen))
        words = bench.screen_text()
        assert "→ G01  new, 31 characters" in words
        assert "error: " in words
        await bench.press("escape")
        assert "G01" in names(bench)
        assert said(bench) == "1 new document. 1 file not read."
        await bench.press("I")
        assert isinstance(bench.app.screen, ReportScreen)
        await bench.press("escape", "i", "ctrl+u", *"/nowhere/at/all", "enter")
        assert "/nowhere/at/all" in bench.screen_text()
        await bench.press("escape", "u")
        await until(bench, lambda: "G01" not in names(bench))


async def test_the_segments_of_a_document_are_a_key_away(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await look(bench)
        await bench.press("s")
        await until(bench, lambda: isinstance(bench.app.screen, SegmentsScreen) and bench.app.screen.found is not None)
        assert "Segments · document = P01" in bench.rows()[0]
        await bench.press("enter")
        assert bench.view.selection is not None


async def test_what_others_finish_appears(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await look(bench)
        with open_project(place) as other, other.write("Ben") as work:
            coders.assign(work, "N01", "Ben", done=True)
            documents.rename(work, "P01", "P01 woman")
        await until(bench, lambda: "✓Ben" in bench.screen_text() and "P01 woman" in names(bench))


async def test_an_empty_project_says_how_to_begin(workbench: Open, tmp_path: Path) -> None:
    path = tmp_path / "empty.qualcode"
    create_project(path, "Empty", "Anna").close()
    async with workbench(path, "Anna") as bench:
        await bench.press("g", "d")
        await until(bench, lambda: said(bench) == "There is no document yet. i brings some in.")
        await bench.press("enter", "D", "e", "r", "x", "s", "o", "escape", "down", "end")
        assert isinstance(bench.app.screen, DocumentsScreen)
    with open_project(path) as project, project.read() as view:
        assert not [row for row in history.history(view).records() if row["kind"] != "setup"]


async def test_marked_documents_go_in_a_set_together_and_are_listed_by_it(workbench: Open, place: Path) -> None:
    with open_project(place) as project, project.write("Anna") as work:
        projects.add_documents(work, projects.read_text("A01", "One more."))
    async with workbench(place, "Ben", "P01", size=(130, 40)) as bench:
        await look(bench)
        await bench.press("T")
        assert said(bench) == "There is no set of documents yet. t makes one."
        await bench.press("home", "space", "space", "t", *"East", "enter")
        await until(bench, lambda: said(bench).startswith("Put in the set East"))
        assert {name for name, row in listed(place).items() if row.sets == ("East",)} == {"A01", "N01"}
        await bench.press("T", *"East", "enter")
        assert names(bench) == ["A01", "N01"]
        assert "East" in bench.rows()[0] and "2 marked" in bench.rows()[0]
        await bench.press("D")
        await until(bench, lambda: all("Ben" in listed(place)[name].done for name in names(bench)))
        await until(bench, lambda: said(bench) == "You have marked A01, N01 as done.")
        await bench.press("u")
        await until(bench, lambda: not any("Ben" in row.done for row in listed(place).values()))
        await until(bench, lambda: said(bench).startswith("Undone"))
        await bench.press("t", *"East", "enter")
        await until(bench, lambda: not names(bench))
        await bench.press("T", "enter")
        assert len(names(bench)) == 3


async def test_a_case_is_taken_off_and_what_cases_agreed_to_is_shown(workbench: Open, place: Path) -> None:
    with open_project(place) as project, project.write("Anna") as work:
        consent.record(work, "P01 woman", {"status": "refused"})
    async with workbench(place, "Anna", "P01", size=(110, 32)) as bench:
        await look(bench)
        await until(bench, lambda: any("consent: P01 woman: refused" in row for row in bench.rows()))
        await bench.press("slash", *"refused", "enter")
        assert names(bench) == ["P01"]
        await bench.press("e", *"case", "enter", *"P01", "enter", *"nothing", "enter")
        await until(bench, lambda: said(bench) == "P01 woman is taken off P01.")
        assert listed(place)["P01"].cases == ()


async def test_a_memo_on_a_case_of_a_document_is_written_from_the_list(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01", size=(110, 32)) as bench:
        await look(bench)
        for words in ("Who is she?", " She sells fish."):
            await bench.press("m", *"case", "enter", *words, "f2")
            await until(bench, lambda: said(bench) == "The memo is saved.")
    with open_project(place) as project, project.read("Anna") as view:
        (memo,) = [memo for memo in memos.listing(view) if memo.target == "case"]
    assert (memo.on, memo.text) == ("P01 woman", "Who is she? She sells fish.")


async def test_reading_that_takes_longer_than_the_time_between_two_looks_comes_to_its_end(
    workbench: Open, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(view: View) -> DocumentList:
        time.sleep(0.3)
        return document_list(view)

    monkeypatch.setattr(listing, "_LOOK_AGAIN", 0.05)
    monkeypatch.setattr(found_documents, "document_list", slow)
    async with workbench(place, "Ben", "N01") as bench:
        await look(bench)
        assert names(bench)
