"""The codebook: adding, describing, renaming, moving, merging and removing codes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select

from qualcode.actions import segments
from qualcode.actions.coding import move_to_code
from qualcode.actions.concepts.passing_on import pass_on
from qualcode.actions.registry import action
from qualcode.errors import NotFound, Refused, WrongUse
from qualcode.messages import _, labelled, listed, plural
from qualcode.store import queries, rounds
from qualcode.store.models import Code, Coding, Memo
from qualcode.store.queries import CodeTree
from qualcode.store.removal import remove as remove_rows
from qualcode.store.session import Work
from qualcode.store.types import now
from qualcode.store.usage import Usage as Usage
from qualcode.store.usage import usage as usage
from qualcode.store.view import View
from qualcode.table import Cell, Table
from qualcode.text.names import format_path, name_key, parse_path

# What a person may say of a code; names and places change by actions of their own.
FIELDS = (
    "color",
    "is_codable",
    "definition",
    "include",
    "exclude",
    "examples",
    "aliases",
    "status",
    "alternatives",
    "for_kinds",
    "retired",
)

_COLOR = re.compile("#[0-9A-Fa-f]{6}")

RULES = ("definition", "include", "exclude")
"""What says when a code is to be used."""


@dataclass(frozen=True, slots=True)
class CodeMemo:
    """A memo on a code."""

    guid: str
    title: str
    text: str
    coder: str


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A code as shown, in the order of the tree. ``path`` is how people write it, ``names`` the same as a tuple."""

    guid: str
    path: str
    names: tuple[str, ...]
    is_codable: bool
    color: str
    definition: str
    include: str
    exclude: str
    examples: tuple[str, ...]
    aliases: tuple[str, ...]
    status: str
    alternatives: bool
    for_kinds: tuple[str, ...]
    retired: bool
    codings: int
    documents: int
    memos: tuple[CodeMemo, ...] = ()

    @property
    def name(self) -> str:
        """The last name of the path."""
        return self.names[-1]

    @property
    def depth(self) -> int:
        """0 for codes at the top."""
        return len(self.names) - 1


def listing(view: View, used: Usage | None = None) -> list[CodeRow]:
    """The codebook in the order of the tree, with how much each code is used, if that has not been counted already."""
    tree = queries.code_tree(view)
    used = used or usage(view)
    memos = memos_by_code(view)
    return [_shown(tree, row, *used.of(row.id), memos.get(row.id, ())) for row in tree.rows]


def memos_by_code(view: View) -> dict[int, tuple[CodeMemo, ...]]:
    """The memos on codes by the ids of these, oldest first, as far as who looks may see them."""
    coders = {row.id: row.name for row in queries.coders(view)}
    statement = select(Memo.__table__).where(Memo.code_id.is_not(None), *rounds.shown(view, Memo))
    found: dict[int, list[CodeMemo]] = {}
    for row in queries.rows(view, statement.order_by(Memo.created_at, Memo.id)):
        found.setdefault(row.code_id, []).append(CodeMemo(row.guid.hex, row.title, row.text, coders[row.coder_id]))
    return {code: tuple(memos) for code, memos in found.items()}


def _shown(tree: CodeTree, row: Row[Any], codings: int, documents: int, memos: Sequence[CodeMemo]) -> CodeRow:
    return CodeRow(
        guid=row.guid.hex,
        path=tree.path(row.id),
        names=tree.paths[row.id],
        is_codable=row.is_codable,
        color=row.color,
        definition=row.definition,
        include=row.include,
        exclude=row.exclude,
        examples=tuple(row.examples),
        aliases=tuple(row.aliases),
        status=row.status,
        alternatives=row.alternatives,
        for_kinds=tuple(row.for_kinds),
        retired=row.retired,
        codings=codings,
        documents=documents,
        memos=tuple(memos),
    )


def table(view: View, *, status: bool = False) -> Table:
    """The codebook under the columns of ``codebook show``; ``status`` adds how far the rules of each code are."""
    columns = ("code", "parent", "path", "depth", "is_codable", "color", "codings", "documents", "definition")
    rows: list[tuple[Cell, ...]] = [
        (
            code.name,
            format_path(code.names[:-1]),
            code.path,
            code.depth,
            code.is_codable,
            code.color,
            code.codings,
            code.documents,
            code.definition,
            *([code.status] if status else []),
        )
        for code in listing(view)
    ]
    return Table((*columns, *(["status"] if status else [])), rows)


