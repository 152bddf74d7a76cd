"""Files that are written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from qualcode.errors import Unreachable
from qualcode.formats.files import replacing


def test_a_file_stays_until_its_successor_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("old")
    with pytest.raises(ZeroDivisionError), replacing(path) as draft:
        draft.write_text("half")
        raise ZeroDivisionError
    assert path.read_text() == "old"
    with replacing(path) as draft:
        draft.write_text("new")
    assert path.read_text() == "new"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_or_a_device_is_written_to_and_stays(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with replacing(pipe) as draft:
        assert draft == pipe
    assert pipe.is_fifo()


def test_a_folder_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(Unreachable), replacing(tmp_path / "no folder" / "out.csv") as draft:
        draft.write_text("words")
