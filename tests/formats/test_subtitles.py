"""Subtitles: cues, their times and speakers, what is taken out of the words, and files that are broken."""

from __future__ import annotations

import io
from pathlib import Path

import pysubs2
import pytest
import webvtt
from hypothesis import given, settings
from hypothesis import strategies as st

from formats.word_files import read, sentences
from qualcode.errors import UnreadableInput
from qualcode.formats.bundle import Bundle, DocumentDraft
from qualcode.formats.recordings.cues import read_time, scan
from qualcode.formats.recordings.spoken import Utterance, put_together


def made(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def vtt(*cues: str, header: str = "WEBVTT") -> str:
    """WebVTT whose cues last a second each."""
    blocks = [f"00:00:{n:02}.000 --> 00:00:{n + 1:02}.000\n{cue}" for n, cue in enumerate(cues)]
    return "\n\n".join([header, *blocks]) + "\n"


def read_vtt(folder: Path, *cues: str, header: str = "WEBVTT") -> Bundle:
    return read(made(folder, "talk.vtt", vtt(*cues, header=header)))


def said(document: DocumentDraft) -> list[tuple[str | None, str]]:
    """Who says what, without the labels."""
    turns = document.turns or []
    return [(turn.speaker, document.text[turn.label_end : turn.end].strip()) for turn in turns]


def times(document: DocumentDraft) -> list[tuple[int | None, int | None]]:
    return [(turn.started_ms, turn.ended_ms) for turn in document.turns or []]


def test_every_cue_is_a_turn_with_its_times(tmp_path: Path) -> None:
    bundle = read_vtt(tmp_path, "Hello there.", "How are you?")
    document = bundle.documents[0]
    assert document.text == "Hello there.\nHow are you?"
    assert said(document) == [(None, "Hello there."), (None, "How are you?")]
    assert times(document) == [(0, 1000), (1000, 2000)]
    assert sentences(bundle.report) == ["read: 2 cues, utf-8"]
    assert (document.name, document.source_type, document.media_type) == ("talk", "vtt", "text/vtt")
    assert document.original == vtt("Hello there.", "How are you?").encode()


def test_a_sentence_over_several_cues_goes_on_in_its_line(tmp_path: Path) -> None:
    document = read_vtt(tmp_path, "So I", "went home,", "and slept.", "- Yes.", "Then", "- No.").documents[0]
    assert document.text == "So I went home, and slept.\n- Yes.\nThen\n- No."
    assert [text for _speaker, text in said(document)] == [
        "So I",
        "went home,",
        "and slept.",
        "- Yes.",
        "Then",
        "- No.",
    ]


def test_chinese_goes_on_without_a_space(tmp_path: Path) -> None:
    assert read_vtt(tmp_path, "我们今天来", "谈一谈。", "好。").documents[0].text == "我们今天来谈一谈。\n好。"


def test_captions_without_punctuation_keep_a_line_a_cue(tmp_path: Path) -> None:
    assert read_vtt(tmp_path, "so", "I went", "home").documents[0].text == "so\nI went\nhome"


def test_names_before_a_colon_are_speakers(tmp_path: Path) -> None:
    cues = ["Ann Lee: Hi", "iPhone (2): So you", "iPhone (2): came: good", "well", "Ann Lee: Yes", "Bo: Me too"]
    bundle = read_vtt(tmp_path, *cues)
    document = bundle.documents[0]
    assert document.text == "\n".join(cues)
    assert said(document) == [
        ("Ann Lee", "Hi"),
        ("iPhone (2)", "So you"),
        ("iPhone (2)", "came: good"),
        (None, "well"),
        ("Ann Lee", "Yes"),
        ("Bo", "Me too"),
    ]
    assert [it.name for it in document.speakers] == ["Ann Lee", "iPhone (2)", "Bo"]
    assert "read: 1 turn names no speaker: who speaks is not known." in sentences(bundle.report)


def test_one_person_alone_is_a_speaker_too(tmp_path: Path) -> None:
    document = read_vtt(tmp_path, *[f"john smith: number {n}" for n in range(5)]).documents[0]
    assert {speaker for speaker, _text in said(document)} == {"john smith"}


def test_nobody_is_invented(tmp_path: Path) -> None:
    cues = ["So here it is: we went", "home. And then: nothing.", "Note: this is late", "I said: yes", "Note: bye"]
    document = read_vtt(tmp_path, *cues).documents[0]
    assert [speaker for speaker, _text in said(document)] == [None] * 5
    assert document.speakers == []


def test_labels_at_changes_of_speaker_hold_until_the_next(tmp_path: Path) -> None:
    cues = [">> JUDY: Good evening.", "It rains.", ">> TOM: Thanks.", "It was wet.", ">> JUDY: Indeed?\n>> TOM: Yes."]
    document = read_vtt(tmp_path, *cues, "Very.", "And cold.", "And windy.").documents[0]
    assert [speaker for speaker, _text in said(document)] == [
        "JUDY",
        "JUDY",
        "TOM",
        "TOM",
        "JUDY",
        "TOM",
        "TOM",
        "TOM",
        "TOM",
    ]
    assert document.text.count("TOM:") == 2
    assert times(document)[4:6] == [(4000, 5000), (4000, 5000)]


@pytest.mark.parametrize("label", ["[SPEAKER_{n}]: ", "(Dana Lee {n})\n", "【张三{n}】：", "访谈者{n}："])
def test_other_ways_to_write_labels(tmp_path: Path, label: str) -> None:
    cues = [label.format(n=n % 2) + "words" for n in range(6)]
    document = read_vtt(tmp_path, *cues).documents[0]
    assert len(document.speakers) == 2
    assert {text for _speaker, text in said(document)} == {"words"}


def test_voices_are_written_into_the_text(tmp_path: Path) -> None:
    bundle = read_vtt(
        tmp_path,
        "<v Anna Schmidt>Hello &amp; welcome,\neverybody.</v>",
        "<v Li, Wei (ext.)>I will</v>",
        "<v Li, Wei (ext.)>begin now.</v>",
        "[music]",
        "<v.loud 王芳>你好</v> <v Anna Schmidt>Hi!",
    )
    document = bundle.documents[0]
    assert document.text == (
        "Anna Schmidt: Hello & welcome, everybody.\nLi, Wei (ext.): I will begin now.\n[music]\n王芳：你好\nAnna Schmidt: Hi!"
    )
    assert said(document) == [
        ("Anna Schmidt", "Hello & welcome, everybody."),
        ("Li, Wei (ext.)", "I will"),
        ("Li, Wei (ext.)", "begin now."),
        (None, "[music]"),
        ("王芳", "你好"),
        ("Anna Schmidt", "Hi!"),
    ]
    assert [finding.sentence for finding in bundle.report.of("changed")] == [
        "1 character reference was written as its character.",
        "4 labels were written into the text.",
    ]


def test_a_name_in_the_identifier_is_the_speaker(tmp_path: Path) -> None:
    text = 'WEBVTT\n\n1 "Jane Doe" (38234618)\n00:01.000 --> 00:02.000\nHello\n'
    assert read(made(tmp_path, "webex.vtt", text)).documents[0].text == "Jane Doe: Hello"


def test_rolling_captions_are_read_once(tmp_path: Path) -> None:
    bundle = read_vtt(
        tmp_path,
        " \nhello<00:00:00.480><c> world</c>",
        "hello world\n ",
        "hello world\nthis<00:00:02.480><c> is</c>",
        "this is\n ",
        "this is\nme",
        header="WEBVTT\nKind: captions\nLanguage: en",
    )
    document = bundle.documents[0]
    assert document.text == "hello world\nthis is\nme"
    assert document.language == "en"
    assert "changed: 4 lines that repeat the cue before were left out." in sentences(bundle.report)


def test_people_who_repeat_themselves_are_heard(tmp_path: Path) -> None:
    assert read_vtt(tmp_path, "la", "la", "la").documents[0].text == "la\nla\nla"


def test_lines_broken_for_the_screen_are_joined(tmp_path: Path) -> None:
    cues = ["one\ntwo", "- Yes?\n- No.", "今天\n谈一谈", "你好\nHello"]
    assert read_vtt(tmp_path, *cues).documents[0].text == "one two\n- Yes?\n- No.\n今天谈一谈\n你好\nHello"


def test_marks_of_formatting_go_and_words_stay(tmp_path: Path) -> None:
    text = (
        "1\n00:00:01,000 --> 00:00:02,000\n{\\an8}<i>a</i> < b > c <laughs> <font color=red>AT&T</font> &lt;3 &#x41;\n"
    )
    assert read(made(tmp_path, "a.srt", text)).documents[0].text == "a < b > c <laughs> AT&T <3 A"


def test_notes_styles_and_headers_are_said(tmp_path: Path) -> None:
    text = "WEBVTT - a film\n\nNOTE by Kyle\n\nSTYLE\n::cue {\n}\n\nREGION\nid:a\n\n00:01.000 --> 00:02.000\nHello\n"
    bundle = read(made(tmp_path, "a.vtt", text))
    assert bundle.documents[0].text == "Hello"
    assert [(it.sentence, it.where) for it in bundle.report.of("not carried")] == [
        ("The header says: a film", ""),
        ("1 note (NOTE)", "line 3"),
        ("2 styles and regions", "lines 5, 9"),
    ]


def test_what_is_broken_is_said_with_its_line_and_its_words_stay(tmp_path: Path) -> None:
    text = (
        "1\n00:00:01,000 --> 00:00:0x,000\nend unread\n\n2\nno times\n\n3\n00:00:05,000 --> 00:00:04,000\nbackwards\n\n"
        "4\n00:00:06,000 --> 00:00:07,000\n\n5\n00:00:08,000 --> 00:00:09,000\nfirst\n\nafter a blank line\n"
    )
    bundle = read(made(tmp_path, "broken.srt", text))
    assert list(zip(said(bundle.documents[0]), times(bundle.documents[0]))) == [
        ((None, "end unread"), (1000, None)),
        ((None, "no times"), (None, None)),
        ((None, "backwards"), (5000, None)),
        ((None, "first"), (8000, 9000)),
        ((None, "after a blank line"), (None, None)),
    ]
    assert [(it.kind, it.where) for it in bundle.report.findings[1:]] == [
        ("not carried", "line 13"),
        ("warning", "line 2"),
        ("warning", "lines 6, 19"),
        ("warning", "line 9"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "1\r\r\n00:00:01,000 --> 00:00:02,000\r\r\nHello\r\r\n\r\r\n2\r\r\n00:00:02,000 --> 00:00:03,000\r\r\n2020\r\r\n",
        "1\n00:00:01,000 --> 00:00:02,000\nHello\n2\n00:00:02,000 --> 00:00:03,000\n2020",
        "00:00:01.000 --> 00:00:02.000\nHello\n\n00:02.0 -> 00:03.0 align:start\n2020\n\n",
        "0:00:01.000,0:00:02.000\nHello\n\n0:00:02.000,0:00:03.000\n2020\n",
        "\n\n1\n00:00:01, 000 --> 00:00:02, 000\nHello\n \n2\n00:00:02,000–>00:00:03,000\n2020\n",
    ],
    ids=["doubled line ends", "no blank lines", "no header, short times", "sbv", "typed by hand"],
)
@pytest.mark.parametrize("ending", ["vtt", "srt", "sbv"])
def test_cues_are_read_whatever_the_file_is_called(tmp_path: Path, text: str, ending: str) -> None:
    document = read(made(tmp_path, f"a.{ending}", text)).documents[0]
    assert list(zip(said(document), times(document))) == [
        ((None, "Hello"), (1000, 2000)),
        ((None, "2020"), (2000, 3000)),
    ]


@pytest.mark.parametrize(("codec", "encoding"), [("gb18030", "gb18030"), ("utf-16", "utf-16"), ("utf-8-sig", "utf-8")])
def test_encodings_of_subtitles(tmp_path: Path, codec: str, encoding: str) -> None:
    lines = ["访谈者：您什么时候开始用这个平台？", "受访者：去年，县里统一要求的，", "受访者：系统经常卡顿。"]
    bundle = read(made(tmp_path, "a.srt", vtt(*lines, header="").lstrip(), codec))
    assert bundle.documents[0].text == "\n".join(lines)
    assert [(it.name, it.role) for it in bundle.documents[0].speakers] == [
        ("访谈者", "interviewer"),
        ("受访者", "respondent"),
    ]
    assert bundle.report.encoding == encoding


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (vtt("Hello"), "vtt"),
        ("\ufeff" + vtt("Hello").replace("\n", "\r\n"), "vtt"),
        ("1\n00:00:01,000 --> 00:00:02,000\nHello\n", "srt"),
        ("0:00:01.000,0:00:02.000\nHello\n", "sbv"),
    ],
)
def test_renamed_files_are_told_by_what_is_in_them(tmp_path: Path, text: str, name: str) -> None:
    for file in ("a.txt", "no ending"):
        bundle = read(made(tmp_path, file, text))
        assert (bundle.report.format, bundle.documents[0].text) == (name, "Hello")