@action("codes.add")
def add(work: Work, path: str, **fields: Any) -> str:
    """Add a code at a path whose upper part exists, with any of FIELDS. Returns its path.

    Raises Refused when a sibling has the name, NotFound for a missing parent, WrongUse for an empty name.
    """
    *above, name = parse_path(path) or ("",)
    tree = queries.code_tree(work)
    parent_id = tree.named(format_path(above)).id if above else tree.root_id
    _require_free_name(tree, parent_id, name)
    insert_code(work, parent_id, name, tree.next_position(parent_id), fields)
    work.describe("codes.add", _("added the code {path}", path=path))
    return format_path((*tree.paths.get(parent_id, ()), name.strip()))


def add_branch(work: Work, path: str) -> str:
    """Add a code at a path, with the codes above it that are missing. Returns its path.

    Raises what ``add`` raises; NotFound too where one above is called almost like a code there: it may be misspelt.
    """
    names = parse_path(path)
    for depth in range(1, len(names)):
        above = format_path(names[:depth])
        try:
            queries.code_tree(work).named(above)
        except NotFound as missing:
            if any(len(parse_path(near)) == depth for near in missing.nearest):
                raise
            add(work, above)
    return add(work, path)


def insert_code(work: Work, parent_id: int, name: str, position: int, fields: dict[str, Any]) -> int:
    """Insert a code whose place and name have been checked. Raises WrongUse for a field no code has."""
    return work.journal.insert(
        Code,
        parent_id=parent_id,
        name=name.strip(),
        name_key=name_key(name),
        position=position,
        **_checked_fields(fields),
    )


@action("codes.describe")
def describe(work: Work, code: str, **fields: Any) -> None:
    """Change what is said of a code: any of FIELDS."""
    tree = queries.code_tree(work)
    row = tree.named(code)
    work.journal.update(Code, row.id, **_checked_fields(fields))
    work.describe("codes.describe", _("described the code {code}", code=tree.path(row.id)))


@action("codes.rename")
def rename(work: Work, code: str, name: str) -> None:
    """Give a code another name; the old one is kept as an alias, so that it is still found."""
    tree = queries.code_tree(work)
    row = tree.named(code)
    if name_key(name) != row.name_key:
        _require_free_name(tree, row.parent_id, name)
    kept = [alias for alias in row.aliases if name_key(alias) != name_key(name)]
    aliases = kept if row.name in kept or name_key(name) == row.name_key else [*kept, row.name]
    work.journal.update(Code, row.id, name=name.strip(), name_key=name_key(name), aliases=aliases)
    work.describe("codes.rename", _("renamed the code {code} to {name}", code=tree.path(row.id), name=name.strip()))


@action("codes.move")
def move(work: Work, code: str, parent: str | None, *, position: int | None = None) -> None:
    """Put a code, with all below it, under another parent (None is the top), at a place among its siblings (the end by default).

    Raises Refused when that would be a cycle or a sibling has the name.
    """
    tree = queries.code_tree(work)
    row = tree.named(code)
    parent_id = tree.root_id if parent is None else tree.named(parent).id
    if parent_id in {below.id for below in tree.subtree(row.id)}:
        raise Refused(
            _("{code!r} cannot be put below itself.", code=row.name), _("Choose a parent outside its own branch.")
        )
    if parent_id != row.parent_id:
        _require_free_name(tree, parent_id, row.name)
    siblings = [child for child in tree.children(parent_id) if child.id != row.id]
    siblings.insert(len(siblings) if position is None else position, row)
    work.journal.update(Code, row.id, parent_id=parent_id)
    work.journal.update_each(Code, {sibling.id: {"position": place} for place, sibling in enumerate(siblings)})
    work.describe("codes.move", _("moved the code {code}", code=tree.path(row.id)))


@action("codes.merge")
def merge(work: Work, code: str, into: str) -> int:
    """Give all codings, memos and children of one code to another and remove it; its names become aliases. Returns how many codings moved.

    So it is with its memberships in sets, its links with their evidence, and what was summarised of cases under it.

    Where a coder has both codes on the same words, one coding stays. Of its rules and examples the other takes over what it
    has not; where it has other rules of its own, the old ones are kept in a memo on it. Raises Refused when a child's name clashes, or the
    target lies below the code, is a heading or is retired.
    """
    tree = queries.code_tree(work)
    old, new = tree.named(code), tree.named(into)
    _require_mergeable(tree, old, new)
    codings = list(
        work.connection.execute(select(Coding.__table__).where(Coding.code_id == old.id).order_by(Coding.id))
    )
    move_to_code(work, codings, new.id)
    memos = list(work.connection.scalars(select(Memo.id).where(Memo.code_id == old.id)))
    work.journal.update_many(Memo, memos, code_id=new.id)
    work.journal.update(Code, old.id, name_key=old.guid.hex)  # a child that bears its name may take its place
    places = enumerate(tree.children(old.id), tree.next_position(new.id))
    work.journal.update_each(Code, {child.id: {"parent_id": new.id, "position": place} for place, child in places})
    pass_on(work, old, new)
    _inherit(work, old, new)
    remove_rows(work.journal, Code, [old.id])
    said = _("merged the code {code} into {into}", code=tree.path(old.id), into=tree.path(new.id))
    work.describe("codes.merge", said)
    return len(codings)


