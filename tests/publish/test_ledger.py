"""From the store to the page: a late answer in a confidential wave that has been published."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app.cli import main
from app.cli.opening import keep_wave, wave_to_open
from app.core.response import Answer, Response, State
from app.core.review import Review
from app.core.survey import Perspective
from app.core.wave import OpenedWave
from app.errors import StoreDamaged
from app.files.site import read_site
from app.pages.sentences import privacy
from app.publish.load import compile_site
from app.settings import Site
from app.store.answers import AnswerStore
from app.store.waves import mark_compiled, read_opened
from tests.site_builder import sample_copy

AFTER, LATER = date(2025, 12, 1), date(2026, 1, 15)


@pytest.fixture
def wave(tmp_path: Path) -> tuple[Site, OpenedWave]:
    site = sample_copy(tmp_path)
    keep_wave(site, wave_to_open(read_site(site), "2025", date(2025, 10, 1)))
    return site, read_opened(site.instance, "2025")


def the_largest(opened: OpenedWave) -> tuple[str, tuple[str, ...]]:
    """The relationship with most contacts, and who they are."""
    sides = {
        frozen.slug: tuple(
            i.respondent for i in opened.invited(frozen.slug, Perspective.COUNTERPART)
        )
        for frozen in opened.relationships
    }
    slug = max(sides, key=lambda slug: len(sides[slug]))
    return slug, sides[slug]


def answer(site: Site, opened: OpenedWave, slug: str, who: str, value: int) -> None:
    frozen = opened.relationship(slug)
    assert frozen is not None
    items = [i for i in opened.survey(frozen.survey).items if i.factor and i.they and i.scale]
    AnswerStore(site.instance).save(
        Response(
            wave=opened.id,
            relationship=slug,
            perspective=Perspective.COUNTERPART,
            respondent=who,
            state=State.SENT,
            language="en",
            answers=tuple(Answer(item=item.id, value=value) for item in items),
        )
    )


def review_of(site: Site, slug: str, day: date) -> Review:
    reviews = compile_site(site, read_site(site), day).reviews
    return next(review for review in reviews if review.relationship == slug)


def test_a_late_answer_stays_out_and_the_page_says_so(wave: tuple[Site, OpenedWave]) -> None:
    site, opened = wave
    slug, people = the_largest(opened)
    assert len(people) >= 4
    for who, value in zip(people, (4, 5, 6), strict=False):
        answer(site, opened, slug, who, value)
    first = review_of(site, slug, AFTER)
    answer(site, opened, slug, people[3], 10)
    second = review_of(site, slug, LATER)
    assert second.factors[0].counterpart == first.factors[0].counterpart
    assert second.side(Perspective.COUNTERPART).kept_from == AFTER
    said = privacy(second.side(Perspective.COUNTERPART))
    assert "as first made on 1 December 2025" in said


def test_deleting_the_answers_empties_the_ledger_too(wave: tuple[Site, OpenedWave]) -> None:
    site, opened = wave
    slug, people = the_largest(opened)
    for who in people[:3]:
        answer(site, opened, slug, who, 6)
    review_of(site, slug, AFTER)
    mark_compiled(site.instance, "2025", AFTER)
    root = str(site.root)
    assert main(["close", "2025", "--site", root, "--delete-answers", "--yes"]) == 0
    kept = (site.instance / "waves/2025.published").read_text("utf-8")
    assert slug not in kept
    assert compile_site(site, read_site(site), LATER).reviews == ()


def test_without_its_ledger_a_published_wave_is_not_built(wave: tuple[Site, OpenedWave]) -> None:
    site, opened = wave
    slug, people = the_largest(opened)
    for who in people[:3]:
        answer(site, opened, slug, who, 6)
    review_of(site, slug, AFTER)
    mark_compiled(site.instance, "2025", AFTER)
    (site.instance / "waves/2025.published").unlink()
    with pytest.raises(StoreDamaged, match="restore"):
        review_of(site, slug, LATER)
