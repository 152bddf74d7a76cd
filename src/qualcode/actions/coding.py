"""Putting codes on segments and taking them off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Row, select

from qualcode.actions.registry import action
from qualcode.errors import NotFound, Refused, WrongUse
from qualcode.messages import _, listed, plural
from qualcode.store import queries, rounds
from qualcode.store.models import Coding, Memo
from qualcode.store.removal import remove as remove_rows
from qualcode.store.session import Work
from qualcode.store.types import new_guid, now
from qualcode.store.view import View
from qualcode.text.span import Span


class CodingRow(NamedTuple):
    """A coding as shown: ``guid`` names it, ``code`` is the code's path and ``code_guid`` its identity, ``made`` is when it was made,
    in UTC, None for one of this very moment. A tuple, since a document may have ten thousand."""

    guid: str
    document: str
    start: int
    end: int
    code: str
    code_guid: str
    coder: str
    weight: float | None
    made: datetime | None
    has_memo: bool

    @property
    def created(self) -> str:
        """When it was made, to the second."""
        return self.made.replace(tzinfo=UTC).isoformat(timespec="seconds") if self.made else ""


def of_document(view: View, document: str) -> list[CodingRow]:
    """The codings of one document, by place."""
    row = queries.document_named(view, document)
    return _shown(view, queries.codings(view, document_id=row.id), {row.id: row.name})


def listing(view: View) -> list[CodingRow]:
    """All codings, by document and place."""
    names = {row.id: row.name for row in queries.documents(view)}
    return _shown(view, queries.codings(view), names)


def matching(
    view: View, *, document: str | None = None, code: str | None = None, coder: str | None = None
) -> list[CodingRow]:
    """The codings of a document, of a code and of a coder, as far as they are given. Raises NotFound for an unknown one."""
    names = {row.id: row.name for row in queries.documents(view)}
    ids = {
        "document_id": None if document is None else queries.document_named(view, document).id,
        "code_id": None if code is None else queries.code_tree(view).named(code).id,
        "coder_id": None if coder is None else queries.coder_named(view, coder).id,
    }
    return _shown(view, queries.codings(view, **ids), names)


def guid_at(work: Work, document: str, span: Span, code: str) -> str:
    """The coding that the coder at work has put on this very span. Raises NotFound when there is none, naming where hers are."""
    name = next(row.name for row in queries.coders(work) if row.id == work.coder_id)
    own = matching(work, document=document, code=code, coder=name)
    for row in own:
        if (row.start, row.end) == (span.start, span.end):
            return row.guid
    places = listed(f"{row.start}–{row.end}" for row in own)
    raise NotFound(
        _(
            "{coder} has not put {code!r} on {start}–{end} of {document!r}.",
            coder=name,
            code=code,
            start=span.start,
            end=span.end,
            document=document,
        ),
        _("It is on: {places}", places=places) if places else _("qualcode codings list shows what there is."),
    )


def _shown(view: View, codings: Sequence[Row[Any]], names: dict[int, str]) -> list[CodingRow]:
    tree = queries.code_tree(view)
    paths = {row.id: (tree.path(row.id), row.guid.hex) for row in tree.rows}
    coders = {row.id: row.name for row in queries.coders(view)}
    with_memo = set(view.connection.scalars(select(Memo.coding_id).where(Memo.coding_id.is_not(None))))
    return [
        CodingRow(
            row.guid,
            names[row.document_id],
            row.start,
            row.end,
            *paths[row.code_id],
            coders[row.coder_id],
            row.weight,
            row.created_at,
            row.id in with_memo,
        )
        for row in codings
    ]


@action("coding.apply")
def apply(
    work: Work,
    document: str,
    span: Span,
    codes: str | Sequence[str] = (),
    *,
    guids: Sequence[str] = (),
    weight: float | None = None,
) -> list[str]:
    """Put one or several codes on a span, in the name of the coder at work. Returns the codings' guids, in the order given.

    Codes are named by their guids, which spares reading the whole codebook, and then by ``codes``, their paths.
    Raises Refused when the coder has put one of the codes on this very span before, or a code is a heading or retired;
    WrongUse when the span reaches beyond the text or the weight is not within 0 to 100.
    """
    row = queries.document_named(work, document)
    _require_inside(row, span)
    require_weight(weight)
    paths = [codes] if isinstance(codes, str) else list(codes)
    chosen = queries.codes_of_guids(work, guids)
    if paths:
        tree = queries.code_tree(work)
        chosen += [(tree.named(path), path) for path in paths]
    made = [_apply_one(work, row, span, code, weight) for code, _path in chosen]
    names = listed(path for _code, path in chosen)
    work.describe("coding.apply", _("coded {document} with {codes}", document=row.name, codes=names))
    return made


@action("coding.apply_to_all")
def apply_to_all(
    work: Work, places: Iterable[tuple[str, Span]], codes: Sequence[str] = (), *, guids: Sequence[str] = ()
) -> int:
    """Put codes, named as for ``apply``, on many spans, each with the name of its document, as one operation.

    A code that the coder has put on the very span before is passed over. Returns how many codings are new. Raises what ``apply`` raises.
    """
    named = queries.codes_of_guids(work, guids)
    if codes:
        tree = queries.code_tree(work)
        named += [(tree.named(path), path) for path in codes]
    for code, _path in named:
        require_codable(code)
    spans: dict[str, list[Span]] = {}
    for name, span in places:
        spans.setdefault(name, []).append(span)
    new = [row for name in spans for row in _new_codings(work, name, spans[name], [code.id for code, _path in named])]
    work.journal.insert_many(Coding, new)
    passages = len({(row["document_id"], row["start"], row["end"]) for row in new})
    label = plural(
        "coded {n} passage with {codes}",
        "coded {n} passages with {codes}",
        passages,
        codes=listed(path for _code, path in named),
    )
    work.describe("coding.apply_to_all", label)
    return len(new)


def _new_codings(work: Work, name: str, spans: Iterable[Span], codes: Sequence[int]) -> list[dict[str, Any]]:
    """The rows of codes on spans of a document that are not there yet, in the name of the coder at work."""
    document = queries.document_named(work, name)
    place = {"document_id": document.id, "coder_id": work.coder_id}
    place["round"] = rounds.round_of(work.connection, document.id, work.coder_id)
    there = {
        (row.start, row.end, row.code_id) for row in queries.rows(work, select(Coding.__table__).filter_by(**place))
    }
    wanted = []
    for span in spans:
        _require_inside(document, span)
        wanted += [(span.start, span.end, code) for code in codes]
    made = {"weight": None, "created_at": now()}
    new = [it for it in dict.fromkeys(wanted) if it not in there]
    return [{**place, "start": start, "end": end, "code_id": code, **made} for start, end, code in new]


def _apply_one(work: Work, document: Row[Any], span: Span, code: Row[Any], weight: float | None) -> str:
    require_codable(code)
    place = {"document_id": document.id, "start": span.start, "end": span.end, "code_id": code.id}
    place["round"] = rounds.round_of(work.connection, document.id, work.coder_id)
    _require_new(work, place, code.name)
    guid = new_guid()
    work.journal.insert(Coding, guid=guid, **place, coder_id=work.coder_id, weight=weight, created_at=now())
    return guid.hex


def require_codable(code: Row[Any]) -> None:
    """Raise Refused when nothing may be coded with this code."""
    if not code.is_codable:
        raise Refused(
            _("{code!r} is a heading: it groups codes and is not put on text.", code=code.name),
            _("Use one of the codes below it."),
        )
    if code.retired:
        raise Refused(_("{code!r} is retired.", code=code.name), _("Use the code that took its place."))


def _require_inside(document: Row[Any], span: Span) -> None:
    if span.end > document.length:
        raise WrongUse(
            _(
                "The span {start}–{end} reaches beyond {document!r}, which has {length} characters.",
                start=span.start,
                end=span.end,
                document=document.name,
                length=document.length,
            ),
            _("Positions count characters from 0; the end is not included."),
        )


def require_weight(weight: float | None) -> None:
    """Raise WrongUse unless a weight is none or lies between 0 and 100."""
    if weight is not None and not 0 <= weight <= 100:
        raise WrongUse(_("A weight lies between 0 and 100, not {weight}.", weight=weight))


def _require_new(work: Work, place: dict[str, Any], code: str) -> None:
    clash = select(Coding.id).filter_by(**place, coder_id=work.coder_id)
    if work.connection.scalar(clash) is not None:
        raise Refused(_("You have put {code!r} on these very words already.", code=code))


@action("coding.remove")
def remove(work: Work, guids: Iterable[str]) -> int:
    """Take codings away, with the memos on them. Returns how many. Raises NotFound for a guid that is not there."""
    codings = coding_rows(work, guids)
    names = _named(work, codings[0]) if len(codings) == 1 else {}
    remove_rows(work.journal, Coding, [row.id for row in codings])
    one = _("removed a coding with {code} in {document}", **names) if names else ""
    work.describe("coding.remove", one or plural("removed a coding", "removed {n} codings", len(codings)))
    return len(codings)


def _named(work: Work, coding: Row[Any]) -> dict[str, str]:
    """The code and the document of a coding, for saying what was done to it."""
    document = queries.document_of(work, coding.document_id)
    return {"code": queries.paths_of_codes(work, [coding.code_id])[coding.code_id], "document": document.name}


@action("coding.recode")
def recode(work: Work, guids: Iterable[str], code: str) -> int:
    """Give codings another code; where a coder has that code on the same words already, one coding stays, with all memos.

    Returns how many codings were given.
    """
    tree = queries.code_tree(work)
    new = tree.named(code)
    require_codable(new)
    codings = coding_rows(work, guids)
    move_to_code(work, codings, new.id)
    path = tree.path(new.id)
    work.describe(
        "coding.recode", plural("recoded a coding as {code}", "recoded {n} codings as {code}", len(codings), code=path)
    )
    return len(codings)


def move_to_code(work: Work, codings: Sequence[Row[Any]], code_id: int) -> None:
    """Give codings another code. Where that would be the coder's second on the same words, its memos pass to the first and it goes."""
    first = _by_place(work, code_id, {coding.document_id for coding in codings})
    twins = {}
    for coding in codings:
        stays = first.setdefault(_place(coding), coding.id)
        if stays != coding.id:
            twins[coding.id] = stays
    _pass_memos(work, twins)
    remove_rows(work.journal, Coding, list(twins))
    moved = [coding.id for coding in codings if coding.id not in twins and coding.code_id != code_id]
    work.journal.update_many(Coding, moved, code_id=code_id)


