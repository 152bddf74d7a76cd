"""What may speak of somebody though it is not the name itself: a surname with a title, a part of the name, the name in a longer word.

Nothing of it is sure: 王主任 may be another Wang, and Anna another Anna. It is shown to a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from qualcode.text.pseudonyms import fold
from qualcode.text.span import Span

_HAN_NAME = re.compile("[\u3400-\u9fff]{2,4}")
_TWO_OF_SURNAME = re.compile(
    "欧阳|歐陽|司马|司馬|上官|诸葛|諸葛|东方|東方|皇甫|尉迟|尉遲|公孙|公孫|慕容|令狐|司徒|夏侯|端木|独孤|獨孤"
)
_TITLES = (
    "主任|书记|書記|局长|局長|科长|科長|处长|處長|部长|部長|厅长|廳長|市长|市長|县长|縣長|区长|區長|镇长|鎮長|乡长|鄉長|村长|村長|站长|站長|"
    "所长|所長|队长|隊長|组长|組長|院长|院長|校长|校長|会长|會長|行长|行長|总|總|经理|經理|老板|老闆|主席|委员|委員|干部|會計|会计|"
    "老师|老師|教授|博士|医生|醫生|大夫|护士|護士|律师|律師|工程师|師傅|师傅|先生|女士|小姐|太太|同志|"
    "大爷|大爺|大妈|大媽|大叔|大婶|大姐|大哥|阿姨|叔叔|奶奶|爷爷|爺爺|婆婆|伯|叔|姨|婶|嫂|哥|姐|姑娘|老|工"
)
_FAMILIAR = "[老小阿]"
_SHORTEST = 3  # letters of a part of a name that is looked for
_LONG = 6  # letters of a name that is looked for inside longer words
_PART = re.compile(r"[^\W\d_]+")


class Traces:
    """What may be left of names."""

    def __init__(self, names: Iterable[str]) -> None:
        patterns = {pattern for name in names for pattern in _patterns(fold(name).text)}
        self._pattern = re.compile("|".join(sorted(patterns, key=len, reverse=True))) if patterns else None

    def in_text(self, text: str) -> Iterator[Span]:
        """Where something in ``text`` may speak of one of them, apart and in order."""
        if self._pattern:
            folded = fold(text)
            for match in self._pattern.finditer(folded.text):
                yield folded.span(*match.span())


def _patterns(name: str) -> Iterator[str]:
    if _HAN_NAME.fullmatch(name):
        surname = (_TWO_OF_SURNAME.match(name) or [name[0]])[0] if len(name) > 2 else name[0]
        yield f"{surname}(?:{_TITLES})"
        yield _FAMILIAR + surname
        if len(name) - len(surname) > 1:
            yield name[len(surname) :]
        return
    parts = _PART.findall(name)
    if len(parts) > 1:
        yield from (rf"(?<![^\W_]){part}(?![^\W_])" for part in parts if len(part) >= _SHORTEST)
    if len("".join(parts)) >= _LONG:
        yield re.escape("".join(parts))
