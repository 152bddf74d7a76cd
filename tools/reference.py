"""The reference of all commands, written from their own help and from what they print.

::

    python tools/reference.py            write docs/reference.md
    python tools/reference.py --check    change nothing; exit code 1 where the page is not what would be written

The columns of tables are read off the tables: every command that prints one is run in a small project made for it.
"""

from __future__ import annotations

import ast
import inspect
import os
import re
import sys
from collections.abc import Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import BytesIO, TextIOWrapper
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from qualcode import config, errors, messages
from qualcode.cli import app, failures
from qualcode.cli.commands import sections
from qualcode.cli.options import shared_options, table_options

PAGE = Path(__file__).parents[1] / "docs" / "reference.md"

#: What a command that prints a table must be given to print one in the small project, and what is worth showing besides.
ARGUMENTS = {
    "autocode": ("hall", "--code", "hall", "--dry-run"),
    "documents show": ("note",),
    "documents revisions": ("note",),
    "pseudonymise": ("--table", "names.csv"),
    "sections": ("note",),
    "share": ("copies/small.qualcode",),
    "turns": ("note",),
    "triangulate": ("hall", "--long"),
    "together": ("hall", "door", "--long"),
    "cases select": ("--per", "1"),
    "codings list": ("--guids",),
    "cooccurrence": ("--long",),
    "matrix": ("codes", "kinds", "--long"),
    "keyness": ("documents", "note"),
    "kwic": ("hall",),
    "retrieve": ("hall",),
    "search": ("hall",),
    "sets show": ("some",),
    "study adjudicate": ("closed",),
    "study close": ("open", "--unfinished"),
    "study drift": ("closed",),
    "study intra": ("closed", "Anna", "--rounds", "1", "2"),
    "study new": ("new", *("--by", "Anna", "--by", "Ben", "--document", "note", "--dry-run")),
    "study next": ("closed", "--document", "note", "--dry-run"),
    "study report": ("closed",),
}
#: What makes the small project: a document that is coded, two rounds that are closed, and one that is open.
COMMANDS = (
    *(
        "new small",
        "codes add hall",
        "codes add door",
        "coders add Ben",
        "import note.txt",
        "import second.txt",
        "sets add some note",
    ),
    *("study new closed --by Anna --by Ben --document note", "codings add note 4 8 hall", "documents done note"),
    *("study close closed --unfinished", "study next closed --document note", "documents done note"),
    *("study close closed --unfinished", "study new open --open --by Anna --by Ben --document second"),
)
SHOWN_AS = {"cooccurrence": "cooccurrence --long", "matrix": "matrix --long", "codings list": "codings list --guids"}
SHOWN_AS |= {"triangulate": "triangulate --long", "together": "together --long"}
PROPERTIES = "property"  # the first column of the tables that need no explaining

