"""Answers as CSV: a round trip loses nothing, and every complaint has its row."""

import os
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.core.response import Answer, Consent, Response, State
from app.core.survey import Perspective
from app.core.typed import LONGEST_BROUGHT, LONGEST_TYPED, escaped, keepable
from app.errors import InputError
from app.intake.answers_csv import COLUMNS, OPTIONAL, guarded, unguarded, write_answers
from app.intake.answers_reader import MOST, read_answers
from tests.builders import a_response, a_wave

HEADER = ",".join(COLUMNS[: -len(OPTIONAL)])
ROW = "2026,north,counterpart,c1,A1,5,,en,sent"
ANY = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=60
)
TEXTS = ANY.map(keepable).filter(bool)


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


@given(ANY | st.text("'=+-@ \t\r＝", min_size=1))
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
        (
            f"{ROW}\n2026,north,counterpart,c1,A2,5,,en,started",
            "row 3: has another language",
        ),
        ('2026,north,counterpart,c1,O1,"open,,en,sent', "row 2: its quotes do not match"),
    ],
)
def test_every_complaint_names_its_row(tmp_path: Path, row: str, said: str) -> None:
    assert said in complaints(tmp_path, f"{HEADER}\n{row}\n")


def test_all_complaints_come_in_one_run(tmp_path: Path) -> None:
    rows = "\n".join(f"2026,north,counterpart,c{n},A1,99,,en,sent" for n in (1, 2, 3))
    assert complaints(tmp_path, f"{HEADER}\n{rows}\n").count("is no point") == 3


@pytest.mark.parametrize("text", ["a,b\n", f"{HEADER},more\n", HEADER.upper()])
def test_another_header_is_refused(tmp_path: Path, text: str) -> None:
    assert "row 1: the header" in complaints(tmp_path, text)


@pytest.mark.parametrize("raw", [f"\ufeff{HEADER}\n".encode() + b"\xff", b"\xff\xfea"])
def test_what_is_no_text_is_refused(tmp_path: Path, raw: bytes) -> None:
    assert "save it again as CSV UTF-8" in complaints(tmp_path, raw)


def test_a_nul_is_named_with_its_row(tmp_path: Path) -> None:
    assert "row 2: holds a NUL character" in complaints(tmp_path, f"{HEADER}\n\x00")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "in.csv: is empty"),
        ("\n\n", "row 1: the header is not the one expected"),
        (f"{HEADER}\n", "row 1: stands alone: no answers come below it"),
        (
            HEADER.replace("respondent", "respondant"),
            "column 4: unknown 'respondant'; did you mean",
        ),
        (f"{HEADER}\n{ROW}".replace("A1", "a1"), "item 'a1' is not asked there; did you mean A1?"),
        (f"{HEADER}\n{ROW}".replace("north", "nroth"), "did you mean north?"),
        (
            f"{HEADER}\n{ROW}".replace("c1", "cl"),
            "'cl' was not invited there as counterpart; known",
        ),
        (f"{HEADER}\n{ROW}".replace("A1", "=A1"), "item '=A1' is not asked there"),
        (
            f"{HEADER}\n{ROW}".replace(",5,", ",=1+4,"),
            "A1: '=1+4' is no point of the scale 0 to 10",
        ),
        (f"{HEADER}\n{ROW}".replace(",5,", ",\x1b[2J,"), "A1: '\\x1b[2J' is no point"),
        (f"{HEADER}\n{ROW}".replace(",5,", f",{'9' * 999},"), "…' is no point of the scale"),
        (f"{HEADER}\n{ROW},\n", "row 2: has 10 cells, not 9"),
        (f"{HEADER}\n{ROW}\n{ROW.replace('A1,5', chr(34) + 'A2,5')}\n", "row 3: its quotes do not"),
    ],
)
def test_each_way_to_get_it_wrong_is_named(tmp_path: Path, text: str, said: str) -> None:
    assert said in complaints(tmp_path, text)


def test_a_quote_left_open_swallows_no_rows_in_silence(tmp_path: Path) -> None:
    opening = '2026,north,counterpart,c1,O1,"open,,en,sent'
    for closing in ('"closed"', '", closed"', '""', 'said "so"', '"""closed"""'):
        rows = f"{opening}\n{ROW}\n2026,north,counterpart,c2,O1,{closing},,en,sent\n"
        assert "row 2: " in complaints(tmp_path, f"{HEADER}\n{rows}")


