"""One sound file of each format, small and with much in it that can go wrong."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from formats.odt_files import odt_parts
from formats.pdf_files import PdfPage, write_pdf
from formats.sheet_files import open_document, write_workbook
from formats.word_files import word_parts, write_zip

TALK = "访谈者：您好。\nInterviewer: When did it begin?\nP01: In 2019, in 东麓县. 😀\nP01: And then …\n（笑）\n"

_DOCX = """
<w:p><w:pPr><w:pStyle w:val="1"/></w:pPr><w:bookmarkStart w:id="1" w:name="a"/><w:r><w:t>访谈 One</w:t></w:r><w:bookmarkEnd w:id="1"/></w:p>
<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>first</w:t></w:r></w:p>
<w:p><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr><w:commentRangeStart w:id="0"/><w:r><w:t>second</w:t></w:r>
<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r></w:p>
<w:p><w:ins w:id="3" w:author="B"><w:r><w:t>new</w:t></w:r></w:ins><w:del w:id="4" w:author="B"><w:r><w:delText>old</w:delText></w:r></w:del>
<w:moveFrom w:id="5"><w:r><w:t>from</w:t></w:r></w:moveFrom><w:moveTo w:id="6"><w:r><w:t>to</w:t></w:r></w:moveTo></w:p>
<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>
<w:r><w:t>7</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:fldSimple w:instr="REF a"><w:r><w:t>One</w:t></w:r></w:fldSimple></w:p>
<w:p><w:r><w:t xml:space="preserve">Interviewer: a </w:t><w:tab/><w:br/><w:noBreakHyphen/><w:softHyphen/><w:sym w:font="Wingdings" w:char="F04A"/></w:r>
<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:endnoteReference w:id="2"/></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl><w:p/></w:tc><w:tc><w:tcPr><w:gridSpan w:val="2"/>
<w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:trPr><w:del w:id="9"/></w:trPr><w:tc><w:p/></w:tc></w:tr></w:tbl>
<w:sdt><w:sdtContent><w:p><w:hyperlink><w:smartTag><w:r><w:t>link</w:t></w:r></w:smartTag></w:hyperlink></w:p></w:sdtContent></w:sdt>
<w:p><w:pPr><w:framePr w:dropCap="drop"/></w:pPr><w:r><w:t>D</w:t></w:r></w:p><w:p><w:r><w:t>rop</w:t></w:r></w:p>
<w:p><w:r><mc:AlternateContent><mc:Choice Requires="x"><w:drawing><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice>
<mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></mc:Fallback>
</mc:AlternateContent></w:r><m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath><w:ruby><w:rt><w:r><w:t>r</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>b</w:t></w:r>
</w:rubyBase></w:ruby></w:p>"""
_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_NOTE = '<w:{0}s {1}><w:{0} w:id="2"><w:p><w:r><w:{0}Ref/><w:t>a note</w:t></w:r></w:p></w:{0}></w:{0}s>'
_STYLES = f'<w:styles {_WORD}><w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="0"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style></w:styles>'
_NUMBERING = (
    f'<w:numbering {_WORD}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
    '<w:lvlText w:val="第%1条"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="3"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%1.%2)"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride></w:num></w:numbering>'
)
_COMMENTS = f'<w:comments {_WORD}><w:comment w:id="0" w:author="Li" w:date="2024-01-02T03:04:05Z"><w:p><w:r><w:t>why?</w:t></w:r></w:p></w:comment></w:comments>'

_ODT = """<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><office:change-info><dc:creator>A</dc:creator></office:change-info>
<text:p>gone</text:p></text:deletion></text:changed-region></text:tracked-changes>
<text:h text:outline-level="1">标题 One</text:h><text:p>Interviewer: a<text:s text:c="3"/><text:tab/><text:line-break/>b<text:change text:change-id="c1"/></text:p>
<text:list><text:list-item><text:p>one</text:p><text:list><text:list-item text:start-value="4"><text:p>two</text:p></text:list-item></text:list></text:list-item></text:list>
<text:p>said<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>a note</text:p></text:note-body></text:note>
<office:annotation office:name="n1"><dc:creator>Li</dc:creator><dc:date>2024-01-02T03:04:05</dc:date><text:p>why?</text:p></office:annotation>words
<office:annotation-end office:name="n1"/></text:p><table:table><table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>c</text:p>
</table:table-cell><table:covered-table-cell/></table:table-row></table:table><text:p><draw:frame><draw:text-box><text:p>box</text:p></draw:text-box></draw:frame></text:p>"""

_RTF = r"""{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fcharset134 SimSun;}{\f1\fcharset2 Symbol;}}{\stylesheet{\s1\outlinelevel0 heading 1;}}
{\*\listtable{\list{\listlevel\levelnfc0{\leveltext\'02\'00.;}{\levelnumbers\'01;}}\listid1}}{\*\listoverridetable{\listoverride\listid1\ls1}}
\pard\s1 Title\par \pard\ls1{\listtext 1.\tab}first\par \'b7\'c3\'cc\'b8\u35775?\u-10179?\u-8704?: {\f1\'a7} a\line b\tab c\~d\-e\_f\par
{\*\atrfstart 1}words{\*\atrfend 1}{\*\atnid L}{\*\atnauthor Li}\chatn{\*\annotation{\*\atnref 1}why?}\par said{\footnote \chftn a note}\par
{\revised new}{\deleted old}{\v hidden}{\field{\*\fldinst HYPERLINK "x"}{\fldrslt shown}}{\pict\pngblip 89504e47}\par
\trowd\cellx100\cellx200\intbl a\cell b\cell\row\pard{\shp{\*\shpinst{\shptxt box\par}}}\bin3 abc \par}"""

_HTML = """<!DOCTYPE html><html lang=zh><head><meta charset=utf-8><title>访谈</title><style>p{}</style></head><body><h1>One &amp; two</h1>
<p>Interviewer: a<br>b<sup><a href="#n1">1</a></sup> <del>old</del><ins>new</ins> <span style="display:none">no</span>&nbsp;&#128512;</p><pre>x
 y</pre><ol start=3><li>c<ul><li>d</ul><li value=9>e</ol><table><tr><td rowspan=2>f<td colspan=2>g<tr><td>h</table><blockquote>q</blockquote>
<p class=MsoCommentText>why?</p><p id=n1>1 a note</p><img alt=pic src=x><select><option>s</select><script>1</script><ruby>b<rt>r</ruby></body></html>"""

_EAF = """<?xml version="1.0" encoding="UTF-8"?><ANNOTATION_DOCUMENT><HEADER TIME_UNITS="milliseconds"><MEDIA_DESCRIPTOR MEDIA_URL="file:///a.wav"/></HEADER>
<TIME_ORDER><TIME_SLOT TIME_SLOT_ID="t1" TIME_VALUE="0"/><TIME_SLOT TIME_SLOT_ID="t2" TIME_VALUE="900"/><TIME_SLOT TIME_SLOT_ID="t3"/></TIME_ORDER>
<TIER TIER_ID="A" PARTICIPANT="Li"><ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a1" TIME_SLOT_REF1="t1" TIME_SLOT_REF2="t2"><ANNOTATION_VALUE>您好
</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION><ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a2" TIME_SLOT_REF1="t2" TIME_SLOT_REF2="t3">
<ANNOTATION_VALUE>yes</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION></TIER><TIER TIER_ID="G" PARENT_REF="A"><ANNOTATION><REF_ANNOTATION
ANNOTATION_ID="a3" ANNOTATION_REF="a1"><ANNOTATION_VALUE>hello</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION></TIER></ANNOTATION_DOCUMENT>"""

_TEXTGRID = """File type = "ooTextFile"
Object class = "TextGrid"

xmin = 0
xmax = 2
tiers? <exists>
size = 2
item []:
    item [1]:
        class = "IntervalTier"
        name = "李"
        xmin = 0
        xmax = 2
        intervals: size = 1
        intervals [1]:
            xmin = 0
            xmax = 2
            text = "he said ""yes"" again"
    item [2]:
        class = "TextTier"
        name = "bell"
        xmin = 0
        xmax = 2
        points: size = 1
        points [1]:
            number = 1
            mark = "ding"
"""

_MAIL = """From: =?utf-8?b?5p2O?= <li@example.org>
To: "Wang, A" <a@example.org>, b@example.org
Subject: =?gb2312?q?=B7=C3=CC=B8?=
Date: Tue, 2 Jan 2024 03:04:05 +0800
Message-ID: <1@example.org>
In-Reply-To: <0@example.org>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="b"

--b
Content-Type: multipart/alternative; boundary="c"

--c
Content-Type: text/plain; charset=gb2312; format=flowed; delsp=yes
Content-Transfer-Encoding: quoted-printable

=C4=FA=BA=C3=20
 there

> Hello
>> earlier
--c
Content-Type: text/html

<blockquote>Hello</blockquote><p>there
--c--
--b
Content-Type: message/rfc822

From: c@example.org
Subject: inner

Within.
--b
Content-Type: application/pdf; name="=?utf-8?b?5p2O?=.pdf"
Content-Disposition: attachment
Content-Transfer-Encoding: base64

JVBERi0=
--b--
"""
_QUESTIONS = 'id,age,city,why,tools,date\n1,30,东麓,"since, as\n they ""said"" so often",a;b,2024-01-02\n2,,上海,纸,b,2024-02-03\n3,41,东麓,no time,a;c,\n'
_CUES = (
    "WEBVTT - talk\nKind: captions\n\nNOTE made\nby hand\n\nSTYLE\n::cue {}\n\n1\n00:00:01.000 --> 00:00:02.500 align:start\n<v Li>您好 &amp; <i>welcome</i>\n\n"
    "00:02.500 --> 00:04.000\n<v.loud Anna>Yes.\n- No.\n"
)
_BOOK = {
    "mimetype": "application/epub+zip",
    "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="O/b.opf"/></rootfiles></container>',
    "O/b.opf": '<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>B</dc:title></metadata>'
    '<manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/><item id="n" href="n.ncx" media-type="application/x-dtbncx+xml"/></manifest>'
    '<spine><itemref idref="a"/></spine></package>',
    "O/n.ncx": '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint><navLabel><text>One</text></navLabel><content src="a.xhtml"/></navPoint></navMap></ncx>',
    "O/a.xhtml": '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>One</p><p>Interviewer: a<br/>b</p></body></html>',
}


def one_of_each(folder: Path) -> list[Path]:
    """Files of all formats that are read, in ``folder``, which is made."""
    folder.mkdir()
    word = word_parts(
        _DOCX,
        styles=_STYLES,
        numbering=_NUMBERING,
        comments=_COMMENTS,
        footnotes=_NOTE.format("footnote", _WORD),
        endnotes=_NOTE.format("endnote", _WORD),
    )
    write_zip(folder / "word.docx", word)
    write_zip(folder / "text.odt", odt_parts(_ODT))
    write_zip(folder / "book.epub", _BOOK)
    pages = [
        PdfPage().put_lines(["访谈 One", "Interviewer: When did", "it be-", "gin?"], 50, 500),
        PdfPage(picture=True),
    ]
    pages[0].annotate("Highlight", (50, 485, 150, 510), "why?", "Li", "20240102030405")
    write_pdf(folder / "pages.pdf", *pages, outline=[("访谈 One", 0)])
    rows = [line.split(",") for line in ("id,age,why", "1,30,since they said so", "2,,纸")]
    write_workbook(folder / "answers.xlsx", [(0, 0, 0, 1, "both")], S=rows, T=rows)
    cell = "<t:table-cell office:value-type='string' t:number-columns-repeated='2'><text:p>{}</text:p></t:table-cell>"
    table = "".join(
        f"<t:table-row t:number-rows-repeated='2'>{cell.format(said)}</t:table-row>" for said in ("why", "x", "纸")
    )
    open_document(folder / "answers.ods", table)
    _write_spss(folder)
    for name, text in _texts().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    (folder / "chinese.txt").write_bytes(TALK.replace("😀", "").encode("gb18030"))
    (folder / "wide.txt").write_bytes(TALK.encode("utf-16"))
    return sorted(folder.iterdir())


def _texts() -> Mapping[str, str]:
    segments = [
        {"id": 0, "start": 0.0, "end": 1.5, "text": " 您好", "speaker": "S1", "words": [{"word": "您好", "start": 0}]}
    ]
    items = [{"type": "pronunciation", "start_time": "0.1", "end_time": "0.4", "alternatives": [{"content": "Yes"}]}]
    lattice = [{"json_1best": json.dumps({"st": {"bg": "0", "rl": "1", "rt": [{"ws": [{"cw": [{"w": "好"}]}]}]}})}]
    paragraphs = [{"SpeakerId": "1", "Words": [{"SentenceId": 1, "Start": 0, "End": 9, "Text": "好"}]}]
    return {
        "talk.txt": TALK * 3,
        "notes.md": f"# 标题\n\n{TALK}\n## Two ##\n\n```\n# code\n```\n",
        "page.html": _HTML,
        "rich.rtf": _RTF,
        "tiers.eaf": _EAF,
        "tiers.TextGrid": _TEXTGRID,
        "mail.eml": _MAIL,
        "box.mbox": f"From li@example.org Tue Jan  2 03:04:05 2024\n{_MAIL}\nFrom a@b Tue Jan  2 03:04:05 2024\nFrom: a@b.org\n\n>From here\n",
        "answers.csv": _QUESTIONS,
        "answers.tsv": _QUESTIONS.replace(",", "\t"),
        "cues.vtt": _CUES,
        "cues.srt": "1\n00:00:01,000 --> 00:00:02,000\nLI: <b>Hello</b>\n\n2\n00:00:02,000 --> 00:00:03,000\nHello\nthere\n",
        "cues.sbv": "0:00:01.000,0:00:02.000\nHello\n\n0:00:02.000,0:00:03.000\nthere\n",
        "whisper.json": json.dumps({"text": "您好", "language": "zh", "segments": segments * 3}),
        "amazon.json": json.dumps(
            {"results": {"items": items * 3, "speaker_labels": {"segments": [{"items": items}]}}}
        ),
        "xunfei.json": json.dumps({"lattice": lattice}),
        "tingwu.json": json.dumps({"Transcription": {"Paragraphs": paragraphs}}),
    }


def _write_spss(folder: Path) -> None:
    import pandas
    import pyreadstat

    frame = pandas.DataFrame({"id": [1.0, 2.0, 9.0], "why": ["since they said so", "纸", ""], "t1": [1.0, 0.0, None]})
    labels = {"id": {1.0: "one", 9.0: "none"}}
    for ending in (".sav", ".zsav"):
        pyreadstat.write_sav(
            frame, str(folder / f"answers{ending}"), variable_value_labels=labels, missing_ranges={"id": [9.0]},
            compress=ending == ".zsav",
        )  # fmt: skip
    pyreadstat.write_por(frame.drop(columns="why"), str(folder / "answers.por"))
