"""Every sentence a person reads is there in Chinese as well."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "src" / "qualcode").rglob("*.py"))
SENTENCES = {"_": 1, "plural": 2}
"""What looks a sentence up, and how many of its first arguments are sentences."""
SHOWN = {
    *(
        "say",
        "_say",
        "echo",
        "show_words",
        "Question",
        "Wanted",
        "which_of",
        "ask_which",
        "Frame",
        "Section",
        "Paragraph",
    ),
    *(
        "Refused",
        "NotFound",
        "WrongUse",
        "UnreadableInput",
        "Unreachable",
        "UsageError",
        "HTTPForbidden",
        "HTTPNotFound",
    ),
    *("Command", "command", "option", "argument", "help_option", "Option", "Argument"),
}
"""What shows its words to a person."""
NOT_SHOWN = {"name", "id", "classes", "default", "metavar"}
FRONTS = ("tui", "formats/pictures", "formats/reports", "actions/pictures", "actions/report")
"""Where everything that is put together from parts is read by a person, but for the SVG that files.py writes."""
_WORDS = re.compile(r"[A-Za-z]{2,} [a-z]{2,}")
_JOINED = re.compile(r"\0[:;] |(?<!\[)\0, \0|\0 \([^)]*\0")


def test_every_sentence_is_translated_and_compiled():
    check = [sys.executable, "tools/messages.py", "--check"]
    ended = subprocess.run(check, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert ended.stdout.strip() == "", (
        "bring the catalogue up to date with `make messages`, then translate what is missing"
    )
    assert ended.returncode == 0, ended.stderr


@pytest.mark.parametrize("of", [file.relative_to(ROOT).as_posix() for file in SOURCES])
def test_what_a_person_reads_goes_through_the_catalogue(of):
    tree = ast.parse((ROOT / of).read_text("utf-8"))
    wrong = [*_made_up(tree), *_unmarked(tree)]
    if of.removeprefix("src/qualcode/").startswith(FRONTS) and not of.endswith("pictures/files.py"):
        wrong += _joined(tree)
    assert not wrong, "\n".join(f"line {line}: {what}" for line, what in wrong)


def _made_up(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Sentences that are made up before they are looked up, so that nobody can gather them."""
    for call in _calls(tree):
        for given in call.args[: SENTENCES.get(_called(call), 0)]:
            if not isinstance(given, ast.Constant):
                yield call.lineno, f"{ast.unparse(given)} is no plain sentence"


def _unmarked(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Sentences that are shown as they are."""
    for call in _calls(tree):
        if _called(call) in SHOWN:
            for given in (*call.args, *(it.value for it in call.keywords if it.arg not in NOT_SHOWN)):
                if _WORDS.search(words := _literal(given)):
                    yield given.lineno, f"{words!r} is in English only"


def _joined(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Parts joined as English joins them: labelled, noted, listed and clauses know how others do."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr) and _JOINED.search(_literal(node)) and "<" not in _literal(node):
            yield node.lineno, ast.unparse(node)


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def _called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def _literal(node: ast.AST) -> str:
    """The letters of a string, what is filled in as a NUL."""
    if isinstance(node, ast.JoinedStr):
        return "".join(str(it.value) if isinstance(it, ast.Constant) else "\0" for it in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