def _inherit(work: Work, old: Row[Any], new: Row[Any]) -> None:
    """Keep what was said of a code that goes."""
    aliases = list(dict.fromkeys([*new.aliases, old.name, *old.aliases]))
    said: dict[str, Any] = {rule: getattr(new, rule) or getattr(old, rule) for rule in RULES}
    said["examples"] = list(dict.fromkeys([*new.examples, *old.examples]))
    said["aliases"] = [it for it in aliases if name_key(it) != new.name_key]
    work.journal.update(Code, new.id, **said)
    called = {"definition": _("definition"), "include": _("include"), "exclude": _("exclude")}
    clashing = [labelled(called[rule], getattr(old, rule)) for rule in RULES if clash(old, new, rule)]
    if clashing:
        title = _("The rule of {code} before it was merged", code=old.name)
        place = {"code_id": new.id, "coder_id": work.coder_id, "created_at": now()}
        work.journal.insert(Memo, title=title, text="\n".join(clashing), kind="code rule", **place)


def clash(old: Row[Any], new: Row[Any], rule: str) -> bool:
    """Whether one code says something by a rule and another something else."""
    return bool(getattr(old, rule) and getattr(new, rule) and getattr(old, rule) != getattr(new, rule))


def _require_mergeable(tree: CodeTree, old: Row[Any], new: Row[Any]) -> None:
    if new.id in {row.id for row in tree.subtree(old.id)}:
        raise Refused(
            _("{code!r} cannot be merged into itself or a code below it.", code=old.name),
            _("Merge the other way round."),
        )
    if not new.is_codable and old.is_codable:
        raise Refused(
            _("{code!r} is a heading and cannot take codings.", code=new.name),
            _("Make it codable first, or choose another code."),
        )
    if new.retired:
        raise Refused(_("{code!r} is retired.", code=new.name), _("Use the code that took its place."))
    for child in tree.children(old.id):
        if child.name_key != old.name_key or new.id != old.parent_id:
            _require_free_name(tree, new.id, child.name)


@action("codes.remove")
def remove(work: Work, code: str, *, with_codings: bool = False) -> int:
    """Remove a code. Returns how many codings went with it.

    Raises Refused when there are codes below it, or codings on it and ``with_codings`` is not given.
    """
    rounds.require_unfrozen(work.connection)  # before the refusals below, which tell how much was coded
    tree = queries.code_tree(work)
    row = tree.named(code)
    if tree.children(row.id):
        raise Refused(_("There are codes below {code!r}.", code=row.name), _("Move or remove them first."))
    used = len(work.connection.scalars(select(Coding.id).where(Coding.code_id == row.id)).all())
    if used and not with_codings:
        raise Refused(
            plural("{code!r} is used in a coding.", "{code!r} is used in {n} codings.", used, code=row.name),
            _("Merge it into another code, retire it, or say --with-codings. Undo brings everything back."),
        )
    cited = segments.cited_by_code(work, row.id)
    remove_rows(work.journal, Code, [row.id])
    segments.let_go(work, cited)
    work.describe("codes.remove", _("removed the code {code}", code=tree.path(row.id)))
    return used


def _require_free_name(tree: CodeTree, parent_id: int, name: str) -> None:
    if not name.strip():
        raise WrongUse(_("A code needs a name."))
    for sibling in tree.children(parent_id):
        if sibling.name_key == name_key(name):
            raise Refused(
                _("There is a code {path!r} already.", path=tree.path(sibling.id)),
                _("Choose another name or another place."),
            )


def _require_color(color: Any) -> None:
    if not (isinstance(color, str) and _COLOR.fullmatch(color)):
        raise WrongUse(_("{color!r} is no colour.", color=color), _("A colour is written as #RRGGBB, like #0072B2."))


def _checked_fields(fields: dict[str, Any]) -> dict[str, Any]:
    unknown = set(fields) - set(FIELDS)
    if unknown:
        raise WrongUse(
            _("A code has no {fields}.", fields=listed(sorted(unknown))),
            _("It has: {fields}", fields=listed(FIELDS)),
        )
    if color := fields.get("color"):
        _require_color(color)
    return {key: list(value) if isinstance(value, tuple) else value for key, value in fields.items()}
