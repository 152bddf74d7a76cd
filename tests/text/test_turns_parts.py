"""Who is who: legends, parts, spellings joined, times at the ends of turns, and what the preview says of it."""

import pytest

from qualcode.text.turns.detection import detect_turns
from qualcode.text.turns.parts import is_nobody, part_of, role_of
from qualcode.text.turns.persons import is_chinese_name, is_name, is_personal
from qualcode.text.turns.speakers import Speaker
from qualcode.text.turns.speech import sounds_like_dialogue, sounds_spoken
from qualcode.text.turns.times import milliseconds

LEGENDS = {
    "codes and parts": (
        "I1: Interviewer 1\nI2: Interviewer 2\nM: Mand\n\nI1: Hvad laver du?\nM: Jeg er lærer.\nI2: Ja?\nM: Ja.",
        {"I1": ("Interviewer 1",), "M": ("Mand",), "I2": ("Interviewer 2",)},
        {"I1": "interviewer", "M": "respondent", "I2": "interviewer"},
    ),
    "no blank line": (
        "I1: Interviewer 1\nM: Mand\nI1: Hvad laver du?\nM: Jeg er lærer.\nI1: Ja?\nM: Ja.",
        {"I1": ("Interviewer 1",), "M": ("Mand",)},
        {"I1": "interviewer", "M": "respondent"},
    ),
    "with a time that is none": (
        "*0:0 = I1: Interviewer 1\n*0:0 = P: Participant\nI1: So?\nP: Yes.\nI1: And?\nP: No.",
        {"I1": ("Interviewer 1",), "P": ("Participant",)},
        {"I1": "interviewer", "P": "respondent"},
    ),
    "on one line": (
        "Key: A = Interviewer, B = Participant (female, 34)\n\nA: So?\nB: Yes.\nA: And?\nB: No.",
        {"A": ("Interviewer",), "B": ("Participant",)},
        {"A": "interviewer", "B": "respondent"},
    ),
    "in brackets": (
        "Moderator (X)\nRespondent (Y)\n\nX: So?\nY: Yes.\nX: And?\nY: No.",
        {"X": (), "Y": ()},
        {"X": "interviewer", "Y": "respondent"},
    ),
    "Chinese codes": (
        "A：访谈者\nB：受访者（县大数据局科长）\n\nA：您好？\nB：你好。\nA：开始吧。\nB：好。",
        {"A": ("访谈者",), "B": ("受访者",)},
        {"A": "interviewer", "B": "respondent"},
    ),
    "parts first": (
        "采访者：李明\n受访者：小林，女，20岁，大二\n\n李明：那我们先随便聊聊。\n小林：我平时不太用。\n李明：那你怎么做？\n小林：就不弄了。",
        {"李明": (), "小林": ()},
        {"李明": "interviewer", "小林": "respondent"},
    ),
    "names of those with parts": (
        "Interviewer: Li Wei\nInterviewee: Wang Fang\n\nInterviewer: So?\nInterviewee: Yes.\nInterviewer: And?\nInterviewee: No.",
        {"Interviewer": ("Li Wei",), "Interviewee": ("Wang Fang",)},
        {"Interviewer": "interviewer", "Interviewee": "respondent"},
    ),
    "oral history": (
        "Interviewer: Craig Hill\nInterviewee: Anne Reed\nDate: 3 May\n\nCRAIG HILL: Hello, this is Craig.\nANNE REED: Hi.\n"
        "HILL: Where were you born?\nREED: In Miami.\nHILL: I see.\nREED: -- and then we moved.",
        {"HILL": ("CRAIG HILL",), "REED": ("ANNE REED",)},
        {"HILL": "interviewer", "REED": "respondent"},
    ),
    "initials": (
        "AT: Audrey Tang\nJL: Jim Long\n\nJL: So?\nAT: Yes.\nJL: And?\nAT: No.",
        {"JL": ("Jim Long",), "AT": ("Audrey Tang",)},
        {"JL": "other", "AT": "other"},
    ),
}


