"""The sample study becomes files that a project can import, with every coding at its words."""

import csv
import email
import email.policy
import importlib.util
import re
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any

import docx
import pytest
import yaml

SAMPLE = Path(__file__).parents[2] / "sample_data"


def load_script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_files", SAMPLE / "make_files.py")
    assert spec is not None and spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    return script


make_files = load_script()


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made: Path = make_files.make(tmp_path_factory.mktemp("study"))
    return made


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def imported_text(path: Path) -> str:
    if path.suffix == ".docx":
        return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)
    return path.read_bytes().decode("utf-8")


def documents(study: Path) -> dict[str, str]:
    folders = ("interviews", "notes", "policies", "questionnaires", "posts", "summaries")
    files = {path.stem: imported_text(path) for folder in folders for path in (study / folder).iterdir()}
    return files | {message["Subject"]: body(message) for message in messages(study)}


def messages(study: Path) -> list[email.message.EmailMessage]:
    read = email.message_from_bytes
    return [read(path.read_bytes(), policy=email.policy.default) for path in sorted((study / "emails").iterdir())]


def body(message: email.message.EmailMessage) -> str:
    text: str = message.get_content()
    return text.removesuffix("\n")


def endings(folder: Path) -> list[str]:
    return sorted(path.suffix for path in folder.iterdir())


def test_each_kind_of_document_comes_in_its_own_format(study: Path) -> None:
    assert endings(study / "interviews") == [".docx"] * 14
    assert endings(study / "policies") == [".docx"] * 12
    assert set(endings(study / "notes")) == {".md", ".txt"}
    assert [path.name for path in sorted((study / "questionnaires").iterdir())] == [
        f"R{n:02}.txt" for n in range(1, 41)
    ]
    assert endings(study / "emails") == [".eml"] * 24
    assert endings(study / "posts") == [".txt"] * 40
    assert endings(study / "summaries") == [".txt"] * 32


def test_a_reply_names_the_message_it_answers(study: Path) -> None:
    box = {message["Message-ID"]: message for message in messages(study)}
    replies = [message for message in box.values() if "In-Reply-To" in message]
    assert len(box) == 24 and len(replies) >= 12
    for reply in replies:
        answered = box[reply["In-Reply-To"]]
        assert answered["Date"].datetime < reply["Date"].datetime
        assert reply["From"].addresses[0] != answered["From"].addresses[0] or "再次" in reply["Subject"]


def test_the_abstracts_come_as_ris_and_as_bibtex(study: Path) -> None:
    ris = (study / "literature" / "references.ris").read_text(encoding="utf-8")
    bibtex = (study / "references.bib").read_text(encoding="utf-8")
    keys = re.findall(r"^ID  - (.+)$", ris, re.MULTILINE)
    assert keys == re.findall(r"^@\w+\{(.+),$", bibtex, re.MULTILINE)
    assert len(set(keys)) == len(re.findall("^AB  - ", ris, re.MULTILINE)) == 10


@pytest.mark.parametrize("source", sorted((SAMPLE / "texts").rglob("*.txt")), ids=lambda path: path.stem[:3])
def test_a_written_document_reads_back_as_its_text(study: Path, source: Path) -> None:
    (written,) = (study / source.parent.name).glob(f"{source.stem}.*")
    assert imported_text(written) == source.read_bytes().decode("utf-8")


def test_a_questionnaire_has_the_answered_questions_only(study: Path) -> None:
    respondent = next(row for row in table(SAMPLE / "questionnaires.csv") if row["respondent"] == "R15")
    first, second, third = list(respondent)[-3:]
    assert respondent[first] == ""
    text = (study / "questionnaires" / "R15.txt").read_text(encoding="utf-8")
    assert text == f"# {second}\n{respondent[second]}\n\n# {third}\n{respondent[third]}\n"


def test_the_text_of_every_coding_is_the_documents_text_there(study: Path) -> None:
    texts = documents(study) | make_files.literature.abstracts()
    for row in table(study / "codings.csv"):
        assert texts[row["document"]][int(row["start"]) : int(row["end"])] == row["text"] != ""


def test_every_quote_of_the_coders_becomes_one_coding(study: Path) -> None:
    marked = [row for path in (SAMPLE / "codings").glob("*.csv") for row in table(path)]
    marked += [*make_files.posts_coded(), *make_files.summaries_coded()]
    rows = table(study / "codings.csv")
    keys = {(row["document"], row["start"], row["end"], row["code"], row["coder"]) for row in rows}
    assert len(keys) == len(rows) == len(marked)
    assert {row["coder"] for row in rows} == {"Min", "Jonas", "Ren", "Ling"}


