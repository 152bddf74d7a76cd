"""Queries asked of a project: names, conditions, saved queries, and what stays hidden."""

import pytest

from qualcode.actions import coding, memos
from qualcode.actions.agreement.measuring import Whose, independent
from qualcode.actions.layers import codings
from qualcode.actions.material import cases, documents
from qualcode.actions.querying import retrieval, saved
from qualcode.actions.querying.whole_documents import documents_where
from qualcode.actions.tables import crossings
from qualcode.errors import NotFound, Refused, WrongUse
from qualcode.store.models import CaseSet, CaseSetMember, CodeSet, CodeSetMember, DocumentSet, DocumentSetMember
from qualcode.store.queries import case_named, code_tree, document_named
from qualcode.text.names import name_key
from qualcode.text.span import Span

# Anna put paper on 32–39 and data entry on 32–45 of P01, Ben put paper on 30–45; see projects.py.
ANNA, ENTRY, BEN = (32, 39), (32, 45), (30, 45)


@pytest.fixture
def ask(project):
    """The spans a query finds, of everybody's codings."""

    def spans(query, **options):
        with project.read("Anna") as view:
            table = retrieval.retrieve(view, query, **({"layer": "all"} | options))
        return [row[1:3] for row in table.rows]

    return spans


def test_a_passage_names_codes_coders_speaker_and_text(project):
    with project.write("Anna") as work:
        coding.apply(work, "P01", Span(*BEN), "pressure")
    with project.read("Anna") as view:
        table = retrieval.retrieve(view, "any same span as any", layer="all")
    assert table.columns == ("document", "start", "end", "codes", "coders", "speaker", "text")
    ((document, start, end, named, coders, speaker, text),) = table.rows
    assert (document, start, end, named, coders, speaker) == (
        "P01",
        *BEN,
        "work/paper; pressure",
        "Anna; Ben",
        "受访者",
    )
    assert len(text) == end - start and "纸" in text
    assert "1 passage with 2 codings in 1 document." in table.notes


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("paper", [BEN, ANNA]),
        ("纸", [BEN, ANNA]),  # an alias
        ("work/*", [BEN, ANNA, ENTRY]),
        ("work", []),
        ("siblings of paper", [ENTRY]),
        ("children of work", [BEN, ANNA, ENTRY]),
        ("parent of paper", []),
        ("paper within data entry", [ANNA]),
        ("paper not within data entry", [BEN]),
        ("data entry within paper", [ENTRY]),
        ("data entry within paper by the same coder", []),
        ("only paper", []),
        ("coder = ben", [BEN]),
        ("coder != Ben", [ANNA, ENTRY]),
        ("round = 0 and paper", [BEN, ANNA]),
        ("role = participant", [BEN, ANNA, ENTRY]),
        ("role != respondent", []),
        ("speaker in (受访者, 访谈者) and paper", [BEN, ANNA]),
        ("document = p01 and kind = interview", [BEN, ANNA, ENTRY]),
        ("document != P01", []),
        ("weight >= 50", [ENTRY]),
        ("weight < 50", []),
        ("weight != 3", [ENTRY]),
        ("weight is missing", [BEN, ANNA]),
        ("memo contains “AGAIN the”", [ANNA]),
        ("memo matches /[Pp]aper/", [ANNA]),
        ("memo is missing", [BEN, ENTRY]),
        ("case = 'P01 woman'", [BEN, ANNA, ENTRY]),
        ("case = 东麓县", []),
        ("case = '东麓县/*' and paper", [BEN, ANNA]),
        ("case.level is missing and data entry", [ENTRY]),
        ("case.level = county", []),
        ("text contains 纸", [BEN, ANNA, ENTRY]),
        ("text matches /后来$/", []),
        ("data entry in the same turn as paper", [ENTRY]),
        ("data entry in the same case as paper by the same coder", [ENTRY]),
        ("paper near data entry by at most 0 words", [BEN, ANNA]),
        ("not paper", [ENTRY]),
    ],
)
def test_what_a_query_finds(ask, query, expected):
    assert sorted(ask(query)) == sorted(expected)


