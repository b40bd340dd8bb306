"""Which questions stand on a page together, and where one goes on."""

from app.core.form_pages import (
    PageKind,
    first_open,
    form_pages,
    left_open,
    next_page,
    page_before,
)
from app.core.response import Response
from app.core.survey import Form, Perspective
from tests.builders import a_response, a_survey, everywhere

THEIRS, OURS = Perspective.COUNTERPART, Perspective.SELF
PAGES = form_pages(a_survey(), THEIRS, Form.ANNUAL)


def response(**values: int | str | None) -> Response:
    return a_response("c1", values)


def test_neighbours_that_belong_together_share_a_page() -> None:
    kinds = [(page.number, page.kind, page.factor) for page in PAGES]
    assert kinds == [
        (1, PageKind.OVERALL, None),
        (2, PageKind.FACTOR, "a"),
        (3, PageKind.FACTOR, "b"),
        (4, PageKind.FACTOR, "c"),
        (5, PageKind.FACTOR, "d"),
        (6, PageKind.WORDS, None),
    ]
    assert [item.id for item in PAGES[1].items] == ["A1", "A2", "A3"]


def test_the_expectation_stands_at_the_foot_of_its_factor() -> None:
    ours = form_pages(a_survey(), OURS, Form.ANNUAL)
    assert [item.id for item in ours[1].items] == ["A1", "A2", "A3", "E-a"]


def test_factors_with_one_question_each_share_a_page() -> None:
    pages = form_pages(a_survey(items=1, min_answered=1), THEIRS, Form.ANNUAL)
    assert [page.kind for page in pages] == [PageKind.OVERALL, PageKind.MIXED, PageKind.WORDS]
    assert [item.id for item in pages[1].items] == ["A1", "B1", "C1", "D1"]


def test_where_the_core_suffices_the_rest_is_optional_and_passed_over() -> None:
    pages = form_pages(a_survey(), OURS, Form.ANNUAL, core_only=True)
    assert [page.optional for page in pages] == [True, False, False, False, False, True]
    assert [item.id for item in pages[1].items] == ["A1", "A2", "A3"]
    assert first_open(pages, None) == pages[1]
    assert next_page(pages, pages[4]) is None
    assert page_before(pages, pages[1]) is None


def test_one_goes_on_at_the_first_page_without_any_answer() -> None:
    assert first_open(PAGES, None) == PAGES[0]
    assert first_open(PAGES, response(S=4, A2=None)) == PAGES[2]
    assert first_open(PAGES, response(S=4, O1="x", **everywhere(5))) is None


def test_the_escape_is_an_answer_and_words_are_never_missing() -> None:
    assert [item.id for item in left_open(PAGES[1], response(A1=None, A3=2))] == ["A2"]
    assert left_open(PAGES[5], None) == ()


def test_pages_follow_each_other() -> None:
    assert next_page(PAGES, PAGES[0]) == PAGES[1]
    assert page_before(PAGES, PAGES[1]) == PAGES[0]
    assert page_before(PAGES, PAGES[0]) is None
    assert next_page(PAGES, PAGES[-1]) is None
