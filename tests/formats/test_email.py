"""E-mail: what a message says and who wrote it, quoted mail, attachments, charsets that lie, and mailboxes."""

from __future__ import annotations

import struct
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formats.word_files import read, sentences
from qualcode.errors import UnreadableInput, WrongUse
from qualcode.formats.bundle import Bundle, CaseDraft, DocumentDraft, LinkDraft
from qualcode.formats.email.body import unflowed
from qualcode.formats.email.charsets import decoded_words, text_of
from qualcode.formats.email.quotations import quotations

HEADER = b"From: Ann Lee <ann@example.org>\nTo: bo@example.org\nSubject: Hello\nDate: Mon, 3 Jun 2024 09:30:00 +0800\n"


def made(folder: Path, raw: bytes, name: str = "letter.eml") -> Path:
    path = folder / name
    path.write_bytes(raw)
    return path


def read_letter(folder: Path, body: bytes, *fields: bytes) -> Bundle:
    """A message with HEADER, more ``fields`` and a body."""
    return read(made(folder, HEADER + b"".join(field + b"\n" for field in fields) + b"\n" + body))


def parts(kind: bytes, *inner: bytes) -> bytes:
    """The rest of a header and the body of a message of parts."""
    return b"MIME-Version: 1.0\nContent-Type: multipart/" + kind + b'; boundary="x"\n\n' + b"".join(
        b"--x\n" + part + b"\n" for part in inner
    ) + b"--x--\n"  # fmt: skip


def attributes(document: DocumentDraft) -> dict[str, tuple[str, ...]]:
    return {it.name: it.values for it in document.attributes}


def quoted(text: str) -> list[str]:
    return [text[it.start : it.end] for it in quotations(text)]


def test_a_message_is_a_document(tmp_path: Path) -> None:
    fields = [
        b"Cc: =?utf-8?B?5byg5LiJ?= <zhang@example.cn>, \"Roe, C.\" <c@example.org>",
        b"Message-ID: <2@example.org>",
        b"In-Reply-To: <1@example.org>",
    ]  # fmt: skip
    bundle = read_letter(tmp_path, b"\nDear Bo,\n\nyes.\n-- \nAnn\n\n", *fields)
    document = bundle.documents[0]
    assert (document.name, document.text) == ("Hello", "Dear Bo,\n\nyes.\n-- \nAnn")
    assert (document.kind, document.occurred_on, document.reference) == ("email", "2024-06-03", "<2@example.org>")
    assert attributes(document) == {
        "from": ("Ann Lee <ann@example.org>",),
        "to": ("bo@example.org",),
        "cc": ("张三 <zhang@example.cn>", "Roe, C. <c@example.org>"),
        "subject": ("Hello",),
        "date": ("2024-06-03",),
    }
    assert [it.kind for it in document.attributes] == ["text", "text", "text", "text", "date"]
    assert document.cases == [
        CaseDraft("Ann Lee", "author"),
        CaseDraft("bo@example.org", "addressee"),
        CaseDraft("张三", "addressee"),
        CaseDraft("Roe, C.", "addressee"),
    ]
    assert document.links == [LinkDraft("<1@example.org>", "answers")]
    assert (document.turns, document.source_type, document.media_type) == ([], "eml", "message/rfc822")
    assert document.original == (tmp_path / "letter.eml").read_bytes()
    assert sentences(bundle.report) == ["read: 1 message"]


def test_plain_text_goes_before_html(tmp_path: Path) -> None:
    plain, html = b"Content-Type: text/plain\n\nplain\n", b"Content-Type: text/html\n\n<p>html</p>\n"
    both = read(made(tmp_path, HEADER + parts(b"alternative", plain, html))).documents[0]
    empty = read(made(tmp_path, HEADER + parts(b"alternative", plain.replace(b"plain\n", b" \n"), html), "b.eml"))
    assert (both.text, empty.documents[0].text) == ("plain", "html")
    assert "changed: The text of 1 message was taken from HTML." in sentences(empty.report)


