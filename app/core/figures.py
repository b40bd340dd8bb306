"""The figures of one review: every factor, the index and every item, both sides, with differences.

Knows protected cells and the review of the wave before. Knows no names and no words.
"""

from __future__ import annotations

from app.core.apart import among, bounds_of, gap_class, side_of_gap, without_one
from app.core.cells import counts_may_show
from app.core.context import FirmContext
from app.core.earlier import same_questions, same_words
from app.core.gates import standing_of
from app.core.judged import judged, worth_saying
from app.core.one_voice import OneOut
from app.core.people import INDEX, factor_score, shares_one_scale
from app.core.review import (
    Among,
    Difference,
    FactorReview,
    ItemReview,
    Missing,
    OptionCount,
    Review,
    Score,
)
from app.core.scores import NOT_ASKED, difference, gap, side_score
from app.core.sides import SideOfWave
from app.core.steadied import Between
from app.core.survey import Factor, Item, Perspective, Role, Scale, Survey, Text
from app.core.wave import FrozenRelationship, Privacy

_COUNTERPART, _SELF = Perspective.COUNTERPART, Perspective.SELF
_NO_EARLIER = Difference(missing=Missing.NO_EARLIER_WAVE)
_DIFFERENT_QUESTIONS = (Role.SATISFACTION, Role.RECOMMENDATION)
"""The two sides answer different questions here: a difference would mean nothing."""


