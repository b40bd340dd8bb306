"""Whom to meet first, put to the finished reviews and portfolios; and the record of warnings kept.

Is given what each wave's list needs and the firm's files. Reads the record from the store; writes
to it only when a build says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from app.core.attention import AttentionList
from app.core.attention_heard import WaveHeard
from app.core.attention_list import attention_lists, warnings_of
from app.core.attention_place import Firmwide
from app.core.overview import Portfolio
from app.core.review import Review
from app.files.site import SiteFiles
from app.store.warnings import add_warned, warned


def lists_of(
    instance: Path, heard: Iterable[WaveHeard], files: SiteFiles, as_of: date
) -> tuple[AttentionList, ...]:
    """Every wave's list, oldest first. Raises StoreDamaged for the record of warnings."""
    waves = tuple(heard)
    return attention_lists(
        waves,
        Firmwide(
            relationships={r.slug: r for r in files.relationships},
            people={person.slug: person for person in files.people},
            as_of=as_of,
            weights=files.weights,
            record=tuple(one for wave in waves for one in warned(instance, wave.wave)),
        ),
    )


def on_reviews(reviews: Iterable[Review], lists: tuple[AttentionList, ...]) -> tuple[Review, ...]:
    """The reviews, each with its place where a list of its own wave has one."""
    places = {(one.wave, p.relationship): p for one in lists for p in one.places}
    return tuple(
        replace(review, attention=found)
        if (found := places.get((review.wave, review.relationship))) is not None
        else review
        for review in reviews
    )


def on_portfolios(
    portfolios: Iterable[Portfolio], lists: tuple[AttentionList, ...]
) -> tuple[Portfolio, ...]:
    """The portfolios, each with the list of its wave."""
    by_wave = {one.wave: one for one in lists}
    return tuple(replace(p, attention=by_wave.get(p.wave)) for p in portfolios)


def keep_warnings(instance: Path, portfolios: Iterable[Portfolio], as_of: date) -> int:
    """Writes what the lists say into the record; what is there stays. Returns how many were new."""
    return sum(
        add_warned(instance, one.wave, warnings_of(one, as_of))
        for portfolio in portfolios
        if (one := portfolio.attention) is not None
    )
