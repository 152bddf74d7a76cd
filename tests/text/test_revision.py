"""Spans that stay on their words when a text is revised."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.text.revision.revising import Edit, TextMap, compare, place, replacements
from qualcode.text.span import Span
from text.revision_draft import Draft, after, before, cut, marked, swap


def after_revision(old: str, new: str, *spans: str) -> list[tuple[str, str | None]]:
    """What is known of ``spans`` of ``old`` (written as for ``marked``), and how they read in ``new``."""
    found = place(old, new, compare(old, new), [Span(*where) for where in marked(old, list(spans))])
    return [(placement.certainty, placement.span and placement.span.of(new)) for placement in found]


@pytest.mark.parametrize(
    ("old", "new", "span", "becomes"),
    [
        ("I recieve it daily.", "I receive it daily.", "recieve", "receive"),
        ("recieve it daily", "receive it daily", "recieve it", "receive it"),
        ("Well, teh cat sat down.", "Well, the cat sat down.", "⟨teh cat⟩ sat", "the cat"),
        ("他们按排了会议。", "他们安排了会议。", "按排", "安排"),
        ("我觉得很好。", "其实我觉得很好。", "我觉得很好。", "我觉得很好。"),
        ("Anna left.\nAnna came.", "Participant 3 left.\nParticipant 3 came.", "Anna came.", "Participant 3 came."),
        ("Anna left.\nAnna came.", "Participant 3 left.\nParticipant 3 came.", "⟨Anna⟩ came", "Participant 3"),
        ("她说“好”。", '她说"好"。', "“好”", '"好"'),
        ("他说，这样很好", "他说, 这样很好", "⟨他说，⟩", "他说,"),
        ("a word and\nthe next", "a word\nand the next", "word and\nthe", "word\nand the"),
        ("ＡＢＣ公司的人", "ABC公司的人", "ＡＢＣ公司", "ABC公司"),
        ("data base of all", "database of all", "data base", "database"),
        ("I came. Nobody was there.", "I came (late). Nobody was there.", "I came. Nobody was", "I came (late). Nobody was"),
        ("one two three four five", "one two four five", "two three four", "two four"),
        ("first.\nsecond one here.\nthird.", "second one here.\nthird.\nfirst.", "first.", "first."),
    ],
)  # fmt: skip
def test_a_span_goes_with_its_words(old, new, span, becomes):
    [(_certainty, words)] = after_revision(old, new, span)
    assert words == becomes


CLAUSES = "第一条 为了规范管理，制定本办法。\n第二条 本办法适用于全市。\n第三条 市民政部门负责实施。\n"
QUESTIONS = "Q1: Who came?\nA1: My aunt came first.\nQ2: And then?\nA2: The neighbours brought rice.\n"


@pytest.mark.parametrize(
    ("old", "steps", "span", "becomes"),
    [
        (
            CLAUSES,
            [swap("第三条", "第四条"), swap("第二条", "第三条"), after("本办法。\n", "第二条 管理应当公开。\n")],
            "第二条 本办法适用于全市。",
            "第三条 本办法适用于全市。",
        ),
        (
            CLAUSES,
            [cut("第二条 本办法适用于全市。\n"), swap("第三条", "第二条")],
            "第三条 市民政部门负责实施。",
            "第二条 市民政部门负责实施。",
        ),
        (
            QUESTIONS,
            [swap("Q2", "Q3"), swap("A2", "A3"), before("Q3", "Q2: Did she stay?\nA2: One night.\n")],
            "Q2: And then?\nA2: The neighbours brought rice.",
            "Q3: And then?\nA3: The neighbours brought rice.",
        ),
    ],
)
def test_a_clause_that_gets_another_number_does_not_take_in_the_one_before(old, steps, span, becomes):
    draft = Draft(old, [])
    for step in steps:
        step(draft)
    assert [words for _certainty, words in after_revision(old, draft.text, span)] == [becomes]


@pytest.mark.parametrize(
    ("old", "new", "span"),
    [
        ("问：来过吗？\n对。\n问：来过吗？\n对。\n", "问：来过吗？\n对。\n", "来过吗？\n⟨对。⟩\n问"),
        ("一直很好很好的样子", "一直很好的样子", "直⟨很好⟩很"),
        ("I saw a black cat at night.", "I saw nothing.", "a black cat"),
        ("昨天下雨了。今天晴天。", "今天晴天。", "昨天下雨了。"),
        ("the red house and the garden", "the garden and the house", "red house and"),
    ],
)
def test_what_is_not_sure_is_left_to_a_person(old, new, span):
    [(certainty, words)] = after_revision(old, new, span)
    assert (certainty in ("unsure", "gone"), words) == (True, None)


def test_how_sure_it_is_is_told():
    old = "他每天六点起来走路去镇上的市场。\n我们在那里卖自己种的菜。\n后来市场关了，大家没有地方去。\n"
    new = "后来市场关了，大家没有地方去。\n我们在那里卖自家种的菜。\n他每天六点起来走路去镇上的市场。\n"
    found = after_revision(old, new, "六点起来走路", "我们在那里卖自己种的菜。", "后来市场关了")
    assert found[1] == ("edited", "我们在那里卖自家种的菜。")
    assert "moved" in (found[0][0], found[2][0])
    assert [words for _certainty, words in found[::2]] == ["六点起来走路", "后来市场关了"]
    assert after_revision("abc", "abc", "b") == [("unchanged", "b")]
    assert after_revision("some words that go\nstays", "stays", "words that")[0][0] == "gone"


def test_a_block_that_is_now_in_two_places_is_not_placed():
    block = "这段话到了两个地方。\n"
    second, third = "第二段说的是村里怎么办事，说得很长。\n", "第三段说的是县里怎么管事，说得也很长。\n"
    old, new = f"{block}{second}{third}", f"{second}{block}{third}{block}"
    [placement] = place(old, new, compare(old, new), [Span(0, len(block) - 1)])
    assert placement.span is None
    assert {span.of(new) for span in placement.candidates} >= {block.strip()}
    assert len({span.start for span in placement.candidates if span.of(new) == block.strip()}) == 2


def test_what_became_of_a_mark_and_a_line_break_may_be_the_line_break():
    [(certainty, words)] = after_revision("“\n", "好。\n", "“\n")
    assert (certainty, words) == ("unsure", None)


def test_candidates_are_what_came_instead_and_what_is_like_it():
    old = "问：后来呢？\n答：那年冬天老伴住了院，家里的钱都花光了，只好去借。\n问：谢谢。\n"
    new = "问：后来呢？\n答：老伴那年住院，钱花光，没办法借了一些。\n问：还有呢？\n答：没有了。\n问：谢谢。\n"
    start = old.index("那年")
    [placement] = place(old, new, compare(old, new), [Span(start, old.index("\n问：谢谢"))])
    assert placement.span is None
    assert any("老伴那年住院" in span.of(new) for span in placement.candidates)


@pytest.mark.parametrize(
    ("old", "new", "start", "end", "words"),
    [
        ("cafe ole", "cafe\u0301 ole", 0, 4, "cafe\u0301"),
        ("我👩看", "我👩\u200d👧看", 1, 2, "👩\u200d👧"),
        ("👍🏽 yes", "👍 yes", 0, 2, "👍"),
        ("好👩\u200d👩\u200d👧的", "很好👩\u200d👩\u200d👧的", 1, 6, "👩\u200d👩\u200d👧"),
    ],
)
def test_no_character_is_split(old, new, start, end, words):
    [placement] = place(old, new, compare(old, new), [Span(start, end)])
    assert placement.span.of(new) == words


def test_answers_that_read_the_same_are_told_apart_by_what_is_around_them():
    questions = [f"问：第{number}个问题是什么？\n答：对。\n" for number in range(50)]
    old, new = "".join(questions), "".join(questions[:20] + questions[22:])
    answers = [Span(old.index(f"第{n}个") + len(f"第{n}个问题是什么？\n答："), old.index(f"第{n}个") + len(f"第{n}个问题是什么？\n答：对。")) for n in range(50)]  # fmt: skip
    found = place(old, new, compare(old, new), answers)
    for number, placement in enumerate(found):
        if placement.span:
            assert new[: placement.span.start].endswith(f"第{number}个问题是什么？\n答：")
    assert sum(placement.span is None for placement in found) <= 4


@pytest.mark.parametrize(("old", "new"), [("", ""), ("abc", ""), ("", "abc"), ("abc", "abc"), ("\n\n", "\n")])
def test_texts_with_little_in_them(old, new):
    text_map = compare(old, new)
    assert (text_map.old_length, text_map.new_length) == (len(old), len(new))
    assert bool(text_map.edits) == (old != new)
    assert place(old, new, text_map, []) == []


def test_a_map_is_stored_as_lists():
    text_map = compare("第一句话在这里。\n第二句话在那里。\n", "第二句话在那里。\n第一句话在这里。\n再见。\n")
    assert text_map.moves
    assert TextMap.from_json(text_map.as_json()) == text_map
    known = TextMap(5, 6, (Edit(0, 2, 0, 3),), known=True)
    assert TextMap.from_json(known.as_json()) == known


def test_known_replacements_give_their_own_map():
    old = "Anna met Ben. Anna's sister left."
    new, text_map = replacements(old, [(Span(14, 18), "P3"), (Span(0, 4), "P3"), (Span(9, 12), "the other")])
    assert new == "P3 met the other. P3's sister left."
    spans = [Span(0, 4), Span(9, 13), Span(2, 8), Span(14, 27), Span(4, 9)]
    found = place(old, new, text_map, spans)
    assert [it.span.of(new) for it in found] == ["P3", "the other.", "P3 met", "P3's sister", " met "]


def test_known_replacements_must_not_overlap():
    with pytest.raises(ValueError, match="overlap at 2"):
        replacements("abcdef", [(Span(0, 3), "x"), (Span(2, 4), "y")])


PIECES = [
    "他说",
    "好。",
    "对。",
    "\n",
    " ",
    "the ",
    "cat ",
    "，",
    "Anna",
    "1",
    "👩\u200d👧",
    "é",
    "e\u0301",
    "“",
    "我们",
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


@given(TEXTS, TEXTS)
def test_outside_the_edits_both_texts_are_the_same(old, new):
    text_map = compare(old, new)
    at = new_at = 0
    for edit in (*text_map.edits, Edit(len(old), len(old), len(new), len(new))):
        assert old[at : edit.old_start] == new[new_at : edit.new_start]
        assert (edit.old_start, edit.new_start) <= (edit.old_end, edit.new_end)
        at, new_at = edit.old_end, edit.new_end
    images = sorted((there, there + end - start) for start, end, there in text_map.moves)
    assert all(old[start:end] == new[there : there + end - start] for start, end, there in text_map.moves)
    assert all(one[1] <= other[0] for one, other in pairwise(images))
    assert all(one[1] <= other[0] for one, other in pairwise(text_map.moves))


@given(TEXTS, TEXTS, st.data())
def test_any_span_has_a_place_in_the_text_or_none(old, new, data):
    if not old:
        return
    start = data.draw(st.integers(0, len(old) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(old))))
    [placement] = place(old, new, compare(old, new), [span])
    assert (placement.span is None) == (placement.certainty in ("unsure", "gone"))
    for found in (placement.span, *placement.candidates):
        assert found is None or found.end <= len(new)
    if placement.certainty in ("unchanged", "moved"):
        assert placement.span.of(new) == span.of(old)


LETTERS = [chr(code) for code in range(ord("一"), ord("一") + 80)]


@given(st.permutations(LETTERS), st.data())
def test_a_span_that_was_not_touched_keeps_exactly_its_text(letters, data):
    """Whatever is put in and taken out around it; that no letter stands twice leaves no doubt which of them stayed.

    Less than four letters between two changes may be there by chance.
    """
    old = "".join(letters)
    start = data.draw(st.integers(0, len(old) - 4))
    span = Span(start, data.draw(st.integers(start + 4, len(old))))
    draft = Draft(old, [(span.start, span.end)])
    for _edit in range(data.draw(st.integers(1, 4))):
        (start, end), length = draft.marks[0], len(draft.text)
        at = data.draw(st.one_of(st.integers(0, start), st.integers(end, length)))
        if data.draw(st.booleans()):
            draft.put(at, data.draw(st.text("xyz ，。\n", min_size=1, max_size=8)))
        else:
            draft.cut(at, data.draw(st.integers(at, min(at + 8, start if at <= start else length))))
    [placement] = place(old, draft.text, compare(old, draft.text), [span])
    assert placement.span == Span(*draft.marks[0])


@given(
    st.text(max_size=40),
    st.text(min_size=1, max_size=40),
    st.text(max_size=40),
    st.text(max_size=20),
    st.text(max_size=20),
)
def test_text_around_a_span_may_become_anything(before, words, behind, other_before, other_behind):
    """The span is of letters that the rest does not have; a mark put in beside them may join the last of them."""
    words = "".join(chr(0x4E00 + ord(letter) % 0x5000) for letter in words)
    rest = [
        part.translate({ord(letter): "x" for letter in words}) for part in (before, behind, other_before, other_behind)
    ]
    old, new = rest[0] + words + rest[1], rest[2] + words + rest[3]
    [placement] = place(old, new, compare(old, new), [Span(len(rest[0]), len(rest[0]) + len(words))])
    assert placement.span is None or words in placement.span.of(new)
