"""Whom to meet first: the places of all relationships of a wave, and every wave's list.

Additive points, 0 to 100, and a band; ties go by revenue share, then by the lower trust. A
relationship stands in one list alone, that of the newest wave that gave scores and has closed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from math import fsum

from app.core.attention import Apart, AttentionList, Band, NoList, Place
from app.core.attention_heard import WaveHeard
from app.core.attention_place import Firmwide, place
from app.core.coverage import Coverage, Heard, coverage
from app.core.firm import Kind, Relationship
from app.core.warned import Outcomes, Warned, outcomes
from app.core.weights import changed

_EARNED = (Kind.CLIENT, Kind.CUSTOMER, Kind.PARTNER)
"""Kinds whose value is revenue; a supplier's is what we buy."""
BANDS = tuple(kind.value for kind in (*Band, *Apart))
"""As they stand in the record of warnings."""
MOST_REASONS = 3


def attention_lists(waves: Iterable[WaveHeard], firm: Firmwide) -> tuple[AttentionList, ...]:
    """A list for each wave, oldest first as `waves` are."""
    heard = tuple(waves)
    scored = [wave for wave in heard if wave.settled and _gives_scores(wave)]
    newest = {slug: wave.wave for wave in scored for slug in wave.reviews}
    lists = []
    for wave in heard:
        if wave not in scored:
            why = NoList.NO_SCORES if wave.settled else NoList.STILL_OPEN
            lists.append(_without(wave, why, firm))
            continue
        before = tuple(reversed(scored[: scored.index(wave)]))
        lists.append(_list(wave, before, newest, firm))
    made = [one for one in lists if one.why_none is None]
    if made:
        older = sorted((place for one in made[:-1] for place in one.places), key=_rank)
        newest_list = replace(made[-1], older=tuple(older), record=_record(firm, lists))
        lists[lists.index(made[-1])] = newest_list
    return tuple(lists)


def _gives_scores(wave: WaveHeard) -> bool:
    return any(factor.asked for review in wave.reviews.values() for factor in review.factors)


def _list(
    wave: WaveHeard, before: tuple[WaveHeard, ...], newest: Mapping[str, str], firm: Firmwide
) -> AttentionList:
    here = [slug for slug in sorted(wave.reviews) if newest[slug] == wave.wave]
    ended = [slug for slug in here if _has_ended(firm.relationships.get(slug), firm.as_of)]
    listed = [slug for slug in here if slug not in ended and slug in firm.relationships]
    if not listed:
        return _without(wave, NoList.ALL_LATER, firm)
    revenue = {slug: revenue_of(firm.relationships[slug], firm.as_of) for slug in listed}
    # Of all that still bring some: a list of one relationship carried over is no whole.
    whole = fsum(
        value
        for one in firm.relationships.values()
        if not _has_ended(one, firm.as_of) and (value := revenue_of(one, firm.as_of)) is not None
    )
    places = [
        place(
            wave,
            slug,
            before,
            firm,
            share=None if (own := revenue[slug]) is None or whole <= 0.0 else own / whole,
        )
        for slug in listed
    ]
    return AttentionList(
        wave=wave.wave,
        why_none=None,
        places=tuple(sorted(places, key=_rank)),
        older=(),
        asked_again=len(wave.reviews) - len(here),
        ended=len(ended),
        left_out=wave.left_out,
        orders=wave.orders,
        coverage=_coverage(wave, listed, revenue),
        record=Outcomes(),
        changed=changed(firm.weights),
    )


def _without(wave: WaveHeard, why: NoList, firm: Firmwide) -> AttentionList:
    return AttentionList(
        wave=wave.wave,
        why_none=why,
        places=(),
        older=(),
        asked_again=len(wave.reviews),
        ended=0,
        left_out=wave.left_out,
        orders=(),
        coverage=None,
        record=Outcomes(),
        changed=changed(firm.weights),
    )


def _rank(one: Place) -> tuple[float, float, float, str, str]:
    """Most points, largest share of revenue, lowest trust; what is not known comes last."""
    share = -1.0 if one.revenue_share is None else one.revenue_share
    trust = 11.0 if one.trust is None else one.trust
    return (-one.points, -share, trust, one.name.casefold(), one.relationship)


def revenue_of(relationship: Relationship, as_of: date) -> float | None:
    """The last value written down up to this year, in the firm's currency; None without one.

    Credit notes above what was invoiced are no revenue.
    """
    known = [f for f in relationship.figures if f.value is not None and f.year <= as_of.year]
    if relationship.kind not in _EARNED or not known:
        return None
    return max(0.0, max(known, key=lambda figure: figure.year).value or 0.0)


def _has_ended(relationship: Relationship | None, as_of: date) -> bool:
    return (
        relationship is not None and relationship.ended is not None and relationship.ended <= as_of
    )


def _coverage(wave: WaveHeard, listed: list[str], revenue: Mapping[str, float | None]) -> Coverage:
    return coverage(
        (
            Heard(
                relationship=slug,
                heard=wave.reviews[slug].sides[0].answered > 0,
                revenue=revenue[slug],
                roles=wave.of[slug].roles,
            )
            for slug in listed
        ),
    )


def warnings_of(one: AttentionList, as_of: date) -> tuple[Warned, ...]:
    """What a list says of each relationship, for the record."""
    return tuple(
        Warned(
            wave=one.wave,
            relationship=place.relationship,
            day=as_of,
            band=(place.apart or place.band).value,
            points=place.points,
            reasons=tuple(reason.kind.value for reason in place.reasons[:MOST_REASONS]),
        )
        for place in sorted(one.places, key=lambda p: p.relationship)
    )


def _record(firm: Firmwide, lists: list[AttentionList]) -> Outcomes:
    """The store's record with what this build will add to it, so that both builds look alike."""
    kept = {(w.wave, w.relationship) for w in firm.record}
    new = [
        warned
        for one in lists
        for warned in warnings_of(one, firm.as_of)
        if (warned.wave, warned.relationship) not in kept
    ]
    return outcomes((*firm.record, *new), firm.relationships, firm.as_of, firm.weights, BANDS)
