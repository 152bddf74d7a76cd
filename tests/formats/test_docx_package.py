"""Packages that are damaged, hostile, or merely unusual."""

from __future__ import annotations

import random
from pathlib import Path
from zipfile import ZipFile

import pytest

from formats.word_files import MAIN_TYPE, TYPES, p, read, relations, word_parts, write_zip
from qualcode.errors import UnreadableInput
from qualcode.formats import docx_package
from qualcode.formats.base import ReadOptions
from qualcode.formats.docx import DocxReader

DOCTYPE = '<!DOCTYPE d [<!ENTITY a "lol"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'


def refusal(path: Path) -> str:
    with pytest.raises(UnreadableInput) as caught:
        DocxReader().read(path, ReadOptions())
    assert caught.value.hint
    return caught.value.message


def packed(folder: Path, **replaced: str) -> Path:
    """A Word file some of whose parts are replaced: document="…" is word/document.xml."""
    parts = word_parts(p("text")) | {f"word/{name}.xml": content for name, content in replaced.items()}
    return write_zip(folder / "made.docx", parts)


def test_an_empty_file_is_said_to_be_empty(tmp_path: Path) -> None:
    path = tmp_path / "made.docx"
    path.write_bytes(b"")
    assert refusal(path) == "made.docx is empty: it holds not a single byte."


def test_what_is_no_zip_is_said_to_be_none(tmp_path: Path) -> None:
    path = tmp_path / "made.docx"
    path.write_bytes(b"only a few words")
    assert refusal(path) == "made.docx is not a Word document, although its name says so."


def test_a_truncated_zip_is_damaged(tmp_path: Path) -> None:
    path = packed(tmp_path)
    path.write_bytes(path.read_bytes()[:-200])
    assert refusal(path) == "made.docx is damaged: the end of its zip package is missing or wrong."


def test_a_zip_without_parts_is_empty(tmp_path: Path) -> None:
    assert refusal(write_zip(tmp_path / "made.docx", {})) == "made.docx is an empty zip file."


def test_a_zip_of_something_else_holds_no_document(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "made.docx", {"a.txt": "a"})
    assert refusal(path) == "made.docx is a zip file without a Word document in it."


def test_a_main_part_that_is_no_document_is_refused(tmp_path: Path) -> None:
    assert "holds something else" in refusal(packed(tmp_path, document="<html><body>text</body></html>"))


def test_broken_xml_is_damage(tmp_path: Path) -> None:
    message = refusal(packed(tmp_path, document="<w:document"))
    assert message == "made.docx is damaged: its part word/document.xml is not valid XML."


def test_two_parts_of_one_name_are_refused(tmp_path: Path) -> None:
    path = packed(tmp_path)
    with ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("word/document.xml", "<other/>")
    assert refusal(path) == "made.docx is refused: two parts of its package have one name."


def test_a_document_type_is_refused_and_its_entities_stay_closed(tmp_path: Path) -> None:
    for entity in ("&a;", "&b;", "&c;"):
        document = word_parts(p(entity))["word/document.xml"]
        assert "declares a document type" in refusal(packed(tmp_path, document=DOCTYPE + document))


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = packed(tmp_path, document=word_parts(p(" " * 30_000_000))["word/document.xml"])
    assert refusal(bomb) == "made.docx is refused: its part word/document.xml would unpack to 30 MB."
    monkeypatch.setattr(docx_package, "LARGEST_PART", 1000)
    dense = packed(tmp_path, document=word_parts(p(random.Random(1).randbytes(1000).hex()))["word/document.xml"])
    assert "would unpack" in refusal(dense)


def test_a_part_that_fails_its_checksum_is_damage(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "made.docx", word_parts(p("x" * 5000)))
    raw = bytearray(path.read_bytes())
    raw[raw.index(b"word/document.xml") + 40] ^= 0xFF
    path.write_bytes(raw)
    assert "cannot be unpacked" in refusal(path)


def test_the_main_part_is_found_by_relation_then_by_content_type(tmp_path: Path) -> None:
    parts = word_parts(p("found"))
    document = parts.pop("word/document.xml")
    by_relation = parts | {"_rels/.rels": relations(officeDocument="/odd/main.xml"), "odd/main.xml": document}
    assert read(write_zip(tmp_path / "a.docx", by_relation)).documents[0].text == "found"
    types = f'<Types xmlns="{TYPES}"><Override PartName="/odd/main.xml" ContentType="{MAIN_TYPE}"/></Types>'
    by_type = {"[Content_Types].xml": types, "odd/main.xml": document}
    assert read(write_zip(tmp_path / "b.docx", by_type)).documents[0].text == "found"


def test_an_external_main_part_is_not_followed(tmp_path: Path) -> None:
    external = relations(officeDocument="http://example.org/document.xml").replace("/>", ' TargetMode="External"/>')
    parts = word_parts(p("inside")) | {"_rels/.rels": external}
    assert read(write_zip(tmp_path / "made.docx", parts)).documents[0].text == "inside"


def mutated(raw: bytes, rng: random.Random) -> bytes:
    """The bytes with a few of them changed, cut out or doubled."""
    changed = bytearray(raw)
    for _time in range(rng.randint(1, 6)):
        at = rng.randrange(len(changed))
        match rng.randrange(4):
            case 0:
                changed[at] = rng.randrange(256)
            case 1:
                del changed[at : at + rng.randint(1, 50)]
            case 2:
                changed[at:at] = changed[at : at + rng.randint(1, 50)]
            case _:
                changed[at : at + 4] = rng.randbytes(4)
    return bytes(changed)


FUZZED = (
    "mammoth/text-box.docx",
    "mammoth/footnotes.docx",
    "python-docx/hdr-header-footer.docx",
    "docxtractr/trackchanges.docx",
    "docx2python/renamed_document_xml.docx",
    "encrypted/ecma376standard_password.docx",
)


@pytest.mark.parametrize("name", FUZZED)
def test_damage_gives_a_document_or_a_clear_refusal(corpora: Path, tmp_path: Path, name: str) -> None:
    raw = (corpora / "docx-edge-cases" / name).read_bytes()
    rng = random.Random(name)
    path = tmp_path / "made.docx"
    for _time in range(60):
        path.write_bytes(mutated(raw, rng))
        try:
            assert read(path).documents
        except UnreadableInput as refused:
            assert refused.message and refused.hint


def test_damaged_xml_gives_a_document_or_a_clear_refusal(tmp_path: Path) -> None:
    """The zip is whole here, so that the damage reaches the reading of the tree."""
    rng = random.Random(7)
    body = (
        p("one")
        + "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr></w:p></w:tc></w:tr></w:tbl>"
    )
    body += '<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:sym w:char="F061" w:font="Symbol"/></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>'
    body += '<mc:AlternateContent><mc:Choice/><mc:Fallback/></mc:AlternateContent><w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:p>'
    words = body.replace("<", "\n<").split("\n")
    for _time in range(300):
        shuffled = words[:]
        for _swap in range(rng.randint(1, 3)):
            a, b = rng.randrange(len(words)), rng.randrange(len(words))
            shuffled[a], shuffled[b] = shuffled[b], shuffled[a]
        path = write_zip(tmp_path / "made.docx", word_parts("".join(shuffled)))
        try:
            assert read(path).documents
        except UnreadableInput as refused:
            assert refused.message and refused.hint