def test_html_is_text_with_quotations_marked(tmp_path: Path) -> None:
    html = (
        "<html><head><title>T</title><style>p {}</style></head><body><p>Yes &amp; no,\n said I.<br>Ann</p>"
        "<div>On Mon, 3 Jun 2024 at 10:00, Bo &lt;bo@example.org&gt; wrote:<br></div><blockquote><p>Well?</p>"
        "<blockquote>Hi</blockquote><div><br></div>So</blockquote><p>PS</p></body></html>"
    )
    document = read_letter(tmp_path, html.encode(), b"Content-Type: text/html; charset=utf-8").documents[0]
    assert document.text == (
        "Yes & no, said I.\nAnn\nOn Mon, 3 Jun 2024 at 10:00, Bo <bo@example.org> wrote:\n> Well?\n>> Hi\n>\n> So\nPS"
    )
    assert quoted(document.text) == [document.text[document.text.index("On Mon") : -3]]


def test_html_that_never_ends_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="too deep"):
        read_letter(tmp_path, b"<div>" * 20_000, b"Content-Type: text/html")


def test_attachments_are_named_not_carried(tmp_path: Path) -> None:
    body = parts(
        b"mixed",
        b"Content-Type: text/plain\n\none\n",
        b"Content-Type: text/plain\n\ntwo\n",
        b"Content-Type: text/plain; name=notes.txt\nContent-Disposition: inline\n\nthree\n",
        b"Content-Type: application/pdf; name*=utf-8''%E8%A1%A8.pdf\n\nx\n",
        b"Content-Type: application/pdf; name==?utf-8?B?VGhpcyBpcyBhIHRlc3QucGRm?=\n\nx\n",
        "Content-Type: image/png\nContent-Disposition: attachment; filename=ciële.png\n\nx\n".encode(),
        b"Content-Type: image/gif\n\nx\n",
    )
    bundle = read(made(tmp_path, HEADER + body))
    assert bundle.documents[0].text == "one\n\ntwo"
    assert [it.sentence for it in bundle.report.of("not carried")] == [
        "5 attachments: notes.txt, 表.pdf, This is a test.pdf, ciële.png, image/gif"
    ]


def test_messages_within_are_documents_of_their_own(tmp_path: Path) -> None:
    inner = b"Content-Type: message/rfc822\n\n" + HEADER + b"\ninner\n"
    bundle = read(made(tmp_path, HEADER + parts(b"mixed", b"Content-Type: text/plain\n\nouter\n", inner)))
    assert [(it.name, it.text) for it in bundle.documents] == [("Hello", "outer"), ("Hello (2024-06-03)", "inner")]


def test_a_message_without_text_still_says_who_wrote(tmp_path: Path) -> None:
    bundle = read_letter(tmp_path, b"AAAA", b"Content-Type: image/png")
    assert bundle.documents[0].text == ""
    assert sentences(bundle.report) == [
        "not carried: 1 attachment: image/png",
        "warning: The message holds no text.",
        "read: 1 message",
    ]


def test_what_is_missing_or_malformed_in_a_header(tmp_path: Path) -> None:
    raw = b"From: ann@x.org bo@y.org <>, @z\nDate: Pn, 29 paX 2007\nSubject:\nReferences: <a@x> <b@x>\nnonsense\n\nHi"
    bundle = read(made(tmp_path, raw, "note.eml"))
    document = bundle.documents[0]
    assert (document.name, document.occurred_on) == ("note", None)
    assert attributes(document) == {"from": ("ann@x.org", "bo@y.org")}
    assert document.links == [LinkDraft("<b@x>", "answers")]
    assert "warning: The date cannot be read: Pn, 29 paX 2007" in sentences(bundle.report)


