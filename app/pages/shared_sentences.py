"""What the copy for the table says in sentences: both levels, the difference, and how sure it is.

Both sides read it, so both are called by name and no side's number is the true one. Knows finished
reviews for the table; a sentence that only we may read stands in `sentences.py`.
"""

from __future__ import annotations

from app.core.gaps import GapClass
from app.core.headline import widest, widest_items
from app.core.review import FactorReview, FindingKind, Missing, Review
from app.core.survey import Role
from app.pages.brief_paper import shortened
from app.pages.brief_topics import apart, some_withheld, unspoken
from app.pages.brief_words import Voice
from app.pages.parts import Fact, Topic, both_high
from app.pages.sentences import by_name
from app.pages.sureness import least_sure


def headline(review: Review, voice: Voice) -> str:
    """The finding in one sentence, without a side that is right."""
    finding = review.finding
    if finding.kind in (FindingKind.WE_HIGHER, FindingKind.THEY_HIGHER):
        factor = next((f for f in review.factors if f.factor == finding.factor), None)
        item = next((i for i in review.items if i.item == finding.item), None)
        if factor is not None:
            about, figure = factor.name.in_language(voice.language), factor
            return voice.say(
                "{about}: {they} says {theirs}, {we} says {ours}.",
                about=about,
                theirs=voice.score(figure.counterpart),
                ours=voice.score(figure.own),
            )
        if item is not None:
            return voice.say(
                "“{about}”: {they} says {theirs}, {we} says {ours}.",
                about=voice.text(item.they or item.we, review).rstrip("."),
                theirs=voice.score(item.counterpart),
                ours=voice.score(item.own),
            )
    return {
        FindingKind.CLOSE_HIGH: voice.say("Both sides rate this relationship high."),
        FindingKind.CLOSE_LOW: voice.say("Both sides say that much is to be put right."),
        FindingKind.CLOSE_MIDDLING: voice.say(
            "The two views lie close together, with room above both."
        ),
        FindingKind.CLOSE_UNSURE: voice.say(
            "The two views lie close together, but a gap cannot be ruled out."
        ),
        FindingKind.ONLY_THEY: voice.say("{they} has answered. The view of {we} is missing."),
        FindingKind.ONLY_WE: voice.say("{we} has answered. The view of {they} is missing."),
        FindingKind.NOBODY: voice.say("A year together: what went well, and what to put right."),
        FindingKind.AT_THE_TOP: voice.say("{they} rates the year at the very top of the scale."),
        FindingKind.AT_THE_BOTTOM: voice.say(
            "{they} rates the year at the very bottom of the scale."
        ),
    }.get(finding.kind, voice.say("Too few answers to show without exposing someone."))


def who_answered(review: Review, voice: Voice) -> str:
    """Both sides' n of N, silence included."""
    return " ".join(
        voice.say(
            "{name}: {n} of {asked} answered.", name=name, n=side.answered, asked=side.invited
        )
        for name, side in zip((voice.they, voice.we), review.sides, strict=True)
    )


def facts(review: Review, voice: Voice) -> tuple[Fact, ...]:
    """Who answered, the widest difference and the largest change at the counterpart."""
    found = [
        Fact(
            label=voice.say("Answered at {name}", name=name),
            value=voice.say("{n} of {asked}", n=side.answered, asked=side.invited),
        )
        for name, side in zip((voice.they, voice.we), review.sides, strict=True)
    ]
    wide = widest(review.factors)
    if wide is not None and wide.gap.value is not None:
        found.append(
            Fact(
                label=voice.say("Furthest apart"),
                value=f"{wide.name.in_language(voice.language)} {voice.number(wide.gap.value)}",
            )
        )
    return tuple(found)


def factor_text(factor: FactorReview, review: Review, voice: Voice) -> str:
    """Of two views apart: both levels, how far, whether that may be chance, what was expected."""
    theirs, ours = voice.score(factor.counterpart), voice.score(factor.own)
    said = voice.say("{they} says {theirs}, {we} says {ours}.", theirs=theirs, ours=ours)
    if factor.gap.value is not None:
        points = voice.number(factor.gap.value)
        said += " " + voice.say("That is {points} points apart.", points=points)
    found = factor.gap_class
    if found is not None and found.kind is GapClass.NOT_ENOUGH and not by_name(factor, review):
        said += " " + voice.say("With so few answers that may be chance.")
    if factor.surprise.value is not None and factor.expectation.value is not None:
        said += " " + voice.say(
            "{we} had expected {expected}.", expected=voice.score(factor.expectation)
        )
    return said


def reading(review: Review, voice: Voice) -> str:
    """How to read the chart: the ends of its scale."""
    if not any(factor.asked for factor in review.factors):
        return ""
    scale = review.factors[0].scale
    ends = [
        f"{point} ({label.in_language(voice.language)})" if (label := scale.label(point)) else point
        for point in (scale.minimum, scale.maximum)
    ]
    return voice.say("Scale {low} to {high}.", low=ends[0], high=ends[1])


