"""Points from answers: gap, trust, decline, silence, deciders; each rule at its edge."""

from dataclasses import replace
from datetime import date

import pytest

from app.core.attention import Apart, Band, Input, ReasonKind
from app.core.response import Response
from app.core.survey import Perspective, Role, Scale
from app.core.weights import Weights
from tests.attention_builders import a_survey_of_trust, in_year, kinds, lists, north, place_of
from tests.builders import a_response, everywhere, our_answers, their_answers

SURVEY = a_survey_of_trust()
NAMED = in_year(2026)


def split(trust: int, others: int, *, side: Perspective, people: int) -> list[Response]:
    """So many people who score trust and the other factors apart."""
    values = everywhere(others, SURVEY) | {i.id: trust for i in SURVEY.core_items("trust")}
    letter = "c" if side is Perspective.COUNTERPART else "s"
    return [a_response(f"{letter}{n}", values, perspective=side) for n in range(1, people + 1)]


def theirs(trust: int, others: int, people: int = 4) -> list[Response]:
    return split(trust, others, side=Perspective.COUNTERPART, people=people)


def ours(trust: int, others: int, people: int = 2) -> list[Response]:
    return split(trust, others, side=Perspective.SELF, people=people)


def test_a_quiet_relationship_has_no_points() -> None:
    place = place_of((NAMED, their_answers(8, 8, 8, 8) + our_answers(8, 8)))
    assert (place.points, place.band, place.apart) == (0, Band.ROUTINE, None)
    assert place.reasons == ()


def test_a_blind_spot_in_one_factor_is_ten_and_in_trust_twenty() -> None:
    one = dict(everywhere(8, SURVEY)) | {i.id: 4 for i in SURVEY.core_items("b")}
    there = [a_response(f"c{n}", one) for n in range(1, 5)]
    assert kinds(place_of((NAMED, there + our_answers(8, 8)))) == {ReasonKind.BLIND_SPOT: 10}
    in_trust = place_of((NAMED, theirs(6, 8) + ours(9, 8)))
    assert kinds(in_trust) == {ReasonKind.BLIND_SPOT_IN_TRUST: 20}
    (source,) = in_trust.reasons[0].sources
    assert (source.wave, source.score) == ("2026", "trust")


def test_blind_spots_in_two_factors_are_twenty_once() -> None:
    place = place_of((NAMED, their_answers(6, 6, 6, 6) + our_answers(9, 9)))
    assert kinds(place) == {ReasonKind.BLIND_SPOTS: 20}
    assert place.reasons[0].words == ("A", "B", "C", "D")


def test_a_hidden_strength_is_no_reason_to_meet() -> None:
    assert place_of((NAMED, their_answers(9, 9, 9, 9) + our_answers(6, 6))).points == 0


@pytest.mark.parametrize(
    ("trust", "found"),
    [
        (6, {}),
        (5, {ReasonKind.LOW_TRUST: 8}),
        (4, {ReasonKind.VERY_LOW_TRUST: 15}),
    ],
)
def test_trust_is_low_below_six_and_very_low_below_five(
    trust: int, found: dict[ReasonKind, int]
) -> None:
    place = place_of((NAMED, theirs(trust, 8) + ours(trust, 8)))
    assert kinds(place) == found


def test_the_thresholds_are_the_firms_to_set() -> None:
    weights = Weights(low_trust_below=9.0, low_trust=3)
    place = place_of((NAMED, their_answers(8, 8, 8, 8) + our_answers(8, 8)), weights=weights)
    assert kinds(place) == {ReasonKind.LOW_TRUST: 3}


