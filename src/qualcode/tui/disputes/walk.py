"""The way from one passage in dispute to the next."""

from __future__ import annotations

from dataclasses import replace

from qualcode.actions.agreement.overview import Dispute, Overview


class Walk:
    """The disputes of an overview as they are decided by now, and a place among those about one code, or about all."""

    def __init__(self, found: Overview) -> None:
        self.disputes = list(found.disputes)
        self.current: Dispute | None = None
        self.code = ""
        self._lines = [line.code for line in found.lines]

    @property
    def here(self) -> list[Dispute]:
        """The disputes about the code looked at; about all codes where that is the last line."""
        if self._lines and self.code == self._lines[-1]:
            return self.disputes
        return [it for it in self.disputes if it.code == self.code]

    @property
    def number(self) -> int:
        """Which of those the current one is, from 1."""
        return self.here.index(self.current) + 1 if self.current else 0

    @property
    def decided(self) -> int:
        """How many disputes are decided."""
        return sum(bool(it.decision) for it in self.disputes)

    def look_at(self, code: str) -> None:
        """Go to the first dispute about a code that is not decided, else to the first."""
        self.code = code
        self.current = next((it for it in self.here if not it.decision), next(iter(self.here), None))

    def begin(self, before: Walk | None, at_change: bool) -> None:
        """Take up where a walk through an earlier overview was; with ``at_change`` at what has been decided since, or no longer is."""
        code, wanted = (before.code, before.current) if before else ("", None)
        if before is not None and at_change:
            known = {it.key: it.decision for it in before.disputes}
            wanted = next((it for it in self.disputes if known.get(it.key, it.decision) != it.decision), wanted)
            code = wanted.code if wanted and code != self._lines[-1] else code
        if code in self._lines:
            self.look_at(code)
            same = (it for it in self.here if wanted is not None and it.key == wanted.key)
            self.current = next(same, self.current)
        elif self._lines:
            self.look_at(self._lines[0])

    def step(self, by: int, decided_too: bool = False) -> None:
        """Go on, or back where negative, past what is decided unless that is wanted; round the end."""
        here = self.here
        if self.current is None:
            return
        at = here.index(self.current)
        following = [here[(at + by * step) % len(here)] for step in range(1, len(here))]
        wanted = [it for it in following if decided_too or not it.decision]
        self.current = next(iter(wanted), self.current)

    def decide(self, dispute: Dispute, outcome: str, reason: str) -> None:
        """Note a decision, and go on to the next dispute that waits for one: of this code, else of the next that has any."""
        known = next((it for it in self.disputes if it.key == dispute.key), None)
        if known is None:
            return
        made = replace(known, decision=outcome, reason=reason)
        self.disputes[self.disputes.index(known)] = made
        if self.current == known:
            self.current = made
        if all(it.decision for it in self.here):
            self._next_code()
        elif self.current == made:
            self.step(1)

    def _next_code(self) -> None:
        waiting = {it.code for it in self.disputes if not it.decision}
        at = self._lines.index(self.code) if self.code in self._lines else 0
        code = next((code for code in (*self._lines[at:], *self._lines[:at]) if code in waiting), None)
        if code is not None:
            self.look_at(code)
