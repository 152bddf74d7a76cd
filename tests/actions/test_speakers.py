"""Speakers and turns put right afterwards: never the text, never a coding."""

from __future__ import annotations

import pytest

import projects
from qualcode.actions import coding, history
from qualcode.actions.material import documents, speakers, turns
from qualcode.errors import NotFound, QualcodeError, Refused, UnreadableInput, WrongUse
from qualcode.formats.tables.reading import TextTable
from qualcode.project import Project
from qualcode.store import queries
from qualcode.store.models import Turn
from qualcode.store.view import View

GROUP = (
    "I1: So, how is it?\nM: Well, it is fine. P2: Not for me.\nI1: Why?\nParticipant M: I think so.\nM: Yes.\nModel: x"
)


@pytest.fixture
def group(project: Project) -> Project:
    """The small project with a group interview in it."""
    with project.write("Anna") as work:
        projects.add_documents(work, projects.read_text("G01", GROUP))
    return project


def rows(view: View, document: str = "G01") -> list[tuple[object, ...]]:
    return [(row["turn"], row["speaker"], row["text"]) for row in documents.turns_table(view, document).records()]


def said(project: Project) -> list[tuple[object, ...]]:
    with project.read() as view:
        return rows(view)


def undone(project: Project) -> None:
    with project.write("Anna") as work:
        history.undo(work)


def codings_of(project: Project) -> list[tuple[object, ...]]:
    with project.read() as view:
        return [(row.start, row.end, row.code) for row in coding.of_document(view, "P01")]


def test_the_list_tells_turns_and_words(group: Project) -> None:
    with group.read() as view:
        table = speakers.listing(view)
        assert table.columns == ("document", "speaker", "aliases", "role", "case", "turns", "words")
        assert table.rows == [
            ("G01", "I1", None, "interviewer", None, 2, 5),
            ("G01", "M", None, "other", None, 2, 11),
            ("G01", "Participant M", None, "respondent", None, 1, 3),
            ("P01", "访谈者", None, "interviewer", None, 2, 18),
            ("P01", "受访者", None, "respondent", None, 2, 29),
        ]
        assert speakers.listing(view, "P01").rows == table.rows[3:]
        assert speakers.listing(view, match="*访*").rows == table.rows[3:]
        assert speakers.listing(view, "G01", match="p*").rows == [table.rows[2]]
        with pytest.raises(NotFound):
            speakers.listing(view, "G9")


def test_a_speaker_is_named_described_and_tied(group: Project) -> None:
    with group.write("Anna") as work:
        speakers.set_speaker(work, "G01", "m", name="Li Wei", role="participant", case="P01 woman")
    with group.read() as view:
        assert speakers.listing(view, match="Li*").rows == [
            ("G01", "Li Wei", "M", "respondent", "P01 woman", 2, 11),
        ]
        assert [speaker for _turn, speaker, _text in rows(view)][1] == "Li Wei"
    with group.write("Anna") as work:
        speakers.set_speaker(work, "G01", "M", case="")
    with group.read() as view:
        assert speakers.listing(view, match="M").column("case") == [None]


@pytest.mark.parametrize(
    ("given", "error", "words"),
    [
        ({"speaker": "I2"}, NotFound, "Did you mean I1"),
        ({"speaker": "M", "role": "boss"}, WrongUse, "no role of a speaker"),
        ({"speaker": "M", "name": "i1"}, Refused, "qualcode speakers join"),
        ({"speaker": "M", "name": " "}, WrongUse, "needs a name"),
        ({"speaker": "M", "case": "nobody"}, NotFound, "no case"),
    ],
)
def test_what_cannot_be_said_of_a_speaker(
    group: Project, given: dict[str, str], error: type[QualcodeError], words: str
) -> None:
    with pytest.raises(error, match=words), group.write("Anna") as work:
        speakers.set_speaker(work, "G01", **given)  # type: ignore[arg-type]


def test_joined_speakers_keep_turns_and_names(group: Project) -> None:
    before = said(group)
    with group.write("Anna") as work:
        speakers.join(work, "G01", ["Participant M", "M"], "M")
        assert work.summary == "joined Participant M with M in G01"
    with group.read() as view:
        assert speakers.listing(view, "G01", match="M").rows == [
            ("G01", "M", "Participant M", "respondent", None, 3, 14)
        ]
        assert [speaker for _turn, speaker, _text in rows(view)] == ["I1", "M", "I1", "M", "M"]
    undone(group)
    assert said(group) == before
    for names in (["M"], []):
        with pytest.raises(WrongUse, match="Nobody is joined"), group.write("Anna") as work:
            speakers.join(work, "G01", names, "M")


