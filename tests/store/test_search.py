"""What search finds is what stands in the texts, whatever was done to them before."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from unicodedata import normalize

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, update

import projects
from depth import examples
from qualcode.actions import history
from qualcode.actions.material import documents
from qualcode.actions.privacy import erasure
from qualcode.actions.revising import revisions
from qualcode.errors import QualcodeError
from qualcode.project import Project, create_project, open_project
from qualcode.store import checks, queries
from qualcode.store.models import SearchBlock, SearchSegment
from qualcode.store.search import grams, postings, upkeep
from qualcode.store.search.finding import Search
from qualcode.text.sought import Expression, Sought, searchable

Places = list[tuple[int, int, int]]

LETTERS = "aAｂB政策数据。，eé\u0301ß👩\u200d🌾\U00020bb7哈 \u3000\n"


def index(project: Project, least: int = 1) -> None:
    """Index what is not, however little that is."""
    with project._store.engine.execution_options(writer=True).begin() as connection:
        upkeep.refresh(connection, least=least)


def found(project: Project, sought: Sought | Expression, documents: set[int] | None = None) -> Places:
    with project.read() as view:
        hits = Search(view).find(sought, documents)
    return list(zip(hits.document.tolist(), hits.start.tolist(), hits.end.tolist(), strict=True))


def texts(project: Project) -> dict[int, str]:
    with project.read() as view:
        return {row.id: queries.text_of(view, row.id) for row in queries.documents(view)}


def by_hand(all_texts: Mapping[int, str], written: str) -> Places:
    """The same by comparing letter after letter, from each place of each text."""
    ways = dict.fromkeys(searchable(way) for way in (written, normalize("NFC", written), normalize("NFD", written)))
    return [(key, *span) for key, text in sorted(all_texts.items()) for span in _in_text(searchable(text), list(ways))]


def _in_text(text: str, ways: list[str]) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(text):
        ends = [end for way in ways if (end := _end_of(text, at, way.split())) is not None]
        if ends:
            yield at, ends[0]
        at = ends[0] if ends else at + 1


def _end_of(text: str, at: int, parts: list[str]) -> int | None:
    for number, part in enumerate(parts):
        if number:
            spaces = len(text[at:]) - len(text[at:].lstrip(" "))
            if not spaces:
                return None
            at += spaces
        if text[at : at + len(part)] != part:
            return None
        at += len(part)
    return at


def add(project: Project, name: str, text: str) -> None:
    with project.write("Anna") as work:
        projects.add_documents(work, projects.read_text(name, text))


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project without documents, to be copied."""
    path = tmp_path_factory.mktemp("search") / "empty.qualcode"
    create_project(path, "Study", "Anna").close()
    return path


some_text = st.text(st.sampled_from(LETTERS), min_size=1, max_size=60).filter(str.strip)
step = st.one_of(
    st.tuples(st.just("import"), some_text),
    st.tuples(st.just("revise"), some_text),
    st.tuples(st.sampled_from(["undo", "redo", "remove", "index"]), st.just("")),
)


@settings(max_examples=examples(30), suppress_health_check=list(HealthCheck))
@given(st.lists(step, min_size=1, max_size=8), st.data())
def test_it_finds_what_stands_in_the_texts_after_any_changes(
    empty: Path, steps: list[tuple[str, str]], data: st.DataObject
) -> None:
    with TemporaryDirectory() as folder, open_project(shutil.copy(empty, folder)) as project:
        for number, (what, text) in enumerate(steps):
            _do(project, what, text, number)
            _compare(project, data)
        with project.read() as view:
            assert [it for it in checks.findings(view) if "index" in it] == []


def _compare(project: Project, data: st.DataObject) -> None:
    now = texts(project)
    flat = "\n".join(now.values()) or "a"
    at = data.draw(st.integers(0, len(flat) - 1))
    for written in (flat[at : at + data.draw(st.integers(1, 8))], data.draw(some_text)[:4]):
        if written.split():
            assert found(project, Sought(written)) == by_hand(now, written)


def _do(project: Project, what: str, text: str, number: int) -> None:
    names = [str(name) for name in _names(project)]
    if what == "index":
        index(project)
    elif what == "import":
        add(project, f"D{number}", text)
    with project.write("Anna") as work:
        if what == "revise" and names:
            revisions.revise(work, names[-1], text)
        elif what == "remove" and names:
            documents.remove(work, names[:1])
        elif what in ("undo", "redo") and history.undoable(work):
            with suppress(QualcodeError):  # there may be nothing to bring back
                getattr(history, what)(work)


def _names(project: Project) -> Sequence[object]:
    with project.read() as view:
        return documents.listing(view).column("document")


@given(
    st.lists(st.text(st.sampled_from(LETTERS), max_size=200), min_size=1, max_size=4),
    st.text(st.sampled_from(LETTERS), min_size=1, max_size=6),
)
@example(["x政策", "a" * 3], "政")
def test_grams_of_a_text_stand_where_its_characters_do(many: list[str], part: str) -> None:
    text = searchable("\0".join(many))
    blocks = [block for _done, some in postings.blocks(grams.folded_codes(text)) for block in some]
    assert [first for first, _ in blocks] == sorted({first for first, _ in blocks})
    for wanted in grams.cover(searchable(part)):
        size = (3 if ord(searchable(part)[wanted.offset]) < 0x2E80 else 2) if wanted.high == wanted.low + 1 else 1
        begins = searchable(part)[wanted.offset : wanted.offset + size]
        places = {at for _first, block in blocks for at in postings.packed_places(block, wanted).places().tolist()}
        assert places <= {match.start() for match in re.finditer(f"(?={re.escape(begins)})", text)}