@pytest.mark.parametrize(
    "text", ["WEBVTT is a format.", "1\n00:00:01,000 is when it began", "10:20:30 Hello and welcome"]
)
def test_texts_about_subtitles_are_texts(tmp_path: Path, text: str) -> None:
    assert read(made(tmp_path, "a.txt", text)).report.format == "text"


@pytest.mark.parametrize(
    "text", ["", "WEBVTT\n", "1", "some words\n", "1\nsome words", "words\n00:00:01,000 --> 00:00:02,000", "\0" * 99]
)
@pytest.mark.parametrize("ending", ["vtt", "srt", "sbv"])
def test_what_holds_no_cues_is_refused(tmp_path: Path, text: str, ending: str) -> None:
    with pytest.raises(UnreadableInput) as caught:
        read(made(tmp_path, f"a.{ending}", text))
    assert caught.value.hint


def test_a_file_that_breaks_off_is_read_so_far(tmp_path: Path) -> None:
    bundle = read(made(tmp_path, "a.srt", "1\n00:00:01,000 --> 00:00:02,000\nHi\n\n2\n00:00:03,0"))
    assert bundle.documents[0].text == "Hi"
    assert [(it.kind, it.where) for it in bundle.report.findings[1:]] == [
        ("not carried", "line 6"),
        ("warning", "line 6"),
    ]


