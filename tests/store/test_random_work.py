"""Two coders doing, undoing and redoing anything in any order never leave a project that is not whole."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

import projects
from depth import examples
from qualcode.actions import codes, coding, coding_files, history, memos
from qualcode.actions.material import cases, documents
from qualcode.actions.revising import revisions, unplaced
from qualcode.errors import QualcodeError
from qualcode.formats.bundle import CodingDraft, Report
from qualcode.project import Work, create_project
from qualcode.store import checks
from qualcode.store.usage import Usage, usage
from qualcode.text.span import Span

CODERS = st.sampled_from(["Anna", "Ben"])
DOCUMENTS = st.sampled_from(["P01", "N01", "P02"])
CODES = st.sampled_from(["work", "paper", "data entry", "pressure", "new"])
CASES = st.sampled_from(["东麓县", "P01 woman", "new"])
SPANS = st.builds(lambda start, length: Span(start, start + length), st.integers(28, 34), st.integers(1, 12))
WORDS = st.sampled_from(["", "x", "大家", "\n访谈者：嗯？\n", "受访者："])
PARENTS = st.none() | st.sampled_from(["work", "paper", "new"])


class RandomWork(RuleBasedStateMachine):
    """Anna and Ben share a small project. What is refused must change nothing; the rest must be whole and revocable."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.project = create_project(Path(self.folder.name) / "study.qualcode", "Study", "Anna")
        projects.fill(self.project)
        # What Anna did first cannot be taken back: it made Ben, who has done something since.
        with self.project.write("Ben") as work:
            history.undo(work)
        self.used: Usage | None = None
        self.start = self.latest()
        self.states: dict[int, dict[str, Any]] = {self.start: self.dump()}

    def teardown(self) -> None:
        try:
            self.take_everything_back()
        finally:
            self.project.close()
            self.folder.cleanup()

    def latest(self) -> int:
        with self.project.read() as view:
            return history.latest_operation(view)

    def dump(self) -> dict[str, Any]:
        with self.project.read() as view:
            return projects.dump(view)

    def do(self, coder: str, change: Any) -> bool:
        """Whether it was done; what is refused leaves all as it was."""
        number = self.latest()
        try:
            with self.project.write(coder) as work:
                change(work)
        except QualcodeError:
            assert self.latest() == number
            assert self.dump() == self.states[number]
            return False
        if self.latest() > number:
            self.states[self.latest()] = self.dump()
        return True

    @rule(coder=CODERS, document=DOCUMENTS, span=SPANS, code=CODES)
    def code(self, coder: str, document: str, span: Span, code: str) -> None:
        self.do(coder, lambda work: coding.apply(work, document, span, code))

    @rule(coder=CODERS, data=st.data(), code=CODES, span=SPANS)
    def change_a_coding(self, coder: str, data: st.DataObject, code: str, span: Span) -> None:
        def change(work: Work) -> None:
            known = [row.guid for row in coding.listing(work)]
            if known:
                chosen = data.draw(st.lists(st.sampled_from(known), min_size=1, unique=True))
                data.draw(
                    st.sampled_from(
                        [
                            lambda: coding.remove(work, chosen),
                            lambda: coding.recode(work, chosen, code),
                            lambda: coding.extend(work, chosen[0], span),
                            lambda: coding.weigh(work, chosen[0], 5),
                        ]
                    )
                )()

        self.do(coder, change)

    @rule(coder=CODERS, spans=st.lists(SPANS, min_size=1, max_size=4), code=CODES, other=CODERS, document=DOCUMENTS)
    def import_codings(self, coder: str, spans: list[Span], code: str, other: str, document: str) -> None:
        drafts = [CodingDraft(document, span.start, span.end, code, other) for span in spans]
        self.do(coder, lambda work: coding_files.import_codings(work, drafts, Report("file")))

    @rule(coder=CODERS, code=CODES, into=CODES)
    def merge(self, coder: str, code: str, into: str) -> None:
        self.do(coder, lambda work: codes.merge(work, code, into))

    @rule(coder=CODERS, code=CODES, parent=PARENTS, position=st.integers(0, 3))
    def move(self, coder: str, code: str, parent: str | None, position: int) -> None:
        self.do(coder, lambda work: codes.move(work, code, parent, position=position))

    @rule(coder=CODERS, code=CODES, name=CODES, parent=PARENTS)
    def add_and_rename(self, coder: str, code: str, name: str, parent: str | None) -> None:
        if not self.do(coder, lambda work: codes.add(work, f"{parent}/{name}" if parent else name)):
            self.do(coder, lambda work: codes.rename(work, code, name))

    @rule(coder=CODERS, code=CODES)
    def remove_a_code(self, coder: str, code: str) -> None:
        self.do(coder, lambda work: codes.remove(work, code, with_codings=True))

    @rule(coder=CODERS, names=st.lists(DOCUMENTS, min_size=1, max_size=2, unique=True))
    def remove_documents(self, coder: str, names: list[str]) -> None:
        self.do(coder, lambda work: documents.remove(work, names))

    @rule(coder=CODERS, document=DOCUMENTS, span=SPANS, words=WORDS, moved=st.booleans())
    def revise(self, coder: str, document: str, span: Span, words: str, moved: bool) -> None:
        def change(work: Work) -> None:
            text = documents.open_document(work, document).text
            start = text[:9] if moved else ""
            revisions.revise(work, document, text[len(start) : span.start] + words + text[span.end :] + start)

        self.do(coder, change)

    @rule(coder=CODERS, document=DOCUMENTS, span=st.none() | SPANS)
    def place(self, coder: str, document: str, span: Span | None) -> None:
        def change(work: Work) -> None:
            if numbers := [row.number for row in unplaced.waiting(work, document)]:
                unplaced.place(work, numbers[:2], span=span, let_go=span is None)

        self.do(coder, change)

    @rule(coder=CODERS, number=st.integers(0, 3))
    def import_documents(self, coder: str, number: int) -> None:
        new = [projects.read_text("P02", f"Q: {number}{n} why?\nA: so.\nQ: really?\nA: it is.") for n in range(2)]
        self.do(coder, lambda work: projects.add_documents(work, *new))

    @rule(coder=CODERS, case=CASES, parent=st.none() | CASES)
    def cases(self, coder: str, case: str, parent: str | None) -> None:
        rows = [(case, parent or "", str(len(case)))]
        if not self.do(coder, lambda work: cases.import_table(work, ("case", "parent", "size"), rows)):
            self.do(coder, lambda work: cases.move(work, case, parent))

    @rule(coder=CODERS, case=CASES)
    def remove_a_case(self, coder: str, case: str) -> None:
        self.do(coder, lambda work: cases.remove(work, case))

    @rule(coder=CODERS, document=DOCUMENTS, span=SPANS, data=st.data())
    def memos(self, coder: str, document: str, span: Span, data: st.DataObject) -> None:
        if not self.do(coder, lambda work: memos.add(work, "x", target=memos.Target(document=document, span=span))):
            with self.project.read() as view:
                known = [memo.guid for memo in memos.listing(view)]
            if known:
                guid = data.draw(st.sampled_from(known))
                self.do(coder, lambda work: memos.remove(work, guid))

    @rule(coder=CODERS)
    def undo(self, coder: str) -> None:
        self.do(coder, history.undo)

    @rule(coder=CODERS)
    def redo(self, coder: str) -> None:
        self.do(coder, history.redo)

    @invariant()
    def the_project_is_whole(self) -> None:
        with self.project.read() as view:
            assert list(checks.findings(view)) == []

    @invariant()
    def codes_are_counted_right_where_only_what_has_changed_is_counted(self) -> None:
        with self.project.read("Anna") as view:
            self.used = usage(view, self.used)
            assert self.used == usage(view)

    def take_everything_back(self) -> None:
        """Whoever made the latest operation in force takes it back: with nothing left on top of it, it is never refused."""
        while coder := self.coder_of_latest():
            with self.project.write(coder) as work:
                history.undo(work)
        assert self.dump() == self.states[self.start]

    def coder_of_latest(self) -> str:
        """Who made the latest operation that is in force; nobody when all have been taken back."""
        with self.project.read() as view:
            taken_back = set()
            for number, _at, coder, _label, kind, undoes in history.history(view).rows:
                if isinstance(number, int) and self.start < number not in taken_back:
                    if undoes is not None:
                        taken_back.add(undoes)
                    if kind not in ("undo", "setup"):
                        return str(coder)
        return ""


TestRandomWork = RandomWork.TestCase
TestRandomWork.settings = settings(
    max_examples=examples(8), stateful_step_count=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
