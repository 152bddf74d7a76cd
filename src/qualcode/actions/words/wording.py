"""What counts as a word, and which words are left out of lists."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.errors import WrongUse
from qualcode.formats.decoding import decode
from qualcode.formats.files import MEGABYTE, read_bytes
from qualcode.messages import _, listed
from qualcode.text.normalize import normalize
from qualcode.text.stop_words import BUILT_IN
from qualcode.text.terms import word_list

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qualcode.analysis.running_words import RunningWords

_LARGEST_LIST = 20 * MEGABYTE
_LONGEST_GRAM = 10


@dataclass(frozen=True)
class Wording:
    """What counts as a word.

    ``ngram`` words that follow each other count as one. ``dictionary`` is a file of terms that stay whole, ``stopwords`` a file
    of words to leave out in place of the built-in ones, or False for none. ``numbers`` keeps words without a letter.
    ``at_least`` is how often a word must stand there, ``most`` how many rows are wanted.
    """

    ngram: int = 1
    dictionary: Path | None = None
    stopwords: Path | bool = True
    numbers: bool = False
    at_least: int = 1
    most: int | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.ngram <= _LONGEST_GRAM:
            raise WrongUse(
                _("There are no n-grams of {n} words.", n=self.ngram), _("Take 1 to {most}.", most=_LONGEST_GRAM)
            )


def listed_words(path: Path | None) -> list[str]:
    """The words in a file, none where there is no file. Raises UnreadableInput."""
    if path is None:
        return []
    return word_list(normalize(decode(read_bytes(path, _LARGEST_LIST), path.name).text).text)


def dropped(running: RunningWords, wording: Wording) -> NDArray[np.bool_]:
    """Which words of the vocabulary are left out: stop words, and what holds no letter."""
    import numpy as np

    stop = _stop_words(wording)
    without = (word in stop or (not wording.numbers and not any(map(str.isalpha, word))) for word in running.vocabulary)
    return np.fromiter(without, dtype=bool, count=len(running.vocabulary))


def _stop_words(wording: Wording) -> frozenset[str]:
    if isinstance(wording.stopwords, Path):
        return frozenset(listed_words(wording.stopwords))
    return BUILT_IN if wording.stopwords else frozenset()


def _stop_words_named(wording: Wording) -> list[str]:
    if isinstance(wording.stopwords, Path):
        return [_("the stop words of {file}", file=wording.stopwords.name)]
    return [_("{n} built-in stop words", n=len(BUILT_IN))] if wording.stopwords else []


def rules(wording: Wording) -> list[str]:
    """What a word is, in words."""
    said = [
        _(
            "Words: runs of letters and digits; Chinese is cut by rjieba. Case, width and punctuation make no difference."
        ),
    ]
    if wording.dictionary:
        said.append(_("Terms of {file} stay whole, longest first.", file=wording.dictionary.name))
    left_out = [*_stop_words_named(wording), *([] if wording.numbers else [_("numbers")])]
    if left_out:
        said.append(_("Left out: {what}.", what=listed(left_out)))
    if wording.ngram > 1:
        said.append(
            _(
                "A word is here a run of {n} words with nothing but spaces between them; runs that begin or end with a word left "
                "out are not listed. A run counts where its first word stands.",
                n=wording.ngram,
            )
        )
    return said