def test_a_turn_is_given_to_somebody_else(group: Project) -> None:
    with group.write("Anna") as work:
        turns.assign(work, "G01", 5, "participant m")
        turns.assign(work, "G01", 2, "P2", create=True)
        turns.assign(work, "G01", 1, None)
    assert [speaker for _turn, speaker, _text in said(group)] == [None, "P2", "I1", "Participant M", "Participant M"]
    with pytest.raises(NotFound, match="Did you mean P2"), group.write("Anna") as work:
        turns.assign(work, "G01", 1, "P3")
    with pytest.raises(NotFound, match="It has 5 turns"), group.write("Anna") as work:
        turns.assign(work, "G01", 6, "M")


def test_a_turn_is_split_at_a_label_nobody_saw(group: Project) -> None:
    before = said(group)
    with group.write("Anna") as work:
        turns.split(work, "G01", GROUP.index(" P2:"), "P2", create=True)
    assert said(group)[1:4] == [(2, "M", "Well, it is fine."), (3, "P2", "Not for me."), (4, "I1", "Why?")]
    with group.write("Anna") as work:
        turns.split(work, "G01", GROUP.index("how is"), None)
    assert said(group)[:2] == [(1, "I1", "So,"), (2, None, "how is it?")]
    undone(group)
    undone(group)
    assert said(group) == before


@pytest.mark.parametrize("position", [0, 2, GROUP.index("So"), GROUP.index("\nM:"), len(GROUP), 9999, -1])
def test_where_no_turn_can_be_split(group: Project, position: int) -> None:
    with pytest.raises(WrongUse, match="can be split"), group.write("Anna") as work:
        turns.split(work, "G01", position, "M")


def test_a_character_is_never_split(project: Project) -> None:
    with project.read() as view:
        inside = documents.open_document(view, "P01").text.index("👩‍🌾") + 1
    with pytest.raises(WrongUse, match="can be split"), project.write("Anna") as work:
        turns.split(work, "P01", inside, "受访者")


def test_a_turn_becomes_part_of_the_one_before(group: Project) -> None:
    before = said(group)
    with group.write("Anna") as work:
        turns.merge(work, "G01", 5)
        turns.merge(work, "G01", 2)
    assert said(group) == [
        (1, "I1", "So, how is it?\nM: Well, it is fine. P2: Not for me."),
        (2, "I1", "Why?"),
        (3, "Participant M", "I think so.\nM: Yes.\nModel: x"),
    ]
    undone(group)
    assert said(group) == before
    with pytest.raises(WrongUse, match="before the first"), group.write("Anna") as work:
        turns.merge(work, "G01", 1)


def test_what_split_and_merge_do_is_taken_back_by_each_other(group: Project) -> None:
    before = said(group)
    with group.write("Anna") as work:
        turns.split(work, "G01", GROUP.index("it is fine"), None)
        turns.merge(work, "G01", 3)
    assert said(group) == before


def test_looking_again_keeps_what_is_known_of_speakers_and_every_coding(project: Project) -> None:
    codings = codings_of(project)
    with project.read() as view:
        before = rows(view, "P01")
    with project.write("Anna") as work:
        speakers.set_speaker(work, "P01", "受访者", name="Li Wei", role="other", case="P01 woman")
        turns.merge(work, "P01", 4)
        turns.assign(work, "P01", 1, "somebody", create=True)
    with project.write("Anna") as work:
        reading = turns.detect(work, "P01")
    assert reading.explanation[0].startswith("2 speakers: 访谈者 ×2, 受访者 ×2")
    assert reading.explanation[-1] == "no longer speaks: somebody"
    with project.read() as view:
        assert rows(view, "P01") == [(n, {"受访者": "Li Wei"}.get(str(who), who), text) for n, who, text in before]
        assert speakers.listing(view, "P01").rows[1] == ("P01", "Li Wei", "受访者", "other", "P01 woman", 2, 29)
    assert codings_of(project) == codings
    with project.write("Anna") as work:
        turns.detect(work, "P01")
        assert not work.journal.has_changes


def test_a_pattern_overrules_and_none_leaves_only_cases(project: Project) -> None:
    with project.write("Anna") as work:
        reading = turns.detect(work, "N01", r"(?P<speaker>The|Two)")
    assert [speaker.name for speaker in reading.speakers] == ["The", "Two"]
    with project.write("Anna") as work:
        speakers.set_speaker(work, "P01", "受访者", case="P01 woman")
        turns.detect(work, "P01", "none")
    with project.read() as view:
        assert rows(view, "P01") == []
        assert speakers.listing(view, "P01").column("speaker") == ["受访者"]
    with pytest.raises(WrongUse, match="cannot be read"), project.write("Anna") as work:
        turns.detect(work, "P01", "(")


