"""Chats as they are saved or copied: a line with the name and the time stands above what is said."""

from __future__ import annotations

import pytest

from qualcode.text.turns.reading import read_labels

SAID = ("您好，请问救助申请怎么办？\n谢谢！", "先到村里开证明。", "要几天？", "大概十五天吧。")
WHO = ("小王", "李姐", "小王", "李姐")


def chat(head: str, between: str = "\n\n") -> str:
    """Four messages, each under ``head`` with its name and time."""
    return between.join(
        f"{head.format(name=name, n=number)}\n{said}" for number, (name, said) in enumerate(zip(WHO, SAID, strict=True))
    )


@pytest.mark.parametrize("between", ["\n\n", "\n"])
@pytest.mark.parametrize(
    "head",
    [
        "{name} 10:02:1{n}",
        "{name}  10:0{n}",
        "A {name} 2024-03-01 10:02:1{n}",
        "{name} 2024-03-01 10:02:1{n}",
        "{name} 2024/3/1 10:0{n}",
        "{name} 2024/3/1 上午10:0{n}",
        "{name} 2024年3月1日 下午 2:0{n}",
        "{name}(13800001111) 2024-03-01 10:02:1{n}",
        "2024-03-01 10:02:1{n} {name}",
        "2024-03-01 10:02:1{n} {name}(12345678)",
    ],
)
def test_the_line_above_a_message_is_its_label(head: str, between: str) -> None:
    text = chat(head, between)
    reading = read_labels(text)
    assert [next(name for name in WHO if name in turn.speaker) for turn in reading.turns] == [*WHO]
    for turn, said in zip(reading.turns, SAID, strict=True):
        assert text[turn.start : turn.end].endswith(said)


def test_times_of_the_day_without_names_above_are_no_speakers() -> None:
    text = "今天去了三个村。\n\n上午10:02\n到了石渡镇，人很多。\n\n下午2:30\n回到县里开会。\n\n"
    assert not read_labels(text).turns
