"""Bibliographies as databases and citation managers export them: every entry a document, all it says kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from qualcode.errors import UnreadableInput
from qualcode.formats.base import ReadOptions
from qualcode.formats.bibliography.writing import writer_for
from qualcode.formats.bundle import Bundle
from qualcode.formats.registry import reader_for

RIS = """Provider: Some Host
Content: text/plain; charset="UTF-8"

TY  - JOUR
TI  - Data silos in county offices
AU  - Okafor, Ada
AU  - Lind, Berta, Jr.
T2  - Local Studies
AB  - We study why.
Offices answer.
DA  - 2020/05/03/
PY  - 2020
DO  - https://doi.org/10.5555/local.1
VL  - 12
IS  - 3
SP  - 4
EP  - 18
SN  - 1234-5678
KW  - data silos
KW  - rural, remote
C1  - Shelf 3
ER  -

TY  - CHAP
ID  - wang2019
A1  - 王芳
T1  - 一章
BT  - 一本书
A2  - 陈静
Y1  - 2019///
ER  -
"""
BIBTEX = r"""Anything outside of entries, me@example.org, is a remark.
@comment{jabref-meta: databaseType:bibtex;}
@preamble{"\newcommand{\x}{y}"}
@string{press = "Harbour " # {Press}}
@ARTICLE{lind2021,
  author = "M{\"u}ller, J{\"o}rg and {World Bank} and Lind, Jr., Ana and van der Berg, Jan and 张伟 and 王, 明",
  title = {A {DNA} of the {\L}\'{o}d\'z office---or ``two''},
  journal = press # { Review}, year = 2021, month = mar # "~3", pages = {4--18},
  abstract = {First
     paragraph.

     Second one: 5\% \& more.},
  keywords = {silos, privacy}, doi = {10.5555/a_b}, url = {https://example.org/~x_y%20z}, annote = {mine}
}
@inproceedings(chen2019, crossref = {proc19}, title = {平台与街道}, author = {Chen Jing})
@proceedings{proc19, title = {Proceedings of the Quay}, year = {2019}, publisher = press}
@mastersthesis{wang, title = {县域}, school = {Donglu University}, date = {2018-06}}
"""
ENDNOTE = """%0 Journal Article
%A 张伟
%A 李明
%+ 某大学公共管理学院;
%T 数字政府的协同治理
%J 中国行政研究
%D 2021
%N 05
%K 数字政府;协同治理
%X 本文考察填报。
%P 12-20
%@ 1006-0863
%U https://example.org/a?x=1&y=2
%W CNKI

%0 Thesis
%A 王芳
%T 县域电商
%I 某大学
%D 2019
"""
NOTE_EXPRESS = """{Reference Type}: Journal Article
{Title}: 数字政府的协同治理
{Author}: 张伟;李明
{Author Address}: 某大学
{Journal}: 中国行政研究
{Year}: 2021
{Issue}: 05
{Pages}: 12-20
{Keywords}: 数字政府;协同治理
{Abstract}: 本文考察填报。
{ISBN/ISSN}: 1006-0863
{Database Provider}: CNKI

{Reference Type}: Thesis
{Title}: 县域电商
{Author}: 王芳
{Year}: 2019
"""
REFWORKS = """RT Journal Article
SR 1
A1 张伟;李明
AD 某大学
T1 数字政府的协同治理
JF 中国行政研究
YR 2021
IS 05
OP 12-20
K1 数字政府;协同治理
AB 本文考察填报。
SN 1006-0863
DS CNKI

RT Dissertation/Thesis
SR 1
A1 王芳
T1 县域电商
YR 2019
"""
CNKI = """SrcDatabase-来源库: 期刊
Title-题名: 数字政府的协同治理
Author-作者: 张伟;李明;
Organ-单位: 某大学;
Source-文献来源: 中国行政研究
Keyword-关键词: 数字政府;;协同治理
Summary-摘要: 本文考察填报。
PubTime-发表时间: 2021-05-10
Year-年: 2021
Period-期: 05
PageCount-页码: 12-20

SrcDatabase-来源库: 硕士
Title-题名: 县域电商
Author-作者: 王芳
Year-年: 2019
"""
PRINTED = """[1]张伟,李明.数字政府的协同治理[J].中国行政研究,2021,(05):12-20.DOI:10.1234/abc.
[2]王芳.县域电商[D].某大学,2019.
[3]Okafor A, Lind B. Data silos in county offices[J]. Local Studies, 2020, 12(3): 4-18.
[4]陈静.治理的技术[M].北京:某出版社,2018.
"""
WEB_OF_SCIENCE = """FN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Okafor, A
   Lind, B
AF Okafor, Ada
   Lind, Berta
TI Data silos in county
   offices
SO LOCAL STUDIES
DE data silos; county
AB We study, in two
   counties, why.
CR Smith J, 2001, A
   Wu K, 2002, B
SN 1234-5678
PD MAY
PY 2020
VL 12
BP 4
EP 18
DI 10.5555/local.1
UT WOS:000123
ER

EF
"""
PUBMED = """PMID- 12345678
DP  - 2020 May 3
TI  - Data silos in county
      offices.
LID - 10.5555/local.1 [doi]
AB  - BACKGROUND: We study. METHODS: Two
      counties.
FAU - Okafor, Ada
AU  - Okafor A
JT  - Local studies
IS  - 1234-5678 (Electronic)
PG  - 4-18
"""
ENDNOTE_XML = """<?xml version="1.0" encoding="UTF-8" ?><xml><records><record>
<ref-type name="Journal Article">17</ref-type>
<contributors><authors><author><style face="normal">Okafor, Ada</style></author></authors></contributors>
<titles><title><style>Data silos</style></title><secondary-title>Local Studies</secondary-title></titles>
<keywords><keyword>rural, remote</keyword></keywords>
<dates><year>2020</year></dates><abstract>We study.</abstract></record></records></xml>
"""
CSL = """[{"id": "http://zotero.org/users/1/items/ABC", "type": "article-journal", "title": "Data silos in county offices",
 "author": [{"family": "Okafor", "given": "Ada"}], "issued": {"date-parts": [["2020", 5, 3]]}, "keyword": "a; b", "abstract": "We study."},
 {"id": "wang2019", "type": "book", "title": "书", "author": [{"literal": "王芳"}], "issued": {"raw": "2019?"}}]
"""


def read(folder: Path, name: str, content: str, encoding: str = "utf-8") -> Bundle:
    file = folder / name
    file.write_bytes(content.encode(encoding))
    return reader_for(file).read(file, ReadOptions())


def fields_of(bundle: Bundle, number: int = 0) -> dict[str, Any]:
    publication = bundle.documents[number].publication
    assert publication is not None
    return publication.fields


def errors(bundle: Bundle) -> list[tuple[str, str]]:
    return [(finding.where, finding.sentence) for finding in bundle.report.of("error")]


def test_ris_with_what_its_dialects_add(tmp_path: Path) -> None:
    bundle = read(tmp_path, "z.ris", RIS)
    first, second = bundle.documents
    assert (bundle.report.format, first.name, second.name) == ("RIS", "Okafor2020", "wang2019")
    assert (
        first.text
        == "Data silos in county offices\n\nWe study why.\nOffices answer.\n\nKeywords: data silos; rural, remote"
    )
    assert (first.kind, first.language, first.occurred_on, first.turns) == ("literature", "en", "2020-05-03", [])
    assert fields_of(bundle) == {
        "type": "article-journal", "author": [{"family": "Okafor", "given": "Ada"}, {"family": "Lind", "given": "Berta", "suffix": "Jr."}],
        "title": "Data silos in county offices", "container-title": "Local Studies", "abstract": "We study why.\nOffices answer.",
        "DOI": "10.5555/local.1", "volume": "12", "issue": "3", "keyword": "data silos; rural, remote",
        "issued": {"date-parts": [[2020, 5, 3]]}, "page": "4-18", "ISSN": "1234-5678", "custom": {"C1": ["Shelf 3"]},
    }  # fmt: skip
    assert {it.name: it.values for it in first.attributes} == {
        "author": ("Okafor, Ada", "Lind, Berta, Jr."), "year": ("2020",), "journal": ("Local Studies",), "type": ("article-journal",),
        "doi": ("10.5555/local.1",), "keyword": ("data silos", "rural, remote"),
    }  # fmt: skip
    assert fields_of(bundle, 1)["editor"] == [{"literal": "陈静"}]
    assert second.publication and second.publication.entry.startswith("TY  - CHAP\nID  - wang2019")


def test_bibtex_with_strings_cross_references_and_latex(tmp_path: Path) -> None:
    bundle = read(tmp_path, "all.bib", BIBTEX)
    assert errors(bundle) == []
    assert [it.name for it in bundle.documents] == ["lind2021", "chen2019", "proc19", "wang"]
    first = fields_of(bundle)
    assert first["author"] == [
        {"family": "Müller", "given": "Jörg"},
        {"literal": "World Bank"},
        {"family": "Lind", "suffix": "Jr.", "given": "Ana"},
        {"family": "van der Berg", "given": "Jan"},
        {"literal": "张伟"},
        {"family": "王", "given": "明"},
    ]
    assert first["title"] == "A DNA of the Łódź office—or “two”"
    assert first["container-title"] == "Harbour Press Review"
    assert first["abstract"] == "First paragraph.\nSecond one: 5% & more."
    assert (first["page"], first["keyword"], first["custom"]) == ("4-18", "silos; privacy", {"annote": ["mine"]})
    assert (first["DOI"], first["URL"]) == ("10.5555/a_b", "https://example.org/~x_y%20z")
    paper = fields_of(bundle, 1)
    assert (paper["container-title"], paper["publisher"]) == ("Proceedings of the Quay", "Harbour Press")
    assert paper["author"] == [{"family": "Jing", "given": "Chen"}]
    assert bundle.documents[1].occurred_on == "2019"
    thesis = fields_of(bundle, 3)
    assert (thesis["type"], thesis["publisher"], thesis["issued"]) == (
        "thesis",
        "Donglu University",
        {"date-parts": [[2018, 6]]},
    )


@pytest.mark.parametrize(
    ("name", "content", "shape"),
    [
        ("a.enw", ENDNOTE, "EndNote"),
        ("a.txt", ENDNOTE, "EndNote"),
        ("b.txt", NOTE_EXPRESS, "NoteExpress"),
        ("c.txt", REFWORKS, "RefWorks"),
        ("d.txt", CNKI, "CNKI"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_what_cnki_exports_in_each_of_its_forms(
    tmp_path: Path, name: str, content: str, shape: str, encoding: str
) -> None:
    bundle = read(tmp_path, name, content.replace("\n", "\r\n"), encoding)
    assert (bundle.report.format, errors(bundle)) == (shape, [])
    article, thesis = bundle.documents
    fields = fields_of(bundle)
    assert (article.name, thesis.name) == ("张伟2021", "王芳2019")
    assert article.text == "数字政府的协同治理\n\n本文考察填报。\n\n关键词：数字政府；协同治理"
    assert fields["author"] == [{"literal": "张伟"}, {"literal": "李明"}]
    assert (fields["container-title"], fields["issue"], fields["page"]) == ("中国行政研究", "05", "12-20")
    assert (fields["type"], fields_of(bundle, 1)["type"]) == ("article-journal", "thesis")
    assert any("某大学" in text for texts in fields["custom"].values() for text in texts)


def test_references_as_they_are_printed(tmp_path: Path) -> None:
    bundle = read(tmp_path, "list.txt", PRINTED, "gb18030")
    assert [it.name for it in bundle.documents] == ["张伟2021", "王芳2019", "Okafor2020", "陈静2018"]
    assert fields_of(bundle) | {"custom": None} == {
        "type": "article-journal", "title": "数字政府的协同治理", "author": [{"literal": "张伟"}, {"literal": "李明"}],
        "DOI": "10.1234/abc", "container-title": "中国行政研究", "issued": {"date-parts": [[2021]]}, "issue": "05", "page": "12-20",
        "custom": None,
    }  # fmt: skip
    assert fields_of(bundle, 3)["publisher-place"] == "北京"


def test_web_of_science_joins_what_it_wrapped(tmp_path: Path) -> None:
    fields = fields_of(read(tmp_path, "savedrecs.txt", WEB_OF_SCIENCE))
    assert fields["title"] == "Data silos in county offices"
    assert fields["abstract"] == "We study, in two counties, why."
    assert fields["author"] == [{"family": "Okafor", "given": "Ada"}, {"family": "Lind", "given": "Berta"}]
    assert (fields["issued"], fields["custom"]["CR"]) == (
        {"date-parts": [[2020, 5]]},
        ["Smith J, 2001, A", "Wu K, 2002, B"],
    )


def test_pubmed(tmp_path: Path) -> None:
    fields = fields_of(read(tmp_path, "pubmed.nbib", PUBMED))
    assert (fields["PMID"], fields["DOI"], fields["ISSN"]) == ("12345678", "10.5555/local.1", "1234-5678")
    assert fields["abstract"] == "BACKGROUND: We study. METHODS: Two counties."
    assert fields["issued"] == {"date-parts": [[2020, 5, 3]]}


def test_endnote_xml(tmp_path: Path) -> None:
    bundle = read(tmp_path, "library.xml", ENDNOTE_XML)
    assert bundle.report.format == "EndNote XML"
    assert (fields_of(bundle)["author"], fields_of(bundle)["keyword"]) == (
        [{"family": "Okafor", "given": "Ada"}],
        "rural, remote",
    )


def test_csl_json_is_kept_as_it_is(tmp_path: Path) -> None:
    bundle = read(tmp_path, "all.json", CSL)
    first, second = bundle.documents
    assert (first.name, first.occurred_on, second.name, second.occurred_on) == (
        "Okafor2020",
        "2020-05-03",
        "wang2019",
        "2019",
    )
    assert fields_of(bundle)["custom"] == {"id": ["http://zotero.org/users/1/items/ABC"]}
    assert fields_of(bundle, 1)["issued"] == {"raw": "2019?"}


def test_each_broken_entry_of_bibtex_costs_itself_alone(tmp_path: Path) -> None:
    broken = '@article{a1, title={Fine}}\n@article{a2, title={Never closed, year=2020}\n@book{a3, title="Fine" year=1}\n@book{a4, title={Last}}\n@misc{a5, title={'
    bundle = read(tmp_path, "x.bib", broken)
    assert [it.name for it in bundle.documents] == ["a1", "a4"]
    assert [where for where, _sentence in errors(bundle)] == ["line 2", "line 3", "line 5"]


def test_one_key_for_two_entries_and_a_field_given_twice_are_said(tmp_path: Path) -> None:
    bundle = read(tmp_path, "x.bib", "@book{a, title={One}, title={Two}}\n@book{a, title={Three}}")
    said = [finding.sentence for finding in bundle.report.of("warning")]
    assert fields_of(bundle)["title"] == "One"
    assert any("given twice" in it for it in said)
    assert any("several entries have: a" in it for it in said)


def test_entries_without_an_abstract_are_kept_and_said(tmp_path: Path) -> None:
    bundle = read(tmp_path, "x.bib", "@book{a, title={One}}")
    assert bundle.documents[0].text == "One"
    assert "1 entry has no abstract" in bundle.report.of("warning")[0].sentence


def test_an_interview_that_looks_a_little_like_ris_is_none(tmp_path: Path) -> None:
    bundle = read(
        tmp_path, "talk.txt", "AB  - so he said, and\nTY  - nobody answered.\nThen we went [1] home @ noon{ish}."
    )
    assert bundle.report.format == "text"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.bib", "only a remark"),
        ("a.ris", "no tag anywhere"),
        ("a.json", '[{"type": "book", "title": '),
        ("a.json", '{"items": [' * 5000 + '{"type": "book", "issued": 1}'),
        ("a.xml", '<?xml version="1.0"?><xml><records><record></xml>'),
        (
            "a.xml",
            '<?xml version="1.0"?>\n<!DOCTYPE x [<!ENTITY a "aaaa">]><xml><records><record>&a;</record></records></xml>',
        ),
    ],
)
def test_what_is_no_bibliography_is_refused_in_a_sentence(tmp_path: Path, name: str, content: str) -> None:
    with pytest.raises(UnreadableInput) as refused:
        read(tmp_path, name, content)
    assert "\n" not in refused.value.message


def test_a_file_full_of_broken_entries_tells_of_the_first(tmp_path: Path) -> None:
    bundle = read(tmp_path, "x.bib", "@article{\n" * 3000)
    assert not bundle.documents
    assert len(errors(bundle)) == 201
    assert errors(bundle)[-1] == ("", "2800 more problems like these")


def test_entries_without_end_are_cut_off(tmp_path: Path) -> None:
    bundle = read(tmp_path, "x.ris", "TY  - JOUR\nTI  - A\n" + "AB  - x\n" * 30_000)
    assert [it.text for it in bundle.documents] == ["A\n\nx"]
    assert "longer than any" in errors(bundle)[0][1]


@pytest.mark.parametrize(
    "entry",
    [
        '{"type": "book", "title": ["A", "B"], "author": "Ada", "issued": [2020], "keyword": 3}',
        '{"type": "book", "author": [{"family": null}, 7, "x"], "issued": {"date-parts": [["2020"], ["x"]]}, "custom": 1}',
        '{"type": "book", "title": "half \\\\ud800 and \\\\u0000", "issued": {"date-parts": [[2020, 13, 40]]}}',
        '{"type": "book", "issued": {"date-parts": [[]]}, "number": NaN, "abstract": {"a": 1}}',
    ],
)
@pytest.mark.parametrize("ending", [".bib", ".ris", ".json"])
def test_csl_json_of_the_wrong_kinds_is_read_and_written(tmp_path: Path, entry: str, ending: str) -> None:
    bundle = read(tmp_path, "odd.json", f"[{entry.replace(chr(92) * 2, chr(92))}]")
    (document,) = bundle.documents
    document.text.encode()
    out = tmp_path / f"out{ending}"
    writer_for(out)([(document.name, fields_of(bundle))], out)
    assert document.name in out.read_text("utf-8")


def test_a_number_of_thousands_of_digits(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput):
        read(tmp_path, "odd.json", f'[{{"type": "book", "issued": {"1" * 5000}}}]')


def test_keys_as_careless_programs_write_them(tmp_path: Path) -> None:
    bundle = read(
        tmp_path,
        "x.bib",
        "@book{Lind 2020, title={A}}\n@book{, title={B}}\n@book{\n title={C}, year=2021}\n@book{(x), title={D}}",
    )
    assert [it.name for it in bundle.documents] == ["Lind2020", "B", "C2021", "(x)"]


@pytest.mark.parametrize(
    ("lines", "issued"),
    [
        ("PY  - 2020\nDA  - May", [2020, 5]),
        ("PY  - 2020/05/03/Spring", [2020, 5, 3]),
        ("Y1  - 2020/05//", [2020, 5]),
        ("PY  - 2020///", [2020]),
        ("PY  - 2020\nDA  - 2020-05-03 10:00", [2020, 5, 3]),
        ("PY  - 2020\nDA  - May 3", [2020, 5, 3]),
        ("PY  - 2021\nDA  - 2020/05/03", [2021]),
    ],
)
def test_dates_as_programs_write_them(tmp_path: Path, lines: str, issued: list[int]) -> None:
    bundle = read(tmp_path, "x.ris", f"TY  - JOUR\nTI  - A\n{lines}\nER  - \n")
    assert fields_of(bundle)["issued"] == {"date-parts": [issued]}


def test_and_others_is_nobodys_name_and_comes_back(tmp_path: Path) -> None:
    bundle = read(tmp_path, "x.bib", "@book{a, title={A}, author={Lind, Ana and others}}")
    assert fields_of(bundle)["author"] == [{"family": "Lind", "given": "Ana"}]
    out = tmp_path / "out.bib"
    writer_for(out)([("a", fields_of(bundle))], out)
    assert "author = {Lind, Ana and others}" in out.read_text("utf-8")


def test_a_file_cut_off_within_an_entry_says_so(tmp_path: Path) -> None:
    whole = "TY  - JOUR\nTI  - Whole\nER  - \n"
    cut = read(tmp_path, "cut.ris", whole + "TY  - JOUR\nTI  - Cut off in the mi")
    doubts = [(it.sentence, it.where) for it in cut.report.of("warning") if it.where]
    assert doubts == [("the last entry has no end (ER): the file may be cut off", "line 4")]
    assert [it.name for it in cut.documents] == ["Whole", "Cutoffin"]
    assert not [it for it in read(tmp_path, "whole.ris", whole).report.of("warning") if it.where]


def test_an_entry_of_bibtex_that_says_nothing_is_no_document(tmp_path: Path) -> None:
    bundle = read(tmp_path, "b.bib", "% as in @article{old, }\n@book{b, title={T}}\n@misc{empty,}")
    assert [it.name for it in bundle.documents] == ["b"]
    assert [where for where, _sentence in errors(bundle)] == ["line 1", "line 3"]


def test_printed_references_with_initials_behind_the_name(tmp_path: Path) -> None:
    lines = "[1]SCOTT J C, van der Berg A, 张三, WORLD BANK. Seeing like a state[M]. New Haven: Yale University Press, 1998."
    bundle = read(tmp_path, "gb.txt", lines)
    assert fields_of(bundle)["author"] == [
        {"family": "SCOTT", "given": "J C"},
        {"family": "van der Berg", "given": "A"},
        {"literal": "张三"},
        {"literal": "WORLD BANK"},
    ]
    assert bundle.documents[0].name == "SCOTT1998"
