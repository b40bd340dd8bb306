"""What to talk about, by size of difference, and what to open with where there is none to show.

For our own people only. Knows finished reviews; every number stands beside the other side's.
"""

from __future__ import annotations

from app.core.headline import widest_items
from app.core.levels import is_apart, on_ten
from app.core.review import FactorReview, FindingKind, ItemReview, Missing, Review, Score
from app.core.survey import Role
from app.pages.brief_paper import shortened
from app.pages.numbers import score_text
from app.pages.parts import Topic
from app.pages.sentences import factor_sentence, worded

_LONGEST_QUESTION = 130


def brief_topics(review: Review, most: int, with_questions: bool) -> tuple[Topic, ...]:
    """Up to `most` topics: differences first, then where both see room, or how to begin at all."""
    found = [_difference(factor, review, with_questions) for factor in apart(review)]
    found += _single_questions(review)
    if not found:
        found = _openings(review)
    return tuple(found[:most])


def apart(review: Review) -> list[FactorReview]:
    """The factors worth a talk, the furthest apart first."""
    far = [factor for factor in review.factors if is_apart(factor.gap.value, factor.scale)]
    return sorted(far, key=lambda factor: -abs(factor.gap.value or 0.0) / factor.scale.width)


def _difference(factor: FactorReview, review: Review, with_question: bool) -> Topic:
    said = factor_sentence(factor, review).partition(": ")[2]
    text = f"{said[:1].upper()}{said[1:]}"
    items = [
        item
        for item in widest_items(review.items)
        if item.factor == factor.factor and item.role is Role.CORE
    ]
    if with_question and items:
        item = items[0]
        question = shortened(
            worded(item.they or item.we or "", review).rstrip("."), _LONGEST_QUESTION
        )
        widest = "Widest of those shown" if some_withheld(factor, review) else "Widest"
        text += (
            f" {widest} on “{question}”: we say {score_text(item.own)}, "
            f"they say {score_text(item.counterpart)}."
        )
    return Topic(title=str(factor.name), text=text)


def some_withheld(factor: FactorReview, review: Review) -> bool:
    """Whether a question of the factor is not shown in full: it may lie further apart than all."""
    return any(
        score.missing is Missing.SUPPRESSED or score.bound is not None
        for item in review.items
        if item.factor == factor.factor and item.role is Role.CORE
        for score in (item.counterpart, item.own)
    )


def unspoken(review: Review) -> list[ItemReview]:
    """The questions a point or more apart that no factor speaks for: on a form without factor
    scores, and where a factor's questions do not move together.
    """
    spoken_for = {factor.factor for factor in review.factors if factor.asked}
    return [
        item
        for item in widest_items(review.items)
        if item.role is Role.CORE
        and item.factor not in spoken_for
        and is_apart(item.gap.value, item.scale)
    ]


def _single_questions(review: Review) -> list[Topic]:
    return [
        Topic(
            title=shortened(
                worded(item.they or item.we or "", review).rstrip("."), _LONGEST_QUESTION
            ),
            text=f"We say {score_text(item.own)}, they say {score_text(item.counterpart)}.",
        )
        for item in unspoken(review)
    ]


def _openings(review: Review) -> list[Topic]:
    """How to begin where there is no difference of a point to begin with."""
    theirs, ours = _lowest(review, True), _lowest(review, False)
    kind = review.finding.kind
    well = Topic(
        title="What went well",
        text="Ask for two moments of the year that they would want again, and say ours.",
    )
    right = Topic(
        title="What to put right",
        text="Ask what they would change first if it were theirs to change. Listen, then ask on.",
    )
    if kind is FindingKind.ONLY_WE:
        silence = Topic(
            title="Their silence",
            text="Nobody there answered. Ask first how they are, and whether the questions came at "
            "a bad time; say how we see it only afterwards.",
        )
        return [silence, _lowest_topic("Where we are least sure", ours, "we") or well, right]
    if kind is FindingKind.ONLY_THEY:
        missing = Topic(
            title="Our own view",
            text="Nobody of us answered. Before the meeting, each of us says how we see it.",
        )
        return [missing, _lowest_topic("Where they see most room", theirs, "they") or well, right]
    if kind in (FindingKind.AT_THE_TOP, FindingKind.AT_THE_BOTTOM):
        top = kind is FindingKind.AT_THE_TOP
        end = Topic(
            title="At the top of the scale" if top else "At the bottom of the scale",
            text="Ask what they would miss first, and what would cost us the first point."
            if top
            else "Ask what has to happen first for them to stay. Listen, and defend nothing yet.",
        )
        return [end, well, right] if top else [end, right, well]
    if kind in (FindingKind.WITHHELD, FindingKind.NOBODY, FindingKind.STILL_OPEN):
        few = Topic(
            title="No numbers to start from",
            text="Too few answers to show. Ask openly, and never who said what.",
        )
        return [few, well, right]
    room = _lowest_topic("Where they see most room", theirs, "they")
    what = "factor" if any(factor.asked for factor in review.factors) else "question"
    ask = "Ask what keeps it so, and what could end it."
    if kind is FindingKind.CLOSE_UNSURE:
        ask = "A gap cannot be ruled out all the same: ask where each side sees one."
    close = Topic(title="Close together", text=f"No {what} lies a point or more apart. {ask}")
    return [close, room or right, well]


def _lowest(review: Review, counterpart: bool) -> FactorReview | None:
    def score(factor: FactorReview) -> Score:
        return factor.counterpart if counterpart else factor.own

    with_score = [f for f in review.factors if score(f).value is not None]
    return min(with_score, key=lambda f: on_ten(score(f).value or 0.0, f.scale), default=None)


def _lowest_topic(title: str, factor: FactorReview | None, who: str) -> Topic | None:
    if factor is None:
        return None
    score = factor.counterpart if who == "they" else factor.own
    name = str(factor.name).lower()
    other = ""
    if who == "they" and factor.own.value is not None:
        other = f" We say {score_text(factor.own)}."
    return Topic(
        title=title,
        text=f"Of all factors, {who} rate {name} lowest: {score_text(score)}.{other} "
        "Ask for a story from the year behind the number.",
    )