@pytest.mark.parametrize(
    ("written", "milliseconds"),
    [
        ("00:00:07.000", 7000),
        ("1:02:03,5", 3_723_500),
        ("02:03.25", 123_250),
        ("100:00:00.000", 360_000_000),
        ("00:00:01.123456", 1123),
        ("9999:00:00.000", None),
        ("00:00:1d.890", None),
        ("12", None),
        ("", None),
    ],
)
def test_times(written: str, milliseconds: int | None) -> None:
    assert read_time(written) == milliseconds


# What other programs write comes back: the words, and the times to the millisecond.
word = st.from_regex(r"[A-Za-z\u4e00-\u4eff]{1,8}", fullmatch=True)
line = st.lists(word, min_size=1, max_size=6).map(" ".join)
moments = st.lists(st.integers(0, 359_999_999), min_size=2, max_size=20, unique=True).map(sorted)


@given(moments, st.data())
def test_what_pysubs2_writes_comes_back(at: list[int], data: st.DataObject) -> None:
    subtitles = pysubs2.SSAFile()
    spans = list(zip(at[::2], at[1::2]))
    lines = [data.draw(line) for _span in spans]
    for (start, end), words in zip(spans, lines):
        subtitles.append(pysubs2.SSAEvent(start=start, end=end, text=words))
    for written in (subtitles.to_string("srt"), subtitles.to_string("vtt")):
        found = scan(written)
        assert [(cue.started_ms, cue.ended_ms, cue.lines) for cue in found.cues] == [
            (start, end, (words,)) for (start, end), words in zip(spans, lines)
        ]
        assert not (found.broken_times or found.timeless or found.backwards)


