"""The codebook editor: what is said of a code, its colour and sets, and the whole written to a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from textual.screen import Screen

from qualcode.actions import code_groups, codebooks
from qualcode.actions.codes import CodeRow
from qualcode.actions.memos import Target
from qualcode.actions.querying.vocabulary import narrowed, query_for
from qualcode.errors import QualcodeError, Refused
from qualcode.messages import _, joined, labelled, plural
from qualcode.project import Work
from qualcode.tui.asking import code_questions, paths, set_questions
from qualcode.tui.asking.questions import Answer
from qualcode.tui.commands import bindings
from qualcode.tui.drafts.fields import FieldDraft, called, names_of
from qualcode.tui.drafts.homes import instead_of, kept_as_memo
from qualcode.tui.drafts.memos import MemoDraft
from qualcode.tui.project.desk import Desk
from qualcode.tui.rows.codes import Field
from qualcode.tui.screens.cards import CardsScreen
from qualcode.tui.screens.code_splitting import CodeSplittingScreen
from qualcode.tui.screens.elsewhere import Place
from qualcode.tui.screens.segments import show_segments
from qualcode.tui.widgets.editor import Draft, Editor
from qualcode.tui.widgets.line_panel import Wanted

NAME = "codebook"
"""Under this name the application keeps the screen."""

_WRITTEN = ("definition", "include", "exclude", "examples", "aliases")
_TOGGLED = ("is_codable", "retired", "alternatives", "status")


class CodebookScreen(CodeSplittingScreen):
    """Everything that can be done to a codebook. Dismissed with a place to be read, or with nothing."""

    BINDINGS = bindings("codebook")
    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text(encoding="utf-8")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._replaced: Path | None = None  # a file about which was asked whether it is to be replaced

    def open_field(self, field: Field) -> None:
        """Edit a field of the page, or look at what it is about."""
        doing: dict[str, Callable[[], None]] = {
            "name": self.action_rename,
            "color": self.action_color,
            "sets": self.action_sets,
            "number": self._give_number,
            "memo": lambda: self.action_memo(field.of),
            "used": self.action_segments,
            "document": lambda: self.action_segments(field.of),
            "passage": lambda: self.action_segments(field.of),
            "check": self.action_check,
            **{key: lambda key=key: self.action_write(key) for key in _WRITTEN},  # type: ignore[misc]
            **{key: lambda key=key: self.action_turn(key) for key in _TOGGLED},  # type: ignore[misc]
        }
        if field.key in doing:
            doing[field.key]()

    def action_cards(self) -> None:
        """Compare the segments of the code at the cursor as cards, and sort them."""
        code = self.current
        if code is None or not self.may_change():
            return
        if code.codings:
            self.app.push_screen(CardsScreen(self.desk, code), self._back_from_cards)
        else:
            self.say(_("Nothing is coded with {code}.", code=code.path), trouble=True)

    def _back_from_cards(self, place: Place | None) -> None:
        if place is not None:
            self.dismiss(place)

    # Writing

    def action_write(self, field: str) -> None:
        """Write a field of the code at the cursor."""
        if self.current is not None and self.may_change():
            self._write(FieldDraft(self.current, field))

    def action_memo(self, guid: str = "") -> None:
        """Write a memo on the code, or change one of the coder's own."""
        code = self.current
        if code is None:
            return
        known = next((memo for memo in self.known.memos if memo.guid == guid), None) if self.known else None
        if known is not None and not self.desk.is_mine(known.coder):
            self.say(_("This memo is by {coder}; write one of your own.", coder=known.coder), trouble=True)
        elif known is not None:
            self._write(MemoDraft(Target(), code.path, known.guid, known.text))
        else:
            self._write(MemoDraft(Target(code=code.path), code.path, on=code.guid))

    def _write(self, draft: Draft) -> None:
        self.query_one(Editor).write(draft)
        self.rearrange()

    def save(self, draft: Any, text: str) -> bool | MemoDraft:
        """Save what was written; tells whether that has been done, so that nothing written is lost."""
        try:
            if isinstance(draft, MemoDraft):
                self.desk.save_memo(draft, text)
                said = _("The memo on {about} is saved.", about=draft.about)
            else:
                with kept_as_memo():
                    self.desk.describe(draft.code.guid, {draft.field: draft.value(text)})
                said = _("{code}: {what} is saved.", code=draft.code.name, what=called(draft.field))
        except QualcodeError as error:
            self.say(str(error), trouble=True)
            return instead_of(error)
        self.changed(said)
        return True

    # Saying

    def _say_of(self, chosen: Sequence[CodeRow], said: str, **fields: object) -> None:
        paths = [code.path for code in chosen]

        def act(work: Work) -> str:
            code_groups.describe_all(work, paths, **fields)
            return labelled(names_of(chosen), said)

        self.change(act)

    def action_turn(self, field: str) -> None:
        """Turn a field of the code at the cursor round, of all that are marked as of the first of them."""
        chosen = self.chosen()
        if not chosen or not self.may_change():
            return
        old = getattr(chosen[0], field)
        new = not old if field != "status" else "provisional" if old == "settled" else "settled"
        said = {
            "is_codable": (_("a heading, not put on text"), _("a code that is put on text")),
            "retired": (_("in use"), _("retired: its codings stay, no new ones")),
            "alternatives": (_("codes below go together"), _("codes below exclude each other")),
            "status": (_("rules are provisional"), _("rules are settled")),
        }[field]
        self._say_of(chosen, said[new in (True, "settled")], **{field: new})

    def action_color(self) -> None:
        """Ask which colour."""
        chosen = self.chosen()
        if not chosen or not self.may_change():
            return
        question = code_questions.which_color(_("Colour of {codes}; any other as #rrggbb", codes=names_of(chosen)))

        def then(answer: Answer | None) -> None:
            if answer is not None:
                color = answer.typed or str(answer.keys[0])
                self._say_of(
                    chosen, _("coloured {color}", color=color) if color else _("no colour of its own"), color=color
                )

        self.ask(question, then)

    def action_sets(self) -> None:
        """Ask which set; where all of them are in it already they are taken out."""
        chosen = self.chosen()
        if not chosen:
            return
        inside = list(self.known.sets) if self.known and len(chosen) == 1 else []
        what, paths = names_of(chosen), [code.path for code in chosen]
        question = set_questions.which_set(inside, self.sets, what)

        def then(answer: Answer | None) -> None:
            if answer is not None:
                self.change(set_questions.put(answer, inside, "codes", paths, what))

        self.ask(question, then)

    def _give_number(self) -> None:
        code = self.current
        if code is None:
            return

        def then(answer: Answer | None) -> None:
            if answer is not None:
                self.desk.recent.give(code.guid, int(answer.keys[0]))
                self.rows.redraw()
                self.show_page()

        prompt = _("Quick key of {code}", code=code.path)
        self.ask(code_questions.which_number(prompt, self.desk.recent.highest), then)

    # Looking elsewhere

    def action_segments(self, document: str = "") -> None:
        """See the segments of the code and of those below it, perhaps of one document; what is opened from there is read."""
        code = self.current
        if code is None:
            return
        query = query_for(code.path, below=not document)
        if document:
            query = narrowed(query, query_for(document=document))
        show_segments(self, self.desk, self._leave_for, query)

    def _leave_for(self, place: Place | None) -> None:
        if place is not None:
            self.dismiss(place)

    def action_check(self) -> None:
        """List what a careful reader would object to, and go to a code it is about."""
        found = codebooks.objections(list(self.outline.codes.values()))
        if not found:
            self.say(_("There is nothing to object to."))
            return
        order = list(self.outline.codes)

        def then(answer: Answer | None) -> None:
            if answer is not None:
                self.go_to(min(found[int(answer.keys[0])].codes, key=order.index))

        self.ask(code_questions.which_objection(found), then)

    # To a file

    def action_export(self) -> None:
        """Ask for a file."""
        self._replaced = None
        hint = _("The ending says how: .yaml or .csv")
        wanted = Wanted(
            _("Write the codebook to"), "codebook.yaml", self._take_file, paths.offers, hint=hint, replaced=True
        )
        self.ask_line(wanted)

    def _take_file(self, typed: str) -> None:
        try:
            file = paths.chosen(typed)
            if file.exists() and self._replaced != file:
                self._replaced = file
                raise Refused(_("{path} exists already.", path=file), _("Enter once more replaces it."))
            with self.desk.project.read(self.desk.coder) as view:
                whole = codebooks.export_codebook(view)
            report = codebooks.write_codebook(whole, file)
        except (QualcodeError, OSError) as error:
            self.line.refuse(str(error))
            return
        self.line.finish()
        n = len(whole.codes)
        written = plural("{n} code is in {file}.", "{n} codes are in {file}.", n, file=file)
        left = [_("Left out: {what}.", what=it.sentence) for it in report.findings if it.kind == "not carried"]
        self.say(joined([written, *left]))


def show_codebook(screen: Screen[Any], desk: Desk, then: Callable[[Place | None], None], code: str = "") -> None:
    """Put the codebook over a screen, at a code perhaps; ``then`` is called with the place that is to be read, or None."""
    if not screen.app.is_screen_installed(NAME):
        screen.app.install_screen(CodebookScreen(desk), NAME)
    codebook = screen.app.get_screen(NAME)
    assert isinstance(codebook, CodebookScreen)
    if code:
        codebook.go_to(code)
    screen.app.push_screen(NAME, then)
