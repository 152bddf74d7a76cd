"""Footnotes and endnotes: a mark in the text, the note as a line with the same mark behind it, both linked."""

from __future__ import annotations

from pathlib import Path

import pytest

from formats.word_files import p, part, r, read_original, read_word, sentences
from qualcode.formats.bundle import DocumentDraft


def reference(identity: int, kind: str = "footnote") -> str:
    return f'<w:r><w:{kind}Reference w:id="{identity}"/></w:r>'


def note(identity: int, *paragraphs: str, kind: str = "footnote") -> str:
    first, *others = paragraphs
    begun = first.replace("<w:p>", "<w:p><w:r><w:footnoteRef/></w:r>", 1)
    return f'<w:{kind} w:id="{identity}">{begun}{"".join(others)}</w:{kind}>'


LINE = '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
FOOTNOTES = part("footnotes", LINE + note(1, p(" A tachyon.")) + note(2, p(" Fin.")) + note(3, p(" nowhere")))


def linked(document: DocumentDraft) -> list[tuple[str, str, str]]:
    """Each note's mark, its line, and what stands at its anchor."""
    return [
        (note.label, document.text[note.start : note.end], document.text[note.anchor :][: len(note.label)])
        for note in document.sections
        if note.kind == "note" and note.anchor is not None
    ]


def test_notes_stand_behind_the_text_in_the_order_of_their_marks(tmp_path: Path) -> None:
    body = f"<w:p>{r('Ouch')}{reference(2)}{r('.')}{reference(1)}</w:p>" + p("next")
    bundle = read_word(tmp_path, body, footnotes=FOOTNOTES)
    document = bundle.documents[0]
    assert document.text == "Ouch[^1].[^2]\nnext\n[^1] Fin.\n[^2] A tachyon."
    assert linked(document) == [("[^1]", "[^1] Fin.", "[^1]"), ("[^2]", "[^2] A tachyon.", "[^2]")]
    assert "changed: 2 notes were put behind the text, with their marks where they belong." in sentences(bundle.report)


def test_endnotes_are_marked_apart_and_follow_the_footnotes(tmp_path: Path) -> None:
    endnotes = part("endnotes", note(1, p(" end"), kind="endnote"))
    body = f"<w:p>{r('a')}{reference(1, 'endnote')}{reference(1)}</w:p>"
    document = read_word(tmp_path, body, footnotes=FOOTNOTES, endnotes=endnotes).documents[0]
    assert document.text == "a[^e1][^1]\n[^1] A tachyon.\n[^e1] end"
    assert linked(document) == [("[^1]", "[^1] A tachyon.", "[^1]"), ("[^e1]", "[^e1] end", "[^e1]")]


def test_a_note_is_one_line(tmp_path: Path) -> None:
    broken = "<w:p><w:r><w:t>three</w:t><w:br/><w:t>four</w:t></w:r></w:p>"
    notes = part("footnotes", note(1, p("\u00a0one"), p("two"), broken) + note(2, p()))
    document = read_word(tmp_path, f"<w:p>{reference(1)}{reference(2)}</w:p>", footnotes=notes).documents[0]
    assert document.text == "[^1][^2]\n[^1] one two three four\n[^2] "


def test_a_mark_is_never_what_the_text_says_anyway(tmp_path: Path) -> None:
    body = f"<w:p>{r('as [^1] has it')}{reference(1)}</w:p>"
    document = read_word(tmp_path, body, footnotes=FOOTNOTES).documents[0]
    assert document.text == "as [^1] has it[^^1]\n[^^1] A tachyon."


def test_two_references_to_one_note_share_its_mark(tmp_path: Path) -> None:
    body = f"<w:p>{r('a')}{reference(1)}{r('b')}{reference(1)}</w:p>"
    document = read_word(tmp_path, body, footnotes=FOOTNOTES).documents[0]
    assert document.text == "a[^1]b[^1]\n[^1] A tachyon."
    assert [note.anchor for note in document.sections] == [1]


def test_a_reference_in_what_was_deleted_takes_its_note_along(tmp_path: Path) -> None:
    body = f"<w:p>{r('a')}<w:del>{reference(1)}</w:del>{reference(2)}</w:p>"
    assert read_word(tmp_path, body, footnotes=FOOTNOTES).documents[0].text == "a[^1]\n[^1] Fin."
    assert (
        read_original(tmp_path, body, footnotes=FOOTNOTES).documents[0].text == "a[^1][^2]\n[^1] A tachyon.\n[^2] Fin."
    )


@pytest.mark.parametrize("notes", ["<w:footnotes", "<other/>", "<!DOCTYPE x><x/>"])
def test_damaged_notes_cost_the_notes_and_not_the_text(tmp_path: Path, notes: str) -> None:
    bundle = read_word(tmp_path, f"<w:p>{r('a')}{reference(1)}</w:p>", footnotes=notes)
    assert bundle.documents[0].text == "a"
    said = sentences(bundle.report)
    assert "not carried: 1 footnote" in said
    assert any(
        sentence.startswith("warning: The footnotes cannot be read and are missing. made.docx") for sentence in said
    )


def test_notes_that_nothing_refers_to_are_not_even_opened(tmp_path: Path) -> None:
    bundle = read_word(tmp_path, p("a"), footnotes="<w:footnotes")
    assert sentences(bundle.report) == ["read: 1 character"]