def _place(coding: Row[Any]) -> tuple[int, ...]:
    """Whose coding it is and where: what no two codings of one code share."""
    return coding.document_id, coding.start, coding.end, coding.coder_id, coding.round


def _by_place(work: Work, code_id: int, document_ids: Iterable[int]) -> dict[tuple[int, ...], int]:
    """The codings of a code in some documents, by their places."""
    statement = select(Coding.__table__).where(Coding.code_id == code_id)
    return {_place(it): it.id for it in queries.rows_with(work, statement, Coding.document_id, document_ids)}


def _pass_memos(work: Work, heirs: Mapping[int, int]) -> None:
    """Give the memos on codings to other codings."""
    memos = queries.rows_with(work, select(Memo.id, Memo.coding_id), Memo.coding_id, heirs)
    work.journal.update_each(Memo, {memo.id: {"coding_id": heirs[memo.coding_id]} for memo in memos})


@action("coding.extend")
def extend(work: Work, guid: str, span: Span) -> None:
    """Move the ends of a coding. Raises Refused when the coder has the same code on that very span already."""
    coding = coding_row(work, guid)
    document = queries.document_of(work, coding.document_id)
    _require_inside(document, span)
    place = {"document_id": document.id, "start": span.start, "end": span.end, "code_id": coding.code_id}
    clash = work.connection.scalar(select(Coding.id).filter_by(**place, coder_id=coding.coder_id, round=coding.round))
    if clash is not None and clash != coding.id:
        raise Refused(_("There is such a coding on these very words already."))
    work.journal.update(Coding, coding.id, start=span.start, end=span.end)
    work.describe("coding.extend", _("moved the ends of a coding with {code} in {document}", **_named(work, coding)))


