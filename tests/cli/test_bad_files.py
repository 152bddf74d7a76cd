"""A folder of files that cannot be read beside some that can: one clear sentence each, and the others come in."""

import json
import os
import shutil
import socket
import struct
import warnings
from pathlib import Path
from zipfile import ZipFile

import pytest

from formats.hostile_files import attacks, compound_file, locked_zip, with_lie, with_part
from formats.odt_files import odt_parts
from formats.pdf_files import PdfPage, write_pdf
from formats.sheet_files import write_workbook
from formats.word_files import p, word_parts, write_zip
from qualcode.project import create_project, open_project

PAGE = b"<html><body><table><tr><td>id<td>why<tr><td>1<td>because</table></body></html>"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
OLD_WORD = compound_file(WordDocument=b"\xec\xa5")
LOCKED_SHEET = struct.pack("<HH16xHH", 0x809, 16, 0x2F, 54)
PDF_START = b"%PDF-1.4\n"

# The name of each file, its bytes, and words of the sentence that says what it is or what to do.
REFUSED: dict[str, tuple[bytes, str]] = {
    "agile.docx": (compound_file(EncryptionInfo=b"\4\0\4\0", EncryptedPackage=b"x" * 9000), "password"),
    "standard.xlsx": (compound_file(EncryptionInfo=b"\3\0\2\0", EncryptedPackage=b"x" * 9000), "password"),
    "rights.docx": (compound_file(**{"\tDRMContent": b"x"}), "password"),
    "locked.doc": (compound_file(WordDocument=b"\xec\xa5" + bytes(9) + b"\1"), "password"),
    "locked.xls": (compound_file(Workbook=LOCKED_SHEET), "password"),
    "locked.ppt": (compound_file(EncryptedSummary=b"x", **{"PowerPoint Document": b"x"}), "password"),
    "locked.zip": (locked_zip({"talk.txt": b"noise"}), "password"),
    "locked.pages": (locked_zip({"Index/Document.iwa": b"noise"}), "password"),
    "old.doc": (OLD_WORD, "save it as .docx"),
    "kingsoft.wps": (OLD_WORD, "save it as .docx"),
    "old inside.docx": (OLD_WORD, "save it as .docx"),
    "old inside.txt": (OLD_WORD, "save it as .docx"),
    "older.doc": (b"\xdb\xa5\x2d\0" + bytes(300), "save it as .docx"),
    "works.wps": (compound_file(CONTENTS=b"CHNKWKS"), "save it as .docx"),
    "old.ppt": (compound_file(**{"PowerPoint Document": b"x"}), "presentation"),
    "broken.xls": (compound_file(Workbook=b"\t\x08\x10\0"), "damaged, or no workbook"),
    "cut off.doc": (OLD_WORD[:600], "damaged"),
    "mail.msg": (compound_file(**{"__properties_version1.0": b""}), "save them as .eml"),
    "page.xlsx": (PAGE, "web page"),
    "page.xls": (PAGE, "web page"),
    "word.xml": (b'<?xml version="1.0"?><w:wordDocument xmlns:w="x">', "save it as .docx"),
    "article.caj": (b"CAJ\0" + bytes(200), "as PDF"),
    "article.djvu": (b"AT&TFORM" + bytes(200), "DjVu"),
    "book.mobi": (b"Book".ljust(60, b"\0") + b"BOOKMOBI", "Kindle"),
    "photo.jpg": (b"\xff\xd8\xff\xe0\0\x10JFIF\0", "picture or a recording"),
    "picture.pdf": (b"\x89PNG\r\n\x1a\n" + bytes(60), "picture or a recording"),
    "picture.txt": (b"BM\x46\0\0\0\0\0\0\0\x36\0", "picture or a recording"),
    "talk.mp3": (b"ID3\3\0\0\0\0\0\x23", "picture or a recording"),
    "talk.mp4": (b"\0\0\0\x18ftypmp42" + bytes(60), "picture or a recording"),
    "talk.wma": (bytes.fromhex("3026B2758E66CF11") + bytes(60), "picture or a recording"),
    "talk.amr": (b"#!AMR\n" + bytes(60), "picture or a recording"),
    "talk.aac": (b"\xff\xf1\x50\x80" + bytes(60), "picture or a recording"),
    "talk.ds2": (b"\3ds2" + bytes(60), "picture or a recording"),
    "all.rar": (b"Rar!\x1a\7\0", "Unpack it"),
    "all.tar": (b"talk.txt".ljust(257, b"\0") + b"ustar\0", "Unpack it"),
    "project.mx22": (b"SQLite format 3\0", "SQLite"),
    "nothing known.xyz": (b"words", "rename it to .txt"),
    "control characters.txt": (bytes(range(1, 32)) * 9, "full of control characters"),
    "noise.sav": (b"$FL2@(#) noise" + bytes(range(256)), "damaged, or no SPSS file"),
    "noise.por": (b"noise" * 99, "damaged, or no SPSS file"),
    "noise.xlsx": (b"\xf0\x01\x02\x80\x81" * 99, "damaged, or no workbook"),
    "noise.pdf": (PDF_START + b"noise", "cannot be read as a PDF"),
    "list.json": (b"[1, 2, 3]", "no transcript that is known"),
    "number.json": (b"5", "no transcript that is known"),
    "map.json": (b'{"type": "FeatureCollection", "features": []}', "no transcript that is known"),
    "cut off.json": (b'{"segments": [{"start": 0, "text": "x', "not valid JSON"),
    "deep.json": (b"[" * 100_000, "not valid JSON"),
    "deeper.json": (b'{"a":' * 50_000 + b"1" + b"}" * 50_000, "not valid JSON"),
    "one long line.csv": (b"," * 1_200_000, "more than 1,000,000 cells"),
    "wide.csv": (b"\n".join([b",".join(b"c%d" % n for n in range(20_000)), b",".join([b"1"] * 20_000)]), "20,000 columns"),
    "open quotation.csv": (b'id,why\n1,"open\n' + b"2,x\n" * 9, "quotation mark"),
    "header.csv": (b"id,why\n", "no row of answers"),
    "end only.docx": (b"PK\5\6" + bytes(18), "empty zip file"),
    "no message.eml": (b"just words\n", "no e-mail message"),
    "no mailbox.mbox": (b"just words\n", "no mailbox"),
    "no captions.srt": (b"just words\n", "no subtitles"),
    "deep.html": (b"<html><body>" + b"<b>" * 9_000 + b"x" + b"</b>" * 9_000, "deep"),
    "deep.eaf": (b"<ANNOTATION_DOCUMENT>" + b"<TIER>" * 100_000, "no valid XML"),
}  # fmt: skip