SQUARES = """\
`matrix` without `--long` has a first column named after ROWS and then one column for each label of COLUMNS; `cooccurrence`
without `--long` has a column `code` and then one for each code. `cases list` ends with one column for each attribute of cases.
`triangulate` without `--long` has a column `case` and then one for each side; `together` without it has `group`, `row`, `units`, one for each
code under COLUMNS, and `alone`. `codings export` has the columns of `codings list` without `guid`. `info`, `doctor` and `documents show` print `property` and
`value`.

`agreement --per document` begins with a column `document`, `--per coder` with `without`; `--details` ends with `prevalence`,
`coverage`, `below_667`, `below_800` and `undefined_replicates`. `agreement --as` and `--compare` print `program`, `measure`, `code`,
`document`, `coders`, `estimate`, `observed`, `expected`, `units` and `note`. `disagreements --details` ends with `cost`;
`disagreements --confusions` prints `code_a`, `code_b`, `units` and `share`.
"""
READ = """\
| file | columns it needs | columns it may have |
|---|---|---|
| `codings import` | `document`, `start`, `end`, `code`, `coder` | `weight`, `text` |
| `cases import` | `case` | `parent`; one for each attribute, `NAME` or `NAME:KIND` |
| `documents set --from` | `document` | `kind`, `language`, `occurred_on`, `place`, `notes`, `case`, `role` |
| `import --attributes-from` | `file` | `date`, `kind`, `language`, `place`, `name`, `case`, `site`, `participant`, `issuer`, `author`, `addressee`, `mentioned`; one for each attribute of documents, `NAME` or `NAME:KIND` |
| `speakers set --from` | `speaker` | `document`, `role`, `case`, `name` |
| `pseudonymise --table`, `share --table` | `name`, `stand_in` | |
| `documents assign --from` | `document`, `coder` | `of_record`, `done` |
| `concepts import` | `from`, `kind`, `to` | `note` |
| `codebook import` | `code` | `parent`, `color`, `is_codable`, `definition`, `include`, `exclude`, `examples`, `aliases`, `status` |

Tables are read as CSV with commas, semicolons or tabs, in any encoding that can be told; those of `cases import` and
`import --attributes-from` also as workbooks (`.xlsx`, `.xls`, `.ods`). A column of another name is passed over; where that
loses something, the report says so.
"""
VARIABLES = {
    "QUALCODE_PROJECT": "The project, where `-p` names none.",
    "QUALCODE_CODER": "Who is coding, where `-c` names nobody.",
    "QUALCODE_LANG": "The language of messages, `en` or `zh`.",
    "QUALCODE_CONFIG": "The settings file, instead of the one in its usual place.",
    "QUALCODE_PATIENCE": "How many seconds a change waits for another program that is writing.",
}


def page() -> str:
    """The whole page."""
    messages.use("en")
    os.environ["LANGUAGE"] = "en"
    root = _root()
    parts = [
        "# Reference\n\nMade by `make reference` from the commands' own help. How to do things is in the [guides](README.md),"
        "\nwhat figures mean in [Methods](methods.md).\n",
        *_contents(),
        "## Options of every command\n\nThey may stand anywhere on the line.\n\n" + _options(shared_options(), root),
        "## Options of tables\n\nOf every command that prints a table.\n\n" + _options(_table_options(), root),
        *(part for name, command in _below(root) for part in _described(command, _inside(command, name, root), "##")),
        "## Columns of tables\n\nNames and order of columns do not change with the language.\n\n"
        + _columns()
        + "\n"
        + SQUARES,
        "## Columns of files that are read\n\n" + READ,
        "## Exit codes\n\n" + _exit_codes(),
        "## Environment variables\n\n" + "".join(f"- `{name}`: {what}\n" for name, what in VARIABLES.items()),
        "## Settings\n\nOf a person, for all projects: `settings.toml` in the place that `qualcode doctor` names.\n\n"
        + _settings(),
    ]
    return "\n".join(parts)


def _root() -> click.Context:
    return click.Context(app.root(), info_name="qualcode")


def _inside(command: click.Command, name: str, parent: click.Context) -> click.Context:
    return click.Context(command, info_name=name, parent=parent)


def _below(context: click.Context) -> Iterator[tuple[str, click.Command]]:
    """The commands of a group by name, nothing for a command that is none."""
    if isinstance(group := context.command, click.Group):
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            assert command is not None
            yield name, command


def _contents() -> Iterator[str]:
    for heading, entries in sections().items():
        yield f"**{heading}**\n"
        yield "".join(f"- [{name}](#qualcode-{name}): {_escaped(entry.help)}\n" for name, entry in entries.items())


def _described(command: click.Command, context: click.Context, level: str) -> Iterator[str]:
    """A command, and the verbs below it."""
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    table = "It prints a table: see [options of tables](#options-of-tables).\n" if _prints_table(command) else ""
    own = _options(_own_options(command), context)
    texts = (f"{_escaped(command.help or '')}\n", table, own)
    yield f"{level} {context.command_path}\n\n```text\n{usage}\n```\n\n" + "\n".join(filter(None, texts))
    for verb, below in _below(context):
        yield from _described(below, _inside(below, verb, context), f"{level}#")


def _table_options() -> list[click.Parameter]:
    return click.command(table_options(lambda: None)).params


