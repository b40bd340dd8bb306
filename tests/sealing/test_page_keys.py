"""Keys of units: made once, replaced when asked, wrapped when kept."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from app.errors import SealError
from app.sealing import wrapped as wrapping
from app.sealing.page_keys import (
    PageKeys,
    as_bytes,
    from_bytes,
    new_keys,
    revoked,
    rotated,
    with_passphrase,
    with_units,
)
from app.sealing.passphrases import WORDS, new_passphrase, word_list
from app.sealing.sealed_file import opened_master
from app.sealing.wrapped import unwrapped, wrapped

PASSPHRASE = "amber basil cedar daisy ember fennel"
DAY, LATER = date(2026, 11, 16), date(2027, 1, 4)


@pytest.fixture
def keys() -> PageKeys:
    return with_units(new_keys(PASSPHRASE), ["firm/a", "firm/b", "overview"], DAY, ["overview"])


def test_every_key_and_link_is_another_and_the_overview_has_no_link(keys: PageKeys) -> None:
    made = [keys.secret]
    for unit in keys.units.values():
        made += [unit.content, unit.link]
    assert made.pop() == b""
    assert len(set(made)) == len(made) == 6
    assert {len(one) for one in made} == {32}


def test_what_is_there_stays_when_units_are_added(keys: PageKeys) -> None:
    assert with_units(keys, ["firm/a"], LATER) is keys
    more = with_units(keys, ["firm/a", "firm/c"], LATER)
    assert more.units["firm/a"] == keys.units["firm/a"]
    assert more.units["firm/c"].since == LATER


def test_a_rotated_link_has_another_key_behind_it_and_others_stay(keys: PageKeys) -> None:
    new = rotated(keys, "firm/a", LATER)
    assert new.units["firm/a"].content != keys.units["firm/a"].content
    assert new.units["firm/a"].link not in (keys.units["firm/a"].link, b"")
    assert new.units["firm/b"] == keys.units["firm/b"]


def test_a_revoked_unit_has_no_link_and_another_key(keys: PageKeys) -> None:
    new = revoked(keys, "firm/a", LATER)
    assert new.units["firm/a"].link == b""
    assert new.units["firm/a"].content != keys.units["firm/a"].content


def test_another_passphrase_keeps_links_and_changes_every_key(keys: PageKeys) -> None:
    new = with_passphrase(keys, "fennel ember daisy cedar basil amber")
    assert new.secret != keys.secret
    for name, unit in keys.units.items():
        assert new.units[name].link == unit.link
        assert new.units[name].content != unit.content
    with pytest.raises(SealError):
        opened_master(PASSPHRASE, new.master)


def test_they_come_back_out_of_their_wrapping(
    keys: PageKeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wrapping, "MEMORY", 64)
    kept = wrapped(PASSPHRASE, as_bytes(keys))
    assert keys.secret.hex().encode() not in kept and b"firm/a" not in kept
    assert from_bytes(unwrapped(PASSPHRASE.upper(), kept)) == keys
    assert wrapped(PASSPHRASE, as_bytes(keys)) != kept
    with pytest.raises(SealError, match="not the passphrase"):
        unwrapped(PASSPHRASE + " more", kept)


@pytest.mark.parametrize(
    "change",
    [
        lambda kept: kept.update(wrapped="AAAA"),
        lambda kept: kept["argon2id"].update(memory_kib=1 << 30),
        lambda kept: kept["argon2id"].update(passes=10**10),
        lambda kept: kept["argon2id"].update(lanes=0),
        lambda kept: kept["argon2id"].update(salt="zz"),
        lambda kept: kept.pop("argon2id"),
    ],
)
def test_what_is_damaged_or_asks_for_endless_work_is_refused(
    change: Callable[[dict[str, Any]], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wrapping, "MEMORY", 64)
    kept = json.loads(wrapped(PASSPHRASE, b"keys"))
    change(kept)
    with pytest.raises(SealError):
        unwrapped(PASSPHRASE, json.dumps(kept).encode())


def test_the_wrapping_costs_what_rfc_9106_asks_for() -> None:
    kept = json.loads(wrapped(PASSPHRASE, b"keys"))["argon2id"]
    assert (kept["memory_kib"], kept["passes"], kept["lanes"]) == (65536, 3, 4)


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"format": 2}', b"\xff"])
def test_keys_of_another_kind_are_refused(data: bytes) -> None:
    with pytest.raises(SealError, match="another version"):
        from_bytes(data)


def test_a_passphrase_is_six_words_of_a_list_that_can_be_read_out() -> None:
    words = word_list()
    assert 2**10 < len(words) == len(set(words)) == 1417
    assert all(4 <= len(word) <= 8 and word.isascii() and word.islower() for word in words)
    made = {new_passphrase() for _ in range(50)}
    assert len(made) == 50
    assert all(len(one.split()) == WORDS and set(one.split()) <= set(words) for one in made)


def test_no_two_words_of_the_list_are_a_letter_apart() -> None:
    words = set(word_list())
    for word in words:
        for place in range(len(word)):
            shorter = word[:place] + word[place + 1 :]
            assert shorter not in words, (word, shorter)
            for letter in "abcdefghijklmnopqrstuvwxyz":
                other = word[:place] + letter + word[place + 1 :]
                assert other == word or other not in words, (word, other)