def sheet(columns: tuple[str, ...], *cells: tuple[str, ...]) -> TextTable:
    return TextTable("sheet.csv", columns, list(cells), list(range(2, len(cells) + 2)))


def test_a_table_describes_the_speakers_of_many_documents(group: Project) -> None:
    table = sheet(
        ("Document", "Speaker", "role", "case", "name", "colour"),
        ("G01", "M", "respondent", "P01 woman", "Li Wei", "red"),
        ("G01", "Li Wei", "", "", "", ""),
        ("", "受访者", "observer", "", "", ""),
    )
    with group.write("Anna") as work:
        report = speakers.describe(work, table)
    assert [(it.kind, it.sentence) for it in report.findings] == [
        ("read", "3 rows"),
        ("not carried", "the column 'colour'"),
    ]
    with group.read() as view:
        found = {row[1]: row[2:5] for row in speakers.listing(view).rows}
    assert found["Li Wei"] == ("M", "respondent", "P01 woman")
    assert found["受访者"] == (None, "observer", None)


@pytest.mark.parametrize(
    ("row", "error", "words"),
    [
        (("G01", "I3", ""), NotFound, "sheet.csv, line 3: There is no speaker 'I3' in 'G01'"),
        (("", "nobody", ""), NotFound, "sheet.csv, line 3: There is no speaker 'nobody'"),
        (("G9", "M", ""), NotFound, "sheet.csv, line 3: There is no document 'G9'"),
        (("G01", "M", "boss"), WrongUse, "sheet.csv, line 3: 'boss' is no role"),
    ],
)
def test_a_fault_in_a_table_is_said_with_its_line_and_changes_nothing(
    group: Project, row: tuple[str, ...], error: type[QualcodeError], words: str
) -> None:
    table = sheet(("document", "speaker", "role"), ("G01", "I1", "observer"), row)
    with pytest.raises(error) as raised, group.write("Anna") as work:
        speakers.describe(work, table)
    assert raised.value.message.startswith(words)
    with group.read() as view:
        assert speakers.listing(view, match="I1").column("role") == ["interviewer"]


def test_a_table_without_speakers_is_none(group: Project) -> None:
    with pytest.raises(UnreadableInput, match="no column 'speaker'"), group.write("Anna") as work:
        speakers.describe(work, sheet(("document", "role"), ("G01", "observer")))


def subtitles(project: Project) -> None:
    """A document whose turns have times of which its text says nothing."""
    text = "\n".join(["I: How?", "R: Well.", "R: I think so.", "I: And?"])
    with project.write("Anna") as work:
        projects.add_documents(work, projects.read_text("S01", text))
        for number, turn in enumerate(queries.turns(work, queries.document_named(work, "S01").id)):
            work.journal.update(Turn, turn.id, started_ms=1000 * number)


def test_looking_again_keeps_times_that_the_text_does_not_show(project: Project) -> None:
    subtitles(project)
    with project.write("Anna") as work:
        found = turns.detect(work, "S01")
        assert [turn.started_ms for turn in queries.turns(work, queries.document_named(work, "S01").id)] == [
            0,
            1000,
            2000,
            3000,
        ]
        assert found.explanation == [
            "Its 4 turns stay as they are: the text shows 4 turns and not all times. --replace takes these all the same."
        ]
        turns.detect(work, "S01", replace=True)
        assert {turn.started_ms for turn in queries.turns(work, queries.document_named(work, "S01").id)} == {None}


def test_who_has_no_turns_is_removed_and_comes_back(group: Project) -> None:
    with group.write("Anna") as work:
        turns.assign(work, "G01", 1, "Ann", create=True)
        turns.assign(work, "G01", 1, "I1")
        with pytest.raises(Refused, match="'I1' speaks"):
            turns.remove(work, "G01", ["Ann", "I1"])
    with group.write("Anna") as work:
        turns.remove(work, "G01", ["Ann"])
        with pytest.raises(NotFound):
            speakers.named(work, queries.document_named(work, "G01"), "Ann")
    undone(group)
    with group.read() as view:
        assert speakers.listing(view, "G01").rows[-1][1] == "Ann"


def test_words_say_where_a_turn_is_split(group: Project) -> None:
    with group.read() as view:
        assert turns.place_of(view, "G01", "P2: Not") == GROUP.index("P2: Not")
        for words in ("Nowhere", "I1", " "):
            with pytest.raises(NotFound, match="time"):
                turns.place_of(view, "G01", words)