def how_sure(review: Review, voice: Voice) -> str:
    """What the counterpart's numbers rest on; empty where there is none."""
    said = []
    scores = [factor.counterpart for factor in review.factors]
    if any(score.low is not None for score in scores):
        said.append(
            voice.say("The band is where the mean of everyone asked at {they} very likely lies.")
        )
        if any(score.assumed_spread for score in scores):
            said.append(
                voice.say("It rests on an assumed spread, because few people answered in all.")
            )
    elif review.sides[0].answered and review.sides[0].answered == review.sides[0].invited:
        said.append(voice.say("Everyone asked at {they} answered, so nothing is estimated."))
    elif any(score.n == 1 for score in scores):
        said.append(voice.say("One person at {they} answered: read it as one person’s view."))
    if any(score.few_answers for score in scores):
        said.append(voice.say("So few answers are a reason to ask, and no proof."))
    if any(score.missing is Missing.SUPPRESSED or score.bound for score in scores):
        said.append(voice.say("Some numbers are not shown, to protect people."))
    return " ".join(said)


def chart_sentence(review: Review, voice: Voice) -> str:
    """The chart's numbers as one text, for those who do not see it."""
    said = [
        voice.say(
            "{about}: {they} {theirs}, {we} {ours}",
            about=factor.name.in_language(voice.language),
            theirs=voice.score(factor.counterpart),
            ours=voice.score(factor.own),
        )
        for factor in review.factors
    ]
    return "; ".join(said) + "." if said else voice.say("No scores to show.")


def silent_could_move(review: Review, voice: Voice) -> str:
    """How far those who did not answer could move the lowest score; nothing where most did."""
    found = least_sure(review)
    if found is None:
        return ""
    bounds, factor = found
    known = {
        "n": bounds.n,
        "asked": bounds.asked,
        "about": factor.name.in_language(voice.language),
        "low": voice.number(bounds.worst),
        "high": voice.number(bounds.best),
    }
    if bounds.n < review.sides[0].answered:  # who could not judge it is not silent
        return voice.say(
            "{n} of {asked} at {they} could judge {about}; the others could move it to anything "
            "from {low} to {high}.",
            **known,
        )
    return voice.say(
        "{n} of {asked} at {they} answered; the others could move {about} to anything from {low} "
        "to {high}.",
        **known,
    )


_QUESTION = 130


def topics(review: Review, voice: Voice, most: int, with_questions: bool) -> tuple[Topic, ...]:
    """Up to `most` topics by the size of the difference; or how to begin without one."""
    found = [_topic(factor, review, voice, with_questions) for factor in apart(review)]
    found += [
        Topic(
            title=shortened(voice.text(i.they or i.we, review).rstrip("."), _QUESTION),
            text=voice.say(
                "{they} says {theirs}, {we} says {ours}.",
                theirs=voice.score(i.counterpart),
                ours=voice.score(i.own),
            ),
        )
        for i in unspoken(review)
    ]
    return tuple((found or _openings(review, voice))[:most])


def _topic(factor: FactorReview, review: Review, voice: Voice, with_question: bool) -> Topic:
    text = factor_text(factor, review, voice)
    items = [
        i for i in widest_items(review.items) if i.factor == factor.factor and i.role is Role.CORE
    ]
    if with_question and items:
        question = shortened(
            voice.text(items[0].they or items[0].we, review).rstrip("."), _QUESTION
        )
        levels = voice.levels(items[0].counterpart, items[0].own)
        if some_withheld(factor, review):
            said = voice.say(
                "Of the questions shown furthest apart on “{question}”: {levels}.",
                question=question,
                levels=levels,
            )
        else:
            said = voice.say(
                "Furthest apart on “{question}”: {levels}.", question=question, levels=levels
            )
        text += f" {said}"
    return Topic(title=factor.name.in_language(voice.language), text=text)


def _openings(review: Review, voice: Voice) -> list[Topic]:
    """Where no difference is there to begin with."""
    found = []
    if any(factor.gap.value is not None for factor in review.factors):
        found.append(
            Topic(
                title=voice.say("Close together"),
                text=voice.say("What keeps it so, and what could end it?"),
            )
        )
    well = voice.say("Each side names two moments of the year that it would want again.")
    right = voice.say("Each side says what it would change first if it were its own to change.")
    return [
        *found,
        Topic(title=voice.say("What went well"), text=well),
        Topic(title=voice.say("What to put right"), text=right),
    ]


def strengths(review: Review, voice: Voice, most: int) -> tuple[Topic, ...]:
    """What both sides rate high and about alike: to celebrate, and to build on."""
    return tuple(
        Topic(
            title=voice.text(item.they or item.we, review),
            text=voice.levels(item.counterpart, item.own) + ".",
        )
        for item in both_high(review)[:most]
    )
