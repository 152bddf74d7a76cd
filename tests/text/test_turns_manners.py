"""Manners of marking who speaks, as services, researchers and students write them, each in a few turns."""

from __future__ import annotations

import pytest

from qualcode.text.turns.detection import detect_turns
from qualcode.text.turns.turn import TurnReading

TALK = [
    ("So how did you come to the office?", "After the reform of the counters."),
    ("And what changed with the tablets?", "The forms. Everything went in twice."),
    ("Who checked the entries?", "The city did, every Friday."),
]
PLAIN = [
    ("Tell us about the first months.", "The county sent four people."),
    ("Describe the new counter.", "One window for everything."),
    ("Then the platform came.", "The platform came in May."),
]
TALK_ZH = [
    ("您是什么时候来的？", "二〇一六年调过来的。"),
    ("有什么变化？", "表格变了，要填两遍。"),
    ("谁来检查呢？", "市里每周五检查一次。"),
]


def written(asks: str, answers: str, talk: list[tuple[str, str]]) -> str:
    """A talk with a label and its words in every line; {t} is a time that runs on."""
    lines = [
        form.format(words, t=f"00:{14 * n + 7 * m + 3:02}", n=2 * n + m + 1)
        for n, pair in enumerate(talk)
        for m, (form, words) in enumerate(zip((asks, answers), pair))
    ]
    return "\n".join(lines)


def found(reading: TurnReading) -> dict[str, str]:
    return {speaker.name: speaker.role for speaker in reading.speakers}


ASKS, TELLS, OTHER = "interviewer", "respondent", "other"
BOTH = [
    ("[I] {}", "[R] {}", "I", "R", ASKS, TELLS),
    ("i: {}", "r: {}", "i", "r", ASKS, TELLS),
    ("INT/ {}", "RES/ {}", "INT", "RES", ASKS, TELLS),
    ("Interviewer>> {}", "Respondent>> {}", "Interviewer", "Respondent", ASKS, TELLS),
    ("Interviewer -> {}", "Respondent -> {}", "Interviewer", "Respondent", ASKS, TELLS),
    ("{{Interviewer}} {}", "{{Respondent}} {}", "Interviewer", "Respondent", ASKS, TELLS),
    ("S1 {t} {}", "S2 {t} {}", "S1", "S2", OTHER, OTHER),
    ("Speaker 1:\t{t}\t{}", "Speaker 2:\t{t}\t{}", "Speaker 1", "Speaker 2", OTHER, OTHER),
    ("Q   {}", "A   {}", "Q", "A", ASKS, TELLS),
    ("INTERVIEWER—{}", "CLERK—{}", "INTERVIEWER", "CLERK", ASKS, TELLS),
    ("#Interviewer# {}", "#Respondent# {}", "Interviewer", "Respondent", ASKS, TELLS),
    ("{n}: Interviewer: {}", "{n}: Respondent: {}", "Interviewer", "Respondent", ASKS, TELLS),
    ("Interviewer: {}", "XXX: {}", "Interviewer", "XXX", ASKS, TELLS),
    ("Interviewer: {}", "■■■: {}", "Interviewer", "■■■", ASKS, TELLS),
    ("Interviewer: {}", "[Name removed]: {}", "Interviewer", "Name removed", ASKS, TELLS),
    ("Interviewer: {}", "Village head: {}", "Interviewer", "Village head", ASKS, TELLS),
    ("Interviewer: {}", "Deputy Director of the Bureau of Civil Affairs: {}", "Interviewer", "Deputy Director of the Bureau of Civil Affairs", ASKS, TELLS),
    ("Maria Keller, Interviewer: {}", "Tom Brandt, Clerk: {}", "Maria Keller, Interviewer", "Tom Brandt, Clerk", ASKS, TELLS),
]  # fmt: skip
FACTS = [
    ("MARIA KELLER. {}", "MR. BRANDT. {}", "MARIA KELLER", "MR. BRANDT", OTHER, OTHER),
    ("Maria Keller: [{t}] {}", "Tom Brandt: [{t}] {}", "Maria Keller", "Tom Brandt", OTHER, OTHER),
    ("**Maria:** [{t}] {}", "**Tom:** [{t}] {}", "Maria", "Tom", OTHER, OTHER),
    ("Maria Keller: {}", "Tom Brandt: {}", "Maria Keller", "Tom Brandt", OTHER, OTHER),
    ("Dr. Smith: {}", "Mrs. Alvarez: {}", "Dr. Smith", "Mrs. Alvarez", OTHER, OTHER),
    ("MK: {}", "TB: {}", "MK", "TB", OTHER, OTHER),
    ("M1: {}", "F2: {}", "M1", "F2", OTHER, OTHER),
]
CHINESE = [
    ("问 {}", "答 {}", "问", "答", ASKS, TELLS),
    ("（问）{}", "（答）{}", "问", "答", ASKS, TELLS),
    ("「问」{}", "「答」{}", "问", "答", ASKS, TELLS),
    ("［访谈者］{}", "［受访者］{}", "访谈者", "受访者", ASKS, TELLS),
    ("（访谈员）{}", "（李主任）{}", "访谈员", "李主任", ASKS, TELLS),
    ("{t} 访谈者 {}", "{t} 受访者 {}", "访谈者", "受访者", ASKS, TELLS),
    ("访：{}", "受：{}", "访", "受", ASKS, TELLS),
    ("采访：{}", "受访：{}", "采访", "受访", ASKS, TELLS),
    ("笔者：{}", "刘老师：{}", "笔者", "刘老师", ASKS, TELLS),
    ("课题组：{}", "民政局：{}", "课题组", "民政局", ASKS, TELLS),
    ("访谈者：{}", "×××：{}", "访谈者", "×××", ASKS, TELLS),
]