def test_every_coding_takes_a_codable_code_of_the_codebook(study: Path) -> None:
    def codable(codes: list[dict[str, Any]]) -> set[str]:
        names = {code["name"] for code in codes if code.get("is_codable", True)}
        return names.union(*(codable(code.get("children", [])) for code in codes))

    names = codable(yaml.safe_load((study / "codebook.yaml").read_text(encoding="utf-8"))["codes"])
    assert {row["code"] for row in table(study / "codings.csv")} <= names


def test_each_document_is_described_linked_to_a_case_and_finished_by_min(study: Path) -> None:
    names = set(documents(study))
    described = table(study / "documents.csv")
    assert {row["document"] for row in described} == names
    kinds = {"interview", "observation", "policy", "questionnaire", "email", "post", "other"}
    assert {row["kind"] for row in described} == kinds
    assert {row["case"] for row in described} <= {row["case"] for row in table(study / "cases.csv")}
    of_record = {
        row["document"] for row in table(study / "assignments.csv") if row["coder"] == "Min" and row["done"] == "yes"
    }
    assert of_record == names | set(make_files.literature.abstracts())


def test_a_coder_has_codings_in_the_documents_given_to_her_but_for_an_empty_one(study: Path) -> None:
    given = {(row["document"], row["coder"]) for row in table(study / "assignments.csv")}
    coded = {(row["document"], row["coder"]) for row in table(study / "codings.csv")}
    assert given - coded == {("办公用品和会议室", "Min")}
    assert coded <= given


def test_cases_nest_under_cases_and_repeat_the_closed_answers(study: Path) -> None:
    cases = {row["case"]: row for row in table(study / "cases.csv")}
    assert {row["parent"] for row in cases.values()} <= {"", *cases}
    for respondent in table(SAMPLE / "questionnaires.csv"):
        answers = {column.partition(":")[0]: value for column, value in cases[respondent["respondent"]].items()}
        asked = [column for column in respondent if column != "respondent" and not column.endswith("?")]
        assert {column: answers[column] for column in asked} == {column: respondent[column] for column in asked}


def test_making_the_study_twice_gives_the_same_bytes(study: Path, tmp_path: Path) -> None:
    again = make_files.make(tmp_path / "again")
    made = {path.relative_to(study): path.read_bytes() for path in study.rglob("*") if path.is_file()}
    assert made == {path.relative_to(again): path.read_bytes() for path in again.rglob("*") if path.is_file()}


def test_a_word_file_carries_the_fixed_date_and_no_name() -> None:
    properties = docx.Document(BytesIO(make_files.word.word_file("I01", "one line"))).core_properties
    assert properties.modified.replace(tzinfo=None) == make_files.word.SAVED_AT
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"document": "I99"}, "notes-min.csv, line 7: there is no document “I99”."),
        ({"quote": "purple"}, "notes-min.csv, line 7: the words “purple” are not in “I01”."),
        ({}, "notes-min.csv, line 7: “red” is 2 times in “I01”; write which one under nth."),
        ({"nth": "3"}, "notes-min.csv, line 7: “red” is 2 times in “I01”, there is no number 3."),
    ],
)
def test_a_quote_that_cannot_be_placed_is_named_with_file_and_line(changed: dict[str, str], sentence: str) -> None:
    row = {"document": "I01", "quote": "red", "nth": "", **changed}
    with pytest.raises(ValueError) as caught:
        make_files.codings.place(row, {"I01": "red, green, red"}, where="notes-min.csv, line 7")
    assert str(caught.value) == sentence


def test_nth_counts_occurrences_in_code_points() -> None:
    row = {"document": "N02", "quote": "低保", "nth": "2"}
    assert make_files.codings.place(row, {"N02": "𠅤低保😀低保"}, where="") == (4, 6)


def test_a_quote_may_name_its_first_and_last_words() -> None:
    row = {"document": "P01", "quote": "第二条 … 执行。"}
    text = "第一条 照此执行。\n第二条 各县照此执行。\n第三条 停止执行。"
    start, end = make_files.codings.place(row, {"P01": text}, where="")
    assert text[start:end] == "第二条 各县照此执行。"
