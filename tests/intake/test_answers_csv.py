"""Answers as CSV: a round trip loses nothing, and every complaint has its row."""

from io import StringIO
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.core.response import Answer, Consent, Response, State
from app.core.survey import Perspective
from app.errors import InputError
from app.intake.answers_csv import COLUMNS, guarded, unguarded, write_answers
from app.intake.answers_reader import read_answers
from tests.builders import a_response, a_wave

HEADER = ",".join(COLUMNS)
ROW = "2026,north,counterpart,c1,A1,5,,en,sent"
TEXTS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=60
)


def read(tmp_path: Path, text: str | bytes) -> tuple[Response, ...]:
    path = tmp_path / "in.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return read_answers(path, a_wave())


def complaints(tmp_path: Path, text: str | bytes) -> str:
    with pytest.raises(InputError) as wrong:
        read(tmp_path, text)
    return str(wrong.value)


@example({"O1": "\r", "O2": "a\rb"}, {}, Consent.UNSAID, State.SENT)
@given(
    st.dictionaries(st.sampled_from(["O1", "O2"]), TEXTS, max_size=2),
    st.dictionaries(st.sampled_from(["A1", "A2", "B3"]), st.none() | st.integers(0, 10)),
    st.sampled_from(Consent),
    st.sampled_from(State),
)
def test_a_round_trip_loses_nothing(
    tmp_path_factory: pytest.TempPathFactory,
    texts: dict[str, str],
    scores: dict[str, int | None],
    consent: Consent,
    state: State,
) -> None:
    response = a_response("c1", {**scores, **texts}, consent=consent, state=state)
    stream = StringIO(newline="")
    write_answers([response], stream)
    assert read(tmp_path_factory.mktemp("csv"), stream.getvalue()) == (response,)


@given(TEXTS | st.text("'=+-@ \t\r＝", min_size=1))
def test_a_guard_is_taken_off_again(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).lstrip(" \u00a0").startswith(("=", "+", "-", "@", "\t", "\r", "＝"))


def test_an_empty_value_is_the_escape(tmp_path: Path) -> None:
    (response,) = read(tmp_path, f"{HEADER}\n2026,north,counterpart,c1,A1,,,en,sent\n")
    assert response.answers == (Answer(item="A1", value=None),)
    assert response.perspective is Perspective.COUNTERPART


def test_a_byte_order_mark_and_windows_line_ends_are_taken(tmp_path: Path) -> None:
    assert read(tmp_path, f"\ufeff{HEADER}\r\n{ROW}\r\n")[0].value("A1") == 5


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("2025,north,counterpart,c1,A1,5,,en,sent", "row 2: is of wave '2025'"),
        ("2026,south,counterpart,c1,A1,5,,en,sent", "row 2: 'south' is no relationship"),
        ("2026,north,them,c1,A1,5,,en,sent", "row 2: unknown perspective 'them'"),
        ("2026,north,counterpart,zz,A1,5,,en,sent", "row 2: 'zz' was not invited"),
        ("2026,north,counterpart,c1,Z9,5,,en,sent", "row 2: item 'Z9' is not asked"),
        ("2026,north,counterpart,c1,E-a,5,,en,sent", "row 2: item 'E-a' is not asked"),
        ("2026,north,counterpart,c1,A1,11,,en,sent", "row 2: A1: '11' is no point"),
        ("2026,north,counterpart,c1,A1,5.0,,en,sent", "row 2: A1: '5.0' is no point"),
        ("2026,north,counterpart,c1,A1,５,,en,sent", "row 2: A1: '５' is no point"),
        ("2026,north,counterpart,c1,A1,5,maybe,en,sent", "row 2: unknown consent 'maybe'"),
        ("2026,north,counterpart,c1,A1,5,,en,done", "row 2: unknown state 'done'"),
        ("2026,north,counterpart,c1,A1,5,,english,sent", "row 2: 'english' is no language"),
        ("2026,north,counterpart,c1,A1,5", "row 2: has 6 cells, not 9"),
        (f"{ROW}\n{ROW}", "row 3: answers A1 a second time"),
        (f"{ROW}\n2026,north,counterpart,c1,A2,5,,en,started", "row 3: has another language or"),
        ('2026,north,counterpart,c1,O1,"open,,en,sent', "row at line 2: "),
    ],
)
def test_every_complaint_names_its_row(tmp_path: Path, row: str, said: str) -> None:
    assert said in complaints(tmp_path, f"{HEADER}\n{row}\n")


def test_all_complaints_come_in_one_run(tmp_path: Path) -> None:
    rows = "\n".join(f"2026,north,counterpart,c{n},A1,99,,en,sent" for n in (1, 2, 3))
    assert complaints(tmp_path, f"{HEADER}\n{rows}\n").count("is no point") == 3


@pytest.mark.parametrize("text", ["", "a,b\n", f"{HEADER},more\n", HEADER.upper()])
def test_another_header_is_refused(tmp_path: Path, text: str) -> None:
    assert "row 1: the header" in complaints(tmp_path, text)


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    assert "line 2 is not UTF-8" in complaints(tmp_path, f"{HEADER}\n".encode() + b"\xff\xfe")
    assert "NUL" in complaints(tmp_path, f"{HEADER}\n\x00")
    with pytest.raises(InputError, match="cannot be read"):
        read_answers(tmp_path / "absent.csv", a_wave())


def test_a_row_on_several_lines_is_counted_from_its_first(tmp_path: Path) -> None:
    text = f'{HEADER}\n2026,north,counterpart,c1,O1,"a\nb",,en,sent\nx,y\n'
    assert "row 4: has 2 cells" in complaints(tmp_path, text)
