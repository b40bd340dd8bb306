"""Every kind and state of page, frozen: for whatever looks at all of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from markupsafe import Markup

from app.core.shared import shared_review
from app.core.unnamed import Unnamed
from app.publish.freeze import freeze
from app.site import create_site, urls
from tests.attention_builders import a_long_list
from tests.review_builders import a_site_of, states
from tests.standing_builders import a_long_status


def every_page(folder: Path) -> tuple[Path, ...]:
    """Every state of a review, the overview with a map and a list, an order, copies, the status, a
    guide.
    """
    made = a_site_of(*states().values())
    listed = replace(made.portfolios[0], attention=a_long_list(12), other_waves=("2021", "2022"))
    others = tuple(replace(listed, wave=wave, rows=(), means=()) for wave in listed.other_waves)
    content = replace(
        made,
        portfolios=(listed, *others),
        status=a_long_status(),
        guide=(("listening", "Listening", Markup("<p>Short.</p>")),),
        shared={
            (review.wave, review.relationship): shared_review(
                replace(review, language=language), Unnamed()
            )
            for review, language in zip(made.reviews, ["en", "de", "fr", "ar"] * 9, strict=False)
            if review.compiled
        },
    )
    freeze(create_site(content), urls(content), folder)
    found = tuple(sorted(folder.rglob("*.html")))
    assert len(found) > 25
    return found
