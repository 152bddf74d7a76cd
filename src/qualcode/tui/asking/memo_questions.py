"""What a memo could be on, wherever one is: the project, a document, a case, a code."""

from __future__ import annotations

from textual.content import Content

from qualcode.actions.material.progress import DocumentRow
from qualcode.actions.memos import MemoRow, Target
from qualcode.messages import _
from qualcode.text.match import Matcher
from qualcode.tui.asking.questions import Choice, Question
from qualcode.tui.drafts.memos import MemoDraft
from qualcode.tui.project.desk import Desk
from qualcode.tui.rows.memos import on_words
from qualcode.tui.view.width import show

Targets = list[tuple[Target, str]]
"""What a memo could be on, each with its words."""


def which_target(desk: Desk) -> Question:
    """What a memo is to be on: the project, nothing, or any document, case or code; answered by a target with its words."""
    from qualcode.actions.material import cases, documents

    with desk.project.read(desk.coder) as view:
        names = [str(name) for name in documents.listing(view).column("document")]
        tied = [str(name) for name in cases.listing(view).column("case")]
    targets: Targets = [(Target(project=True), _("the project")), (Target(), _("nothing: a thought by itself"))]
    if desk.document is not None:
        names.sort(key=lambda name: desk.document is not None and name != desk.document.name)
    targets += [on_document(name) for name in names] + [on_case(name) for name in tied]
    targets += [(Target(code=code.path), _("the code {code}", code=code.path)) for code in desk.codes.values()]
    return which(targets)


def of_document(row: DocumentRow) -> Question:
    """What a memo is to be on: a document, or one of its cases."""
    return which([on_document(row.name), *(on_case(name) for name in dict.fromkeys(name for name, _role in row.cases))])


def which(targets: Targets) -> Question:
    """Which of some targets."""
    choices = [Choice(target, (target[1],)) for target in targets]
    return Question(_("Memo on"), Matcher(choices), lambda match: Content(show(match.path[-1])), limit=300)


def on_document(name: str) -> tuple[Target, str]:
    """A document as a target, with its words."""
    return Target(document=name), _("the document {document}", document=name)


def on_case(name: str) -> tuple[Target, str]:
    """A case as a target, with its words."""
    return Target(case=name), _("the case {case}", case=name)


def draft_of(memo: MemoRow) -> MemoDraft:
    """A memo that is to be changed."""
    return MemoDraft(Target(), memo.title or on_words(memo), memo.guid, memo.text)
