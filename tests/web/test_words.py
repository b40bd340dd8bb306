"""How one's words may be used: chosen once, changed for each, kept with each."""

from __future__ import annotations

from app.core.response import Consent
from app.core.survey import Perspective
from tests.web.respondent import WORDS, Survey

SELF = Perspective.SELF


def uses(survey: Survey, perspective: Perspective = Perspective.COUNTERPART) -> dict[str, Consent]:
    found = survey.found(perspective)
    assert found is not None
    return {answer.item: answer.consent for answer in found.answers}


def test_what_is_chosen_above_holds_for_every_text_but_those_that_say_otherwise(
    survey: Survey,
) -> None:
    survey.press(WORDS, O1="a", O2="b", O3="c", also={":use": "unnamed", ":use-O2": "spoken"})
    assert uses(survey) == {
        "O1": Consent.UNNAMED,
        "O2": Consent.SPOKEN,
        "O3": Consent.UNNAMED,
    }
    page = survey.get("/7")
    assert 'name=":use" value="unnamed" checked' in page
    assert '<option value="spoken" selected>' in page


def test_a_text_without_a_choice_never_gets_one_from_looking_at_the_page_again(
    survey: Survey,
) -> None:
    survey.press(WORDS, O1="a", O2="b", O3="c", also={":use-O1": "unnamed", ":use-O2": "unnamed"})
    said = {"O1": Consent.UNNAMED, "O2": Consent.UNNAMED, "O3": Consent.UNSAID}
    assert uses(survey) == said
    page = survey.get("/7")
    assert " checked" not in page
    assert page.count('<option value="unnamed" selected>') == 2


def test_line_ends_are_one_character(survey: Survey) -> None:
    survey.press(WORDS, O1="Good\r\nwork\rhere")
    assert survey.saved() == {"O1": "Good\nwork\nhere"}


def test_a_confidential_side_is_not_offered_its_name(survey: Survey) -> None:
    assert "With my name" not in survey.get("/7")
    assert "With my name" in survey.get("/7", SELF)
    assert survey.press(WORDS, O1="a", also={":use": "named"}).status_code == 422
    assert survey.press(WORDS, O1="a", also={":use-O1": "named"}).status_code == 422


def test_nobody_is_offered_to_hide_from_themselves(survey: Survey) -> None:
    assert "Only Ines Harbour may read them, not Tomas Pike" in survey.get("/7")
    assert survey.invitation(SELF).respondent == "tomas-pike"
    assert "may read them" not in survey.get("/7", SELF)
    refused = survey.press(WORDS, perspective=SELF, O1="a", also={":use": "principal"})
    assert refused.status_code == 422


def test_markup_in_words_stays_text(survey: Survey) -> None:
    survey.press(WORDS, O1="</textarea><script>")
    for page in (survey.get("/7"), survey.get("/check"), survey.get("/copy")):
        assert "<script>" not in page
    assert survey.saved() == {"O1": "</textarea><script>"}
