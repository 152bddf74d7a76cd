"""Fields: what Word works out (a page number, a date, a table of contents) stays with its result, not with its instruction.

A field is stored as marks in the stream of runs: begin, instruction, separate, result, end. Fields lie in the results and in
the instructions of others, and may stretch over paragraphs. The instruction's own words are not text (w:instrText); what else
stands in it, such as the result of a field in it, is taken out here.
Source: ECMA-376 part 1, section 17.16.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from qualcode.formats.docx.characters import write, write_form_field
from qualcode.formats.docx.drawn import drawn, is_formula, is_phonetic_guide
from qualcode.formats.docx.found import Found
from qualcode.formats.docx.names import Names
from qualcode.formats.docx.paragraphs import following_paragraph, join, take_away

_LONGEST = 300  # of an instruction, as far as it matters what it draws


@dataclass(slots=True)
class _Field:
    """A field that has begun: the lists of a form in it, its words and what else stands in its instruction.

    ``shows`` tells whether its result shows anything.
    """

    lists: list[Element]
    words: str = ""
    instruction: list[Element] = field(default_factory=list)
    shows: bool = False


@dataclass(slots=True)
class _Fields:
    """The fields that have begun and not ended, the outermost first, and those of them whose instruction is not over.

    ``formulas`` counts those that draw something by their instruction alone which is not known, ``guides`` phonetic guides.
    """

    begun: list[_Field] = field(default_factory=list)
    instructing: list[_Field] = field(default_factory=list)
    formulas: int = 0
    guides: int = 0

    def begin(self, lists: list[Element]) -> None:
        """A field begins; ``lists`` are those of a form in it."""
        self.begun.append(_Field(lists))
        self.instructing.append(self.begun[-1])

    def end_instruction(self) -> list[Element]:
        """The innermost field goes on to its result; what turned out to be instruction is returned."""
        if self.begun and self.instructing and self.begun[-1] is self.instructing[-1]:
            return self.instructing.pop().instruction
        return []

    def end(self) -> tuple[list[Element], str]:
        """The innermost field is over; what turned out to be no text is returned, and what it draws without a result."""
        instruction = self.end_instruction()
        ended = self.begun.pop() if self.begun else None
        if ended is None or ended.shows:
            lists = ended.lists if ended else []
            return [*instruction, *lists], ""  # some programs write the entry chosen from a list as the result as well
        shown = "" if self.instructing else drawn(ended.words)
        self.formulas += not shown and is_formula(ended.words)
        self.guides += bool(shown) and is_phonetic_guide(ended.words)
        return instruction, shown

    def instruct(self, words: str) -> None:
        """The innermost field says something in its instruction."""
        if self.instructing and len(self.instructing[-1].words) < _LONGEST:
            self.instructing[-1].words += words

    def note(self, element: Element) -> None:
        """Something visible, or the beginning of a paragraph, stands here."""
        if self.instructing:
            self.instructing[0].instruction.append(element)
        elif self.begun:
            self.begun[-1].shows = True


def leave_results(found: Found, names: Names) -> Counter[str]:
    """Take out of the fields in a part what is not their result; a field that never ends is left as it is."""
    fields = _Fields()
    out: list[Element] = []
    root = found.elements[0][1].getroottree()
    for element in list(root.iter(names.paragraph, names.field_mark, names.instruction, *names.visible)):
        tag = element.tag
        if tag == names.field_mark:
            out += _passed(fields, element, names)
        elif tag == names.instruction:
            fields.instruct(element.text or "")
        else:
            fields.note(element)
    _take_out(out, names)
    return Counter({"formula": fields.formulas, "phonetic guide": fields.guides})


def _passed(fields: _Fields, mark: Element, names: Names) -> list[Element]:
    """Take notice of a field's mark; what turned out to be no text is returned."""
    match mark.get(names.w("fldCharType")):
        case "begin":
            fields.begin(write_form_field(mark, names))
        case "separate":
            return fields.end_instruction()
        case "end":
            out, shown = fields.end()
            if shown:
                write(mark, shown, names)
                fields.note(mark)
            return out
    return []


def _take_out(elements: list[Element], names: Names) -> None:
    """A paragraph that begins in an instruction goes on with the one before it; anything else goes."""
    for element in elements:
        if element.tag != names.paragraph:
            take_away(element)
            continue
        before = next(element.itersiblings(names.paragraph, preceding=True), None)
        if before is not None and following_paragraph(before, names) is element:
            join(before, element, names)
