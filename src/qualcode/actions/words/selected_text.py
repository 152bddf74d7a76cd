"""Which text a table of words is about: whose words, in which documents, under which code."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row

from qualcode.actions.layers import LAYERS, Codings
from qualcode.actions.material.documents import kind_named
from qualcode.actions.material.speakers import ROLES
from qualcode.actions.tables import dimensions
from qualcode.errors import NotFound, WrongUse
from qualcode.messages import _, clauses, labelled, listed, plural, some_of
from qualcode.store import queries
from qualcode.store.view import View
from qualcode.text.names import name_key, nearest
from qualcode.text.span import Span
from qualcode.text.units import UnitTurn, spoken

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from qualcode.analysis.coding_table import CodingTable

ALL_ROLES = "all"
_NAMED = 12  # labels that a hint names
#: What documents can be sorted by, beside attributes and periods.
OF_DOCUMENTS = ("documents", "kinds", "cases", "sets", "case-sets")


@dataclass(frozen=True)
class Selection:
    """What a person asked for; what is empty does not narrow.

    ``attributes`` are values of attributes of documents or of their cases. Without ``roles`` and ``speakers`` interviewers are
    left out; the role "all" takes everybody in. ``code`` (with everything below it) and ``where`` (a query) take only what is
    coded so in ``layer``.
    """

    documents: Sequence[str] = ()
    kinds: Sequence[str] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)
    roles: Sequence[str] = ()
    speakers: Sequence[str] = ()
    code: str | None = None
    where: str | None = None
    layer: str = "record"

    def of_documents(self, **more: str | None) -> list[str]:
        """In words which documents count, where not all do; ``more`` narrows them further, by names of its own."""
        values = [f"{name}={value}" for name, value in self.attributes.items()]
        named = {"document": self.documents, "kind": self.kinds, "attribute": values}
        parts = [*((name, some_of(they, _NAMED)) for name, they in named.items()), *more.items()]
        said = clauses(labelled(name, value) for name, value in parts if value)
        return [_("Only documents with {which}.", which=said)] if said else []


@dataclass(frozen=True)
class SelectedText:
    """What counts of one document: ``number`` is its position among all documents, ``stretches`` who says what."""

    number: int
    row: Row[Any]
    text: str
    turns: Sequence[Row[Any]]
    stretches: Sequence[tuple[UnitTurn | None, Span]]


class Reader:
    """Reads the text of a selection, document by document, and knows afterwards what must be said of it.

    With ``everything``, headings and text outside turns are read too, and interviewers where nobody else is asked for.
    Raises NotFound for an unknown speaker or coder, WrongUse for an unknown role.
    """

    def __init__(self, view: View, selection: Selection, *, everything: bool = False) -> None:
        _require_roles(selection.roles)
        if selection.layer not in LAYERS:
            queries.coder_named(view, selection.layer)
        self.codings = all_documents(view)
        self._view, self._selection, self._everything = view, selection, everything
        self._turns = queries.turns_by_document(view)
        self._speakers = self._known_speakers()
        self._without_turns = 0

    def read(self) -> Iterator[SelectedText]:
        """The text of each document of the selection, in the order of the documents' positions."""
        wanted = chosen_documents(self._view, self.codings, self._selection)
        for number, row in enumerate(self.codings.documents):
            turns = self._turns.get(row.id, [])
            if number not in wanted:
                continue
            if self._narrowed and not turns:
                self._without_turns += 1
                continue
            text = queries.text_of(self._view, row.id)
            yield SelectedText(number, row, text, turns, list(self._stretches(text, row, turns)))

    def notes(self) -> list[str]:
        """Which documents are read, whose words they are, and how many documents have none of theirs because nobody knows who speaks there."""
        said = [*self._selection.of_documents(), self._whose()]
        if self._without_turns:
            said.append(
                plural(
                    "{n} document does not say who speaks and is left out.",
                    "{n} documents do not say who speaks and are left out.",
                    self._without_turns,
                )
            )
        return said

    @property
    def _narrowed(self) -> bool:
        roles = self._selection.roles
        return bool(self._speakers or (roles and ALL_ROLES not in roles))

    def _whose(self) -> str:
        roles, speakers = self._selection.roles, self._selection.speakers
        if self._narrowed:
            who = [*(role for role in roles if role != ALL_ROLES), *speakers]
            return _("Text: what is said by {who}.", who=listed(who))
        if self._everything:
            return _("Text: everything but the labels of speakers.")
        if roles:
            return _("Text: what anybody says, and documents without turns; no labels, no headings.")
        return _("Text: what others than interviewers say, and documents without turns; no labels, no headings.")

    def _stretches(self, text: str, row: Row[Any], turns: Sequence[Row[Any]]) -> Iterator[tuple[UnitTurn | None, Span]]:
        if self._everything and not self._narrowed:
            yield from ((None, span) for span in _between_labels(text, turns))
            return
        cut = [] if self._everything else headings(self._view, row.id)
        for turn, spans in spoken(text, turns, headings=cut):
            if turn is None or self._hears(turn):
                yield from ((turn, span) for span in spans)

    def _hears(self, turn: Any) -> bool:
        roles = self._selection.roles
        if self._speakers and (turn.speaker is None or name_key(turn.speaker) not in self._speakers):
            return False
        if roles:
            return ALL_ROLES in roles or turn.role in roles
        return bool(self._speakers) or turn.role != "interviewer"

    def _known_speakers(self) -> set[str]:
        known = {turn.speaker for turns in self._turns.values() for turn in turns if turn.speaker}
        return {name_key(_named(known, name)) for name in self._selection.speakers}


def _require_roles(roles: Sequence[str]) -> None:
    known = (*ROLES, ALL_ROLES)
    for role in roles:
        if role not in known:
            raise WrongUse(
                _("{role!r} is no role of a speaker.", role=role), _("Roles are: {roles}", roles=listed(known))
            )