def _prints_table(command: click.Command) -> bool:
    return any(option.name == "format" for option in command.params)


def _own_options(command: click.Command) -> list[click.Parameter]:
    """What is neither an option of every command nor one of every table."""
    elsewhere = [*shared_options(), *(_table_options() if _prints_table(command) else [])]
    names = {option.name for option in elsewhere}
    return [option for option in command.params if isinstance(option, click.Option) and option.name not in names]


def _options(options: list[click.Parameter], context: click.Context) -> str:
    records = [record for option in options if (record := option.get_help_record(context))]
    return "".join(f"- `{names}`: {_escaped(text)}\n" for names, text in records)


def _escaped(text: str) -> str:
    """Text as Markdown that reads the same."""
    return re.sub(r"([\\*<\[])", r"\\\1", re.sub(r"\s+", " ", text))


def _columns() -> str:
    rows = ["| table | columns |", "|---|---|"]
    with TemporaryDirectory() as folder, chdir(folder):
        _small_project()
        for path in _printers():
            columns = _header(path)
            if columns[0] != PROPERTIES:
                rows.append(f"| `{SHOWN_AS.get(path, path)}` | {', '.join(f'`{column}`' for column in columns)} |")
    return "\n".join(rows) + "\n"


def _printers() -> Iterator[str]:
    """Every command that prints a table, as the words after "qualcode"."""
    root = _root()
    for name, command in _below(root):
        yield from _printers_in(_inside(command, name, root))


def _printers_in(context: click.Context) -> Iterator[str]:
    if _prints_table(context.command):
        yield context.command_path.removeprefix("qualcode ")
    for verb, below in _below(context):
        yield from _printers_in(_inside(below, verb, context))


def _small_project() -> None:
    Path("note.txt").write_text("The hall was full before nine.\n", encoding="utf-8")
    Path("names.csv").write_text("name,stand_in\nWu Lan,P07\n", encoding="utf-8")
    Path("copies").mkdir()
    Path("second.txt").write_text("A second hall.\n", encoding="utf-8")
    for command in COMMANDS:
        _run(*command.split())


def _header(path: str) -> list[str]:
    return _run(*path.split(), *ARGUMENTS.get(path, ()), "--format", "csv").splitlines()[0].split(",")


def _run(*arguments: str) -> str:
    """What a command prints as data. It must succeed."""
    data, rest = (TextIOWrapper(BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    with redirect_stdout(data), redirect_stderr(rest):
        code = app.run(["--coder", "Anna", *arguments])
    printed, complaint = (stream.buffer.getvalue().decode() for stream in (data, rest))
    if code:
        sys.exit(f"qualcode {' '.join(arguments)} ended with {code}:\n{complaint}Say in ARGUMENTS what it needs.")
    return str(printed)


def _exit_codes() -> str:
    meanings = {
        0: "Done.",
        1: "Done in part: a report says which files or rows were not. Or a fault of the program.",
        failures.INTERRUPTED: "Interrupted.",
    }
    for error in errors.QualcodeError.__subclasses__():
        meanings[error.exit_code] = (inspect.getdoc(error) or "").partition("\n")[0].partition(" ``")[0]
    return "".join(f"- {code}: {meaning}\n" for code, meaning in sorted(meanings.items()))


def _settings() -> str:
    """The fields of the settings with the sentence below each of them."""
    (settings,) = ast.parse(inspect.getsource(config.Settings)).body
    assert isinstance(settings, ast.ClassDef)
    told = []
    for field, below in zip(settings.body, settings.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant):
            told.append(f"- `{ast.unparse(field.target)}`: {str(below.value.value).replace('``', '`')}\n")
    return "".join(told)


if __name__ == "__main__":
    os.environ["QUALCODE_CONFIG"] = os.devnull
    written = page()
    if "--check" not in sys.argv:
        PAGE.write_text(written, encoding="utf-8")
    elif not PAGE.exists() or PAGE.read_text(encoding="utf-8") != written:
        sys.exit("docs/reference.md is not what the commands say: make reference")
