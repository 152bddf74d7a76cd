"""Packages that are damaged, hostile, or merely unusual."""

from __future__ import annotations

import random
from pathlib import Path
from zipfile import ZipFile

import pytest

from formats.word_files import MAIN_TYPE, TYPES, p, part, read, relations, sentences, word_parts, write_zip
from qualcode.errors import UnreadableInput
from qualcode.formats import zip_package
from qualcode.formats.base import ReadOptions
from qualcode.formats.docx.reader import DocxReader

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


@pytest.mark.parametrize(
    "content",
    ["<w:document", "", "text", p("a\x0b"), p("a\x00"), p("&#0;"), p("&#xD800;"), p("&unknown;"), "<w:p><w:r></w:p>"],
)
def test_broken_xml_is_damage_at_a_place(tmp_path: Path, content: str) -> None:
    document = word_parts(content)["word/document.xml"] if content.startswith("<w:p>") else content
    message = refusal(packed(tmp_path, document=document))
    assert message.startswith("made.docx is damaged: its part word/document.xml is not valid XML from line 1, column ")


def test_bytes_that_are_no_characters_are_damage(tmp_path: Path) -> None:
    document = word_parts(p("a\ud800")) | {}
    raw = {name: content.encode("utf-8", "surrogatepass") for name, content in document.items()}
    assert "is not valid XML" in refusal(write_zip(tmp_path / "made.docx", raw))


def test_elements_nested_without_end_are_refused(tmp_path: Path) -> None:
    message = refusal(packed(tmp_path, document=word_parts("<w:sdt>" * 100_000)["word/document.xml"]))
    assert message.startswith("made.docx is refused: its part word/document.xml is nested too deeply")


def test_a_large_document_is_read(tmp_path: Path) -> None:
    chance = random.Random(1)
    words = [chance.randbytes(20).hex() for _number in range(1000)]
    body = "".join(p(*chance.choices(words, k=4)) for _paragraph in range(70_000))
    parts = word_parts(body)
    assert len(parts["word/document.xml"]) > 15_000_000
    assert read(write_zip(tmp_path / "made.docx", parts)).documents[0].text.count("\n") == 69_999


def test_two_parts_of_one_name_are_refused(tmp_path: Path) -> None:
    path = packed(tmp_path)
    with ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("word/document.xml", "<other/>")
    assert refusal(path) == "made.docx is refused: two parts of its package have one name."


def test_a_document_type_is_refused_and_its_entities_stay_closed(tmp_path: Path) -> None:
    for entity in ("&a;", "&b;", "&c;"):
        document = word_parts(p(entity))["word/document.xml"]
        assert "declares a document type" in refusal(packed(tmp_path, document=DOCTYPE + document))


def test_entities_that_would_fill_all_memory_are_named_as_such(tmp_path: Path) -> None:
    bomb = "".join(f'<!ENTITY e{at + 1} "{f"&e{at};" * 20}">' for at in range(9))
    document = f'<!DOCTYPE d [<!ENTITY e0 "lol">{bomb}]>' + word_parts(p("&e9;"))["word/document.xml"]
    refused = "made.docx is refused: its part word/document.xml declares a document type, as no Word file does."
    assert refusal(packed(tmp_path, document=document)) == refused


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = packed(tmp_path, document=word_parts(p(" " * 30_000_000))["word/document.xml"])
    assert refusal(bomb) == "made.docx is refused: with its part word/document.xml it would unpack to 30 MB."
    monkeypatch.setattr(zip_package, "LARGEST_PART", 1000)
    dense = packed(tmp_path, document=word_parts(p(random.Random(1).randbytes(1000).hex()))["word/document.xml"])
    assert "would unpack" in refusal(dense)