@pytest.mark.parametrize(
    ("charset", "codec", "text"),
    [
        (b"gb2312", "gb18030", "镕基同志"),  # 镕 is not in GB2312
        (b"big5", "big5", "訪談者"),
        (b"ks_c_5601-1987", "cp949", "똠방각하"),  # 똠 is not in KS C 5601
        (b"iso-2022-jp", "iso2022_jp", "すみません"),
        (b"shift_jis", "cp932", "①あいう"),
        (b"iso-8859-1", "cp1252", "“naïve” – 5 €"),
        (b"us-ascii", "utf-8", "访谈"),
        (b"unknown-8bit", "utf-8", "访谈"),
        (b"utf-8", "gb18030", "访谈者问您什么时候开始用这个平台"),
        (b"x-nonsense", "gb18030", "访谈者问您什么时候开始用这个平台"),
    ],
)
def test_charsets_as_they_are_used(tmp_path: Path, charset: bytes, codec: str, text: str) -> None:
    document = read_letter(tmp_path, text.encode(codec), b"Content-Type: text/plain; charset=" + charset).documents[0]
    assert document.text == text


def test_a_said_encoding_goes_before_the_declared_one(tmp_path: Path) -> None:
    path = made(tmp_path, HEADER + b"Content-Type: text/plain; charset=iso-8859-1\n\n" + "中文".encode("gbk"))
    assert read(path, encoding="gbk").documents[0].text == "中文"
    for name in ("a.eml", "a.mbox"):
        with pytest.raises(WrongUse):
            read(made(tmp_path, HEADER, name), encoding="klingon")


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    bundle = read_letter(
        tmp_path,
        b"=1B$B!!=7F",
        b"Content-Type: text/plain; charset=iso-2022-jp",
        b"Content-Transfer-Encoding: quoted-printable",
    )
    assert "\ufffd" in bundle.documents[0].text
    assert any("became U+FFFD" in it.sentence for it in bundle.report.of("warning"))


def test_raw_headers_in_the_charset_of_the_text(tmp_path: Path) -> None:
    raw = b"From: a@b.cn\nSubject: " + "关于社会救助".encode("gbk") + b"\nContent-Type: text/plain; charset=gb2312\n\n"
    assert read(made(tmp_path, raw + "好".encode("gbk"))).documents[0].name == "关于社会救助"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("=?utf-8?Q?S=C3=A4ying_Hello?=", "Säying Hello"),
        ("Re: =?gb2312?B?1tA=?= =?gb2312?B?zsQ=?= (x)", "Re: 中文 (x)"),
        ("=?utf-8?B?5L0=?=\t=?UTF-8?B?oOWlvQ==?=", "你好"),  # a character over two words
        ("=?NONE?B?VEVTVA=?=", "TEST"),
        ("=?utf-8*en?q?a?=b", "ab"),
        ("=?utf-8?B??= =?utf-8?x?a?= 1 =? 2", "=?utf-8?x?a?= 1 =? 2"),
    ],
)
def test_encoded_words(written: str, meant: str) -> None:
    assert decoded_words(written) == meant


def test_flowed_paragraphs_are_joined() -> None:
    text = "One paragraph \nin two lines.\n \n> quoted \n> too\n>> older\n From stuffed \n-- \nAnn"
    assert unflowed(text) == "One paragraph in two lines.\n\n> quoted too\n>> older\nFrom stuffed \n-- \nAnn"
    assert unflowed("你 \n好", delete_space=True) == "你好"


