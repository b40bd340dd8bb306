"""What the copy for the table may not hold is not in it, whatever the firm's review held."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.consent import words_of
from app.core.firm import Commitment, CommitmentState, Incident, Milestone
from app.core.gaps import GapClass
from app.core.meeting import Agreement, Meeting, MeetingState, Participant
from app.core.response import Consent
from app.core.review import (
    Edition,
    FactorReview,
    ItemReview,
    OptionCount,
    Review,
    SideReview,
    Words,
)
from app.core.shared import shared_review
from app.core.survey import Perspective, Role, TextTopic
from app.core.unnamed import Unnamed, may_stand
from tests.brief.awkward import a_review, awkward
from tests.builders import a_context, a_response, a_wave, our_answers, their_answers

PEOPLE = (
    "Dana Okafor",
    "Bo Lind",
    "سلمى حداد",
    "Zoë Łukasiewicz-Ångström",
    "An Le",
    "Ann Lead",
    "Jürgen Müller",
)
OTHERS = ("Quayside Council", "Fjordlyst", "IBM Deutschland", "The Bakery")
UNNAMED = Unnamed(people=PEOPLE, others=OTHERS, currency="CLF")
FORBIDDEN = (
    "Dana never calls back.",
    "Ask OKAFOR.",
    "That was Bo, again.",
    "Zoe Lukasiewicz-Angstrom decides",
    "Dana's list",
    "وسلمى لا ترد",
    "An said so.",
    "You are more open with Quayside Council.",
    "like Fjordlyst's site",
    "as it was at Quayside",
    "It cost us £4,000.",
    "EUR 12 000 too much",
    "12 k over",
    "300 euros",
    "Your blind spot is the invoice.",
    "The weak one is the site office.",
    "I am a detractor.",
    "You come last in our ranking.",
    "Herr Mueller was late.",
    "Juergen never calls.",
    "MÜLLER",
    "as at IBM",
    "D\u200bana said so",
    "D\u00adana said so",
    "Danаs Liste",  # the second a is Cyrillic
    "500 kr too much",
    "500 zł",
    "12 000 PLN",
    "1,500 rupees",
    "Fr. 500",
    "2 Mio. teurer",
    "1.5 million euros",
    "300 CLF",
    "your blind-spot",
    "a blindspot",
    "blind  spot",
    "your blind\nspot",
    "a de\u00adtractor",
    "we\u200bak",
    "Weakness",
)
HARMLESS = (
    "The people on site are excellent and they listen.",
    "A carrier told us about the delay, two days before you called.",
    "Tweak the list, and bond with us.",
    "an hour a week",
    "Below 5 degrees the plant stops.",
    "The third visit was the best of the year.",
    "Three weeks later, and two people more.",
    "ISO 9001 and 12 kilometres of pipe.",
    "Track 4 froze in week 12; 2 kg of salt helped.",
    "We called on 3 May 2026 and in 15 minutes it was done.",
    "Nobody is blind to a spot of rain.",
    "Ils ont dit 8,7. Ils reviendront.",
)


@pytest.mark.parametrize("text", FORBIDDEN)
def test_a_text_about_a_person_money_or_another_relationship_may_not_stand(text: str) -> None:
    assert not may_stand(text, UNNAMED)


@pytest.mark.parametrize("text", HARMLESS)
def test_other_texts_may(text: str) -> None:
    assert may_stand(text, UNNAMED)


texts = st.lists(st.sampled_from(FORBIDDEN + HARMLESS), min_size=1, max_size=3).map(" ".join)
said = st.builds(
    Words,
    topic=st.sampled_from(TextTopic),
    perspective=st.sampled_from(Perspective),
    text=texts | st.just(""),
    name=st.sampled_from(("", *PEOPLE)),
    consent=st.sampled_from([c for c in Consent if c is not Consent.PRINCIPAL]),
)
promised = st.builds(
    Commitment,
    what=texts,
    who=st.sampled_from(PEOPLE),
    state=st.sampled_from(CommitmentState),
    due=st.dates(date(2025, 1, 1), date(2027, 1, 1)),
)
present = st.builds(
    Participant,
    id=st.sampled_from(("dana", "bo")),
    name=st.sampled_from(PEOPLE),
    perspective=st.sampled_from(Perspective),
)
agreed = st.builds(
    Agreement,
    what=texts,
    how=texts,
    side=st.sampled_from(Perspective),
    made=st.just(date(2026, 5, 20)),
    who=present | st.none(),
    state=st.sampled_from(CommitmentState),
)
met = st.builds(
    Meeting,
    id=st.sampled_from(("north-2026-05-20", "fjordlyst-2026-05-20")),
    relationship=st.just("north"),
    on=st.just(date(2026, 5, 20)),
    state=st.just(MeetingState.HELD),
    where=texts,
    who=st.lists(present, max_size=2).map(tuple),
    agreements=st.lists(agreed, max_size=3).map(tuple),
    said=texts,
)
KINDS = awkward()


def everything(review: Review, **more: object) -> Review:
    """A review with something in each field that the copy may not have."""
    count = (OptionCount(point=1, label=None, count=1),)
    satisfied = replace(review.items[0], role=Role.SATISFACTION) if review.items else None
    return replace(
        review,
        sector="Food",
        lead_name="Ann Lead",
        talks=("Dana Okafor",),
        incidents=(Incident(what="Dana was shouted at", on=date(2026, 1, 2)),),
        note="Ann wrote this",
        expected_later=2,
        earlier_waves=("2025",),
        items=tuple(replace(i, counterpart_counts=count) for i in review.items)
        + ((satisfied,) if satisfied else ()),
        **more,  # type: ignore[arg-type]
    )


@given(
    kind=st.sampled_from([name for name in KINDS if "long" not in name]),
    words=st.lists(said, max_size=5),
    promises=st.lists(promised, max_size=3),
    milestones=st.lists(texts, max_size=2),
    meetings=st.lists(met, max_size=2),
)
def test_nothing_forbidden_survives(
    kind: str,
    words: list[Words],
    promises: list[Commitment],
    milestones: list[str],
    meetings: list[Meeting],
) -> None:
    review = everything(
        replace(KINDS[kind], words=()),
        words=tuple(words),
        commitments=tuple(promises),
        meetings=tuple(meetings),
        milestones=tuple(Milestone(what=what, on=date(2026, 5, 1)) for what in milestones),
    )
    shared = shared_review(review, UNNAMED)
    names = {word.name for word in shared.words if word.name}
    for text in strings(replace(shared, words=tuple(replace(w, name="") for w in shared.words))):
        assert may_stand(text, replace(UNNAMED, people=PEOPLE)), text
    # A name stands with words that it was given for, and nowhere else.
    assert names <= {word.name for word in words if word.consent is not Consent.UNSAID}
    assert shared.talks == () and shared.lead_name == "" and shared.index is None
    assert not any(word.consent is Consent.UNSAID for word in shared.words)
    assert not any(item.counterpart_counts or item.own_counts for item in shared.items)
    assert {i.role for i in shared.items} <= {Role.CORE, Role.EXTRA, Role.THEIR_PART, Role.OUR_PART}
    for factor in shared.factors:
        assert factor.gap_class is None or (
            factor.gap_class.kind is GapClass.NOT_ENOUGH
            and factor.gap_class.steadied == factor.gap_class.plain
        )
        assert factor.among_counterpart is None and factor.among_own is None


@given(words=st.lists(said, max_size=6))
def test_every_figure_and_every_word_of_it_stands_in_the_firms_own_too(words: list[Words]) -> None:
    review = everything(KINDS["plain"], words=tuple(words))
    shared = shared_review(review, UNNAMED)
    assert [(f.own, f.counterpart, f.gap) for f in shared.factors] == [
        (f.own, f.counterpart, f.gap) for f in review.factors
    ]
    assert {word.text for word in shared.words} <= {word.text for word in review.words}
    assert shared_review(shared, UNNAMED) == shared


@pytest.mark.parametrize("consent", list(Consent))
def test_words_stand_as_the_table_of_consent_says(consent: Consent) -> None:
    answer = a_response("c1", {"O1": "Good work"}, consent=consent)
    context = a_context([*their_answers(5, 6)[1:], answer], opened=a_wave())
    survey = context.opened.surveys[0]
    firm, shared = (words_of("north", survey, context, edition) for edition in Edition)
    review = replace(a_review(), words=firm)
    assert shared_review(review, Unnamed()).words == shared


def test_where_one_person_answered_no_name_stands_beside_their_score() -> None:
    review = a_review([*their_answers(3), *our_answers(9, 8)])
    word = Words(
        topic=TextTopic.WENT_WELL,
        perspective=Perspective.COUNTERPART,
        text="Good work",
        name="Dana Okafor",
        consent=Consent.NAMED,
    )
    ours = replace(word, perspective=Perspective.SELF, name="Bo Lind")
    kept = shared_review(replace(review, words=(word, ours)), UNNAMED).words
    assert [one.name for one in kept] == ["", "Bo Lind"]


@pytest.mark.parametrize(
    ("who", "side"),
    [
        ("Bo Lind", "Harbour"),
        ("bo  lind", "Harbour"),
        ("Ann Lead", "Harbour"),
        ("Dana Okafor", "North"),
        ("North", "North"),
        ("Wim Alder", "North"),
        ("Both Ways", ""),
        ("Bo", ""),
        ("Somebody Else", ""),
        ("", ""),
    ],
)
def test_of_who_kept_a_promise_and_who_did_not_the_side_is_said(who: str, side: str) -> None:
    promise = Commitment(what="Drafts five days ahead", who=who, state=CommitmentState.BROKEN)
    review = replace(a_review(), lead_name="Ann Lead", commitments=(promise,), meetings=(MET,))
    sides = replace(
        UNNAMED, ours=("Bo Lind", "Both Ways"), theirs=("Dana Okafor", "Both Ways", "Pia Wolf")
    )
    shared = shared_review(review, sides)
    assert shared.commitments == (replace(promise, who=side),)
    assert shared_review(shared, sides) == shared


MET = Meeting(
    id="north-2026-05-20",
    relationship="north",
    on=date(2026, 5, 20),
    state=MeetingState.HELD,
    where="At Dana's",
    who=(Participant(id="wim", name="Wim Alder", perspective=Perspective.COUNTERPART),),
    agreements=(
        Agreement(
            what="Changes decided within a week",
            side=Perspective.COUNTERPART,
            made=date(2026, 5, 20),
            who=Participant(id="dana", name="Dana Okafor", perspective=Perspective.COUNTERPART),
            how="No change on the list is older",
        ),
    ),
    said="They began with the valves.",
)


def test_of_a_meeting_its_day_and_what_which_side_agreed_to_stay() -> None:
    (agreement,) = MET.agreements
    shared = shared_review(replace(a_review(), meetings=(MET,)), UNNAMED)
    assert shared.agreements == (replace(agreement, who=None),)
    assert shared.meetings == (
        replace(MET, id="", where="", who=(), said="", agreements=shared.agreements),
    )


@pytest.mark.parametrize("text", FORBIDDEN)
def test_an_agreement_goes_or_loses_how_it_is_known_where_a_text_may_not_stand(text: str) -> None:
    (agreement,) = MET.agreements
    what, how = replace(agreement, what=text), replace(agreement, how=text)
    met = replace(MET, agreements=(what, how))
    shared = shared_review(replace(a_review(), meetings=(met,)), UNNAMED)
    assert shared.agreements == (replace(agreement, who=None, how=""),)


def test_who_was_in_a_meeting_is_named_in_no_text_although_no_file_has_them() -> None:
    met = replace(MET, agreements=(replace(MET.agreements[0], what="Wim is called first"),))
    assert not shared_review(replace(a_review(), meetings=(met,)), UNNAMED).agreements


def strings(value: Any) -> list[str]:
    """Every text in a review, wherever it stands."""
    if isinstance(value, str):
        return [value]
    if is_dataclass(value):
        return [text for f in fields(value) for text in strings(getattr(value, f.name))]
    if isinstance(value, (tuple, list)):
        return [text for one in value for text in strings(one)]
    return []


def test_the_firms_own_name_is_nobodys_although_its_people_bear_it() -> None:
    word = Words(
        topic=TextTopic.WENT_WELL,
        perspective=Perspective.COUNTERPART,
        text="Harbour & Lind came at once.",
        consent=Consent.UNNAMED,
    )
    alone = replace(word, text="Lind came at once.")
    review = replace(a_review(), firm="Harbour & Lind", words=(word, alone))
    assert shared_review(review, UNNAMED).words == (word,)


KEPT: dict[type, set[str]] = {
    Review: {
        *("wave", "opens", "closes", "as_of", "form", "compiled", "firm", "relationship", "name"),
        *("kind", "ended", "survey", "survey_version", "sides", "factors", "items", "words"),
        *(
            "commitments",
            "milestones",
            "meetings",
            "finding",
            "history",
            "compared_with",
            "requests",
        ),
        *("language", "dispute"),
    },
    FactorReview: {
        *("factor", "name", "scale", "counterpart", "own", "expectation", "gap", "surprise"),
        *("change_counterpart", "change_own", "gap_class", "bounds", "standing"),
    },
    ItemReview: {
        *("item", "role", "factor", "they", "we", "scale", "counterpart", "own", "gap"),
        *("change_counterpart", "change_own"),
    },
    Meeting: {"relationship", "on", "state", "asked_on", "accepted_on", "agreements"},
    Agreement: {"what", "side", "made", "by", "how", "state", "closed"},
    SideReview: {"perspective", "privacy", "answered", "invited", "shown", "k"},
}
"""What may be on the table. Whatever is added to a review is not, until somebody decides it."""


def test_what_nobody_decided_about_is_not_on_the_table() -> None:
    mark = object()
    review = next(iter(KINDS.values()))
    item = replace(review.items[1], **_other(ItemReview, mark))
    factor = replace(review.factors[0], **_other(FactorReview, mark))
    side = replace(review.sides[0], **_other(SideReview, mark))
    agreement = replace(MET.agreements[0], **{**_other(Agreement, mark), "who": None})
    meeting = replace(MET, **{**_other(Meeting, mark), "who": ()}, agreements=(agreement,))
    review = replace(
        review,
        **{**_other(Review, mark), "lead_name": "x", "talks": ("y",), "index": factor},
        items=(item,),
        factors=(factor,),
        sides=(side, side),
        meetings=(meeting,),
    )
    shared = shared_review(review, UNNAMED)
    for made in (
        *(shared, *shared.items, *shared.factors, *shared.sides),
        *(*shared.meetings, *shared.agreements),
    ):
        for name in _other(type(made), mark):
            assert getattr(made, name) is not mark, (type(made).__name__, name)


def _other(kind: Any, mark: object) -> dict[str, Any]:
    return {f.name: mark for f in fields(kind) if f.name not in KEPT[kind]}


NEIGHBOURS = Unnamed(
    people=("Bo Harbour",),
    others=("North Freight", "Harbour Catering", "South"),
    own=("Harbour", "North", "South Quay"),
)


@pytest.mark.parametrize("text", ["As late as North Freight.", "as bad as Harbour Catering"])
def test_another_relationship_is_found_where_it_begins_like_an_own_name(text: str) -> None:
    assert not may_stand(text, NEIGHBOURS)


@pytest.mark.parametrize("text", ["North and Harbour", "Harbour is open with us", "At South Quay"])
def test_the_own_names_stand_though_people_and_others_are_called_like_them(text: str) -> None:
    assert may_stand(text, NEIGHBOURS)


def test_what_begins_with_an_own_name_and_goes_on_is_not_the_own_name() -> None:
    assert not may_stand("at the south end", NEIGHBOURS)
    assert may_stand("Northern light", NEIGHBOURS)