@pytest.mark.parametrize(("text", "aliases", "roles"), LEGENDS.values(), ids=LEGENDS)
def test_a_legend_gives_full_names_and_parts_and_is_no_turn(text, aliases, roles):
    reading = detect_turns(text)
    assert {speaker.name: speaker.aliases for speaker in reading.speakers} == aliases
    assert {speaker.name: speaker.role for speaker in reading.speakers} == roles
    said = [text[turn.label_end : turn.end].strip() for turn in reading.turns]
    assert said[0] in text.splitlines()[-len(said)]


def test_a_full_name_of_the_legend_used_as_a_label_is_the_same_speaker():
    text = "I1: Interviewer 1\nM: Mand\n\nI1: Hvad?\nM: Ja.\nInterviewer 1: Og så?\nM: Nej.\nI1: Tak."
    assert [turn.speaker for turn in detect_turns(text).turns] == ["I1", "M", "I1", "M", "I1"]


@pytest.mark.parametrize("title", ["访谈一：王大娘（女，67岁）", "采访 12：王大娘", "访谈03：王大娘，2024年5月"])
def test_the_number_of_an_interview_says_with_whom_it_was_not_by_whom(title):
    text = f"{title}\n\n访谈者：您好！\n王大娘：你好。\n访谈者：开始吧。\n王大娘：好。"
    roles = {speaker.name: speaker.role for speaker in detect_turns(text).speakers}
    assert roles["王大娘"] != "interviewer" and roles["访谈者"] == "interviewer"


def test_a_pattern_that_matches_no_words_finds_nobody():
    assert detect_turns("Anna", "(?=(?P<speaker>Anna))").turns == []


def test_the_first_words_of_a_talk_are_no_legend():
    text = "Interviewer: Anna\nAnna: Yes?\nInterviewer: Could you begin?\nAnna: Ok."
    assert [turn.speaker for turn in detect_turns(text).turns] == ["Interviewer", "Anna", "Interviewer", "Anna"]


JOINED = {
    "spaces and digits": (
        "Interviewer 1: So?\nP1: Yes.\nInterviewer1 : And?\nP1: No.\nInterviewer2 2: Why?\nP1: Well.\nInterviewer 2: Ok?",
        {"Interviewer 1": ("Interviewer1",), "P1": (), "Interviewer 2": ("Interviewer2 2",)},
    ),
    "numbered questions": (
        "Q1: How are you?\nA1: Fine.\nQ2: And now?\nA2: Good.\nQ3: Why?\nA3: I like it.",
        {"Q": ("Q1", "Q2", "Q3"), "A": ("A1", "A2", "A3")},
    ),
    "broadcast": (
        "STEVE HILL, HOST: Good morning. How are you?\nSEN. ANNE REED: Fine, thank you.\nHILL: And now?\nREED: Well.\n"
        "(SOUNDBITE OF MUSIC)\nHILL: OK.\nREED: Yes.",
        {"HILL": ("STEVE HILL, HOST",), "REED": ("SEN. ANNE REED",)},
    ),
    "brackets": (
        "访谈者：您好？\n张局长（A县）：你好。\n访谈者：请讲。\n张局长：好的。\n访谈者：嗯。\n张局长：就这样吧。",
        {"访谈者": (), "张局长": ("张局长（A县）",)},
    ),
}


@pytest.mark.parametrize(("text", "aliases"), JOINED.values(), ids=JOINED)
def test_spellings_of_one_speaker_are_joined(text, aliases):
    assert {speaker.name: speaker.aliases for speaker in detect_turns(text).speakers} == aliases


