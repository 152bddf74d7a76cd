"""Every sentence a person reads is there in Chinese as well."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_sentence_is_translated_and_compiled():
    check = [sys.executable, "tools/messages.py", "--check"]
    ended = subprocess.run(check, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert ended.stdout.strip() == "", (
        "bring the catalogue up to date with `make messages`, then translate what is missing"
    )
    assert ended.returncode == 0, ended.stderr