@action("coding.split")
def split(work: Work, guid: str, at: int) -> str:
    """Cut a coding in two at an offset inside it, white space there left out; memos stay on the first part.

    Returns the guid of the second. Raises WrongUse where there are not words on both sides of ``at``, Refused when the coder
    has the same code on one of the parts already.
    """
    coding = coding_row(work, guid)
    document = queries.document_of(work, coding.document_id)
    first, last = _parts(queries.text_of(work, document.id), coding, at)
    place = {"document_id": document.id, "code_id": coding.code_id, "round": coding.round}
    for part in (first, last):
        clash = select(Coding.id).filter_by(**place, start=part.start, end=part.end, coder_id=coding.coder_id)
        if work.connection.scalar(clash) is not None:
            raise Refused(_("There is such a coding on these very words already."))
    work.journal.update(Coding, coding.id, end=first.end)
    same = {"coder_id": coding.coder_id, "weight": coding.weight, "created_at": now()}
    second = work.journal.insert(Coding, **place, start=last.start, end=last.end, **same)
    work.describe("coding.split", _("split a coding with {code} in {document}", **_named(work, coding)))
    return str(work.connection.scalars(select(Coding.guid).where(Coding.id == second)).one().hex)


def _parts(text: str, coding: Row[Any], at: int) -> tuple[Span, Span]:
    """The words of a coding before and behind ``at``."""
    inside = coding.start < at < coding.end
    before, behind = (text[coding.start : at].rstrip(), text[at : coding.end].lstrip()) if inside else ("", "")
    if not before or not behind:
        raise WrongUse(_("A coding is split at a place inside it."), _("Move into its words, and do it there."))
    return Span(coding.start, coding.start + len(before)), Span(coding.end - len(behind), coding.end)