@pytest.mark.parametrize(
    ("names", "roles"),
    [
        (("Interviewer", "Unknown Speaker"), ("interviewer", "other")),
        (("采访者", "众人"), ("interviewer", "other")),
        (("Interviewer", "Multiple Students"), ("interviewer", "other")),
        (("Interviewer", "Ben (P7)"), ("interviewer", "respondent")),
        (("R", "P3"), ("interviewer", "respondent")),
        (("I", "R"), ("interviewer", "respondent")),
        (("R", "I"), ("interviewer", "respondent")),
        (("P", "R"), ("interviewer", "respondent")),
        (("A", "B"), ("other", "other")),
        (("JL, HOST", "AT"), ("interviewer", "respondent")),
        (("Enquêteur", "Enquêtée"), ("interviewer", "respondent")),
        (("Entrevistadora", "Entrevistado 2"), ("interviewer", "respondent")),
        (("主持人王芳", "村民1"), ("interviewer", "respondent")),
        (("第一位受访者", "第二位受访者"), ("respondent", "respondent")),
    ],
)
def test_parts_follow_from_labels_and_company(names, roles):
    text = "".join(
        f"{name}：{'Yes, I do.' if number % 2 else 'So, do you?'}\n" for number, name in enumerate(names * 3)
    )
    assert tuple(speaker.role for speaker in detect_turns(text).speakers) == roles


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("Interviewer 2", ("interviewer", True)),
        ("Interviewer Anna", ("interviewer", True)),
        ("Female participant 3", ("respondent", True)),
        ("Participants", ("respondent", False)),
        ("Teacher 4", ("voice", False)),
        ("P1 and P2", ("respondent", False)),
        ("受访者A（女）", ("respondent", True)),
        ("说话人1", ("voice", True)),
        ("记者李", ("interviewer", False)),
        ("问", ("interviewer", False)),
        ("Interviewer asks", None),
        ("Participant information", None),
        ("All children learn", None),
        ("i", None),
        ("问题", None),
        ("主持召开会议", None),
        ("Anna", None),
    ],
)
def test_the_part_a_label_names(name, part):
    assert part_of(name) == part


def test_what_names_look_like():
    assert [
        is_name(name) for name in ("Anna van der Berg", "Dr. Li", "STEVE HILL, HOST", "Knight, Andrew", "欧阳修")
    ] == [True] * 5
    assert [is_name(name) for name in ("He said", "12", "Yes.", "县里：", "我们认为")] == [False] * 5
    assert [is_personal(name) for name in ("李明", "王主任", "大数据局", "P01", "Anna Lee")] == [True] * 5
    assert [is_personal(name) for name in ("Anna", "原因有两个", "我说的")] == [False] * 3
    assert is_chinese_name("欧阳修") and not is_chinese_name("解释一下吧好")
    assert is_nobody("Unknown Speaker 2") and is_nobody("众人") and not is_nobody("Anna")
    assert role_of("Speaker 1") == "other"


def test_what_sounds_spoken():
    assert all(map(sounds_spoken, ("Is it?", "I don’t know", "ok", "我觉得", "はい", "Ja, genau", "We lack staff.")))
    assert not any(
        map(sounds_spoken, ("GPL-2", "the office opens at nine", "我县大数据局", "34, clerk", "https://a.b/?q=1"))
    )
    assert sounds_like_dialogue("Well, no") and not sounds_like_dialogue("We lack staff.")


def test_times_at_the_end_of_turns_are_no_words_and_begin_the_next_turn():
    text = "I: Wie war das? #00:00:05-4#\nP: Ja, gut.\n\nUnd schön. #00:00:15-0#\nI: Und? #00:00:17-1#\nP: Nein."
    turns = detect_turns(text).turns
    assert [text[turn.label_end : turn.end].strip() for turn in turns] == [
        "Wie war das?",
        "Ja, gut.\n\nUnd schön.",
        "Und?",
        "Nein.",
    ]
    assert [(turn.started_ms, turn.ended_ms) for turn in turns] == [
        (None, 5400),
        (5400, 15000),
        (15000, 17100),
        (17100, None),
    ]


def test_a_time_on_the_line_above_a_label_belongs_to_it():
    text = "I1: Hvad?\nM: Ja.\n\n00:00:07\nI1: Og så?\nM: Nej."
    turns = detect_turns(text).turns
    assert [turn.started_ms for turn in turns] == [None, None, 7000, None]
    assert text[turns[1].start : turns[1].end] == "M: Ja."


