"""Which documents a round takes: those that were named, or a seeded draw of fresh ones within strata, with its reasons."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select

from qualcode.actions.material import attributes
from qualcode.errors import Refused, WrongUse
from qualcode.messages import _, listed
from qualcode.store import queries
from qualcode.store.models import Coding, RoundDocument, Speaker
from qualcode.store.view import View

KIND = "kind"


@dataclass(frozen=True)
class Sample:
    """How to draw: ``size`` documents in all, or ``per_stratum`` of each. ``strata`` are "kind" and attributes of cases."""

    size: int | None = None
    per_stratum: int | None = None
    strata: tuple[str, ...] = ()
    seed: int = 1


@dataclass(frozen=True)
class Drawn:
    """What a round reads: each document with why, and what to remember of the draw."""

    documents: tuple[Row[Any], ...]
    reasons: tuple[str, ...]
    plan: dict[str, Any]


def draw(view: View, named: Sequence[str], sample: Sample | None) -> Drawn:
    """The documents named; with ``sample`` drawn from them, or from all that are fresh: in no round yet, coded by nobody.

    Raises NotFound for an unknown document or attribute, WrongUse where nothing says which, Refused where there are too few.
    """
    given = [queries.document_named(view, name) for name in dict.fromkeys(named)]
    if sample is None:
        if not given:
            raise WrongUse(_("Say which documents."), _("Name them with --document, or draw some with --sample N."))
        return Drawn(tuple(given), (_("named"),) * len(given), {"named": len(given)})
    if (sample.size is None) == (sample.per_stratum is None):
        raise WrongUse(_("Say how many to draw: --sample N in all, or --per-stratum N."))
    pool = given or _fresh(view)
    strata = _strata(view, pool, sample.strata)
    sizes = _sizes({stratum: len(rows) for stratum, rows in strata.items()}, sample)
    return _drawn(strata, sizes, sample, len(pool))


def _fresh(view: View) -> list[Row[Any]]:
    """The documents that were in no round and that nobody has coded. Raises Refused where there are none."""
    used = set(view.connection.scalars(select(RoundDocument.document_id)))
    used |= set(view.connection.scalars(select(Coding.document_id).distinct()))
    fresh = [row for row in queries.documents(view) if row.id not in used]
    if not fresh:
        raise Refused(
            _("There is no fresh document: all have been in a round or been coded."),
            _("Import more, or name documents with --document; what is coded again is marked “after discussion”."),
        )
    return fresh


def _strata(view: View, pool: Sequence[Row[Any]], wanted: Sequence[str]) -> dict[str, list[Row[Any]]]:
    """The documents of the pool under the names of their strata, in the order of the names.

    A document has the attributes of the cases it is linked to and of those that its speakers are.
    """
    values = attributes.values_by_owner(view, "case")
    for name in wanted:
        if name != KIND:
            queries.attribute_named(view, name, "case")
    cases: dict[int, list[int]] = {}
    for tie in queries.document_cases(view):
        cases.setdefault(tie.document_id, []).append(tie.case_id)
    for speaker in queries.rows(view, select(Speaker.__table__).where(Speaker.case_id.is_not(None))):
        cases.setdefault(speaker.document_id, []).append(speaker.case_id)

    def value(row: Row[Any], name: str) -> str:
        if name == KIND:
            return str(row.kind)
        found = [str(one) for case in cases.get(row.id, []) for one in values.get(case, {}).get(name, [])]
        return "; ".join(sorted(set(found))) or "–"

    strata: dict[str, list[Row[Any]]] = {}
    for row in pool:
        strata.setdefault(" × ".join(value(row, name) for name in wanted), []).append(row)
    return dict(sorted(strata.items()))


def _sizes(available: dict[str, int], sample: Sample) -> dict[str, int]:
    """How many to draw of each stratum: as many of each, or in proportion, the largest remainders first."""
    if sample.per_stratum is not None:
        return {stratum: min(sample.per_stratum, number) for stratum, number in available.items()}
    total, size = sum(available.values()), sample.size or 0
    if size > total:
        raise Refused(
            _("There are {n} documents to draw from, not {size}.", n=total, size=size), _("Draw fewer, or import more.")
        )
    shares = {stratum: size * number / total for stratum, number in available.items()}
    sizes = {stratum: int(share) for stratum, share in shares.items()}
    by_remainder = sorted(shares, key=lambda stratum: (sizes[stratum] - shares[stratum], stratum))
    for stratum in by_remainder[: size - sum(sizes.values())]:
        sizes[stratum] += 1
    return sizes


def _drawn(strata: dict[str, list[Row[Any]]], sizes: dict[str, int], sample: Sample, pool: int) -> Drawn:
    chance = random.Random(sample.seed)
    documents: list[Row[Any]] = []
    reasons: list[str] = []
    for stratum, rows in strata.items():
        taken = sorted(chance.sample(rows, sizes[stratum]), key=lambda row: str(row.name_key))
        documents += taken
        reason = _(
            "{taken} of {n} drawn in {stratum} (seed {seed})",
            taken=sizes[stratum],
            n=len(rows),
            stratum=stratum or _("the whole"),
            seed=sample.seed,
        )
        reasons += [reason] * len(taken)
    drawn = [[stratum, len(rows), sizes[stratum]] for stratum, rows in strata.items()]
    plan = {"seed": sample.seed, "strata": list(sample.strata), "drawn": drawn, "pool": pool}
    return Drawn(tuple(documents), tuple(reasons), plan)


def in_words(plan: dict[str, Any]) -> str:
    """How the documents of a round were chosen, as a sentence for a report."""
    if "drawn" not in plan:
        return _("The documents were chosen by name.")
    taken = sum(number for _stratum, _there, number in plan["drawn"])
    if not plan["strata"]:
        return _(
            "{taken} of {n} documents were drawn at random (seed {seed}).",
            taken=taken,
            n=plan["pool"],
            seed=plan["seed"],
        )
    return _(
        "{taken} of {n} documents were drawn at random (seed {seed}) within strata of {strata}: {drawn}.",
        taken=taken,
        n=plan["pool"],
        seed=plan["seed"],
        strata=listed(plan["strata"]),
        drawn=listed(_("{stratum} {taken} of {n}", stratum=s, taken=t, n=n) for s, n, t in plan["drawn"]),
    )
