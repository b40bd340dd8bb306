"""The format: the same for the same, nothing opened that is another's, sizes that say little."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import SealError
from app.sealing.sealed_file import (
    MASTER,
    MOST_ROUNDS,
    ROUNDS,
    SMALLEST,
    Kind,
    as_text,
    body_of,
    derived,
    from_text,
    name_of_content,
    name_of_secret,
    opened,
    opened_master,
    padded,
    padme,
    plain_words,
    sealed,
    sealed_master,
    unit_of_key,
)

KEY, OTHER = bytes(range(32)), bytes(range(1, 33))
NAME = "a1b2"


@pytest.mark.parametrize("length", [0, 1, 1019, 1020, 1021, 50_000])
def test_what_was_sealed_comes_back_and_stands_nowhere_in_clear(length: int) -> None:
    data = b"Northlight!"[: length or 1] * (length // 11 + 1)
    data = data[:length]
    text = sealed(KEY, Kind.PAGE, NAME, data)
    assert opened(KEY, Kind.PAGE, NAME, text) == data
    assert length < 11 or b"Northlight" not in text


def test_the_same_is_sealed_the_same_and_another_text_has_another_nonce() -> None:
    assert sealed(KEY, Kind.PAGE, NAME, b"one") == sealed(KEY, Kind.PAGE, NAME, b"one")
    nonces = {body_of(NAME, sealed(KEY, Kind.PAGE, NAME, str(n).encode()))[:12] for n in range(200)}
    assert len(nonces) == 200


def test_it_opens_with_its_own_key_kind_and_name_alone() -> None:
    text = sealed(KEY, Kind.PAGE, NAME, b"one")
    for key, kind, name, tried in (
        (OTHER, Kind.PAGE, NAME, text),
        (KEY, Kind.BRIEF, NAME, text),
        (KEY, Kind.PAGE, "b2", text.replace(NAME.encode(), b"b2")),
        (KEY, Kind.PAGE, "b2", text),
    ):
        with pytest.raises(SealError):
            opened(key, kind, name, tried)


def test_a_file_is_one_line_and_nothing_else() -> None:
    text = sealed(KEY, Kind.PAGE, NAME, b"one")
    head, tail = b'sealed("a1b2","', b'")\n'
    assert text.startswith(head) and text.endswith(tail)
    for changed in (
        text + b"\n",
        text[:-1],
        b" " + text,
        text.replace(b'","', b'", "'),
        text[: -len(tail)] + b'");alert(1)\n',
        text.replace(tail, b"=" + tail),
        b"",
    ):
        with pytest.raises(SealError):
            opened(KEY, Kind.PAGE, NAME, changed)


def test_letters_behind_the_last_byte_are_refused() -> None:
    # Base64 has several spellings of a last byte; only one is a file of ours.
    body = body_of(NAME, sealed(KEY, Kind.PAGE, NAME, b"one"))
    text = sealed(KEY, Kind.PAGE, NAME, b"one")
    assert len(body) % 3, "the example needs spare bits"
    place = text.rindex(b'"') - (3 - len(body) % 3) - 1
    letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    other = letters[letters.index(text[place : place + 1]) ^ 1]
    with pytest.raises(SealError):
        opened(KEY, Kind.PAGE, NAME, text[:place] + bytes([other]) + text[place + 1 :])


def test_sizes_are_shared_and_at_most_an_eighth_larger() -> None:
    # The values of the PURB paper's own definition.
    assert [padme(n) for n in (9, 100, 1000, 1025, 1_000_000)] == [10, 104, 1024, 1088, 1_015_808]
    assert len(padded(b"")) == len(padded(b"x" * 900)) == SMALLEST
    assert len({padme(n) for n in range(1024, 100_000)}) < 180
    assert all(n <= padme(n) <= n * 1.12 for n in range(16, 100_000, 7))


def test_what_is_not_filled_up_with_zeros_is_none_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("app.sealing.sealed_file.padded", lambda data: b"\0\0\0\3" + data + b"x")
        text = sealed(KEY, Kind.PAGE, NAME, b"one")
    with pytest.raises(SealError, match="filled up"):
        opened(KEY, Kind.PAGE, NAME, text)


def test_names_say_nothing_and_belong_to_their_key() -> None:
    name = name_of_content(KEY, Kind.PAGE, "open/2026/northlight-foods/index.html")
    assert len(name) == 32 and int(name, 16)
    assert name != name_of_content(OTHER, Kind.PAGE, "open/2026/northlight-foods/index.html")
    assert name != name_of_content(KEY, Kind.BRIEF, "open/2026/northlight-foods/index.html")
    assert len({name_of_secret(KEY), name_of_secret(OTHER)}) == 2
    assert len(unit_of_key(KEY)) == 16


def test_keys_are_derived_as_rfc_5869_does() -> None:
    # Its third test case: no salt, no info.
    okm = "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"
    assert derived(b"\x0b" * 22, b"", 32).hex() == okm


def test_the_passphrase_opens_the_secret_however_it_is_typed() -> None:
    text = sealed_master("amber basil cedar", b"s" * 16, ROUNDS, KEY)
    assert opened_master(" Amber-BASIL  cedar\n", text) == KEY
    with pytest.raises(SealError, match="another key"):
        opened_master("amber basil cedars", text)
    assert plain_words("Amber, basil_9 CEDAR") == "amber basil cedar"


@pytest.mark.parametrize("rounds", [0, ROUNDS - 1, MOST_ROUNDS + 1, 10**10, 2**64 - 1])
def test_rounds_out_of_bounds_are_refused_before_any_work(rounds: int) -> None:
    text = sealed(KEY, Kind.MASTER, MASTER, b"x", rounds.to_bytes(8, "big") + b"s" * 16)
    with pytest.raises(SealError, match="rounds"):
        opened_master("amber", text)


def test_a_secret_is_43_letters_and_nothing_else_is_one() -> None:
    assert len(as_text(KEY)) == 43
    assert from_text(as_text(KEY)) == KEY
    for wrong in ("", as_text(KEY)[:-1], as_text(KEY) + "A", as_text(KEY)[:-1] + "!"):
        with pytest.raises(SealError, match="43 letters"):
            from_text(wrong)


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_refused(data: bytes) -> None:
    for text in (data, b'sealed("a1b2","' + data + b'")\n'):
        with pytest.raises(SealError):
            opened(KEY, Kind.PAGE, NAME, text)
        with pytest.raises(SealError):
            opened_master("amber", text)