def test_with_ten_relationships_low_trust_is_the_steadied_score() -> None:
    """One low voice among ten relationships is drawn towards the others, past the threshold."""
    slugs = tuple(f"r{n}" for n in range(10))
    opened = in_year(2026, slugs=slugs, asked=(4, 1))
    answers = [r for s in slugs[1:] for r in their_answers(8, 10, 8, 10, relationship=s)]
    answers += their_answers(5, relationship="r0") + our_answers(5, relationship="r0")
    files = tuple(north(slug=s, name=s) for s in slugs)
    alone = place_of((in_year(2026, asked=(4, 1)), their_answers(5) + our_answers(5)))
    assert ReasonKind.LOW_TRUST in kinds(alone)
    found = lists((opened, answers), relationships=files)[-1]
    (steadied,) = [p for p in found.places if p.relationship == "r0"]
    assert ReasonKind.LOW_TRUST not in kinds(steadied)


def fell(*levels: int, people: int = 4) -> dict[ReasonKind, int]:
    """What is said after waves at these levels, both sides alike, everyone asked answering."""
    years = range(2027 - len(levels), 2027)
    waves = [
        (in_year(year, asked=(people, 1)), their_answers(*[level] * people) + our_answers(level))
        for year, level in zip(years, levels, strict=True)
    ]
    return kinds(place_of(*waves))


def test_a_fall_of_a_point_is_a_decline_and_two_running_weigh_more() -> None:
    assert fell(8, 8) == {}
    assert fell(9, 8) == {ReasonKind.DECLINE: 10}
    assert fell(10, 9, 8) == {ReasonKind.TWO_FALLS: 15}
    assert fell(9, 10, 9) == {ReasonKind.DECLINE: 10}
    assert fell(10, 9, 9) == {}


def test_a_fall_inside_the_likely_range_or_of_one_voice_is_none() -> None:
    before = (in_year(2025, asked=(6, 1)), their_answers(9, 9, 9, 9, 9, 9) + our_answers(8))
    few = (in_year(2026, asked=(6, 1)), their_answers(8, 8, 8) + our_answers(8))
    assert kinds(place_of(before, few)) == {}
    one = (in_year(2026, asked=(6, 1)), their_answers(7) + our_answers(7))
    assert ReasonKind.DECLINE not in kinds(place_of(before, one))


def test_two_falls_smaller_than_half_a_point_are_none() -> None:
    waves = [
        (in_year(year, asked=(4, 1)), their_answers(*scores) + our_answers(8))
        for year, scores in ((2024, (8, 8, 8, 9)), (2025, (8, 8, 8, 8)), (2026, (8, 8, 8, 7)))
    ]
    assert kinds(place_of(*waves)) == {}


def test_silence_is_a_finding() -> None:
    few = place_of((NAMED, their_answers(8) + our_answers(8, 8)))
    assert kinds(few) == {ReasonKind.FEW_ANSWERED: 5}
    half = place_of((NAMED, their_answers(8, 8) + our_answers(8, 8)))
    assert kinds(half) == {}
    nobody = place_of((NAMED, our_answers(8, 8)))
    assert kinds(nobody) == {ReasonKind.NOBODY_ANSWERED: 10}
    assert nobody.apart is Apart.ONE_SIDED
    assert nobody.reasons[0].numbers == (0.0, 4.0, 2.0)


def test_one_person_alone_who_never_answered_is_few_and_not_nobody() -> None:
    opened = in_year(2026, asked=(1, 1))
    assert kinds(place_of((opened, our_answers(8))))[ReasonKind.FEW_ANSWERED] == 5


def test_who_answered_late_last_year_and_is_silent_now_is_said_so() -> None:
    before = [replace(r, day=date(2025, 11, 4)) for r in their_answers(8, 8, 8, 8)]
    now = (NAMED, our_answers(8, 8))
    late = place_of((in_year(2025), before + our_answers(8, 8)), now)
    assert kinds(late)[ReasonKind.FALLEN_SILENT] == 10
    assert late.reasons[0].numbers[-1] == 1.0
    early = [replace(r, day=date(2025, 10, 9)) for r in before]
    in_time = place_of((in_year(2025), early + our_answers(8, 8)), now)
    assert in_time.reasons[0].numbers[-1] == 0.0


def test_silence_is_not_silence_while_a_wave_is_open() -> None:
    found = lists((NAMED, our_answers(8)), as_of=date(2026, 11, 6))[-1]
    assert (found.why_none, found.places) == ("still open", ())