class Figures:
    """Holds what every factor and item of one review needs to be scored."""

    def __init__(
        self,
        context: FirmContext,
        frozen: FrozenRelationship,
        survey: Survey,
        before: Review | None,
    ) -> None:
        self.context = context
        self.frozen = frozen
        self.survey = survey
        self.before = before
        self.sides: dict[Perspective, SideOfWave] = {
            perspective: context.sides[frozen.slug, perspective] for perspective in Perspective
        }
        self.form = context.forms[survey.id]
        privacy = context.opened.wave.privacy
        self._privacies = {_COUNTERPART: privacy(_COUNTERPART), _SELF: privacy(_SELF)}

    def factors(self) -> tuple[FactorReview, ...]:
        return tuple(
            self._factor(factor, scale)
            for factor in self.survey.factors
            if (scale := self.survey.factor_scale(factor.id)) is not None
        )

    def index(self, factors: tuple[FactorReview, ...]) -> FactorReview | None:
        """The mean over the factors, or None where they do not share one scale."""
        if not factors or not shares_one_scale(self.survey):
            return None
        return self._factor(Factor(id=INDEX, name=Text(())), factors[0].scale)

    def items(self) -> tuple[ItemReview, ...]:
        asked = self.form.asked[_COUNTERPART] | self.form.asked[_SELF]
        return tuple(
            self._item(item, item.scale)
            for item in self.survey.items
            if item.id in asked and item.scale is not None and item.role is not Role.EXPECTATION
        )

    def _factor(self, factor: Factor, scale: Scale) -> FactorReview:
        key = factor_score(factor.id)
        own = self._score(_SELF, key, scale, self.form.gives_score(_SELF, factor.id))
        theirs = self._score(
            _COUNTERPART, key, scale, self.form.gives_score(_COUNTERPART, factor.id)
        )
        expected_item = self.survey.expectation_item(factor.id)
        expectation = NOT_ASKED
        if expected_item is not None and expected_item.scale is not None:
            expectation = self._score(
                _SELF,
                expected_item.id,
                expected_item.scale,
                expected_item.id in self.form.asked[_SELF],
            )
        same = (
            expected_item is not None
            and expected_item.scale is not None
            and (
                (expected_item.scale.minimum, expected_item.scale.maximum)
                == (scale.minimum, scale.maximum)
            )
        )
        earlier = self._earlier_factor(factor.id)
        adjusted = self._adjusted(key, theirs)
        return FactorReview(
            factor=factor.id,
            name=factor.name,
            scale=scale,
            counterpart=theirs,
            own=own,
            expectation=expectation,
            gap=self._gap(key, scale, own, theirs),
            surprise=difference(expectation, theirs)
            if same
            else Difference(missing=Missing.NOT_ASKED),
            projection=difference(own, expectation)
            if same
            else Difference(missing=Missing.NOT_ASKED),
            adjusted=adjusted,
            adjusted_by=None if adjusted is None else self._between(key),
            change_counterpart=self._change(
                theirs, earlier, scale, earlier.counterpart if earlier else None
            ),
            change_own=self._change(own, earlier, scale, earlier.own if earlier else None),
            gap_class=gap_class(
                side_of_gap(own, self.context, self.frozen, _SELF, key, scale),
                side_of_gap(theirs, self.context, self.frozen, _COUNTERPART, key, scale),
                scale,
            ),
            bounds=bounds_of(theirs, self.sides[_COUNTERPART].invited, scale),
            among_counterpart=self._among(_COUNTERPART, key, scale),
            among_own=self._among(_SELF, key, scale),
            without_counterpart=self._without(_COUNTERPART, key, scale),
            without_own=self._without(_SELF, key, scale),
            standing=standing_of(self.context.gates, self.survey.id, factor.id),
        )

    def _among(self, perspective: Perspective, key: str, scale: Scale) -> Among | None:
        return among(self.sides[perspective].cells.get(key), scale, self._privacy(perspective))

    def _adjusted(self, key: str, theirs: Score) -> float | None:
        """Only beside a plain mean: it would say more of one that is known to lie at an end."""
        if theirs.value is None or theirs.bound is not None:
            return None
        known = self.context.steadied.get((_COUNTERPART, self.survey.id, key), {})
        return known.get(self.frozen.slug)

    def _between(self, key: str) -> Between | None:
        return self.context.between.get((_COUNTERPART, self.survey.id, key))

    def _without(self, perspective: Perspective, key: str, scale: Scale) -> OneOut | None:
        return without_one(
            self.sides[perspective].cells.get(key), scale, self._privacy(perspective)
        )

    def _item(self, item: Item, scale: Scale) -> ItemReview:
        theirs, told_by_them = self._judged(_COUNTERPART, item, scale)
        own, told_by_us = self._judged(_SELF, item, scale)
        if item.role in _DIFFERENT_QUESTIONS or not scale.averaged:
            difference_of_sides = Difference(missing=Missing.NOT_COMPARABLE)
        else:
            difference_of_sides = self._gap(item.id, scale, own, theirs)
        earlier = self._earlier_item(item)
        return ItemReview(
            item=item.id,
            role=item.role,
            factor=item.factor,
            they=item.they,
            we=item.we,
            scale=scale,
            counterpart=theirs,
            own=own,
            gap=difference_of_sides,
            change_counterpart=self._change(
                theirs, earlier, scale, earlier.counterpart if earlier else None
            ),
            change_own=self._change(own, earlier, scale, earlier.own if earlier else None),
            escaped_counterpart=told_by_them,
            escaped_own=told_by_us,
            counterpart_counts=self._counts(_COUNTERPART, item, scale),
            own_counts=self._counts(_SELF, item, scale),
        )

    def _judged(self, perspective: Perspective, item: Item, scale: Scale) -> tuple[Score, int]:
        """A side's score, and how many of it could not judge the question where that is told."""
        escaped = self.sides[perspective].escaped.get(item.id, 0)
        asked = item.id in self.form.asked[perspective]
        score = judged(self._score(perspective, item.id, scale, asked), escaped)
        least = 1 if self._privacy(perspective) is Privacy.NAMED else self.context.opened.wave.k
        return score, worth_saying(score, escaped, least)

    def _score(self, perspective: Perspective, key: str, scale: Scale, asked: bool) -> Score:
        if not asked:
            return NOT_ASKED
        side = self.sides[perspective]
        score = side_score(
            side.cells.get(key),
            scale,
            self.context.spread(perspective, key, scale),
            side.invited,
            self._privacy(perspective),
        )
        if scale.averaged or score.value is None:
            return score
        return Score(n=score.n, missing=Missing.NOT_COMPARABLE)

    def _gap(self, key: str, scale: Scale, own: Score, theirs: Score) -> Difference:
        spreads = (
            self.context.spread(_SELF, key, scale),
            self.context.spread(_COUNTERPART, key, scale),
        )
        invited = (self.sides[_SELF].invited, self.sides[_COUNTERPART].invited)
        return gap(own, theirs, scale, spreads, invited)

    def _counts(
        self, perspective: Perspective, item: Item, scale: Scale
    ) -> tuple[OptionCount, ...]:
        """Answers per point. On points without labels of named sides alone: the audit of what may
        be subtracted looks at means there, and not at counts.
        """
        cell, privacy = self.sides[perspective].cells.get(item.id), self._privacy(perspective)
        if cell is None or not counts_may_show(cell, privacy):
            return ()
        if not scale.labelled and privacy is not Privacy.NAMED:
            return ()
        return self.form.counts(scale, cell.values)

    def _privacy(self, perspective: Perspective) -> Privacy:
        return self._privacies[perspective]

    def _earlier_factor(self, factor_id: str) -> FactorReview | None:
        """The factor in the wave compared with, if the same questions were asked there."""
        if self.before is None:
            return None
        asked = self.form.asked[_COUNTERPART] | self.form.asked[_SELF]
        now = [item for item in self.survey.items if item.id in asked]
        if not same_questions(factor_id, now, self.before.items):
            return None
        if factor_id == INDEX:
            return self.before.index
        return next((f for f in self.before.factors if f.factor == factor_id), None)

    def _earlier_item(self, item: Item) -> ItemReview | None:
        """The item in the wave compared with, if both sides read the same words there."""
        if self.before is None:
            return None
        return next(
            (i for i in self.before.items if i.item == item.id and same_words(i, item)), None
        )

    def _change(
        self,
        score: Score,
        earlier: FactorReview | ItemReview | None,
        scale: Scale,
        earlier_score: Score | None,
    ) -> Difference:
        """This wave − the one compared with, in scale points; only between two shown figures."""
        if self.before is None:
            return _NO_EARLIER
        if earlier is None or earlier_score is None:
            return Difference(missing=Missing.NOT_COMPARABLE)
        if (earlier.scale.minimum, earlier.scale.maximum) != (scale.minimum, scale.maximum):
            return Difference(missing=Missing.NOT_COMPARABLE)
        change = difference(score, earlier_score)
        if change.missing is Missing.ONE_SIDED:
            return Difference(missing=Missing.NO_ANSWERS)
        return change
