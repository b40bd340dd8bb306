"""Points from files: themes, promises, contacts, trouble and renewal; each with its entry."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.core.attention import Input, Place, ReasonKind
from app.core.attention_files import months_on
from app.core.firm import Commitment, CommitmentState, ContactRole, Kind
from app.core.response import Response
from app.core.signs import Sign, SignKind, Theme
from app.core.survey import Perspective
from tests.attention_builders import (
    FOUR,
    TODAY,
    contacts,
    in_year,
    kinds,
    north,
    place_of,
    promise,
)
from tests.builders import a_response, everywhere, our_answers, their_answers

CALM = their_answers(8, 8, 8, 8) + our_answers(8, 8)
DECIDES, USES, DAILY = ContactRole.DECIDES, ContactRole.USES, ContactRole.DAILY


def told(*, years: tuple[int, ...] = (2025, 2026), **changes: object) -> Place:
    """The place of a relationship whose answers are calm and whose file says this."""
    waves = [(in_year(year), list(CALM)) for year in years]
    return place_of(*waves, relationships=(north(**changes),))


def wrote(*, people: int, confidential: bool = False, year: int = 2026) -> list[Response]:
    """Four of theirs and two of ours, of whom so many write under "put right"."""
    values = [everywhere(8) | ({"O2": f"word {n}"} if n <= people else {}) for n in range(1, 7)]
    there = [a_response(f"c{n}", values[n - 1]) for n in range(1, 5)]
    here = [a_response(f"s{n}", values[n + 3], perspective=Perspective.SELF) for n in (1, 2)]
    return there + here


def themed(*themes: Theme, people: int = 4, confidential: bool = False) -> Place:
    waves = [
        (in_year(year, confidential=confidential), wrote(people=people)) for year in (2025, 2026)
    ]
    return place_of(*waves, relationships=(north(themes=themes),))


def test_the_same_theme_in_two_waves_running_is_ten() -> None:
    place = themed(Theme(wave="2025", tag="Late notice"), Theme(wave="2026", tag="late  notice"))
    assert kinds(place) == {ReasonKind.RECURRING_THEME: 10}
    assert [s.entry for s in place.reasons[0].sources] == [
        "themes 2026 late  notice",
        "themes 2025 Late notice",
    ]


def test_the_same_question_recurs_as_a_theme_does() -> None:
    place = themed(Theme(wave="2025", item="B1"), Theme(wave="2026", item="B1"))
    assert kinds(place) == {ReasonKind.RECURRING_QUESTION: 10}


def test_another_theme_or_another_wave_recurs_nothing() -> None:
    assert kinds(themed(Theme(wave="2025", tag="a"), Theme(wave="2026", tag="b"))) == {}
    assert kinds(themed(Theme(wave="2024", tag="a"), Theme(wave="2026", tag="a"))) == {}


def test_several_recurring_themes_weigh_as_one() -> None:
    tags = [Theme(wave=w, tag=t) for w in ("2025", "2026") for t in ("a", "b", "c")]
    assert themed(*tags).points == 10


def test_words_that_nobody_tagged_are_unknown_and_no_words_are_not() -> None:
    assert Input.THEMES in themed().unknown
    assert Input.THEMES in themed(Theme(wave="2026", tag="a")).unknown
    assert Input.THEMES not in told().unknown


def test_in_a_confidential_wave_a_theme_rests_on_k_people_who_wrote() -> None:
    both = (Theme(wave="2025", tag="a"), Theme(wave="2026", tag="a"))
    assert kinds(themed(*both, people=3, confidential=True)) == {ReasonKind.RECURRING_THEME: 10}
    few = themed(*both, people=2, confidential=True)
    assert kinds(few) == {}
    assert Input.THEMES in few.unknown


@pytest.mark.parametrize(
    ("commitment", "points"),
    [
        (promise(), 5),
        (promise(due=TODAY), 0),
        (promise(due=None), 0),
        (promise(state=CommitmentState.KEPT, closed=TODAY), 0),
        (promise(state=CommitmentState.DROPPED), 0),
        (promise(state=CommitmentState.BROKEN), 5),
        (promise(state=CommitmentState.BROKEN, due=None), 5),
        (promise(state=CommitmentState.BROKEN, closed=TODAY), 0),
        (promise(made=TODAY + timedelta(days=1)), 0),
        (promise(state=CommitmentState.KEPT, closed=TODAY + timedelta(days=1)), 5),
    ],
)
def test_a_promise_counts_once_its_day_is_past(commitment: Commitment, points: int) -> None:
    assert told(commitments=(commitment,)).points == points


def test_promises_are_five_each_and_at_most_ten() -> None:
    place = told(commitments=tuple(promise(what=f"no. {n}") for n in range(4)))
    assert kinds(place) == {ReasonKind.BROKEN_COMMITMENTS: 10}
    assert len(place.reasons[0].sources) == 4
    assert place.reasons[0].sources[0].file == "content/relationships/north.md"


def test_half_of_the_contacts_new_is_turnover() -> None:
    new = date(2026, 2, 1)
    half = tuple(replace(c, since=new) if n < 2 else c for n, c in enumerate(FOUR))
    assert kinds(told(contacts=half)) == {ReasonKind.MANY_NEW_CONTACTS: 5}
    one = tuple(replace(c, since=new) if n < 1 else c for n, c in enumerate(FOUR))
    assert kinds(told(contacts=one)) == {}


def test_a_contact_without_a_day_is_new_when_asked_for_the_first_time() -> None:
    before = (in_year(2025, asked=(2, 2)), their_answers(8, 8) + our_answers(8, 8))
    place = place_of(before, (in_year(2026), list(CALM)))
    assert kinds(place) == {ReasonKind.MANY_NEW_CONTACTS: 5}


def test_a_decider_who_left_since_the_wave_before_is_turnover() -> None:
    def gone(on: date) -> dict[ReasonKind, int]:
        left = replace(FOUR[0], id="c9", left=on)
        return kinds(told(contacts=(*FOUR, left)))

    assert gone(date(2026, 5, 1)) == {ReasonKind.DECIDER_LEFT: 5}
    assert gone(date(2025, 5, 1)) == {}
    assert gone(TODAY + timedelta(days=1)) == {}


def test_one_contact_or_no_decider_is_five_and_teams_have_neither() -> None:
    assert kinds(told(contacts=contacts(DECIDES)))[ReasonKind.ONE_CONTACT] == 5
    assert kinds(told(contacts=contacts(USES, DAILY))) == {ReasonKind.NO_DECIDER: 5}
    assert kinds(told(contacts=contacts(DECIDES, DAILY))) == {}
    assert kinds(told(contacts=contacts(DAILY, DAILY), kind=Kind.EMPLOYEE)) == {}
    nobody = told(contacts=contacts(None, None))
    assert nobody.points == 0
    assert Input.CONTACTS in nobody.unknown


def sign(what: SignKind, on: date = TODAY, *, yes: bool = True) -> Sign:
    return Sign(what=what, on=on, yes=yes)


def test_trouble_is_five_each_at_most_ten_and_of_the_last_year() -> None:
    kinds_of_trouble = (SignKind.ESCALATED, SignKind.NEW_CONTROLS, SignKind.TROUBLE_MOVED)
    assert told(signs=tuple(sign(k) for k in kinds_of_trouble)).points == 10
    assert told(signs=(sign(SignKind.ESCALATED),)).points == 5
    twice = (sign(SignKind.ESCALATED), sign(SignKind.ESCALATED, TODAY - timedelta(days=9)))
    assert told(signs=twice).points == 5
    assert told(signs=(sign(SignKind.ESCALATED, TODAY - timedelta(days=365)),)).points == 0
    assert told(signs=(sign(SignKind.ESCALATED, TODAY + timedelta(days=1)),)).points == 0


def test_a_later_no_takes_an_earlier_sign_back() -> None:
    taken = (
        sign(SignKind.ESCALATED, TODAY - timedelta(days=9)),
        sign(SignKind.ESCALATED, TODAY, yes=False),
    )
    assert told(signs=taken).points == 0


def test_signs_about_the_lead_are_no_reason_to_meet() -> None:
    about = tuple(sign(kind) for kind in SignKind if kind.value.startswith(("ans", "che", "hea")))
    assert len(about) == 3
    assert told(signs=about) == told()


def test_renewal_is_near_within_six_months() -> None:
    def points(renews: date) -> int:
        return told(renews=renews).points

    assert points(TODAY) == 5
    assert points(date(2027, 5, 16)) == 5
    assert points(date(2027, 5, 17)) == 0
    assert points(TODAY - timedelta(days=1)) == 0


def test_months_end_with_the_month() -> None:
    assert months_on(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert months_on(date(2026, 12, 1), 1) == date(2027, 1, 1)
    assert months_on(date(2027, 6, 30), 6) == date(2027, 12, 30)


def test_a_first_wave_counts_what_changed_as_unknown_once() -> None:
    place = told(years=(2026,), contacts=contacts(USES, DAILY))
    assert place.unknown == (Input.DECLINE,)


def came(on: date, *, years: tuple[int, ...]) -> dict[ReasonKind, int]:
    return kinds(told(years=years, contacts=tuple(replace(c, since=on) for c in FOUR)))


def test_new_is_after_the_day_the_wave_before_opened_or_within_a_year_of_a_first() -> None:
    new = {ReasonKind.MANY_NEW_CONTACTS: 5}
    assert came(date(2025, 10, 6), years=(2025, 2026)) == new
    assert came(date(2025, 10, 5), years=(2025, 2026)) == {}
    assert came(TODAY - timedelta(days=364), years=(2026,)) == new
    assert came(TODAY - timedelta(days=365), years=(2026,)) == {}


def test_without_contacts_who_is_new_is_unknown_and_nobody_decides() -> None:
    place = told(contacts=())
    assert kinds(place) == {ReasonKind.NO_DECIDER: 5}
    assert Input.TURNOVER in place.unknown


def test_by_name_one_answer_is_enough_for_a_theme_and_none_is_not() -> None:
    both = tuple(Theme(wave=wave, tag="a") for wave in ("2025", "2026"))

    def found(people: int) -> Place:
        answers = wrote(people=1)[:people]
        waves = [(in_year(year), answers) for year in (2025, 2026)]
        return place_of(*waves, relationships=(north(themes=both),))

    assert ReasonKind.RECURRING_THEME in kinds(found(1))
    assert ReasonKind.RECURRING_THEME not in kinds(found(0))


def test_a_promise_says_its_day_and_the_oldest_comes_first() -> None:
    older = promise(what="older", due=date(2026, 1, 1))
    place = told(commitments=(promise(what="newer"), older))
    (reason,) = place.reasons
    assert reason.words == ("older", "newer")
    assert reason.days == (date(2026, 1, 1), TODAY - timedelta(days=1))
    assert reason.numbers == (2.0,)


def test_the_decider_who_left_first_is_told_with_the_day() -> None:
    gone = tuple(replace(FOUR[0], id=f"g{n}", left=date(2026, n, 1)) for n in (5, 4))
    (reason,) = told(contacts=(*FOUR, *gone)).reasons
    assert reason.days == (date(2026, 4, 1),)
    assert reason.sources[0].entry == "contacts, left 2026-04-01"
