"""A query as a tree, and where and why a text is none."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from unicodedata import normalize

from qualcode.analysis.query.faults import pointer, wrong
from qualcode.analysis.query.tree import (
    DISTANT,
    And,
    AnyCode,
    Around,
    AtLeast,
    Codes,
    Compare,
    Distance,
    Measure,
    Not,
    OneOf,
    Only,
    Operator,
    Or,
    Query,
    Relation,
    RelationKind,
    Rest,
    Saved,
    Shared,
    SharedBySeveral,
    is_condition,
)
from qualcode.errors import WrongUse
from qualcode.messages import _, listed
from qualcode.text.names import format_path, parse_path

if TYPE_CHECKING:
    from lark import Lark, Token, Tree

LONGEST = 20_000
"""The longest query that is read, in characters."""

_DEEPEST = 60
_MOST_PARTS = 120
_LONGEST_NUMBER = 12  # digits
_MARKS = "\"'“”‘’「」『』＂"
_OPERATORS = {"≠": "!=", "≤": "<=", "≥": ">=", ":": "=", "is": "=", "is not": "!=", "包含": "contains"}
CHINESE_FIELDS = {
    "代码": "code",
    "状态": "status",
    "编码员": "coder",
    "轮次": "round",
    "说话人": "speaker",
    "角色": "role",
    "类型": "kind",
    "语言": "language",
    "集合": "set",
    "时期": "period",
    "权重": "weight",
    "备忘录": "memo",
    "文本": "text",
    "个案": "case",
    "文档": "document",
}
"""What fields of conditions are called in Chinese, and their English names."""

_MEASURES: dict[str, Measure] = {
    "字符": "character",
    "字": "character",
    "词": "word",
    "句子": "sentence",
    "句": "sentence",
    "段落": "paragraph",
    "段": "paragraph",
    "话轮": "turn",
}
_CHINESE: dict[str, RelationKind] = {
    "位于": "within",
    "包围": "encloses",
    "重叠": "overlaps",
    "共现": "co-occurs with",
    "同一片段": "same span as",
    "跟随": "follows",
    "先于": "precedes",
    "邻近": "near",
}
_SPELLINGS: tuple[tuple[str, RelationKind], ...] = (
    (r"(is )?(within|inside)", "within"),
    ("encloses|surrounds", "encloses"),
    ("overlaps.*", "overlaps"),
    ("co-?occurs.*", "co-occurs with"),
    (".*same span as", "same span as"),
    ("follows", "follows"),
    (r".*followed by|precedes", "precedes"),
    ("near", "near"),
)


def parse(text: str) -> Query:
    """The tree of a query. Raises WrongUse, with a line that points at the place and with what could stand there."""
    from lark.exceptions import UnexpectedInput

    if not text.strip():
        raise WrongUse(_("The query is empty."), _("Write a code, as: {example}", example='"hidden actions"'))
    if len(text) > LONGEST:
        raise WrongUse(_("The query has {n} characters; {most} is the most.", n=len(text), most=LONGEST))
    _require_shallow(text)
    try:
        read = _parser().parse(text)
    except UnexpectedInput as fault:
        raise wrong(text, fault, _parser()) from None
    return _Reading(text).query(read)


@cache
def _parser() -> Lark:
    from lark import Lark

    grammar = Path(__file__).with_name("grammar.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", lexer="contextual", propagate_positions=True, maybe_placeholders=True)


def _require_shallow(text: str) -> None:
    """Raise WrongUse where brackets are nested beyond all reading; also where a long row of "not" is."""
    depth = 0
    for match in re.finditer(r"[(（)）]", text):
        depth += 1 if match[0] in "(（" else -1
        if depth > _DEEPEST:
            raise WrongUse(
                _("Brackets are nested more than {n} deep.", n=_DEEPEST) + pointer(text, match.start()),
                _("Keep a part of the query under a name, and use the name."),
            )
    if re.search(r"(\bnot\s+){20}|(非\s+){20}", text, re.IGNORECASE):
        raise WrongUse(_("There are too many “not” in a row."))


class _Reading:
    """The tree that a parsed text stands for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._depth = 0

    def query(self, node: Tree[Token]) -> Query:
        self._depth += 1
        if self._depth > _MOST_PARTS:
            raise WrongUse(
                _("More than {n} parts are joined one behind the other, or nested.", n=_MOST_PARTS),
                _("Keep a part of the query under a name, and use the name."),
            )
        made = cast(Query, getattr(self, f"_{node.data}")(*node.children))
        self._depth -= 1
        return made

    def _either(self, *nodes: Tree[Token]) -> Query:
        return Or(tuple(map(self.query, nodes)))

    def _both(self, left: Tree[Token], right: Tree[Token], by_coder: Token | None) -> Query:
        sides = self.query(left), self.query(right)
        # "A and not B by the same coder": on spans where the coder herself put no B.
        plain = [is_condition(side) and not isinstance(side, Not) for side in sides]
        if by_coder and (any(plain) or all(map(is_condition, sides))):
            raise self._misplaced(
                by_coder, _("“by the same coder” stands after two codes, not after a condition on one coding.")
            )
        return And(*sides, same_coder=by_coder is not None)

    def _negated(self, node: Tree[Token]) -> Query:
        return Not(self.query(node))

    def _related(
        self,
        left: Tree[Token],
        negation: Token | None,
        relation: Token,
        right: Tree[Token],
        distance: Token | None,
        by_coder: Token | None,
    ) -> Query:
        kind = _relation(relation)
        if distance and kind not in DISTANT:
            raise self._misplaced(
                distance, _("A distance goes with {relations} only.", relations=listed(map(repr, DISTANT)))
            )
        sides = self.query(left), self.query(right)
        most = _distance(distance) if distance else None
        return Relation(kind, *sides, negated=bool(negation), distance=most, same_coder=by_coder is not None)

    def _nearby(
        self,
        left: Tree[Token],
        negation: Token | None,
        nearby: Token,
        right: Tree[Token],
        by_coder: Token | None,
    ) -> Query:
        sides, most = (self.query(left), self.query(right)), _distance(nearby.lower().rsplit(maxsplit=1)[0])
        return Relation("near", *sides, negated=bool(negation), distance=most, same_coder=by_coder is not None)

    def _apart(self, left: Tree[Token], negation: Token | None, right: Tree[Token], by_coder: Token | None) -> Query:
        sides = self.query(left), self.query(right)
        return Relation("co-occurs with", *sides, negated=not negation, same_coder=by_coder is not None)

    def _alone(self, node: Tree[Token], by_coder: Token | None) -> Query:
        return Only(self.query(node), by_coder is not None)

    def _shared(self, left: Tree[Token], right: Tree[Token], by_coder: Token | None) -> Query:
        return Shared(self.query(left), self.query(right), by_coder is not None)

    def _shared_by_several(self, least: Token, several: Tree[Token]) -> Query:
        return SharedBySeveral(self._least(least, several), self._parts(several))

    def _rest(self, left: Tree[Token], right: Tree[Token], by_coder: Token | None) -> Query:
        return Rest(self.query(left), self.query(right), by_coder is not None)

    def _one_of(self, several: Tree[Token], by_coder: Token | None) -> Query:
        return OneOf(self._parts(several), by_coder is not None)

    def _at_least(self, least: Token, several: Tree[Token], by_coder: Token | None) -> Query:
        return AtLeast(self._least(least, several), self._parts(several), by_coder is not None)

    def _parts(self, several: Tree[Token]) -> tuple[Query, ...]:
        return tuple(self.query(cast("Tree[Token]", node)) for node in several.children)

    def _least(self, token: Token, several: Tree[Token]) -> int:
        least = _number(token)
        if not 1 <= least <= len(several.children):
            raise self._misplaced(
                token, _("There are {n} to choose from: say a number from 1 to {n}.", n=len(several.children))
            )
        return least

    def _code(self, around: Token | None, name: Tree[Token]) -> Query:
        path, below = _path(name)
        if around and below:
            raise self._misplaced(around, _("“{words}” goes with one code, not with all below it.", words=around))
        chosen = str(around).split()[0].lower() if around else "subtree" if below else "code"
        return Codes(path, cast(Around, chosen))

    def _any(self, _any: Token) -> Query:
        return AnyCode()

    def _saved(self, name: Token) -> Query:
        return Saved(_unquoted(name))

    def _compares(self, field: Token, operator: Token, value: Tree[Token]) -> Query:
        said = " ".join(normalize("NFKC", operator).lower().split()) if operator != "≠" else operator
        sign = _OPERATORS.get(said, said)
        return Compare(*_field(field), cast(Operator, sign), (_value(value),))

    def _among(self, field: Token, negation: Token | None, several: Tree[Token]) -> Query:
        found = tuple(_value(cast("Tree[Token]", node)) for node in several.children)
        return Compare(*_field(field), "not in" if negation else "in", found)

    def _between(self, field: Token, least: Tree[Token], most: Tree[Token]) -> Query:
        return Compare(*_field(field), "between", (_value(least), _value(most)))

    def _matches(self, field: Token, pattern: Token) -> Query:
        if pattern.type == "QUOTED":
            return Compare(*_field(field), "matches", (_unquoted(pattern),))
        folding = "(?i)" * pattern.endswith("i")
        return Compare(*_field(field), "matches", (folding + pattern[1 : pattern.rindex("/")].replace(r"\/", "/"),))

    def _missing(self, field: Token, said: Token) -> Query:
        return Compare(*_field(field), "is not missing" if "not" in said.lower().split() else "is missing")

    def _misplaced(self, token: Token, why: str) -> WrongUse:
        return WrongUse(why + pointer(self._text, token.start_pos or 0))