@pytest.mark.parametrize(
    ("text", "parts_quoted"),
    [
        ("Yes.\n\nOn Mon, Ann wrote:\n> Well?\n>\n\n> So?\n\nNo.\n> And?\nEnd", ["On Mon, Ann wrote:\n> Well?\n>\n\n> So?", "> And?"]),
        ("Ja.\n\nAm Mo., 3. Juni 2024 um 10:00 schrieb Ann\n<a@b.c>:\n\n> Nun?", ["Am Mo., 3. Juni 2024 um 10:00 schrieb Ann\n<a@b.c>:\n\n> Nun?"]),
        ("好\n\n张三 <z@qq.com> 于2024年6月3日周一 10:00写道：\n> 你好\n\n谢谢", ["张三 <z@qq.com> 于2024年6月3日周一 10:00写道：\n> 你好"]),
        ("好\n在 2024-06-03 10:00:00，\"李\" <l@163.com> 写道：\n你好\n", ["在 2024-06-03 10:00:00，\"李\" <l@163.com> 写道：\n你好"]),
        ("Ok\n\n-----Original Message-----\nFrom: Bo\n\nHi\n\n", ["-----Original Message-----\nFrom: Bo\n\nHi"]),
        ("好的\n------------------ 原始邮件 ------------------\n发件人: 张三\n你好", ["------------------ 原始邮件 ------------------\n发件人: 张三\n你好"]),
        ("Ok\n________________________________\nFrom: Bo\nSent: Monday\nTo: Ann\n\nHi", ["________________________________\nFrom: Bo\nSent: Monday\nTo: Ann\n\nHi"]),
        ("好\n发件人：张三\n发送时间：2024年\n收件人：李四\n主题：事\n你好", ["发件人：张三\n发送时间：2024年\n收件人：李四\n主题：事\n你好"]),
        ("In 2019 my 3 friends wrote:\nnothing", []),
        ("Our trip\nFrom: Paris\nTo: Lyon\nand back", []),
        ("a > b\n-> c\nHe wrote: x", []),
        ("", []),
    ],
)  # fmt: skip
def test_quoted_mail_is_marked(text: str, parts_quoted: list[str]) -> None:
    assert quoted(text) == parts_quoted


@given(
    st.lists(
        st.sampled_from(
            [">", "> a", ">> b", "", " ", "c", "On 3.6.24, A wrote:", "From: a", "To: b", "Date: c", "----"]
        ),
        max_size=15,
    )
)
def test_quotations_are_spans_in_order_that_begin_and_end_with_ink(lines: list[str]) -> None:
    text = "\n".join(lines)
    end = 0
    for section in quotations(text):
        assert end <= section.start < section.end <= len(text)
        assert text[section.start : section.end].strip() == text[section.start : section.end]
        assert section.kind == "quotation" and section.label
        end = section.end


@pytest.mark.parametrize("raw", [b"", b"words\n", b"\0" * 50, b"a: b\n\nwords"])
def test_what_is_no_message_is_refused(tmp_path: Path, raw: bytes) -> None:
    with pytest.raises(UnreadableInput) as caught:
        read(made(tmp_path, raw))
    assert caught.value.hint


