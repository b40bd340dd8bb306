"""What a review says in sentences: levels and differences, no motives, and how sure it is.

Read by our own people only. Knows finished reviews; computes nothing but the wording.
"""

from __future__ import annotations

from app.core.firm import Kind
from app.core.gaps import ALIGNED, FLAGS, GapClass
from app.core.levels import is_apart
from app.core.review import (
    FactorReview,
    FindingKind,
    ItemReview,
    Review,
    Score,
    SideReview,
)
from app.core.survey import Perspective
from app.core.wave import Privacy
from app.pages.brief_paper import shortened
from app.pages.numbers import day, in_words, one_decimal, score_text, signed

_NAME = 60
"""Characters of a name inside a sentence."""


def factor_of(review: Review, factor_id: str | None) -> FactorReview | None:
    return next((f for f in review.factors if f.factor == factor_id), None)


def worded(text: object, review: Review) -> str:
    """A survey's words with the names filled in."""
    # Plain replacement: a survey's words are data, and format() would read more into them.
    return str(text).replace("{firm}", review.firm).replace("{counterpart}", review.name)


def headline(review: Review) -> str:
    """The finding in one sentence, or what the firm wrote in its place."""
    if review.headline and review.compiled:
        return review.headline
    kind = review.finding.kind
    factor = factor_of(review, review.finding.factor)
    item = next((i for i in review.items if i.item == review.finding.item), None)
    if kind in (FindingKind.WE_HIGHER, FindingKind.THEY_HIGHER):
        return _about_difference(kind, factor, item, review)
    return {
        FindingKind.CLOSE_HIGH: "Both sides rate this relationship high, and there is no gap "
        "we could see.",
        FindingKind.CLOSE_LOW: "Both sides say that much is to be put right.",
        FindingKind.CLOSE_MIDDLING: "The two views lie close together, with room above both.",
        FindingKind.CLOSE_UNSURE: "The two views lie close together, but a gap cannot be ruled "
        "out.",
        FindingKind.ONLY_THEY: "They have answered. Our own view is missing.",
        FindingKind.ONLY_WE: "We have said how we see it. They have not answered.",
        FindingKind.NOBODY: "Nobody has answered yet, on either side.",
        FindingKind.AT_THE_TOP: "They rate us at the very top of the scale.",
        FindingKind.AT_THE_BOTTOM: "They rate us at the very bottom of the scale.",
        FindingKind.WITHHELD: "Too few answers to show without exposing someone.",
        FindingKind.STILL_OPEN: f"Open until {day(review.closes)}. What people say is put together "
        "afterwards.",
    }[kind]


def _about_difference(
    kind: FindingKind, factor: FactorReview | None, item: ItemReview | None, review: Review
) -> str:
    figure = factor or item
    if figure is None:
        return "The two views differ."
    ours, theirs = score_text(figure.own), score_text(figure.counterpart)
    if factor is None:
        about = worded(item.we if item is not None else "", review).rstrip(".")
        return f"“{about}”: we say {ours}, they say {theirs}."
    name = str(factor.name).lower()
    if kind is FindingKind.WE_HIGHER:
        return f"On {name}, we say {ours} and they say {theirs}."
    return f"They rate us higher on {name} than we do: {theirs} against our {ours}."


def who_answered(review: Review) -> str:
    """Both sides' n of N in one sentence, silence included."""
    theirs, ours = review.sides
    # The name in full stands above the sentence.
    where = f"{'in' if review.kind is Kind.EMPLOYEE else 'at'} {shortened(review.name, _NAME)}"
    there = _side(theirs, f"{in_words(theirs.invited)} people {where}", where)
    if review.kind is Kind.EMPLOYEE:
        return f"{there}. {_side(ours, f'{in_words(ours.invited)} who lead it', 'among them')}."
    return f"{there}. {_side(ours, f'{in_words(ours.invited)} of our team', 'in our team')}."


def kind_name(kind: Kind) -> str:
    """What readers call a kind: nobody is an employee of ours to themselves, and a team is one."""
    return "team" if kind is Kind.EMPLOYEE else kind.value


def our_side(review: Review) -> str:
    """Who "we" are beside our words: to a team of our own, those who lead it."""
    return "those who lead it" if review.kind is Kind.EMPLOYEE else "our team"


def _side(side: SideReview, who: str, where: str) -> str:
    if side.invited == 0:
        return f"Nobody was asked {where}"
    if side.invited == 1:
        said = "answered" if side.answered else "did not answer"
        return f"The one person asked {where} {said}"
    if side.answered == 0:
        return f"Of {who}, nobody answered"
    return f"{in_words(side.answered).capitalize()} of {who} answered"


def privacy(side: SideReview) -> str:
    """The rule of one side's answers in words."""
    theirs = "Their" if side.perspective is Perspective.COUNTERPART else "Our"
    if side.privacy is Privacy.NAMED:
        return f"{theirs} answers were given by name."
    enough = in_words(side.k)
    said = f"{theirs} answers are confidential: scores are shown from {enough} answers on."
    if side.kept_from is None:
        return said
    return (
        f"{said} These figures are as first made on {day(side.kept_from)}; what came or changed "
        "since is about too few people to show without exposing someone."
    )


