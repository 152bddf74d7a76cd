from collections.abc import Iterator
from itertools import pairwise
from threading import Event

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.text.graphemes import boundaries
from qualcode.text.span import Span
from qualcode.tui.view import motion
from qualcode.tui.view.layout import Layout
from qualcode.tui.view.motion import Motions, by_rows, row_end, row_start, warm
from qualcode.tui.view.shown import ShownTurn
from qualcode.tui.view.wrap import block_starts
from tui.view.texts import texts

TALK = "访谈员：那时候怎么样？\nP07：社区工作人员帮助过我。后来靠自己！\n\nInterviewer: What changed? Tell me more.\nOK"


def turn(text: str, label: str, role: str = "respondent") -> ShownTurn:
    start = text.index(label)
    end = text.find("\n", start)
    return ShownTurn(start, len(text) if end < 0 else end, start, start + len(label), role)


TURNS = [turn(TALK, "访谈员："), turn(TALK, "P07："), turn(TALK, "Interviewer: ")]


def motions(text: str = TALK, turns: list[ShownTurn] | None = None) -> Motions:
    return Motions(text, block_starts(text), TURNS if turns is None else turns)


def walk(text: str, unit: str, turns: list[ShownTurn] | None = None) -> Iterator[str]:
    """What stands at each stop on the way through a text, up to eight characters of it."""
    moving, offset = motions(text, turns), 0
    while (offset := moving.step(offset, unit, 1)) < len(text):  # type: ignore[arg-type]
        yield text[offset : offset + 8].split("\n")[0]


@pytest.fixture(scope="module")
def dictionary() -> None:
    warm()


@pytest.mark.usefixtures("dictionary")
def test_steps_through_a_talk() -> None:
    assert list(walk("社区工作人员 help me.", "word", [])) == ["工作人员 hel", "help me.", "me."]
    assert list(walk(TALK, "sentence")) == [
        "那时候怎么样？",
        "社区工作人员帮助",
        "后来靠自己！",
        "What cha",
        "Tell me ",
        "OK",
    ]
    assert list(walk(TALK, "paragraph")) == ["P07：社区工作", "Intervie", "OK"]
    assert list(walk(TALK, "turn")) == ["那时候怎么样？", "社区工作人员帮助", "What cha"]
    assert list(walk("甲\n\n乙丙", "turn", [])) == ["乙丙"]


def test_a_mark_on_a_full_stop_stays_with_it() -> None:
    assert motions("你。\u0301你", []).step(0, "sentence", 1) == 1


def test_ideographs_are_words_until_the_dictionary_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(motion, "_dictionary", Event())
    assert list(walk("社区 well, 帮", "word", [])) == ["区 well, ", "well, 帮", "帮"]


@given(texts, st.sampled_from(["character", "word", "clause", "sentence", "paragraph", "turn"]))
def test_steps_reach_the_end_and_lead_back_over_the_same_places(text: str, unit: str) -> None:
    moving = motions(text, [])
    places = [0]
    while places[-1] < len(text):
        places.append(moving.step(places[-1], unit, 1))  # type: ignore[arg-type]
        assert places[-1] > places[-2]
    assert set(places) <= set(boundaries(text))
    offset, back = len(text), []
    while offset > 0:
        offset = moving.step(offset, unit, -1)  # type: ignore[arg-type]
        back.append(offset)
    assert set(back[:-1]) == set(places[1:-1]) - {0}


@given(texts, st.data())
def test_every_span_is_ink_and_grows_and_shrinks_in_steps(text: str, data: st.DataObject) -> None:
    moving = motions(text, [])
    focus = data.draw(st.sampled_from(boundaries(text)))
    grown: list[Span] = []
    while (span := moving.grow(grown[-1] if grown else None, focus)) is not None:
        assert not grown or span.encloses(grown[-1])
        assert {span.start, span.end} <= set(boundaries(text))
        assert not span.of(text).isspace()
        grown.append(span)
    for smaller, larger in pairwise(grown):
        assert moving.shrink(larger, focus) == smaller
    assert not grown or moving.shrink(grown[0], focus) is None


@pytest.mark.usefixtures("dictionary")
@st.composite
def talks(draw: st.DrawFn) -> tuple[str, list[ShownTurn]]:
    """A text in which people take turns wherever they like, also within a line, with labels or without."""
    text = draw(texts)
    edges = sorted(set(draw(st.lists(st.sampled_from(boundaries(text)), max_size=12))))
    turns = []
    for start, end in pairwise(edges):
        label = draw(st.sampled_from([edge for edge in boundaries(text) if start <= edge <= end][:4]))
        turns.append(ShownTurn(start, end, start, label, draw(st.sampled_from(["interviewer", "respondent", None]))))
    return text, turns