@pytest.mark.parametrize(
    ("manner", "talk"),
    [*((it, TALK) for it in BOTH + FACTS), *((it, PLAIN) for it in FACTS), *((it, TALK_ZH) for it in CHINESE)],
)
def test_both_are_found_with_their_parts_and_every_turn(manner: tuple[str, ...], talk: list[tuple[str, str]]):
    asks, answers, one, other, *roles = manner
    reading = detect_turns(written(asks, answers, talk))
    assert found(reading) == dict(zip((one, other), roles))
    assert [turn.speaker for turn in reading.turns] == [one, other] * 3
    if "{t}" in asks:
        assert [turn.started_ms for turn in reading.turns] == [3000, 10000, 17000, 24000, 31000, 38000]


def test_a_round_of_codes_is_a_talk():
    text = "M: Welcome. How was it?\nF1: Short.\nF2: Far too short.\nM1: We got none.\nM: And the manual?\nF1: In English.\nM1: Nobody reads it.\nF2: The pictures help."
    assert list(found(detect_turns(text))) == ["M", "F1", "F2", "M1"]


def test_several_who_speak_together_and_who_is_not_known_are_speakers_of_their_own():
    text = "Moderator: Do you agree?\nAnn: Yes.\nBen: Not really.\nAnn & Ben: (laugh)\n?: Louder!\nModerator: Why?\nBen: Well.\nAnn: Yes."
    reading = detect_turns(text)
    assert list(found(reading)) == ["Moderator", "Ann", "Ben", "Ann & Ben", "?"]
    assert all(not speaker.aliases for speaker in reading.speakers)


def test_an_interpreter_is_not_who_answers():
    text = "Interviewer: How many?\nInterpreter: He asks how many.\nVillager: Forty.\nInterpreter: Forty.\nInterviewer: And now?\nVillager: None."
    assert found(detect_turns(text)) == {"Interviewer": ASKS, "Interpreter": OTHER, "Villager": TELLS}


def test_shortened_and_misspelt_names_of_parts_are_joined():
    text = (
        written("Interviewer: {}", "Respondent: {}", TALK * 2)
        + "\nINT: Ok?\nResp: Yes.\nIntervewer: Sure?\nRespondant: Yes.\nI: Really?"
    )
    reading = detect_turns(text)
    aliases = {speaker.name: set(speaker.aliases) for speaker in reading.speakers}
    assert aliases == {"Interviewer": {"INT", "Intervewer", "I"}, "Respondent": {"Resp", "Respondant"}}
    assert len(reading.turns) == 17


def test_numbers_tell_apart_what_is_spelled_alike():
    text = "Interviewer: Who?\nParticipant 1: Me.\nParticipant 11: And me.\nP1: Yes.\nInterviewer: So?\nParticipant 1: No.\nParticipant 11: Yes."
    reading = detect_turns(text)
    assert {speaker.name: speaker.aliases for speaker in reading.speakers} == {
        "Interviewer": (),
        "Participant 1": ("P1",),
        "Participant 11": (),
    }


def test_a_misspelt_name_of_a_part_in_chinese_is_joined():
    text = written("采访者：{}", "受访者：{}", TALK_ZH) + "\n采防者：还有呢？\n受访着：没有了。"
    reading = detect_turns(text)
    assert {speaker.name: speaker.aliases for speaker in reading.speakers} == {
        "采访者": ("采防者",),
        "受访者": ("受访着",),
    }


def test_a_name_that_may_be_misspelt_is_told_and_not_joined():
    reading = detect_turns(written("Margaret: {}", "Official: {}", TALK * 2) + "\nMargret: Thank you.\nOfficial: Bye.")
    assert "Perhaps Margret is Margaret misspelt: qualcode speakers join makes them one." in reading.explanation
    assert "Margret" in found(reading)


@pytest.mark.parametrize("slip", ["Interviewer Sure?", "Interviewer; sure?", "Interviewer. Sure?", "Respondent; no"])
def test_a_forgotten_or_mistyped_colon_hides_no_turn(slip: str):
    text = written("Interviewer: {}", "Respondent: {}", TALK) + f"\n{slip}\nRespondent: Yes."
    reading = detect_turns(text)
    assert len(reading.turns) == 8
    assert found(reading) == {"Interviewer": ASKS, "Respondent": TELLS}


def test_what_only_begins_with_a_name_is_no_slip():
    text = written("Interviewer: {}", "Respondent: {}", TALK) + "\nInterviewer asks for tea.\nRespondents; all of them"
    assert len(detect_turns(text).turns) == 6


