"""The words of a project: lists, a word in its context, and what tells one group of texts from another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qualcode import actions
from qualcode.cli.opening import reading
from qualcode.cli.options import Command, Decorated, decorate, layer_option, plot_option, where_option
from qualcode.cli.output import pictured, prints_table
from qualcode.cli.values import pairs
from qualcode.errors import WrongUse
from qualcode.messages import _, listed
from qualcode.table import Table

if TYPE_CHECKING:
    from qualcode.actions.words.selected_text import Selection
    from qualcode.actions.words.wording import Wording

ROLES = ("interviewer", "respondent", "observer", "other", "all")


def text_options(command: Decorated) -> Decorated:
    """Which text is meant: parameters ``document``, ``kind``, ``attribute``, ``role``, ``speaker``, each of several values."""
    return decorate(
        command,
        click.option("--document", multiple=True, metavar="DOCUMENT", help=_("Only this document; repeatable.")),
        click.option("--kind", multiple=True, metavar="KIND", help=_("Only documents of this kind; repeatable.")),
        click.option(
            "--attribute",
            multiple=True,
            metavar="NAME=VALUE",
            help=_("Only documents that have this value, themselves or by their cases; repeatable."),
        ),
        click.option(
            "--role", multiple=True, type=click.Choice(ROLES), help=_("Only what is said in this role; repeatable.")
        ),
        click.option("--speaker", multiple=True, metavar="NAME", help=_("Only what this speaker says; repeatable.")),
    )


def _coded_options(command: Decorated) -> Decorated:
    """Which coded text is meant: parameters ``code``, ``layer`` and ``where``."""
    return decorate(
        command,
        click.option("--code", metavar="CODE", help=_("Only what is coded with CODE or a code below it.")),
        layer_option,
        where_option,
    )


def _word_options(command: Decorated) -> Decorated:
    """What counts as a word."""
    file = click.Path(path_type=Path)
    return decorate(
        command,
        click.option("--ngram", type=int, default=1, show_default=True, help=_("Count runs of this many words.")),
        click.option(
            "--dictionary", type=file, metavar="FILE", help=_("Words and phrases that stay whole, one a line.")
        ),
        click.option(
            "--stopwords",
            type=file,
            metavar="FILE",
            help=_("Words to leave out, one a line, in place of the built-in ones (English and Chinese)."),
        ),
        click.option("--no-stopwords", is_flag=True, help=_("Leave out no stop words.")),
        click.option("--numbers", is_flag=True, help=_("List numbers too.")),
        click.option(
            "--min-count",
            type=click.IntRange(min=1),
            default=1,
            show_default=True,
            help=_("Leave out words that are rarer."),
        ),
        click.option("--limit", type=click.IntRange(min=1), metavar="N", help=_("Print only the first N rows.")),
    )


def selection(given: dict[str, Any]) -> Selection:
    """What the options say of the text that is meant."""
    from qualcode.actions.words.selected_text import Selection

    return Selection(
        documents=given["document"],
        kinds=given["kind"],
        attributes=pairs(given["attribute"], empties=False),
        roles=given["role"],
        speakers=given["speaker"],
        code=given.get("code"),
        where=given.get("where"),
        layer=given.get("layer", "record"),
    )


def _wording(given: dict[str, Any]) -> Wording:
    from qualcode.actions.words.wording import Wording

    if given["stopwords"] and given["no_stopwords"]:
        raise WrongUse(_("--stopwords and --no-stopwords contradict each other."), _("Leave out one of them."))
    return Wording(
        ngram=given["ngram"],
        dictionary=given["dictionary"],
        stopwords=given["stopwords"] or not given["no_stopwords"],
        numbers=given["numbers"],
        at_least=given["min_count"],
        most=given["limit"],
    )


@click.command(
    "words",
    cls=Command,
    help=_(
        "Count words, English and Chinese, the most frequent first. What interviewers say is left out where turns say who "
        "speaks, unless --role or --speaker asks for it. --by crosses words with documents, kinds, cases, speakers, roles, "
        "codes, attribute:NAME or period:year, or products such as kinds*roles."
    ),
)
@_word_options
@click.option("--by", metavar="DIMENSION", help=_("A column for each of the dimension's labels."))
@text_options
@_coded_options
@plot_option
@prints_table
def words(by: str | None, plot: Path | None, **given: Any) -> Table:
    """A row for each word."""
    with reading() as view:
        table = actions.words.counts.words(view, selection(given), _wording(given), by=by)
    return pictured(table, plot, lambda: actions.pictures.rows.words(table, _scope(given), by))


def _scope(given: dict[str, Any]) -> str:
    """What the options say of the text that is meant, in one line."""
    layer = given["layer"] if given["code"] or given["where"] else None
    several = {name: listed(given[name]) for name in ("document", "kind", "attribute", "role", "speaker")}
    return actions.pictures.words.scope(**several, code=given["code"], layer=layer, where=given["where"])


@click.command(
    "kwic",
    cls=Command,
    help=_(
        "List every place of a word or phrase with what stands around it. Width and case make no difference; letters match "
        "as whole words, word* by their beginning, Chinese anywhere. Positions count characters from 0."
    ),
)
@click.argument("word")
@click.option(
    "--context",
    type=click.IntRange(min=0),
    default=40,
    show_default=True,
    metavar="N",
    help=_("How much is shown on either side, in columns of the terminal."),
)
@click.option("--context-words", type=click.IntRange(min=0), metavar="N", help=_("The same, in words."))
@text_options
@_coded_options
@prints_table
def kwic(word: str, context: int, context_words: int | None, **given: Any) -> Table:
    """A row for each hit."""
    from qualcode.actions.words.concordance import Context

    around = Context(context) if context_words is None else Context(context_words, in_words=True)
    with reading() as view:
        return actions.words.concordance.kwic(view, word, selection(given), around)


@click.command(
    "keyness",
    cls=Command,
    help=_(
        "List the words that tell GROUP from REFERENCE, or from all other text: by log-likelihood, with the log ratio as size "
        "of the effect. Groups are labels of a dimension: documents, kinds, cases, speakers, roles, codes, attribute:NAME, "
        "period:year. For instance: keyness kinds interview policy"
    ),
)
@click.argument("dimension")
@click.argument("group")
@click.argument("reference", required=False)
@_word_options
@text_options
@_coded_options
@plot_option
@prints_table
def keyness(dimension: str, group: str, reference: str | None, plot: Path | None, **given: Any) -> Table:
    """A row for each word, the most telling first."""
    with reading() as view:
        table = actions.words.counts.keyness(view, dimension, group, reference, selection(given), _wording(given))
    return pictured(table, plot, lambda: actions.pictures.rows.keyness(table, _scope(given), group, reference))