@given(talks(), st.data())
def test_growing_takes_in_more_each_time_and_shrinking_undoes_it(
    talk: tuple[str, list[ShownTurn]], data: st.DataObject
) -> None:
    text, turns = talk
    moving, focus = motions(text, turns), data.draw(st.sampled_from(boundaries(text)))
    steps: list[Span | None] = [None]
    while (larger := moving.grow(steps[-1], focus)) and len(steps) < 12:
        steps.append(larger)
    assert len(steps) < 12
    for smaller, larger in pairwise(steps[1:]):
        assert smaller and larger and larger.encloses(smaller) and larger != smaller
    for smaller, larger in pairwise(steps):
        assert larger and moving.shrink(larger, focus) == smaller


def test_growing_leaves_the_speaker_out() -> None:
    moving, focus = motions(), TALK.index("帮助")
    grown: list[Span] = []
    while (span := moving.grow(grown[-1] if grown else None, focus)) is not None:
        grown.append(span)
    assert [span.of(TALK) for span in grown] == [
        "帮助",
        "社区工作人员帮助过我。",
        "社区工作人员帮助过我。后来靠自己！",
        TALK[4:],
    ]


def test_a_selection_grows_to_the_unit_that_takes_it_in() -> None:
    start = TALK.index("帮助过我")
    moving = motions()
    assert moving.grow(Span(start, start + 8), start) == moving.span_of("paragraph", start)


@pytest.mark.parametrize(
    ("at", "sentence"),
    [
        ("P07", "社区工作人员帮助过我。"),
        ("后来", "后来靠自己！"),
        ("\n\n", "后来靠自己！"),
        ("Tell", "Tell me more."),
        ("OK", "OK"),
    ],
)
def test_the_sentence_at_a_place(at: str, sentence: str) -> None:
    span = motions().span_of("sentence", TALK.index(at))
    assert span is not None
    assert span.of(TALK) == sentence


def test_no_unit_where_nothing_is_said() -> None:
    moving = motions("\n  \n", [])
    assert moving.span_of("sentence", 1) is None
    assert moving.span_of("document", 1) is None
    assert moving.span_of("character", 4) is None
    assert moving.span_of("turn", 0) is None


def test_the_turn_takes_all_its_paragraphs_in() -> None:
    text = "A: 一。\n二。\nB: 三。"
    turns = [ShownTurn(0, 8, 0, 3), ShownTurn(9, len(text), 9, 12)]
    moving = motions(text, turns)
    turn_span, paragraph = moving.span_of("turn", 7), moving.span_of("paragraph", 7)
    assert turn_span is not None and turn_span.of(text) == "一。\n二。"
    assert paragraph is not None and paragraph.of(text) == "二。"


def test_rows_keep_the_cell_they_are_given() -> None:
    layout = Layout("一二三四五六七八\n九\nabcdefgh", 8)
    third = by_rows(layout, 2, 2, 4)
    assert third == 9 + 1
    assert by_rows(layout, 2, 3, 4) == 15
    assert by_rows(layout, 15, -3, 4) == 2
    assert by_rows(layout, 0, -1, 4) == 2
    assert by_rows(layout, 15, 9, 4) == len(layout.text)
    assert (row_start(layout, 2), row_end(layout, 2)) == (0, 3)
    assert (row_start(layout, 13), row_end(layout, 13)) == (11, 19)


UNITS_HERE = {
    "word": ("社区", "office"),
    "clause": ("社区工作人员帮助过我，", "the office helped me,"),
    "sentence": ("社区工作人员帮助过我，后来靠自己！", "the office helped me, then nobody did!"),
    "paragraph": ("社区工作人员帮助过我，后来靠自己！没了。", "the office helped me, then nobody did! It ended."),
    "turn": (
        "社区工作人员帮助过我，后来靠自己！没了。\n还有。",
        "the office helped me, then nobody did! It ended.\nAnd so on.",
    ),
    "pair": (
        "怎么样？\nP07：社区工作人员帮助过我，后来靠自己！没了。\n还有。",
        "How?\nP07: the office helped me, then nobody did! It ended.\nAnd so on.",
    ),
}


@pytest.mark.usefixtures("dictionary")
@pytest.mark.parametrize("unit", UNITS_HERE)
@pytest.mark.parametrize("language", [0, 1])
def test_each_unit_alone_and_by_growing(unit: str, language: int) -> None:
    asked = ("访谈员：", "Interviewer: ")[language]
    answered = ("P07：", "P07: ")[language]
    pair, answer = UNITS_HERE["pair"][language], UNITS_HERE["turn"][language]
    text = f"{asked}{pair}\n{asked}?"
    start = text.index(answered)
    turns = [
        ShownTurn(0, start - 1, 0, len(asked), "interviewer"),
        ShownTurn(start, start + len(answered + answer), start, start + len(answered), "respondent"),
        ShownTurn(len(text) - len(asked) - 1, len(text), len(text) - len(asked) - 1, len(text) - 1, "interviewer"),
    ]
    moving, focus = motions(text, turns), text.index(("社区", "office")[language])
    span = moving.span_of(unit, focus)  # type: ignore[arg-type]
    assert span is not None
    assert span.of(text) == UNITS_HERE[unit][language]
    grown: list[Span] = []
    while (larger := moving.grow(grown[-1] if grown else None, focus)) is not None:
        grown.append(larger)
    assert span in grown
