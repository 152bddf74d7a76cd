"""The options of import, in groups: what documents are, how files are read, how tables are, what is done with it all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from qualcode.cli.options import Decorated, create_coders_option, decorate, dry_run_option
from qualcode.messages import _

_Option = Callable[[Any], Any]


def import_options(command: Decorated) -> Decorated:
    """Every option of import."""
    return decorate(command, *_of_documents(), *_of_reading(), *_of_tables(), *_of_doing())


def _of_documents() -> tuple[_Option, ...]:
    return (
        click.option(
            "--kind",
            metavar="KIND",
            help=_(
                "What they are: interview, focus-group, observation, policy, questionnaire, email, post, literature, other; "
                "else what the file says, or other."
            ),
        ),
        click.option("--language", metavar="TAG", help=_("Their language (en, zh-Hans, mixed …); else it is found out.")),
        click.option(
            "--attributes-from",
            metavar="PATTERN|FILE",
            help=_(
                "What file names say, such as '{county}_{level}_{date}.docx', or a table with a column “file”. Names are "
                "attributes of documents, but for date, kind, language, place, name, and case, site, participant, issuer, "
                "author, addressee; {_} is passed over. A pattern with a slash is one of the path.",
            ),
        ),
    )  # fmt: skip


def _of_reading() -> tuple[_Option, ...]:
    return (
        click.option(
            "--encoding", metavar="NAME", help=_("The encoding of text files (gb18030 …); else it is found out.")
        ),
        click.option(
            "--speakers",
            default="auto",
            metavar="auto|none|PATTERN",
            show_default=True,
            help=_(
                "How speakers are found: by their labels, not at all, or by a regular expression of their names, such as "
                "'Int|P[0-9]+'."
            ),
        ),
        click.option(
            "--track-changes",
            type=click.Choice(("accepted", "original")),
            default="accepted",
            show_default=True,
            help=_("The text with its tracked changes accepted, or as it was before them."),
        ),
    )


def _of_tables() -> tuple[_Option, ...]:
    return (
        click.option(
            "--open",
            multiple=True,
            metavar="COLUMN",
            help=_(
                "A column of a questionnaire with answers in words (* stands for anything); else they are told by length."
            ),
        ),
        click.option("--skip", multiple=True, metavar="COLUMN", help=_("A column of a questionnaire to leave out.")),
        click.option("--case", metavar="COLUMN", help=_("The column of a questionnaire that names the respondents.")),
        click.option(
            "--as",
            "shape",
            type=click.Choice(("rows", "respondents", "transcript")),
            help=_("Answers in words as a document each, as one for each respondent; or the table is a transcript."),
        ),
        click.option(
            "--sheet", metavar="NAME", help=_("The sheet of a workbook; else the first with something in it.")
        ),
        click.option(
            "--mapping",
            type=click.Path(path_type=Path),
            metavar="FILE",
            help=_("What becomes of each column of a questionnaire, as --save-mapping wrote it."),
        ),
        click.option(
            "--save-mapping",
            type=click.Path(path_type=Path),
            metavar="FILE",
            help=_("Write to FILE (.yaml) what becomes of each column, to change it and use it again."),
        ),
    )


def _of_doing() -> tuple[_Option, ...]:
    return (
        click.option(
            "--new-versions",
            type=click.Choice(("offer", "revise", "add")),
            default="offer",
            show_default=True,
            help=_("New versions of documents are told only, taken over as revisions, or added as other documents."),
        ),
        click.option("--no-originals", is_flag=True, help=_("Do not keep the files themselves in the project.")),
        create_coders_option,
        click.option(
            "--report", metavar="FILE", help=_("Write the report to FILE (.csv .tsv .json .xlsx .md .parquet).")
        ),
        dry_run_option,
    )
