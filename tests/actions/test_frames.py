"""Tables as pandas frames: what they hold, what they say of themselves, and the passages behind their figures."""

import copy
import pickle

import pytest

import projects
import qualcode
from qualcode.actions import coding
from qualcode.errors import NotFound, QualcodeError, WrongUse
from qualcode.project import create_project
from qualcode.text.span import Span


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """The small project, which no test changes."""
    with create_project(tmp_path_factory.mktemp("frames") / "study.qualcode", "Study", "Anna") as made:
        projects.fill(made)
        yield made


def test_a_matrix_has_its_labels_as_index_and_columns_and_says_what_it_counts(project):
    matrix = project.matrix("codes", "documents", layer="all")
    assert matrix.loc["work/paper", "P01"] == 2
    assert matrix.columns.tolist() == ["N01", "P01"]
    said = str(matrix.definition)
    assert "Cells count codings." in said
    assert "Layer: all codings of all coders." in said
    assert "3 codings count." in said
    assert f"qualcode {qualcode.__version__}" in said
    assert "Project: Study, last changed 20" in said


@pytest.mark.parametrize(
    "change",
    [
        lambda frame: frame.copy(),
        lambda frame: copy.deepcopy(frame),
        lambda frame: pickle.loads(pickle.dumps(frame)),
        lambda frame: frame.head(1),
        lambda frame: frame[["P01"]],
        lambda frame: frame["P01"],
        lambda frame: frame[frame["P01"] > 0],
        lambda frame: frame.loc["work/paper"],
        lambda frame: frame.reset_index(),
    ],
)
def test_slices_copies_and_pickles_keep_the_definition(project, change):
    matrix = project.matrix("codes", "documents")
    assert change(matrix).definition == matrix.definition


def test_a_column_keeps_its_name_and_the_definition(project):
    column = project.matrix("codes", "documents")["P01"]
    again = pickle.loads(pickle.dumps(column.head(2).copy()))
    assert (again.name, again.definition) == ("P01", column.definition)
    assert again.to_frame().definition == column.definition


def test_a_product_gives_an_index_of_several_levels(project):
    assert project.matrix("cases*codes", "documents").index.names == ["case", "code"]
    assert project.matrix("codes", "documents", long=True).columns.tolist() == ["row", "column", "value"]


def test_every_cell_leads_back_to_as_many_codings_as_it_counts(project):
    for frame in (
        project.matrix("codes", "documents", layer="all"),
        project.matrix("codes", "coders", layer="all", code_level=1),
        project.matrix("codes", "cases", where="code = work/*"),
    ):
        counted = {cell: n for cell, n in frame.stack().items() if n}
        assert counted
        for (row, column), n in counted.items():
            behind = project.segments(frame, row, column)
            assert len(behind) == n
            assert behind["guid"].is_unique
    assert set(behind["code"]) == {"work/data entry"}
    assert len(project.segments(frame, "pressure", "P01 woman")) == 0


def test_behind_a_total_are_the_codings_of_its_row_or_column(project):
    frame = project.matrix("codes", "cases", layer="all", totals=True)
    for row in frame.index:
        for column in frame.columns:
            assert len(project.segments(frame, row, column)) == frame.loc[row, column]
    assert frame.loc["total", "total"] == 3
    with pytest.raises(NotFound, match="There is no 'total' among codes"):
        project.segments(project.matrix("codes", "cases"), "total", "P01 woman")


def test_codings_of_one_span_that_count_for_one_code_are_each_shown_once(tmp_path):
    with create_project(tmp_path / "study.qualcode", "Study", "Anna") as project:
        projects.fill(project)
        with project.write("Anna") as work:
            for code in ("work/paper", "work/data entry"):
                coding.apply(work, "N01", Span(0, 5), code)
        frame = project.matrix("codes", "documents", code_level=1)
        behind = project.segments(frame, "work", "N01")
        assert len(behind) == frame.loc["work", "N01"] == 2
        assert behind["guid"].is_unique


def test_a_cell_of_a_product_is_named_by_its_index(project):
    frame = project.matrix("cases*codes", "documents", layer="all")
    counted = {cell: n for cell, n in frame.stack().items() if n > 0}
    assert counted
    for (case, code, document), n in counted.items():
        assert len(project.segments(frame, (case, code), document)) == n
    with pytest.raises(NotFound):
        project.segments(frame, ("P01 woman", 7), "P01")


def test_segments_are_the_codings_themselves(project):
    frequencies = project.frequencies(layer="all")
    behind = project.segments(frequencies, "paper")
    assert frequencies.loc["work/paper", "codings"] == len(behind) == 2
    every = project.codings().set_index("guid")
    for segment in behind.to_dict("records"):
        row = every.loc[segment["guid"]]
        assert (row["text"], row["start"], row["coder"]) == (segment["text"], segment["start"], segment["coder"])