@pytest.mark.parametrize(
    "field", [b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", b"Content-Type: message/rfc822\n\n"]
)
def test_parts_within_parts_without_end_are_refused(tmp_path: Path, field: bytes) -> None:
    nested = b"".join(field.replace(b"%d", str(n).encode()) for n in range(3000))
    with pytest.raises(UnreadableInput, match="without end"):
        read(made(tmp_path, HEADER + nested))


def container(stream: str) -> bytes:
    """The smallest OLE file with one empty stream: a header, a sector of allocations and one of the directory ([MS-CFB] 2)."""
    header = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += (
        struct.pack("<4I", 0, 1, 1, 0)
        + struct.pack("<Iiiii", 4096, -2, 0, -2, 0)
        + struct.pack("<109i", 0, *[-1] * 108)
    )
    return (
        header
        + struct.pack("<128i", -3, -2, *[-1] * 126)
        + entry("Root Entry", 5, 1)
        + entry(stream, 2, -1)
        + bytes(256)
    )


def entry(name: str, kind: int, child: int) -> bytes:
    raw = (name + "\0").encode("utf-16-le")
    return (
        raw.ljust(64, b"\0")
        + struct.pack("<HBB3i", len(raw), kind, 1, -1, -1, child)
        + bytes(36)
        + struct.pack("<iQ", -2, 0)
    )


@pytest.mark.parametrize("name", ["old.msg", "mail.pst"])
def test_files_of_outlook_are_named_with_a_way_out(tmp_path: Path, name: str) -> None:
    ole = container("__properties_version1.0")
    with pytest.raises(UnreadableInput, match=r"Outlook.*\.eml"):
        read(made(tmp_path, b"!BDN" + bytes(100) if name.endswith("pst") else ole, name))


def test_a_message_named_txt_is_told(tmp_path: Path) -> None:
    assert read(made(tmp_path, b"Received: by x\n\tfor y\n" + HEADER + b"\nHi", "a.txt")).report.format == "eml"
    assert read(made(tmp_path, b"From: Paris\nTo: Lyon\n", "b.txt")).report.format == "text"


# Mailboxes

ENVELOPE = b"From ann@example.org Mon Jun  3 09:30:00 2024\n"


def mailbox(*messages: bytes) -> bytes:
    return b"".join(ENVELOPE + message + b"\n\n" for message in messages)


def test_a_mailbox_is_a_document_a_message(tmp_path: Path) -> None:
    second = b"Subject: Hello\nFrom: bo@example.org\n\nFrom here on\nFrom 9:30 to 2024 is text\n\n>From the start\n>>From x\n\nFrom us"
    messages = [HEADER + b"\none", second, HEADER + b"\nthree", HEADER + b"\nfour"]
    bundle = read(made(tmp_path, mailbox(*messages), "all.mbox"))
    assert [(it.name, it.text) for it in bundle.documents] == [
        ("Hello", "one"),
        ("Hello 2", "From here on\nFrom 9:30 to 2024 is text\n\nFrom the start\n>From x\n\nFrom us"),
        ("Hello (2024-06-03)", "three"),
        ("Hello (2024-06-03) 2", "four"),
    ]
    assert [it.original for it in bundle.documents][::3] == [messages[0] + b"\n", messages[3] + b"\n"]
    assert sentences(bundle.report) == ["read: 4 messages", "read: 1 quotation of earlier mail"]


def test_a_broken_message_does_not_stop_the_others(tmp_path: Path) -> None:
    deep = b"Content-Type: message/rfc822\n\n" * 3000
    raw = mailbox(HEADER + b"\none", HEADER + deep, b"x: y\n\nno header", HEADER.replace(b"Hello", b"") + b"\nfour")
    bundle = read(made(tmp_path, raw, "all.mbox"))
    assert [it.name for it in bundle.documents] == ["Hello", "all 4"]
    assert [it.where for it in bundle.report.of("not carried")] == ["message 2", "message 3"]


@pytest.mark.parametrize(
    "between",
    [
        b"\n\n" + ENVELOPE + b"From ann@example.org  Mon Jun  3 09:30:00 2024\n",
        b"\n" + ENVELOPE,
        b"\r\n\r\n" + ENVELOPE,
    ],
)
def test_messages_joined_by_hand(tmp_path: Path, between: bytes) -> None:
    raw = ENVELOPE + between.join([HEADER + b"\none", HEADER + b"\ntwo", HEADER + b"\nthree"])
    assert [it.text for it in read(made(tmp_path, raw, "a.mbox")).documents] == ["one", "two", "three"]


def test_messages_without_a_date_between_them(tmp_path: Path) -> None:
    raw = b"\n\n".join([b"From me\n" + HEADER + b"\none", b"From me\n" + HEADER + b"\ntwo"])
    assert [it.text for it in read(made(tmp_path, raw, "a.mbox")).documents] == ["one", "two"]


def test_attachments_in_a_mailbox_are_said_with_their_message(tmp_path: Path) -> None:
    raw = mailbox(HEADER + b"\none", HEADER + b"Content-Type: image/png\n\nAAAA")
    findings = read(made(tmp_path, raw, "all.mbox")).report.findings
    assert [(it.kind, it.where) for it in findings] == [
        ("not carried", "message 2"),
        ("warning", "message 2"),
        ("read", ""),
    ]


def test_a_mailbox_without_an_ending_is_told(tmp_path: Path) -> None:
    raw = mailbox(HEADER + b"\none")
    for name in ("Inbox", "inbox.txt"):
        assert read(made(tmp_path, raw, name)).report.format == "mbox"


@pytest.mark.parametrize("raw", [b"", b"words", b"From here\n\nTo there", HEADER + b"\nHi"])
def test_what_is_no_mailbox_is_refused(tmp_path: Path, raw: bytes) -> None:
    with pytest.raises(UnreadableInput) as caught:
        read(made(tmp_path, raw, "a.mbox"))
    assert caught.value.hint


# What Python writes comes back.
names = st.text(st.characters(categories=["L", "Nd"], include_characters=" ,.-"), max_size=30).map(
    lambda it: " ".join(it.split())
)
texts = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n"), max_size=200)


@settings(max_examples=60)
@given(names, names, texts, st.sampled_from(["utf-8", "gb18030"]))
def test_what_the_standard_library_writes_comes_back(
    tmp_path_factory: pytest.TempPathFactory, subject: str, name: str, text: str, charset: str
) -> None:
    message = EmailMessage()
    message["Subject"], message["From"] = subject, f'"{name}" <ann@example.org>'
    message.set_content(text, charset=charset, cte="base64")
    document = read(made(tmp_path_factory.mktemp("mail"), message.as_bytes())).documents[0]
    assert document.name == (subject or "letter")
    assert attributes(document)["from"] == (f"{name} <ann@example.org>" if name.strip() else "ann@example.org",)
    lines = text.removeprefix("\ufeff").split("\n")
    while lines and not lines[0].strip():
        del lines[0]
    assert document.text == "\n".join(lines).rstrip()


@given(
    st.binary(max_size=200),
    st.sampled_from([None, "utf-8", "gb2312", "iso-2022-jp", "utf-16", "punycode", "hex", "nonsense"]),
)
def test_any_bytes_become_some_text(raw: bytes, charset: str | None) -> None:
    text, codec = text_of(raw, charset)
    assert raw.decode(codec, "replace") == text


COPIED = (
    "чт, 9 мая 2024 г. в 15:12, Bo <b@example.org>:",
    '------------------&nbsp;原始邮件&nbsp;------------------\n发件人: "Bo"<b@example.org>;',
    "------------------ Original ------------------\nFrom: Bo <b@example.org>",
    "Da: Bo <b@example.org>\nInviato: giovedì 9 maggio 2024 15:12\nA: Ann\nOggetto: x",
    "Od: Bo <b@example.org>\nWysłano: czwartek, 9 maja 2024 15:12\nDo: Ann\nTemat: x",
    "От: Bo <b@example.org>\nОтправлено: 9 мая 2024 г. 15:12\nКому: Ann\nТема: x",
    "Van: Bo <b@example.org>\nVerzonden: donderdag 9 mei 2024 15:12\nAan: Ann\nOnderwerp: x",
    "Från: Bo <b@example.org>\nSkickat: den 9 maj 2024 15:12\nTill: Ann\nÄmne: x",
    "| 发件人 | Bo<b@example.org> |\n| 日期 | 2024年05月08日 09:15 |\n| 收件人 | Ann |\n| 主题 | 调研 |",
)


@pytest.mark.parametrize("header", COPIED)
def test_headers_are_known_in_the_languages_of_many_programs(header: str) -> None:
    assert quoted(f"Thanks.\n\n{header}\n\nHi") == [f"{header}\n\nHi"]


def test_a_list_that_begins_like_a_header_is_none() -> None:
    assert quoted("From: the beginning\nTo: the end\nDate: none\nmore") == []