def recommend(score: int, who: str = "c1") -> list[Response]:
    values = everywhere(8, SURVEY) | {"L": score}
    rest = [r for r in their_answers(8, 8, 8, 8) if r.respondent != who]
    return [a_response(who, values), *rest, *our_answers(8, 8)]


def test_a_decider_who_would_not_recommend_us_counts_where_answers_are_named() -> None:
    assert kinds(place_of((NAMED, recommend(6)))) == {ReasonKind.DECIDER_DETRACTS: 5}
    assert kinds(place_of((NAMED, recommend(7)))) == {}
    assert kinds(place_of((NAMED, recommend(2, "c2")))) == {}


def test_in_a_confidential_wave_nobody_looks_what_a_decider_answered() -> None:
    opened = in_year(2026, confidential=True)
    low, high = (place_of((opened, recommend(score))) for score in (0, 10))
    assert low == high
    assert low.guarded
    assert Input.DECIDER not in low.unknown


def test_three_unknown_inputs_are_never_routine() -> None:
    place = place_of((NAMED, []))
    assert place.apart is Apart.TOO_LITTLE
    assert len(place.unknown) >= 3
    assert place.band is Band.ROUTINE


def test_withheld_answers_stand_in_a_list_of_their_own() -> None:
    opened = in_year(2026, confidential=True)
    place = place_of((opened, their_answers(1, 1) + our_answers(9, 9)))
    assert place.apart is Apart.NOT_SHOWN
    assert {Input.GAP, Input.TRUST} <= set(place.unknown)
    assert place.points == 0


def test_at_the_very_top_there_is_neither_blind_spot_nor_decline() -> None:
    opened = in_year(2026, confidential=True)
    before = (in_year(2025, confidential=True), their_answers(9, 9, 9) + our_answers(8))
    place = place_of(before, (opened, their_answers(10, 10, 10) + our_answers(8, 8)))
    assert place.points == 0
    assert not {Input.GAP, Input.DECLINE} & set(place.unknown)


def test_a_low_end_is_told_as_the_page_shows_it() -> None:
    opened = in_year(2026, confidential=True)
    (reason, *_) = [
        r
        for r in place_of((opened, their_answers(0, 0, 1) + our_answers(1, 1))).reasons
        if r.kind is ReasonKind.VERY_LOW_TRUST
    ]
    assert (reason.numbers, reason.words) == ((0.5, 3.0), ("or less",))
    plain = place_of((NAMED, theirs(4, 8) + ours(4, 8)))
    assert (plain.reasons[0].numbers, plain.reasons[0].words) == ((4.0, 4.0), ())


def test_a_decider_is_told_by_the_question_and_the_lowest_answer() -> None:
    (reason,) = place_of((NAMED, recommend(3))).reasons
    assert reason.sources[0].score == "L"
    assert reason.numbers == (1.0, 3.0)


def test_a_decider_who_did_not_answer_is_unknown_and_none_to_ask_is_not() -> None:
    silent = [r for r in their_answers(8, 8, 8, 8) if r.respondent != "c1"]
    assert Input.DECIDER in place_of((NAMED, silent + our_answers(8, 8))).unknown
    none = place_of((NAMED, silent), relationships=(north(contacts=()),))
    assert Input.DECIDER not in none.unknown


def test_at_the_top_without_our_view_or_a_year_before_is_unknown_still() -> None:
    opened = in_year(2026, confidential=True)
    alone = place_of((opened, their_answers(10, 10, 10)))
    assert {Input.GAP, Input.DECLINE} <= set(alone.unknown)


def test_nobody_asked_is_unknown_and_no_silence() -> None:
    place = place_of((in_year(2026, asked=(0, 1)), our_answers(8)))
    assert Input.RESPONSE in place.unknown
    assert place.points == 0