@pytest.mark.parametrize(
    "text",
    [
        "[00:12]\nHello and welcome to the show today.\n\n[00:20]\nWe talk about things that matter.\n\n[01:03]\nThat is all we have for now.",
        "00:00:12 Hello and welcome to the show today.\n\n00:00:20 We talk about things that matter.\n00:01:03 That is all we have for now.",
        "0:12  \nHello and welcome to the show today.\n\n0:20  \nYes, we talk about things that matter.\n\n1:03\nThat is all.\n\nTranscribed by https://otter.ai",
    ],
)
def test_times_without_names_divide_the_text_among_nobody(text):
    reading = detect_turns(text)
    assert [(turn.speaker, turn.started_ms) for turn in reading.turns] == [(None, 12000), (None, 20000), (None, 63000)]
    assert reading.speakers == []
    assert reading.explanation == ["No speaker labels were found.", "3 turns have a time, from 0:00:12 to 0:01:03."]


@pytest.mark.parametrize(
    "text",
    [
        "0:00 Intro\n1:23 Setup\n5:40 First steps\n9:01 Outro",
        "10:30 I arrived at the office.\n11:15 We talked about data for long.\n12:00 Lunch with the head.",
        "00:00:01 Only two of these lines have times.\n00:00:05 The others have none at all.\nThis one.\nAnd this one.\nAnd that.",
        "00:00:09 They do not run on at all, they jump.\n00:00:01 They do not run on at all.\n00:00:05 They do not run on.",
    ],
)
def test_times_that_are_no_recording_s_divide_nothing(text):
    assert detect_turns(text).turns == []


def test_what_a_recogniser_puts_before_the_talk_is_no_turn():
    text = (
        "关键词\n数据 补录\n全文摘要\n本次访谈讨论了数据。\n章节速览\n00:00 数据填报\n介绍数据填报的情况。\n10:30 补录\n介绍补录。\n\n"
        "发言人1   00:00\n您好。\n发言人2   00:03\n你好。\n发言人1   00:10\n好的。\n发言人2   00:12\n嗯。"
    )
    assert [turn.speaker for turn in detect_turns(text).turns] == ["发言人1", "发言人2"] * 2


def test_a_court_with_other_voices():
    text = "Q.   How old are you?\nA.   I am forty.\nMR. HILL: Objection.\nTHE COURT: Sustained.\nQ.   When did you move?\nA.   Last year."
    assert [turn.speaker for turn in detect_turns(text).turns] == ["Q", "A", "MR. HILL", "THE COURT", "Q", "A"]


def test_the_preview_is_short_and_says_what_matters():
    text = "I1: Interviewer 1\n\n" + "".join(
        f"[00:{minute:02}:00] I1: So?\n[00:{minute:02}:30] P{minute % 12}: Yes.\nModel: x\n" for minute in range(30)
    )
    assert detect_turns(text).explanation == [
        "13 speakers: I1 ×30, P0 ×3, P1 ×3, P2 ×3, P3 ×3, P4 ×3, P5 ×3, P6 ×2, P7 ×2, P8 ×2 and 3 more; label shape “00:00 Name:” at paragraph start",
        "Parts, by their labels: interviewer: I1; participant: P0, P1, P2, P3, P4, P5, P6, P7, P8, P9 and 2 more.",
        "I1 is also spelled Interviewer 1: taken as one speaker.",
        "60 turns have a time, from 0:00:00 to 0:29:30.",
        "For instance: [00:15:00] I1: So?",
        "Not taken for speakers: Model ×30.",
    ]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("0 minutes 3 seconds", 3000),
        ("1 hour 2 minutes 3 seconds", 3723000),
        ("3 分钟 5 秒", 185000),
        ("00:00:05-4", 5400),
        ("01:02:03:12", 3723000),
        ("00：12", 12000),
        ("10:04 PM", None),
        ("99999999:00:00", None),
        ("", None),
        (None, None),
    ],
)
def test_times_as_they_are_written(written, read):
    assert milliseconds(written) == read


def test_speakers_are_told_apart_by_name_only():
    text = "Anna: So?\nAnne: Yes.\nAnna: And?\nAnne: No."
    assert detect_turns(text).speakers == [Speaker("Anna"), Speaker("Anne")]