# What comes in all the same, and characters that are in it.
READ: dict[str, tuple[bytes, str]] = {
    "word in.txt": (b"", "A renamed talk."),
    "pages in.docx": (b"", "Renamed pages."),
    "page.doc": (PAGE, "because"),
    "ends.txt": (b"one\r\ntwo\rthree\nfour", "one\ntwo\nthree\nfour"),
    "broken.txt": ("访谈者：您好。\n".encode() * 40 + b"\xed\xa0\x80\n" + "完了。\n".encode() * 9, "完了"),
    "nul.csv": (b"id,why\n1,a\0b they said it\n2,paper\n", "they said it"),
    "nul.txt": (b"Interviewer: yes\0no\n", "yes"),
    "few controls.txt": (b"one \x01 two \x1b[31m three\n", "three"),
    "surrogates.json": (b'{"segments": [{"start": 0, "end": 1, "text": "a\\ud800b \\ud83d\\ude00"}]}', "😀"),
    "strange numbers.json": (b'{"segments": [{"start": NaN, "end": 1e999, "text": "said"}]}', "said"),
    "no charset.eml": (b"From: a@b.cn\nContent-Type: text/plain; charset=no-such\n\nsaid \xff\n", "said"),
}

PARTS = {"sound.docx": "word/document.xml", "sound.odt": "content.xml", "sound.epub": "O/a.xhtml"}
ENDINGS = ".txt .md .docx .odt .rtf .html .pdf .epub .vtt .srt .sbv .json .eaf .textgrid .eml .mbox .csv .xlsx .xls .ods .sav .por"


@pytest.fixture
def field(alone):
    """A project, and a folder with a sound file of each kind that is a package."""
    with create_project(alone / "study.qualcode", coder="Anna"):
        pass
    folder = alone / "field"
    folder.mkdir()
    write_zip(folder / "sound.docx", word_parts(p("A sound talk. docx")))
    write_zip(folder / "sound.odt", odt_parts("<text:p>A sound talk. odt</text:p>"))
    write_pdf(folder / "sound.pdf", PdfPage().put_lines(["A sound talk. pdf"], 50, 500))
    write_workbook(folder / "sound.xlsx", S=[["id", "why"], ["1", "A sound talk. xlsx"]])
    book = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": "<container><rootfiles><rootfile full-path='O/b.opf'/></rootfiles></container>",
        "O/b.opf": "<package><manifest><item id='a' href='a.xhtml' media-type='application/xhtml+xml'/></manifest>"
        "<spine><itemref idref='a'/></spine></package>",
        "O/a.xhtml": '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>A sound talk. epub</p></body></html>',
    }
    write_zip(folder / "sound.epub", book)
    return folder


