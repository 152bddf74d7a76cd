"""The codebook as an outline: which codes are to be seen where branches are folded or only some are looked for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from qualcode.actions.codes import CodeRow

_UNFOLDED = 150  # a larger codebook starts with its branches folded

Names = tuple[str, ...]


class Outline:
    """Codes in the order of the tree; ``visible`` are those that show, ``found`` those looked for, None for all."""

    def __init__(self) -> None:
        self.codes: dict[str, CodeRow] = {}
        self.visible: list[CodeRow] = []
        self.found: Collection[str] | None = None
        self._folded: set[str] = set()
        self._at: dict[Names, CodeRow] = {}
        self._below: dict[Names, list[CodeRow]] = {}

    def show(self, codes: Iterable[CodeRow]) -> None:
        """Take over the codebook as it is now; what is folded stays so."""
        first, known = not self.codes, self.codes
        self.codes = {code.guid: code for code in codes}
        self._at = {code.names: code for code in self.codes.values()}
        self._below = {}
        for code in self.codes.values():
            self._below.setdefault(code.names[:-1], []).append(code)
        if first and len(self.codes) > _UNFOLDED:
            self.fold_all()
        self._folded -= known.keys() - self.codes.keys()
        self.look_again()

    def look_for(self, guids: Collection[str] | None) -> None:
        """Show only these with what stands above them, be it folded or not."""
        self.found = guids
        self.look_again()

    def look_again(self) -> None:
        """Find out what is to be seen."""
        self.visible = self._unfolded() if self.found is None else self._on_the_way(self.found)

    def _unfolded(self) -> list[CodeRow]:
        seen, hidden = [], 0  # the depth from which on nothing shows, 0 where all does
        for code in self.codes.values():
            if not hidden or code.depth < hidden:
                seen.append(code)
                hidden = code.depth + 1 if code.guid in self._folded else 0
        return seen

    def _on_the_way(self, found: Collection[str]) -> list[CodeRow]:
        names = {code.names for guid in found if (code := self.codes.get(guid))}
        above = {name[:length] for name in names for length in range(1, len(name))}
        return [code for code in self.codes.values() if code.names in names or code.names in above]

    # Who stands where

    def parent(self, code: CodeRow) -> CodeRow | None:
        """The code above, None at the top."""
        return self._at.get(code.names[:-1])

    def below(self, code: CodeRow | None) -> Sequence[CodeRow]:
        """The codes directly below one, or at the top."""
        return self._below.get(code.names if code else (), ())

    def place(self, code: CodeRow) -> int:
        """Its place among the codes beside it, from 0."""
        return [it.guid for it in self._below[code.names[:-1]]].index(code.guid)

    def beside(self, code: CodeRow) -> Sequence[CodeRow]:
        """The codes of the same parent, itself among them."""
        return self._below[code.names[:-1]]

    def at(self, names: Names) -> CodeRow | None:
        """The code of a path."""
        return self._at.get(names)

    def tops(self, codes: Sequence[CodeRow]) -> list[CodeRow]:
        """Those of some codes that do not lie below another of them."""
        names = {code.names for code in codes}
        return [code for code in codes if not any(code.names[:length] in names for length in range(1, len(code.names)))]

    # Folding

    def is_folded(self, code: CodeRow) -> bool:
        """Whether what is below it does not show."""
        return code.guid in self._folded and self.found is None

    def fold(self, code: CodeRow, folded: bool) -> bool:
        """Fold a branch or unfold it; tells whether that has changed anything."""
        if not self.below(code) or folded == (code.guid in self._folded) or self.found is not None:
            return False
        self._folded.symmetric_difference_update({code.guid})
        self.look_again()
        return True

    def fold_all(self) -> None:
        """Fold all branches, or unfold all where any is folded."""
        branches = {code.guid for code in self.codes.values() if self.below(code)}
        self._folded = set() if self._folded & branches else branches
        self.look_again()

    def reveal(self, code: CodeRow) -> None:
        """Unfold what is above a code."""
        self._folded -= {
            above.guid for length in range(1, len(code.names)) if (above := self._at.get(code.names[:length]))
        }
        self.look_again()