def test_conditions_on_attributes_compare_each_kind_of_value_as_what_it_is(project, ask):
    choices = [
        {"value": "1", "label": "不信任", "missing": False},
        {"value": "2", "label": "信任", "missing": False},
        {"value": "99", "label": "拒答", "missing": True},
    ]
    with project.write("Anna") as work:
        cases.attributes.define(work, "trust", "choice", choices=choices)
        for name, kind in (("age", "integer"), ("married", "boolean"), ("since", "date"), ("job title", "text")):
            cases.attributes.define(work, name, kind)
        values = {"trust": "2", "age": "41", "married": "yes", "since": "2024-05", "job title": "Ｃlerk"}
        cases.set_values(work, "P01 woman", values)
    holding = (
        "case.trust = 2", "case.trust = 信任", "case.trust >= 不信任", "case.trust contains 任", "case.age > 40.5",
        "case.age in (40, 41)", "case.age not in (40, 42)", "case.married = 是", "case.since >= 2024", "case.since < 2024-06",
        "case.since = 2024", "case.since <= 2024-05-31", 'case."job title" = CLERK', 'case."job title" contains ler',
    )  # fmt: skip
    for query in holding:
        assert ask(f"data entry and {query}") == [ENTRY], query
    failing = (
        "case.trust = 1", "case.trust < 2", "case.age != 41", "case.married = no", "case.since > 2024", "case.since > 2024-05-02",
        "case.since < 2024-05-30", "case.since = 2024-05-01", "case.age is missing",
    )  # fmt: skip
    for query in failing:
        assert ask(f"data entry and {query}") == [], query


def test_a_missing_answer_meets_no_comparison(project, ask):
    choices = [{"value": "1", "label": "", "missing": False}, {"value": "9", "label": "no answer", "missing": True}]
    with project.write("Anna") as work:
        cases.attributes.define(work, "trust", "choice", choices=choices)
        cases.set_values(work, "P01 woman", {"trust": "9"})
    assert ask("case.trust != 1") == []
    assert ask("case.trust > 0") == []
    assert len(ask("case.trust is missing")) == 3


def test_dates_and_languages_of_documents(project, ask):
    with project.write("Anna") as work:
        documents.set_fields(work, "P01", {"occurred_on": "2023-11", "language": "zh-Hans"})
    assert len(ask("document.date = 2023 and language = zh")) == 3
    assert len(ask("document.date >= 2023-11 and language = zh-hans")) == 3
    assert ask("document.date > 2023") == ask("language != chinese") == []


def test_sets_of_documents_cases_and_codes(project, ask):
    with project.write("Anna") as work:
        made = (
            (DocumentSet, DocumentSetMember, "document", document_named(work, "P01").id),
            (CaseSet, CaseSetMember, "case", case_named(work, "P01 woman").id),
            (CodeSet, CodeSetMember, "code", code_tree(work).named("data entry").id),
        )
        for sets, members, of, row_id in made:
            name = f"my {of}s"
            set_id = work.journal.insert(sets, name=name, name_key=name_key(name), note="")
            work.journal.insert(members, **{f"{sets.__tablename__}_id": set_id, f"{of}_id": row_id})
        work.describe("test", "made sets")
    assert len(ask('set = "my documents"')) == len(ask('set = "my cases"')) == 3
    assert ask('set = "my codes"') == [ENTRY]
    assert len(ask('set != "my codes"')) == 2
    with pytest.raises(NotFound, match="my codes"):
        ask("set = 'my code'")


@pytest.mark.parametrize(
    ("query", "nearest"),
    [
        ("papre", "work/paper"),
        ("any and coder = Anne", "Anna"),
        ("any and document = P10", "P01"),
        ("any and case = 东麓", "东麓县"),
        ("any and case.levle = 1", "level"),
        ("any and case.level = town", "county"),
        ("any and kind = intervew", "interview"),
        ("any and speaker = 受访", "受访者"),
        ("any and role = speaker", "interviewer"),
        ("language = klingon", None),
        ("code = papre", "work/paper"),
        ('query "mine"', None),
    ],
)
def test_an_unknown_name_is_an_error_with_the_nearest_ones(ask, query, nearest):
    with pytest.raises(NotFound) as raised:
        ask(query)
    assert nearest is None or nearest in raised.value.nearest


