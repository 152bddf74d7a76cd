"""The Python interface: a project, opened by path or URL.

::

    import qualcode
    from qualcode.actions import coding

    with qualcode.open_project("study.qualcode") as project:
        with project.write("Anna", label="code the first interview") as work:
            coding.apply(work, "P07", qualcode.Span(120, 188), "hidden actions")
        frame = project.codings()
"""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualcode.errors import Refused, WrongUse
from qualcode.messages import _
from qualcode.resources import resource
from qualcode.store.session import ENDING, Store, Work, create_store, open_store
from qualcode.store.view import View
from qualcode.text.names import name_key

if TYPE_CHECKING:
    from qualcode.actions.frames.behind import Label
    from qualcode.actions.frames.frame import Frame
    from qualcode.formats.bundle import Report

__all__ = ["ENDING", "Project", "View", "Work", "create_project", "open_project"]


class _Rehearsed(Exception):
    """The end of a rehearsal, at which all of it is taken back."""


class Project:
    """An open project. Close it, or use it in a ``with`` statement."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __enter__(self) -> Project:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    @property
    def place(self) -> str:
        """The path or URL, without a password."""
        return self._store.place

    @property
    def path(self) -> Path | None:
        """The project's file, None on a server."""
        return self._store.path

    def close(self) -> None:
        """Let go of the project."""
        self._store.close()

    def read(self, viewer: str = "") -> AbstractContextManager[View]:
        """Look at the project as it is at one moment; ``viewer`` is the coder who looks."""
        return self._store.read(viewer)

    def stay(self) -> None:
        """Be ready for several changes in a row, until ``rest``. Raises Unreachable."""
        self._store.stay()

    def rest(self) -> None:
        """Let go between changes: a project's file is whole then, with no log beside it that a copy would have to take along."""
        self._store.rest()

    @contextmanager
    def write(self, coder: str, label: str | None = None, *, patience: float | None = None) -> Iterator[Work]:
        """Change the project in the name of ``coder``: all that is done inside is one operation, or nothing if an error leaves it.

        The person's own login name is added to the coders when first used; any other unknown name raises NotFound.
        Raises Unreachable when another writer does not finish within ``patience`` seconds.
        """
        with self._store.write(coder, label, add_coder=_is_login_name(coder), patience=patience) as work:
            yield work

    @contextmanager
    def rehearse(self, coder: str, *, patience: float | None = None) -> Iterator[Work]:
        """As ``write``, but all of it is taken back at the end: what is reported of it is true, and nothing is changed."""
        with suppress(_Rehearsed), self.write(coder, patience=patience) as work:
            yield work
            raise _Rehearsed

    def back_up(self, target: str | Path | None = None) -> Path:
        """Write a verified copy of the project to ``target``, by default in a folder ``backups`` beside it, under the date and time.

        Raises Refused when there is something at ``target`` or the project is not a file, IntegrityProblem when the copy is
        damaged and so was not kept.
        """
        from qualcode.store.backup import back_up

        if self.path is None:
            raise Refused(
                _("{place} is on a server, which has its own copies.", place=self.place), _("Use pg_dump there.")
            )
        copy = Path(target) if target else self._todays_copy(self.path)
        with self.read():  # the copying connection may not tidy up the log; this one, which closes last, does
            back_up(self.path, copy)
        return copy

    @staticmethod
    def _todays_copy(path: Path) -> Path:
        # Beside the first, a second project would leave every command asking which is meant.
        folder = path.with_name("backups")
        folder.mkdir(exist_ok=True)
        return folder / f"{path.stem} {datetime.now():%Y-%m-%d %H%M%S}{ENDING}"

    def copies(self) -> list[Path]:
        """The copies of the project that are known: those in its folder, and all in the folder ``backups`` beside it."""
        from qualcode.store.backup import is_copy

        if self.path is None:
            return []
        beside = [file for file in self.path.parent.glob(f"*{ENDING}") if is_copy(file, self.path)]
        return sorted([*beside, *self.path.with_name("backups").glob(f"*{ENDING}")])

    def share(self, target: str | Path, prepare: Callable[[Work], None] | None = None, coder: str = "") -> Path:
        """Write a verified copy for others to ``target``; ``prepare`` changes the copy, in the name of ``coder``, before it is done.

        The project itself stays as it is. Raises what ``back_up`` and ``prepare`` raise; there is no copy then.
        """
        copy = self.back_up(target)
        try:
            if prepare is not None:
                with open_project(copy) as shared:
                    with shared.write(coder) as work:
                        prepare(work)
                    shared.compact()
        except BaseException:
            copy.unlink(missing_ok=True)
            raise
        return copy

    def compact(self) -> None:
        """Write the project anew, without the pages that held what was removed. Raises Unreachable while others use it."""
        from qualcode.store import erasing

        erasing.compact(self._store.engine, self.path, self.place)

    def index_texts(self, progress: Callable[[int, int], None] | None = None) -> None:
        """Bring the search index up to date; ``progress`` is called with the characters done and those to do.

        Changing a project does so by itself. Where the project cannot be written, nothing is done: searching takes longer then,
        and finds the same.
        """
        self._store.index(progress)

    def codings(self, viewer: str = "", *, layer: str = "all", where: str | None = None) -> Frame:
        """One row a coding: its place in code points, code, coder, weight, speaker, text, time, guid, and the case attributes.

        Everybody's, unless ``layer`` is "record", "consensus" or a coder's name; ``where`` is a query that says which. What an
        open blind round hides from ``viewer`` is left out here and in all other tables; nobody's work in it is shown to one who
        is not named. Raises NotFound for an unknown coder, WrongUse for what is no query.
        """
        from qualcode.actions.frames import making

        with self.read(viewer) as view:
            return making.codings(view, layer=layer, where=where)

    def frequencies(
        self,
        *,
        layer: str = "record",
        where: str | None = None,
        among: str | None = None,
        code_level: int | None = None,
        viewer: str = "",
    ) -> Frame:
        """One row a code (the index): codings, documents, cases, coders, characters covered, and the share of all codings.

        ``among`` is a query that says which documents are there, coded or not, in this and other tables; ``code_level`` counts what
        lies below a level of the tree (1 is the top) for what is above it.
        """
        from qualcode.actions.frames import making

        with self.read(viewer) as view:
            return making.frequencies(view, layer=layer, where=where, among=among, code_level=code_level)

    def matrix(
        self,
        rows: str,
        columns: str,
        *,
        value: str = "codings",
        normalize: str = "none",
        totals: bool = False,
        long: bool = False,
        layer: str = "record",
        where: str | None = None,
        among: str | None = None,
        code_level: int | None = None,
        case_level: int | None = None,
        viewer: str = "",
    ) -> Frame:
        """Rows by columns of any two of codes, documents, cases, coders, speakers, kinds, sets, attribute:NAME, period:year …

        ``value`` is what a cell counts (codings, documents, cases, characters, words, binary, weight), ``normalize`` what it is
        divided by (none, row, column, total, cases). Rows are the index, several levels for a product such as
        "cases*period:year"; ``long`` gives columns row, column and value instead. A missing or undefined cell is NaN. Raises
        WrongUse for what is no dimension, NotFound for an unknown attribute, Refused for a table too large.
        """
        from qualcode.actions.frames import making

        asked = {"value": value, "normalize": normalize, "totals": totals}
        which = {"layer": layer, "where": where, "among": among, "code_level": code_level, "case_level": case_level}
        with self.read(viewer) as view:
            return making.matrix(view, rows, columns, long=long, **asked, **which)

    def cooccurrence(
        self,
        *,
        value: str = "count",
        long: bool = False,
        details: bool = False,
        relation: str = "overlap",
        within: int = 1,
        across_coders: bool = False,
        unit: str = "sentence",
        touch: str = "half",
        layer: str = "record",
        where: str | None = None,
        among: str | None = None,
        code_level: int | None = None,
        viewer: str = "",
    ) -> Frame:
        """Codes by codes: pairs of codings in a ``relation``, or the figure ``value`` (jaccard, dice, lift, phi …) on units.

        ``long`` gives a row for each pair that co-occurs, with all coefficients; ``details`` adds phi, Fisher's p and a note.
        Coefficients are on presence per ``unit``; undefined ones are NaN. Raises WrongUse for an unknown relation, value or unit.
        """
        from qualcode.actions.frames import making

        meeting = {"relation": relation, "within": within, "across_coders": across_coders, "unit": unit, "touch": touch}
        which = {"layer": layer, "where": where, "among": among, "code_level": code_level}
        with self.read(viewer) as view:
            return making.cooccurrence(view, value=value, long=long, details=details, **meeting, **which)

    def retrieve(self, query: str, *, layer: str = "record", touch: str = "half", viewer: str = "") -> Frame:
        """One row a passage that a query finds: document, start, end (code points), codes, coders, speaker, text.

        Raises WrongUse for what is no query, pointing at the place, and NotFound for an unknown name in it.
        """
        from qualcode.actions.frames import making

        with self.read(viewer) as view:
            return making.retrieve(view, query, layer=layer, touch=touch)

    def explain(self, query: str, *, layer: str = "record", viewer: str = "") -> str:
        """What a query means in words, line by line, without asking it. Raises what ``retrieve`` raises."""
        from qualcode.actions.querying import retrieval

        with self.read(viewer) as view:
            return "\n".join(retrieval.explain(view, query, layer=layer))

    def words(self, by: str | None = None, *, viewer: str = "", **options: Any) -> Frame:
        """One row a word (the index) with count, documents and share; with ``by`` a column for each label of a dimension.

        ``options`` say which text (documents, kinds, attributes, roles, speakers, code, where, layer) and what counts as a word
        (ngram, dictionary, stopwords, numbers, at_least, most). Raises WrongUse for another option.
        """
        from qualcode.actions.frames import making

        with self.read(viewer) as view:
            return making.words(view, by, **options)

    def saturation(self, *, viewer: str = "", **options: Any) -> Frame:
        """One row a document in order (the index): new codes, different codes so far, codings.

        ``options``: order ("time", "import", "coding"), base, run, threshold, permutations, seed, by, layer, where, among,
        code_level, case_level.
        The verdict after Guest, Namey and Chen (2020) is in the definition.
        """
        from qualcode.actions.frames import making

        with self.read(viewer) as view:
            return making.saturation(view, **options)

    def agreement(
        self,
        coders: Sequence[str] | None = None,
        documents: Sequence[str] | None = None,
        *,
        viewer: str = "",
        **options: Any,
    ) -> Frame:
        """One row a code and measure, the lowest first: estimate, interval, observed, expected, units, and a note where undefined.

        ``options``: unit, touch, scope, rollup, metric, measures (names), method, level, replicates, seed. Raises WrongUse for
        another option or an unknown unit or measure.
        """
        from qualcode.actions.frames import making

        with self.read(viewer) as view:
            return making.agreement(view, coders, documents, **options)

    def links(self, *, kind: str | None = None, viewer: str = "") -> Frame:
        """One row a link between codes: from, kind, to, for and against (numbers of segments), note, link (its guid)."""
        from qualcode.actions.frames import of_concepts

        with self.read(viewer) as view:
            return of_concepts.links(view, kind=kind)

    def claims(self, memo: str | None = None, *, viewer: str = "") -> Frame:
        """One row a claim: memo, number, claim, for, against, coder, guid. Raises NotFound for an unknown memo."""
        from qualcode.actions.frames import of_concepts

        with self.read(viewer) as view:
            return of_concepts.claims(view, memo)

    def evidence(self, *about: str, viewer: str = "") -> Frame:
        """One row a segment for or against: about, stance, document, start, end, speaker, quote, note, coder, evidence (its guid).

        ``about`` names one claim or link by its guid, a claim by MEMO:NUMBER or a link by three words, from, kind and to. Raises NotFound.
        """
        from qualcode.actions.frames import of_concepts

        with self.read(viewer) as view:
            return of_concepts.evidence(view, about)

    def segments(self, frame: Frame, row: Label, column: Label | None = None, *, viewer: str = "") -> Frame:
        """The passages behind a figure of ``frequencies``, ``matrix`` or ``cooccurrence``: of a row, or of a row and a column.

        One row a coding, with its text and guid; of co-occurrence one row a pair of codings. Labels are those of the frame, of a
        product the tuple in its index; a code may be named by its last name where only one has it. Raises WrongUse for a table without such cells, or one that
        has lost its definition; NotFound for a label that is not there.
        """
        from qualcode.actions.frames import behind

        definition = getattr(frame, "definition", None)
        if definition is None:
            raise WrongUse(
                _("This frame has no definition, so nobody knows what it counts."),
                _("Give a table that a project made, or a slice or copy of one."),
            )
        with self.read(viewer) as view:
            return behind.segments(view, definition, row, column)

    def report(self, out: str | Path, *, viewer: str = "", **options: Any) -> Report:
        """Write the report of the study to ``out`` (.html, .docx, .md) and tell what was written and what was left out.

        ``options``: title, matrices (such as ["codes kinds"]), cooccurrence, quotes (how many passages of each code), memos,
        pictures, layer, where. Raises WrongUse for another option or ending, Unreachable where the file cannot be written.
        """
        from qualcode.actions.report import draft, writing

        with self.read(viewer) as view:
            return writing.write_report(view, Path(out), draft.wanted(**options))


def _is_login_name(name: str) -> bool:
    with suppress(KeyError, OSError):  # an account may have no name, as in a container
        return name_key(name) == name_key(getpass.getuser())
    return False


def open_project(place: str | Path) -> Project:
    """Open the project at a path or a ``postgresql://`` URL.

    Raises NotFound, UnreadableInput, Refused (made by a newer version) or Unreachable.
    """
    return Project(open_store(str(place), resource("migrations")))


def create_project(place: str | Path, name: str = "", coder: str | None = None) -> Project:
    """Make a project with its first coder (the login name by default). Raises Refused when there is something at ``place``."""
    title = name or Path(str(place)).stem
    return Project(create_store(str(place), title, coder or getpass.getuser()))