@pytest.fixture
def said(qualcode, field):
    """Import the folder; what each file was said to have become: "imported" or the sentence of its error."""

    def bring_in() -> dict[str, str]:
        ended = qualcode("import", "field", "--report", "report.json")
        assert "Traceback" not in ended.stderr and "Internal error" not in ended.stderr
        lines = json.loads(Path("report.json").read_text())
        assert ended.exit_code == (1 if any(line["finding"] == "error" for line in lines) else 0)
        assert qualcode("check").exit_code == 0
        return {line["file"].removeprefix("field/"): outcome_of(line) for line in lines if is_telling(line)}

    return bring_in


def is_telling(line: dict[str, str]) -> bool:
    return line["finding"] == "error" or line["outcome"] not in (None, "not read")


def outcome_of(line: dict[str, str]) -> str:
    assert line["finding"] != "error" or ("\n" not in line["sentence"] and "fault of qualcode" not in line["sentence"])
    return line["sentence"] if line["finding"] == "error" else line["outcome"]


def documents() -> dict[str, str]:
    """The text of every document of the project."""
    from qualcode.store import queries

    with open_project("study.qualcode") as project, project.read() as view:
        return {row.name: queries.text_of(view, row.id) for row in queries.documents(view)}


def test_every_one_is_refused_in_a_sentence_and_the_others_come_in(said, field):
    for name, (raw, _words) in (REFUSED | READ).items():
        (field / name).write_bytes(raw)
    write_zip(field / "word in.txt", word_parts(p("A renamed talk.")))
    write_pdf(field / "pages in.docx", PdfPage().put_lines(["Renamed pages."], 50, 500))
    found = said()
    wrong = {name: found.get(name) for name, (_raw, words) in REFUSED.items() if words not in found.get(name, "")}
    assert wrong == {}
    texts = "\n".join(documents().values())
    assert [name for name, (_raw, words) in READ.items() if words not in texts or found[name] != "imported"] == []
    assert {found[name] for name in found if name.startswith("sound.")} == {"imported"}


def test_packages_that_are_no_documents_are_named(said, field):
    manifest = b"<manifest><file-entry><encryption-data/></file-entry></manifest>"
    write_zip(field / "slides.pptx", {"[Content_Types].xml": f'<Types><Override ContentType="{SLIDES}"/></Types>'})
    write_zip(field / "a.pages", {"Index/Document.iwa": "x"})
    write_zip(field / "a.numbers", {"Index/Document.iwa": "x", "Index/Tables/a.iwa": "x"})
    write_zip(field / "a.key", {"Index.zip": "x"})
    write_zip(field / "all.zip", {"talk.docx": (field / "sound.docx").read_bytes()})
    write_zip(field / "all.docx", {"talk.docx": (field / "sound.docx").read_bytes()})
    with_part(field / "sound.odt", "META-INF/manifest.xml", manifest, field / "locked.odt")
    found = said()
    assert "presentation" in found["slides.pptx"]
    assert all("export it" in found[f"a.{ending}"] for ending in ("pages", "numbers", "key"))
    assert "Unpack it" in found["all.zip"]
    assert "without a Word document" in found["all.docx"]
    assert "password" in found["locked.odt"]


@pytest.mark.parametrize("content", [b"", b" \n\t\r\n \n"], ids=["nothing", "white space"])
def test_nothing_is_no_document(said, field, content):
    for ending in ENDINGS.split():
        (field / f"empty{ending}").write_bytes(content)
    found = said()
    assert [ending for ending in ENDINGS.split() if found.get(f"empty{ending}") in (None, "imported")] == []