@pytest.mark.parametrize(
    "query",
    ["coder < Anna", "weight = x", "weight contains 5", "text = a", "memo = a", "text contains ''", "text matches /(/"],
)
def test_a_comparison_that_cannot_be_is_refused(ask, query):
    with pytest.raises(WrongUse):
        ask(query)


def test_an_expression_that_takes_for_ever_is_stopped(monkeypatch, project, ask):
    monkeypatch.setattr("qualcode.analysis.query.texts._SECONDS", 0.05)
    with project.write("Anna") as work:
        memos.add(work, "a" * 60 + "b", target=memos.Target(coding=coding.matching(work, coder="Ben")[0].guid))
    with pytest.raises(WrongUse, match="too long"):
        ask(r"memo matches /(a|a)+$/")


def test_saved_queries_are_parts_of_others(project, ask):
    with project.write("Anna") as work:
        saved.save(work, "of paper", "paper or data entry")
    with project.write("Anna") as work:
        saved.save(work, "by Ben", 'query "OF PAPER" and coder = Ben')
        assert saved.listing(work).column("name") == ["by Ben", "of paper"]
    assert ask('query "by Ben"') == [BEN]
    with project.write("Anna") as work:
        with pytest.raises(Refused):
            saved.save(work, "Of Paper", "any")
        with pytest.raises(WrongUse, match="part of itself"):
            saved.save(work, "of paper", 'query "by ben" or any', replaced=True)
        with pytest.raises(WrongUse):
            saved.save(work, "wrong", "paper and")
        saved.remove(work, "by ben")
    with pytest.raises(NotFound):
        ask('query "by Ben"')


def test_a_kept_query_is_counted_as_a_code_of_its_own(project):
    with project.write("Anna") as work:
        saved.save(work, "Smart", "paper or data entry")
        coding.apply(work, "P01", Span(*ENTRY), "paper")  # a span that Anna coded twice counts once
        counts = {row[0]: row[1] for row in crossings.frequencies(work, layer="all", smart=["smart"]).rows}
        crossed = crossings.matrix(work, "codes", "coders", layer="all", smart=["smart", "SMART"]).to_table("codes")
        pairs = crossings.cooccurrence(work, layer="all", smart=["smart"]).matrix()
        only = {
            row[0]: row[1]
            for row in crossings.frequencies(work, layer="all", where="coder = Ben", smart=["smart"]).rows
        }
        with pytest.raises(NotFound):
            crossings.frequencies(work, smart=["smat"])
    assert counts['query "Smart"'] == 3 and counts["work/paper"] == 3
    assert crossed.rows[-1][0] == 'query "Smart"' and sorted(crossed.rows[-1][1:])[-2:] == [1, 2]
    assert pairs.columns[-1] == 'query "Smart"'
    assert only['query "Smart"'] == 1


def test_only_codings_that_decide_are_read_and_the_answer_stays(project, monkeypatch):
    with project.write("Anna") as work:
        for start in range(30):
            coding.apply(work, "N01", Span(start, start + 3), "pressure")
    for query in (
        "paper within data entry",
        "paper and not data entry",
        "paper and coder = Ben",
        "paper or data entry",
    ):
        answers = []
        for few in (0, 10**9):
            monkeypatch.setattr(retrieval, "_FEW", few)
            with project.read("Anna") as view:
                found = retrieval.codings_where(view, "all", query)
                answers.append((retrieval.retrieve(view, query).rows, found.notes, found.table.start.tolist()))
        assert answers[0] == answers[1]
    with project.read("Anna") as view:
        assert (
            retrieval.retrieve(view, "paper or not paper", layer="all")
            .notes[-1]
            .startswith("The query leaves nothing out")
        )
        assert "It leaves nothing out." in retrieval.codings_where(view, "all", "any").notes


