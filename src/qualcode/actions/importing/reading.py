"""Files found and read before the project is touched. What stops one of them is a finding, and stops no other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from qualcode.actions.importing.file_attributes import Given, Sayings, read_sayings
from qualcode.actions.importing.shelf import Shelf
from qualcode.actions.importing.understanding import ImportOptions, ReadDocument, understand
from qualcode.actions.material.documents import require_kind
from qualcode.errors import QualcodeError, UnreadableInput, WrongUse
from qualcode.formats import folders, registry
from qualcode.formats.base import NoDocument
from qualcode.formats.bundle import Bundle, FindingKind, Report
from qualcode.formats.questionnaires.mapping import QuestionnaireOptions
from qualcode.messages import _, reason_of

_FOR_TABLES = ("--open", "--skip", "--case", "--as", "--sheet", "--mapping")
_LONGEST = 20_000_000  # code points; more than a thousand hours of talk

Progress = Callable[[int, int], None]


@dataclass
class ReadFiles:
    """What was read: the documents in order, a report a file, and the files that hold the answers of respondents.

    It unpacks into documents and reports, all there is of most files.
    """

    documents: list[ReadDocument] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)
    questionnaires: list[Bundle] = field(default_factory=list)

    def __iter__(self) -> Iterator[Any]:
        return iter((self.documents, self.reports))

    def by_file(self) -> list[tuple[Report, list[ReadDocument]]]:
        """Each file's report with the documents that were in it."""
        found: dict[int, list[ReadDocument]] = {id(report): [] for report in self.reports}
        for document in self.documents:
            found[id(document.report)].append(document)
        return [(report, found[id(report)]) for report in self.reports]


