"""The catalogue of sentences: gathered from the sources, translated by people, checked by a test.

::

    python tools/messages.py            bring the catalogue up to date with the sources and compile it
    python tools/messages.py --check    say what is missing, and change nothing; exit code 1 where something is

The words of click, which prints usage and errors of the parser, are gathered with our own: gettext looks both up in one
catalogue. Sentences that nothing says any more are dropped.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from string import Formatter

import click
from babel.messages import Catalog, Message
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
PO = ROOT / "src" / "qualcode" / "locale" / "zh_Hans" / "LC_MESSAGES" / "qualcode.po"
FORMS = {"_": 1, "gettext": 1, "ngettext": 2, "plural": 2}  # how many of the first arguments are sentences
UNMARKED = ("required",)  # click translates this word but does not mark it
UNCHANGING = datetime(2026, 1, 1, tzinfo=UTC)  # a date of its own in every run would make every run a change


def sentences() -> Catalog:
    """Every sentence in the sources of qualcode and of click, without translations."""
    found = Catalog(project="qualcode", charset="utf-8")
    for folder in (ROOT / "src" / "qualcode", Path(click.__file__).parent):
        for file in sorted(folder.rglob("*.py")):
            for forms in said_in(file):
                found.add(forms if len(forms) > 1 else forms[0])
    for word in UNMARKED:
        found.add(word)
    return found


def said_in(file: Path) -> Iterator[tuple[str, ...]]:
    """The sentences of one source, with their forms for one and for many; also those inside other sentences' values."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            given = node.args[: FORMS.get(node.func.id, 0)]
            forms = tuple(it.value for it in given if isinstance(it, ast.Constant) and isinstance(it.value, str))
            if given and len(forms) == FORMS[node.func.id]:
                yield forms


def translations() -> Catalog:
    """The catalogue as it stands in the repository."""
    if not PO.exists():
        authors = "The qualcode authors"
        return Catalog(
            "zh_Hans",
            project="qualcode",
            version="0",
            header_comment="# The sentences of qualcode in simplified Chinese. Bring up to date with: make messages",
            copyright_holder=authors,
            msgid_bugs_address=authors,
            last_translator=authors,
            language_team=authors,
            fuzzy=False,
        )
    with PO.open("rb") as file:
        return read_po(file, locale="zh_Hans", domain="qualcode")


def update() -> None:
    """Bring the catalogue up to date with the sources and compile it."""
    catalogue = translations()
    catalogue.update(sentences(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.creation_date = catalogue.revision_date = UNCHANGING
    PO.parent.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as file:
        write_po(file, catalogue, width=120, no_location=True, sort_output=True, ignore_obsolete=True)
    with PO.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue)


def problems() -> Iterator[str]:
    """What is wrong with the catalogue, a line each."""
    catalogue = translations()
    said, kept = _by_sentence(sentences()), _by_sentence(catalogue)
    yield from (f"not in the catalogue: {sentence[0]}" for sentence in said.keys() - kept.keys())
    yield from (f"said nowhere any more: {sentence[0]}" for sentence in kept.keys() - said.keys())
    yield from (f"said nowhere any more: {sentence}" for sentence in catalogue.obsolete)
    for sentence, message in kept.items():
        if fault := _fault(sentence, message):
            yield f"{fault}: {sentence[0]}"
    if _finished(kept) != _finished(_compiled()):
        yield "qualcode.mo does not say what qualcode.po says"


def _fault(sentence: tuple[str, ...], message: Message) -> str:
    """What is wrong with one translation, or nothing."""
    if message.fuzzy:
        return "marked fuzzy"
    for translation in _texts(message.string) or ("",):
        if not translation:
            return "not translated"
        if _placeholders(translation) != _placeholders(sentence[-1]):
            return f"other placeholders in “{translation}”"
    return ""


def _by_sentence(catalogue: Catalog) -> dict[tuple[str, ...], Message]:
    """The messages of a catalogue by their English sentence, or its forms for one and for many."""
    return {_texts(message.id): message for message in catalogue if message.id}


def _finished(messages: dict[tuple[str, ...], Message]) -> dict[str, tuple[str, ...]]:
    """What is translated, by the first form of the English sentence, the only one the compiled catalogue keeps."""
    return {forms[0]: _texts(message.string) for forms, message in messages.items() if any(_texts(message.string))}


def _compiled() -> dict[tuple[str, ...], Message]:
    """The messages of the compiled catalogue."""
    if not PO.with_suffix(".mo").exists():
        return {}
    with PO.with_suffix(".mo").open("rb") as file:
        return _by_sentence(read_mo(file))


def _texts(forms: str | Iterable[str] | None) -> tuple[str, ...]:
    return (forms,) if isinstance(forms, str) else tuple(forms or ())


def _placeholders(sentence: str) -> set[str]:
    """The names in braces, and the signs of the old kind of formatting."""
    braces = {
        f"{name}!{conversion}" for _text, name, _spec, conversion in Formatter().parse(sentence) if name is not None
    }
    return braces | {sign for sign in ("%(prog)s", "%(version)s") if sign in sentence}


if __name__ == "__main__":
    if "--check" in sys.argv:
        found = sorted(problems())
        print(*found, sep="\n")
        sys.exit(bool(found))
    update()
