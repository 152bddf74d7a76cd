"""What every test may ask for."""

from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real files by others, kept beside the checkout and not part of it."""
    folder = REPOSITORY.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the folder of real files (../shared/data) is not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def corpora(shared_data: Path) -> Path:
    """Real transcripts, surveys and codings."""
    return shared_data / "corpora"
