"""Bibliographies for tests, and how they come into a project."""

from __future__ import annotations

from pathlib import Path

from qualcode.actions.importing import files
from qualcode.project import Project

FIRST = """@article{lind2021, title={Data silos in county offices}, author={Lind, Ana and Okafor, Ada}, year=2021,
  journal={Local Studies}, doi={10.5555/a}, abstract={We study silos.}, keywords={silos; privacy}}
@book{wang2019, title={县域治理的数字化转型}, author={王芳}, year=2019}
"""
AGAIN = """TY  - JOUR
TI  - Data Silos in County Offices
AU  - Lind, A.
PY  - 2021
DO  - https://doi.org/10.5555/A
AB  - Another database tells it otherwise.
ER  -
TY  - BOOK
ID  - chen2020
TI  - Platforms at street level
AU  - Chen, Jing
PY  - 2020
ER  -
"""


def bring_in(project: Project, folder: Path, name: str, content: str, versions: str = "offer") -> files.ReadFiles:
    file = folder / name
    file.write_text(content, encoding="utf-8")
    options = files.ImportOptions(new_versions=versions)  # type: ignore[arg-type]
    read = files.read_files([file], options)
    with project.write("Anna") as work:
        files.add_documents(work, read.documents, read.reports, options)
    return read
