"""Sealed streams: only the passphrase opens them, and nothing can be cut, swapped or changed."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import SealError
from app.sealing import archive
from app.sealing.archive import MAGIC, SealedWriter, is_sealed, opened

WORDS = "four words are enough"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "ROUNDS", 4)
    monkeypatch.setattr(archive, "BLOCK", 64)


def sealed(data: bytes) -> bytes:
    target = BytesIO()
    writer = SealedWriter(target, WORDS)
    for at in range(0, len(data), 50):
        writer.write(data[at : at + 50])
    writer.close()
    return target.getvalue()


def plain(data: bytes, passphrase: str = WORDS) -> bytes:
    return b"".join(opened(BytesIO(data), passphrase))


@pytest.mark.parametrize("length", [0, 1, 63, 64, 65, 128, 129, 1000])
def test_what_was_sealed_comes_back(length: int) -> None:
    data = bytes(n % 251 for n in range(length))
    assert is_sealed(sealed(data))
    assert plain(sealed(data)) == data
    assert length < 8 or data[:8] not in sealed(data)


def test_the_same_data_is_never_sealed_the_same() -> None:
    assert sealed(b"x" * 100) != sealed(b"x" * 100)


def test_another_passphrase_opens_nothing() -> None:
    with pytest.raises(SealError, match="passphrase"):
        plain(sealed(b"x" * 100), WORDS + " ")


def test_every_byte_changed_is_noticed() -> None:
    whole = sealed(b"words " * 30)
    for place in range(len(MAGIC), len(whole)):
        if place == len(MAGIC) + 16:
            continue  # the rounds: another number would only take longer to be wrong
        changed = bytearray(whole)
        changed[place] ^= 1
        with pytest.raises(SealError):
            plain(bytes(changed))


def test_every_length_cut_is_noticed() -> None:
    whole = sealed(b"words " * 30)
    for length in range(len(whole)):
        with pytest.raises(SealError):
            plain(whole[:length])


def test_blocks_cannot_change_places() -> None:
    whole = sealed(bytes(range(192)))
    head, block = len(MAGIC) + 17, 4 + 64 + 16
    first, second = whole[head : head + block], whole[head + block : head + 2 * block]
    swapped = whole[:head] + second + first + whole[head + 2 * block :]
    with pytest.raises(SealError):
        plain(swapped)
    with pytest.raises(SealError):
        plain(whole[:head] + first + first + whole[head + 2 * block :])


def test_a_head_that_asks_for_endless_work_is_refused() -> None:
    whole = bytearray(sealed(b"x"))
    whole[len(MAGIC) + 16] = 40
    with pytest.raises(SealError, match="beginning"):
        plain(bytes(whole))


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_opened_or_refused(data: bytes) -> None:
    with pytest.raises(SealError):
        plain(MAGIC + data[:16].ljust(16) + bytes([4]) + data[16:])