def test_many_parts_do_not_add_up_to_a_bomb(tmp_path: Path) -> None:
    """Each of the parts alone would pass."""
    long = "<!-- -->" + " " * 11_000_000
    reference = '<w:p><w:r><w:t>a</w:t><w:footnoteReference w:id="1"/><w:endnoteReference w:id="1"/></w:r></w:p>'
    notes = {kind: part(kind, "") + long for kind in ("footnotes", "endnotes", "comments")}
    bundle = read(write_zip(tmp_path / "made.docx", word_parts(reference, **notes)))
    said = sentences(bundle.report)
    assert bundle.documents[0].text == "a"
    assert any("The endnotes cannot be read and are missing. made.docx is refused" in sentence for sentence in said)


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


def test_folders_may_be_parted_as_windows_does_it(tmp_path: Path) -> None:
    parts = {name.replace("/", "\\"): content for name, content in word_parts(p("a")).items()}
    assert read(write_zip(tmp_path / "made.docx", parts)).documents[0].text == "a"


def test_a_damaged_list_of_parts_is_said_and_costs_no_text(tmp_path: Path) -> None:
    parts = word_parts(p("found")) | {
        "_rels/.rels": "<",
        "word/_rels/document.xml.rels": "<",
        "[Content_Types].xml": "<",
    }
    bundle = read(write_zip(tmp_path / "made.docx", parts))
    assert bundle.documents[0].text == "found"
    assert [finding.sentence for finding in bundle.report.of("warning")] == [
        "The part _rels/.rels cannot be read, so notes, comments, lists or styles may be missing.",
        "The part word/_rels/document.xml.rels cannot be read, so notes, comments, lists or styles may be missing.",
    ]


def test_what_lies_outside_is_not_fetched(tmp_path: Path) -> None:
    outside = f"file://{tmp_path}/styles.xml"
    (tmp_path / "styles.xml").write_text(part("styles", ""), encoding="utf-8")
    parts = word_parts('<w:p><w:pPr><w:pStyle w:val="x"/></w:pPr></w:p>' + p("a"))
    for mode in ("", ' TargetMode="External"'):
        parts["word/_rels/document.xml.rels"] = relations(styles=outside, comments=outside).replace("/>", f"{mode}/>")
        assert read(write_zip(tmp_path / "made.docx", parts)).documents[0].text == "\na"


@pytest.mark.parametrize("kind", ["styles", "numbering", "footnotes", "endnotes", "comments"])
def test_a_document_type_in_any_other_part_is_refused_without_loss(tmp_path: Path, kind: str) -> None:
    body = (
        '<w:p><w:pPr><w:pStyle w:val="x"/><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>a</w:t>'
        '<w:footnoteReference w:id="1"/><w:endnoteReference w:id="1"/><w:commentReference w:id="1"/></w:r></w:p>'
    )
    bundle = read(write_zip(tmp_path / "made.docx", word_parts(body, **{kind: DOCTYPE + part(kind, "&a;")})))
    assert bundle.documents[0].text == "a"
    assert "declares a document type" in bundle.report.of("warning")[0].sentence


@pytest.mark.parametrize("ending", ["docm", "dotx"])
def test_templates_and_files_with_macros_are_read(tmp_path: Path, ending: str) -> None:
    kinds = {"docm": "ms-word.document.macroEnabled", "dotx": "openxmlformats-officedocument.wordprocessingml.template"}
    types = f'<Types xmlns="{TYPES}"><Override PartName="/word/document.xml" ContentType="application/vnd.{kinds[ending]}.main+xml"/></Types>'
    path = write_zip(tmp_path / f"made.{ending}", word_parts(p("text")) | {"[Content_Types].xml": types})
    assert read(path).documents[0].text == "text"


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
    "mammoth/comments.docx",
    "python-docx/hdr-header-footer.docx",
    "docxtractr/trackchanges.docx",
    "docx2python/renamed_document_xml.docx",
    "docx2python/created-in-pages-bulleted-lists.docx",
    "docx2python/merged_cells.docx",
    "encrypted/ecma376standard_password.docx",
)


