"""The same talk written in every shape we know: the speakers, their words and their times come back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.text.turns.detection import detect_turns
from qualcode.text.turns.turn import Turn

Spoken = tuple[str, str, int]  # who, what, at which second
Writer = Callable[[str, str, int], str]

ENGLISH = (
    "So, how did you come to work here?",
    "Well, I started in 2010, right after school.",
    "And what was it like?",
    "It was hard: we had no computers. None at all.",
    "Could you tell me more about the office at 10:30?",
    "Yes. We opened at ten, you know.",
    "Thank you so much.",
    "You're welcome.",
)
CHINESE = (
    "您是什么时候开始做这个工作的？",
    "我是二零一零年来的，刚毕业就来了。",
    "那时候是什么情况？",
    "很难：我们当时连电脑都没有。",
    "能不能再讲讲数据填报？",
    "嗯，上面要数据，我们就得补录，时间是3:00以前。",
    "好的，谢谢您。",
    "不客气。",
)


def long_clock(second: int) -> str:
    return f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"


def clock(second: int) -> str:
    return f"{second // 60:02}:{second % 60:02}"


UNTIMED: dict[str, Writer] = {
    "colon": lambda who, what, at: f"{who}: {what}",
    "full-width colon": lambda who, what, at: f"{who}：{what}",
    "space before the colon": lambda who, what, at: f"{who} : {what}",
    "blank lines between": lambda who, what, at: f"{who}: {what}\n",
    "label on its own line": lambda who, what, at: f"{who}:\n{what}\n",
    "soft break behind": lambda who, what, at: f"{who}:\u2028{what}",
    "colon and tab": lambda who, what, at: f"{who}:\t{what}",
    "indented": lambda who, what, at: f"    {who}: {what}",
    "bold with the colon": lambda who, what, at: f"**{who}:** {what}\n",
    "bold before the colon": lambda who, what, at: f"**{who}**: {what}\n",
    "bold alone": lambda who, what, at: f"**{who}**\n{what}\n",
    "bold without colon": lambda who, what, at: f"**{who}** {what}\n",
    "italic": lambda who, what, at: f"*{who}:* {what}\n",
    "heading": lambda who, what, at: f"### {who}:\n\n{what}\n",
    "heading without colon": lambda who, what, at: f"## {who}\n\n{what}\n",
    "bullet": lambda who, what, at: f"- {who}: {what}",
    "quotation": lambda who, what, at: f"> **{who}:** {what}",
    "captions": lambda who, what, at: f">> {who}: {what}",
    "picture": lambda who, what, at: f"🎤 **{who}**：{what}",
    "numbered": lambda who, what, at: f"{at // 7 + 1}. {who}: {what}",
    "numbered paragraphs": lambda who, what, at: f"{at // 7 + 1}\t{who}: {what}",
    "numbered lines": lambda who, what, at: f"{at // 7 + 1:02}  {who}: {what}",
    "Chinese brackets": lambda who, what, at: f"【{who}】{what}",
    "square brackets": lambda who, what, at: f"[{who}]: {what}",
    "round brackets": lambda who, what, at: f"（{who}）：{what}",
    "pointed brackets": lambda who, what, at: f"<{who}> {what}",
    "table row": lambda who, what, at: f"{who}\t{what}",
    "Markdown table": lambda who, what, at: f"| {who} | {what}",
    "dash": lambda who, what, at: f"{who} – {what}",
    "dash and tab": lambda who, what, at: f"{who}-\t{what}",
    "two spaces behind": lambda who, what, at: f"{who}  \n{what}\n",
    "nothing but its line": lambda who, what, at: f"{who}\n{what}\n",
}
TIMED: dict[str, Writer] = {
    "time before": lambda who, what, at: f"[{long_clock(at)}] {who}: {what}",
    "time before, colon alone": lambda who, what, at: f"{clock(at)} {who}:\n{what}",
    "time in bold": lambda who, what, at: f"**[{long_clock(at)}.000] {who}：**\n{what}",
    "stretch before": lambda who, what, at: f"{long_clock(at)} - {long_clock(at + 6)} {who}: {what}",
    "speech recognition": lambda who, what, at: f"[{clock(at)}.000 --> {clock(at + 6)}.120] {who}: {what}",
    "time, dash, name": lambda who, what, at: f"[{long_clock(at)}.000] - {who}\n{what}\n",
    "time and name": lambda who, what, at: f"{at // 60}:{at % 60:02} {who}\n{what}",
    "frames": lambda who, what, at: f"{long_clock(at)}:12 {who}: {what}",
    "stretch above": lambda who, what, at: f"{long_clock(at)}.000 --> {long_clock(at + 6)}.500\n{who}\n{what}\n",
    "time above": lambda who, what, at: f"{long_clock(at)}\n{who}: {what}\n",
    "time below": lambda who, what, at: f"{who}\n{long_clock(at)}\n{what}\n",
    "two spaces and time": lambda who, what, at: f"{who}  {clock(at)}\n{what}\n",
    "spaces behind the time": lambda who, what, at: f"{who}  {clock(at)}  \n{what}\n",
    "space and time": lambda who, what, at: f"{who} {clock(at)}\n{what}\n",
    "thousandths": lambda who, what, at: f"{who} {long_clock(at)}.000 \n{what}\n",
    "bold name and time": lambda who, what, at: f"**{who} {long_clock(at)}**\n{what}\n",
    "hard line breaks": lambda who, what, at: f"{who} {clock(at)}\\\n{what}\\\n",
    "meeting": lambda who, what, at: f"{who}   {at // 60}:{at % 60:02}\n{what}",
    "meeting on one line": lambda who, what, at: f"{who}   {at // 60}:{at % 60:02}   {what}",
    "meeting in words": lambda who, what, at: f"{who}   {at // 60} minutes {at % 60} seconds\n{what}",
    "time in brackets": lambda who, what, at: f"{who} ({long_clock(at)}): {what}",
    "time close behind": lambda who, what, at: f"{who}({long_clock(at)}): {what}",
    "time behind the colon": lambda who, what, at: f"{who}: [{clock(at)}] {what}",
    "time at the end of the line": lambda who, what, at: f"{who}: {long_clock(at)}\n{what}\n",
    "f4 in front": lambda who, what, at: f"#{long_clock(at)}-0# {who}: {what}",
    "conversation analysis": lambda who, what, at: f"{{{long_clock(at)}}} {who}: {what}",
    "chat": lambda who, what, at: f"{long_clock(at)}\t{who}:\t{what}",
    "chat with addressee": lambda who, what, at: f"{long_clock(at)} From {who} to Everyone: {what}",
    "older chat": lambda who, what, at: f"{long_clock(at)}\t From  {who} : {what}",
    "Chinese chat": lambda who, what, at: f"{long_clock(at)} 从 {who} 到 所有人：\n{what}",
    "closed captions": lambda who, what, at: f"[{who}] {long_clock(at)}\n{what}\n",
    "timed table row": lambda who, what, at: f"{long_clock(at)}\t{who}\t{what}",
}
PAIRS = [
    ("Interviewer", "Respondent"),
    ("INT", "P01"),
    ("I", "P"),
    ("JL", "AT"),
    ("Anna Schmidt", "Dr. Ben O'Neil"),
    ("MODERATOR", "FEMALE PARTICIPANT 2"),
    ("Speaker 1", "Speaker 2"),
    ("Q", "A"),
    ("访谈者", "受访者A"),
    ("问", "答"),
    ("主持人", "王主任"),
    ("李明", "张局长"),
    ("A", "B"),
    ("甲", "乙"),
    ("说话人1", "发言人 2"),
    ("M1", "W2"),
]
HEADERS = {
    "none": "",
    "English": "Transcript of an interview\nDate: 3 May 2021\nPlace: Town hall\n\n",
    "Chinese": "访谈记录\n访谈时间：2021年5月3日 10:00\n访谈地点：县政府\n关键词：数据、补录\n\n",
}


def written(writer: Writer, spoken: Sequence[Spoken]) -> str:
    return "\n".join(writer(*words) for words in spoken)


def talk(names: Sequence[str], words: Sequence[str]) -> list[Spoken]:
    return [(names[number % len(names)], what, 7 * number) for number, what in enumerate(words)]


def said(text: str, turn: Turn) -> str:
    return text[turn.label_end : turn.end].strip("\\ \n\t\u2028|")


@pytest.mark.parametrize("pair", PAIRS, ids="+".join)
@pytest.mark.parametrize("shape", UNTIMED | TIMED)
def test_speakers_and_words_come_back_from_every_shape(shape: str, pair: tuple[str, str]):
    for words in (ENGLISH, CHINESE):
        spoken = talk(pair, words)
        for header in HEADERS.values():
            text = header + written((UNTIMED | TIMED)[shape], spoken)
            found = [(turn.speaker, said(text, turn)) for turn in detect_turns(text).turns]
            assert found == [(who, what) for who, what, _at in spoken]


@pytest.mark.parametrize("shape", TIMED)
def test_times_come_back_from_every_shape(shape: str):
    spoken = talk(("Interviewer", "Anna"), ENGLISH)
    turns = detect_turns(written(TIMED[shape], spoken)).turns
    assert [turn.started_ms for turn in turns] == [1000 * at for _who, _what, at in spoken]


@pytest.mark.parametrize("shape", ["stretch before", "speech recognition", "stretch above"])
def test_a_stretch_gives_the_end_as_well(shape: str):
    ends = [turn.ended_ms for turn in detect_turns(written(TIMED[shape], talk(("I", "P"), ENGLISH))).turns]
    assert [(end or 0) // 1000 for end in ends] == [7 * number + 6 for number in range(len(ENGLISH))]


@given(
    st.sampled_from(sorted(UNTIMED | TIMED)),
    st.sampled_from([pair for pair in PAIRS if pair[0].isascii()]),
    st.lists(st.sampled_from([*ENGLISH, *CHINESE]), min_size=8, max_size=30),
    st.sampled_from(sorted(HEADERS)),
)
def test_a_generated_transcript_gives_back_exactly_its_words(shape, pair, words, header):
    spoken = talk(pair, words)
    text = HEADERS[header] + written((UNTIMED | TIMED)[shape], spoken)
    turns = detect_turns(text).turns
    assert [(turn.speaker, said(text, turn)) for turn in turns] == [(who, what) for who, what, _at in spoken]
    rebuilt = "".join(text[turn.start : turn.end] for turn in turns)
    assert "".join(rebuilt.split()) == "".join(text[turns[0].start :].split())


INSIDE = {
    "English": [
        "Note: this is unclear.",
        "https://a.example/b",
        "At 3:00 we left.",
        "[laughs]",
        "(CROSSTALK)",
        "He said: no.",
        "Monday: off",
        "- one thing",
        "Option A: yes",
        "Option B: no",
        "There were two reasons: money and time.",
        "No.",
        "Really",
        "Article 5: nobody may enter.",
        "We had 3:1 odds.",
        "1. First: money",
    ],
    "Chinese": [
        "注：听不清。",
        "下午3:00我们走了。",
        "（笑）",
        "他说：不行。",
        "周一：休息",
        "第一：人少",
        "原因有两个：钱和时间。",
        "是的。",
        "对",
        "第五条：不得进入。",
        "比如：一张表。",
        "1. 首先：钱",
    ],
}


@pytest.mark.parametrize("language", INSIDE)
@pytest.mark.parametrize("shape", UNTIMED | TIMED)
def test_what_stands_inside_a_turn_stays_there(shape: str, language: str):
    writer = (UNTIMED | TIMED)[shape]
    lines, speakers = [], []
    for number, (who, what, at) in enumerate(talk(("Interviewer", "P1"), 4 * ENGLISH)):
        lines.append(writer(who, what, at))
        speakers.append(who)
        if number % 2:
            lines.append(INSIDE[language][number // 2 % len(INSIDE[language])])
    assert [turn.speaker for turn in detect_turns("\n".join(lines)).turns] == speakers
