"""OpenDocument texts as LibreOffice, Word and Google Docs write them."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from formats.odt_files import odt_parts, p, write_flat, write_odt
from formats.word_files import read, sentences, write_zip
from qualcode.errors import UnreadableInput
from qualcode.formats import zip_package
from qualcode.formats.base import ReadOptions
from qualcode.formats.bundle import Bundle, DocumentDraft
from qualcode.formats.odt.names import n
from qualcode.formats.odt.reader import OdtReader
from qualcode.formats.odt.styles import Styles
from qualcode.formats.odt.text import OdtText

NUMBERS = (
    '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
    '<text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")" text:display-levels="2"/>'
    '</text:list-style><text:list-style style:name="L2"><text:list-level-style-bullet text:level="1" text:bullet-char="–"/>'
    '</text:list-style><text:list-style style:name="L3"><text:list-level-style-number text:level="1" style:num-suffix="、"'
    ' style:num-format="一, 二, 三, ..." text:start-value="9"><style:list-level-properties>'
    '<style:list-level-label-alignment text:label-followed-by="nothing"/></style:list-level-properties>'
    "</text:list-level-style-number></text:list-style>"
)
HIDDEN = '<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>'


def document(folder: Path, body: str, **more: str) -> DocumentDraft:
    return read(write_odt(folder, body, **more)).documents[0]


def text(folder: Path, body: str, **more: str) -> str:
    return document(folder, body, **more).text


def original(folder: Path, body: str) -> str:
    options = ReadOptions(track_changes="original")
    return OdtReader().read(write_odt(folder, body), options).documents[0].text


def li(*blocks: str) -> str:
    return f"<text:list-item>{''.join(blocks)}</text:list-item>"


def table(*rows: tuple[str, ...]) -> str:
    made = "".join(
        f"<table:table-row>{''.join(f'<table:table-cell>{cell}</table:table-cell>' for cell in row)}</table:table-row>"
        for row in rows
    )
    return f"<table:table><table:table-column/>{made}</table:table>"


# Paragraphs


def test_white_space_is_what_the_elements_say(tmp_path: Path) -> None:
    body = p("\n   Int:<text:tab/>one  two <text:s/><text:s text:c='2'/>three<text:line-break/>four ") + p() + p("五")
    assert text(tmp_path, body) == "Int:\tone two    three\nfour \n\n五"


def test_a_flat_file_reads_the_same_and_its_pictures_do_not_matter(tmp_path: Path) -> None:
    picture = (
        "<draw:frame><draw:image><office:binary-data>"
        + "QUJD" * 3_000_000
        + "</office:binary-data></draw:image></draw:frame>"
    )
    bundle = read(write_flat(tmp_path, p(f"one{picture}") + p("二")))
    assert bundle.documents[0].text == "one\n二"
    assert "not carried: 1 picture, chart or drawing" in sentences(bundle.report)


def test_links_spans_fields_and_bookmarks_leave_their_text(tmp_path: Path) -> None:
    body = p(
        '<text:bookmark-start text:name="b"/>A <text:a xlink:href="http://x.org">link</text:a>, <text:span>a <text:span>span</text:span>'
        "</text:span>, <text:page-number>3</text:page-number><text:soft-page-break/>"
        '<text:variable-set text:display="none">x</text:variable-set><text:script>no</text:script>.'
    )
    assert text(tmp_path, body) == "A link, a span, 3."


def test_hidden_text_is_kept_what_a_condition_hides_is_not_and_both_are_said(tmp_path: Path) -> None:
    body = p(
        'a<text:span text:style-name="H">secret</text:span>b<text:hidden-text text:is-hidden="true" text:string-value="x"/>'
    )
    body += f'<text:section text:display="none">{p("gone")}</text:section><text:section>{p("shown")}</text:section>'
    bundle = read(write_odt(tmp_path, body, automatic=HIDDEN))
    assert bundle.documents[0].text == "asecretb\nshown"
    assert "changed: 1 hidden passage is in the text." in sentences(bundle.report)
    assert "not carried: 2 stretches of hidden text" in sentences(bundle.report)


def test_text_boxes_follow_the_paragraph_that_holds_them(tmp_path: Path) -> None:
    box = f"<draw:frame><draw:text-box>{p('In the box')}</draw:text-box></draw:frame>"
    shape = f"<draw:g><draw:custom-shape>{p('In the shape')}</draw:custom-shape><draw:line/></draw:g>"
    bundle = read(write_odt(tmp_path, p(f"be{box}fore{shape}") + box + p("after")))
    assert bundle.documents[0].text == "before\nIn the box\nIn the shape\nIn the box\nafter"
    assert "not carried: 1 picture, chart or drawing" in sentences(bundle.report)


def test_phonetic_guides_headers_and_footers_are_counted(tmp_path: Path) -> None:
    masters = f"<style:master-page><style:header>{p('Head')}</style:header><style:footer>{p()}</style:footer></style:master-page>"
    body = p("<text:ruby><text:ruby-base>漢</text:ruby-base><text:ruby-text>kan</text:ruby-text></text:ruby>字")
    bundle = read(write_odt(tmp_path, body, masters=masters))
    assert bundle.documents[0].text == "漢字"
    assert {"not carried: 1 phonetic guide", "not carried: 1 header or footer"} <= set(sentences(bundle.report))


def test_symbols_and_boxes_of_forms_show_what_they_mean(tmp_path: Path) -> None:
    automatic = '<style:style style:name="S"><style:text-properties style:font-name="Symbol"/></style:style>'
    field = '<field:fieldmark field:type="x.FORMCHECKBOX"><field:param field:name="Checkbox_Checked" field:value="true"/></field:fieldmark>'
    forms = '<office:forms><form:checkbox form:id="c1" form:current-state="checked" form:label="Yes"/><form:text form:id="c2"/></office:forms>'
    controls = '<draw:control draw:control="c1"/><draw:control draw:control="c2"/>'
    bundle = read(
        write_odt(
            tmp_path,
            forms + p(f'<text:span text:style-name="S">\uf061\uf002</text:span>{field}{controls}'),
            automatic=automatic,
        )
    )
    assert bundle.documents[0].text == "α\ufffd☒☒ Yes"
    assert "not carried: 1 field of a form" in sentences(bundle.report)


# Headings, lists, tables


def test_headings_are_sections_with_their_numbers(tmp_path: Path) -> None:
    outline = (
        '<text:outline-style><text:outline-level-style text:level="1" style:num-format="1" style:num-suffix="."/>'
        '<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/></text:outline-style>'
    )
    body = "".join(
        f'<text:h text:outline-level="{level}">{words}</text:h>'
        for level, words in ((1, "One"), (2, "Two"), (2, ""), (1, "三"))
    )
    found = document(tmp_path, body, styles=outline)
    assert found.text == "1.\tOne\n1.1\tTwo\n1.2\t\n2.\t三"
    assert [(it.level, it.label) for it in found.sections] == [(1, "1. One"), (2, "1.1 Two"), (2, "1.2"), (1, "2. 三")]


def test_lists_show_their_numbers(tmp_path: Path) -> None:
    inner = f"<text:list>{li(p('a'))}{li(p('b'))}</text:list>"
    body = f'<text:list text:style-name="L1">{li(p("one"), inner)}{li(p("two"), p("more"))}{li(inner)}</text:list>'
    body += f'<text:list text:style-name="L2">{li(p("dash"))}</text:list>'
    body += f'<text:list text:style-name="L1">{li(p("anew"))}</text:list>'
    body += f'<text:list text:style-name="L1" text:continue-numbering="true">{li(p("on"))}</text:list>'
    body += f'<text:list text:style-name="L3"><text:list-header>{p("head")}</text:list-header>{li(p("九"))}{li(p("十"))}</text:list>'
    assert text(tmp_path, body, automatic=NUMBERS) == (
        "1.\tone\n1.a)\ta\n1.b)\tb\n2.\ttwo\nmore\n2.a)\ta\n2.b)\tb\n– dash\n1.\tanew\n2.\ton\nhead\n九、九\n十、十"
    )


def test_the_cells_of_a_row_are_set_apart(tmp_path: Path) -> None:
    rows = table((p("问题"), p("Answer")), (p("1"), p("one") + p("two")), (p("x") + p("y"), p("z")), (p(), p("last")))
    assert (
        text(tmp_path, p("before") + rows + p("after")) == "before\n问题\tAnswer\n1\tone\ntwo\nx\ny\nz\n\tlast\nafter"
    )


def test_tables_in_cells_and_merged_cells_are_read(tmp_path: Path) -> None:
    inner = table((p("a"), p("b")))
    merged = "<table:table><table:table-header-rows><table:table-row><table:table-cell>" + p("wide")
    merged += "</table:table-cell><table:covered-table-cell/></table:table-row></table:table-header-rows></table:table>"
    assert text(tmp_path, table((inner + p("below"), p("right"))) + merged) == "a\tb\nbelow\nright\nwide"


# Notes, comments, tracked changes


def note(kind: str, *blocks: str) -> str:
    return (
        f'<text:note text:note-class="{kind}"><text:note-citation>9</text:note-citation>'
        f"<text:note-body>{''.join(blocks)}</text:note-body></text:note>"
    )


def test_notes_stand_at_the_end_and_know_their_mark(tmp_path: Path) -> None:
    body = p(f"One{note('endnote', p('End.'))} two{note('footnote', p('First'), p('note.'))}") + table(
        (p(f"in{note('footnote', p('Cell'))}"),)
    )
    found = document(tmp_path, body)
    assert found.text == "One[^e1] two[^1]\nin[^2]\n[^1] First note.\n[^2] Cell\n[^e1] End."
    assert [(found.text[it.start : it.end], it.anchor) for it in found.sections] == [
        ("[^1] First note.", 12), ("[^2] Cell", 19), ("[^e1] End.", 3),
    ]  # fmt: skip


def comment(name: str, words: str, author: str = "Anna", more: str = "") -> str:
    return (
        f'<office:annotation office:name="{name}" {more}><dc:creator>{author}</dc:creator>'
        f"<dc:date>2022-03-01T10:11:12.123456789</dc:date>{words}</office:annotation>"
    )


def test_comments_become_memos_on_their_words(tmp_path: Path) -> None:
    body = p(f"She {comment('a', p('Why?') + p('  When?'))}left") + p(
        'the<office:annotation-end office:name="a"/> room'
    )
    (memo,) = document(tmp_path, body).memos
    assert (memo.text, memo.author, memo.at) == ("Why?\nWhen?", "Anna", "2022-03-01T10:11:12")
    assert text(tmp_path, body)[memo.start : memo.end] == "left\nthe"


def test_comments_in_tables_and_notes_find_their_words(tmp_path: Path) -> None:
    marked = f'{comment("a", p("A"))}cell<office:annotation-end office:name="a"/>'
    noted = f'{comment("b", p("B"))}noted<office:annotation-end office:name="b"/>'
    found = document(tmp_path, p("x" + note("footnote", p(f"is {noted}"))) + table((p("first"), p(f"the {marked}"))))
    assert {it.text: found.text[it.start : it.end] for it in found.memos} == {"A": "cell", "B": "noted"}


def test_a_comment_without_an_end_is_on_the_word_beside_it(tmp_path: Path) -> None:
    body = p(f"Some words{comment('a', p('here'))} and more")
    body += p(comment("b", p("reply"), more='loext:parent-name="a"') + comment("c", p()))
    bundle = read(write_odt(tmp_path, p("lead") + body))
    found = bundle.documents[0]
    assert [(it.text, it.title) for it in found.memos] == [("here", ""), ("reply", "Reply to Anna")]
    assert found.text[found.memos[0].start : found.memos[0].end] == "words"
    assert found.memos[1].start is None
    assert "not carried: 1 comment without words" in sentences(bundle.report)


CHANGES = (
    '<text:tracked-changes><text:changed-region text:id="d"><text:deletion><office:change-info/><text:p>old </text:p></text:deletion>'
    '</text:changed-region><text:changed-region text:id="e"><text:deletion><text:p>tail</text:p><text:p>head </text:p></text:deletion>'
    '</text:changed-region><text:changed-region xml:id="i"><text:insertion/></text:changed-region></text:tracked-changes>'
)


def test_tracked_changes_are_accepted_or_taken_back(tmp_path: Path) -> None:
    body = (
        CHANGES
        + p('a <text:change text:change-id="d"/><text:change-start text:change-id="i"/>new')
        + p('words<text:change-end text:change-id="i"/> b <text:change text:change-id="e"/>c')
    )
    bundle = read(write_odt(tmp_path, body))
    assert bundle.documents[0].text == "a new\nwords b c"
    assert "changed: Tracked changes were taken as accepted: insertions 1, deletions 2." in sentences(bundle.report)
    assert original(tmp_path, body) == "a old  b tail\nhead c"


def test_an_insertion_without_end_takes_nothing_away(tmp_path: Path) -> None:
    assert original(tmp_path, CHANGES + p('a <text:change-start text:change-id="i"/>b')) == "a b"


def test_a_deletion_that_holds_its_own_mark_is_put_back_once(tmp_path: Path) -> None:
    mark = '<text:change text:change-id="d"/>'
    region = f'<text:changed-region text:id="d"><text:deletion>{p(f"old{mark}")}</text:deletion></text:changed-region>'
    assert original(tmp_path, f"<text:tracked-changes>{region}</text:tracked-changes>" + p(f"a {mark} b")) == "a old b"


def test_a_note_may_hold_a_note(tmp_path: Path) -> None:
    inner = note("endnote", p("inner"))
    assert text(tmp_path, p("x" + note("footnote", p(f"outer{inner}")))) == "x[^1]\n[^1] outer[^e1]\n[^e1] inner"


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Co", "Cs", "Zs", "Zl", "Zp")), min_size=1, max_size=8
)
SENTENCES = st.lists(st.tuples(WORDS, st.booleans()), min_size=1, max_size=8)


@given(st.lists(SENTENCES, min_size=1, max_size=4))
def test_every_memo_is_on_the_words_that_were_marked(paragraphs: list[list[tuple[str, bool]]]) -> None:
    body = etree.Element(n("office:text"))
    marked = []
    for paragraph in paragraphs:
        element = etree.SubElement(body, n("text:p"))
        for word, is_marked in paragraph:
            name = str(len(marked))
            if is_marked:
                begin = etree.SubElement(element, n("office:annotation"), {n("office:name"): name})
                etree.SubElement(begin, n("text:p")).text = "said"
            etree.SubElement(element, n("text:span")).text = word
            if is_marked:
                etree.SubElement(element, n("office:annotation-end"), {n("office:name"): name})
                marked.append(word)
    found = OdtText(body, Styles(), False)
    places = found.passage.places
    assert found.passage.text == "\n".join("".join(word for word, _mark in paragraph) for paragraph in paragraphs)
    assert [found.passage.text[places["from", name] : places["to", name]] for _memo, name in found.comments] == marked


# Files that are not what they should be


def refusal(path: Path) -> str:
    with pytest.raises(UnreadableInput) as caught:
        OdtReader().read(path, ReadOptions())
    assert caught.value.hint
    return caught.value.message


def test_what_is_no_opendocument_text_is_said_to_be_none(tmp_path: Path) -> None:
    path = tmp_path / "made.odt"
    path.write_bytes(b"")
    assert refusal(path) == "made.odt is empty: it holds not a single byte."
    path.write_bytes(b"words")
    assert refusal(path) == "made.odt is not an OpenDocument text, although its name says so."
    assert "without an OpenDocument text" in refusal(write_zip(path, {"a.txt": "a"}))
    sheet = odt_parts("")["content.xml"].replace("office:text", "office:spreadsheet")
    assert refusal(write_zip(path, {"content.xml": sheet})) == "made.odt is an OpenDocument file, but not a text."


def test_a_locked_file_is_password_protected(tmp_path: Path) -> None:
    parts = odt_parts(p("x"))
    parts["META-INF/manifest.xml"] = parts["META-INF/manifest.xml"].replace(
        "/></manifest:manifest", "><manifest:encryption-data/></manifest:file-entry></manifest:manifest"
    )
    assert refusal(write_zip(tmp_path / "made.odt", parts)) == "made.odt is password-protected."
    assert "password" in refusal(
        write_zip(tmp_path / "made.odt", {"mimetype": parts["mimetype"], "encrypted-package": "x"})
    )


def test_entities_are_refused(tmp_path: Path) -> None:
    parts = odt_parts(p("&a;"))
    parts["content.xml"] = (
        '<!DOCTYPE d [<!ENTITY a "lol"><!ENTITY b SYSTEM "file:///etc/passwd">]>' + parts["content.xml"]
    )
    assert "declares entities" in refusal(write_zip(tmp_path / "made.odt", parts))


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "would unpack to 30 MB" in refusal(write_odt(tmp_path, p(" " * 30_000_000)))
    monkeypatch.setattr(zip_package, "LARGEST_PART", 1000)
    assert "would unpack" in refusal(write_odt(tmp_path, p(random.Random(1).randbytes(1000).hex())))


def test_damage_is_named(tmp_path: Path) -> None:
    path = write_odt(tmp_path, p("x" * 3000))
    raw = path.read_bytes()
    path.write_bytes(raw[:-300])
    assert refusal(path) == "made.odt is damaged: the end of its zip package is missing or wrong."
    parts = odt_parts(p("x"))
    assert "not valid XML" in refusal(write_zip(path, parts | {"content.xml": parts["content.xml"][:-30]}))
    assert "not valid XML" in refusal(write_odt(tmp_path, p("<text:span>" * 400 + "</text:span>" * 400)))
    assert "deep" in text(tmp_path, p("<text:span>" * 200 + "deep" + "</text:span>" * 200))


def test_damaged_styles_cost_only_what_they_say(tmp_path: Path) -> None:
    bundle = read(write_zip(tmp_path / "made.odt", odt_parts(p("text")) | {"styles.xml": "<broken"}))
    assert bundle.documents[0].text == "text"
    assert next(finding.kind for finding in bundle.report.findings) == "warning"


def test_a_text_named_docx_is_read_as_what_it_is(tmp_path: Path) -> None:
    path = write_odt(tmp_path, p("x")).rename(tmp_path / "really.docx")
    assert read(path).report.format == "odt"


def test_shuffled_elements_give_a_document_or_a_clear_refusal(tmp_path: Path) -> None:
    body = CHANGES + p(f"a{note('footnote', p('n'))}{comment('a', p('c'))}") + table((p("x"), p("y")))
    body += f'<text:list text:style-name="L1">{li(p("one"), p("<text:s text:c=" + chr(34) + "x" + chr(34) + "/>"))}</text:list>'
    body += p(
        '<text:change text:change-id="e"/><draw:frame><draw:text-box><text:p>b</text:p></draw:text-box></draw:frame>'
    )
    rng = random.Random(9)
    pieces = body.replace("<", "\n<").split("\n")
    for _time in range(300):
        shuffled = pieces[:]
        for _swap in range(rng.randint(1, 3)):
            a, b = rng.randrange(len(pieces)), rng.randrange(len(pieces))
            shuffled[a], shuffled[b] = shuffled[b], shuffled[a]
        assert _read_or_refused(write_odt(tmp_path, "".join(shuffled), automatic=NUMBERS))


def _read_or_refused(path: Path) -> bool | Bundle:
    try:
        return OdtReader().read(path, ReadOptions(track_changes="original"))
    except UnreadableInput as refused:
        return bool(refused.message and refused.hint)


def test_a_cell_or_row_stored_once_for_several_is_read_as_often(tmp_path: Path) -> None:
    def cell(words: str, times: int) -> str:
        return (
            f'<table:table-cell table:number-columns-repeated="{times}">{p(words) if words else ""}</table:table-cell>'
        )

    rows = (
        f"<table:table-row>{cell('yes', 2)}{cell('no', 1)}</table:table-row>"
        f'<table:table-row table:number-rows-repeated="2">{cell("a", 1)}{cell("", 16382)}</table:table-row>'
    )
    assert text(tmp_path, f"<table:table>{rows}</table:table>") == "yes\tyes\tno\na\t\na\t"


def test_a_deletion_that_stands_in_the_text_is_out(tmp_path: Path) -> None:
    region = (
        '<text:changed-region text:id="d"><text:deletion><office:change-info/></text:deletion></text:changed-region>'
    )
    body = f"<text:tracked-changes>{region}</text:tracked-changes>" + p('a <text:change-start text:change-id="d"/>old')
    body += p('older<text:change-end text:change-id="d"/> b') + p("c")
    assert text(tmp_path, body) == "a  b\nc"
    assert original(tmp_path, body) == "a old\nolder b\nc"


def test_a_paragraph_is_a_heading_by_its_style_too(tmp_path: Path) -> None:
    automatic = '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Heading_20_2"/>'
    body = "".join(f'<text:p text:style-name="{style}">{style}</text:p>' for style in ("Title", "P1", "Standard"))
    sections = document(tmp_path, body, automatic=automatic).sections
    assert [(section.level, section.label) for section in sections] == [(1, "Title"), (2, "P1")]
