"""Reading RTF: a stream of characters and control words, in groups.

A control word changes what holds from there to the end of its group, or makes the group a destination, whose text is no
part of the text around it. Text boxes follow the paragraph that holds them.
"""

from __future__ import annotations

from collections.abc import Callable

from qualcode.formats.passage import NoteMarks
from qualcode.formats.rtf.characters import Characters
from qualcode.formats.rtf.flow import Flow, number_in, time_of
from qualcode.formats.rtf.fonts import Font
from qualcode.formats.rtf.state import Field, Group, State, Style
from qualcode.formats.rtf.story import Story
from qualcode.formats.rtf.tokens import Token, Tokens
from qualcode.formats.rtf.words import (
    BREAKS,
    CHARACTERS,
    ESCAPED,
    HEADERS,
    READ_THOUGH_STARRED,
    SKIPPED,
    SYMBOLS,
)

_DEEPEST = 5000

Word = Callable[[int | None], None]


class TooDeep(ValueError):
    """Groups lie in groups beyond all measure."""


class RtfText:
    """What an RTF file holds, written to ``flow``.

    ``characters`` are its bytes as Latin-1, or Unicode where ``unicode``. ``is_whole`` tells whether every group ended.
    Raises TooDeep.
    """

    def __init__(self, characters: str, unicode: bool, chosen: str | None, original: bool) -> None:
        self.flow = Flow(original, NoteMarks(characters))
        self._unicode = unicode
        self._characters = Characters(chosen)
        self._state = State()
        self._groups: list[Group] = []
        self._fields: list[Field] = []
        self._font, self._default_font = Font(), 0
        self._skip = 0  # characters still to come that repeat one already read
        self._starred = self._skips_group = False
        self._words = self._handlers()
        self._tokens = Tokens(characters, {"u", *CHARACTERS, *SKIPPED, *self._words})
        self.is_whole = self._read()
        self.flow.remarks["unknown symbol"] += self._characters.unknown

    def _read(self) -> bool:
        for token in self._tokens:
            self._take(token)
            if token.kind == "close" and not self._groups:
                break
        self._flush()
        is_whole = not self._groups
        while self._groups:
            self._close_group()
        return is_whole

    # Tokens

    def _take(self, token: Token) -> None:
        match token.kind:
            case "text":
                self._take_text(token.text)
            case "bytes":
                skipped = min(self._skip, len(token.text))
                self._skip -= skipped
                self._characters.add(token.text[skipped:])
            case "word":
                self._take_word(token.text, token.number)
            case "symbol":
                self._take_symbol(token.text)
            case "open":
                self._open_group()
            case "close":
                self._flush(keep_half=bool(self._groups and not self._groups[-1].finish))
                self._close_group()

    def _take_text(self, text: str) -> None:
        if self._skip:
            text, self._skip = text[self._skip :], max(self._skip - len(text), 0)
        if self._unicode or (text.isascii() and not self._characters.is_waiting):
            self._flush()
            self._write(self._characters.shown(text, self._state.font))
        else:
            self._characters.add(text)

    def _take_symbol(self, symbol: str) -> None:
        if symbol in ESCAPED and self._characters.is_within_character(self._state.font):
            self._characters.add(symbol)
            return
        self._flush()
        if symbol == "*":
            self._starred = True
        elif symbol in "\r\n":
            self._end_paragraph()
        elif character := symbol if symbol in ESCAPED else SYMBOLS.get(symbol, ""):
            self._write_once(character)

    def _take_word(self, word: str, number: int | None) -> None:
        starred, self._starred = self._starred, False
        if word == "u":
            self._take_unit(number)
            return
        self._flush(keep_half=word not in CHARACTERS)
        if word in CHARACTERS:
            self._write_once(CHARACTERS[word])
        elif word in SKIPPED or (starred and word not in READ_THOUGH_STARRED):
            self.flow.remarks["picture"] += word == "pict"
            self._tokens.skip_group()
        elif word in self._words:
            self._skip = 0
            self._words[word](number)

    def _take_unit(self, number: int | None) -> None:
        """A character by its number; what follows repeats it for programs that do not know it."""
        if number is not None:
            self._write(self._characters.text(self._state.font, keep_half=True))
            self._write(self._characters.of_unit(number, self._state.font))
            self._skip = self._state.fallback

    def _flush(self, keep_half: bool = False) -> None:
        if self._characters.is_waiting:
            self._write(self._characters.text(self._state.font, keep_half))

    def _write_once(self, character: str) -> None:
        """Write a character, unless it repeats one already read; what sets text out never does."""
        if self._skip and not character.isspace():
            self._skip -= 1
        else:
            self._skip = 0
            self._write(character)

    def _write(self, text: str) -> None:
        if self._state.role == "fonts":
            self._font.name += text.rstrip(";")
        elif text:
            self.flow.write(text, self._state)

    def _end_paragraph(self) -> None:
        self.flow.end_paragraph(self._state)

    # Groups

    def _open_group(self) -> None:
        self._flush(keep_half=True)
        if len(self._groups) >= _DEEPEST:
            raise TooDeep
        self._skip = 0
        self._groups.append(Group(self._state, self.flow.story))
        self._state = self._state.copy()
        if self._skips_group:
            self._skips_group = False
            self._tokens.skip_group()
        elif self._state.role == "styles":
            self._apart(self._end_style)
            self._state.role = "style"

    def _close_group(self) -> None:
        self._skip, self._starred = 0, False
        if self._groups:
            group = self._groups.pop()
            story, state = self.flow.story, self._state
            self.flow.story, self._state = group.story, group.state
            if group.finish:
                group.finish(story, state)

    def _at_end(self, finish: Callable[[Story, State], None]) -> None:
        """What is to be done when this group ends."""
        if self._groups:
            self._groups[-1].finish = finish

    def _apart(self, finish: Callable[[Story, State], None]) -> None:
        """What this group holds is a story of its own, given to ``finish`` when the group ends."""
        if self._groups:
            self._at_end(finish)
            self.flow.story = Story(drops_spaces=finish == self._end_note)
            self._state.plain(self._state.font)
            self._state.new_paragraph()

    # Control words

    def _handlers(self) -> dict[str, Word]:
        return self._words_of_text() | self._words_of_tables() | self._words_of_fonts() | self._destinations()

    def _words_of_text(self) -> dict[str, Word]:
        return {
            "par": lambda _number: self._end_paragraph(),
            "uc": lambda number: self._set("fallback", max(number or 0, 0)),
            "plain": lambda _number: self._state.plain(self._default_font),
            "pard": lambda _number: self._state.new_paragraph(),
            "v": lambda number: self._set("hidden", number != 0),
            "deleted": lambda number: self._set("deleted", number != 0),
            "mvf": lambda number: self._set("deleted", number != 0),
            "revised": lambda number: self._set("inserted", number != 0),
            "mvt": lambda number: self._set("inserted", number != 0),
            "s": lambda number: self._set("style", number or 0),
            "sbasedon": lambda number: self._set("based_on", number),
            "outlinelevel": lambda number: self._set("outline", number),
            "ftnalt": lambda _number: self._set("endnote", True),
            "upr": lambda _number: setattr(self, "_skips_group", True),
            "ffres": self._tick,
            "ffdefres": self._tick,
            **{word: lambda _number: self.flow.begin_page(self._state) for word in BREAKS},
        }

    def _words_of_tables(self) -> dict[str, Word]:
        return {
            "intbl": lambda _number: self._set("in_table", True),
            "itap": lambda number: self._set("nesting", 1 if number is None else number),
            "trowd": lambda _number: self.flow.begin_row(),
            "cell": lambda _number: self.flow.end_cell(1, self._state),
            "nestcell": lambda _number: self.flow.end_cell(self._state.depth(True), self._state),
            "row": lambda _number: self.flow.end_row(),
            "nestrow": lambda _number: self.flow.story.end_row(self._state.depth(True)),
        }

    def _words_of_fonts(self) -> dict[str, Word]:
        return {
            "f": self._choose_font,
            "deff": lambda number: setattr(self, "_default_font", number or 0),
            "fcharset": lambda number: setattr(self._font, "charset", number),
            "cpg": lambda number: setattr(self._font, "page", number),
            "ansicpg": lambda number: self._characters.choose_page(number or 0),
            "mac": lambda _number: self._characters.choose_page(10000),
            "pc": lambda _number: self._characters.choose_page(437),
            "pca": lambda _number: self._characters.choose_page(850),
        }

    def _destinations(self) -> dict[str, Word]:
        apart: dict[str, Callable[[Story, State], None]] = {
            "listtext": lambda story, _state: self.flow.add_label(_text(story), self._state),
            "pntext": lambda story, _state: self.flow.add_label(_text(story), self._state),
            "shptxt": lambda story, _state: self.flow.story.boxes.append(story.finish()),
            "dptxbxtext": lambda story, _state: self.flow.story.boxes.append(story.finish()),
            "footnote": self._end_note,
            "annotation": lambda story, _state: self.flow.add_comment(_text(story), self._state),
            "atnauthor": lambda story, _state: setattr(self.flow, "author", _text(story)),
            "atnref": lambda story, _state: setattr(self.flow, "reference", _text(story)),
            "atndate": lambda story, _state: setattr(self.flow, "time", time_of(number_in(_text(story)))),
            "atrfstart": lambda story, _state: self.flow.here(self._state).mark(("from", _text(story))),
            "atrfend": lambda story, _state: self.flow.here(self._state).mark_end(("to", _text(story))),
            "fldinst": self._end_instruction,
            **dict.fromkeys(HEADERS, self._end_header),
        }
        return {word: self._sets_apart(finish) for word, finish in apart.items()} | {
            "fonttbl": lambda _number: self._table("fonts"),
            "stylesheet": lambda _number: self._table("styles"),
            "field": lambda _number: self._begin_field(),
            "shp": lambda _number: self._begin_shape(),
            "moMath": lambda _number: self._count("equation"),
        }

    def _sets_apart(self, finish: Callable[[Story, State], None]) -> Word:
        return lambda _number: self._apart(finish)

    def _set(self, name: str, value: object) -> None:
        setattr(self._state, name, value)

    def _count(self, remark: str) -> None:
        self.flow.remarks[remark] += 1

    def _choose_font(self, number: int | None) -> None:
        if self._state.role == "fonts":
            self._font = self._characters.fonts[number or 0] = Font()
        else:
            self._state.font = number

    def _table(self, role: str) -> None:
        self._apart(lambda _story, _state: None)
        self._set("role", role)

    def _end_style(self, story: Story, state: State) -> None:
        name = _text(story).strip().rstrip(";")
        self.flow.styles.setdefault(state.style, Style(state.outline, name, state.based_on))

    def _end_note(self, story: Story, state: State) -> None:
        self.flow.add_note(story.finish(), state.endnote, self._state)

    def _end_header(self, story: Story, _state: State) -> None:
        self.flow.remarks["header"] += bool(_text(story).strip())

    # Fields and shapes

    def _begin_field(self) -> None:
        self._fields.append(self.flow.begin_field())
        self._at_end(lambda _story, _state: self.flow.end_field(self._fields.pop(), self._state))

    def _end_instruction(self, story: Story, _state: State) -> None:
        if self._fields:
            self._fields[-1].instruction = _text(story)
            self._fields[-1].written = self.flow.written  # what follows is the result

    def _tick(self, number: int | None) -> None:
        """Whether a box in a form is ticked; 25 means as it is by default, which is said by another word."""
        if self._fields and number in (0, 1):
            self._fields[-1].ticked = number == 1

    def _begin_shape(self) -> None:
        boxes, pictures = len(self.flow.story.boxes), self.flow.remarks["picture"]

        def finish(_story: Story, _state: State) -> None:
            is_empty = len(self.flow.story.boxes) == boxes and self.flow.remarks["picture"] == pictures
            self.flow.remarks["picture"] += is_empty

        self._at_end(finish)


def _text(story: Story) -> str:
    return story.finish().text