@pytest.mark.parametrize("relation", ["overlap", "encloses", "same-document", "same-unit"])
def test_a_figure_of_co_occurrence_leads_to_its_pairs(project, relation):
    frame = project.cooccurrence(relation=relation, layer="all", across_coders=True, unit="paragraph")
    counted = {cell: n for cell, n in frame.stack().items() if n}
    assert counted
    for (one, other), n in counted.items():
        behind = project.segments(frame, one, other)
        assert len(behind) == n
        assert set(behind["code_a"]) == {one}
        assert set(behind["code_b"]) == {other}


def test_coefficients_come_with_their_formula(project):
    pairs = project.cooccurrence(long=True)
    assert pairs.loc[0, "jaccard"] == 1
    assert "units with both / units with either (Jaccard 1901)" in str(pairs.definition)
    assert "Jaccard" not in str(project.cooccurrence().definition)
    assert "sentence" in str(pairs.definition)


def test_codings_of_a_layer_and_a_query(project):
    assert len(project.codings()) == 3
    assert len(project.codings(layer="record")) == 2
    assert project.codings(layer="Ben")["coder"].tolist() == ["Ben"]
    assert project.codings(where="coder = Ben")["code"].tolist() == ["work/paper"]
    assert "2 codings count." in str(project.codings(layer="record").definition)


def test_what_was_changed_since_is_said(tmp_path):
    with create_project(tmp_path / "study.qualcode", "Study", "Anna") as project:
        projects.fill(project)
        frame = project.frequencies()
        then = frame.definition
        object.__setattr__(then, "changed", "2020-01-01T00:00:00+00:00")
        with project.write("Anna") as work:
            coding.apply(work, "N01", Span(0, 5), "pressure")
        behind = project.segments(frame, "pressure")
        assert len(behind) == 1
        assert "The project has changed since" in str(behind.definition)


def test_the_other_tables_say_what_they_are(project):
    assert project.words(most=2)["count"].tolist() == project.words()["count"].tolist()[:2]
    assert "Guest, Namey and Chen (2020)" in str(project.saturation(base=1, run=1).definition)
    assert "Krippendorff's alpha, nominal" in str(project.agreement(unit="sentence", method="none").definition)
    found = project.retrieve("paper within any")
    assert found.columns.tolist() == ["document", "start", "end", "codes", "coders", "speaker", "text"]


def test_a_report_from_python(project, tmp_path):
    told = project.report(tmp_path / "out.md", matrices=["codes kinds"], quotes=1)
    assert "3 tables, 2 passages quoted" in told.findings[0].sentence
    assert "codes by kinds: codings" in (tmp_path / "out.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("ask", "error"),
    [
        (lambda p: p.matrix("codes", "villages"), WrongUse),
        (lambda p: p.matrix("codes", "attribute:levle"), NotFound),
        (lambda p: p.cooccurrence(relation="touches"), WrongUse),
        (lambda p: p.cooccurrence(value="kappa"), WrongUse),
        (lambda p: p.cooccurrence(value="jaccard", unit="line"), WrongUse),
        (lambda p: p.retrieve("paper and ("), WrongUse),
        (lambda p: p.frequencies(layer="Bne"), NotFound),
        (lambda p: p.words(mots=3), WrongUse),
        (lambda p: p.report("out.html", matrixes=["codes kinds"]), WrongUse),
        (lambda p: p.report("out.pdf"), WrongUse),
        (lambda p: p.agreement(measure=["alpha"]), WrongUse),
        (lambda p: p.words(kinds="interview"), WrongUse),
        (lambda p: p.agreement(measures="alpha"), WrongUse),
        (lambda p: p.agreement(coders="Anna"), WrongUse),
        (lambda p: p.retrieve("paper", touch="some"), WrongUse),
        (lambda p: p.report("out.md", matrices="codes kinds"), WrongUse),
        (lambda p: p.report("out.md", quotes=-1), WrongUse),
        (lambda p: p.segments(p.retrieve("paper"), "paper"), WrongUse),
        (lambda p: p.segments(p.matrix("codes", "documents"), "papper", "P01"), NotFound),
        (lambda p: p.segments(p.codings().merge(p.codings(), how="cross"), "paper"), WrongUse),
        (lambda p: p.segments(p.cooccurrence(), "paper"), WrongUse),
    ],
)
def test_what_cannot_be_is_said_as_everywhere(project, ask, error):
    with pytest.raises(error) as raised:
        ask(project)
    assert isinstance(raised.value, QualcodeError)
    assert raised.value.message
