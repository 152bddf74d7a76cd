"""The notebook of the documentation: run without Jupyter, its cells one after the other, as Jupyter would show them.

Where a cell shows something new, and it is right, write it into the notebook::

    PYTHONPATH=tests python tests/docs/notebooks.py
"""

from __future__ import annotations

import ast
import json
import os
import re
from collections.abc import Iterator
from contextlib import chdir, redirect_stdout
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from docs import guides

_VERSION = re.compile(r"qualcode \d[\w.]*\d")
NOTEBOOK = guides.ROOT / "docs" / "notebook.ipynb"


def cells(notebook: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The cells that hold code."""
    return (cell for cell in notebook["cells"] if cell["cell_type"] == "code")


def shown(cell: dict[str, Any]) -> str:
    """What the notebook says that a cell shows, as plain text."""
    texts = (output.get("text") or output["data"]["text/plain"] for output in cell["outputs"])
    return "".join("".join(text) for text in texts)


def run(notebook: dict[str, Any]) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """Each cell with the outputs it makes when the cells are run in order, in the folder one is in."""
    names: dict[str, Any] = {}
    for number, cell in enumerate(cells(notebook), 1):
        yield cell, list(_outputs("".join(cell["source"]), names, number))


def _outputs(code: str, names: dict[str, Any], number: int) -> Iterator[dict[str, Any]]:
    tree = ast.parse(code)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    printed = StringIO()
    with redirect_stdout(printed):
        exec(compile(tree, "cell", "exec"), names)
        value = None if last is None else eval(compile(ast.Expression(last.value), "cell", "eval"), names)
    if printed.getvalue():
        yield {"output_type": "stream", "name": "stdout", "text": printed.getvalue().splitlines(keepends=True)}
    if value is not None:
        page = {"text/html": value._repr_html_().splitlines(keepends=True)} if hasattr(value, "_repr_html_") else {}
        data = {"text/plain": repr(value).splitlines(keepends=True), **page}
        yield {"output_type": "execute_result", "execution_count": number, "data": data, "metadata": {}}


def rewrite(study: Path) -> None:
    """Write into the notebook what its cells show; ``study`` is a folder with the sample study, which they may change."""
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    with chdir(study):
        for number, (cell, outputs) in enumerate(run(notebook), 1):
            if guides.differs(shown(cell) if cell["outputs"] else "", shown({"outputs": outputs})):
                cell["outputs"], cell["execution_count"] = _of_any_day(outputs), number
    NOTEBOOK.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _of_any_day(outputs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Outputs without the moment and the version they were made with."""
    text = json.dumps(outputs, ensure_ascii=False)
    made: list[dict[str, Any]] = json.loads(_VERSION.sub("qualcode …", guides.MOMENT.sub("…", text)))
    return made


if __name__ == "__main__":
    os.environ.update(guides.alone())
    with TemporaryDirectory() as place:
        guides.build_study(Path(place, "study"))
        rewrite(Path(place, "study"))
