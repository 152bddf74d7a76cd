"""Which closed rounds there are to look at, what is known of them, and what an open blind round keeps to itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row

from qualcode.actions import coders as coder_actions
from qualcode.actions.codes import CodeRow
from qualcode.actions.studies import figures
from qualcode.actions.studies.rounds import Round, kept, rounds_of, studies
from qualcode.store import queries, rounds
from qualcode.store.view import View


@dataclass(frozen=True)
class RoundName:
    """A round as people name it: its study, and which of its rounds, counted from 1."""

    study: str
    ordinal: int


@dataclass(frozen=True)
class RoundFacts:
    """What there is to say about a closed round: ``rounds`` is how many its study has, ``closed`` the day."""

    name: RoundName
    rounds: int
    purpose: str
    blind: bool
    closed: str


def closed_rounds(view: View) -> list[RoundFacts]:
    """All closed rounds, the one closed last first."""
    found = [(study, round_) for study in studies(view) for round_ in rounds_of(view, study) if not round_.is_open]
    found.sort(key=lambda it: it[1].row.closed_at, reverse=True)
    return [facts(view, study, round_) for study, round_ in found]


def facts(view: View, study: Row[Any], round_: Round) -> RoundFacts:
    """What there is to say about one of them."""
    name = RoundName(study.name, round_.ordinal)
    closed = round_.row.closed_at.date().isoformat()
    return RoundFacts(name, len(rounds_of(view, study)), study.purpose, bool(round_.row.blind), closed)


def done_by_coder(view: View, coders: Iterable[str]) -> dict[str, tuple[int, int]]:
    """For each of these coders how many documents are finished, of how many given to her."""
    done = dict.fromkeys(coders, (0, 0))
    for _document, coder, _of_record, is_done in coder_actions.assignments(view).rows:
        if coder in done:
            finished, given = done[str(coder)]
            done[str(coder)] = finished + bool(is_done), given + 1
    return done


def alpha_before(view: View, study: Row[Any], round_: Round, now: Mapping[str, CodeRow]) -> dict[str, float | None]:
    """Each code's alpha in the closed round before, by the path the code has ``now``, and that over all codes."""
    earlier = [it for it in rounds_of(view, study) if not it.is_open and it.ordinal < round_.ordinal]
    if not earlier:
        return {}
    last = earlier[-1]
    by_code = {
        str(it["code"]): it.get("alpha")
        for it in figures.over_rounds(view, study.name).records()
        if it["round"] == last.ordinal
    }
    codebook = kept(view, last, "snapshot").get("codebook_at_close") or kept(view, last, "codebook")
    paths = {code["guid"]: code["path"] for code in codebook["codes"]}
    found = {path: by_code.get(paths.get(code.guid, "")) for path, code in now.items()}
    pooled = {path: alpha for path, alpha in by_code.items() if path not in paths.values()}
    return {path: None if alpha is None else float(str(alpha)) for path, alpha in (found | pooled).items()}


def blind_study(view: View, document: str) -> str:
    """The study in whose open blind round a document is, "" where it is in none. Raises NotFound."""
    wanted = queries.document_named(view, document).id
    blind = rounds.open_rounds(view.connection, blind=True)
    return next((it.study for it in blind if wanted in view.connection.scalars(it.documents).all()), "")


def require_unfrozen(view: View) -> None:
    """Raise Refused while a blind round is open: its coders work with the codebook as it was."""
    rounds.require_unfrozen(view.connection)
