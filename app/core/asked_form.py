"""One survey's form in one wave: what it asks of either side, and which scores that gives.

Worked out once for all relationships that are asked with it. Knows surveys; no answers.
"""

from __future__ import annotations

from collections.abc import Mapping

from app.core.people import INDEX
from app.core.review import OptionCount
from app.core.survey import Form, Perspective, Scale, Survey


class AskedForm:
    """Also holds the counts of answers made so far, as many as there are different ones."""

    def __init__(self, survey: Survey, form: Form) -> None:
        self._survey = survey  # whose scales are known again as the very same objects
        self.asked: Mapping[Perspective, frozenset[str]] = {
            side: frozenset(item.id for item in survey.asked(side, form)) for side in Perspective
        }
        self._scored: Mapping[Perspective, frozenset[str]] = {
            side: self._scores(survey, side) for side in Perspective
        }
        self._counts: dict[tuple[int, tuple[float, ...]], tuple[OptionCount, ...]] = {}
        self._empty: dict[int, list[OptionCount]] = {}
        self._options: dict[tuple[int, int, int], OptionCount] = {}

    @property
    def gives_factor_scores(self) -> bool:
        """Whether it asks either side enough core items of some factor for a score."""
        return any(scores - {INDEX} for scores in self._scored.values())

    def gives_score(self, side: Perspective, factor_id: str) -> bool:
        """Whether it asks this side enough for the score of a factor, or for the index."""
        return factor_id in self._scored[side]

    def counts(self, scale: Scale, values: tuple[float, ...]) -> tuple[OptionCount, ...]:
        """Answers per point of one of its scales: the same object for the same answers.

        Most questions of a wave get one of a few hundred sets of answers, and nothing is so often
        in a review.
        """
        key = id(scale), values
        found = self._counts.get(key)
        if found is None:
            options = self._nobody(scale)
            for value in set(values):
                point = int(value)
                if point == value and point in scale.points:
                    option = self._option(scale, point, values.count(value))
                    options[point - scale.minimum] = option
            found = self._counts[key] = tuple(options)
        return found

    def _nobody(self, scale: Scale) -> list[OptionCount]:
        """Each point chosen by nobody."""
        found = self._empty.get(id(scale))
        if found is None:
            found = self._empty[id(scale)] = [self._option(scale, p, 0) for p in scale.points]
        return found.copy()

    def _option(self, scale: Scale, point: int, count: int) -> OptionCount:
        key = id(scale), point, count
        found = self._options.get(key)
        if found is None:
            made = OptionCount(point=point, label=scale.label(point), count=count)
            found = self._options[key] = made
        return found

    def _scores(self, survey: Survey, side: Perspective) -> frozenset[str]:
        asked = self.asked[side]
        factors = {
            factor.id
            for factor in survey.factors
            if sum(item.id in asked for item in survey.core_items(factor.id)) >= survey.min_answered
        }
        return frozenset({*factors, INDEX} if len(factors) >= survey.min_factors else factors)
