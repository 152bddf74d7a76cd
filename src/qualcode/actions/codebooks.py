"""Codebooks in and out: from files into the tree, and from the tree into files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Row

from qualcode.actions import codes
from qualcode.actions.registry import action
from qualcode.errors import UnreadableInput
from qualcode.formats.bundle import Codebook, CodeDraft, Report
from qualcode.messages import _, listed, plural
from qualcode.store import queries
from qualcode.store.models import Code
from qualcode.store.session import Work
from qualcode.store.view import View
from qualcode.text.names import format_path, name_key


@dataclass
class _Place:
    """Where a code of the file lies in the project: its id, and the next free position below it."""

    id: int
    next_position: int


def read_codebook(path: Path) -> Codebook:
    """Read a codebook from .yaml or .csv. Raises UnreadableInput for another ending or a broken file."""
    return _reader(path)(path)


def _reader(path: Path) -> Callable[[Path], Codebook]:
    from qualcode.formats.codebooks import csv as codebook_csv
    from qualcode.formats.codebooks import yaml as codebook_yaml

    match path.suffix.lower():
        case ".yaml" | ".yml":
            return codebook_yaml.read_codebook_yaml
        case ".csv" | ".tsv":
            return codebook_csv.read_codebook_csv
    raise UnreadableInput(
        _("{path} is not a codebook this program reads.", path=path), _("Codebooks are .yaml or .csv files.")
    )


@action("codebook.import")
def import_codebook(work: Work, codebook: Codebook, source: str = "") -> Report:
    """Bring a codebook into the tree: new codes are added, codes at a path that exists take over what the file says of them.

    Codes the file does not name stay as they are. The report says what was added and what was changed.
    """
    report = Report(source, "codebook")
    tree = queries.code_tree(work)
    places: dict[tuple[str, ...], _Place] = {(): _Place(tree.root_id, tree.next_position(tree.root_id))}
    known = {_keys(path): row for row in tree.rows for path in [tree.paths[row.id]]}
    for draft in codebook.codes:
        row = known.get(_keys(draft.path))
        places[_keys(draft.path)] = (
            _add(work, draft, places[_keys(draft.parent)], report)
            if row is None
            else _take_over(work, draft, row, tree.next_position(row.id), report)
        )
    report.add("read", plural("{n} code", "{n} codes", len(codebook.codes)))
    work.describe("codebook.import", _("imported the codebook {source}", source=source or codebook.title))
    return report


def _keys(path: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name_key(name) for name in path)


def _add(work: Work, draft: CodeDraft, parent: _Place, report: Report) -> _Place:
    fields = {name: value for name, value in _fields(draft).items() if name != "status" or value}
    code_id = codes.insert_code(work, parent.id, draft.name, parent.next_position, fields)
    parent.next_position += 1
    return _Place(code_id, 0)


def _take_over(
    work: Work, draft: CodeDraft, row: Row[tuple[object, ...]], next_position: int, report: Report
) -> _Place:
    unsaid = _fields(CodeDraft(draft.name))  # a file without a column says nothing of it
    said = {key: value for key, value in _fields(draft).items() if value != unsaid[key]}
    new = {key: value for key, value in said.items() if getattr(row, key) != value}
    if new:
        work.journal.update(Code, row.id, **new)
        report.add(
            "changed", _("{path}: {fields} taken over", path=format_path(draft.path), fields=listed(sorted(new)))
        )
    return _Place(row.id, next_position)


def _fields(draft: CodeDraft) -> dict[str, object]:
    return {
        "color": draft.color or "",
        "is_codable": draft.is_codable,
        "definition": draft.definition,
        "include": draft.include,
        "exclude": draft.exclude,
        "examples": list(draft.examples),
        "aliases": list(draft.aliases),
        "alternatives": draft.alternatives,
        "for_kinds": list(draft.for_kinds),
        "status": draft.status,
    }


def export_codebook(view: View) -> Codebook:
    """The whole tree as a codebook, parents before children."""
    drafts = [
        CodeDraft(
            name=code.name,
            parent=code.names[:-1],
            color=code.color or None,
            is_codable=code.is_codable,
            definition=code.definition,
            include=code.include,
            exclude=code.exclude,
            examples=code.examples,
            aliases=code.aliases,
            alternatives=code.alternatives,
            for_kinds=code.for_kinds,
            status=code.status,
        )
        for code in codes.listing(view)
    ]
    return Codebook(drafts, title=queries.project(view).name)


def write_codebook(codebook: Codebook, path: Path) -> Report:
    """Write a codebook as .yaml or .csv and report what the format cannot hold."""
    from qualcode.formats.codebooks import csv as codebook_csv
    from qualcode.formats.codebooks import yaml as codebook_yaml

    report = Report(str(path), path.suffix.lstrip("."))
    if path.suffix.lower() in (".yaml", ".yml"):
        codebook_yaml.write_codebook_yaml(codebook, path)
    elif path.suffix.lower() in (".csv", ".tsv"):
        codebook_csv.write_codebook_csv(codebook, path)
        if any(code.alternatives or code.for_kinds for code in codebook.codes):
            report.add(
                "not carried", _("which codes exclude each other, and for which kinds of document codes are meant")
            )
    else:
        raise UnreadableInput(_("A codebook cannot be written as {path}.", path=path), _("Choose .yaml or .csv."))
    report.add("written", plural("{n} code", "{n} codes", len(codebook.codes)))
    return report


@dataclass(frozen=True, slots=True)
class Objection:
    """Something a careful reader would object to, in words, and the guids of the codes it is about."""

    words: str
    codes: frozenset[str]


def check(view: View) -> list[str]:
    """What a careful reader would object to in the codebook, in words: codes without a definition, clashing aliases, unused headings."""
    return [objection.words for objection in objections(codes.listing(view))]


def objections(tree: Sequence[codes.CodeRow]) -> list[Objection]:
    """What a careful reader would object to, and about which codes."""
    parents = {code.names[:-1] for code in tree}
    undefined = [
        Objection(_("{path} has no definition", path=code.path), frozenset((code.guid,)))
        for code in tree
        if code.is_codable and not code.definition
    ]
    empty = [
        Objection(_("{path} is a heading with nothing below it", path=code.path), frozenset((code.guid,)))
        for code in tree
        if not code.is_codable and code.names not in parents
    ]
    return [*undefined, *empty, *_clashes(tree)]


def _clashes(tree: Sequence[codes.CodeRow]) -> list[Objection]:
    owners: dict[str, dict[str, str]] = {}
    for code in tree:
        for name in (code.name, *code.aliases):
            owners.setdefault(name_key(name), {})[code.guid] = code.path
    return [
        Objection(
            _("{name!r} may mean any of: {paths}", name=name, paths=listed(sorted(paths.values()))), frozenset(paths)
        )
        for name, paths in owners.items()
        if len(paths) > 1
    ]