def test_every_code_point_is_folded_as_searching_a_text_folds_it() -> None:
    everything = "".join(map(chr, [*range(0xD800), *range(0xE000, 0x110000)]))
    assert grams.text_of(grams.folded_codes(everything)) == searchable(everything)


def test_the_index_gives_what_looking_through_gives(project: Project) -> None:
    """In a file and on a server."""
    sought = [
        Sought(it)
        for it in ("系统", "录", "后来", "数据，we had", "Paper", "nine. two", "👩", "受访者：去年春天。", "zz", "o")
    ]
    sought += [Sought("TWO", case_sensitive=True), Sought("a", whole_words=True), Sought("，we", width_sensitive=True)]
    plain = [found(project, it) for it in sought]
    index(project)
    with project.read() as view:
        assert view.connection.scalar(select(func.count()).select_from(SearchBlock))
    assert [found(project, it) for it in sought] == plain
    now = texts(project)
    assert plain[:10] == [by_hand(now, it.written) for it in sought[:10]]
    assert list(map(len, plain)) == [1, 2, 1, 1, 1, 1, 1, 1, 0, len(plain[9]), 0, 1, 1]
    assert found(project, Expression("[a-z]+")) != []
    (only,) = {key for key, _start, _end in plain[0]}
    assert {key for key, _start, _end in found(project, Sought("a"), {only})} == {only}


def test_indexing_is_done_with_the_change_that_brings_much_text(file_project: Project) -> None:
    text = "\n".join(f"第{number}段 data silo {number}" for number in range(8000))
    add(file_project, "long", text)
    with file_project.read() as view:
        assert upkeep.state(view.connection).missing == () or not upkeep.state(view.connection).missing
    assert len(found(file_project, Sought("7999"))) == 2
    assert len(found(file_project, Sought("SILO 12\n第"))) == 1
    revised = text.replace("silo 12\n", "barn 12\n")
    with file_project.write("Anna") as work:
        revisions.revise(work, "long", revised)
    assert found(file_project, Sought("silo 12\n第")) == []
    with file_project.write("Anna") as work:
        history.undo(work)
    assert len(found(file_project, Sought("SILO 12\n第"))) == 1


def test_small_segments_are_joined(file_project: Project) -> None:
    for number in range(6):
        add(file_project, f"D{number}", f"text {number} " * 20)
        index(file_project)
    with file_project.read() as view:
        segments = upkeep.state(view.connection).segments
    assert len(segments) < 4
    assert len(found(file_project, Sought("text 5"))) == 20


def test_what_was_erased_is_not_in_the_index(file_project: Project) -> None:
    add(file_project, "secret", "只有这里写着龘靐齉三个字。" * 40)
    index(file_project)
    assert _has_gram(file_project, "龘靐")
    with file_project.read() as view:
        wanted = erasure.plan(view, "document", "secret", None)
    with file_project.write("Anna") as work:
        erasure.erase(work, wanted)
    file_project.compact()
    assert not _has_gram(file_project, "龘靐")
    assert found(file_project, Sought("龘")) == []
    assert file_project.path is not None
    assert not any(sign.encode() in _all_bytes(file_project.path) for sign in "龘靐齉")
    index(file_project)
    assert len(found(file_project, Sought("系统"))) == 1


def _has_gram(project: Project, pair: str) -> bool:
    (wanted,) = grams.cover(pair)
    with project.read() as view:
        blocks = list(view.connection.scalars(select(SearchBlock.content)))
    return any(wanted.low in postings.grams_in(bytes(block)).tolist() for block in blocks)


def _all_bytes(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))


def test_check_tells_of_an_index_that_does_not_fit(file_project: Project) -> None:
    index(file_project)
    with file_project._store.engine.execution_options(writer=True).begin() as connection:
        block = connection.execute(select(SearchBlock.id, SearchBlock.content)).first()
        assert block is not None
        spoiled = block.content[:-1] + bytes([block.content[-1] ^ 1])
        connection.execute(update(SearchBlock).where(SearchBlock.id == block.id).values(content=spoiled))
    with file_project.read() as view:
        assert [it for it in checks.findings(view) if "search index" in it]


def test_an_index_of_another_version_is_left_aside_and_made_anew(file_project: Project) -> None:
    index(file_project)
    with file_project._store.engine.execution_options(writer=True).begin() as connection:
        connection.execute(update(SearchSegment).values(version="0"))
        connection.execute(update(SearchBlock).values(content=b"\0\0\0\0"))
    assert len(found(file_project, Sought("系统"))) == 1
    steps: list[tuple[int, int]] = []
    file_project.index_texts(lambda done, total: steps.append((done, total)))
    assert steps
    assert steps[-1][0] == steps[-1][1]
    with file_project.read() as view:
        assert not upkeep.state(view.connection).missing
    assert len(found(file_project, Sought("系统"))) == 1


def test_a_damaged_index_is_no_reason_to_find_less(file_project: Project) -> None:
    index(file_project)
    for damaged in (b"", b"\0\0\0\0", b"\xff" * 40):
        with file_project._store.engine.execution_options(writer=True).begin() as connection:
            connection.execute(update(SearchBlock).values(content=damaged))
        assert len(found(file_project, Sought("系统"))) == 1
        with file_project.read() as view:
            assert [it for it in checks.findings(view) if "search index" in it]


def test_while_another_writes_searching_does_without_an_index(file_project: Project) -> None:
    index(file_project)
    with file_project._store.engine.execution_options(writer=True).begin() as connection:
        connection.execute(update(SearchSegment).values(version="0"))
    with file_project.write("Anna"):
        file_project.index_texts()
        assert len(found(file_project, Sought("系统"))) == 1