def test_fields_are_also_asked_for_as_attributes_of_documents_and_cases(project, ask):
    every = ask("any")
    for query in ("document.kind = interview", "document.kind = 访谈", "document.name = p01", "document.words > 3", "document.turns >= 1",
                  "document.speakers between 1 and 9", "document.characters < 100000", "case.name is not missing", "code contains work",
                  'code = "work/*"', "code matches /^work/", "role is 受访者"):  # fmt: skip
        assert ask(query) == every, query
    for query in (
        "document.kind != interview",
        "document.source contains pdf",
        "code = pressure",
        "code not in (paper, data entry)",
    ):
        assert ask(query) == [], query
    assert ask("code in (paper, pressure)") == ask("paper")
    with project.write("Anna") as work:
        cases.attributes.define(work, "kind", "text", applies_to="document")  # one's own attribute comes first
    assert ask("document.kind = interview") == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("kind = interview", {"P01", "N01"}),
        ("document.turns > 0 and document.kind = interview", {"P01"}),
        ("not document.turns > 0", {"N01"}),
        ("case = '东麓县/*' or document = N01", {"P01", "N01"}),
        ("document.words > 100000", set()),
    ],
)
def test_agreement_is_asked_of_whole_documents(project, query, expected):
    with project.read("Anna") as view:
        found = codings(view, "all")
        chosen, note = documents_where(view, found, query)
        names = {row.name for row, is_chosen in zip(found.documents, chosen.tolist(), strict=True) if is_chosen}
        _found, ready = independent(view, Whose(where=query))
    assert names == expected and f"{len(expected)} of 2" in note and note in ready.notes
    assert {found.documents[at].name for at in ready.done} <= expected


@pytest.mark.parametrize(
    "query", ["paper", "coder = Anna", "kind = interview and paper", "text contains 纸", "not weight > 3"]
)
def test_codings_cannot_be_chosen_for_agreement(project, query):
    with project.read("Anna") as view, pytest.raises(WrongUse, match="documents, not codings"):
        independent(view, Whose(where=query))


def test_queries_within_queries_cannot_grow_beyond_all_measure(project, ask):
    with project.write("Anna") as work:
        saved.save(work, "long", " and ".join(["paper"] * 100))
        saved.save(work, "1", 'query "long"')
        for number in range(1, 3):
            saved.save(work, str(number + 1), " or ".join([f'query "{number}"'] * 8))
        with pytest.raises(WrongUse, match="more than 200 times"):
            saved.save(work, "4", " or ".join(['query "3"'] * 8))
        with pytest.raises(WrongUse, match="150 deep"):
            saved.save(work, "longer", 'query "long"' + " and paper" * 100)
    assert sorted(ask('query "3"')) == sorted([BEN, ANNA])


def test_an_explanation_names_the_codes_and_says_whose_codings(project):
    with project.read("Anna") as view:
        lines = retrieval.explain(view, "纸 and not work/*")
        with pytest.raises(NotFound):
            retrieval.explain(view, "paper and coder = Anne")
    assert lines[:5] == [
        "纸 and not work/*",
        "1. Codings of “work/paper”.",
        "2. Codings of “work” and of all below it (2 codes).",
        "3. Condition: no coding of [2] stands on the same span.",
        "4. Codings of [1] of which [3] is true.",
    ]
    assert lines[-1].startswith("Layer: of record")


def test_a_query_restricts_what_counts(project):
    with project.read("Anna") as view:
        found = retrieval.codings_where(view, "all", "paper within data entry")
        parts = retrieval.codings_where(view, "all", "shared part of data entry and coder = Ben")
        assert retrieval.codings_where(view, "all").notes == found.notes[:1]
    assert (found.table.start.tolist(), found.table.end.tolist()) == ([32], [39])
    assert found.notes[1:] == (
        'Only codings that meet this query count: paper within "data entry"',
        "It leaves out 2 codings.",
    )
    assert list(zip(parts.table.start.tolist(), parts.table.end.tolist(), strict=True)) == [ENTRY, ENTRY]
    assert sorted(parts.table.coders[coder] for coder in parts.table.coder.tolist()) == ["Anna", "Ben"]


def test_a_coding_outside_all_turns_has_no_speaker_and_meets_what_is_negated(project, ask):
    with project.write("Anna") as work:
        coding.apply(work, "N01", Span(0, 8), "pressure")
    assert ask("speaker is missing") == [(0, 8)]
    assert ask("pressure and not speaker = 受访者") == [(0, 8)]