def test_a_package_cut_off_anywhere_is_damaged(said, field):
    for name in ("sound.docx", "sound.odt", "sound.epub", "sound.xlsx"):
        raw = (field / name).read_bytes()
        for tenth in range(1, 10):
            (field / f"cut {tenth} {name}").write_bytes(raw[: len(raw) * tenth // 10])
        (field / f"cut at the end {name}").write_bytes(raw[:-1])
    found = said()
    assert {
        name: sentence for name, sentence in found.items() if name.startswith("cut") and "damaged" not in sentence
    } == {}
    assert len(found) == 5 + 4 * 10


def test_what_programs_keep_for_themselves_is_passed_over(said, field):
    names = [
        "~$sound.docx",
        ".DS_Store",
        "Thumbs.db",
        "desktop.ini",
        "._sound.docx",
        ".~lock.sound.odt#",
        "__MACOSX/._sound.docx",
    ]
    for name in names:
        (field / name).parent.mkdir(exist_ok=True)
        (field / name).write_bytes(b"\0\5\x16\7" + bytes(50))
    assert set(said()) == {"sound.docx", "sound.odt", "sound.pdf", "sound.epub", "sound.xlsx"}


def test_bombs_are_not_unpacked(said, field):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # of two parts of one name
        for name, part in PARTS.items():
            with ZipFile(field / name) as archive:
                content = archive.read(part)
            with_part(field / name, part, content + b" " * 70_000_000, field / f"large {name}")
            with_lie(
                with_part(field / name, part, content + b" " * 30_000_000, field / f"lie {name}"), part, len(content)
            )
            shutil.copy(field / name, field / f"twice {name}")
            shutil.copy(field / name, field / f"crumbs {name}")
            with ZipFile(field / f"twice {name}", "a") as archive:
                archive.writestr(part, "<other/>")
            with ZipFile(field / f"crumbs {name}", "a") as archive:
                archive.comment = b"PK\5\6" + struct.pack("<4HII", 0, 0, 9, 9, 2_000_000_000, 0)
    found = said()
    for name in PARTS:
        assert "would unpack to 70 MB" in found[f"large {name}"]
        assert "cannot be unpacked" in found[f"lie {name}"]
        assert "two parts of its package have one name" in found[f"twice {name}"]
        assert "damaged" in found[f"crumbs {name}"] or "archive" in found[f"crumbs {name}"]


def test_parts_are_read_by_name_and_never_written(said, field):
    with ZipFile(field / "sound.docx", "a") as archive:
        archive.writestr("../outside.txt", "x")
        archive.writestr(str(field.parent / "absolute.txt"), "x")
    assert said()["sound.docx"] == "imported"
    assert {path.name for path in field.parent.iterdir()} == {"field", "report.json", "study.qualcode"}


def test_xml_reaches_neither_the_network_nor_other_files(said, field):
    secret = field.parent.parent / "secret"
    secret.write_text("CONFIDENTIAL")
    eaf = '<ANNOTATION_DOCUMENT><TIER TIER_ID="A"><ANNOTATION><ANNOTATION_VALUE>A sound talk.'
    flat = {"flat.html": b"<html><body><p>A sound talk.</p></body></html>", "flat.eaf": eaf.encode()}
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        for attack, (first, within) in attacks(server.getsockname()[1], secret).items():
            for name, part in PARTS.items():
                with ZipFile(field / name) as archive:
                    content = attacked(archive.read(part), first, within)
                with_part(field / name, part, content, field / f"{attack} {name}")
            for name, content in flat.items():
                (field / f"{attack} {name}").write_bytes(attacked(content, first, within))
        found = said()
        with pytest.raises(BlockingIOError):
            server.accept()  # nobody has called
    texts = documents()
    assert len(found) == 5 + 7 * 5
    assert not any("CONFIDENTIAL" in text or len(text) > 200 for text in texts.values())


def attacked(content: bytes, first: str, within: str) -> bytes:
    return first.encode() + content.replace(b"A sound talk.", within.encode() + b"A sound talk.")


def test_relations_to_the_outside_are_not_followed(said, field):
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        url = f"http://127.0.0.1:{server.getsockname()[1]}/x"
        relations = "".join(
            f'<Relationship Type="x/{kind}" Target="{target}"/>'
            for kind in ("attachedTemplate", "styles", "comments", "footnotes")
            for target in (url, "file:///etc/passwd", "../../../../etc/passwd")
        )
        linked = word_parts(p("A sound talk.")) | {
            "word/_rels/document.xml.rels": f"<Relationships>{relations}</Relationships>"
        }
        write_zip(field / "linked.docx", linked)
        assert said()["linked.docx"] == "imported"
        with pytest.raises(BlockingIOError):
            server.accept()
    assert documents()["linked"].strip() == "A sound talk."


def test_what_is_no_file_stops_nothing(qualcode, field):
    (field / "folder.docx").mkdir()
    os.mkfifo(field / "pipe.txt")
    (field / "device.txt").symlink_to("/dev/zero")
    (field / "loop.txt").symlink_to("loop.txt")
    (field / "gone.txt").symlink_to("nowhere.txt")
    (field / "up").symlink_to("..")
    (field / os.fsdecode("东麓县".encode("gb18030") + b".txt")).write_text("A sound talk.")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("field/socket.txt")
        ended = qualcode("import", "field")
    assert ended.exit_code == 1
    assert ended.stderr.count("is not a file but a pipe, a socket or a device") == 3
    assert ended.stderr.count("is a link that leads nowhere") == 2
    assert "leads to a folder" in ended.stderr
    assert set(documents()) >= {"sound", "东麓县"}
