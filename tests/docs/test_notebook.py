"""The notebook does what it shows."""

import json

import pytest

from docs import guides, notebooks
from qualcode import messages


@pytest.fixture(scope="module")
def notebook():
    return json.loads(notebooks.NOTEBOOK.read_text(encoding="utf-8"))


def test_every_cell_shows_what_it_says(notebook, tmp_path, monkeypatch):
    for variable, value in guides.alone().items():
        monkeypatch.setenv(variable, value)
    messages.use("en")
    guides.build_study(tmp_path / "study")
    monkeypatch.chdir(tmp_path / "study")
    for cell, outputs in notebooks.run(notebook):
        expected, printed = notebooks.shown(cell), notebooks.shown({"outputs": outputs})
        assert not guides.differs(expected, printed), "".join(cell["source"])


def test_it_is_a_notebook_that_anybody_can_open(notebook):
    assert (notebook["nbformat"], notebook["metadata"]["kernelspec"]["name"]) == (4, "python3")
    assert all({"id", "metadata", "source", "cell_type"} <= cell.keys() for cell in notebook["cells"])
    assert len({cell["id"] for cell in notebook["cells"]}) == len(notebook["cells"])
    assert all(cell["outputs"] for cell in list(notebooks.cells(notebook))[1:])


def test_a_cell_that_shows_something_else_is_found(notebook, tmp_path):
    changed = {"cells": [{"cell_type": "code", "source": ["1 + 1"], "outputs": []}]}
    ((_cell, outputs),) = notebooks.run(changed)
    assert notebooks.shown({"outputs": outputs}) == "2"
    assert guides.differs("3", "2")
