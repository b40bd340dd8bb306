"""The copy for the table: a review as both sides may read it, made from the firm's own.

Everything that may not be there is dropped here, so that no page of it ever holds it: rankings and
classes, money, steadied and total scores, whoever leads or wishes to talk, remarks about one
person, other relationships, and words without consent. What remains are figures that the firm's
own review shows too, so that no subtraction between the two tells anything.

Which texts may stand is the matter of `unnamed`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from app.core.gaps import GapClass
from app.core.meeting import Agreement, Meeting, Participant
from app.core.response import Consent
from app.core.review import (
    Difference,
    Edition,
    FactorReview,
    ItemReview,
    Missing,
    Review,
    SideReview,
    Words,
)
from app.core.survey import Perspective, Role
from app.core.unnamed import Unnamed, may_stand

_FIGURES = (Role.CORE, Role.EXTRA, Role.THEIR_PART, Role.OUR_PART)
"""Satisfaction and recommendation stay with the firm, and with them who would not recommend it."""


def shared_review(review: Review, unnamed: Unnamed) -> Review:
    """The review for the table. Made of nothing but what `review` shows."""
    of_one = {side.perspective for side in review.sides if side.answered == 1}
    unnamed = replace(
        unnamed,
        people=(*unnamed.people, *_named_in(review)),
        own=(*unnamed.own, review.firm, review.name),
    )

    def stands(text: str) -> bool:
        return may_stand(text, unnamed)

    return replace(
        review,
        edition=Edition.SHARED,
        sector="",
        lead_name="",
        factors=tuple(_factor(factor) for factor in review.factors),
        index=None,
        items=tuple(_item(item) for item in review.items if item.role in _FIGURES),
        words=tuple(
            _without_the_only_name(words, of_one)
            for words in review.words
            if words.consent is not Consent.UNSAID and stands(words.text)
        ),
        talks=(),
        sealed=None,
        expected_later=0,
        # Who kept a promise and who did not is a remark about one person: the side is said.
        commitments=tuple(
            replace(promise, who=_side_of(promise.who, review, unnamed))
            for promise in review.commitments
            if stands(promise.what)
        ),
        incidents=(),
        milestones=tuple(m for m in review.milestones if stands(m.what)),
        meetings=tuple(_meeting(meeting, stands) for meeting in review.meetings),
        sides=(_side(review.sides[0]), _side(review.sides[1])),
        earlier_waves=(),
        note="",
        business=None,
        attention=None,
        slopes=(),
        headline="",
    )


def _side_of(who: str, review: Review, unnamed: Unnamed) -> str:
    """The name of the side that somebody belongs to; empty where it is not known of one alone."""
    met = [one for meeting in review.meetings for one in meeting.who]
    sides = {
        review.firm: (review.firm, review.lead_name, *unnamed.ours, *_of(Perspective.SELF, met)),
        review.name: (review.name, *unnamed.theirs, *_of(Perspective.COUNTERPART, met)),
    }
    found = [
        side
        for side, names in sides.items()
        if _plain(who) and _plain(who) in {_plain(name) for name in names}
    ]
    return found[0] if len(found) == 1 else ""


def _of(side: Perspective, met: Iterable[Participant]) -> list[str]:
    return [one.name for one in met if one.perspective is side]


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _named_in(review: Review) -> tuple[str, ...]:
    """People whose names the firm's own review holds."""
    said = (words.name for words in review.words)
    promised = (promise.who for promise in review.commitments)
    met = (one.name for meeting in review.meetings for one in meeting.who)
    agreed = (agreement.who.name for agreement in review.agreements if agreement.who is not None)
    every = (review.lead_name, *review.talks, *said, *promised, *met, *agreed)
    return tuple(name for name in every if name)


def _meeting(meeting: Meeting, stands: Callable[[str], bool]) -> Meeting:
    """Its day, and what which side agreed to: nobody's name, and nothing of what was said."""
    return Meeting(
        # A file is called after the relationship as it once was.
        id="",
        relationship=meeting.relationship,
        on=meeting.on,
        state=meeting.state,
        asked_on=meeting.asked_on,
        accepted_on=meeting.accepted_on,
        agreements=tuple(
            Agreement(
                what=agreement.what,
                side=agreement.side,
                made=agreement.made,
                by=agreement.by,
                how=agreement.how if stands(agreement.how) else "",
                state=agreement.state,
                closed=agreement.closed,
            )
            for agreement in meeting.agreements
            if stands(agreement.what)
        ),
    )


def _factor(factor: FactorReview) -> FactorReview:
    """Levels, their difference and what we expected; of its class only that it may be chance."""
    found = factor.gap_class
    chance = None
    if found is not None and found.kind is GapClass.NOT_ENOUGH:
        # Nothing of the steadied scores: they are made of other relationships.
        chance = replace(found, steadied=found.plain, sd=0.0, sure=0.5)
    return replace(
        factor,
        gap_class=chance,
        among_counterpart=None,
        among_own=None,
        without_counterpart=None,
        without_own=None,
        projection=Difference(missing=Missing.NOT_ASKED),
        adjusted=None,
        adjusted_by=None,
        split_counterpart=None,
        split_own=None,
    )


def _item(item: ItemReview) -> ItemReview:
    return replace(item, counterpart_counts=(), own_counts=(), escaped_counterpart=0, escaped_own=0)


def _side(side: SideReview) -> SideReview:
    return replace(side, kept_from=None)


def _without_the_only_name(words: Words, of_one: set[Perspective]) -> Words:
    """Where one person answered, the side's score is theirs: no name stands beside it."""
    return replace(words, name="") if words.perspective in of_one else words
