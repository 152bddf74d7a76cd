"""A fixed sample of the damaged files that ``make fuzz`` tries by the thousand."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import trials

CASES = 300


def test_damaged_real_files_give_documents_or_one_clear_sentence(corpora: Path, tmp_path: Path) -> None:
    files = trials.sound_files(corpora)
    outcomes = Counter(trials.try_one(files[seed % len(files)], seed, tmp_path)[0] for seed in range(CASES))
    assert outcomes["read"] > CASES / 5
    assert outcomes["refused"] > CASES / 5


@pytest.mark.parametrize("seed", range(20))
def test_damaged_files_of_our_own(tmp_path: Path, seed: int) -> None:
    """Runs where the real files are not beside the checkout as well."""
    from docx import Document

    word = tmp_path / "talk.docx"
    document = Document()
    document.add_heading("访谈", 1)
    document.add_paragraph("访谈者：您好。")
    document.add_table(2, 2).cell(0, 0).text = "一"
    document.save(str(word))
    mail = tmp_path / "mail.eml"
    mail.write_text("From: a@example.org\nSubject: =?utf-8?q?caf=C3=A9?=\n\n> Hello\n", encoding="utf-8")
    sheet = tmp_path / "answers.csv"
    sheet.write_text('id,age,why\n1,30,"since, as\n they said"\n2,,纸\n', encoding="utf-8")
    captions = tmp_path / "talk.srt"
    captions.write_text("1\n00:00:01,000 --> 00:00:02,000\nHello\n", encoding="utf-8")
    for sound in (word, mail, sheet, captions):
        assert trials.try_one(sound, seed, tmp_path)[0] in ("read", "refused")
