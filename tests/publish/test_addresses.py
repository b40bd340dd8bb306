"""Links of a page that is sealed: those of its tags lead on, and what people write stays."""

from __future__ import annotations

import pytest

from app.errors import PublishError
from app.publish.addresses import relinked

PATH = "open/2026/oak-row/index.html"
WHERE = {"open/2026/elm/index.html": "#page.firm.elm"}


@pytest.mark.parametrize(
    "text",
    [
        "<p>It says url(../portal) on the door.</p>",
        '<p>Write  href="x" and src="../y.png".</p>',
        '<p>Or  href="https://example.com" like that.</p>',
        '<p title="url(../portal)">x</p>',
        '<!--  href="x" -->',
    ],
)
def test_what_somebody_writes_of_links_and_styles_stays_as_it_is(text: str) -> None:
    page = f'<style>a {{ color: red }}</style><a href="../elm/index.html">x</a>{text}'
    made = relinked(page, PATH, WHERE)
    assert made.endswith(text)
    assert '<a href="#page.firm.elm" target="_top">' in made


def test_links_and_styles_of_tags_lead_on() -> None:
    page = (
        "<style>@font-face { src: url(../../static/fonts/x.woff2) }</style>"
        '<p style="background: url(../../static/a.png)" title="a > b">x</p>'
        '<a class="x" title="a > b" href="https://example.com">y</a>'
    )
    assert relinked(page, PATH, WHERE) == (
        "<style>@font-face { src: url(static/fonts/x.woff2) }</style>"
        '<p style="background: url(static/a.png)" title="a > b">x</p>'
        '<a class="x" title="a > b" href="https://example.com" target="_blank">y</a>'
    )


@pytest.mark.parametrize(
    "page",
    [
        "<style>a { background: url(../portal) }</style>",
        '<p style="background: url(../portal)">x</p>',
        '<a href="gone.html">x</a>',
    ],
)
def test_a_tag_or_a_style_that_leads_nowhere_stops_the_build(page: str) -> None:
    with pytest.raises(PublishError, match=r"leads to|its style asks for"):
        relinked(page, PATH, WHERE)