@action("coding.weigh")
def weigh(work: Work, guid: str, weight: float | None) -> None:
    """Give a coding a weight between 0 and 100, or take it away."""
    require_weight(weight)
    coding = coding_row(work, guid)
    work.journal.update(Coding, coding.id, weight=weight)
    work.describe("coding.weigh", _("weighed a coding with {code} in {document}", **_named(work, coding)))


def coding_row(view: View, guid: str) -> Row[Any]:
    """The coding of this guid. Raises NotFound when it is gone."""
    (row,) = coding_rows(view, [guid])
    return row


def coding_rows(view: View, guids: Iterable[str]) -> list[Row[Any]]:
    """The codings of these guids, each once and in order. Raises NotFound when one is gone, WrongUse for what is no guid."""
    wanted = list(dict.fromkeys(_guid(guid) for guid in guids))
    statement = select(Coding.__table__).where(*rounds.shown(view, Coding))
    found = {row.guid: row for row in queries.rows_with(view, statement, Coding.guid, wanted)}
    for guid in wanted:
        if guid not in found:
            raise NotFound(
                _("There is no coding {guid}.", guid=guid.hex),
                _("Somebody may have removed it; qualcode history tells."),
            )
    return [found[guid] for guid in wanted]


def _guid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise WrongUse(_("{guid!r} is not the identifier of a coding.", guid=text)) from None
