"""What the sample firm prints for the table: who gets a copy, and what none of them holds."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from pypdf import PdfReader

from app.cli.demo_command import AS_OF
from app.core.review import Review
from app.core.unnamed import NEVER, may_stand
from app.files.site import read_site
from app.publish.load import Compiled, compile_site
from app.publish.sheets import Unnaming, for_the_table, planned_sheets, subject_of
from app.settings import Site


@pytest.fixture(scope="module")
def compiled(demo: Site) -> Compiled:
    return compile_site(demo, read_site(demo), AS_OF)


@pytest.fixture(scope="module", params=["sheet", "page"])
def copies(demo: Site, request: pytest.FixtureRequest) -> dict[str, str]:
    """The text of every copy for the table by relationship, printed and as a page."""
    folder = (demo.print if request.param == "sheet" else demo.open_pages) / "for-the-table"
    ending, read = ("*.pdf", _printed) if request.param == "sheet" else ("*.html", _shown)
    return {path.stem.removesuffix("-shared"): read(path) for path in folder.rglob(ending)}


def _printed(path: Path) -> str:
    return " ".join(re.sub(r"\s+", " ", page.extract_text()) for page in PdfReader(path).pages)


def _shown(path: Path) -> str:
    html = re.sub(r"<style>.*?</style>", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    # Cells stay apart: "0,1" in one and "Ils" in the next are no amount.
    return unescape(re.sub(r"<[^>]*>", " | ", html))


def test_every_relationship_but_the_one_in_dispute_has_one_copy(
    compiled: Compiled, copies: dict[str, str]
) -> None:
    asked = {review.relationship for review in compiled.reviews}
    assert asked - set(copies) == {"ohara-darcy"}


def test_sheets_lie_apart_by_edition(demo: Site) -> None:
    for folder in (demo.print, demo.open_pages):
        for path in (*folder.rglob("*.pdf"), *folder.rglob("*.html")):
            apart = "for-the-table" in path.relative_to(folder).parts
            assert apart == path.stem.endswith("-shared")


def test_no_copy_names_a_person_money_another_relationship_or_a_class(
    compiled: Compiled, copies: dict[str, str]
) -> None:
    names = {r.slug: r.name for r in compiled.files.relationships}
    firm = compiled.files.firm.name
    for slug, text in copies.items():
        assert not any(word in text.lower() for word in NEVER), slug
        people = [c.name for r in compiled.files.relationships for c in r.contacts]
        people += [person.name for person in compiled.files.people]
        # Who gave words with their name said so; nobody in the sample did for 2026.
        assert not any(name in text for name in people), slug
        assert not any(other in text for one, other in names.items() if one != slug), slug
        figures = next(r for r in compiled.files.relationships if r.slug == slug).figures
        assert not any(f"{int(year.value or -1)}" in text for year in figures), slug
        plain = text.replace(names[slug], "").replace(firm, "")
        nobody = replace(Unnaming(compiled).of(slug), people=())
        assert may_stand(plain, nobody), slug


def test_every_page_of_a_copy_bears_its_band_and_none_bears_ours(demo: Site) -> None:
    bands = {"Copy for the table", "Exemplar für den Tisch", "Exemplaire pour la table"}
    for path in demo.print.rglob("*.pdf"):
        for page in PdfReader(path).pages:
            text = page.extract_text()
            if path.stem.endswith("-shared"):
                assert "For us only" not in text
                assert any(band in text for band in bands) or "wadi" in path.stem, path
            else:
                assert "For us only" in text, path
                assert not any(band in text for band in bands)


def test_figures_of_a_copy_stand_in_our_own_review_too(compiled: Compiled) -> None:
    ours = {(r.wave, r.relationship): r for r in compiled.reviews}
    shared = for_the_table(planned_sheets(compiled), compiled)
    for planned in planned_sheets(compiled):
        subject = subject_of(planned, shared, compiled)
        if not isinstance(subject, Review):
            continue
        review = ours[subject.wave, subject.relationship]
        for factor, own in zip(subject.factors, review.factors, strict=True):
            assert (factor.counterpart, factor.own) == (own.counterpart, own.own)
