"""What was agreed and how it stands: on our page, both editions of the brief, the lead's sheet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

from app.core.firm import Commitment, CommitmentState
from app.core.meeting import Agreement, Meeting, MeetingState, Participant
from app.core.review import Edition, Review
from app.core.shared import shared_review
from app.core.survey import Perspective
from app.core.thanks import thanks_for
from app.core.unnamed import Unnamed
from app.pages.agreed import meeting_lines, promises
from app.pages.brief_page import fitting
from app.pages.brief_words import voice_of
from app.pages.guidance import guidance
from app.pages.prepare_page import preparations
from app.pages.prepare_parts import Preparation
from app.pages.review_page import review_page
from app.pages.shared_page import shared_page
from app.site import create_site
from tests.brief.awkward import a_review
from tests.review_builders import a_site_of

HELD = date(2026, 5, 20)
DANA = Participant(id="dana", name="Dana Okafor", perspective=Perspective.COUNTERPART)
ANN = Participant(id="ann", name="Ann Lead", perspective=Perspective.SELF)
THEIRS = Agreement(
    what="Changes decided within a week",
    side=Perspective.COUNTERPART,
    made=HELD,
    who=DANA,
    by=date(2026, 8, 31),
    how="Nothing on the list is older",
    state=CommitmentState.KEPT,
    closed=date(2026, 8, 3),
)
OURS = Agreement(what="A walk each month", side=Perspective.SELF, made=HELD, by=date(2026, 10, 1))
MEETING = Meeting(
    id="north-2026-05-20",
    relationship="north",
    on=HELD,
    state=MeetingState.HELD,
    who=(DANA, ANN),
    agreements=(THEIRS, OURS),
    said="They **began** with the valves.",
)
AHEAD = Meeting(
    id="north-2026-12-03",
    relationship="north",
    on=date(2026, 12, 3),
    state=MeetingState.ACCEPTED,
    accepted_on=date(2026, 11, 13),
    starts=time(14, 30),
    where="At the plant",
    who=(DANA,),
)
PROMISED = Commitment(what="Drafts early", who="Ann Lead", due=date(2026, 9, 1))


def met(**changes: object) -> Review:
    fields: dict[str, object] = {
        "commitments": (PROMISED,),
        "meetings": (MEETING, AHEAD),
        **changes,
    }
    return replace(a_review(), **fields)  # type: ignore[arg-type]


def for_table(review: Review) -> Review:
    return shared_review(review, Unnamed(people=("Dana Okafor", "Ann Lead")))


def test_promises_and_agreements_stand_in_one_list_what_was_not_done_first() -> None:
    rows = promises(met(), voice_of(met(), Edition.FIRM))
    assert [(row.what, row.who, row.state, row.broken) for row in rows] == [
        ("A walk each month", "We", "past its date", True),
        ("Drafts early", "Ann Lead", "past its date", True),
        ("Changes decided within a week", "Dana Okafor", "kept", False),
    ]
    assert rows[2].how == "Nothing on the list is older"


def test_without_anybody_the_side_is_said() -> None:
    theirs = replace(OURS, side=Perspective.COUNTERPART)
    review = met(commitments=(), meetings=(replace(MEETING, agreements=(theirs,)),))
    (row,) = promises(review, voice_of(review, Edition.FIRM))
    assert row.who == "They"


def test_on_the_table_a_side_stands_where_somebody_answers_for_it() -> None:
    review = for_table(met())
    rows = promises(review, voice_of(review, Edition.SHARED))
    assert [row.who for row in rows] == ["Harbour", "Harbour", "North"]


def test_on_the_table_nobody_known_is_a_dash_beside_sides_and_no_column_alone() -> None:
    stranger = replace(PROMISED, who="Somebody Else")
    both = next(fitting(for_table(met(commitments=(stranger,))), Edition.SHARED)).second
    assert [row.who for row in both.promises] == ["Harbour", "—", "North"]
    alone = met(commitments=(stranger,), meetings=())
    page = next(fitting(for_table(alone), Edition.SHARED)).second
    assert not page.with_who and page.promises[0].who == ""


def test_both_editions_of_the_brief_say_what_was_agreed_and_how_it_stands() -> None:
    ours = next(fitting(met())).second
    assert [row.who for row in ours.promises] == ["We", "Ann Lead", "Dana Okafor"]
    table = next(fitting(for_table(met()), Edition.SHARED)).second
    assert [row.state for row in table.promises] == ["past its date", "past its date", "kept"]
    assert table.with_who


def test_the_copy_for_the_table_as_a_page_says_how_we_will_know() -> None:
    page = shared_page(for_table(met()))
    assert [row.how for row in page.second.promises][2] == "Nothing on the list is older"
    assert "Dana" not in str(page) and "valves" not in str(page)


def test_a_meeting_says_its_day_how_it_stands_and_who_was_there() -> None:
    ahead, held = meeting_lines(met())
    assert (ahead.label, ahead.text) == (
        "3 December 2026",
        "Accepted on 13 November 2026. 14:30, At the plant. Expected: Dana Okafor.",
    )
    assert (held.label, held.text) == ("20 May 2026", "Held. There: Dana Okafor and Ann Lead.")
    assert "<strong>began</strong>" in held.said


def test_a_meeting_that_was_asked_for_says_whether_anybody_answered() -> None:
    asked = replace(
        AHEAD,
        state=MeetingState.ASKED,
        asked_on=date(2026, 11, 12),
        accepted_on=None,
        starts=None,
        where="",
        who=(),
    )
    past = replace(asked, on=date(2026, 11, 15))
    texts = [line.text for line in meeting_lines(met(meetings=(past, asked)))]
    assert texts == [
        "Asked for on 12 November 2026, and not answered yet.",
        "Nobody has written down yet whether it was held.",
    ]


def test_our_page_shows_the_meetings_and_what_was_said() -> None:
    page = review_page(met())
    assert len(page.promises) == 3 and len(page.meetings) == 2
    client = create_site(a_site_of(met())).test_client()
    html = client.get("/2026/r0/").get_data(as_text=True)
    assert "What was agreed, and how it stands" in html
    assert "<summary>What was said</summary><p>They <strong>began</strong>" in html
    assert "Nothing on the list is older" in html


def test_the_lead_s_sheet_names_the_meeting_ahead_and_what_is_open() -> None:
    page = next(preparations(Preparation(review=met())))
    assert page.about == "for Ann Lead, to meet on 3 December 2026, 14:30, At the plant"
    assert "How it stands: A walk each month (by 1 October 2026)." in page.parts[0].points
    assert next(preparations(Preparation(review=met(meetings=(MEETING,))))).about == "for Ann Lead"


def test_something_agreed_and_not_done_points_to_the_guide() -> None:
    broken = replace(MEETING, agreements=(replace(OURS, state=CommitmentState.BROKEN),))
    review = met(commitments=(), meetings=(broken,))
    titles = (("after-a-breakdown", "After a breakdown"),)
    assert [link.slug for link in guidance(review, titles)] == ["after-a-breakdown"]
    assert guidance(met(commitments=()), titles) == ()


def test_thanks_are_said_for_an_agreement_that_was_kept() -> None:
    ours = replace(OURS, what="One list", state=CommitmentState.KEPT, closed=THEIRS.closed)
    thanks = thanks_for(
        met(commitments=(), meetings=(replace(MEETING, agreements=(THEIRS, ours)),)),
        "Dana Okafor",
        Unnamed(),
    )
    assert thanks.they_kept == ("Changes decided within a week",)
    assert thanks.kept == ("One list",)


def test_what_is_open_stands_before_what_was_kept_whatever_its_day() -> None:
    kept = Commitment(what="Kept", due=date(2026, 11, 1), state=CommitmentState.KEPT)
    ahead = Commitment(what="Open", due=date(2026, 12, 15))
    broken = Commitment(what="Broken", due=date(2024, 1, 1), state=CommitmentState.BROKEN)
    review = met(commitments=(kept, ahead, broken), meetings=())
    rows = promises(review, voice_of(review, Edition.FIRM))
    assert [row.what for row in rows] == ["Broken", "Open", "Kept"]


def test_both_editions_of_the_brief_say_when_the_meeting_is() -> None:
    ours = next(fitting(met())).first
    assert ours.about.endswith(" · meeting on 3 December 2026, 14:30, At the plant")
    review = replace(for_table(met()), language="de")
    table = next(fitting(review, Edition.SHARED)).first
    assert table.about == "mit Harbour · Treffen am 3. Dezember 2026"
    held = next(fitting(met(meetings=(MEETING,)))).first
    assert "meeting" not in held.about
