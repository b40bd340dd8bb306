"""The search for garbage is put off and comes back, whatever happens."""

import gc

import pytest

from app.core.collecting import without_collecting


def test_it_is_off_inside_and_on_again_afterwards() -> None:
    with without_collecting():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_comes_back_after_an_error() -> None:
    with pytest.raises(ValueError, match="wrong"), without_collecting():
        raise ValueError("wrong")
    assert gc.isenabled()


def test_where_it_was_off_it_stays_off() -> None:
    with without_collecting():
        with without_collecting():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
