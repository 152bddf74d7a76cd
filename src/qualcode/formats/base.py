"""What a reader of one format promises: a file in, plain values and a report out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from qualcode.errors import UnreadableInput
from qualcode.formats.bundle import Bundle

if TYPE_CHECKING:
    from qualcode.formats.questionnaires.mapping import QuestionnaireOptions


class NoDocument(UnreadableInput):
    """Nothing is wrong with the file, but it is no document: a table of codings, or one that qualcode printed."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a person may say about a file that it does not say itself.

    ``encoding`` is a Python codec name for text files; None means it is found out. ``track_changes`` chooses between the
    text as if every tracked change were accepted, and the original as if every one were rejected. ``questionnaire`` is for
    tables of answers.
    """

    encoding: str | None = None
    track_changes: Literal["accepted", "original"] = "accepted"
    questionnaire: QuestionnaireOptions | None = None


class Reader(Protocol):
    """A format that documents come in."""

    @property
    def name(self) -> str:
        """What a report calls the format."""
        ...

    @property
    def extensions(self) -> tuple[str, ...]:
        """The endings of its files, lower case, with the dot."""
        ...

    def read(self, path: Path, options: ReadOptions) -> Bundle:
        """All that the file holds; the file is not changed.

        Raises UnreadableInput, one sentence and what to do, when the file is not what it claims to be.
        """
        ...