def find_files(paths: Iterable[Path]) -> list[Path]:
    """The files meant by paths, each once: folders stand for all files in and below them that can be documents.

    What programs keep for themselves is passed over also where it is named. Raises UnreadableInput for a missing path.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        for file in folders.find_files(path) if _is_folder(path) else [path]:
            if not folders.is_litter(file):
                found.setdefault(file.absolute(), file)
    return list(found.values())


def save_mapping(files: Sequence[Path], options: ImportOptions, target: Path) -> None:
    """Write what would become of the columns of the one questionnaire among ``files``.

    Raises WrongUse where there is none or several, UnreadableInput where it cannot be read, Unreachable where ``target``
    cannot be written.
    """
    from qualcode.formats.questionnaires import reader as questionnaire

    tables = [path for path in files if _is_table(path)]
    if len(tables) != 1:
        raise WrongUse(
            _("A mapping is one of one questionnaire, not of {n}.", n=len(tables)), _("Name the file that holds it.")
        )
    chosen = options.questionnaire or questionnaire.QuestionnaireOptions()
    questionnaire.save_mapping(questionnaire.propose_mapping(tables[0], chosen, options.encoding), target)


def _is_folder(path: Path) -> bool:
    try:
        path.lstat()
        return path.is_dir()
    except (FileNotFoundError, NotADirectoryError):
        raise UnreadableInput(
            _("There is no file {path}.", path=path), _("Check the spelling and the folder.")
        ) from None
    except OSError:
        return False  # reading says why it cannot be opened


def read_files(paths: Sequence[Path], options: ImportOptions, progress: Progress | None = None) -> ReadFiles:
    """Read every file; the report of one that cannot be read says why.

    Raises WrongUse for options that mean nothing, UnreadableInput for a table of attributes that cannot be read.
    """
    if options.kind is not None:
        require_kind(options.kind)
    _require_tables(paths, options)
    said = read_sayings(options.attributes_from, paths) if options.attributes_from else None
    read, shelf = ReadFiles(), Shelf()
    for number, path in enumerate(paths):
        if progress is not None:
            progress(number, len(paths))
        if said is None or not said.is_table(path):
            _read_into(read, shelf, path, options, said)
    if said is not None and said.report is not None:
        read.reports.append(said.report)
    return read


def _require_tables(paths: Sequence[Path], options: ImportOptions) -> None:
    """Raise WrongUse where nothing would come of what the options say of tables: there is none, or a mapping says it all."""
    said = options.questionnaire or QuestionnaireOptions()
    if said.mapping and (said.open or said.skip or said.case):
        raise WrongUse(
            _("A mapping says of every column what becomes of it; --open, --skip and --case say it once more."),
            _("Leave them out, or change the mapping."),
        )
    if said == QuestionnaireOptions() or any(map(_is_table, paths)):
        return
    raise WrongUse(
        _("None of the files is a table, and {options} are for tables only.", options=" ".join(_FOR_TABLES)),
        _("Tables end in {endings}. Leave the options out, or name a table.", endings=" ".join(registry.TABLE_ENDINGS)),
    )


def _is_table(path: Path) -> bool:
    return path.suffix.lower() in registry.TABLE_ENDINGS


def _read_into(read: ReadFiles, shelf: Shelf, path: Path, options: ImportOptions, said: Sayings | None) -> None:
    """Read one file and put what it holds with the rest."""
    given = said.given.get(path) if said else None
    bundle, documents = _read_unchanging(path, options, given)
    report = bundle.report
    report.source = folders.readable_path(path)
    if said and (documents or bundle.respondents):
        _tell_given(report, given)
    for document in documents:
        document.alone = len(documents) == 1
        if document.alone and given and given.name:
            document.called = given.name
        if document.alone or document.turns:
            for sentence in document.speech.explanation:
                document.tell("read", sentence)
        document.put_on(shelf)
    read.reports.append(report)
    read.documents += documents
    if bundle.questions or bundle.respondents:
        read.questionnaires.append(Bundle(report, questions=bundle.questions, respondents=bundle.respondents))


def _tell_given(report: Report, given: Given | None) -> None:
    if given is None:
        report.add("warning", _("says nothing of attributes: its name does not fit, or no row of the table names it"))
        return
    if sentence := given.sentence():
        report.add("read", sentence)
    for problem in given.problems:
        report.add("not carried", problem)


def _read_unchanging(path: Path, options: ImportOptions, given: Given | None) -> tuple[Bundle, list[ReadDocument]]:
    """Read a file, and find fault with it where another program was writing it at the same time."""
    obstacle = folders.obstacle(path)
    if obstacle is not None:
        return _nothing(path, obstacle.sentence, obstacle.kind)
    before = _state(path)
    found = _read_file(path, options, given)
    if found[1] and _state(path) != before:
        return _nothing(path, _("was changed while it was read; import it again when it is finished"))
    return found


def _state(path: Path) -> tuple[int, ...]:
    """What tells that a file was written to."""
    try:
        found = path.stat()
    except OSError:
        return ()
    return found.st_size, found.st_mtime_ns, found.st_ino


def _read_file(path: Path, options: ImportOptions, given: Given | None) -> tuple[Bundle, list[ReadDocument]]:
    """What a file holds, and its documents understood; whatever goes wrong is an error in the report."""
    try:
        bundle = registry.reader_for(path).read(path, options.for_readers())
        _require_length(bundle)
        return bundle, [understand(draft, path, bundle.report, options, given) for draft in bundle.documents]
    except WrongUse:
        raise  # of the options, not of this file
    except NoDocument as error:
        return _nothing(path, str(error), "not carried")
    except QualcodeError as error:
        return _nothing(path, str(error))
    except OSError as error:
        return _nothing(path, _("cannot be read: {why}", why=reason_of(error)))
    except Exception as fault:  # of ours; hundreds of other files must not suffer for it
        what = f"{type(fault).__name__}: {fault}"
        return _nothing(path, _("cannot be read, by a fault of qualcode ({what}). Please report it.", what=what))


def _require_length(bundle: Bundle) -> None:
    for draft in bundle.documents:
        if len(draft.text) > _LONGEST:
            raise UnreadableInput(
                _(
                    "{name} has {length} characters, more than a document may have ({most}).",
                    name=draft.name,
                    length=f"{len(draft.text):,}",
                    most=f"{_LONGEST:,}",
                ),
                _("Split it into smaller files."),
            )


def _nothing(path: Path, sentence: str, kind: FindingKind = "error") -> tuple[Bundle, list[ReadDocument]]:
    """What a file gives that cannot be read: a report that says why."""
    report = Report(str(path))
    report.add(kind, sentence.replace(path.name, folders.readable(path.name)))
    return Bundle(report), []
