from itertools import pairwise

import pytest
from hypothesis import given

from qualcode.text.clauses import clauses_of
from qualcode.text.span import Span
from tui.view.texts import lines


@pytest.mark.parametrize(
    ("sentence", "clauses"),
    [
        ("那时候，社区帮助过我；后来靠自己。", ["那时候，", "社区帮助过我；", "后来靠自己。"]),
        ("他说：“我们去，不去。”", ["他说：", "“我们去，", "不去。”"]),
        ("报表、台账、照片——都要。", ["报表、", "台账、", "照片——", "都要。"]),
        ("你好,世界;再见。", ["你好,", "世界;", "再见。"]),
        ("When it was late, we stopped; the office — as ever — was shut.",
         ["When it was late,", "we stopped;", "the office —", "as ever —", "was shut."]),
        ("He said: “no, never,” and left.", ["He said:", "“no,", "never,”", "and left."]),
        ("It came - at last -- on foot.", ["It came -", "at last --", "on foot."]),
        ("In 1,000 cases at 10:30 or 10：30 see http://a.org/b;c, a well-known one.",
         ["In 1,000 cases at 10:30 or 10：30 see http://a.org/b;c,", "a well-known one."]),
        ("— Yes, sir.", ["— Yes,", "sir."]),
        ("好，——", ["好，——"]),
        ("，。", ["，。"]),
        ("靠自己", ["靠自己"]),
    ],
)  # fmt: skip
def test_clauses_end_at_commas_semicolons_colons_and_dashes(sentence: str, clauses: list[str]) -> None:
    assert [span.of(sentence) for span in clauses_of(sentence, Span(0, len(sentence)))] == clauses


@given(lines.filter(str.strip).map(str.strip))
def test_clauses_hold_all_ink_in_order_and_apart(line: str) -> None:
    before = "，甲"
    text = before + line + "，"
    found = list(clauses_of(text, Span(len(before), len(before) + len(line))))
    assert (found[0].start, found[-1].end) == (len(before), len(before) + len(line))
    for one, other in pairwise(found):
        assert one.end <= other.start
        assert text[one.end : other.start].strip() == ""
