"""Choosing cases within strata, by a rule that anybody can repeat, each with the reason for it."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sqlalchemy import select as select_rows

from qualcode.actions.comparing.candidates import Candidate, candidates
from qualcode.actions.comparing.selection_words import method, nested, reason, refusal, short_notes
from qualcode.actions.registry import action
from qualcode.errors import Refused, WrongUse
from qualcode.messages import _, labelled, listed, plural
from qualcode.store.models import CaseSet, CaseSetMember
from qualcode.store.session import Work
from qualcode.store.view import View
from qualcode.table import Cell, Table
from qualcode.text.names import name_key

if TYPE_CHECKING:
    from qualcode.analysis.arrays import FloatArray

RULES = ("material", "typical", "extreme", "variation", "random")
COLUMNS = ("stratum", "case", "documents", "kinds", "words", "codings", "coded", "score", "chosen", "reason")


@dataclass(frozen=True)
class Ask:
    """What cases are chosen by: attributes that make the strata, from how many to how many in each, and the rule.

    ``least`` to ``most`` are how many of each stratum; ``layer`` and ``where`` say which codings count, and with ``where`` only cases with such
    a coding are candidates. ``of_set`` are the cases to choose among, ``only`` the values of attributes that they must have themselves.
    """

    strata: Sequence[str] = ()
    least: int = 4
    most: int = 6
    prefer: str = "material"
    seed: int = 1
    layer: str = "record"
    where: str | None = None
    of_set: str | None = None
    only: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not 1 <= self.least <= self.most:
            raise WrongUse(_("There is no choice of {least} to {most} cases.", least=self.least, most=self.most))
        if self.prefer not in RULES:
            raise WrongUse(
                _("{rule!r} is no rule to choose by.", rule=self.prefer),
                _("Choose one of {rules}.", rules=listed(RULES)),
            )


@dataclass(frozen=True)
class Selection:
    """The candidates by stratum and rank, those chosen among them with their reasons; ``short`` are the strata with too few.

    ``method`` is the paragraph for the methods section of a paper.
    """

    candidates: Sequence[Candidate]
    short: Sequence[str]
    method: str
    notes: tuple[str, ...]

    @property
    def chosen(self) -> list[Candidate]:
        """Those that were chosen."""
        return [it for it in self.candidates if it.chosen]

    def table(self) -> Table:
        """Every candidate under COLUMNS, stratum by stratum, the chosen ones first."""
        return Table(COLUMNS, [_row(it) for it in self.candidates], (*self.notes, self.method))


def _row(it: Candidate) -> tuple[Cell, ...]:
    score = None if it.score is None or it.score != it.score else round(it.score, 6)
    kinds = ", ".join(it.kinds) or None
    return (
        it.stratum,
        it.name,
        it.documents,
        kinds,
        it.words,
        it.codings,
        it.coded,
        score,
        it.chosen,
        it.reason or None,
    )


def per(text: str) -> tuple[int, int]:
    """How many cases of each stratum: ``5``, or ``4-6``. Raises WrongUse for anything else."""
    read = re.fullmatch(r"\s*(\d{1,6})(?:\s*[-–~至]\s*(\d{1,6}))?\s*", text)
    if read is None or not 1 <= int(read[1]) <= int(read[2] or read[1]):
        raise WrongUse(
            _("{text!r} does not say how many cases of each stratum.", text=text), _("Write a number, or 4-6.")
        )
    return int(read[1]), int(read[2] or read[1])


def select(view: View, ask: Ask) -> Selection:
    """Choose cases. A stratum that has fewer than ``ask.least`` with material keeps all it has, and that is said.

    Raises NotFound for an unknown attribute or set, and what queries raise.
    """
    found = candidates(view, ask.strata, layer=ask.layer, where=ask.where, of_set=ask.of_set, only=ask.only)
    every = found.shares
    made: list[Candidate] = []
    short = []
    names = sorted({it.stratum for it in found.candidates})
    for stratum in names:
        places = [at for at, it in enumerate(found.candidates) if it.stratum == stratum]
        here = [found.candidates[at] for at in places]
        made += _in_order(_chosen(here, every[places], every, ask))
        if sum(it.documents > 0 for it in here) < ask.least:
            short.append(stratum)
    paragraph = method(ask, made, names, short)
    notes = (*found.notes, *nested(found.above, made), *short_notes(ask, made, short))
    return Selection(made, short, paragraph, notes)


def _in_order(here: Iterable[Candidate]) -> list[Candidate]:
    return sorted(here, key=lambda it: (not it.chosen, it.rank))


def _chosen(here: Sequence[Candidate], shares: FloatArray, every: FloatArray, ask: Ask) -> list[Candidate]:
    """The candidates of a stratum with rank, score, and the reasons of those that are chosen."""
    order, scores = _ranking(here, shares, every, ask)
    able = [at for at in order if here[at].documents > 0]
    taken = set(able[: ask.most])
    return [
        replace(
            here[at],
            rank=rank,
            score=scores.get(at),
            chosen=at in taken,
            reason=reason(here[at], rank, len(able), scores.get(at), ask) if at in taken else refusal(here[at]),
        )
        for rank, at in enumerate([*able, *(at for at in order if at not in able)], 1)
    ]


def _ranking(
    here: Sequence[Candidate], shares: FloatArray, every: FloatArray, ask: Ask
) -> tuple[list[int], Mapping[int, float]]:
    """The positions in the order in which they are taken, and the figure that decides, where there is one."""
    from qualcode.analysis import case_choice

    by_material = sorted(range(len(here)), key=lambda at: (-here[at].words, -here[at].documents, at))
    if ask.prefer == "material":
        return by_material, {at: float(it.words) for at, it in enumerate(here)}
    if ask.prefer == "random":
        chance = random.Random(f"{ask.seed}\n{here[0].stratum}")
        drawn = sorted(range(len(here)), key=lambda at: name_key(here[at].name))
        chance.shuffle(drawn)
        return drawn, {}
    if ask.prefer == "variation":
        taken, at_distance = case_choice.spread_out(shares, len(here))
        return [*taken, *(at for at in by_material if at not in taken)], dict(zip(taken, at_distance.tolist()))
    extreme = ask.prefer == "extreme"
    scores = case_choice.extremity(shares, every) if extreme else case_choice.typicality(shares)
    order = case_choice.ranked(scores, largest_first=extreme).tolist()
    without = {at for at in order if scores[at] != scores[at]}
    ordered = [at for at in order if at not in without]
    return [*ordered, *(at for at in by_material if at in without)], dict(enumerate(scores.tolist()))


@action("cases.select")
def keep(work: Work, name: str, selection: Selection) -> int:
    """Keep a selection as a set of cases: the paragraph is its note, each member has its reason. How many there are.

    Raises WrongUse for no name, Refused where there is a set of that name or nothing was chosen.
    """
    if not name.strip():
        raise WrongUse(_("A set needs a name."))
    there = work.connection.scalar(select_rows(CaseSet.id).where(CaseSet.name_key == name_key(name)))
    if there is not None:
        raise Refused(
            _("There is a set of cases called {name!r} already.", name=name),
            _("Choose another name, or remove it: qualcode sets remove {name!r} --of cases", name=name),
        )
    chosen = selection.chosen
    if not chosen:
        raise Refused(_("No case was chosen, so there is nothing to keep."))
    set_id = work.journal.insert(CaseSet, name=name.strip(), name_key=name_key(name), note=selection.method)
    for it in chosen:
        work.journal.insert(CaseSetMember, case_set_id=set_id, case_id=it.id, note=labelled(it.stratum, it.reason))
    n = len(chosen)
    work.describe(
        "cases.select",
        plural("chose {n} case into the set {name}", "chose {n} cases into the set {name}", n, name=name.strip()),
    )
    return n
