"""The two editions of a brief: what each says, in whose words, and what the table never reads."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from app.brief.document import brief_html
from app.core.firm import Commitment, CommitmentState, Incident, Milestone, Paper
from app.core.requests import Request, SeenBy
from app.core.response import Consent
from app.core.review import Difference, Edition, ItemReview, Missing, Review, Score, Words
from app.core.shared import shared_review
from app.core.survey import Perspective, Role, TextTopic
from app.core.unnamed import NEVER, Unnamed
from app.core.wave import Privacy
from app.pages.brief_agenda import Step, agenda
from app.pages.brief_first import FIRST
from app.pages.brief_page import BriefPage, fitting
from app.pages.brief_paper import FOOT, HEIGHTS, SMALL, number_width
from app.pages.brief_rows import sides
from app.pages.brief_second_fit import SECOND
from app.pages.brief_words import voice_of
from app.pages.parts import PAPER
from app.pages.prepare_page import FITS, preparations
from app.pages.prepare_parts import Preparation, prepare_parts
from app.pages.shared_page import shared_page
from app.pages.sheets import Sheet, sheet_name
from tests.brief.awkward import LONG_NAME, a_review, awkward, promises, quotes, with_years
from tests.builders import our_answers, their_answers, words

UNNAMED = Unnamed(people=("Zoë Łukasiewicz-Ångström",))


def for_table(review: Review) -> BriefPage:
    return next(fitting(shared_review(review, UNNAMED), Edition.SHARED))


@pytest.mark.parametrize("made", [shared_page, lambda r: next(fitting(r, Edition.SHARED))])
def test_no_review_of_ours_is_laid_on_the_table(made: Callable[[Review], object]) -> None:
    with pytest.raises(ValueError, match="not made for the table"):
        made(a_review())


def the_hour(review: Review, edition: Edition = Edition.FIRM) -> tuple[Step, ...]:
    if edition is Edition.SHARED:
        review = shared_review(review, UNNAMED)
    return agenda(review, voice_of(review, edition), openings=3, common=2, requests=3)


def said(step: Step) -> str:
    return " ".join(f"{line.lead} {line.text}".strip() for line in step.lines)


def test_the_hour_has_four_steps_and_sixty_minutes() -> None:
    steps = the_hour(a_review())
    assert [step.name for step in steps] == [
        "A safe start",
        "Listening",
        "Common ground",
        "Solutions",
    ]
    ends = [tuple(map(int, step.minutes.split("–"))) for step in steps]
    assert ends[0][0] == 0 and ends[-1][1] == 60
    assert all(before[1] == after[0] for before, after in pairwise(ends))


def test_every_topic_has_an_opening_line_and_says_who_speaks_first() -> None:
    listening = the_hour(a_review())[1]
    assert [line.lead for line in listening.lines][:3] == [
        "A. North first:",
        "B. North first:",
        "C. North first:",
    ]
    assert "“they a1” When was it so, and when not?" in listening.lines[0].text


@pytest.mark.parametrize("edition", Edition)
@pytest.mark.parametrize("openings", [1, 2, 3])
def test_the_hour_names_every_topic_that_the_sheet_lists(edition: Edition, openings: int) -> None:
    review = shared_review(a_review(), UNNAMED) if edition is Edition.SHARED else a_review()
    bare = replace(review, factors=review.factors[3:])
    for about, named in ((review, ("A.", "B.", "C.")), (bare, ("D.", "“they a1”", "“they a2”"))):
        steps = agenda(about, voice_of(about, edition), openings=openings, common=2, requests=3)
        assert all(topic in said(steps[1]) for topic in named)
    steps = agenda(review, voice_of(review, edition), openings=1, common=2, requests=3)
    assert steps[1].lines[1].text == "B. North first. C. North first."


def test_where_they_rate_it_higher_we_speak_first() -> None:
    review = a_review([*their_answers(9, 9), *our_answers(5, 6)])
    assert the_hour(review)[1].lines[0].lead == "A. Harbour first:"


def test_common_ground_is_what_both_rate_high() -> None:
    close = the_hour(a_review([*their_answers(8, 8), *our_answers(8, 8)]))[2]
    assert said(close).startswith("Both rate high: “they a1” (they\u00a08.0, we\u00a08.0)")
    apart = the_hour(a_review())[2]
    assert "What do both want" in said(apart)


def test_who_will_raise_something_themselves_is_on_the_agenda_without_a_word_of_it() -> None:
    spoken = Words(
        topic=TextTopic.PUT_RIGHT,
        perspective=Perspective.COUNTERPART,
        text="",
        consent=Consent.SPOKEN,
    )
    review = replace(a_review(), words=(spoken,))
    for edition in Edition:
        assert "Someone at North will raise something themselves" in said(
            the_hour(review, edition)[1]
        )


def test_in_a_confidential_wave_nobody_asks_who_said_what() -> None:
    review = a_review(privacy=Privacy.CONFIDENTIAL)
    assert "Nobody asks who said what." in said(the_hour(review)[1])
    assert "Nobody asks" not in said(the_hour(a_review())[1])


def with_request(seen_by: SeenBy) -> Review:
    plain = a_review()
    part: ItemReview = replace(
        plain.items[1],
        item="V4",
        role=Role.OUR_PART,
        they=words("We do our part."),
        counterpart=Score(n=3, value=5.0),
        own=Score(n=2, value=4.0),
    )
    request = Request(item="V4", of=Perspective.COUNTERPART, seen_by=seen_by)
    return replace(plain, items=(*plain.items, part), requests=(request,))


@pytest.mark.parametrize(
    ("seen_by", "words_of_it"),
    [
        (SeenBy.BOTH, "both sides see it as short."),
        (SeenBy.ITSELF, "North itself sees it as short."),
        (SeenBy.THE_OTHER, "only Harbour sees it as short: ask first."),
    ],
)
def test_a_request_to_the_counterpart_stands_under_solutions(
    seen_by: SeenBy, words_of_it: str
) -> None:
    step = the_hour(with_request(seen_by))[3]
    assert step.lines[1].lead == "Harbour may ask of North:"
    assert step.lines[1].text == f"“We do our part” (they\u00a05.0, we\u00a04.0): {words_of_it}"


@pytest.mark.parametrize("case", awkward())
def test_the_table_reads_no_class_no_lead_and_no_signed_gap(case: str) -> None:
    page = for_table(awkward()[case])
    text = repr(page)
    assert not any(word in text.lower() for word in NEVER)
    assert "Ann Lead" not in text
    assert "for us only" not in text.lower()
    assert page.labels.edition == "Copy for the table"
    assert not re.search(r"'[+\u2212]\d", text)


def test_both_sides_are_called_by_name_for_the_table() -> None:
    page = for_table(a_review())
    assert page.first.headline == "A: North says 6.0, Harbour says 9.0."
    assert page.first.topics[0].text.startswith("North says 6.0, Harbour says 9.0. That is 3.0")
    assert "they say" not in repr(page).lower() and "we say" not in repr(page).lower()


@pytest.mark.parametrize(
    ("sides", "heading"),
    [
        ((Perspective.COUNTERPART,), "In their words"),
        ((Perspective.SELF,), "In our words"),
        ((Perspective.COUNTERPART, Perspective.SELF), "In their words, and ours"),
    ],
)
def test_the_heading_says_whose_words_are_printed(
    sides: tuple[Perspective, ...], heading: str
) -> None:
    written = tuple(
        Words(topic=TextTopic.WENT_WELL, perspective=side, text="A calm start") for side in sides
    )
    page = next(fitting(replace(a_review(), words=written)))
    assert page.labels.words == heading


@pytest.mark.parametrize(
    ("language", "colon"), [("en", ":"), ("de", ":"), ("fr", "\u00a0:"), ("ar", ":")]
)
def test_the_colon_after_a_topic_is_the_languages_own(language: str, colon: str) -> None:
    review = replace(a_review(), language=language)
    assert for_table(review).labels.colon == colon
    html = brief_html(for_table(review))
    assert f"{for_table(review).first.topics[0].title}{colon}</strong>" in html


def test_a_number_stays_on_the_line_of_its_name_and_so_does_a_short_name() -> None:
    review = replace(a_review(), firm="Harbour & Pike")
    page = for_table(review)
    assert "North\u00a06.0, Harbour\u00a0&\u00a0Pike\u00a09.0" in page.first.topics[0].text
    long = for_table(replace(a_review(), name=LONG_NAME))
    assert "Université Saint-Clément-de-Rivière […]" in long.first.headline


def test_words_without_consent_are_in_our_edition_only() -> None:
    kept = Words(topic=TextTopic.WENT_WELL, perspective=Perspective.COUNTERPART, text="For you")
    given = replace(kept, text="For all", consent=Consent.UNNAMED)
    review = replace(a_review(), words=(kept, given))
    ours = [q.text for column in next(fitting(review)).second.quotes for q in column]
    table = [q.text for column in for_table(review).second.quotes for q in column]
    assert (ours, table) == (["For you", "For all"], ["For all"])


@pytest.mark.parametrize("language", ["de", "fr", "ar"])
def test_the_copy_for_the_table_is_in_the_language_of_those_asked(language: str) -> None:
    review = replace(a_review(), language=language)
    page, ours = for_table(review), next(fitting(review))
    assert (page.language, ours.language) == (language, "en")
    assert page.labels.hour != ours.labels.hour
    assert page.direction == ("rtl" if language == "ar" else "ltr")
    assert ("6,0" if language != "ar" else "6.0") in page.first.headline


def test_editions_differ_in_name_and_folder() -> None:
    made = (Sheet.FIRM, Sheet.SHARED, Sheet.PREPARE)
    names = [sheet_name(a_review(), sheet) for sheet in made]
    assert names == [
        "2026/north-firm.pdf",
        "for-the-table/2026/north-shared.pdf",
        "2026/north-prepare.pdf",
    ]


def test_parts_of_page_two_go_in_the_stated_order() -> None:
    first = [
        next(n for n, fit in enumerate(SECOND) if fit != SECOND[0] and changed(fit))
        for changed in (
            lambda fit: fit.milestones < 2,
            lambda fit: fit.questions < 5,
            lambda fit: fit.quotes < 4,
            lambda fit: fit.rows < 4,
            lambda fit: fit.requests < 3,
            lambda fit: fit.milestones < 1,
            lambda fit: fit.openings < 3,
            lambda fit: fit.trends < 8,
        )
    ]
    assert first == sorted(first)
    assert all(fit.rows >= 3 and fit.openings >= 1 for fit in SECOND)


def with_parts() -> Review:
    """Both sides' parts with four questions each, the widest difference last."""
    plain = a_review()
    parts = tuple(
        replace(
            plain.items[1],
            item=f"{role.value}{number}",
            role=role,
            they=words(f"{role.value} {number}"),
            counterpart=Score(n=3, value=8.0 - number),
            own=Score(n=2, value=8.0),
            gap=Difference(value=float(number)),
        )
        for role in (Role.THEIR_PART, Role.OUR_PART)
        for number in range(4)
    )
    return replace(plain, items=(*plain.items, *parts))