def factor_sentence(factor: FactorReview, review: Review) -> str:
    """Both levels, what their difference is called, and what we expected: one factor in words."""
    name = str(factor.name)
    ours, theirs, gap = factor.own, factor.counterpart, factor.gap.value
    if gap is None or ours.value is None or theirs.value is None:
        return f"{name}: {_level('they', theirs)}; {_level('we', ours)}."
    kind = factor.gap_class.kind if factor.gap_class is not None else GapClass.NOT_ENOUGH
    levels = f"{name}: we say {score_text(ours)}, they say {score_text(theirs)}"
    if kind is GapClass.NOT_ENOUGH and is_apart(gap, factor.scale) and by_name(factor, review):
        return _what_they_said(factor, gap)
    if one_decimal(gap) == "0.0":
        said = f"{name}: both sides say {score_text(theirs)}"
        said += "" if kind in ALIGNED else "; not enough answers to say that there is no gap"
    elif kind in ALIGNED:
        said = f"{levels}; no gap we could see"
    elif kind is GapClass.NOT_ENOUGH and not is_apart(gap, factor.scale):
        said = f"{levels}; not enough answers to say whether that is a gap"
    else:
        higher = "We rate it higher" if gap > 0 else "They rate it higher"
        said = f"{levels}. {higher} by {one_decimal(abs(gap))}{_called(factor, kind)}"
    return f"{said}. {expected(factor)}".strip()


_CALLED = {
    GapClass.BLIND_SPOT: "a blind spot",
    GapClass.POSSIBLE_BLIND_SPOT: "possibly a blind spot, so ask",
    GapClass.HIDDEN_STRENGTH: "a hidden strength",
    GapClass.POSSIBLE_HIDDEN_STRENGTH: "possibly a hidden strength, so ask",
}


def _called(factor: FactorReview, kind: GapClass) -> str:
    """What the difference is called, in our edition only."""
    if kind is GapClass.NOT_ENOUGH:
        return "; with so few answers that may be chance"
    # A class is of the scores adjusted for few answers: these may lie further apart.
    further = kind in FLAGS and not is_apart(factor.gap.value, factor.scale)
    return f": {'adjusted for few answers, ' if further else ''}{_CALLED[kind]}"


def by_name(factor: FactorReview, review: Review) -> bool:
    """Whether everyone asked on both sides has answered it, and by name: then what they said is
    said, however few they are.
    """
    scores = zip((factor.counterpart, factor.own), review.sides, strict=True)
    return all(
        side.privacy is Privacy.NAMED and side.invited > 0 and score.n == side.invited
        for score, side in scores
    )


def _what_they_said(factor: FactorReview, gap: float) -> str:
    """`They say 4.0, we said 8.0, we expected 7.0: what did we miss?`"""
    theirs, ours = score_text(factor.counterpart), score_text(factor.own)
    said = f"{factor.name}: they say {theirs}, we said {ours}"
    if factor.expectation.value is not None:
        said += f", we expected {score_text(factor.expectation)}"
    return f"{said}: {'what did we miss' if gap > 0 else 'what do they see that we do not'}?"


def divided(factor: FactorReview) -> str:
    """That one side is not of one mind about a factor; nothing where it is, or cannot be told."""
    said = []
    for among, who in ((factor.among_counterpart, "They do"), (factor.among_own, "We do")):
        if among is None or not among.split:
            continue
        ends = ""
        if among.lowest is not None and among.highest is not None:
            ends = f": scores run from {one_decimal(among.lowest)} to {one_decimal(among.highest)}"
        themselves = "themselves" if who == "They do" else "ourselves"
        said.append(f"{who} not agree among {themselves}{ends}.")
    return " ".join(said)


def expected(factor: FactorReview) -> str:
    """`We expected 7.5 and got 5.9.`, or nothing."""
    if factor.surprise.value is None or factor.expectation.value is None:
        return ""
    return f"We expected {score_text(factor.expectation)} and got {score_text(factor.counterpart)}."


def _level(who: str, score: Score) -> str:
    """`they say 5.9`, or `they: no answers`."""
    return (
        f"{who}: {score_text(score)}" if score.value is None else f"{who} say {score_text(score)}"
    )


def chart_sentence(review: Review) -> str:
    """The dumbbell's numbers as one text, for those who do not see it."""
    parts = []
    for factor in review.factors:
        gap = "" if factor.gap.value is None else f", gap {signed(factor.gap.value)}"
        parts.append(
            f"{factor.name}: they {score_text(factor.counterpart)}, "
            f"we {score_text(factor.own)}{gap}"
        )
    return "; ".join(parts) + "." if parts else "No scores to show."


def trend_note(review: Review) -> str:
    """How to read the lines over the waves, and why one begins anew."""
    said = "Solid line and dot: they. Dashed line and diamond: we."
    first = {point.factor: point.wave for point in reversed(review.history)}
    if any(point.begins and point.wave != first[point.factor] for point in review.history):
        said += " A line begins anew where a question got other words."
    return said


def would_talk(review: Review) -> str:
    """Who asked for a talk with the lead; they were told that this is passed on by name."""
    if not review.talks:
        return ""
    *others, last = review.talks
    who = f"{', '.join(others)} and {last}" if others else last
    return f"{who} would like to talk with {review.lead_name}."


def sealed(review: Review) -> str:
    """When our expectations were sealed, with the digest that shows they were not changed."""
    if review.sealed is None or not any(f.expectation.n for f in review.factors):
        return ""
    digest = " ".join(review.sealed.digest[at : at + 4] for at in range(0, 16, 4))
    later = ""
    if review.expected_later:
        later = (
            f" {in_words(review.expected_later).capitalize()} of us said or changed theirs later; "
            "that is not compared."
        )
    return (
        f"What we expected was sealed on {day(review.sealed.day)}, before their answers were "
        f"read ({digest}).{later}"
    )
