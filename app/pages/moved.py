"""How scores moved and what they hang on, in sentences: changes in two parts, slopes, one voice.

Knows finished reviews. "Significant" is said from five years on and never before.
"""

from __future__ import annotations

from app.core.one_voice import LeftOut, OneOut
from app.core.reliability import Standing
from app.core.review import Difference, FactorReview, Review
from app.core.steadied import Between
from app.core.survey import Perspective
from app.core.trend import Significance, Split, Trend
from app.pages.numbers import in_words, one_decimal, signed
from app.pages.sentences import worded

NOTEWORTHY = 0.05
"""Points: below this the number that would be printed is 0.0."""


def moves(review: Review) -> tuple[str, ...]:
    """What changed since the wave compared with, as a whole where there is a whole."""
    factors = (review.index,) if review.index is not None else review.factors
    found = []
    for factor in factors:
        for who, change, split in (
            ("they", factor.change_counterpart, factor.split_counterpart),
            ("we", factor.change_own, factor.split_own),
        ):
            if change.value is not None and isinstance(split, Split):
                found.append(_moved(factor, who, change, split, review))
    return tuple(found)


def _moved(factor: FactorReview, who: str, change: Difference, split: Split, review: Review) -> str:
    name = "All factors together" if factor.factor == "index" else str(factor.name)
    said = f"{name}, {who}: {_direction(change.value or 0.0)} since {review.compared_with}"
    if not (split.n_came or split.n_went):
        return f"{said}, and the same people answered."
    people = "person" if split.n_returning == 1 else "people"
    return (
        f"{said}; the {in_words(split.n_returning)} {people} who answered both times moved "
        f"{signed(split.returning)}, the rest came of others answering."
    )


def _direction(value: float) -> str:
    if abs(value) < NOTEWORTHY:
        return "no change"
    return f"{'up' if value > 0 else 'down'} {one_decimal(abs(value))}"


def adjusted(review: Review) -> tuple[str, ...]:
    """The index adjusted for few answers, where it differs from what people said."""
    index = review.index
    if index is None or index.adjusted is None or index.counterpart.value is None:
        return ()
    said, ranks = one_decimal(index.counterpart.value), one_decimal(index.adjusted)
    if said == ranks:
        return ()
    if index.adjusted_by is Between.NONE:
        whole = (
            f"Adjusted for few answers, all relationships stand alike at {ranks}: they differ by "
            "no more than chance"
        )
    else:
        whole = (
            f"Adjusted for few answers, all factors together stand at {ranks}: drawn towards the "
            "mean of all relationships"
        )
    if index.adjusted_by is Between.ASSUMED:
        whole += ", with how far they differ assumed, because they are few"
    return (f"{whole}; what they said is {said}.",)


def slopes(review: Review) -> tuple[str, ...]:
    """Each factor that moves by a tenth of a point a year or more over four waves or longer."""
    names = {factor.factor: str(factor.name) for factor in review.factors}
    return tuple(
        _slope(names[slope.factor], slope.perspective, slope.trend)
        for slope in review.slopes
        if isinstance(slope.trend, Trend)
        and slope.factor in names
        and abs(slope.trend.slope) >= 2 * NOTEWORTHY
    )


def _slope(name: str, perspective: Perspective, found: Trend) -> str:
    who = "they" if perspective is Perspective.COUNTERPART else "we"
    direction = "up" if found.slope > 0 else "down"
    said = (
        f"{name}, {who}: {direction} about {one_decimal(abs(found.slope))} a year over "
        f"{in_words(found.waves)} surveys"
    )
    if found.significance is Significance.SIGNIFICANT:
        return f"{said}: significant, more than chance would do."
    if found.significance is Significance.NOT_SIGNIFICANT:
        return f"{said}, which may be chance."
    return f"{said}; too few to tell it from chance."


def voices(review: Review) -> tuple[str, ...]:
    """Where one person makes the difference."""
    found = []
    for factor in review.factors:
        for who, out in (
            (review.name, factor.without_counterpart),
            ("our team", factor.without_own),
        ):
            if out is not None and out.one_voice:
                found.append(_voice(str(factor.name).lower(), who, out))
    return tuple(found)


def _voice(name: str, who: str, out: OneOut) -> str:
    end = "highest" if out.left_out is LeftOut.HIGHEST else "lowest"
    return (
        f"One voice: without the {end} answer, {name} at {who} would be "
        f"{one_decimal(out.without)} instead of {one_decimal(out.mean)}."
    )


def hard_to_judge(review: Review) -> tuple[str, ...]:
    """Questions that three in ten or more of a side could not judge."""
    found = []
    for item in review.items:
        for who, words, n, score in (
            (f"at {review.name}", item.they, item.escaped_counterpart, item.counterpart),
            ("of our team", item.we, item.escaped_own, item.own),
        ):
            if n:
                asked = worded(words, review).removesuffix(".")
                of = f"{in_words(n)} of {in_words(n + (score.n or 0))}"
                found.append(f"“{asked}”: {of} {who}.")
    return tuple(found)


def one_by_one(review: Review) -> str:
    """Which factors' questions did not move together this year, so that one number misleads."""
    apart = [str(f.name).lower() for f in review.factors if f.standing is Standing.ITEMS]
    loose = [str(f.name).lower() for f in review.factors if f.standing is Standing.GREY]
    said = []
    if apart:
        said.append(
            f"The questions of {_listed(apart)} did not move together this year over all "
            "relationships: read them one by one, and not as one number."
        )
    if loose:
        said.append(f"Those of {_listed(loose)} hang together loosely: take one number with care.")
    return " ".join(said)


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
