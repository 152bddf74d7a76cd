"""ELAN files and Praat's TextGrids: tiers as speakers, and what of them is no speech."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formats.word_files import read, sentences
from qualcode.errors import UnreadableInput
from qualcode.formats.bundle import DocumentDraft
from qualcode.formats.recordings.praat import tiers_of


def mark(identity: str, start: str, end: str, words: str) -> str:
    return (
        f'<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="{identity}" TIME_SLOT_REF1="{start}" TIME_SLOT_REF2="{end}">'
        f"<ANNOTATION_VALUE>{escape(words)}</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>"
    )


def about(identity: str, other: str, words: str) -> str:
    return (
        f'<ANNOTATION><REF_ANNOTATION ANNOTATION_ID="{identity}" ANNOTATION_REF="{other}">'
        f"<ANNOTATION_VALUE>{escape(words)}</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>"
    )


def tier(name: str, *marks: str, **attributes: str) -> str:
    given_ones = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    return f'<TIER TIER_ID={quoteattr(name)} LINGUISTIC_TYPE_REF="default-lt"{given_ones}>{"".join(marks)}</TIER>'


def eaf(folder: Path, *tiers: str, header: str = '<HEADER TIME_UNITS="milliseconds"/>') -> Path:
    """An ELAN file with time slots t1 to t9, at 1 to 9 seconds, and t0 without a time."""
    slots = "".join(f'<TIME_SLOT TIME_SLOT_ID="t{n}" TIME_VALUE="{n}000"/>' for n in range(1, 10))
    path = folder / "talk.eaf"
    path.write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<ANNOTATION_DOCUMENT AUTHOR="" DATE="" FORMAT="3.0" VERSION="3.0">'
        f'{header}<TIME_ORDER><TIME_SLOT TIME_SLOT_ID="t0"/>{slots}</TIME_ORDER>{"".join(tiers)}</ANNOTATION_DOCUMENT>',
        encoding="utf-8",
    )
    return path


def rows(document: DocumentDraft) -> list[tuple[str | None, int | None, int | None, str]]:
    return [
        (turn.speaker, turn.started_ms, turn.ended_ms, document.text[turn.label_end : turn.end].strip())
        for turn in document.turns or []
    ]


def testtiers_of_are_speakers_in_order_of_time(tmp_path: Path) -> None:
    bundle = read(
        eaf(
            tmp_path,
            tier("default"),
            tier(
                "K-Spch",
                mark("a1", "t1", "t2", "Hello & so"),
                mark("a3", "t5", "t6", "line one\n line two"),
                PARTICIPANT="Kim",
            ),
            tier("W", mark("a2", "t2", "t4", "你好。"), mark("a4", "t7", "t8", " ")),
        )
    )
    document = bundle.documents[0]
    assert document.text == "Kim: Hello & so\nW: 你好。\nKim: line one\nline two"
    assert rows(document) == [
        ("Kim", 1000, 2000, "Hello & so"),
        ("W", 2000, 4000, "你好。"),
        ("Kim", 5000, 6000, "line one\nline two"),
    ]
    assert (document.name, document.source_type) == ("talk", "eaf")
    assert sentences(bundle.report) == [
        "read: 3 stretches of speech on the tiers",
        "read: 2 speakers: Kim ×2, W ×1",
        "changed: 3 labels were written into the text.",
        "not carried: Empty tiers: default",
    ]


def test_translations_and_remarks_become_memos(tmp_path: Path) -> None:
    bundle = read(
        eaf(
            tmp_path,
            tier("A", mark("a1", "t1", "t2", "Guten Tag."), mark("a2", "t2", "t3", "Ja.")),
            tier("A-en", about("b1", "a1", "Good day."), about("b2", "a2", "Yes."), PARENT_REF="A", ANNOTATOR="Anna"),
            tier("A-words", about("c1", "a1", "Guten"), about("c2", "a1", "Tag"), PARENT_REF="A"),
            tier("A-parts", mark("d1", "t1", "t2", "Gu"), PARENT_REF="A"),
        )
    )
    document = bundle.documents[0]
    assert [(it.text, it.title, it.author, document.text[it.start : it.end]) for it in document.memos] == [
        ("Good day.", "A-en", "Anna", "A: Guten Tag."),
        ("Yes.", "A-en", "Anna", "A: Ja."),
    ]
    assert [it.sentence for it in bundle.report.of("not carried")] == ["Tiers that divide others: A-words, A-parts"]


def test_words_may_stand_on_the_tier_below(tmp_path: Path) -> None:
    path = eaf(
        tmp_path, tier("ref", mark("a1", "t1", "t2", "")), tier("words", about("b1", "a1", "Hi."), PARENT_REF="ref")
    )
    document = read(path).documents[0]
    assert (document.text, document.memos) == ("ref: Hi.", [])


def test_a_single_tier_that_nobody_named_is_no_speaker(tmp_path: Path) -> None:
    document = read(
        eaf(tmp_path, tier("default", mark("a1", "t1", "t2", "Hi."), mark("a2", "t0", "t0", "Ho.")))
    ).documents[0]
    assert rows(document) == [(None, 1000, 2000, "Hi."), (None, None, None, "Ho.")]


def test_recordings_stay_outside(tmp_path: Path) -> None:
    header = '<HEADER><MEDIA_DESCRIPTOR MEDIA_URL="file:///C:/Anna/talk.wav" MIME_TYPE="audio/x-wav"/></HEADER>'
    bundle = read(eaf(tmp_path, tier("A", mark("a1", "t1", "t2", "Hi.")), header=header))
    assert sentences(bundle.report)[-1] == "not carried: The recording talk.wav stays outside the project."


def test_frames_are_times_too(tmp_path: Path) -> None:
    path = eaf(tmp_path, tier("A", mark("a1", "t1", "t2", "Hi.")), header='<HEADER TIME_UNITS="PAL-frames"/>')
    assert rows(read(path).documents[0]) == [("A", 40_000, 80_000, "Hi.")]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("<ANNOTATION_DOCUMENT>", "no valid XML in line 1"),
        ("words", "no valid XML in line 1"),
        ("<a/>", "not an ELAN file"),
        ('<!DOCTYPE a [<!ENTITY x "xx">]><ANNOTATION_DOCUMENT>&x;</ANNOTATION_DOCUMENT>', "not an ELAN file"),
        ("<ANNOTATION_DOCUMENT/>", "no words"),
        ("\0", "no valid XML"),
    ],
)
def test_what_is_no_elan_file_is_refused(tmp_path: Path, raw: str, said: str) -> None:
    path = tmp_path / "a.eaf"
    path.write_text(f"<?xml version='1.0'?>{raw}", encoding="utf-8")
    with pytest.raises(UnreadableInput, match=said) as caught:
        read(path)
    assert caught.value.hint and "\n" not in str(caught.value)


LONG = '''File type = "ooTextFile"
Object class = "TextGrid"

xmin = 0
xmax = 2.5
tiers? <exists>
size = 3
item []:
    item [1]:
        class = "IntervalTier"
        name = "Ann ""Lee"""
        xmin = 0
        xmax = 2.5
        intervals: size = 2
        intervals [1]:
            xmin = 0
            xmax = 1.25
            text = "So 5 <p> I said ""hi"" !
