"""Two versions of one response brought together, item by item."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.core.response import Answer, Consent
from app.core.versions import merged

ORDER = ("a", "b", "c")


def answers(**values: int | None) -> tuple[Answer, ...]:
    return tuple(Answer(item=item, value=value) for item, value in values.items())


def test_what_this_page_did_not_change_stays_as_it_is_now() -> None:
    found = merged(ORDER, frozenset("ab"), answers(a=1, b=1), answers(a=1, b=2), answers(a=5, b=1))
    assert found.answers == answers(a=5, b=2)
    assert found.conflicts == ()


def test_what_both_changed_is_a_conflict_and_stays_as_it_is() -> None:
    found = merged(ORDER, frozenset("a"), answers(a=1), answers(a=2), answers(a=3))
    assert found.conflicts == ("a",)


def test_the_same_change_in_both_places_is_none() -> None:
    assert merged(ORDER, frozenset("a"), answers(a=1), answers(a=2), answers(a=2)).conflicts == ()


def test_taking_an_answer_back_is_a_change_like_any_other() -> None:
    assert merged(ORDER, frozenset("a"), answers(a=1), answers(a=1), ()).answers == ()
    assert merged(ORDER, frozenset("a"), answers(a=1), answers(a=2), ()).conflicts == ("a",)


def test_a_changed_consent_is_a_change() -> None:
    was = (Answer(item="a", value="words", consent=Consent.NAMED),)
    now = (Answer(item="a", value="words", consent=Consent.SPOKEN),)
    new = (Answer(item="a", value="words", consent=Consent.UNNAMED),)
    assert merged(ORDER, frozenset("a"), was, now, new).conflicts == ("a",)


def test_items_of_other_pages_and_of_none_are_kept() -> None:
    now = answers(c=3, extra=9)
    found = merged(ORDER, frozenset("a"), (), now, answers(a=1, b=7))
    assert found.answers == answers(a=1, c=3, extra=9)


some = st.dictionaries(st.sampled_from(ORDER), st.integers(0, 3)).map(lambda d: answers(**d))


@given(some, some, some)
def test_nothing_is_overwritten_unseen(
    base: tuple[Answer, ...], now: tuple[Answer, ...], new: tuple[Answer, ...]
) -> None:
    found = merged(ORDER, frozenset(ORDER), base, now, new)
    parts = (base, now, new, found.answers)
    was, current, sent, kept = ({a.item: a for a in part} for part in parts)
    for item in ORDER:
        if current.get(item) != was.get(item) and item not in found.conflicts:
            # Somebody else changed it: only the very same change may stand.
            assert kept.get(item) == current.get(item)
        elif item not in found.conflicts:
            assert kept.get(item) == sent.get(item)
