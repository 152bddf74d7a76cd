"""Turns and speakers, by the shapes real transcripts have."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import WrongUse
from qualcode.text.turns.detection import detect_turns
from qualcode.text.turns.speakers import Speaker
from qualcode.text.turns.times import milliseconds
from qualcode.text.turns.turn import TurnReading

# Text, the label of each turn as it stands in the text, and the speaker of each turn.
SHAPES = {
    "inline": (
        "Interviewer: How is it?\nAnna: Fine.\nMore of it.\nInterviewer: Good.\nAnna: Yes: it is.",
        ["Interviewer:", "Anna:", "Interviewer:", "Anna:"],
        ["Interviewer", "Anna", "Interviewer", "Anna"],
    ),
    "Chinese inline": (
        "访谈者：你好。\n受访者A：你好！\n访谈者：请讲。\n受访者A：好的：这样。",
        ["访谈者：", "受访者A：", "访谈者：", "受访者A："],
        ["访谈者", "受访者A", "访谈者", "受访者A"],
    ),
    "question and answer": ("问：好？\n答：好。\n问：再来？", ["问：", "答：", "问："], ["问", "答", "问"]),
    "headings of both colons": (
        "# 题目\n\n### Audrey T:\nHello\n\n### 問：\n好\n\n### Audrey T：\nWell: so",
        ["### Audrey T:", "### 問：", "### Audrey T："],
        ["Audrey T", "問", "Audrey T"],
    ),
    "brackets": (
        "【访谈者】好\n【受访者】：好\n【访谈者】嗯",
        ["【访谈者】", "【受访者】：", "【访谈者】"],
        ["访谈者", "受访者", "访谈者"],
    ),
    "other brackets": (
        "（访谈者）：好\n[受访者]: 好\n（访谈者）：嗯",
        ["（访谈者）：", "[受访者]:", "（访谈者）："],
        ["访谈者", "受访者", "访谈者"],
    ),
    "bold": (
        "**访谈者：**好\n**受访者**：好\n**访谈者：**嗯",
        ["**访谈者：**", "**受访者**：", "**访谈者：**"],
        ["访谈者", "受访者", "访谈者"],
    ),
    "Chinese speech recognition": (
        "关键词：甲、乙\n[00:00:12.345] 采访者：好\n[00:00:20] 受访者：\n好\n[00:00:25] 受访者\n再说\n**[00:30] 采访者：**\n嗯\n采访者: 好",
        ["[00:00:12.345] 采访者：", "[00:00:20] 受访者：", "[00:00:25] 受访者", "**[00:30] 采访者：**", "采访者:"],
        ["采访者", "受访者", "受访者", "采访者", "采访者"],
    ),
    "soft line breaks": (
        "[00:12] 采访者：好\u2028[00:20] 受访者：\v好\u2028[00:25] 受访者\u2028再说",
        ["[00:12] 采访者：", "[00:20] 受访者：", "[00:25] 受访者"],
        ["采访者", "受访者", "受访者"],
    ),
    "time before the label": (
        "00:19 PARTICIPANT 12:\nHello\n00:20 RESEARCHER:\nHi\n01:19 PARTICIPANT 12:\nBye",
        ["00:19 PARTICIPANT 12:", "00:20 RESEARCHER:", "01:19 PARTICIPANT 12:"],
        ["PARTICIPANT 12", "RESEARCHER", "PARTICIPANT 12"],
    ),
    "Otter": (
        "SUMMARY KEYWORDS\ndata\n\nSPEAKERS\nBSR01, Unknown Speaker\n\nBSR01  00:00\nHello at 3:00.\n\nUnknown Speaker  53:34\nHi.\n\n"
        "BSR01  1:00:01\nBye.\n\nTranscribed by https://otter.ai\n",
        ["BSR01  00:00", "Unknown Speaker  53:34", "BSR01  1:00:01"],
        ["BSR01", "Unknown Speaker", "BSR01"],
    ),
    "Otter without times": (
        "Researcher  \nHello\n\nUnknown Speaker  \nHi\n\nResearcher  \nSo",
        ["Researcher", "Unknown Speaker", "Researcher"],
        ["Researcher", "Unknown Speaker", "Researcher"],
    ),
    "numbered speakers and times": (
        "说话人 1 00:01\n好\n说话人 2 00:05\n好\n说话人 1 00:09\n再见",
        ["说话人 1 00:01", "说话人 2 00:05", "说话人 1 00:09"],
        ["说话人 1", "说话人 2", "说话人 1"],
    ),
    "numbered speakers": (
        "说话人1\n好\n说话人2\n好\n说话人1\n再见",
        ["说话人1", "说话人2", "说话人1"],
        ["说话人1", "说话人2", "说话人1"],
    ),
    "time behind the name": (
        "Speaker 1 (00:00):\nHello\nSpeaker 2: [00:12] Hi\nSpeaker 1 (01:00:12):\nSo",
        ["Speaker 1 (00:00):", "Speaker 2: [00:12]", "Speaker 1 (01:00:12):"],
        ["Speaker 1", "Speaker 2", "Speaker 1"],
    ),
    "dash and tab": (
        "Teacher 4-\tHello\nPupil 2-\tHi\nTeacher 4-\tOK",
        ["Teacher 4-", "Pupil 2-", "Teacher 4-"],
        ["Teacher 4", "Pupil 2", "Teacher 4"],
    ),
    "chat": (
        "00:21:14\tAnn Lee:\tHello: all\n00:22:01\tBo Ek:\tHi\n00:23:01\tAnn Lee:\tSo",
        ["00:21:14\tAnn Lee:", "00:22:01\tBo Ek:", "00:23:01\tAnn Lee:"],
        ["Ann Lee", "Bo Ek", "Ann Lee"],
    ),
    "full name first": (
        "CRAIG HILL: Hello.\n\nANNE REED: Yes.\n\nHILL: And?\n\nREED: -- so\n\nMore.\n\nHILL: Oh.\n\nTOM WATERS: I say: no.\n\nREED: Ok.",
        ["CRAIG HILL:", "ANNE REED:", "HILL:", "REED:", "HILL:", "TOM WATERS:", "REED:"],
        ["HILL", "REED", "HILL", "REED", "HILL", "TOM WATERS", "REED"],
    ),
    "several paragraphs": (
        "LEHRER: Good evening.\n(CROSSTALK)\n  Still me.\nOBAMA: Thanks.\nLEHRER: And?\nOBAMA: So.",
        ["LEHRER:", "OBAMA:", "LEHRER:", "OBAMA:"],
        ["LEHRER", "OBAMA", "LEHRER", "OBAMA"],
    ),
    "a header block": (
        "Interviewer: Li Wei\nInterviewee: P01\nDate: 1 May\n\nInterviewer: So?\nP01: Yes.\nInterviewer: And?\nP01: So.",
        ["Interviewer:", "P01:", "Interviewer:", "P01:"],
        ["Interviewer", "P01", "Interviewer", "P01"],
    ),
    "a third voice": (
        "访谈者：甲\n李明：乙\n访谈者：甲\n王主任：乙\n李明：丙\n我觉得是这样的：丁\n李明：戊",
        ["访谈者：", "李明：", "访谈者：", "王主任：", "李明：", "李明："],
        ["访谈者", "李明", "访谈者", "王主任", "李明", "李明"],
    ),
    "a participant heard once": (
        "Moderator: Hi\nParticipant 1: a\nParticipant 2: b\nModerator: ok\nParticipant 1: My view: this",
        ["Moderator:", "Participant 1:", "Participant 2:", "Moderator:", "Participant 1:"],
        ["Moderator", "Participant 1", "Participant 2", "Moderator", "Participant 1"],
    ),
}

FALSE_FRIENDS = {
    "header words": "Date: 1 May\nPlace: Hall\nNote: x\nDate: 2 May\nPlace: Hall\nNote: y",
    "Chinese header words": "关键词：甲\n時間：10:00\n访谈地点：乙\n关键词：丙\n時間：11:00\n访谈地点：乙",
    "addresses": "https://a.example\nhttps://b.example\nhttp://c.example\nhttp://d.example",
    "clock times": "3:00 We met.\n3:00 We left.\nAt 3:00 we went.\nAt 3:00 we came.\n10:30 Lunch\n10:30 Lunch",
    "lessons": "Lesson 1:  Step 1\ntext\nLesson 1:  Step 2\ntext\nLesson 2:  Step 1\ntext",
    "ratios": "2:1 majority\n2:1 again\nA 3:1 ratio\nA 3:1 ratio\n比例2:1\n比例2:1",
    "sentences": "My point is: it works.\nMy point is: it does.\nHe said: no.\nHe said: yes.",
    "Chinese sentences": "我想说的是：可以。\n我想说的是：不行。\n他说：好\n他说：好\n我想，是这样：好\n我想，是这样：好",
    "numbered lists": "1: one\n2: two\n1: one\n2: two\n1. a: b\n(1) a: b\n一：甲\n二：乙\n一：甲\n二：乙",
    "articles": "第一条：为了\n第二条：国家\n第一条：为了\n第二条：国家\n（一）任务：好\n（一）任务：好\n一、目标：好\n一、目标：好",
    "e-mail": "From: a@b\nTo: c\nSubject: x\n\nHi\n\nFrom: a@b\nTo: c\nSubject: x",
    "one unknown name": "Model: x\nModel: y\nModel: z",
    "names met once": "Anna: Hello\nBen: Hi\nThe end",
    "choices": "Which?\nA: yes\nB: no\nC: perhaps\nWhich?\nA: yes\nB: no\nC: perhaps",
    "field notes": "09:30 Arrived at the office.\n10:00 Observation: people wait.\n11:00 Observation: people go.",
    "rare words in a long text": "Model: x\nSystem: y\n" + "Some prose.\n" * 100 + "Model: x\nSystem: y",
    "no label": "Hello\n\nHi\n\nHow are you?",
    "nothing": "",
}


def labels_of(text: str, reading: TurnReading) -> list[str]:
    return [text[turn.label_start : turn.label_end] for turn in reading.turns]


@pytest.mark.parametrize(("text", "labels", "speakers"), SHAPES.values(), ids=SHAPES)
def test_labels_of_every_known_shape_are_found(text, labels, speakers):
    reading = detect_turns(text)
    assert labels_of(text, reading) == labels
    assert [turn.speaker for turn in reading.turns] == speakers
    assert [speaker.name for speaker in reading.speakers] == list(dict.fromkeys(speakers))


@pytest.mark.parametrize("text", FALSE_FRIENDS.values(), ids=FALSE_FRIENDS)
def test_false_friends_give_no_speakers(text):
    reading = detect_turns(text)
    assert (reading.turns, reading.speakers) == ([], [])
    assert reading.explanation[0] == "No speaker labels were found."


@pytest.mark.parametrize(
    "name", ["addresses", "clock times", "lessons", "ratios", "sentences", "articles", "header words"]
)
def test_false_friends_inside_an_interview_belong_to_its_turns(name):
    text = f"Interviewer: So?\nAnna: Yes.\nInterviewer: And?\n{FALSE_FRIENDS[name]}\nAnna: Well."
    assert labels_of(text, detect_turns(text)) == ["Interviewer:", "Anna:", "Interviewer:", "Anna:"]


def test_a_turn_runs_to_the_next_label_and_keeps_its_paragraphs():
    text = "Title\n\nLEHRER: One?\n\nTwo.\n\n\nOBAMA: Yes.\nLEHRER:\n\nOBAMA: Four.  \n"
    turns = detect_turns(text).turns
    said = [text[turn.label_end : turn.end] for turn in turns]
    assert said == [" One?\n\nTwo.", " Yes.", "", " Four."]
    assert all(turn.start == turn.label_start for turn in turns)


def test_turns_of_one_speaker_in_a_row_stay_apart():
    text = "问：甲\n问：乙\n答：丙"
    assert [turn.speaker for turn in detect_turns(text).turns] == ["问", "问", "答"]


def test_the_footer_of_a_transcription_service_belongs_to_no_turn():
    text = SHAPES["Otter"][0]
    last = detect_turns(text).turns[-1]
    assert text[last.label_end : last.end] == "\nBye."


def test_times_are_milliseconds():
    reading = detect_turns(SHAPES["Chinese speech recognition"][0])
    assert [turn.started_ms for turn in reading.turns] == [12345, 20000, 25000, 30000, None]
    assert milliseconds("1:02:03,5") == 3723500
    assert milliseconds("noon") is None


def test_a_stretch_of_time_gives_the_end_as_well():
    reading = detect_turns(
        "[00:01 - 00:03] Speaker 1: a\n[00:03 --> 00:05.5] Speaker 2: b\n[00:06 - 00:07] Speaker 1: c"
    )
    assert [(turn.started_ms, turn.ended_ms) for turn in reading.turns] == [(1000, 3000), (3000, 5500), (6000, 7000)]


def test_spellings_of_one_speaker_are_joined_and_told():
    text = "Interviewer 1: a\nP1: b\nInterviewer1: c\nP1: d\nInterviewer1 : e\nP1: f\ninterviewer 1: g\nP1: h"
    reading = detect_turns(text)
    joined = Speaker("Interviewer1", ("Interviewer 1", "interviewer 1"), "interviewer")
    assert reading.speakers == [joined, Speaker("P1", (), "respondent")]
    assert {turn.speaker for turn in reading.turns} == {"Interviewer1", "P1"}
    assert "Interviewer1 is also spelled Interviewer 1, interviewer 1: taken as one speaker." in reading.explanation


def test_two_full_names_with_one_surname_are_two_speakers():
    text = "ANN HILL: Hi.\nBOB HILL: Hi.\nHILL: So?\nBOB HILL: Yes.\nANN HILL: I think so.\nHILL: Ok."
    assert len(detect_turns(text).speakers) == 3


@pytest.mark.parametrize(
    ("names", "roles"),
    [
        (("访谈者", "受访者"), ("interviewer", "respondent")),
        (("采访者", "王主任"), ("interviewer", "respondent")),
        (("問", "呂家華"), ("interviewer", "respondent")),
        (("主持人", "被访者"), ("interviewer", "respondent")),
        (("Q", "A"), ("interviewer", "respondent")),
        (("Researcher 2", "Participant 12"), ("interviewer", "respondent")),
        (("INTERVIEWER", "INTERVIEWEE"), ("interviewer", "respondent")),
        (("记录员", "记者李"), ("observer", "interviewer")),
        (("Anna", "Ben"), ("other", "other")),
        (("说话人 1", "说话人 2"), ("other", "other")),
        (("问题组", "答案组"), ("other", "other")),
    ],
)
def test_roles_follow_from_names(names, roles):
    text = "".join(f"{name}：Yes, we do.\n" for name in names * 2)
    assert tuple(speaker.role for speaker in detect_turns(text).speakers) == roles


def test_a_third_speaker_leaves_the_second_open():
    text = "Moderator: So?\nAnna: Yes.\nBen: No.\n" * 2
    assert [speaker.role for speaker in detect_turns(text).speakers] == ["interviewer", "other", "other"]


def test_the_explanation_says_what_was_found():
    reading = detect_turns("访谈者：甲\n受访者：乙\n访谈者：甲")
    assert reading.explanation == [
        "2 speakers: 访谈者 ×2, 受访者 ×1; label shape “Name：” at paragraph start",
        "Parts, by their labels: interviewer: 访谈者; participant: 受访者.",
        "For instance: 受访者：乙",
    ]


def test_what_repeats_and_was_not_taken_is_told():
    assert detect_turns(FALSE_FRIENDS["one unknown name"]).explanation == [
        "No speaker labels were found.",
        "Not taken for speakers: Model ×3.",
    ]


def test_many_speakers_are_told_in_short():
    text = "".join(f"### Speaker {number}:\nwords\n" for number in [*range(12), *range(12)])
    assert detect_turns(text).explanation[0].count("×") == 10
    assert " and 2 more;" in detect_turns(text).explanation[0]


def test_speakers_are_not_looked_for_when_told_so():
    reading = detect_turns(SHAPES["inline"][0], "none")
    assert (reading.turns, reading.speakers, len(reading.explanation)) == ([], [], 1)


def test_a_pattern_overrules():
    text = "<<Li>> 0:05 one\n  <<Wang>> two\nHe: three\n<<Li>>"
    reading = detect_turns(text, r"\s*<<(?P<speaker>\w+)>>(?: (?P<time>[\d:]+))?")
    assert labels_of(text, reading) == ["<<Li>> 0:05", "<<Wang>>", "<<Li>>"]
    assert [(turn.speaker, turn.started_ms) for turn in reading.turns] == [("Li", 5000), ("Wang", None), ("Li", None)]


@pytest.mark.parametrize("pattern", [r"Int|P\d+", r"^(Int|P\d+):", r"(?:Int|P\d)[:：]?"])
def test_a_pattern_of_names_finds_what_a_colon_a_time_or_the_end_of_the_line_closes(pattern):
    text = "Int: Hello?\n**P1:** Yes.\nInternal: no\nP1 says no\nInt\nWell?"
    assert [turn.speaker for turn in detect_turns(text, pattern).turns][:2] == ["Int", "P1"]
    assert "Internal" not in [turn.speaker for turn in detect_turns(text, pattern).turns]


def test_a_pattern_of_names_leaves_times_to_the_label():
    turn = detect_turns("Int [00:05]: Hello?", "Int").turns[0]
    assert (turn.speaker, turn.started_ms, turn.label_end) == ("Int", 5000, 12)


def test_a_pattern_that_matches_nothing_finds_nobody():
    assert detect_turns("a\nb", r"(?P<speaker>\d+):").turns == []


@pytest.mark.parametrize("pattern", ["(", "*", "(?P<speaker>x"])
def test_a_pattern_that_cannot_be_used_is_refused(pattern):
    with pytest.raises(WrongUse, match="pattern"):
        detect_turns("text", pattern)


PIECES = [
    "Anna:",
    "Ben：",
    "### 问：",
    "访谈者：",
    "[00:12] ",
    "Speaker 1",
    "  00:12",
    "-\t",
    "words",
    " ",
    "\n",
    "\n\n",
    "【",
    "】",
    "**",
    "00:00:05",
    " #00:00:07-4#",
    "I1: Interviewer 1",
    "Q1:",
    "A1. ",
    "- ",
    "| ",
    "\t",
    "Yes?",
]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_turns_are_in_order_apart_and_begin_with_their_labels(text):
    reading = detect_turns(text)
    end = 0
    for turn in reading.turns:
        assert end <= turn.start == turn.label_start < turn.label_end <= turn.end <= len(text)
        assert turn.speaker in ({speaker.name for speaker in reading.speakers} or {None})
        assert text[turn.start : turn.label_end].strip() == text[turn.start : turn.label_end]
        end = turn.end
