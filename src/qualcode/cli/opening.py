"""The project a command works on: opened for looking, for changing, or for a rehearsal of a change."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from qualcode.cli import stopping
from qualcode.cli.options import chosen_coder, chosen_project
from qualcode.cli.output import say
from qualcode.errors import WrongUse
from qualcode.messages import _

if TYPE_CHECKING:
    from qualcode.project import Project, View, Work


@contextmanager
def opened() -> Iterator[Project]:
    """The chosen project, open."""
    from qualcode.project import open_project

    with open_project(chosen_project()) as project:
        yield project


@contextmanager
def reading() -> Iterator[View]:
    """A look at the chosen project."""
    with opened() as project, project.read(chosen_coder()) as view:
        yield view


@contextmanager
def writing(label: str | None = None, *, dry_run: bool = False) -> Iterator[Work]:
    """A change of the chosen project; see ``changing``."""
    with opened() as project, changing(project, label, dry_run=dry_run) as work:
        yield work


@contextmanager
def changing(project: Project, label: str | None = None, *, dry_run: bool = False) -> Iterator[Work]:
    """A change of ``project`` by the chosen coder. What was done is said once it is on disk.

    ``label`` overrules the words of the history. With ``dry_run`` everything is done and then taken back.
    """
    if dry_run:
        begun = project.rehearse(chosen_coder(), patience=_patience())
    else:
        begun = project.write(chosen_coder(), label, patience=_patience())
    with ExitStack() as too_late:
        with begun as work:
            yield work
            too_late.enter_context(stopping.held())
        _tell(work, label, dry_run)


def _tell(work: Work, label: str | None, dry_run: bool) -> None:
    what = work.summary and (label or work.summary)
    if dry_run:
        say(_("Would be done: {what}.", what=what) if what else _("There would be nothing to change."))
        say(_("Nothing was changed (--dry-run)."))
        return
    for notice in work.notices:
        say(notice)
    say(_("Done: {what}.", what=what) if what else _("There was nothing to change."))


def _patience() -> float | None:
    """How many seconds to wait for another writer, from QUALCODE_PATIENCE; None where it is not set."""
    seconds = os.environ.get("QUALCODE_PATIENCE")
    try:
        return float(seconds) if seconds else None
    except ValueError:
        raise WrongUse(
            _("QUALCODE_PATIENCE is a number of seconds, not {value!r}.", value=seconds),
            _("Set it to a number, or unset it."),
        ) from None