def test_a_question_and_one_long_answer_are_two_turns():
    text = "访谈者：请谈谈您的经历。\n受访者：我在村里当了二十年会计。\n后来当了主任。"
    assert [turn.speaker for turn in detect_turns(text).turns] == ["访谈者", "受访者"]


def test_the_block_that_describes_the_talk_holds_no_turns():
    head = "访谈编号：DH-03\n访谈时间：三月五日\n访谈人：陈静、王海\n受访者：A（男，45岁，科长）\n记录人：刘洋\n\n"
    assert found(detect_turns(head + written("问：{}", "答：{}", TALK_ZH))) == {"问": ASKS, "答": TELLS}


@pytest.mark.parametrize(
    ("head", "asks", "answers"),
    [
        ("时间：三月五日\n访谈人：陈静\n访谈对象：周主任\n\n", "陈", "周"),
        ("（注：W为访谈者，L为受访者）\n", "W", "L"),
        ("Z：访谈者；F：受访者\n\n", "Z", "F"),
    ],
)
def test_the_top_says_who_asks(head: str, asks: str, answers: str):
    text = head + written(f"{asks}：{{}}", f"{answers}：{{}}", TALK_ZH)
    assert found(detect_turns(text)) == {asks: ASKS, answers: TELLS}


def test_who_asks_within_an_answer_is_no_interviewer():
    turns = [("I: Tell me.", "R: And who keeps it? Nobody did."), ("I: Go on.", "R: Who knew? I did not.")] * 2
    assert found(detect_turns("\n".join(line for pair in turns for line in pair))) == {"I": ASKS, "R": TELLS}


def test_numbered_letters_are_told_apart_by_who_asks():
    text = "R1: How do you decide?\nP2: Together.\nR2: And if not?\nP2: Then I decide.\nR1: Always?\nP2: Always."
    assert found(detect_turns(text)) == {"R1": ASKS, "P2": TELLS, "R2": ASKS}


def test_phrases_of_the_talk_are_nobody():
    text = written("问：{}", "答：{}\n还有一点：大家都没有经验。\n换句话说：慢慢来。", TALK_ZH)
    assert found(detect_turns(text)) == {"问": ASKS, "答": TELLS}


def test_the_head_of_a_column_is_nobody():
    text = "| Speaker | Text |\n|---|---|\n" + written("| Interviewer | {} |", "| Tom | {} |", TALK)
    assert found(detect_turns(text)) == {"Interviewer": ASKS, "Tom": TELLS}


NOBODY = {
    "log": "2024-03-05 10:02:11 INFO: started\n2024-03-05 10:02:12 WARN: no lamp\n2024-03-05 10:02:15 INFO: stopped\n2024-03-05 10:02:16 ERROR: cannot read",
    "profiles": "Maria Keller: clerk since 2015.\nTom Brandt: director.\nAna Ruiz: driver.\nMaria Keller: also delegate.\nTom Brandt: retires next year.",
    "case notes": "Client: came at nine.\nWorker: gave her tea.\nClient: left without form.\nWorker: called later.\nClient: no answer.",
    "letters with meanings": "R: a statistics program\nI: the identity matrix\nP: a probability\nR: version 4",
    "translations": "English: Good morning\nGerman: Guten Morgen\nEnglish: Thank you\nGerman: Danke",
    "references in brackets": "[A] Keller, Counters.\n[B] Brandt, Tablets.\n[A] is cited twice.\n[B] once.",
    "duties by name": "张三：负责数据录入。\n李四：负责审核。\n张三：同时负责归档。\n李四：同时负责统计。",
    "offices": "县大数据局：负责平台。\n县民政局：负责数据。\n县大数据局：牵头制定标准。\n县民政局：配合。",
    "sayings": "子曰：“学而时习之，不亦说乎？”\n有子曰：“其为人也孝弟。”\n子曰：“巧言令色。”",
    "only described": "Date: 3 May\nInterviewer: Anna Schmidt\nRespondent: P07\n\nShe said that the office was closed.",
}  # fmt: skip


@pytest.mark.parametrize("text", NOBODY.values(), ids=NOBODY)
def test_nobody_is_invented(text: str):
    assert detect_turns(text).speakers == []


@pytest.mark.parametrize(
    ("manner", "names"),
    [
        ("05.03.24, 14:03 - {}: {}", ("Maria Keller", "Tom Brandt")),
        ("{}, [05.03.2024 14:03]\n{}\n", ("Maria Keller", "Tom Brandt")),
        ("2024/3/5 下午2:03 - {}: {}", ("张三", "李小明")),
        ("{} 3月5日 14:03\n{}\n", ("张三", "李小明")),
        ("[{}] 10:02:11\n{}\n", ("Maria Keller", "Tom Brandt")),
    ],
)
def test_dates_and_clocks_of_chats_belong_to_the_label(manner: str, names: tuple[str, str]):
    lines = [manner.format(name, words) for pair in TALK for name, words in zip(names, pair)]
    assert [turn.speaker for turn in detect_turns("\n".join(lines)).turns] == [*names] * 3
