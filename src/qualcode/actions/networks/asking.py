"""What a person asks of a network: what its nodes and ties are, and which of them count."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from qualcode.actions.tables import dimensions
from qualcode.errors import WrongUse
from qualcode.messages import _, listed

if TYPE_CHECKING:
    from qualcode.analysis.network import Network

#: Makes the network of some documents (their positions), or of all where that is None.
Maker: TypeAlias = "Callable[[Collection[int] | None], Network]"

OF_DOCUMENTS = ("links", "issuers", "addressees", "citations")
OF_CONCEPTS = "concepts"
CODE_TIES = ("count", "documents", "units_both", "jaccard", "dice", "p_b_given_a", "lift", "phi")
COUNTS = ("count", "documents")  # of codings and their documents: figures that no unit is needed for
BETWEEN = ("documents", "agencies")


@dataclass(frozen=True)
class Ask:
    """What a network is asked for.

    ``kind`` is cooccurrence, concepts, links, issuers, citations, or a dimension of a matrix (documents, cases, attribute:NAME …), which is tied to
    codes. ``tie`` is the figure that is a tie's weight, ``at_least`` the least weight that counts. ``relation`` to ``across_coders``
    are those of co-occurrence. ``between``, ``outside``, ``confirmed`` and ``link_kinds`` say which links count and what they tie.
    ``connected`` leaves out nodes without a tie. Raises WrongUse for a choice there is not.
    """

    kind: str = "cooccurrence"
    tie: str = "count"
    at_least: float | None = None
    relation: Any = "overlap"
    within: int = 1
    unit: str = "sentence"
    touch: Any = "half"
    across_coders: bool = False
    between: str = "documents"
    outside: bool = False
    confirmed: bool = False
    link_kinds: tuple[str, ...] = ()
    connected: bool = False
    layer: str = "record"
    where: str | None = None
    code_level: int | None = None
    case_level: int | None = None

    def __post_init__(self) -> None:
        _require_kind(self.kind)
        self._require_choice(self.between, BETWEEN)
        if self.kind not in (*OF_DOCUMENTS, OF_CONCEPTS):
            self._require_choice(self.tie, CODE_TIES if self.kind == "cooccurrence" else COUNTS)
        if self.kind == OF_CONCEPTS and (self.where is not None or self.layer != "record"):
            raise WrongUse(
                _("A network from {kind} does not ask whose codings count.", kind=self.kind),
                _("Leave out --layer and --where: links between codes belong to the whole project."),
            )
        if self.kind in OF_DOCUMENTS and self.where is None and self.layer != "record":
            raise WrongUse(
                _("A network from {kind} does not ask whose codings count.", kind=self.kind),
                _("Leave out --layer, or say with --where which codings its documents must hold."),
            )
        if self.at_least is not None and not self.at_least > 0:
            raise WrongUse(_("A tie has a weight above 0."), _("Give --at-least a number above 0."))

    @property
    def by_units(self) -> bool:
        """Whether its figures are of units in which codes are present, or of units between codings."""
        return self.kind == "cooccurrence" and (self.tie not in COUNTS or self.relation in ("near", "same-unit"))

    def _require_choice(self, choice: str, known: tuple[str, ...]) -> None:
        if choice not in known:
            raise WrongUse(
                _("A network from {kind} has no {choice!r}.", kind=self.kind, choice=choice),
                _("Choose one of {known}.", known=listed(known)),
            )


def _require_kind(kind: str) -> None:
    """Raise WrongUse for a network that there is not."""
    crossed = [name for name in dimensions.PLAIN if name not in ("codes", "code-sets")]
    words = {part.strip().partition(":")[0] for part in kind.split("*")}
    if kind in ("cooccurrence", OF_CONCEPTS, *OF_DOCUMENTS) or words <= {*crossed, "attribute", "period"}:
        return
    raise WrongUse(
        _("There is no network from {kind!r}.", kind=kind),
        _(
            "There are cooccurrence, concepts, {links}; and, tied to their codes, {crossed}, attribute:NAME, period:year.",
            links=listed(OF_DOCUMENTS),
            crossed=listed(crossed),
        ),
    )