def read_or_refused(path: Path) -> None:
    """Read it both ways; whatever is wrong is said, and every place that is told lies in the text."""
    for view in ("accepted", "original"):
        try:
            document = DocxReader().read(path, ReadOptions(track_changes=view)).documents[0]
        except UnreadableInput as refused:
            assert refused.message and refused.hint
        else:
            spans = [(memo.start, memo.end) for memo in document.memos if memo.start is not None]
            spans += [(section.start, section.end) for section in document.sections]
            assert all(end is not None and 0 <= start < end <= len(document.text) for start, end in spans)


@pytest.mark.parametrize("name", FUZZED)
def test_damage_gives_a_document_or_a_clear_refusal(corpora: Path, tmp_path: Path, name: str) -> None:
    raw = (corpora / "docx-edge-cases" / name).read_bytes()
    rng = random.Random(name)
    path = tmp_path / "made.docx"
    for _time in range(40):
        path.write_bytes(mutated(raw, rng))
        read_or_refused(path)


BODY = (
    p("one")
    + '<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr></w:p></w:tc></w:tr></w:tbl>'
    + '<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:sym w:char="F061" w:font="Symbol"/></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>'
    + '<mc:AlternateContent><mc:Choice/><mc:Fallback/></mc:AlternateContent><w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:p>'
    + '<w:p><w:pPr><w:pStyle w:val="x"/><w:numPr><w:numId w:val="1"/><w:ins/></w:numPr><w:pPrChange><w:pPr/></w:pPrChange></w:pPr>'
    + '<w:commentRangeStart w:id="1"/><w:r><w:fldChar w:fldCharType="begin"/><w:t>i</w:t><w:fldChar w:fldCharType="separate"/>'
    + '<w:tab/><w:fldChar w:fldCharType="end"/><w:br/><w:footnoteReference w:id="1"/></w:r><w:commentRangeEnd w:id="1"/></w:p>'
    + '<w:tbl><w:tr><w:tc><w:p><w:moveTo><w:r><w:t>m</w:t></w:r></w:moveTo></w:p></w:tc><w:tc><w:p><w:ruby><w:rt/></w:ruby></w:p></w:tc></w:tr></w:tbl>'
)  # fmt: skip
OTHERS = {
    "comments": part("comments", f'<w:comment w:id="1">{p("c")}</w:comment>'),
    "footnotes": part("footnotes", f'<w:footnote w:id="1">{p("f")}</w:footnote>'),
    "numbering": part(
        "numbering",
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    ),
}


def test_damaged_xml_gives_a_document_or_a_clear_refusal(tmp_path: Path) -> None:
    """The zip is whole here, so that the damage reaches the reading of the tree."""
    rng = random.Random(7)
    words = BODY.replace("<", "\n<").split("\n")
    for _time in range(300):
        shuffled = words[:]
        for _swap in range(rng.randint(1, 3)):
            a, b = rng.randrange(len(words)), rng.randrange(len(words))
            shuffled[a], shuffled[b] = shuffled[b], shuffled[a]
        read_or_refused(write_zip(tmp_path / "made.docx", word_parts("".join(shuffled), **OTHERS)))


def elements(count: int, rng: random.Random) -> str:
    """Well-formed nonsense: elements that mean something, in places where they mean nothing."""
    if count <= 1:
        return rng.choice(
            [
                p("x"),
                "<w:r><w:t>y</w:t></w:r>",
                '<w:commentReference w:id="1"/>',
                "<w:br/>",
                '<w:fldChar w:fldCharType="begin"/>',
            ]
        )
    tag = rng.choice(
        [
            "p",
            "r",
            "tbl",
            "tr",
            "tc",
            "ins",
            "del",
            "moveFrom",
            "pPr",
            "rPr",
            "trPr",
            "sdt",
            "txbxContent",
            "pict",
            "rt",
            "numPr",
            "pPrChange",
        ]
    )
    return f"<w:{tag}>{elements(count // 2, rng)}{elements(count - count // 2 - 1, rng)}</w:{tag}>"  # fmt: skip


def test_elements_in_any_order_are_read(tmp_path: Path) -> None:
    rng = random.Random(11)
    for _time in range(300):
        read_or_refused(write_zip(tmp_path / "made.docx", word_parts(elements(rng.randint(5, 60), rng), **OTHERS)))
