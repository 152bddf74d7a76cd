"""What is said of chosen cases: the reason for each, what is amiss, and the paragraph for a methods section."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from qualcode.actions.comparing.candidates import Candidate
from qualcode.actions.tables.case_levels import ancestry
from qualcode.messages import _, joined, listed, noted, plural, some_of

if TYPE_CHECKING:
    from qualcode.actions.comparing.selecting import Ask


def reason(it: Candidate, rank: int, of: int, score: float | None, ask: Ask) -> str:
    """Why a case was chosen, with the figure and its place among the candidates of its stratum."""
    place = {"rank": rank, "of": of}
    if ask.prefer == "material":
        return _("most material: {words} words in {documents} documents (place {rank} of {of})", words=it.words, documents=it.documents, **place)  # fmt: skip
    if ask.prefer == "random":
        return _("drawn at random: place {rank} of {of}, seed {seed}", seed=ask.seed, **place)
    if score is None or score != score:
        return _(
            "taken to fill the stratum: no coding that counts, so it has no profile (place {rank} of {of})", **place
        )
    figure = f"{score:.3f}"
    if ask.prefer == "typical":
        return _("typical: distance {figure} from the mean profile of the stratum (place {rank} of {of})", figure=figure, **place)  # fmt: skip
    if ask.prefer == "extreme":
        return _("extreme: {figure} standard distances from the mean of all candidates (place {rank} of {of})", figure=figure, **place)  # fmt: skip
    if rank == 1:
        return _("maximum variation: farthest from the mean profile of the stratum, {figure}", figure=figure)
    return _("maximum variation: {figure} from the nearest of those taken before it", figure=figure)


def refusal(it: Candidate) -> str:
    """Why a case could not be chosen, "" where it only was not."""
    return "" if it.documents else _("no material: no document is tied to it")


def nested(above: Mapping[int, int | None], made: Sequence[Candidate]) -> list[str]:
    """A warning of chosen cases that lie within chosen cases, with whose documents theirs are counted."""
    chosen = {it.id: it.name for it in made if it.chosen}
    pairs = [
        _("{case} in {other}", case=name, other=chosen[outer])
        for case, name in chosen.items()
        for outer in ancestry(above, case)[:-1]
        if outer in chosen
    ]
    if not pairs:
        return []
    return [
        _(
            "Warning: chosen cases lie within chosen ones, and their documents count for both: {cases}. --only ATTRIBUTE=VALUE "
            "chooses among cases of one level.",
            cases=some_of(pairs),
        )
    ]


def short_notes(ask: Ask, made: Sequence[Candidate], short: Sequence[str]) -> list[str]:
    """The strata that have fewer cases with material than asked for."""
    if not short:
        return []
    counts = listed(noted(it, sum(c.stratum == it and c.documents > 0 for c in made)) for it in short)
    return [
        plural(
            "Too few cases: {n} stratum has fewer than {least} with material, and all of them were taken: {strata}.",
            "Too few cases: {n} strata have fewer than {least} with material, and all of them were taken: {strata}.",
            len(short),
            least=ask.least,
            strata=counts,
        )
    ]


def method(ask: Ask, made: Sequence[Candidate], strata: Sequence[str], short: Sequence[str]) -> str:
    """The paragraph for a methods section: from how many, by which rule, how many of each stratum."""
    able = [it for it in made if it.documents > 0]
    chosen = [it for it in made if it.chosen]
    number = str(ask.least) if ask.least == ask.most else _("{least} to {most}", least=ask.least, most=ask.most)
    parts = [
        _(
            "Cases were chosen from {n} candidates with material, {number} in each of {strata} strata of {attributes}.",
            n=len(able),
            number=number,
            strata=len(strata),
            attributes=listed(ask.strata),
        )
        if ask.strata
        else _("Cases were chosen from {n} candidates with material, {number} of them.", n=len(able), number=number),
        _RULE_SENTENCES[ask.prefer](ask),
    ]
    if ask.only:
        parts.append(
            _("Only cases with {values} were candidates.", values=listed(f"{k} = {v}" for k, v in ask.only.items()))
        )
    if ask.where:
        parts.append(_("Only codings that meet this query counted, and only cases with one: {query}", query=ask.where))
    if strata:
        parts.append(_("Chosen: {counts}.", counts=listed(_of_stratum(one, chosen, able) for one in strata)))
    return joined([*parts, *short_notes(ask, made, short)])


def _of_stratum(stratum: str, chosen: Sequence[Candidate], able: Sequence[Candidate]) -> str:
    taken, n = (sum(it.stratum == stratum for it in some) for some in (chosen, able))
    return _("{taken} of {n} in {stratum}", taken=taken, n=n, stratum=stratum)


_RULE_SENTENCES: Mapping[str, Any] = {
    "material": lambda ask: _("Those with most material (words, then documents) were taken (information-rich cases, Patton 2015)."),
    "typical": lambda ask: _("Those nearest to the mean profile of code shares of their stratum were taken (typical cases, Seawright & Gerring 2008; Gerring 2017)."),
    "extreme": lambda ask: _("Those farthest from the mean of all candidates, in standard deviations of code shares, were taken (extreme cases, Seawright & Gerring 2008)."),
    "variation": lambda ask: _("Those were taken that differ most from each other in their code shares, one after the other (maximum variation, Patton 2015; diverse cases, Seawright & Gerring 2008)."),
    "random": lambda ask: _("They were drawn at random within strata (seed {seed}).", seed=ask.seed),
}  # fmt: skip