@settings(max_examples=50)
@given(st.lists(st.lists(line, min_size=1, max_size=3), min_size=1, max_size=10))
def test_webvtt_reads_the_same_cues(cues: list[list[str]]) -> None:
    written = vtt(*("\n".join(lines) for lines in cues))
    others = webvtt.from_buffer(io.StringIO(written)).captions
    ours = scan(written).cues
    assert [tuple(it.lines) for it in others] == [cue.lines for cue in ours]
    assert [(it.start_in_seconds * 1000, it.end_in_seconds * 1000) for it in others] == [
        (cue.started_ms, cue.ended_ms) for cue in ours
    ]


@given(
    st.lists(
        st.sampled_from(["00:01.000 --> 00:02.000", "0:00:01.00x --> 0:00:02.000", "", "", " ", "7", "words"]),
        max_size=30,
    )
)
def test_no_words_are_lost_however_the_lines_lie(lines: list[str]) -> None:
    numbered = [f"words {n}" if it == "words" else it for n, it in enumerate(lines)]
    found = scan("\n".join(numbered))
    kept = [it for cue in found.cues for it in (cue.identifier, *cue.lines)]
    assert [it for it in kept if it.startswith("words")] == [it for it in numbered if it.startswith("words")]


speakers = st.none() | st.sampled_from(["Ann Lee", "王芳", "SPEAKER_00", "ann lee"])
pieces = st.builds(
    Utterance,
    st.text(st.sampled_from("ab 好,。.\n"), min_size=1, max_size=8).map(str.strip),
    st.integers(0, 9),
    st.integers(0, 9),
    speakers,
)


@given(st.lists(pieces, max_size=12))
def test_every_utterance_is_one_turn_that_holds_exactly_its_words(given_pieces: list[Utterance]) -> None:
    spoken = [it for it in given_pieces if it.text]
    speech = put_together(spoken)
    assert [speech.text[turn.label_end : turn.end].strip() for turn in speech.turns] == [it.text for it in spoken]
    assert all(one.end <= other.start for one, other in zip(speech.turns, speech.turns[1:]))
    names = {name: it.name for it in speech.speakers for name in (it.name, *it.aliases)}
    assert [turn.speaker for turn in speech.turns] == [names.get(it.speaker or "") for it in spoken]
