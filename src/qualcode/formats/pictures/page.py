"""A picture and the table behind it as one web page that needs nothing else."""

from __future__ import annotations

from html import escape

from qualcode.formats.pictures.frame import Frame
from qualcode.messages import _, language
from qualcode.table import Cell

_STYLE = """
body { font: 15px/1.5 system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; color: #1a1a1a;
       background: #fff; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
figure { margin: 0; overflow-x: auto; }
svg { max-width: 100%; height: auto; }
.table { overflow-x: auto; margin: 1.5rem 0; }
table { border-collapse: collapse; font-size: 13px; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding-bottom: .4rem; }
th, td { padding: .25rem .7rem; text-align: left; vertical-align: top; border-bottom: 1px solid #d9d9d9; }
thead th { border-bottom: 2px solid #595959; }
.number { text-align: right; white-space: nowrap; }
.notes { color: #595959; font-size: 13px; }
"""


def page(frame: Frame, svg: str, more: tuple[str, ...]) -> str:
    """The page: the picture, every row of its table, and all notes. Nothing in it is fetched from anywhere."""
    tongue = "zh-Hans" if language() == "zh" else "en"
    title = escape(frame.title)
    notes = "\n".join(f"<p>{escape(note)}</p>" for note in (*more, *frame.table.notes))
    return (
        f'<!DOCTYPE html>\n<html lang="{tongue}">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<figure>\n{svg}\n</figure>\n"
        f'<div class="table">{_table(frame)}</div>\n<div class="notes">\n{notes}\n</div>\n</body>\n</html>\n'
    )


def _table(frame: Frame) -> str:
    table = frame.table
    head = "".join(f'<th scope="col">{escape(str(name))}</th>' for name in table.columns)
    rows = "\n".join("<tr>" + "".join(map(_cell, row)) + "</tr>" for row in table.rows)
    caption = escape(_("The figures behind the picture"))
    return f"<table>\n<caption>{caption}</caption>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"


def _cell(value: Cell) -> str:
    if value is None:
        return '<td class="number">–</td>'
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f'<td class="number">{_figure(value)}</td>'
    return f"<td>{escape(str(value))}</td>"


def _figure(value: int | float) -> str:
    """Six figures of a fraction, and never less than the whole part of it."""
    return str(value) if isinstance(value, int) else f"{value:.0f}" if abs(value) >= 1e6 else f"{value:.6g}"
