"""What an installed copy holds."""

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

import qualcode
from qualcode.resources import resource

ROOT = Path(__file__).parents[2]
SHIPPED = ("migrations", "codebooks", "sample_data")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> set[str]:
    """The names of the files in a freshly built wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    with ZipFile(next(folder.glob("*.whl"))) as archive:
        return set(archive.namelist())


@pytest.mark.parametrize("name", SHIPPED)
def test_the_wheel_carries_the_files_that_travel_with_the_program(wheel, name):
    here = {path.relative_to(resource(name)) for path in resource(name).rglob("*") if path.is_file()}
    expected = {f"qualcode/_shipped/{name}/{path.as_posix()}" for path in here if "__pycache__" not in path.parts}
    assert expected
    assert expected <= wheel


def test_the_wheel_carries_the_sentences_and_the_styles(wheel):
    assert "qualcode/locale/zh_Hans/LC_MESSAGES/qualcode.mo" in wheel
    styles = {path.relative_to(ROOT / "src").as_posix() for path in (ROOT / "src").rglob("*.tcss")}
    assert styles <= wheel


def test_the_same_files_are_found_in_a_checkout_and_in_an_installed_copy():
    installed = Path(qualcode.__file__).parent / "_shipped"
    home = installed if installed.is_dir() else ROOT
    assert [resource(name) for name in SHIPPED] == [home / name for name in SHIPPED]
    for name in SHIPPED:
        assert {path.name for path in resource(name).rglob("*.*")} >= {path.name for path in (ROOT / name).glob("*.*")}
