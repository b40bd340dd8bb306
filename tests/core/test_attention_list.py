"""The list: bands, ties, which wave has whom, what is refused, and what may never matter."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from app.core.attention import Band, NoList, Place
from app.core.attention_list import BANDS, revenue_of, warnings_of
from app.core.attention_place import band_of
from app.core.firm import (
    Commitment,
    CommitmentState,
    ContactRole,
    Kind,
    Relationship,
    YearFigures,
)
from app.core.response import Response
from app.core.signs import Sign, SignKind, Theme
from app.core.steadied import Ranking
from app.core.survey import Form
from app.core.weights import Weights
from tests.attention_builders import FOUR, TODAY, contacts, in_year, lists, north, place_of
from tests.builders import our_answers, their_answers


def three(*files: Relationship, weights: Weights | None = None) -> list[str]:
    """The order of relationships that all have the same calm answers."""
    slugs = tuple(sorted(file.slug for file in files))
    opened = in_year(2026, slugs=slugs)
    calm = [
        r
        for s in slugs
        for r in their_answers(8, 8, 8, 8, relationship=s) + our_answers(8, 8, relationship=s)
    ]
    found = lists((opened, calm), relationships=files, weights=weights or Weights())[-1]
    return [place.relationship for place in found.places]


def worth(slug: str, value: float | None, **changes: object) -> Relationship:
    figures = () if value is None else (YearFigures(year=2026, value=value),)
    return north(slug=slug, name=slug, figures=figures, **changes)


def test_bands_begin_at_twenty_and_forty() -> None:
    weights = Weights()
    assert [band_of(points, weights) for points in (0, 19, 20, 39, 40, 100)] == [
        Band.ROUTINE,
        Band.ROUTINE,
        Band.QUARTER,
        Band.QUARTER,
        Band.MEET,
        Band.MEET,
    ]


def test_points_decide_then_revenue_share_then_the_lower_trust() -> None:
    renewing = worth("c", 1, renews=TODAY)
    assert three(worth("a", 10), worth("b", 20), renewing) == ["c", "b", "a"]
    assert three(worth("a", None), worth("b", 0), worth("d", 5)) == ["d", "b", "a"]


def test_of_equals_the_lower_trust_comes_first() -> None:
    opened = in_year(2026, slugs=("a", "b"))
    answers = [
        r
        for s, score in (("a", 9), ("b", 8))
        for r in their_answers(*[score] * 4, relationship=s) + our_answers(score, relationship=s)
    ]
    files = (worth("a", 5), worth("b", 5))
    found = lists((opened, answers), relationships=files)[-1]
    assert [place.relationship for place in found.places] == ["b", "a"]


def test_what_we_buy_is_no_revenue() -> None:
    assert revenue_of(worth("a", 5), TODAY) == 5
    assert revenue_of(worth("a", 5, kind=Kind.SUPPLIER), TODAY) is None
    assert revenue_of(worth("a", 5), date(2025, 12, 31)) is None
    assert revenue_of(worth("a", -5), TODAY) == 0


CALM = their_answers(8, 8, 8, 8) + our_answers(8, 8)


def test_a_relationship_stands_in_the_newest_closed_wave_alone() -> None:
    first, second = lists((in_year(2025), CALM), (in_year(2026), CALM))
    assert (first.why_none, first.asked_again) == (NoList.ALL_LATER, 1)
    assert [place.wave for place in second.places] == ["2026"]


def test_while_a_wave_is_open_the_one_before_keeps_its_list() -> None:
    first, second = lists(
        (in_year(2025), CALM), (in_year(2026), CALM[:1]), as_of=date(2026, 10, 20)
    )
    assert [place.wave for place in first.places] == ["2025"]
    assert second.why_none is NoList.STILL_OPEN


def test_a_check_in_has_no_list_and_takes_nobody_off_one() -> None:
    check = in_year(2026)
    check = replace(check, wave=replace(check.wave, id="2026-check", form=Form.SHORT))
    first, second = lists((in_year(2025), CALM), (check, []))
    assert [place.wave for place in first.places] == ["2025"]
    assert second.why_none is NoList.NO_SCORES


def test_who_was_last_asked_earlier_is_carried_into_the_newest_list() -> None:
    before = in_year(2025, slugs=("north", "south"))
    files = (north(), north(slug="south", name="South", renews=TODAY))
    first, second = lists((before, CALM), (in_year(2026), CALM), relationships=files)
    assert [place.relationship for place in first.places] == ["south"]
    assert [(p.relationship, p.wave) for p in second.older] == [("south", "2025")]


def test_what_has_ended_is_not_on_the_list() -> None:
    found = lists((in_year(2026), CALM), relationships=(north(ended=TODAY),))[-1]
    assert found.why_none is NoList.ALL_LATER
    going = lists((in_year(2026), CALM), relationships=(north(ended=TODAY + timedelta(days=1)),))
    assert len(going[-1].places) == 1


def many(spread: tuple[int, ...], *, n: int = 10) -> tuple[Ranking, tuple[str, ...], int]:
    """Ranking, order and list length of n relationships whose means rise with their number."""
    slugs = tuple(f"r{k}" for k in range(n))
    answers: list[Response] = []
    for k, slug in enumerate(slugs):
        base = [min(10, max(0, 5 + (k // 2) * spread[0] + step)) for step in spread[1:]]
        answers += their_answers(*base, relationship=slug) + our_answers(8, relationship=slug)
    files = tuple(north(slug=s, name=s) for s in slugs)
    found = lists((in_year(2026, slugs=slugs), answers), relationships=files)[-1]
    (order,) = found.orders
    return order.ranking, tuple(slug for slug, _, _ in order.rows), len(found.places)


def test_an_order_by_steadied_score_is_refused_and_the_list_stands() -> None:
    assert many((1, 0, 1, 0, 1), n=9) == (Ranking.TOO_FEW_RELATIONSHIPS, (), 9)
    assert many((0, -4, 4, -3, 3)) == (Ranking.MOSTLY_CHANCE, (), 10)


def test_an_order_by_steadied_score_begins_with_the_lowest() -> None:
    ranking, order, listed = many((1, -1, 1, 0, 0))
    assert ranking is Ranking.SHOWN
    assert listed == 10
    assert order[:2] == ("r0", "r1")
    assert order[-2:] == ("r8", "r9")


def test_the_record_holds_each_of_the_list_with_three_reasons_at_most() -> None:
    found = lists((in_year(2026), their_answers(3, 3, 3, 3) + our_answers(9, 9)))[-1]
    (warned,) = warnings_of(found, TODAY)
    assert (warned.wave, warned.relationship, warned.day) == ("2026", "north", TODAY)
    assert warned.band in BANDS
    assert warned.reasons == ("blind spots", "very low trust")


DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))
FILES = st.fixed_dictionaries(
    {
        "commitments": st.lists(
            st.builds(
                Commitment,
                what=st.sampled_from(["a", "b", "c"]),
                due=st.none() | DAYS,
                state=st.sampled_from(CommitmentState),
            ),
            max_size=4,
        ).map(tuple),
        "signs": st.lists(
            st.builds(Sign, what=st.sampled_from(SignKind), on=DAYS, yes=st.booleans()),
            max_size=6,
        ).map(tuple),
        "themes": st.lists(
            st.builds(
                Theme, wave=st.sampled_from(["2025", "2026"]), tag=st.sampled_from(["x", "y"])
            ),
            max_size=4,
            unique=True,
        ).map(tuple),
        "renews": st.none() | DAYS,
        "contacts": st.sampled_from(
            [FOUR, FOUR[1:], FOUR[:1], (), contacts(None, ContactRole.USES)]
        ),
    }
)
ANSWERS = st.lists(st.integers(0, 10), max_size=4)


def two_years(then: list[int], now: list[int], us: list[int], files: Relationship) -> Place:
    return place_of(
        (in_year(2025), their_answers(*then) + our_answers(*us)),
        (in_year(2026), their_answers(*now) + our_answers(*us)),
        relationships=(files,),
    )


@given(ANSWERS, ANSWERS, st.lists(st.integers(0, 10), max_size=2), FILES)
def test_points_are_the_sum_of_reasons_and_never_above_a_hundred(
    then: list[int], now: list[int], us: list[int], said: dict[str, object]
) -> None:
    place = two_years(then, now, us, north(**said))
    assert 0 <= place.points <= 100
    assert place.points == min(100, sum(reason.points for reason in place.reasons))
    assert all(reason.points > 0 and reason.sources for reason in place.reasons)
    assert not {reason.input for reason in place.reasons} & set(place.unknown)


@given(ANSWERS, ANSWERS, FILES, st.randoms(use_true_random=False))
def test_the_order_of_what_is_given_does_not_matter(
    then: list[int], now: list[int], said: dict[str, object], chance: object
) -> None:
    def shuffled(values: tuple[object, ...]) -> tuple[object, ...]:
        mixed = list(values)
        chance.shuffle(mixed)  # type: ignore[attr-defined]
        return tuple(mixed)

    turned = {k: shuffled(v) if isinstance(v, tuple) else v for k, v in said.items()}
    assert two_years(then, now, [7], north(**said)) == two_years(then, now, [7], north(**turned))
    waves = [(in_year(2025), their_answers(*then)), (in_year(2026), their_answers(*now))]
    mixed = [(opened, list(shuffled(tuple(answers)))) for opened, answers in waves]
    assert lists(*waves) == lists(*mixed)  # type: ignore[arg-type]


FEW = st.lists(st.integers(0, 10), max_size=2)


@given(FEW, FEW, FILES)
def test_what_is_withheld_is_unknown_and_adds_no_point(
    then: list[int], now: list[int], said: dict[str, object]
) -> None:
    """Two answers by name against the same two withheld: every reason left was there before."""

    def place(*, confidential: bool) -> Place:
        return place_of(
            (in_year(2025, confidential=confidential), their_answers(*then) + our_answers(7)),
            (in_year(2026, confidential=confidential), their_answers(*now) + our_answers(7)),
            relationships=(north(**said),),
        )

    shown, withheld = place(confidential=False), place(confidential=True)
    assert set(withheld.reasons) <= set(shown.reasons)
    assert withheld.points <= shown.points


CONFIDENTIAL = in_year(2026, confidential=True, asked=(6, 3), slugs=("north", "south"))
SHOWN = their_answers(3, 5, 7, 6, relationship="south") + our_answers(8, relationship="south")


def test_hidden_answers_change_no_point_and_no_list() -> None:
    """Two hidden people answer whatever they like: points, order, coverage and record stay."""
    files = (north(), north(slug="south", name="South"))

    def listed(scores: tuple[int, ...]) -> object:
        hidden = [replace(r, day=date(2026, 10, 6 + scores[0])) for r in their_answers(*scores)]
        return lists((CONFIDENTIAL, [*hidden, *our_answers(6), *SHOWN]), relationships=files)

    first = listed((0, 10))
    for scores in product((0, 5, 10), repeat=2):
        assert listed(scores) == first


@given(st.lists(st.integers(0, 10), min_size=2, max_size=2))
def test_hidden_answers_of_last_year_change_nothing_this_year(hidden: list[int]) -> None:
    before = in_year(2025, confidential=True)
    now = (in_year(2026, confidential=True), their_answers(6, 6, 7, 8))
    answers = their_answers(*hidden)
    assert place_of((before, answers), now) == place_of((before, their_answers(0, 10)), now)


def test_at_most_three_reasons_are_written_down() -> None:
    low = their_answers(3) + our_answers(9, 9)
    files = (north(renews=TODAY, contacts=contacts(ContactRole.USES, ContactRole.DAILY)),)
    found = lists((in_year(2026), low), relationships=files)[-1]
    assert len(found.places[0].reasons) > 3
    assert len(warnings_of(found, TODAY)[0].reasons) == 3


def test_who_was_heard_is_counted_over_the_list() -> None:
    opened = in_year(2026, slugs=("north", "south", "west"))
    files = (
        north(figures=(YearFigures(year=2026, value=30.0),)),
        north(slug="south", name="South", figures=(YearFigures(year=2025, value=10.0),)),
        north(slug="west", name="West", ended=TODAY),
    )
    found = lists((opened, CALM), relationships=files)[-1]
    assert found.coverage is not None
    assert (found.coverage.relationships, found.coverage.heard) == (2, 1)
    assert found.coverage.revenue_share == 0.75
    assert (found.ended, found.asked_again) == (1, 0)
    assert [place.revenue_share for place in found.places] == [0.25, 0.75]


def test_how_many_stand_in_a_newer_list_is_told() -> None:
    three_of_them = in_year(2025, slugs=("north", "south", "west"))
    files = tuple(north(slug=s, name=s) for s in ("north", "south", "west"))
    first, _ = lists((three_of_them, []), (in_year(2026), CALM), relationships=files)
    assert first.asked_again == 1


def test_of_a_confidential_survey_adjusted_scores_have_one_decimal() -> None:
    slugs = tuple(f"r{k}" for k in range(10))
    answers = [
        r
        for k, slug in enumerate(slugs)
        for r in their_answers(
            *(min(9, 3 + k // 2 + step) for step in (0, 1, 1, 0, 1)), relationship=slug
        )
    ]
    files = tuple(north(slug=s, name=s) for s in slugs)

    def values(*, confidential: bool) -> list[float]:
        opened = in_year(2026, slugs=slugs, asked=(6, 1), confidential=confidential)
        (order,) = lists((opened, answers), relationships=files)[-1].orders
        return [value for _, _, value in order.rows]

    quiet, named = values(confidential=True), values(confidential=False)
    assert len(quiet) == len(named) == 10
    assert all(value == round(value, 1) for value in quiet)
    assert any(value != round(value, 1) for value in named)


def test_a_score_known_only_to_lie_at_an_end_is_in_no_order() -> None:
    slugs = tuple(f"r{k}" for k in range(11))
    answers = [
        r
        for k, slug in enumerate(slugs)
        for r in their_answers(*((10, 10, 10) if k == 0 else (2 + k // 2,) * 3), relationship=slug)
    ]
    files = tuple(north(slug=s, name=s) for s in slugs)
    opened = in_year(2026, slugs=slugs, asked=(3, 1), confidential=True)
    (order,) = lists((opened, answers), relationships=files)[-1].orders
    assert order.ranking is Ranking.SHOWN
    assert "r0" not in {slug for slug, _, _ in order.rows}


def test_who_was_heard_by_part_is_counted_over_relationships() -> None:
    opened = in_year(2026, slugs=("north", "south"))
    files = (north(), north(slug="south", name="South"))
    answers = their_answers(8, 8, 8, 8) + their_answers(8, relationship="south")
    found = lists((opened, answers), relationships=files)[-1]
    assert found.coverage is not None
    assert [(r.role, r.asked, r.answered) for r in found.coverage.roles] == [
        (ContactRole.DECIDES, 2, 2),
        (ContactRole.USES, 2, 1),
        (ContactRole.PAYS, 2, 1),
        (ContactRole.DAILY, 2, 1),
    ]


def test_withheld_answers_are_in_no_count_by_part() -> None:
    opened = in_year(2026, slugs=("north", "south"), confidential=True)
    files = (north(), north(slug="south", name="South"))
    answers = their_answers(8, 8, 8, 8) + their_answers(8, 8, relationship="south")
    found = lists((opened, answers), relationships=files)[-1]
    assert found.coverage is not None
    assert {(r.asked, r.answered) for r in found.coverage.roles} == {(2, None)}
