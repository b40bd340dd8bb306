"""Whatever stands in a CSV of answers: it is read, or every complaint names file, row and remedy.

How many cases, and how to try many more by hand, stands in `tests/mutations.py`.
"""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.survey import Perspective
from app.errors import InputError
from app.intake.answers_csv import COLUMNS, OPTIONAL
from app.intake.answers_reader import read_answers
from tests.builders import a_wave
from tests.mutations import MANY, mutations

RIGHT = "\r\n".join(
    [
        ",".join(COLUMNS[: -len(OPTIONAL)]),
        "2026,north,counterpart,c1,A1,5,,en,sent",
        "2026,north,counterpart,c1,A2,,,en,sent",
        '2026,north,counterpart,c1,O1,"They said: ""later"",\nand then came",unnamed,en,sent',
        "2026,north,counterpart,c2,S,3,,en,started",
        "2026,north,self,s1,E-a,10,,de,sent",
        "2026,north,self,s1,O2,Zuverlässig – '=so,reworded,de,sent",
        "2026,north,self,s2,,,,en,sent",
        "",
    ]
)
SAVED = {
    "utf-8": RIGHT.encode(),
    "semicolons": RIGHT.replace(",", ";").encode("utf-8-sig"),
    "utf-16": RIGHT.replace(",", "\t").encode("utf-16"),
    "windows": RIGHT.encode("windows-1252"),
}


@pytest.mark.parametrize("name", SAVED)
@given(data=st.data(), encoding=st.sampled_from([None, "utf-8", "windows-1252"]))
@MANY
def test_a_changed_file_is_read_or_told_about(
    tmp_path_factory: pytest.TempPathFactory,
    name: str,
    data: st.DataObject,
    encoding: str | None,
) -> None:
    path = Path(tmp_path_factory.getbasetemp()) / "in.csv"
    path.write_bytes(data.draw(mutations(SAVED[name])))
    opened = a_wave()
    try:
        responses = read_answers(path, opened, encoding)
    except InputError as wrong:
        assert wrong.problems
        for problem in wrong.problems:
            assert problem.file == "in.csv"
            assert problem.what.strip()
            assert problem.remedy.strip()
            assert str(problem).isprintable()
        return
    for response in responses:
        asked = {
            item.id for item in opened.surveys[0].asked(response.perspective, opened.wave.form)
        }
        assert {answer.item for answer in response.answers} <= asked
        assert response.perspective in tuple(Perspective)


def test_the_files_that_are_changed_here_are_right(tmp_path: Path) -> None:
    for name, raw in SAVED.items():
        path = tmp_path / "in.csv"
        path.write_bytes(raw)
        encoding = "windows-1252" if name == "windows" else None
        assert len(read_answers(path, a_wave(), encoding)) == 4
