"""What is written on the screen of the lead: the reason of a decision, and the rule of a code."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.actions.agreement.overview import Dispute
from qualcode.actions.codes import CodeRow
from qualcode.errors import WrongUse
from qualcode.messages import _


@dataclass(frozen=True)
class DecisionDraft:
    """The reason for keeping a code on a disputed unit, or dropping it; ``outcome`` is "keep" or "drop"."""

    dispute: Dispute
    outcome: str
    code: str

    @property
    def text(self) -> str:
        """The reason given before, where it was decided before."""
        return self.dispute.reason

    @property
    def caret(self) -> int:
        """Where writing begins."""
        return len(self.text)

    @property
    def title(self) -> str:
        """What the editor says above it."""
        if self.outcome == "keep":
            return _("Keep {code} here. The reason:", code=self.code)
        return _("Drop {code} here. The reason:", code=self.code)

    @property
    def first_this(self) -> str:
        """What is said when something else is to be written."""
        return _("Save this reason first, or leave it.")

    @property
    def not_saved(self) -> str:
        """What is said when it is left changed."""
        return _("Nothing is decided yet. Esc again gives the reason up.")


@dataclass(frozen=True)
class RuleDraft:
    """Definition, what to include and what to exclude of a code, in one text under three headings."""

    code: CodeRow

    @property
    def text(self) -> str:
        """The three as they are."""
        rules = (self.code.definition, self.code.include, self.code.exclude)
        return "\n".join(f"{heading}\n{words}" for heading, words in zip(_headings(), rules, strict=True))

    @property
    def caret(self) -> int:
        """Where writing begins: at the end of the definition."""
        return len(_headings()[0]) + 1 + len(self.code.definition)

    @property
    def title(self) -> str:
        """What the editor says above it."""
        return _("The rule of {code}", code=self.code.path)

    @property
    def first_this(self) -> str:
        """What is said when something else is to be written."""
        return _("Save this rule first, or leave it.")

    @property
    def not_saved(self) -> str:
        """What is said when it is left changed."""
        return _("The rule is not saved. Esc again gives it up.")

    def fields(self, edited: str) -> dict[str, str]:
        """What was written, by what codes.describe calls it. Raises WrongUse where a heading is gone."""
        lines, found = edited.split("\n"), []
        for heading in reversed(_headings()):
            if heading not in lines:
                raise WrongUse(
                    _("The heading {heading} is missing.", heading=heading), _("Write it on a line of its own.")
                )
            place = lines.index(heading)
            found.append("\n".join(lines[place + 1 :]).strip())
            lines = lines[:place]
        if any(line.strip() for line in lines):
            raise WrongUse(_("There are words above the first heading."), _("Write them under one of the headings."))
        exclude, include, definition = found
        return {"definition": definition, "include": include, "exclude": exclude}


def _headings() -> tuple[str, str, str]:
    return _("── definition ──"), _("── include ──"), _("── exclude ──")
