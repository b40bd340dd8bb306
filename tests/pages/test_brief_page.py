"""What stands in the brief, and what is dropped first when there is too much."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.core.review import Missing, Review
from app.pages.brief_page import SNUG, SPARES, fitting
from app.pages.brief_paper import BODY, HEADLINE, HEIGHT, fill, shortened
from app.pages.brief_topics import brief_topics
from tests.brief.awkward import LONG_NAME, a_review, awkward, promises, quotes, with_years
from tests.builders import our_answers, their_answers


def test_the_band_names_the_firm_and_never_the_product() -> None:
    page = next(fitting(a_review()))
    assert page.band == "Harbour · 2026 survey"
    assert "Both Sides" not in repr(page)


def test_topics_come_by_size_of_difference_with_both_levels() -> None:
    topics = brief_topics(a_review(), 3, with_questions=True)
    assert [topic.title for topic in topics] == ["A", "B", "C"]
    assert topics[0].text.startswith("We say 9.0, they say 6.0. We rate it higher by 3.0: a")
    assert "“they a1”: we say 9.0, they say 6.0" in topics[0].text


def test_they_higher_is_as_much_a_topic_as_we_higher() -> None:
    review = a_review([*their_answers(9, 9), *our_answers(5, 6)])
    assert (
        "They rate it higher by 3.5: a hidden strength."
        in brief_topics(review, 1, with_questions=False)[0].text
    )


@pytest.mark.parametrize("case", awkward())
def test_every_review_has_something_to_talk_about(case: str) -> None:
    page = next(fitting(awkward()[case]))
    assert 1 <= len(page.first.topics) <= 3
    assert all(topic.title and topic.text for topic in page.first.topics)


def test_silence_is_said_and_no_number_of_theirs_is_made_up() -> None:
    page = next(fitting(a_review(our_answers(6, 7))))
    assert page.first.topics[0].title == "Their silence"
    assert "they say" not in " ".join(topic.text for topic in page.first.topics)


def test_what_is_suppressed_is_in_no_part_of_the_page() -> None:
    hidden = repr(next(fitting(awkward()["suppressed"])))
    assert "5.5" not in hidden
    assert "not shown, to protect people" in hidden


def test_a_first_survey_has_no_trend_and_a_second_one_has() -> None:
    assert next(fitting(a_review())).second.trends == ()
    (row,) = next(fitting(with_years(2))).second.trends
    assert [chart.name for chart in row] == ["A", "B", "C", "D"]


def test_words_take_turns_by_heading_and_the_rest_is_counted() -> None:
    page = next(fitting(replace(a_review(), words=quotes(30, "A short remark."))))
    shown = [quote for column in page.second.quotes for quote in column]
    assert {quote.who.split(" · ")[0] for quote in shown} >= {"Went well", "Put right"}
    assert page.second.more_words == 30 - len(shown) > 0


def test_there_is_always_room_to_write_what_is_agreed() -> None:
    for review in awkward().values():
        assert all(len(page.second.filled.rows) >= 3 for page in fitting(review))


def test_lengths_only_ever_get_shorter() -> None:
    # First each page with more room to spare, then both with ever less in them.
    sizes = [_size(page.second) for page in fitting(_full())][len(SPARES) :]
    assert sizes == sorted(sizes, reverse=True)
    assert len(set(sizes)) > 1


def _full() -> Review:
    return replace(
        with_years(3),
        words=quotes(20, "We heard of the delay from the carrier. " * 9),
        commitments=promises(20, "One shared list of open changes, kept by both sides"),
    )


def _size(second: object) -> int:
    return len(repr(replace(second, filled=None)))  # type: ignore[type-var]


def test_the_measure_leaves_the_foot_free() -> None:
    filled = fill(HEIGHT - SNUG - 120, 5, rows=4, most_rows=8)
    used = 120 + len(filled.rows) * 8.6 + len(filled.lines) * 8.6 + 5 * filled.gap
    assert filled.fits
    assert used <= HEIGHT - SNUG
    assert not fill(20, 5, rows=4, most_rows=8).fits


def test_text_is_cut_at_a_word_and_marked() -> None:
    assert shortened("one two three four", 12) == "one two […]"
    assert shortened("short", 12) == "short"
    assert shortened("x" * 30, 12) == "x" * 12 + " […]"
    assert shortened("one two three", 7) == "one two […]"


def test_a_name_is_cut_in_no_word_and_ends_in_no_dash() -> None:
    assert shortened("Vereinigte Nahrungsmittelwerke Großmühlenfeld", 26) == "Vereinigte […]"
    university = "Université Saint-Clément-de-Rivière — Établissement"
    assert shortened(university, 26) == "Université Saint-Clément […]"
    assert shortened(university, 40) == "Université Saint-Clément-de-Rivière […]"


def test_greek_and_cyrillic_are_about_as_wide_as_latin() -> None:
    for name in ("Μάρμαρα Αγίας Βαρβάρας", "Северное сияние"):
        assert BODY.width(name) == pytest.approx(BODY.width("n" * len(name)), rel=0.15)


def test_what_a_no_break_space_joins_stays_on_one_line() -> None:
    words = "North\u00a05.9, " * 12
    width = BODY.width("North\u00a05.9,") * 1.6
    assert BODY.lines(words, width) == 12


def test_lines_are_counted_as_they_will_break() -> None:
    assert BODY.lines("", 50) == 1
    assert BODY.lines("word " * 40, 50) == 7
    assert BODY.lines("x" * 200, 50) == 7
    assert BODY.width("Łukasiewicz-Ångström") == pytest.approx(
        BODY.width("Lukasiewicz-Angstrom"), rel=0.06
    )


def test_a_headline_of_two_lines_ends_in_no_lonely_word() -> None:
    text = "Both sides rate this relationship high, and there is no gap we could see."
    width = HEADLINE.balanced(text)
    assert HEADLINE.lines(text, width) == HEADLINE.lines(text, 170.0) == 2
    assert width <= 145


def test_a_long_name_stays_on_the_line_of_the_band() -> None:
    page = next(fitting(replace(a_review(), firm=LONG_NAME, name=LONG_NAME)))
    assert len(page.band) < 105
    assert LONG_NAME in page.title


def test_the_widest_question_is_said_to_be_the_widest_of_those_shown() -> None:
    """Where one of a factor's questions is withheld, another may lie further apart."""
    review = a_review(their_answers(5, 5) + our_answers(8, 8))
    (topic, *_) = brief_topics(review, 3, with_questions=True)
    assert " Widest on “" in topic.text
    items = tuple(
        replace(item, counterpart=replace(item.counterpart, value=None, missing=Missing.SUPPRESSED))
        if item.item == "A2"
        else item
        for item in review.items
    )
    (topic, *_) = brief_topics(replace(review, items=items), 3, with_questions=True)
    assert " Widest of those shown on “" in topic.text