there"
        intervals [2]:
            xmin = 1.25
            xmax = 2.5
            text = ""
    item [2]:
        class = "IntervalTier"
        name = "Bo"
        xmin = 0
        xmax = 2.5
        intervals: size = 1
        intervals [1]:
            xmin = 1.0e-1
            xmax = 2.5
            text = "嗯。"
    item [3]:
        class = "TextTier"
        name = "bells"
        xmin = 0
        xmax = 2.5
        points: size = 1
        points [1]:
            number = 1
            mark = "ding"
'''
SHORT = """File type = "ooTextFile"
Object class = "TextGrid"

0
2.5
<exists>
1
! "no tier"
"IntervalTier"
"Ann"
0
2.5
1
0
1.25
"Hi."
"""


@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "utf-16-be"])
def test_a_text_grid(tmp_path: Path, codec: str) -> None:
    path = tmp_path / "a.TextGrid"
    path.write_bytes(("\ufeff" * (codec == "utf-16-be") + LONG).encode(codec))
    bundle = read(path)
    assert rows(bundle.documents[0]) == [
        ('Ann "Lee"', 0, 1250, 'So 5 <p> I said "hi" ! there'),
        ("Bo", 100, 2500, "嗯。"),
    ]
    assert [it.sentence for it in bundle.report.of("not carried")] == ["Tiers of points: bells"]


def test_a_text_grid_in_the_short_form_with_another_name(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(SHORT, encoding="utf-8")
    bundle = read(path)
    assert (bundle.report.format, bundle.documents[0].text) == ("textgrid", "Ann: Hi.")


@pytest.mark.parametrize(
    "text", ["words", LONG[:400], 'File type = "ooTextFile"\nObject class = "Pitch 1"\n', SHORT.replace("Hi.", "")]
)
def test_what_is_no_text_grid_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.TextGrid"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableInput) as caught:
        read(path)
    assert caught.value.hint


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=12), max_size=6))
def test_words_of_a_text_grid_come_back(words: list[str]) -> None:
    stretches = [f'{n}\n{n + 1}\n"{it.replace(chr(34), chr(34) * 2)}"' for n, it in enumerate(words)]
    head = f'"ooTextFile"\n"TextGrid"\n0 9 <exists> 1\n"IntervalTier" "A" 0 9 {len(words)}\n'
    ((name, _kind, said),) = tiers_of(head + "\n".join(stretches), "a")
    assert (name, [it.text for it in said]) == ("A", [clean for it in words if (clean := " ".join(it.split()))])
