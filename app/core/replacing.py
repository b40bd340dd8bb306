"""Whether something newer may take the place of what was published of a confidential side.

Two builds next to each other are a subtraction: an answer that came late, was corrected or was
taken away is the difference of two means. A newer state therefore stands only if no combination of
all that was ever published and of it is about fewer than k people, and if those by whom it differs
would not be told what a group of their size is never told; otherwise the one before stays.

Knows states; must not know who is in them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from fractions import Fraction

from app.core.cells import SMALL, at_an_end
from app.core.differencing import Row, isolated
from app.core.protection import Answered, score_rows
from app.core.published import ESCAPED, FORGOTTEN, WRITTEN, PublishedSide
from app.core.spread import scales_of
from app.core.survey import Scale, Survey


def stands(
    fresh: PublishedSide, before: Sequence[PublishedSide], survey: Survey, k: int
) -> PublishedSide:
    """The state to publish: `fresh`, or the last of those `before` it where fresh must not.

    A state that was published already may come back: it says nothing new.
    """
    if not before or any(_is_the_same(fresh, state) for state in before):
        return fresh
    told = (
        _is_told_by_numbers(fresh, before, k)
        or _is_told_by_words(fresh, before, k)
        or _is_told_of_few(fresh, before, survey)
        or _is_told_by_escapes(fresh, before, k)
        or _is_told_by_scores((*before, fresh), survey, k)
    )
    return before[-1] if told else fresh


def _is_the_same(one: PublishedSide, other: PublishedSide) -> bool:
    return one.people == other.people


def _is_told_by_numbers(fresh: PublishedSide, before: Iterable[PublishedSide], k: int) -> bool:
    """Whether a different number of people, or their words, would show who came or went."""
    return any(0 < len(fresh.people.keys() ^ state.people.keys()) < k for state in before)


def _is_told_by_words(fresh: PublishedSide, before: Iterable[PublishedSide], k: int) -> bool:
    """Whether new words in the place of old ones would show that the same person wrote both."""
    now = _written(fresh)
    for state in before:
        if state.with_words:
            then = _written(state)
            if 0 < sum(now[who] != then[who] for who in now.keys() & then.keys()) < k:
                return True
    return False


def _written(state: PublishedSide) -> dict[str, dict[str, str]]:
    return {
        who: {item: mark for item, mark in given.items() if item.startswith(WRITTEN)}
        for who, given in state.people.items()
    }


def _is_told_of_few(fresh: PublishedSide, before: Iterable[PublishedSide], survey: Survey) -> bool:
    """Whether fewer than five who came or went would be told apart by counts, or as being at an
    end: what a confidential group of that size never shows of itself.
    """
    scales = scales_of(survey)
    return any(
        _shows_few(Counter(now), Counter(then), scales[key])
        for state in before
        for key, now in fresh.cells.items()
        if key in scales and now and (then := state.cells.get(key))
    )


def _shows_few(now: Counter[float], then: Counter[float], scale: Scale) -> bool:
    came, went = now - then, then - now
    changed = max(came.total(), went.total())
    if not 0 < changed < SMALL:
        return False
    if scale.labelled and min(now.total(), then.total()) >= SMALL:
        return True
    ends = [tuple(values.elements()) for values in (came, went) if values.total()]
    return len(ends) == 1 and at_an_end(ends[0], scale)


def _is_told_by_escapes(fresh: PublishedSide, before: Iterable[PublishedSide], k: int) -> bool:
    """Whether a count of escapes, or that most escaped, would be about who chose otherwise."""
    now = _who_escaped(fresh)
    for state in before:
        then = _who_escaped(state)
        if any(0 < len(now[item] ^ then[item]) < k for item in {*now, *then}):
            return True
    return False


def _who_escaped(state: PublishedSide) -> defaultdict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for who, given in state.people.items():
        for item in given:
            if item.startswith(ESCAPED):
                found[item].add(who)
    return found


def _is_told_by_scores(states: Sequence[PublishedSide], survey: Survey, k: int) -> bool:
    core = {item.id for factor in survey.factors for item in survey.core_items(factor.id)}
    people = [_numbered(state, number) for number, state in enumerate(states)]
    shown = [[key for key, values in state.cells.items() if values] for state in states]
    scores = [
        row
        for keys, answered in zip(shown, people, strict=True)
        for row in score_rows(keys, answered, survey)
    ]
    if isolated(scores, k):
        return True
    others = {key for keys in shown for key in keys if not key.startswith("factor:")} - core
    return any(
        isolated(
            [
                _item_row(item, answered)
                for keys, answered in zip(shown, people, strict=True)
                if item in keys
            ],
            k,
        )
        for item in sorted(others)
    )


def _item_row(item: str, answered: Mapping[Hashable, Answered]) -> Row:
    return {
        (who, (item, given[item])): Fraction(1) for who, given in answered.items() if item in given
    }


def _numbered(state: PublishedSide, number: int) -> dict[Hashable, Answered]:
    """A forgotten answer is told from every other one: nobody knows any more what it was."""
    return {
        who: {item: mark if mark != FORGOTTEN else f"?{number}" for item, mark in given.items()}
        for who, given in state.people.items()
    }
