"""Queries as people write them: what is read, what is written back, and what is said of what cannot be read."""

from unicodedata import east_asian_width

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.plain_queries import queries
from qualcode.analysis.query.explaining import explain
from qualcode.analysis.query.parsing import parse
from qualcode.analysis.query.tree import (
    And,
    AnyCode,
    AtLeast,
    Codes,
    Compare,
    Distance,
    Not,
    OneOf,
    Only,
    Or,
    Relation,
    Rest,
    Saved,
    Shared,
    SharedBySeveral,
)
from qualcode.analysis.query.wording import write
from qualcode.errors import QualcodeError, WrongUse
from qualcode.text.names import format_path

A, B, C = Codes("A"), Codes("B"), Codes("C")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("A", A),
        ("hidden  actions", Codes("hidden actions")),
        ("政策执行/隐性行为", Codes("政策执行/隐性行为")),
        ("work / paper/*", Codes("work/paper", "subtree")),
        ('"state capacity and data"/*', Codes("state capacity and data", "subtree")),
        ('"state capacity and data/*"', Codes("state capacity and data", "subtree")),
        (r"“either\/or” or 'it''s'".replace("''", r"\'"), Or((Codes(r"either\/or"), Codes("it's")))),
        ("siblings of work/paper", Codes("work/paper", "siblings")),
        ("any", AnyCode()),
        ("don't panic", Codes("don't panic")),
        ("text and case and role", And(And(Codes("text"), Codes("case")), Codes("role"))),
        ("A or B and not C", Or((A, And(B, Not(C))))),
        ("(A or B) AND C", And(Or((A, B)), C)),
        ("A and B by the same coder", And(A, B, True)),
        ("A and not B by the same coder", And(A, Not(B), True)),
        ("A and B within C by the same coder", And(A, Relation("within", B, C, same_coder=True))),
        ("A is within B", Relation("within", A, B)),
        ("A not  within B", Relation("within", A, B, negated=True)),
        ("not A within B", Not(Relation("within", A, B))),
        ("A surrounds B", Relation("encloses", A, B)),
        ("A cooccurs with B", Relation("co-occurs with", A, B)),
        ("A on the same span as B", Relation("same span as", A, B)),
        ("A is followed by B by at most 1 turn", Relation("precedes", A, B, distance=Distance(1, "turn"))),
        ("A near B within 5 words", Relation("near", A, B, distance=Distance(5, "word"))),
        ("A in the same  paragraph as B", Relation("in the same paragraph as", A, B)),
        ("A 位于 B 且 非 C", And(Relation("within", A, B), Not(C))),
        ("（A 或 B） 不 重叠 C", Relation("overlaps", Or((A, B)), C, negated=True)),
        ("only A", Only(A)),
        ("恰一（A，B、C）", OneOf((A, B, C))),
        ("at least 2 of (A, B, A and C)", AtLeast(2, (A, B, And(A, C)))),
        ("A intersect B", Shared(A, B)),
        ("shared part of A and (B or C)", Shared(A, Or((B, C)))),
        ("rest of A outside (B or C) by the same coder", Rest(A, Or((B, C)), True)),
        ("shared part of at least 2 of (A, B)", SharedBySeveral(2, (A, B))),
        ("query 'my codes'", Saved("my codes")),
        ("隐性　行为　且　\u00a0B", And(Codes("隐性 行为"), B)),
        ('query "my codes" and A', And(Saved("my codes"), A)),
        ("coder=Anna Li", Compare("coder", "", "=", ("Anna Li",))),
        ("coder not in (Anna, “B, C”)", Compare("coder", "", "not in", ("Anna", "B, C"))),
        ('case."years of service" ≥ 5', Compare("case", "years of service", ">=", ("5",))),
        ("case.级别 = 县", Compare("case", "级别", "=", ("县",))),
        ("document.date < 2024-05", Compare("document", "date", "<", ("2024-05",))),
        ("Document contains interview", Compare("document", "", "contains", ("interview",))),
        (r"text matches /a\/(b|c)+/", Compare("text", "", "matches", ("a/(b|c)+",))),
        ("memo is not missing", Compare("memo", "", "is not missing")),
        ("A and weight is missing", And(A, Compare("weight", "", "is missing"))),
        ("A is within 5 words of B", Relation("near", A, B, distance=Distance(5, "word"))),
        ("A not within 1 turn of B", Relation("near", A, B, negated=True, distance=Distance(1, "turn"))),
        ("A 邻近 B 最多 3个句子 同一编码员", Relation("near", A, B, distance=Distance(3, "sentence"), same_coder=True)),
        ("A 跟随 B 不超过20字", Relation("follows", A, B, distance=Distance(20, "character"))),
        ("A outside B", Relation("co-occurs with", A, B, negated=True)),
        ("A is outside (B or C)", Relation("co-occurs with", A, Or((B, C)), negated=True)),
        ("rest of A outside B", Rest(A, B)),
        ("*", AnyCode()),
        ("coder：Min", Compare("coder", "", "=", ("Min",))),
        ("coder: “Min”", Compare("coder", "", "=", ("Min",))),
        ("coder is not Min", Compare("coder", "", "!=", ("Min",))),
        ("weight ！＝ 3", Compare("weight", "", "!=", ("3",))),
        ("weight ＜＝ 3", Compare("weight", "", "<=", ("3",))),
        ("code in (A, B/*)", Compare("code", "", "in", ("A", "B/*"))),
        ("case.age between 30 and 40 and A", And(Compare("case", "age", "between", ("30", "40")), A)),
        ("case.years of service is missing", Compare("case", "years of service", "is missing")),
        ("个案。级别 = 县", Compare("case", "级别", "=", ("县",))),
        ("文本包含”系统“", Compare("text", "", "contains", ("系统",))),
        ("‘A’ 或 『B』 或 ＂C＂", Or((A, B, C))),
        ("don’t panic", Codes("don’t panic")),
        (r"document matches /^I\d+/i", Compare("document", "", "matches", (r"(?i)^I\d+",))),
        ('text matches "系统|平台"', Compare("text", "", "matches", ("系统|平台",))),
        ('text contains "say \\"yes\\""', Compare("text", "", "contains", ('say "yes"',))),
    ],
)
def test_what_is_written_is_what_is_read(text, tree):
    assert parse(text) == tree
    assert parse(write(tree)) == tree


