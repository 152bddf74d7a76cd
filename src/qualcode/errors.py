"""Everything that can go wrong in a way a person can mend.

::

    QualcodeError
    ├── WrongUse           2   the command or call cannot mean anything
    ├── UnreadableInput    3   a file cannot be read as what it claims to be
    ├── NotFound           4   no such document, code, coder …; the nearest names are offered
    ├── Refused            5   it would break a rule: duplicate, cycle, newer schema, changed since
    ├── Unreachable        6   locked by another program, no permission, disk full, server gone
    │   └── Busy              being written by another program; it can be read
    └── IntegrityProblem   7   the project itself is damaged

Each error knows its exit code and what the person can do next. The message and the hint are sentences in the
person's language, already translated where they are raised.
"""

from __future__ import annotations

from collections.abc import Sequence


class QualcodeError(Exception):
    """A problem with a message for a person: what happened, where, and what to do.

    ``message`` says what and where; ``hint`` what to do next (may be empty); ``exit_code`` is what a command ends with.
    """

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        space = "" if self.message.endswith("。") else " "  # sentences in Chinese stand without spaces between them
        return f"{self.message}{space}{self.hint}".strip()


class WrongUse(QualcodeError):
    """The command or call cannot mean anything."""

    exit_code = 2


class UnreadableInput(QualcodeError):
    """A file cannot be read as what it claims to be."""

    exit_code = 3


class NotFound(QualcodeError):
    """There is no such document, code, coder, case … ``nearest`` holds the closest existing names, best first."""

    exit_code = 4

    def __init__(self, message: str, hint: str = "", nearest: Sequence[str] = ()) -> None:
        super().__init__(message, hint)
        self.nearest = tuple(nearest)


class Refused(QualcodeError):
    """Doing it would break a rule of the project."""

    exit_code = 5


class Unreachable(QualcodeError):
    """The project cannot be reached: locked, not permitted, disk full, server gone."""

    exit_code = 6


class Busy(Unreachable):
    """The project is being written by another program; it can be read."""


class IntegrityProblem(QualcodeError):
    """The project itself is damaged."""

    exit_code = 7
