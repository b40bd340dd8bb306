"""What holds whatever people answer: drawn answers on the whole road from responses to reviews."""

import json
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.compile import compile_review
from app.core.overview import Portfolio
from app.core.portfolio import compile_portfolio
from app.core.response import Consent, Response, State, Value
from app.core.review import Difference, Missing, Review
from app.core.survey import Perspective
from app.core.wave import Privacy
from app.publish.figures import figures
from tests.builders import a_context, a_response, a_survey, a_wave, our_answers, their_answers

SURVEY = a_survey(factors=3)
RATED = [item for item in SURVEY.items if item.rated and item.they is not None]
SOME = settings(
    max_examples=15, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
SLUGS = ("north", "south")
SIZES = dict.fromkeys(SLUGS, (6, 4))


def _values() -> st.SearchStrategy[dict[str, Value]]:
    """What one person says: some items with a point or the escape, some left open, some words."""
    points = {
        item.id: st.none() | st.integers(item.scale.minimum, item.scale.maximum)
        for item in RATED
        if item.scale is not None
    }
    return st.fixed_dictionaries({}, optional={**points, "O1": st.sampled_from(["yes", "no"])})


PERSON = _values()
PEOPLE = st.lists(PERSON, max_size=6)
PRIVACY = st.sampled_from(list(Privacy))


def side(
    people: list[dict[str, Value]], slug: str = "north", perspective: Perspective | None = None
) -> list[Response]:
    own = perspective or Perspective.COUNTERPART
    return [
        a_response(f"{own.value[0]}{n}", values, relationship=slug, perspective=own)
        for n, values in enumerate(people, 1)
    ]


def published(
    responses: list[Response], theirs: Privacy, ours: Privacy = Privacy.NAMED
) -> tuple[tuple[Review, ...], Portfolio, str]:
    """Everything made of the answers: reviews, the overview and the exported figures."""
    opened = a_wave(survey=SURVEY, relationships=SIZES, counterpart=theirs, own=ours)
    context = a_context(responses, opened=opened)
    reviews = tuple(compile_review(slug, context) for slug in SLUGS)
    return reviews, compile_portfolio(context, reviews, ()), json.dumps(figures(reviews))


@given(PEOPLE, st.lists(PERSON, max_size=4), PRIVACY, st.randoms(use_true_random=False))
@SOME
def test_the_order_in_which_answers_came_changes_nothing(
    theirs: list[dict[str, Value]],
    ours: list[dict[str, Value]],
    privacy: Privacy,
    draw: object,
) -> None:
    came = side(theirs) + side(ours, perspective=Perspective.SELF) + their_answers(4, 6, 7)
    turned = [replace(r, answers=r.answers[::-1]) for r in reversed(came[: len(theirs)])]
    assert published(came[: len(theirs)], privacy) == published(turned, privacy)
    mixed = side(theirs) + side(ours, perspective=Perspective.SELF)
    draw.shuffle(mixed)  # type: ignore[attr-defined]
    unmixed = side(theirs) + side(ours, perspective=Perspective.SELF)
    assert published(mixed, privacy) == published(unmixed, privacy)


@given(PEOPLE, st.sets(st.sampled_from([item.id for item in RATED])), PRIVACY)
@SOME
def test_an_escape_where_nothing_was_said_changes_no_score(
    people: list[dict[str, Value]], escaped: set[str], privacy: Privacy
) -> None:
    more = [dict.fromkeys(sorted(escaped - values.keys())) | values for values in people]
    ours = our_answers(6, 8)
    without = published(side(people) + ours, privacy)
    with_more = published(side(more) + ours, privacy)
    for before, after in zip(without[0], with_more[0], strict=True):
        assert (before.factors, before.index) == (after.factors, after.index)
        for then, now in zip(before.items, after.items, strict=True):
            # Where most could not judge it there is no number any more, and never another one.
            for one, other in ((then.counterpart, now.counterpart), (then.own, now.own)):
                assert one == other or Missing.HARD_TO_JUDGE in (one.missing, other.missing)
    assert without[1].means == with_more[1].means


@given(PEOPLE, PEOPLE)
@SOME
def test_with_the_sides_changed_every_gap_changes_its_sign_and_its_range_turns(
    one: list[dict[str, Value]], other: list[dict[str, Value]]
) -> None:
    sizes = dict.fromkeys(SLUGS, (6, 6))
    opened = a_wave(survey=SURVEY, relationships=sizes)

    def gaps(theirs: list[dict[str, Value]], ours: list[dict[str, Value]]) -> list[Difference]:
        answers = side(theirs) + side(ours, perspective=Perspective.SELF)
        review = compile_review("north", a_context(answers, opened=opened))
        return [*(f.gap for f in review.factors), *(i.gap for i in review.items)]

    for there, back in zip(gaps(one, other), gaps(other, one), strict=True):
        assert (there.value is None) == (back.value is None)
        assert there.missing is back.missing
        if there.value is not None and back.value is not None:
            assert abs(there.value + back.value) < 1e-12
        if there.low is not None and back.high is not None:
            assert abs(there.low + back.high) < 1e-12
        assert (there.low is None) == (back.high is None)


SHOWN = [*their_answers(3, 5, 7, 6, relationship="south"), *our_answers(8, relationship="south")]


@given(st.lists(st.tuples(PERSON, PERSON), min_size=1, max_size=2), st.sampled_from(list(Consent)))
@SOME
def test_what_hidden_people_say_otherwise_changes_no_published_byte(
    said: list[tuple[dict[str, Value], dict[str, Value]]], consent: Consent
) -> None:
    def of(people: list[dict[str, Value]]) -> list[Response]:
        spoken = [
            a_response(f"c{n}", values, consent=consent) for n, values in enumerate(people, 1)
        ]
        return spoken + SHOWN

    before = published(of([one for one, _ in said]), Privacy.CONFIDENTIAL)
    after = published(of([other for _, other in said]), Privacy.CONFIDENTIAL)
    assert repr(before) == repr(after)


@given(
    st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=1, max_size=2),
)
@SOME
def test_an_answer_hidden_among_shown_ones_changes_no_published_byte(
    satisfied: list[tuple[int, int]],
) -> None:
    """Four people are shown; of S, which is in no factor, only one or two said anything."""

    def of(points: list[int]) -> list[Response]:
        answers = their_answers(3, 5, 7, 6)
        for place, point in enumerate(points):
            values: dict[str, Value] = {a.item: a.value for a in answers[place].answers}
            answers[place] = a_response(f"c{place + 1}", values | {"S": point})
        return answers + our_answers(7, 8)

    before = published(of([one for one, _ in satisfied]), Privacy.CONFIDENTIAL)
    after = published(of([other for _, other in satisfied]), Privacy.CONFIDENTIAL)
    assert repr(before) == repr(after)


@given(st.lists(PERSON, min_size=2, max_size=4), st.lists(PERSON, min_size=2, max_size=4))
@SOME
def test_what_two_of_ours_say_in_confidence_changes_no_published_byte(
    one: list[dict[str, Value]], other: list[dict[str, Value]]
) -> None:
    theirs = their_answers(3, 5, 7)

    def of(people: list[dict[str, Value]]) -> str:
        answers = theirs + side(people[:2], perspective=Perspective.SELF)
        return repr(published(answers, Privacy.NAMED, Privacy.CONFIDENTIAL))

    assert of(one) == of(other)


@given(PEOPLE, PERSON)
@SOME
def test_what_was_taken_back_or_never_sent_in_time_counts_for_nothing(
    people: list[dict[str, Value]], gone: dict[str, Value]
) -> None:
    taken_back = a_response("c6", gone, state=State.SENT)
    declined = replace(taken_back, state=State.DECLINED, answers=())
    kept = side(people[:5])
    assert published([*kept, taken_back, declined], Privacy.NAMED) == published(kept, Privacy.NAMED)
