"""A passage with what each coder made of it, in lines and stripes: of a dispute, or of any place in a document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from qualcode.actions.agreement.overview import Dispute, Overview
from qualcode.actions.agreement.passages import Ground
from qualcode.actions.codes import CodeRow
from qualcode.messages import _, listed
from qualcode.text.span import Span
from qualcode.tui.disputes.calling import Calling
from qualcode.tui.view.stripes import Stripes, stripes
from qualcode.tui.widgets.lines import Line

Short = Callable[[str], str]
"""What a code is called where there is little room, by its path."""


@dataclass(frozen=True)
class Readings:
    """A passage: what is said above it, the text around the unit with a stripe for each coder, and the rule of the code."""

    head: tuple[Line, ...]
    text: str
    around: Span
    unit: Span
    stripes: tuple[Stripes, ...]
    rule: tuple[Line, ...] = ()


def of_dispute(
    found: Overview, dispute: Dispute, place: str, calling: Calling, short: Short, now: CodeRow | None
) -> Readings:
    """A dispute of an overview; ``place`` says which of how many, ``now`` is the code as the codebook has it by now."""
    ground, unit = found.grounds[dispute.document], Span(dispute.start, dispute.end)
    judges = calling.ordered(dispute.judges)
    head = [_head(dispute, place, short)]
    for coder in judges:
        head.append(_reading(ground, unit, coder, dispute.code, coder in dispute.applied_by, calling, short))
    head += [_not_judged(found, dispute, calling)] if len(judges) < len(found.coders) else []
    then = found.codes.get(dispute.code)
    return Readings(
        tuple(line for line in head if line),
        ground.document.text,
        ground.around(unit),
        unit,
        tuple(_stripes(ground, coder, calling, dispute.code) for coder in judges),
        tuple(_rule(now or then, then, short)),
    )


def of_place(ground: Ground, span: Span, calling: Calling, short: Short) -> Readings:
    """Any words of a document: every coding on them is what the stripes are about."""
    coders = calling.ordered(calling.coders)
    return Readings(
        tuple(_reading(ground, span, coder, None, False, calling, short) for coder in coders),
        ground.document.text,
        ground.around(span),
        span,
        tuple(_stripes_on(ground, coder, calling, span) for coder in coders),
    )


def _head(dispute: Dispute, place: str, short: Short) -> Line:
    decided = {"keep": _("kept: {reason}"), "drop": _("dropped: {reason}")}.get(dispute.decision, "")
    words = decided.format(reason=" ".join(dispute.reason.split()))
    return (
        (short(dispute.code), "head"),
        (f"  {place}  {dispute.document}", "muted"),
        (f"  ✓ {words}" * bool(words), "head"),
    )


def _reading(
    ground: Ground, unit: Span, coder: str, code: str | None, applied: bool, calling: Calling, short: Short
) -> Line:
    """What one coder gave the unit: the code in question or not, and everything else."""
    here = ground.codings_on(unit, coder)
    others = list(dict.fromkeys(short(row.code) for row in here if row.code != code))
    name = (f"{calling.introduced(coder)}  ", "head")
    if code is None:
        return name, (listed(others) or _("no code"), "" if others else "muted")
    said = _("applied") if applied else _("not applied")
    places = listed(f"{row.start}–{row.end}" for row in here if row.code == code)
    gave = _("also: {codes}") if applied else _("but: {codes}")
    more = "  " + gave.format(codes=listed(others)) if others else ""
    return name, (said, ""), (f" {places}" * bool(places), "muted"), (more, "")


def _not_judged(found: Overview, dispute: Dispute, calling: Calling) -> Line:
    missing = calling.ordered(name for name in found.coders if name not in dispute.judges)
    return ((_("not judged: {coders}", coders=listed(map(calling.introduced, missing))), "muted"),)


def _stripes(ground: Ground, coder: str, calling: Calling, code: str) -> Stripes:
    own = [row for row in ground.codings if row.coder == coder]
    about = [Span(row.start, row.end) for row in own if row.code == code]
    other = [Span(row.start, row.end) for row in own if row.code != code]
    return stripes(calling.letter(coder), about, other, ground.document.text)


def _stripes_on(ground: Ground, coder: str, calling: Calling, span: Span) -> Stripes:
    own = [Span(row.start, row.end) for row in ground.codings if row.coder == coder]
    about, other = [it for it in own if it.overlaps(span)], [it for it in own if not it.overlaps(span)]
    return stripes(calling.letter(coder), about, other, ground.document.text)


def _rule(now: CodeRow | None, then: CodeRow | None, short: Short) -> Iterator[Line]:
    """What the codebook says of the code by now."""
    if now is None:
        return
    yield (("█ ", now.color if now.color.startswith("#") else ""), (short(now.path), "head"))
    if then is not None and _rules(then) != _rules(now):
        yield ((_("The rule has been changed since."), "muted"),)
    labels = (_("definition: "), _("include: "), _("exclude: "))
    told = [(label, words) for label, words in zip(labels, _rules(now), strict=True) if words]
    for label, words in told:
        for number, line in enumerate(words.split("\n")):
            yield ((label, "muted"), (line, "")) if number == 0 else ((line, ""),)
    if not told:
        yield ((_("This code has no definition yet."), "muted"),)


def _rules(code: CodeRow) -> tuple[str, str, str]:
    return code.definition, code.include, code.exclude


def shortener(codes: Sequence[CodeRow]) -> Short:
    """Calls a code by its last name, or by its path where several have that name."""
    names = Counter(code.name for code in codes)
    last = {code.path: code.name for code in codes if names[code.name] == 1}
    return lambda path: last.get(path, path)
