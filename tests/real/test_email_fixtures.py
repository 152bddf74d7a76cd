"""Messages that mail programs really sent, many malformed: what their publishers state, and a mailbox of all of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from formats.word_files import read
from qualcode.formats.bundle import Bundle


@pytest.fixture
def letters(corpora: Path) -> Path:
    return corpora / "email-fixtures"


def not_carried(bundle: Bundle) -> list[str]:
    return [finding.sentence for finding in bundle.report.of("not carried")]


@pytest.mark.parametrize(
    ("file", "subject", "begins"),
    [
        ("basic_email", "Testing 123", "Plain email.\n\nHope it works well!\n\nMikel"),
        ("japanese", "まみむめも", "かきくえこ\n\n-- \n"),
        ("japanese_iso_2022", "まみむめも", "すみません。"),
        ("japanese_shift_jis", "test", "あいうえお\n\nこのメールは"),
        ("ks_c_5601-1987", "test", "스티해"),
        ("utf8_headers", "Säying Hello", "body"),
        ("attachment_with_quoted_filename", "Eelanalüüsi päring", ""),
        ("bad_encoded_subject", "TEST", "TEST"),
        ("bad_subject", "MySurvey.com: You have a survey waiting! 91123105", "You have a survey waiting!\n"),
        ("header_fields_with_empty_values", "Testmail", "--\nJørn Støylen"),
        ("multiple_content_types", "Redacted", "foo"),
        ("email_with_similar_boundaries", "Xxxxxx", "Test"),
        ("missing_body", "REDACTED", ""),
        ("must_supply_encoding", "Impress your clients with a business phone\ufffd\ufffd\ufffd", ""),
    ],
)
def test_subject_and_text(letters: Path, file: str, subject: str, begins: str) -> None:
    document = read(letters / f"{file}.eml").documents[0]
    assert document.name == subject
    assert document.text.startswith(begins) and bool(document.text) == bool(begins)


def test_one_message_with_two_kinds_of_line_ends_is_one_text(letters: Path) -> None:
    one, other = (read(letters / f"{name}.eml").documents[0] for name in ("basic_email", "basic_email_lf"))
    assert (one.text, one.attributes, one.cases) == (other.text, other.attributes, other.cases)


@pytest.mark.parametrize(
    ("file", "named"),
    [
        ("japanese_attachment", "1 attachment: てすと.txt"),
        ("attachment_nonascii_filename", "1 attachment: ciële.txt"),
        ("attachment_with_quoted_filename", "1 attachment: Eelanalüüsi päring.jpg"),
        ("attachment_with_base64_encoded_name", "1 attachment: This is a test.pdf"),
        ("attachment_only_email", "1 attachment: blah.gz"),
        ("raw_email7", "3 attachments: test.rb, test.pdf, smime.p7s"),
    ],
)
def test_attachments_are_named(letters: Path, file: str, named: str) -> None:
    assert not_carried(read(letters / f"{file}.eml")) == [named]


def test_a_nested_message_is_a_document(letters: Path) -> None:
    documents = read(letters / "attachment_message_rfc822.eml").documents
    assert [(it.name, it.occurred_on) for it in documents] == [("testing", "2005-06-06"), ("Another PDF", "2005-05-10")]


def test_forwarded_mail_is_a_quotation(letters: Path) -> None:
    document = read(letters / "raw_email2.eml").documents[0]
    assert [it.kind for it in document.sections] == ["quotation"]
    assert document.text[document.sections[0].start :].startswith("---------- Forwarded message ----------")
    assert document.sections[0].end == len(document.text)


def test_an_answer_says_what_it_answers(letters: Path) -> None:
    document = read(letters / "raw_email_reply.eml").documents[0]
    assert [(it.to, it.kind) for it in document.links] == [("<348F04F142D69C21-291E56D292BC@xxxx.net>", "answers")]


@pytest.mark.parametrize("file", ["bad_date_header", "raw_email_with_bad_date"])
def test_a_date_that_is_none_is_said(letters: Path, file: str) -> None:
    bundle = read(letters / f"{file}.eml")
    assert bundle.documents[0].occurred_on is None
    assert any("date cannot be read" in finding.sentence for finding in bundle.report.of("warning"))


def test_a_mailbox_of_all_of_them_gives_the_same_documents(letters: Path, tmp_path: Path) -> None:
    files = sorted(letters.glob("*.eml"))
    envelope = b"From somebody@example.org Mon Jun  3 09:30:00 2024\n"
    path = tmp_path / "all.mbox"
    escaped = [re.sub(rb"^(>*From )", rb">\1", it.read_bytes(), flags=re.MULTILINE) for it in files]
    path.write_bytes(b"".join(envelope + it + b"\n\n" for it in escaped))
    together = read(path).documents
    apart = [document for path in files for document in read(path).documents]
    assert len(files) == 31
    assert len({document.name for document in together}) == len(together) == 33
    assert [document.text for document in together] == [document.text for document in apart]
    assert [document.attributes for document in together] == [document.attributes for document in apart]


def test_a_mailbox_joined_by_hand_loses_no_message(letters: Path, tmp_path: Path) -> None:
    files = sorted(letters.glob("*.eml"))
    path = tmp_path / "all.mbox"
    path.write_bytes(b"".join(b"From a@b Mon Jan  1 10:00:00 2024\n" + it.read_bytes() + b"\n" for it in files))
    together = {document.text for document in read(path).documents}
    assert together == {document.text for path in files for document in read(path).documents}
