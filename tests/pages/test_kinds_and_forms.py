"""Pages of a team, of a check-in, of a side at an end of the scale, and of other scripts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.core.compile import compile_review
from app.core.firm import Commitment, CommitmentState, Kind
from app.core.levels import on_ten
from app.core.meeting import Agreement, Meeting, MeetingState
from app.core.review import FindingKind, Review
from app.core.survey import Form, Perspective, Role, Scale, Text
from app.core.wave import Privacy
from app.pages import parts
from app.pages.brief_topics import brief_topics
from app.pages.charts import dumbbell
from app.pages.portfolio_page import portfolio_page
from app.pages.quotes import words_said
from app.pages.review_page import review_page
from app.pages.sentences import headline, who_answered
from tests.brief.awkward import a_review
from tests.builders import (
    AFTER,
    a_context,
    a_response,
    a_survey,
    a_wave,
    our_answers,
    their_answers,
)
from tests.review_builders import a_portfolio, with_words

SEVEN = Scale(id="often", minimum=1, maximum=7)


def a_check_in() -> Review:
    """Two questions in two factors: A1 far apart, B1 alike."""
    survey = a_survey()
    items = tuple(
        replace(i, forms=(*i.forms, Form.SHORT)) if i.id in ("A1", "B1") else i
        for i in survey.items
    )
    opened = a_wave(survey=replace(survey, items=items))
    opened = replace(opened, wave=replace(opened.wave, form=Form.SHORT))
    them = [a_response(f"c{n}", {"A1": 5 + n % 2, "B1": 8}) for n in (1, 2)]
    ours = a_response("s1", {"A1": 8, "B1": 8}, perspective=Perspective.SELF)
    return compile_review("north", a_context([*them, ours], opened=opened))


def at_an_end(point: int) -> Review:
    answers = [*their_answers(point, point, point), *our_answers(8, 9)]
    return a_review(answers, privacy=Privacy.CONFIDENTIAL)


def on_seven_points() -> Review:
    """Both levels two points apart on 1 to 7."""
    opened = a_wave(survey=a_survey(scale=SEVEN))
    return compile_review("north", a_context(their_answers(4, 4) + our_answers(6), opened=opened))


def test_a_check_in_has_no_chart_of_factors_that_were_not_asked() -> None:
    page = review_page(a_check_in(), brief="b.pdf")
    assert page.chart is None
    assert page.phone_chart is None
    assert page.sentences == page.numbers == ()
    assert page.brief == "b.pdf"
    assert [row.question for row in page.questions] == ["they a1", "they b1"]


def test_a_check_in_talks_about_its_questions() -> None:
    (topic,) = brief_topics(a_check_in(), 3, True)
    assert topic.title == "they a1"
    assert topic.text == "We say 8.0, they say 5.5."


def test_the_overview_of_a_check_in_says_not_asked_and_has_no_means() -> None:
    page = portfolio_page(a_portfolio(a_check_in()), ())
    assert (page.lines[0].they, page.lines[0].we) == ("not asked", "not asked")
    assert page.lines[0].said == "we rate it higher, in one question"
    assert page.means == ()


@pytest.mark.parametrize(
    ("point", "kind", "said"),
    [
        (10, FindingKind.AT_THE_TOP, "They rate us at the very top of the scale."),
        (0, FindingKind.AT_THE_BOTTOM, "They rate us at the very bottom of the scale."),
    ],
)
def test_a_side_at_an_end_of_the_scale_is_said_and_not_called_too_few(
    point: int, kind: FindingKind, said: str
) -> None:
    review = at_an_end(point)
    assert review.finding.kind is kind
    assert headline(review) == said
    assert "Too few" not in " ".join(topic.text for topic in brief_topics(review, 3, True))


def test_what_is_rated_at_the_top_is_celebrated() -> None:
    (first, *_) = parts.strengths(at_an_end(10), 3)
    assert first.text == "They say 9.5 or more, we say 8.5."


BROKEN = Commitment(what="Paid within thirty days", state=CommitmentState.BROKEN)


@pytest.mark.parametrize(
    ("commitments", "celebrated"),
    [
        ((), True),
        ((BROKEN,), False),
        ((replace(BROKEN, state=CommitmentState.OPEN, due=date(2020, 1, 1)),), False),
        ((replace(BROKEN, state=CommitmentState.KEPT),), True),
    ],
)
def test_keeping_promises_is_not_celebrated_beside_one_that_we_broke(
    commitments: tuple[Commitment, ...], celebrated: bool
) -> None:
    review = at_an_end(10)
    promise = Text(by_language=(("de", "Sie hält Wort."), ("en", "They keep what they promise.")))
    items = tuple(replace(i, they=promise if i.item == "A1" else i.they) for i in review.items)
    found = parts.both_high(replace(review, items=items, commitments=commitments))
    assert ("A1" in {item.item for item in found}) is celebrated
    assert len(found) > 1


def test_their_own_broken_promise_leaves_ours_to_be_celebrated() -> None:
    review = at_an_end(10)
    promise = Text(by_language=(("en", "They keep what they promise."),))
    items = tuple(replace(i, they=promise) for i in review.items)
    theirs = Agreement(
        what="x", side=Perspective.COUNTERPART, made=AFTER, state=CommitmentState.BROKEN
    )
    met = Meeting(
        id="m", relationship="north", on=AFTER, state=MeetingState.HELD, agreements=(theirs,)
    )
    assert parts.both_high(replace(review, items=items, meetings=(met,)))
    ours = replace(met, agreements=(replace(theirs, side=Perspective.SELF),))
    assert parts.both_high(replace(review, items=items, meetings=(ours,))) == []


def test_what_lies_a_point_apart_is_not_celebrated() -> None:
    review = a_review([*their_answers(8, 8), *our_answers(10, 10)])
    assert min(on_ten(i.counterpart.value or 0, i.scale) for i in review.items if i.factor) >= 7
    assert parts.strengths(review, 3) == ()


def test_a_team_is_led_and_not_met_by_our_team() -> None:
    review = replace(a_review(), kind=Kind.EMPLOYEE, name="Workshop")
    assert who_answered(review) == (
        "Three of four people in Workshop answered. Two of two who lead it answered."
    )
    said = replace(with_words(), kind=Kind.EMPLOYEE)
    assert [q.who for g in words_said(said) for q in g.quotes if q.ours] == ["those who lead it"]


def test_points_other_than_0_to_10_are_said_on_every_line_of_the_overview() -> None:
    page = portfolio_page(a_portfolio(on_seven_points(), a_review()), ())
    assert [line.scale for line in page.lines] == [" · scale 1 to 7", ""]
    assert page.means[0].name == "A · scale 1 to 7"
    assert {mean.name for mean in page.means} >= {"A", "A · scale 1 to 7"}


def test_an_axis_of_seven_points_names_each() -> None:
    chart = dumbbell(on_seven_points())
    assert chart is not None
    assert [label for _, label in chart.ticks] == list("1234567")
    assert chart.rows[0].wide
    assert {item.scale for item in on_seven_points().items if item.role is Role.CORE} == {SEVEN}


@pytest.mark.parametrize(
    ("text", "direction"),
    [("شكراً لكم.", "rtl"), ("תודה", "rtl"), ("Thanks, شكراً", "ltr"), ("12 €", "ltr"), ("", "ltr")],
)
def test_words_run_as_their_script_does(text: str, direction: str) -> None:
    review = with_words()
    said = replace(review, words=(replace(review.words[0], text=text),))
    (group,) = words_said(said)
    assert group.quotes[0].direction == direction
