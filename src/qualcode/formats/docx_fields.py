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

from qualcode.formats.docx_found import Found
from qualcode.formats.docx_names import Names
from qualcode.formats.docx_paragraphs import following_paragraph, join, take_away


@dataclass(slots=True)
class _Field:
    """A field that has begun: what stands in its instruction so far, and whether its result shows anything."""

    begin: Element
    instruction: list[Element] = field(default_factory=list)
    shows: bool = False


@dataclass(slots=True)
class _Fields:
    """The fields that have begun and not ended, the outermost first, and those of them whose instruction is not over."""

    begun: list[_Field] = field(default_factory=list)
    instructing: list[_Field] = field(default_factory=list)

    def begin(self, mark: Element) -> None:
        self.begun.append(_Field(mark))
        self.instructing.append(self.begun[-1])

    def end_instruction(self) -> list[Element]:
        """The innermost field goes on to its result; what turned out to be instruction is returned."""
        if self.begun and self.instructing and self.begun[-1] is self.instructing[-1]:
            return self.instructing.pop().instruction
        return []

    def end(self, names: Names) -> list[Element]:
        """The innermost field is over; what turned out to be no text is returned."""
        instruction = self.end_instruction()
        ended = self.begun.pop() if self.begun else None
        if ended is None or not ended.shows:
            return instruction
        # The entry chosen from a list of a form is shown by some programs' results as well.
        return [*instruction, *ended.begin.iter(names.drop_down)]

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
    for element in root.iter(names.paragraph, names.field_mark, *names.visible):
        if element.tag != names.field_mark:
            if element.tag not in names.form_fields:
                fields.note(element)
            continue
        mark = element.get(names.w("fldCharType"))
        if mark == "begin":
            fields.begin(element)
        elif mark == "separate":
            out += fields.end_instruction()
        elif mark == "end":
            out += fields.end(names)
    _take_out(out, names)
    return Counter()


def _take_out(elements: list[Element], names: Names) -> None:
    """A paragraph that begins in an instruction goes on with the one before it; anything else goes."""
    for element in elements:
        if element.tag != names.paragraph:
            take_away(element)
            continue
        before = next(element.itersiblings(names.paragraph, preceding=True), None)
        if before is not None and following_paragraph(before, names) is element:
            join(before, element, names)
