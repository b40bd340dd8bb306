"""Reviews for the pages that people read on a screen: every state a relationship can be in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.core.compile import compile_review
from app.core.firm import Firm, Incident
from app.core.overview import Portfolio
from app.core.portfolio import compile_portfolio
from app.core.response import Consent
from app.core.review import FindingKind, Review, Words
from app.core.survey import Perspective, TextTopic
from app.core.wave import Privacy
from app.site import SiteContent
from tests.brief.awkward import a_review, awkward
from tests.builders import CLOSES, a_context, a_wave, our_answers, their_answers, words

HOSTILE = "<script>alert(1)</script> **not bold**\nsecond line"


def still_open() -> Review:
    """A confidential wave before its last day: nothing is known but its dates."""
    opened = a_wave(counterpart=Privacy.CONFIDENTIAL)
    return compile_review("north", a_context(their_answers(4, 5, 6), opened=opened, as_of=CLOSES))


def hidden_for_protection() -> Review:
    """Two answers where three would be needed; ours are by name."""
    answers = [*their_answers(4, 5), *our_answers(8, 9)]
    return a_review(answers, privacy=Privacy.CONFIDENTIAL)


def at_the_end() -> Review:
    """A mean that would tell what every single person chose."""
    answers = [*their_answers(10, 10, 10), *our_answers(8, 9)]
    return a_review(answers, privacy=Privacy.CONFIDENTIAL)


def some_missing() -> Review:
    """Three of four answered, so there is a likely range."""
    return a_review([*their_answers(5, 6, 7), *our_answers(9, 9)])


def with_words() -> Review:
    """Words with markup in them, and someone who will raise it themselves."""
    said = Words(
        topic=TextTopic.PUT_RIGHT,
        perspective=Perspective.COUNTERPART,
        text=HOSTILE,
        consent=Consent.UNNAMED,
    )
    spoken = replace(said, text="", consent=Consent.SPOKEN)
    ours = replace(said, text="We were late.", perspective=Perspective.SELF)
    incident = Incident(what="A change without a word", on=date(2026, 3, 2))
    return replace(a_review(), words=(said, spoken, ours), incidents=(incident,))


def with_last_year() -> Review:
    """The second wave: trends, changes and a link to the wave before."""
    before = a_review([*their_answers(7, 8, 9), *our_answers(8, 8)], wave_id="2025")
    return a_review(earlier=(before,))


def states() -> dict[str, Review]:
    """Every state by its name, the brief's hard cases among them."""
    return {
        **awkward(),
        "still open": still_open(),
        "hidden for protection": hidden_for_protection(),
        "at the end": at_the_end(),
        "some missing": some_missing(),
        "with words": with_words(),
        "with last year": with_last_year(),
    }


def a_portfolio(*reviews: Review) -> Portfolio:
    """The overview of wave 2026 made of these reviews."""
    return compile_portfolio(a_context([]), reviews, ("2025",) if len(reviews) > 1 else ())


def a_site_of(*reviews: Review) -> SiteContent:
    """A site with one wave, these reviews and no guide; relationships get slugs of their own."""
    named = tuple(
        replace(review, relationship=f"r{place}", earlier_waves=())
        for place, review in enumerate(reviews)
    )
    return SiteContent(
        firm=Firm(
            name="Harbour",
            time_zone="UTC",
            languages=("en",),
            principal="ann",
            privacy_contact="privacy@example.com",
            answers_at="",
            site_at="",
            currency="EUR",
            lead_title=words("relationship lead"),
        ),
        portfolios=(replace(a_portfolio(*named), other_waves=()),),
        reviews=named,
        guide=(),
    )


def kinds(reviews: dict[str, Review]) -> set[FindingKind]:
    """Which findings these reviews show."""
    return {review.finding.kind for review in reviews.values()}
