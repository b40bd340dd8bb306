"""Words of people whose relationship may not show them, together and without saying whose.

Below k people a confidential side shows no words. With at least ten people of two relationships
hidden together, what they wrote stands in one list of the firm's. Knows responses; the one table
of consent (`consent`) says what of them may stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial

from app.core.published import PublishedSide, as_published, person_mark, words_marked
from app.core.replacing import stands
from app.core.response import Response
from app.core.sides import Kept, Ledger, SideKey, only_words
from app.core.survey import Perspective
from app.core.wave import OpenedWave, Privacy

POOL = ""
"""In the place of a relationship, where the ledger holds whose words stand in the pool."""
FEWEST_PEOPLE = 10
FEWEST_RELATIONSHIPS = 2


def pooled(
    opened: OpenedWave,
    counted: Iterable[Response],
    shown: Mapping[SideKey, bool],
    ledger: Ledger,
    as_of: date,
) -> tuple[dict[Perspective, tuple[Response, ...]], dict[SideKey, Kept]]:
    """By side the responses whose words stand in the pool, and the states that are new.

    As with figures, who came or went since is left out until it is k people or more.
    """
    found: dict[Perspective, tuple[Response, ...]] = {}
    new: dict[SideKey, Kept] = {}
    for perspective in Perspective:
        if opened.wave.privacy(perspective) is not Privacy.CONFIDENTIAL:
            continue
        writers = [
            response
            for response in counted
            if response.perspective is perspective
            and not shown[response.relationship, perspective]
            and _wrote(response)
        ]
        marks = {person_mark(response, ledger.mark): response for response in writers}
        key = (POOL, perspective)
        before = ledger.published.get(key, ())
        fresh = PublishedSide(
            day=as_of,
            people={
                who: words_marked(response, who, ledger.mark)
                for who, response in sorted(marks.items())
            },
            with_words=True,
        )
        if not before and not _is_enough(writers):
            continue
        state = stands(fresh, before, opened.surveys[0], opened.wave.k)
        if state is fresh and not any(state.people == earlier.people for earlier in before):
            new[key] = partial(_itself, fresh)
        then = (as_published(response, state, ledger.mark) for response in marks.values())
        there = tuple(one for one in then if one is not None and _wrote(one))
        if _is_enough(there):
            found[perspective] = tuple(only_words(response) for response in there)
    return found, new


def _wrote(response: Response) -> bool:
    return any(isinstance(answer.value, str) for answer in response.answers)


def _itself(state: PublishedSide) -> PublishedSide:
    return state


def _is_enough(writers: Iterable[Response]) -> bool:
    there = list(writers)
    relationships = {response.relationship for response in there}
    return len(there) >= FEWEST_PEOPLE and len(relationships) >= FEWEST_RELATIONSHIPS