def _named(known: Collection[str], wanted: str) -> str:
    for name in known:
        if name_key(name) == name_key(wanted):
            return name
    close = nearest(wanted, known)
    hint = _("Did you mean {names}?", names=listed(close)) if close else ""
    raise NotFound(_("There is no speaker {name!r}.", name=wanted), hint, close)


def headings(view: View, document_id: int) -> list[Span]:
    """The headings of a document."""
    return [Span(part.start, part.end) for part in queries.sections(view, document_id) if part.kind == "heading"]


def _between_labels(text: str, turns: Sequence[Row[Any]]) -> Iterator[Span]:
    """The text without the labels of its turns, a stretch for each turn; captions of nobody run on."""
    at = 0
    for turn in turns:
        if turn.label_start == turn.label_end and turn.speaker is None:
            continue
        for edge in (turn.start, turn.label_start):
            if at < edge:
                yield Span(at, edge)
                at = edge
        at = max(at, turn.label_end)
    if at < len(text):
        yield Span(at, len(text))


def speaker_at(turns: Sequence[Row[Any]], position: int) -> str | None:
    """Who speaks at a position, None outside any turn."""
    at = bisect_right(turns, position, key=lambda turn: turn.start) - 1
    return turns[at].speaker if at >= 0 and position < turns[at].end else None


def all_documents(view: View) -> Codings:
    """All documents, and none of their codings: what ``dimension`` needs to sort anything else that lies in documents."""
    import numpy as np

    documents = queries.documents(view)
    empty = spans_as_table(documents, [], [], [])
    return Codings(empty, documents, (), queries.code_tree(view), "", np.zeros((len(documents), 0), dtype=bool), ())


def spans_as_table(documents: Sequence[Row[Any]], document: ArrayLike, start: ArrayLike, end: ArrayLike) -> CodingTable:
    """Spans of documents, sorted by document and place, in the shape that codings have: a row for each."""
    import numpy as np

    from qualcode.analysis.coding_table import CodingTable

    nothing = np.zeros(np.size(document), dtype=np.int64)
    return CodingTable.from_arrays(
        document,
        start,
        end,
        nothing,
        nothing,
        documents=[row.name for row in documents],
        lengths=[row.length for row in documents],
        codes=("",),
        coders=("",),
    )


def chosen_documents(view: View, found: Codings, selection: Selection) -> Collection[int]:
    """The positions of the documents of a selection. Raises NotFound for an unknown one, or for a value nobody has."""
    chosen = set(range(len(found.documents)))
    if selection.documents:
        ids = {queries.document_named(view, name).id for name in selection.documents}
        chosen &= {number for number, row in enumerate(found.documents) if row.id in ids}
    if selection.kinds:
        kinds = {kind_named(kind) for kind in selection.kinds}
        chosen &= {number for number, row in enumerate(found.documents) if row.kind in kinds}
    for name, value in selection.attributes.items():
        members = documents_by(view, found, f"attribute:{name}")
        chosen &= set(members[label_named(members, value, name)])
    return chosen


def documents_by(view: View, found: Codings, dimension: str, case_level: int | None = None) -> dict[str, list[int]]:
    """The positions of the documents under each label of a dimension. Raises WrongUse for one that documents do not have."""
    import numpy as np

    for name in map(str.strip, dimension.split("*")):
        if ":" not in name and name not in OF_DOCUMENTS:
            raise dimensions.unknown(view, name, OF_DOCUMENTS)
    # A document of no characters has no span; nothing can be said in it either.
    there = [number for number, row in enumerate(found.documents) if row.length]
    table = spans_as_table(found.documents, there, np.zeros(len(there)), np.ones(len(there)))
    made = dimensions.dimension(view, replace(found, table=table), dimension, case_level)
    by_label: dict[str, list[int]] = {label: [] for label in made.labels}
    for row, label in zip(made.coding.tolist(), made.label.tolist(), strict=True):
        by_label[made.labels[label]].append(there[row])
    return by_label


def label_named(labels: Collection[str], wanted: str, of: str) -> str:
    """The label a person means. Raises NotFound with the nearest ones."""
    for label in labels:
        if name_key(label) == name_key(wanted):
            return label
    close = nearest(wanted, labels)
    raise NotFound(_("Nothing has {value!r} as {name}.", value=wanted, name=of), _instead(labels, close), close)


def _instead(labels: Collection[str], close: Sequence[str]) -> str:
    """What could be named in place of a label that there is not."""
    if close:
        return _("Did you mean {names}?", names=listed(close))
    if not labels:
        return _("There are none.")
    return _("There are: {names}.", names=some_of(labels, _NAMED))


def codings_meant(view: View, selection: Selection, unit: str = "word") -> tuple[CodingTable, tuple[str, ...]] | None:
    """The codings whose text is asked for, with what must be said of them, and of the units they touch by half.

    None where no code and no query is given, so that text counts whether it is coded or not.
    """
    import numpy as np

    from qualcode.actions.tables.crossings import codings_of
    from qualcode.analysis.touch import touch_note

    if selection.code is None and selection.where is None:
        return None
    found = codings_of(view, selection.layer, selection.where)
    notes = [touch_note("half", unit), *found.notes]
    if selection.code is None:
        return found.table, (_("Only what is coded as the query says."), *notes)
    root = found.tree.named(selection.code)
    below = {row.id for row in found.tree.subtree(root.id)}
    mask = np.array([row.id in below for row in found.tree.rows], dtype=bool)
    said = _("Only what is coded with {code} or a code below it.", code=found.tree.path(root.id))
    return found.table.select(mask[found.table.code]), (said, *notes)
