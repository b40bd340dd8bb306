"""Which pages of the guide a review points to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from markupsafe import Markup

from app.core.firm import Incident
from app.core.review import Review
from app.files.site import read_site
from app.pages.guidance import guidance
from app.settings import PROGRAM, Site
from app.site import SiteContent, create_site
from tests.brief.awkward import a_review
from tests.builders import our_answers, their_answers
from tests.review_builders import a_site_of, still_open

TITLES = tuple((page.slug, page.title) for page in read_site(Site(PROGRAM)).guide)


def slugs(review: Review) -> list[str]:
    return [link.slug for link in guidance(review, TITLES)]


def test_a_good_relationship_is_pointed_to_the_meeting_alone() -> None:
    good = a_review([*their_answers(8, 8, 8), *our_answers(8, 8)])
    assert slugs(good)[:2] == ["holding-the-meeting", "listening"]
    assert not {"hard-conversations", "resolving-a-conflict", "after-a-breakdown"} & {*slugs(good)}


def test_what_is_low_apart_or_broken_comes_first() -> None:
    bad = a_review([*their_answers(4, 4, 4), *our_answers(8, 8)])
    bad = replace(bad, incidents=(Incident(what="The wrong part", on=date(2026, 5, 1)),))
    assert slugs(bad)[:3] == ["after-a-breakdown", "hard-conversations", "resolving-a-conflict"]


def test_every_page_that_is_pointed_to_is_in_the_sample_s_guide() -> None:
    bad = a_review([*their_answers(4, 4, 4), *our_answers(8, 8)])
    bad = replace(bad, dispute=True)
    assert {*slugs(bad)} <= {slug for slug, _ in TITLES}
    assert len(slugs(bad)) >= 6
    assert all(link.why for link in guidance(bad, TITLES))


def test_a_page_that_was_taken_out_is_not_pointed_to_nor_anything_before_the_closing() -> None:
    assert guidance(a_review(), ()) == ()
    assert slugs(still_open()) == []


def test_the_review_links_to_the_guide_where_it_stands() -> None:
    content = a_site_of(a_review())
    with_guide = SiteContent(
        firm=content.firm,
        portfolios=content.portfolios,
        reviews=content.reviews,
        guide=tuple((slug, title, Markup("<p>Short.</p>")) for slug, title in TITLES),
    )
    html = create_site(with_guide).test_client().get("/2026/r0/").get_data(as_text=True)
    assert 'href="/guide/listening/"' in html
