"""What a thank-you letter says, and to whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.core.firm import Commitment, CommitmentState
from app.core.response import Consent
from app.core.review import Review, Words
from app.core.survey import Perspective, TextTopic
from app.core.thanks import thanks_for
from app.core.unnamed import Unnamed
from tests.brief.awkward import a_review

UNNAMED = Unnamed(people=("Dana Okafor", "Piet Maes"), others=("Fjordlyst",))


def with_praise(text: str, consent: Consent = Consent.UNNAMED, **more: object) -> Review:
    fields: dict[str, object] = {
        "topic": TextTopic.WENT_WELL,
        "perspective": Perspective.SELF,
        **more,
    }
    praise = Words(text=text, consent=consent, **fields)  # type: ignore[arg-type]
    return replace(a_review(), words=(praise,))


def praised(review: Review, reader: str) -> list[str]:
    return [words.text for words in thanks_for(review, reader, UNNAMED).praise]


def test_praise_of_a_person_goes_to_that_person_and_nobody_else() -> None:
    review = with_praise("Dana found a way when the pump failed.")
    assert praised(review, "Dana Okafor") == ["Dana found a way when the pump failed."]
    assert praised(review, "Piet Maes") == []


def test_praise_of_nobody_goes_to_all() -> None:
    review = with_praise("The site was ready every Monday.")
    assert praised(review, "Dana Okafor") == praised(review, "Piet Maes") != []


@pytest.mark.parametrize("consent", [Consent.UNSAID, Consent.SPOKEN, Consent.PRINCIPAL])
def test_without_consent_nothing_is_passed_on(consent: Consent) -> None:
    assert praised(with_praise("Well done.", consent), "Dana Okafor") == []


def test_only_our_own_words_about_what_went_well_are_praise() -> None:
    theirs = with_praise("Well done.", perspective=Perspective.COUNTERPART)
    wrong = with_praise("Well done.", topic=TextTopic.PUT_RIGHT)
    assert praised(theirs, "Dana Okafor") == praised(wrong, "Dana Okafor") == []


def test_promises_kept_within_the_year_are_named_and_no_others() -> None:
    kept = Commitment(what="Kept", state=CommitmentState.KEPT, closed=date(2026, 2, 12))
    promises = (
        kept,
        replace(kept, what="Long ago", closed=date(2025, 11, 1)),
        replace(kept, what="Broken", state=CommitmentState.BROKEN),
        replace(kept, what="EUR 4000 back"),
    )
    review = replace(a_review(), commitments=promises)
    assert thanks_for(review, "Dana Okafor", UNNAMED).kept == ("Kept",)


def test_what_they_kept_is_no_promise_of_ours() -> None:
    kept = Commitment(what="Ours", state=CommitmentState.KEPT, closed=date(2026, 2, 12))
    theirs = replace(kept, what="Theirs", who="Dana Okafor")
    review = replace(a_review(), commitments=(kept, theirs))
    thanks = thanks_for(review, "Piet Maes", replace(UNNAMED, people=()), {"Dana Okafor"})
    assert (thanks.kept, thanks.they_kept) == (("Ours",), ("Theirs",))