def test_a_decline_says_from_where_to_where_and_in_which_waves() -> None:
    levels = ((2024, 10), (2025, 9), (2026, 8))
    waves = [
        (in_year(year, asked=(4, 1)), their_answers(*[level] * 4) + our_answers(level))
        for year, level in levels
    ]
    (twice,) = place_of(*waves).reasons
    assert twice.numbers == (10.0, 9.0, 8.0)
    assert [source.wave for source in twice.sources] == ["2026", "2025", "2024"]
    (once,) = place_of(*waves[1:]).reasons
    assert once.numbers == (9.0, 8.0)
    assert [source.wave for source in once.sources] == ["2026", "2025"]


def test_a_fall_beyond_the_likely_range_is_a_decline() -> None:
    before = (in_year(2025, asked=(6, 1)), their_answers(9, 9, 9, 9, 9, 9) + our_answers(8))
    now = (in_year(2026, asked=(6, 1)), their_answers(6, 6, 6) + our_answers(6))
    assert kinds(place_of(before, now))[ReasonKind.DECLINE] == 10


def late_then_silent(days: tuple[int, ...], *, confidential: bool) -> float:
    """1 where last year's answers on these days of the month count as late."""
    before = [
        replace(r, day=date(2025, 11, day))
        for r, day in zip(their_answers(8, 8, 8, 8), days, strict=False)
    ]
    waves = [
        (in_year(2025, confidential=confidential), before + our_answers(8, 8)),
        (in_year(2026, confidential=confidential), our_answers(8, 8)),
    ]
    (reason,) = [r for r in place_of(*waves).reasons if r.kind is ReasonKind.FALLEN_SILENT]
    return reason.numbers[-1]


def test_late_is_half_of_those_who_answered_and_unknown_where_confidential() -> None:
    assert late_then_silent((1, 2, 3), confidential=True) == 0.0
    assert late_then_silent((1, 2), confidential=False) == 1.0
    assert late_then_silent((1,), confidential=False) == 1.0


def test_thresholds_stretch_with_the_scale() -> None:
    """On 1 to 7 a point of 0 to 10 is 0.6: a fall of half a point is none, of one it is."""
    seven = Scale(id="seven", minimum=1, maximum=7)

    def waves(*levels: int) -> dict[ReasonKind, int]:
        made = []
        for year, level in zip((2025, 2026), levels, strict=True):
            opened = in_year(year, asked=(4, 1))
            items = tuple(
                replace(i, scale=seven) if i.role in (Role.CORE, Role.EXPECTATION) else i
                for i in SURVEY.items
            )
            survey = replace(SURVEY, items=items)
            made.append(
                (
                    replace(opened, surveys=(survey,)),
                    their_answers(*[level] * 4) + our_answers(level),
                )
            )
        return kinds(place_of(*made))

    assert waves(7, 6) == {ReasonKind.DECLINE: 10}
    assert waves(5, 5) == {}
    assert waves(4, 4) == {ReasonKind.LOW_TRUST: 8}
    assert waves(3, 3) == {ReasonKind.VERY_LOW_TRUST: 15}


def test_two_who_were_all_asked_can_show_a_decline_and_one_of_two_cannot() -> None:
    assert fell(9, 8, people=2)[ReasonKind.DECLINE] == 10
    before = (in_year(2025, asked=(2, 1)), their_answers(9, 9) + our_answers(8))
    one = (in_year(2026, asked=(2, 1)), their_answers(7) + our_answers(7))
    assert kinds(place_of(before, one)) == {}


def test_at_a_low_end_the_end_counts_and_no_steadied_score() -> None:
    """Drawn towards nine others it would be far from the end that its page shows."""
    slugs = tuple(f"r{n}" for n in range(11))
    opened = in_year(2026, slugs=slugs, asked=(3, 1), confidential=True)
    answers = [r for s in slugs[1:] for r in their_answers(8, 10, 9, relationship=s)]
    answers += their_answers(0, 0, 1, relationship="r0")
    files = tuple(north(slug=s, name=s) for s in slugs)
    found = lists((opened, answers), relationships=files)[-1]
    (low,) = [p for p in found.places if p.relationship == "r0"]
    assert low.trust == 0.5
    assert ReasonKind.VERY_LOW_TRUST in kinds(low)