@pytest.mark.parametrize("separator", [";", "\t"])
def test_other_separators_are_taken(tmp_path: Path, separator: str) -> None:
    text = f"{HEADER}\r\n{ROW}\r\n".replace(",", separator)
    assert read(tmp_path, text)[0].value("A1") == 5
    assert read(tmp_path, text.encode("utf-16"))[0].value("A1") == 5
    assert read(tmp_path, f"sep={separator}\r\n{text}")[0].value("A1") == 5
    assert "row 4: has 1 cells" in complaints(tmp_path, f"sep={separator}\r\n{text}x\r\n")


WINDOWS = f"{HEADER}\n2026,north,counterpart,c1,O1,ganz Zuverlässig – €,,en,sent\n".encode("cp1252")


def test_an_old_code_page_is_never_guessed(tmp_path: Path) -> None:
    assert (
        "row 2: is not UTF-8; as Windows-1252 it would read 'Zuverlässig'; if that word is right, "
        "add --encoding windows-1252; if not, save it again as CSV UTF-8"
    ) in complaints(tmp_path, WINDOWS)


def test_an_old_code_page_is_read_when_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes(WINDOWS)
    (response,) = read_answers(path, a_wave(), "windows-1252")
    assert response.value("O1") == "ganz Zuverlässig – €"
    path.write_bytes(WINDOWS.replace(b"\x80", b"\x81"))
    with pytest.raises(InputError, match="row 2: is not Windows-1252 either"):
        read_answers(path, a_wave(), "windows-1252")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_that_is_unicode_is_not_garbled_on_request(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes(WINDOWS.decode("cp1252").encode(encoding))
    with pytest.raises(InputError, match="would be garbled as Windows-1252"):
        read_answers(path, a_wave(), "windows-1252")


def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"absent\.csv: is missing"):
        read_answers(tmp_path / "absent.csv", a_wave())
    with pytest.raises(InputError, match="is a folder"):
        read_answers(tmp_path, a_wave())
    with (tmp_path / "huge.csv").open("wb") as stream:
        stream.truncate(200_000_000)
    with pytest.raises(InputError, match="is larger than 64 MB"):
        read_answers(tmp_path / "huge.csv", a_wave())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes as on Unix")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(InputError, match="is no plain file"):
        read_answers(tmp_path / "pipe.csv", a_wave())


def test_a_file_that_is_wrong_in_every_row_is_not_told_row_by_row(tmp_path: Path) -> None:
    said = complaints(tmp_path, f"{HEADER}\n" + "x\n" * 5000)
    assert len(said.splitlines()) == MOST + 1
    assert "4900 more complaints are not shown" in said


def test_a_row_on_several_lines_is_counted_from_its_first(tmp_path: Path) -> None:
    text = f'{HEADER}\n2026,north,counterpart,c1,O1,"a\nb",,en,sent\nx,y\n'
    assert "row 4: has 2 cells" in complaints(tmp_path, text)


@pytest.mark.parametrize(
    ("letter", "said"),
    [
        ("\x08", "U+0008 control character"),
        ("\x0b", "U+000B control character"),
        ("\x1b", "U+001B control character"),
        ("\x9b", "U+009B control character"),
        ("\ufffe", "U+FFFE control character"),
        ("\ufffd", "U+FFFD replacement character"),
        ("\U0010ffff", "U+10FFFF control character"),
    ],
)
def test_what_the_form_takes_out_is_refused_by_row_column_and_code_point(
    tmp_path: Path, letter: str, said: str
) -> None:
    row = f"2026,north,counterpart,c1,O1,a{letter}b,,en,sent"
    told = complaints(tmp_path, f"{HEADER}\n{ROW}\n{row}\n")
    assert f"row 3: column value: O1 holds a character that is not kept ({said})" in told
    assert told.isprintable()


def test_what_was_kept_before_goes_out_as_its_escape_and_comes_in_so(tmp_path: Path) -> None:
    old = a_response("c1", {"O1": "plain \x1b[31mred\x07 \ufffe"})
    stream = StringIO(newline="")
    write_answers([old], stream)
    assert "plain \\x1b[31mred\\x07 \\ufffe" in stream.getvalue()
    (again,) = read(tmp_path, stream.getvalue())
    assert again.value("O1") == escaped("plain \x1b[31mred\x07 \ufffe")


def test_what_comes_in_a_file_may_be_longer_than_what_is_typed(tmp_path: Path) -> None:
    def row(length: int) -> str:
        return f"{HEADER}\n2026,north,counterpart,c1,O1,{'x' * length},,en,sent\n"

    assert len(str(read(tmp_path, row(LONGEST_BROUGHT))[0].value("O1"))) > LONGEST_TYPED
    assert "at most 20000 are kept" in complaints(tmp_path, row(LONGEST_BROUGHT + 1))
