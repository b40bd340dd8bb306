"""The meeting list in words: every kind has a sentence, every list its reason, and no names."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.core.attention import Apart, Band, Input, NoList, Place, Reason, ReasonKind, Source
from app.core.depth import Depth, HandPicked, NotAsked
from app.core.firm import ContactRole
from app.pages.attention_portfolio import meet_first
from app.pages.attention_review import why_meet
from app.pages.attention_sentences import (
    APART,
    BANDS,
    NO_LIST,
    WHY_APART,
    depth_sentence,
    hand_picked_sentence,
    not_asked_text,
    source_text,
    standing,
    unknown_sentence,
)
from app.pages.environment import render
from app.pages.portfolio_page import portfolio_page
from app.pages.reason_sentences import reason_sentence
from tests.attention_builders import TODAY, in_year, lists, north
from tests.builders import our_answers, their_answers
from tests.review_builders import HOSTILE, a_portfolio, states

SAID: dict[ReasonKind, tuple[tuple[float, ...], tuple[str, ...], tuple[date, ...], str]] = {
    ReasonKind.BLIND_SPOT: (
        (8.25, 6.0),
        ("Trust",),
        (),
        "Trust: we say 8.3, they say 6.0, a blind spot.",
    ),
    ReasonKind.BLIND_SPOT_IN_TRUST: (
        (8.0, 6.0),
        ("Trust",),
        (),
        "Trust: we say 8.0, they say 6.0, a blind spot.",
    ),
    ReasonKind.BLIND_SPOTS: (
        (8.0, 6.0, 7.0, 5.0),
        ("Trust", "Respect"),
        (),
        "Blind spots in trust (we 8.0, they 6.0) and respect (we 7.0, they 5.0).",
    ),
    ReasonKind.LOW_TRUST: (
        (7.0, 1.0, 5.6),
        (),
        (),
        "Their trust is low: 7.0, from one answer; adjusted for few answers 5.6.",
    ),
    ReasonKind.VERY_LOW_TRUST: (
        (0.5, 3.0),
        ("or less",),
        (),
        "Their trust is very low: 0.5 or less, from three answers.",
    ),
    ReasonKind.DECLINE: (
        (8.0, 6.5, -0.4, 2.0),
        (),
        (),
        "What they say of us as a whole fell from 8.0 to 6.5; the two people who answered both "
        "times moved \u22120.4.",
    ),
    ReasonKind.TWO_FALLS: (
        (9.0, 8.0, 7.0),
        (),
        (),
        "What they say of us as a whole fell twice running: 9.0, 8.0, now 7.0.",
    ),
    ReasonKind.FEW_ANSWERED: ((1.0, 4.0, 2.0), (), (), "One of four asked there answered."),
    ReasonKind.NOBODY_ANSWERED: (
        (0.0, 4.0, 2.0),
        (),
        (),
        "None of the four people asked there answered. Our own view stands alone.",
    ),
    ReasonKind.FALLEN_SILENT: (
        (4.0, 0.0, 1.0),
        ("2025",),
        (),
        "They answered the 2025 survey, late, and are silent now.",
    ),
    ReasonKind.RECURRING_THEME: (
        (),
        ("late news", "2025"),
        (),
        "“late news” is to be put right again, as in the 2025 survey.",
    ),
    ReasonKind.RECURRING_QUESTION: (
        (),
        ("T1", "2025"),
        (),
        "Question T1 is among what to put right again, as in the 2025 survey.",
    ),
    ReasonKind.BROKEN_COMMITMENTS: (
        (2.0,),
        ("A call", "A list"),
        (TODAY,),
        "Promised and not done: “A call”, due 16 November 2026; “A list”.",
    ),
    ReasonKind.MANY_NEW_CONTACTS: ((2.0, 4.0), (), (), "Two of four contacts there are new."),
    ReasonKind.DECIDER_LEFT: (
        (),
        (),
        (TODAY,),
        "Someone who decided there left on 16 November 2026.",
    ),
    ReasonKind.DECIDER_DETRACTS: (
        (1.0, 4.0),
        (),
        (),
        "Someone who decides there would hardly recommend us: 4 of 10.",
    ),
    ReasonKind.TROUBLE: (
        (),
        ("escalated", "new controls", "trouble moved"),
        (TODAY, TODAY, TODAY),
        "It was escalated on 16 November 2026. They asked for new controls on 16 November 2026. "
        "The trouble reached a second project on 16 November 2026.",
    ),
    ReasonKind.RENEWAL_NEAR: ((), (), (TODAY,), "It is up for renewal on 16 November 2026."),
    ReasonKind.ONE_CONTACT: ((1.0,), (), (), "We have one contact there."),
    ReasonKind.NO_DECIDER: ((3.0,), (), (), "None of our three contacts there decides."),
}


@pytest.mark.parametrize("kind", ReasonKind)
def test_every_reason_has_its_sentence(kind: ReasonKind) -> None:
    numbers, said, days, sentence = SAID[kind]
    reason = Reason(
        input=Input.GAP,
        kind=kind,
        points=5,
        sources=(Source(wave="2026"),),
        numbers=numbers,
        words=said,
        days=days,
    )
    assert reason_sentence(reason) == sentence


def test_one_person_who_did_not_answer_is_one_person() -> None:
    reason = Reason(
        input=Input.RESPONSE,
        kind=ReasonKind.FEW_ANSWERED,
        points=5,
        sources=(Source(wave="2026"),),
        numbers=(0.0, 1.0, 0.0),
    )
    assert reason_sentence(reason) == "The one person asked there did not answer."


def test_routine_without_a_point_is_a_name_alone() -> None:
    calm = their_answers(8, 8, 8, 8) + our_answers(8, 8)
    section = meet_first(lists((in_year(2025), calm), (in_year(2026), calm))[-1])
    assert section is not None
    (group,) = section.groups
    assert (group.heading, group.count, group.lines) == ("Routine", "1", ())
    assert [line.name for line in group.quiet] == ["North"]


def test_bands_lists_and_warnings_all_have_words() -> None:
    assert set(BANDS) == set(Band)
    assert set(APART) == set(WHY_APART) == set(Apart)
    assert set(NO_LIST) == set(NoList)
    assert all(hand_picked_sentence(found) for found in HandPicked)
    for one in Input:
        assert unknown_sentence(replace(a_place(), unknown=(one,))).startswith("Not known: ")


def a_place(**changes: object) -> Place:
    fields: dict[str, object] = {
        "relationship": "north",
        "name": "North",
        "wave": "2026",
        "points": 25,
        "band": Band.QUARTER,
        "apart": None,
        "reasons": (),
        "unknown": (),
        "guarded": False,
        "revenue_share": None,
        "trust": None,
        "depth": Depth(theirs=1, ours=1, decider=None),
        "not_asked": (),
        "hand_picked": (),
        **changes,
    }
    return Place(**fields)  # type: ignore[arg-type]


def test_a_place_apart_says_what_is_known_without_an_all_clear() -> None:
    assert standing(a_place()) == "Meet this quarter: 25 points."
    assert standing(a_place(points=1, band=Band.ROUTINE)) == "Routine: 1 point."
    apart = a_place(apart=Apart.ONE_SIDED)
    assert standing(apart) == (
        "One side only: 25 points from what is known. That alone says: meet this quarter."
    )


def test_depth_and_who_was_not_asked_name_nobody() -> None:
    assert depth_sentence(a_place().depth) == (
        "In touch: one of theirs and one of ours, one line that can break."
    )
    assert depth_sentence(Depth(theirs=4, ours=2, decider=False)) == (
        "In touch: four of theirs and two of ours; no decider is among them."
    )
    both = NotAsked(roles=(ContactRole.DECIDES, ContactRole.PAYS), why="")
    assert not_asked_text(both) == "Someone who decides and pays"
    assert not_asked_text(NotAsked(roles=(), why="")) == "Someone"


def test_sources_are_a_survey_or_a_files_entry() -> None:
    assert source_text(Source(wave="2026", score="index")) == "2026 survey, mean of all factors"
    assert source_text(Source(wave="2026")) == "2026 survey, who answered"
    assert source_text(Source(file="a.md", entry="renews")) == "a.md: renews"


def test_a_review_without_a_place_has_no_section() -> None:
    assert why_meet(None) is None
    calm = why_meet(a_place(points=0, band=Band.ROUTINE))
    assert calm is not None
    assert calm.notes[0] == "Nothing known speaks for meeting before it is due."


def test_a_wave_without_a_list_says_why_and_prints_nothing_else() -> None:
    (still_open,) = lists((in_year(2026), []), as_of=date(2026, 10, 20))
    section = meet_first(still_open)
    assert section is not None
    assert section.none.startswith("The list is made when this survey has closed")
    assert (section.groups, section.heard, section.record, section.unchanged) == ((), (), (), "")


def test_firms_words_are_text_on_both_pages() -> None:
    answers = their_answers(3, 3, 3, 3) + our_answers(9, 9)
    from app.core.firm import Commitment

    broken = Commitment(what=HOSTILE, due=date(2026, 1, 1))
    (found,) = lists((in_year(2026), answers), relationships=(north(commitments=(broken,)),))
    portfolio = replace(a_portfolio(*states().values()), attention=found)
    text = render(portfolio_page(portfolio, ()), url_for=lambda *_, **__: "#")
    assert "&lt;script&gt;" in text
    assert "<script>" not in text
    assert "Whom to meet first" in text