names = st.lists(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8), min_size=1, max_size=3
)
paths = names.filter(lambda parts: all(map(str.strip, parts))).map(
    lambda parts: format_path(it.strip() for it in parts)
)
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
compared = st.one_of(
    st.builds(
        Compare,
        st.sampled_from(["coder", "speaker", "case", "weight"]),
        st.just(""),
        st.sampled_from(["=", "!=", "<=", "contains"]),
        words.map(lambda it: (it,)),
    ),
    st.builds(
        Compare,
        st.sampled_from(["case", "document"]),
        words.filter(str.strip),
        st.sampled_from(["in", "not in"]),
        st.lists(words, min_size=1, max_size=3).map(tuple),
    ),
)


@given(queries)
def test_every_tree_is_written_as_a_text_that_gives_it_back(query):
    assert parse(write(query)) == query


@given(st.one_of(compared, st.builds(Codes, paths, st.sampled_from(["code", "subtree", "siblings"])), words.map(Saved)))
def test_names_and_values_of_any_script_come_back_as_they_were(query):
    if isinstance(query, Codes) and query.path.endswith("/*"):
        return  # a code of that name cannot be told from all below another
    assert parse(write(query)) == query


@given(st.text("AB()（\"“' ,/*=<>!.andornotwihéc共现且12 ", max_size=40) | st.text(max_size=20))
def test_whatever_is_typed_is_read_or_said_to_be_wrong(text):
    try:
        query = parse(text)
    except QualcodeError as error:
        assert error.message
    else:
        assert parse(write(query)) == query


@pytest.mark.parametrize(
    ("text", "caret", "could"),
    [
        ("A and", 5, "a code"),
        ("(A or B", 7, ")"),
        ("A within B within C", 11, "by the same coder"),
        ("A)", 1, "the end"),
        ('A and "open', 6, "a code, in quotation marks"),
        ("coder = ", 7, "a value, in quotation marks"),
        ("（隐性行为", 5, ")"),
        ("政策 and 行为 = 3", 10, "within"),
        ("A, B", 1, "one of (…, …)"),
        ("A not B", 6, "and not"),
        ('"A" & B', 4, "and, or"),
        ("A = 3", 2, "coder"),
        ("one of (A)", 9, ","),
        ("A = 3", 2, "a relation"),
    ],
)
def test_an_error_points_at_the_place_and_says_what_could_stand_there(text, caret, could):
    with pytest.raises(WrongUse) as raised:
        parse(text)
    _said, line, pointer = raised.value.message.split("\n")
    assert line == "  " + text.rstrip()
    columns = sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text[:caret])
    assert pointer == " " * (2 + columns) + "^"
    assert could in raised.value.hint


def test_the_caret_stands_under_chinese_too():
    with pytest.raises(WrongUse) as raised:
        parse("隐性行为 within )")
    assert raised.value.message.split("\n")[2] == "  " + " " * (8 + 8) + "^"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "a//b",
        "at least 3 of (A, B)",
        "A within B by at most 3 words",
        "A and coder = Anna by the same coder",
        "siblings of A/*",
        "(" * 100 + "A" + ")" * 100,
        "not " * 50 + "A",
        "A or " * 5000 + "A",
        "A and " * 3000 + "A",
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(text):
    with pytest.raises(WrongUse):
        parse(text)


def test_a_long_row_of_codes_is_read():
    query = parse(" or ".join(f"code{number}" for number in range(1500)))
    assert len(query.parts) == 1500


@given(queries)
def test_an_explanation_has_a_line_for_each_part_and_one_for_the_whole(query):
    *lines, last = explain(query, lambda wanted: [wanted.path])
    assert [line.split(". ")[0] for line in lines] == [str(number) for number in range(1, len(lines) + 1)]
    assert f"[{len(lines)}]" in last


def test_an_explanation_says_what_is_kept_and_by_which_default():
    lines = explain(parse("A follows B and not C"), lambda wanted: [wanted.path])
    assert lines[2] == (
        "3. Codings of [1] for each of which [2] has another coding that ends before it begins, "
        "in the same paragraph or at most 1 on."
    )
    assert lines[-2:] == ["6. Codings of [3] of which [5] is true.", "The query returns [6]."]