def _relation(token: Token) -> RelationKind:
    said = " ".join(token.lower().split())
    if said in _CHINESE:
        return _CHINESE[said]
    return next((kind for spelling, kind in _SPELLINGS if re.fullmatch(spelling, said)), cast(RelationKind, said))


def _distance(said: str) -> Distance:
    measure = re.split(r"[\s0-9个]", said.lower())[-1]
    return Distance(_number(said), _MEASURES.get(measure) or cast(Measure, measure.removesuffix("s")))


def _number(token: str) -> int:
    """The number in a token; one that no text is as long as stays that long."""
    found = re.search("[0-9]+", token)
    assert found
    return int(found[0]) if len(found[0].lstrip("0")) <= _LONGEST_NUMBER else 10**_LONGEST_NUMBER


def _field(token: Token) -> tuple[str, str]:
    """A field, and the attribute named behind a point."""
    field, _point, attribute = re.sub("[．。]", ".", token, count=1).partition(".")
    field, attribute = field.strip().lower(), attribute.strip()
    if attribute and CHINESE_FIELDS.get(field, field) == "code":
        return "status", ""  # all that is asked of a code besides its name
    quoted = attribute[:1] in {'"', "“", "”", "「"}
    return CHINESE_FIELDS.get(field, field), _unquoted(attribute) if quoted else " ".join(attribute.split())


def _path(name: Tree[Token]) -> tuple[str, bool]:
    """The path of a code, and whether all below it is meant."""
    (child,) = name.children
    if _is_word(child):
        text, below = re.subn(r"(?<!\\)/\s*\*$", "", " ".join(map(str, cast(Any, child).children)))
    else:
        quoted, outside = re.subn(r"\s*/\s*\*$", "", str(child)) if str(child).endswith("*") else (str(child), 0)
        # What a backslash does before other signs is for the path to say.
        inside = re.sub(r"\\(.)", lambda it: it[1] if it[1] in _MARKS else it[0], quoted[1:-1], flags=re.DOTALL)
        text, below = (inside, 1) if outside else re.subn(r"(?<!\\)/\s*\*$", "", inside)
    return format_path(parse_path(text)), bool(below)


def _value(node: Tree[Token]) -> str:
    (child,) = node.children
    return " ".join(map(str, cast(Any, child).children)) if _is_word(child) else _unquoted(cast(Any, child))


def _is_word(child: object) -> bool:
    return getattr(child, "data", "") == "words"


def _unquoted(token: str) -> str:
    return re.sub(rf"\\([\\{_MARKS}])", r"\1", token[1:-1])
