"""What a column of figures is, as a formula with its source: printed under tables that are to be cited."""

from __future__ import annotations

from collections.abc import Iterable

from qualcode.messages import _


def formulas(columns: Iterable[str]) -> list[str]:
    """The sentences for those of ``columns`` that are figures with a formula, in that order."""
    known = _known()
    return [known[column] for column in columns if column in known]


def _known() -> dict[str, str]:
    return {
        "jaccard": _("jaccard: units with both / units with either (Jaccard 1901)."),
        "dice": _("dice: 2 × units with both / (units with a + units with b) (Dice 1945)."),
        "p_b_given_a": _("p_b_given_a: units with both / units with a, the share of a's units that also hold b."),
        "p_a_given_b": _("p_a_given_b: units with both / units with b."),
        "lift": _("lift: units with both × all units / (units with a × units with b); 1 where the two are independent."),
        "phi": _("phi: the correlation of the two presences over all units (Yule 1912)."),
        "estimate": _("estimate: the measure named in the row; formulas and sources are in docs/methods.md, Agreement."),
        "log_likelihood": _("log_likelihood: G², 2 × the sum of observed × ln(observed / expected) (Dunning 1993)."),
    }  # fmt: skip
