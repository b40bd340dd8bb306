"""The pieces that the review page and the brief share, as finished text.

Knows finished reviews. Every string here is ready to print; templates add no words of their own
to a figure.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.core.firm import CommitmentState
from app.core.headline import widest, widest_items
from app.core.levels import HIGH, is_apart, on_ten
from app.core.review import ItemReview, OptionCount, Review, Score, SideReview
from app.core.survey import Perspective, Role, Scale
from app.pages.numbers import answers_text, difference_text, score_text
from app.pages.sentences import worded


@dataclass(frozen=True, slots=True, kw_only=True)
class Ink:
    """The colours of a chart: screen or paper."""

    they: str
    we: str
    band: str
    band_edge: str
    text: str
    soft: str
    line: str
    paper: str


SCREEN = Ink(
    they="var(--they)",
    we="var(--we)",
    band="var(--band)",
    band_edge="var(--band-edge)",
    text="var(--text)",
    soft="var(--soft)",
    line="var(--line)",
    paper="var(--paper)",
)
PAPER = Ink(
    they="#0b4f8a",
    we="#a8430b",
    band="#cfe0ef",
    band_edge="#6f9cc8",
    text="#15202b",
    soft="#56646f",
    line="#d5dbe1",
    paper="#ffffff",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    label: str
    value: str


def counted(counts: tuple[OptionCount, ...], scale: Scale) -> str:
    """`2 × 8, 1 × 10 (extremely likely)`, or words alone where each point has some; or nothing."""
    return ", ".join(f"{one.count} × {_answer(one, scale)}" for one in counts if one.count)


def _answer(one: OptionCount, scale: Scale) -> str:
    if not one.label:
        return str(one.point)
    return str(one.label) if scale.labelled else f"{one.point} ({one.label})"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionRow:
    question: str
    ours: str
    """Our form's wording; empty where only they were asked."""
    about: str
    they: str
    we: str
    gap: str
    wide: bool
    they_n: str = ""
    we_n: str = ""
    """How many answered it, where that is not everyone who answered on the side."""


def facts(review: Review) -> tuple[Fact, ...]:
    """Who answered, the widest difference and the largest change."""
    found = [
        Fact(label="They answered", value=_n_of_n(review, Perspective.COUNTERPART)),
        Fact(label="We answered", value=_n_of_n(review, Perspective.SELF)),
    ]
    return (*found, *widest_gap(review), *largest_change(review))


def widest_gap(review: Review) -> tuple[Fact, ...]:
    """The factor with the largest gap either way, or nothing."""
    wide = widest(review.factors)
    if wide is None:
        return ()
    return (Fact(label="Widest gap", value=f"{wide.name} {difference_text(wide.gap)}"),)


def largest_change(review: Review) -> tuple[Fact, ...]:
    """The counterpart's largest change since the wave before, or nothing."""
    changed = [f for f in review.factors if f.change_counterpart.value is not None]
    if not changed:
        return ()
    most = max(changed, key=lambda f: abs(f.change_counterpart.value or 0.0) / f.scale.width)
    return (
        Fact(
            label=f"Their change since {review.compared_with}",
            value=f"{most.name} {difference_text(most.change_counterpart)}",
        ),
    )


def _n_of_n(review: Review, perspective: Perspective) -> str:
    side = review.side(perspective)
    return f"{side.answered} of {side.invited}"


_SCORED = (Role.CORE, Role.EXTRA)


def questions(review: Review, most: int) -> tuple[QuestionRow, ...]:
    """The questions on which the two sides differ most, as our people read them."""
    names = {factor.factor: str(factor.name) for factor in review.factors}
    return tuple(
        _question_row(item, review, names.get(item.factor or "", ""))
        for item in widest_questions(review, most)
    )


def widest_questions(review: Review, most: int) -> tuple[ItemReview, ...]:
    return tuple(i for i in widest_items(review.items) if i.role in _SCORED)[:most]


def _question_row(item: ItemReview, review: Review, about: str) -> QuestionRow:
    return QuestionRow(
        question=worded(item.they or item.we or "", review),
        ours=worded(item.we, review) if item.they and item.we else "",
        about=about,
        they=score_text(item.counterpart),
        we=score_text(item.own),
        gap=difference_text(item.gap),
        wide=is_apart(item.gap.value, item.scale),
        they_n=fewer_answers(item.counterpart, review.sides[0]),
        we_n=fewer_answers(item.own, review.sides[1]),
    )


def fewer_answers(score: Score, side: SideReview) -> str:
    """How many a question's mean rests on; nothing where everyone who answered answered it too."""
    return "" if score.n == side.answered else answers_text(score)


def parts(review: Review, role: Role) -> tuple[QuestionRow, ...]:
    """Each side's view of one side's part, in the counterpart's words."""
    return tuple(_question_row(item, review, "") for item in review.items if item.role is role)


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    title: str
    text: str


def _both_high(item: ItemReview) -> bool:
    values = [s.value for s in (item.own, item.counterpart) if s.value is not None]
    far = is_apart(item.gap.value, item.scale)
    return len(values) == 2 and not far and min(on_ten(v, item.scale) for v in values) >= HIGH


def both_high(review: Review) -> list[ItemReview]:
    """Questions that both sides rate high and about alike, the highest first.

    That we keep what we promise is none of them where we broke a promise, whatever people say.
    """
    broke = _we_broke_a_promise(review)
    high = [
        item
        for item in review.items
        if item.role in _SCORED and _both_high(item) and not (broke and _is_of_promises(item))
    ]
    return sorted(high, key=lambda i: -((i.own.value or 0.0) + (i.counterpart.value or 0.0)))


def _we_broke_a_promise(review: Review) -> bool:
    made = [(one.state, one.due) for one in review.commitments]
    made += [(a.state, a.by) for a in review.agreements if a.side is Perspective.SELF]
    return any(
        state is CommitmentState.BROKEN
        or (state is CommitmentState.OPEN and due is not None and due < review.as_of)
        for state, due in made
    )


def _is_of_promises(item: ItemReview) -> bool:
    """By its English words, which are all there is to tell it by."""
    words = item.they or item.we
    return words is not None and "promise" in words.in_language("en").lower()


def strengths(review: Review, most: int) -> tuple[Topic, ...]:
    """What both sides rate high and about alike: to celebrate, and to build on."""
    high = both_high(review)
    return tuple(
        Topic(
            title=worded(item.they or item.we or "", review),
            text=f"They say {score_text(item.counterpart)}, we say {score_text(item.own)}.",
        )
        for item in high[:most]
    )
