"""Word comments: memos on their words, with author and time, and none is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from formats.word_files import p, paragraph, part, r, read_original, read_word, row, sentences, table
from qualcode.formats.bundle import Bundle, MemoDraft

START, END = '<w:commentRangeStart w:id="1"/>', '<w:commentRangeEnd w:id="1"/>'
MARK = '<w:r><w:commentReference w:id="1"/></w:r>'


def comment(identity: int, *paragraphs: str, author: str = "Anna", date: str = "2024-03-28T17:22:00Z") -> str:
    inner = "".join(paragraphs) or p("why?")
    return f'<w:comment w:id="{identity}" w:author="{author}" w:date="{date}">{inner}</w:comment>'


ONE = part("comments", comment(1))


def quoted(bundle: Bundle) -> list[str | None]:
    """The words of each memo, None for one on the document."""
    document = bundle.documents[0]
    return [None if memo.start is None else document.text[memo.start : memo.end] for memo in document.memos]


def test_two_comments_of_one_id_both_keep_their_words(tmp_path: Path) -> None:
    twice = part("comments", comment(1, p("first")) + comment(1, p("second"), author="Ben"))
    body = f"<w:p>{START}{r('one')}{END}{MARK}{r(' two ')}{START}{r('three')}{END}{MARK}</w:p>"
    bundle = read_word(tmp_path, body, comments=twice)
    assert [(memo.text, memo.author) for memo in bundle.documents[0].memos] == [("first", "Anna"), ("second", "Ben")]
    assert quoted(bundle) == ["one", None]


def test_a_comment_is_a_memo_on_its_words(tmp_path: Path) -> None:
    bundle = read_word(tmp_path, f"<w:p>{r('one ')}{START}{r('two')}{END}{MARK}{r(' three')}</w:p>", comments=ONE)
    assert bundle.documents[0].text == "one two three"
    assert bundle.documents[0].memos == [MemoDraft("why?", "Anna", 4, 7, "", "2024-03-28T17:22:00Z")]
    assert sentences(bundle.report) == ["read: 13 characters", "read: 1 comment, which became a memo"]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        # Over paragraphs, with the ends inside, between and around them.
        (f"<w:p>{r('a')}{START}{r('b')}</w:p><w:p>{r('c')}{END}{MARK}{r('d')}</w:p>", "b\nc"),
        (f"{p('a')}{START}{p('b')}{p('c')}{END}<w:p>{MARK}{r('d')}</w:p>", "b\nc"),
        (f"<w:p>{START}{r('a')}</w:p><w:p>{END}{MARK}{r('b')}</w:p>", "a"),
        (f"<w:p>{r('a')}{START}</w:p><w:p/><w:p>{r('b')}{END}{MARK}</w:p>", "b"),
        # Line ends and spaces that were marked belong to it.
        (f"<w:p>{START}{r('a ')}<w:r><w:br/></w:r>{END}{MARK}{r('b')}</w:p>", "a \n"),
        # In a table, over cells and rows.
        (table(row(f"<w:p>{START}{r('a')}{END}{MARK}</w:p>", p("b"))), "a"),
        (table(row(p("a"), f"<w:p>{START}{r('b')}</w:p>"), row(f"<w:p>{r('c')}{END}{MARK}</w:p>", p("d"))), "b\nc"),
        (f"<w:tbl><w:tr><w:tc>{p('a')}</w:tc>{START}<w:tc>{p('b')}</w:tc>{END}</w:tr></w:tbl><w:p>{MARK}</w:p>", "b"),
        # The end is missing, or the beginning.
        (f"<w:p>{r('a ')}{START}{r('b c')}{MARK}{r(' d')}</w:p>", "b c"),
        (f"<w:p>{r('one two')}{END}{MARK}{r(' three')}</w:p>", "two"),
        # Only the reference: the word it stands in or at, else the paragraph.
        (f"<w:p>{r('one two')}{MARK}{r(' three')}</w:p>", "two"),
        (f"<w:p>{r('one tw')}{MARK}{r('o three')}</w:p>", "two"),
        (f"<w:p>{r('one two.')}{MARK}</w:p>", "one two."),
        (f"{p('before')}<w:p>{r('one, ')}{MARK}{r(' (two)')}</w:p>{p('behind')}", "one,  (two)"),
        (f"<w:p>{r('a')}{START}{END}{MARK}{r('b')}</w:p>", "ab"),
        # Nothing to stand on.
        (f"{p('a')}<w:p>{START}<w:r><w:drawing/></w:r>{END}{MARK}</w:p>{p('b')}", None),
        (p("a"), None),
        # In a text box, in a note, in a field and its instruction.
        (f"<w:p><w:r><w:pict><w:txbxContent><w:p>{START}{r('box')}{END}{MARK}</w:p></w:txbxContent></w:pict></w:r></w:p>", "box"),
        (f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{START}<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("7")}'
         f'<w:r><w:fldChar w:fldCharType="end"/></w:r>{END}{MARK}</w:p>', "7"),
    ],
)  # fmt: skip
def test_where_a_comment_stands(tmp_path: Path, body: str, words: str | None) -> None:
    assert quoted(read_word(tmp_path, body, comments=ONE)) == [words]


def test_list_labels_at_the_edges_are_not_part_of_it(tmp_path: Path) -> None:
    numbering = part(
        "numbering",
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    )
    listed = [paragraph('<w:numPr><w:numId w:val="1"/></w:numPr>', text) for text in ("a", "b", "c")]
    body = listed[0] + START + listed[1] + listed[2].replace("<w:r>", END + MARK + "<w:r>")
    bundle = read_word(tmp_path, body, comments=ONE, numbering=numbering)
    assert bundle.documents[0].text == "1.\ta\n2.\tb\n3.\tc"
    assert quoted(bundle) == ["b"]


def test_comments_in_changed_text_are_placed_in_either_view(tmp_path: Path) -> None:
    deleted = f"<w:del>{START}<w:r><w:delText>gone</w:delText></w:r>{END}{MARK}</w:del>"
    body = f"<w:p>{r('stays ')}{deleted}{r('here')}</w:p>"
    assert quoted(read_word(tmp_path, body, comments=ONE)) == ["here"]
    assert quoted(read_original(tmp_path, body, comments=ONE)) == ["gone"]
    gone = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p>{START}{r('x')}{END}{MARK}</w:p></w:tc></w:tr>"
    assert quoted(read_word(tmp_path, f"{p('a')}<w:tbl>{gone}{row(p('b'))}</w:tbl>", comments=ONE)) == ["a"]


def test_a_comment_in_a_footnote_stands_on_the_words_of_the_note(tmp_path: Path) -> None:
    notes = part(
        "footnotes", f'<w:footnote w:id="1"><w:p>{r(" see ")}{START}{r("there")}{END}{MARK}</w:p></w:footnote>'
    )
    body = '<w:p><w:r><w:t>a</w:t><w:footnoteReference w:id="1"/></w:r></w:p>'
    assert quoted(read_word(tmp_path, body, comments=ONE, footnotes=notes)) == ["there"]


def test_several_paragraphs_of_a_comment_are_lines(tmp_path: Path) -> None:
    comments = part("comments", comment(1, p("one"), "<w:p/>", table(row(p("a"), p("b")))))
    memos = read_word(tmp_path, p("x"), comments=comments).documents[0].memos
    assert [memo.text for memo in memos] == ["one\n\na\tb"]


def test_replies_are_memos_of_their_own_on_the_same_words(tmp_path: Path) -> None:
    def identified(identity: str, text: str) -> str:
        return f'<w:p w14:paraId="{identity}">{r(text)}</w:p>'

    comments = part(
        "comments",
        comment(1, p("first line"), identified("0A", "a question"))
        + comment(2, identified("0B", "an answer"), author="Ben", date="2024-04-01T08:00:00")
        + comment(3, identified("0C", "another"), author="", date="nonsense"),
    )
    replies = part("x", "").replace("w:x", "w15:commentsEx")
    replies = replies.replace(
        "></w15", '><w15:commentEx w15:paraId="0A"/><w15:commentEx w15:paraId="0B" w15:paraIdParent="0A"/></w15'
    )
    spans = "".join(f'<w:commentRangeStart w:id="{n}"/>' for n in (1, 2)) + r("words")
    spans += "".join(f'<w:commentRangeEnd w:id="{n}"/><w:r><w:commentReference w:id="{n}"/></w:r>' for n in (1, 2))
    bundle = read_word(tmp_path, f"<w:p>{spans}</w:p>", comments=comments, commentsExtended=replies)
    assert bundle.documents[0].memos == [
        MemoDraft("first line\na question", "Anna", 0, 5, "", "2024-03-28T17:22:00Z"),
        MemoDraft("an answer", "Ben", 0, 5, "Reply to Anna", "2024-04-01T08:00:00"),
        MemoDraft("another", "", None, None, "", ""),
    ]


def test_what_cannot_become_a_memo_is_said(tmp_path: Path) -> None:
    comments = part("comments", comment(1, "<w:p><w:r><w:drawing/></w:r></w:p>"))
    lost = '<w:p><w:r><w:commentReference w:id="7"/></w:r></w:p>'
    said = sentences(read_word(tmp_path, lost, comments=comments).report)
    assert "not carried: 1 comment" in said
    assert "not carried: 1 comment without words" in said


def test_damaged_comments_cost_no_text(tmp_path: Path) -> None:
    bundle = read_word(tmp_path, f"<w:p>{START}{r('a')}{END}{MARK}</w:p>", comments="<w:comments>")
    assert bundle.documents[0].text == "a"
    said = sentences(bundle.report)
    assert "not carried: 1 comment" in said
    assert any(sentence.startswith("warning: The comments cannot be read and are missing.") for sentence in said)
    damaged = read_word(tmp_path, f"<w:p>{r('a')}{MARK}</w:p>", comments=ONE, commentsExtended="<")
    assert len(damaged.documents[0].memos) == 1
    assert sentences(damaged.report)[0].startswith("warning: It cannot be read which comments answer others.")


def test_a_reply_whose_place_is_not_said_stands_where_the_comment_it_answers_does(tmp_path: Path) -> None:
    def identified(identity: str, text: str) -> str:
        return f'<w:p w14:paraId="{identity}">{r(text)}</w:p>'

    comments = part(
        "comments", comment(1, identified("0A", "q")) + comment(2, identified("0B", "a")) + comment(3, p("on nothing"))
    )
    entries = '<w15:commentEx w15:paraId="0A" w15:done="1"/><w15:commentEx w15:paraId="0B" w15:paraIdParent="0A"/>'
    replies = part("x", "").replace("w:x", "w15:commentsEx").replace("></w15", f">{entries}</w15")
    body = f"<w:p>{r('one ')}{START}{r('two')}{END}{MARK}</w:p>"
    bundle = read_word(tmp_path, body, comments=comments, commentsExtended=replies)
    assert quoted(bundle) == ["two", "two", None]
    assert [memo.title for memo in bundle.documents[0].memos] == ["Resolved", "Reply to Anna", ""]
    assert "changed: 1 comment stands at no words: its memo is about the whole document." in sentences(bundle.report)
