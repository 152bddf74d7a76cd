"""Mappings of questionnaires as files: written, read back, and faults in them said."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.errors import UnreadableInput
from qualcode.formats.bundle import ChoiceDraft
from qualcode.formats.questionnaires.mapping import ColumnUse, QuestionnaireMapping, load_mapping, save_mapping
from qualcode.formats.questionnaires.reader import QuestionnaireOptions, propose_mapping, read_questionnaire
from qualcode.text.values import KINDS

TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff"), min_size=1, max_size=20)
WORDS = TEXTS | st.sampled_from(["no", "1", "~", "是", "a: b", "# x", "1.5", "2024-05-31", "- a", "two\nlines"])
CHOICES = st.dictionaries(WORDS, st.tuples(st.one_of(st.just(""), WORDS), st.booleans()), max_size=3).map(
    lambda found: tuple(
        sorted(
            (ChoiceDraft(value, *rest) for value, rest in found.items() if any(rest)),
            key=lambda it: not it.label,
        )
    )
)
COLUMNS = st.builds(
    ColumnUse,
    WORDS,
    st.sampled_from(["case", "attribute", "open", "skip"]),
    name=WORDS,
    label=st.just("") | WORDS,
    kind=st.sampled_from(["", *KINDS]),
    many=st.booleans(),
    choices=CHOICES,
)


@given(st.lists(COLUMNS, max_size=4), st.sampled_from([None, "rows", "respondents"]), st.none() | WORDS, WORDS)
@settings(max_examples=80, deadline=None)
def test_a_mapping_comes_back_as_it_was(columns: list[ColumnUse], shape: str, sheet: str | None, file: str) -> None:
    mapping = QuestionnaireMapping(tuple(columns), shape, sheet, file)  # type: ignore[arg-type]
    with TemporaryDirectory() as folder:
        path = Path(folder, "mapping.yaml")
        save_mapping(mapping, path)
        assert load_mapping(path) == mapping


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("columns: [", "line 1 is not written as YAML"),
        ("- a", "no list of columns"),
        ("columns: x", "no list of columns"),
        ("columns: [x]", "entry 1 does not name a column"),
        ("columns: [{column: a}]", "use of the column 'a' cannot have ''; it may have case, attribute, open, skip"),
        ("columns: [{column: a, use: skp}]", "use of the column 'a' cannot have 'skp'"),
        ("columns: [{column: a, use: attribute, kind: number}]", "kind of the column 'a' cannot have 'number'"),
        ("columns: [{column: a, use: skip, colour: red}]", "the column 'a' cannot have 'colour'"),
        ("columns: [{column: a, use: attribute, many: perhaps}]", "many of the column 'a' cannot have 'perhaps'"),
        ("columns: [{column: a, use: attribute, name: [b]}]", "name of the column 'a' is not a text"),
        ("columns: [{column: a, use: attribute, choices: [b]}]", "choices and missing of the column 'a'"),
        ("columns: [{column: a, use: attribute, missing: {b: c}}]", "choices and missing of the column 'a'"),
        ("as: transcript\ncolumns: []", "answers come in as rows, respondents, not as 'transcript'"),
        ("columns: " + "[" * 5000, "YAML"),
    ],
)
def test_a_fault_is_one_clear_line(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "m.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableInput) as caught:
        load_mapping(path)
    assert caught.value.message.startswith("m.yaml is no mapping of a questionnaire: ")
    assert words in caught.value.message
    assert "--save-mapping" in caught.value.hint


def test_a_choice_that_holds_the_separator_stays_whole(tmp_path: Path) -> None:
    cells = [
        "Phone",
        "Tablet, or similar",
        "Phone, Tablet, or similar",
        "Phone, Desk",
        "Desk, Phone, Tablet, or similar",
    ] * 3
    path = tmp_path / "survey.csv"
    path.write_text("id,uses\n" + "".join(f'R{n},"{cell}"\n' for n, cell in enumerate(cells)), encoding="utf-8")
    bundle = read_questionnaire(path, QuestionnaireOptions())
    assert [it.answers["uses"] for it in bundle.respondents[:3]] == [
        ("Phone",),
        ("Tablet, or similar",),
        ("Phone", "Tablet, or similar"),
    ]
    save_mapping(propose_mapping(path, QuestionnaireOptions()), tmp_path / "kept.yaml")
    again = read_questionnaire(path, QuestionnaireOptions(mapping=tmp_path / "kept.yaml"))
    assert again.respondents == bundle.respondents
