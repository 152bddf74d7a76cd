"""A copy of the project for one coder of a blind round: real blindness, since what is not in a file cannot be seen in it."""

from __future__ import annotations

from sqlalchemy import false, not_, or_, select

from qualcode.actions.studies import figures
from qualcode.errors import Refused
from qualcode.messages import _
from qualcode.store import erasing, queries, rounds
from qualcode.store.models import Operation
from qualcode.store.removal import remove
from qualcode.store.session import Work
from qualcode.store.undo import ERASE
from qualcode.store.view import View


def require_no_blind_round(view: View) -> None:
    """Raise Refused while a blind round is open: a copy for everybody would hold what nobody may see yet."""
    for round_ in rounds.open_rounds(view.connection, blind=True):
        raise Refused(
            _(
                "A blind round of {study} is open: a copy for everybody would hold what is done in it.",
                study=round_.study,
            ),
            _("Write one for each coder, without the others' work: qualcode share FILE --for CODER"),
        )


def prepare(work: Work, name: str) -> None:
    """Make a copy fit for one coder: what open blind rounds hide from her goes for good, with all that the history kept.

    Raises NotFound for an unknown coder.
    """
    coder = queries.coder_named(work, name)
    untold = select(Operation.id).where(or_(false(), *map(not_, rounds.told(work.connection, coder.id))))
    quiet = work.connection.scalars(untold).all()
    for model in rounds.SECRET:
        for condition in rounds.hidden(work, model, coder.id):
            remove(work.journal, model, work.connection.scalars(select(model.id).where(condition)).all())
    work.describe(ERASE, _("made a copy for {coder}", coder=coder.name))
    present = work.journal.operation_id  # made here where nothing had to go, so that the copy says what it is
    figures.drop_material(work.connection)
    erasing.empty_all(work.connection)
    erasing.drop_reports(work.connection)
    erasing.forget_operations(work.connection, quiet)
    erasing.forget_changes(work.connection, present)