@pytest.mark.parametrize("edition", Edition)
def test_of_both_sides_parts_the_widest_differences_stand_first(edition: Edition) -> None:
    review = with_parts()
    review = shared_review(review, UNNAMED) if edition is Edition.SHARED else review
    voice = voice_of(review, edition)
    for role in (Role.THEIR_PART, Role.OUR_PART):
        rows = sides(review, voice, role, 2)
        assert [row.question for row in rows] == [f"{role.value} 3", f"{role.value} 2"]


def test_neither_sides_part_goes_before_the_others() -> None:
    assert all(fit.our_part == fit.their_part for fit in FIRST)
    for paper in Paper:
        for long in (1, 3, 9):
            review = shared_review(replace(with_parts(), name="North " * long), UNNAMED)
            page = next(fitting(review, Edition.SHARED, paper))
            assert len(page.first.our_part) == len(page.first.their_part)


def test_a_short_name_takes_one_line_above_its_column() -> None:
    assert SMALL.lines("Harbour & Pike", number_width(True) - 3) == 1


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("length", [20, 90, 400])
@pytest.mark.parametrize("many", [1, 3, 9])
@pytest.mark.parametrize("name", ["North", LONG_NAME])
def test_words_and_promises_are_not_given_up_for_empty_lines(
    name: str, many: int, length: int, paper: Paper
) -> None:
    text = "We heard of it late, and not from you. " * (length // 39 + 1)
    review = replace(
        with_years(4), name=name, words=quotes(many, text), commitments=promises(many, text)
    )
    page = next(fitting(shared_review(review, UNNAMED), Edition.SHARED, paper)).second
    assert page.promises and page.quotes[0], "room is made elsewhere first"
    if sum(map(len, page.quotes)) < many or len(page.promises) < many:
        assert len(page.filled.rows) <= 5


def test_what_is_left_out_of_the_promises_is_counted_and_one_that_was_kept_stays() -> None:
    broken = Commitment(what="A call", due=date(2026, 1, 1), state=CommitmentState.BROKEN)
    kept = Commitment(what="One list", due=date(2025, 1, 1), state=CommitmentState.KEPT)
    review = replace(a_review(), commitments=(broken,) * 9 + (kept,) + (broken,) * 9)
    page, ours = for_table(review).second, next(fitting(review)).second
    for printed in (page, ours):
        assert 2 <= len(printed.promises) < 19
        assert [one.kept for one in printed.promises].count(True) == 1
    assert page.promises_aside == f"and {19 - len(page.promises)} more"
    assert ours.promises_aside == f"{19 - len(ours.promises)} more on the review page"
    assert for_table(replace(review, commitments=(kept,))).second.promises_aside == ""


def test_letter_is_lower_and_holds_less() -> None:
    review = replace(
        with_years(3), words=quotes(20, "We heard of it late. " * 9), commitments=promises(9, "x")
    )
    a4, letter = (next(fitting(review, paper=paper)) for paper in Paper)
    assert HEIGHTS[Paper.LETTER] < HEIGHTS[Paper.A4]
    assert len(repr(letter.second)) < len(repr(a4.second))


def preparing(review: Review) -> str:
    page = next(preparations(Preparation(review=review)))
    return " ".join(point for part in page.parts for point in part.points)


def test_the_leads_sheet_says_what_to_find_out_bring_and_not_repeat() -> None:
    kept = Words(topic=TextTopic.PUT_RIGHT, perspective=Perspective.COUNTERPART, text="A secret")
    review = replace(
        a_review(),
        words=(kept,),
        talks=("Dana Okafor",),
        commitments=(Commitment(what="Drafts early", who="Ann Lead", due=date(2026, 12, 15)),),
        incidents=(Incident(what="The valve was changed", on=date(2026, 3, 2)),),
    )
    text = preparing(review)
    assert "Dana Okafor would like to talk with Ann Lead. Call before" in text
    assert "How it stands: Drafts early (by 15 December 2026)." in text
    assert "The valve was changed" in text
    assert "north-shared.pdf" in text
    assert (
        "One remark of theirs stands in our brief only: its writer did not agree to more. "
        "Do not quote it, and do not hint." in text
    )
    assert "A secret" not in text


def test_the_leads_sheet_tells_remarks_of_theirs_from_ours() -> None:
    theirs = Words(topic=TextTopic.PUT_RIGHT, perspective=Perspective.COUNTERPART, text="A secret")
    ours = replace(theirs, perspective=Perspective.SELF)
    said = preparing(replace(a_review(), words=(ours,)))
    assert "One remark of ours stands in our brief only: its writer did not" in said
    said = preparing(replace(a_review(), words=(theirs, ours, theirs)))
    assert (
        "Two remarks of theirs and one of ours stand in our brief only: their writers did not "
        "agree to more. Do not quote them, and do not hint." in said
    )


@pytest.mark.parametrize("answered", [0, 4])
def test_where_nobody_there_answered_there_is_nothing_to_keep_in_confidence(answered: int) -> None:
    review = a_review()
    theirs = replace(review.sides[0], privacy=Privacy.CONFIDENTIAL, answered=answered)
    said = preparing(replace(review, sides=(theirs, review.sides[1])))
    assert ("Their answers are confidential" in said) is bool(answered)


def test_the_leads_sheet_drops_promises_one_after_the_other_and_their_days_never() -> None:
    long = "A statement of every change, its cost and its consequence for the day " * 4
    due = date(2026, 12, 15)
    promised = tuple(Commitment(what=f"{n} {long}", due=due) for n in range(4))
    happened = tuple(Incident(what=f"{n} {long}", on=date(2026, 3, 2)) for n in range(2))
    review = replace(a_review(), commitments=promised, incidents=happened)
    told = []
    for fit in FITS:
        points = prepare_parts(
            Preparation(review=review, guide=GUIDE), voice_of(review, Edition.FIRM), fit
        )[0].points
        stands = [point for point in points if point.startswith("How it stands")]
        assert all(point.endswith("[…] (by 15 December 2026).") for point in stands)
        told.append(sum("[…]" in point for point in points))
    assert told == sorted(told, reverse=True)
    assert all(one - next_ <= 2 for one, next_ in pairwise(told))


def test_the_leads_sheet_is_no_evidence_about_the_lead() -> None:
    broken = Commitment(
        what="A call", who="Ann Lead", due=date(2026, 1, 1), state=CommitmentState.BROKEN
    )
    overdue = replace(broken, state=CommitmentState.OPEN)
    text = preparing(replace(a_review(), commitments=(broken, overdue)))
    assert text.count("A call") == 1, "what is open is to be found out; what broke is not held up"
    assert "past" not in text and "not kept" not in text and "Ann Lead" not in text


def test_in_dispute_the_leads_sheet_names_no_copy() -> None:
    assert "no copy for the table" in preparing(replace(a_review(), dispute=True))


GUIDE = (
    ("holding-the-meeting", "Holding the meeting"),
    ("resolving-a-conflict", "Resolving a conflict"),
    ("listening", "Listening"),
    ("four-factors", "The four factors"),
)


def reading(site_at: str = "", guide: tuple[tuple[str, str], ...] = GUIDE) -> tuple[str, ...]:
    """What the lead's sheet says to read beforehand."""
    page = next(preparations(Preparation(review=a_review(), guide=guide, site_at=site_at)))
    found = next((p.guide for p in page.parts if p.heading == "Read beforehand"), ())
    return tuple("\n".join(filter(None, (one.why, one.address))) for one in found)


def test_the_leads_sheet_names_the_three_pages_of_the_guide_that_help_most_and_why() -> None:
    assert reading() == (
        "“Resolving a conflict”: the two views are a point or more of ten apart.",
        "“Holding the meeting”: the hour, and what to agree in it.",
        "“Listening”: how to hear what a number means.",
    )
    assert reading(guide=()) == ()


def test_where_the_firm_has_a_site_the_address_stands_beside_them() -> None:
    assert reading("https://north.example.com")[1].endswith(
        " in it.\nnorth.example.com/guide/holding-the-meeting"
    )


def test_an_address_on_the_leads_sheet_ends_no_line_with_a_hyphen_of_its_own() -> None:
    def html(site_at: str) -> str:
        of = Preparation(review=a_review(), guide=GUIDE, site_at=site_at)
        return brief_html(next(preparations(of)))

    address = "north-and-south.example.com/guide/holding-the-meeting"
    assert f'<br><span class="unbroken" dir="ltr">{address}</span>' in html(
        "https://north-and-south.example.com"
    )
    assert 'class="unbroken"' not in html("https://" + "very-long-" * 12 + "example.com")


def test_a_milestone_stands_in_both_editions() -> None:
    review = replace(a_review(), milestones=(Milestone(what="Line runs", on=date(2026, 9, 4)),))
    for page in (next(fitting(review)), for_table(review)):
        assert [fact.value for fact in page.second.milestones] == ["Line runs"]


@pytest.mark.parametrize("missing", list(Missing))
def test_every_reason_for_no_number_has_words_of_its_own(missing: Missing) -> None:
    voice = voice_of(shared_review(a_review(), UNNAMED), Edition.SHARED)
    said = {reason: voice.why(reason) for reason in Missing}
    assert len(set(said.values())) == len(said)
    assert said[missing]


def test_where_no_factor_speaks_its_questions_are_topics_in_both_editions() -> None:
    review = a_review()
    bare = replace(review, factors=review.factors[1:])
    page = for_table(bare)
    assert page.first.topics[0].title == "B"
    short = replace(review, factors=())
    assert for_table(short).first.topics[0].title == "they a1"
    assert the_hour(short)[1].lines[0].lead == "North first:"


@pytest.mark.parametrize("language", ["en", "de", "fr", "ar"])
def test_the_foot_is_one_line_however_long_the_name(language: str) -> None:
    page = for_table(replace(a_review(), name=LONG_NAME, language=language))
    assert FOOT.lines(page.foot, 142) == 1


def test_a_milestone_and_its_day_run_each_its_own_way() -> None:
    first = Milestone(what="First brew after the fire", on=date(2026, 4, 30))
    html = brief_html(for_table(replace(a_review(), milestones=(first,), language="ar")))
    assert "<bdi>First brew after the fire</bdi>" in html
    assert re.search(r"<bdi>30 [^<]* 2026</bdi>", html)


def test_the_band_of_the_likely_range_is_seen_on_paper() -> None:
    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (
            part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    assert 1.05 / (light(PAPER.band_edge) + 0.05) > 2.5
