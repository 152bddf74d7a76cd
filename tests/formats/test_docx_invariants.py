"""Whatever a document is made of: its text is exactly what was written, and every memo, note and heading has its own words."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape

import docx
from hypothesis import given, settings
from hypothesis import strategies as st

from formats.word_files import part, read, read_original, read_word
from qualcode.formats.bundle import Bundle

# Words as people write them, spaces and tabs at their edges included; code points beyond the basic plane among them.
WORDS = st.text(st.sampled_from("ab é中文\U0001f600.(-)\t"), min_size=1, max_size=6)


@dataclass
class Made:
    """A document in the making: its XML, and what is to be found in it."""

    body: str = ""
    text: str = ""
    original: str = ""
    comments: list[tuple[str, str]] = field(default_factory=list)  # their words, accepted and original
    notes: list[str] = field(default_factory=list)
    open: list[tuple[int, int, int]] = field(default_factory=list)  # comments: number, start in text and in original

    def run(self, words: str) -> None:
        self.body += f'<w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r>'
        self.text += words
        self.original += words

    def change(self, kind: str, words: str) -> None:
        tag = "delText" if kind == "del" else "t"
        self.body += f'<w:{kind}><w:r><w:{tag} xml:space="preserve">{escape(words)}</w:{tag}></w:r></w:{kind}>'
        if kind == "del":
            self.original += words
        else:
            self.text += words

    def note(self, words: str) -> None:
        self.notes.append(words)
        self.body += f'<w:r><w:footnoteReference w:id="{len(self.notes)}"/></w:r>'
        self.text += f"[^{len(self.notes)}]"
        self.original += f"[^{len(self.notes)}]"

    def start(self) -> None:
        number = len(self.comments) + 1
        self.comments.append(("", ""))
        self.body += f'<w:commentRangeStart w:id="{number}"/>'
        self.open.append((number, len(self.text), len(self.original)))

    def end(self) -> None:
        number, start, original = self.open.pop(0)
        self.body += f'<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>'
        self.comments[number - 1] = (self.text[start:].strip("\n"), self.original[original:].strip("\n"))

    def paragraph(self) -> None:
        self.body += "</w:p><w:p>"
        self.text += "\n"
        self.original += "\n"

    def parts(self) -> tuple[str, dict[str, str]]:
        comments = "".join(
            f'<w:comment w:id="{n}"><w:p><w:r><w:t>comment {n}</w:t></w:r></w:p></w:comment>'
            for n in range(1, len(self.comments) + 1)
        )
        notes = "".join(
            f'<w:footnote w:id="{n}"><w:p><w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r></w:p></w:footnote>'
            for n, words in enumerate(self.notes, 1)
        )
        return f"<w:p>{self.body}</w:p>", {
            "comments": part("comments", comments),
            "footnotes": part("footnotes", notes),
        }


@st.composite
def documents(draw: st.DrawFn) -> Made:
    made = Made()
    for step in draw(
        st.lists(st.sampled_from(["run", "run", "ins", "del", "note", "start", "end", "paragraph"]), max_size=25)
    ):
        if step in ("ins", "del"):
            made.change(step, draw(WORDS))
        elif step in ("run", "note"):
            getattr(made, step)(draw(WORDS))
        elif step != "end" or made.open:
            getattr(made, step)()
    while made.open:
        made.end()
    return made


def check(bundle: Bundle, text: str, comments: list[str], notes: list[str]) -> None:
    document = bundle.documents[0]
    assert document.text == "\n".join([text, *(f"[^{n}] {words.lstrip()}" for n, words in enumerate(notes, 1))])
    quoted = {memo.text: document.text[memo.start : memo.end] for memo in document.memos if memo.start is not None}
    assert len(document.memos) == len(comments)
    for number, words in enumerate(comments, 1):
        if words:
            assert quoted[f"comment {number}"] == words
    for section, words in zip(document.sections, notes, strict=True):
        assert document.text[section.start : section.end] == f"{section.label} {words.lstrip()}"
        assert section.anchor is not None
        assert document.text[section.anchor :].startswith(section.label)


@settings(max_examples=150, deadline=None)
@given(made=documents())
def test_text_memos_and_notes_are_exactly_what_was_written(made: Made) -> None:
    body, others = made.parts()
    with TemporaryDirectory() as folder:
        accepted = read_word(Path(folder), body, **others)
        original = read_original(Path(folder), body, **others)
    check(accepted, made.text, [words for words, _original in made.comments], made.notes)
    check(original, made.original, [words for _accepted, words in made.comments], made.notes)


CELLS = st.lists(
    st.lists(WORDS.filter(lambda words: "\t" not in words), min_size=1, max_size=3), min_size=1, max_size=4
)


@settings(max_examples=60, deadline=None)
@given(paragraphs=st.lists(WORDS, max_size=6), rows=CELLS, comment=WORDS.filter(str.strip))
def test_documents_written_by_another_library(paragraphs: list[str], rows: list[list[str]], comment: str) -> None:
    written = docx.Document()
    for words in paragraphs:
        written.add_paragraph(words)
    marked = written.add_paragraph("before ").add_run("the words")
    written.add_comment(marked, comment, author="Anna")
    grid = written.add_table(len(rows), max(map(len, rows)))
    for at, cells in enumerate(rows):
        for column, words in enumerate(cells):
            grid.cell(at, column).text = words
    with TemporaryDirectory() as folder:
        path = Path(folder, "made.docx")
        written.save(str(path))
        document = read(path).documents[0]
    lines = [*paragraphs, "before the words"]
    lines += ["\t".join([*cells, *[""] * (max(map(len, rows)) - len(cells))]) for cells in rows]
    assert document.text == "\n".join(lines)
    (memo,) = document.memos
    assert (document.text[memo.start : memo.end], memo.author) == ("the words", "Anna")
    assert memo.text == comment.strip()
