"""Every review becomes two clean A4 pages, whatever stands in it."""

from __future__ import annotations

import io
import logging
import os
import re
from dataclasses import replace
from typing import Any

import pypdf
import pytest
from weasyprint.pdf import fonts

from app.brief import render, subsets
from app.brief.document import brief_html
from app.brief.fetcher import ClosedFetcher
from app.brief.render import brief_pdf
from app.core.review import Review
from app.errors import BriefError
from app.pages.brief_page import BriefPage, fitting
from app.pages.environment import environment
from app.pages.sheets import Sheet
from app.settings import VERSION
from tests.brief.awkward import a_review, awkward, quotes

AWKWARD = awkward()
PAGES = 2


def opened(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf))


@pytest.fixture(scope="module")
def plain() -> pypdf.PdfReader:
    return opened(brief_pdf(AWKWARD["plain"]))


@pytest.mark.parametrize("case", AWKWARD)
def test_every_review_is_exactly_two_a4_pages(case: str) -> None:
    pages = opened(brief_pdf(AWKWARD[case])).pages
    assert [tuple(round(float(side)) for side in page.mediabox[2:]) for page in pages] == [
        (595, 842),
        (595, 842),
    ]


@pytest.mark.parametrize("case", AWKWARD)
def test_both_pages_end_above_the_foot_and_below_the_middle(case: str) -> None:
    document = render._laid_out(_that_holds(AWKWARD[case]))
    ends = [
        page.anchors[f"end-{number}"][1] * 25.4 / 96
        for number, page in enumerate(document.pages, 1)
    ]
    assert all(205 < end <= 281 for end in ends), ends


def _that_holds(review: Review) -> BriefPage:
    return next(page for page in fitting(review) if len(render._laid_out(page).pages) == PAGES)


def test_what_our_measure_chooses_mostly_holds_at_once() -> None:
    retried = [
        case
        for case, review in AWKWARD.items()
        if len(render._laid_out(next(fitting(review))).pages) != PAGES
    ]
    assert len(retried) <= 2, retried


@pytest.mark.parametrize("case", ["plain", "close", "40 people a side"])
def test_no_page_is_laid_out_twice(case: str, caplog: pytest.LogCaptureFixture) -> None:
    page = _that_holds(AWKWARD[case])
    progress = logging.getLogger("weasyprint.progress")
    # What it logs while it prints is not handed on to others.
    progress.addHandler(caplog.handler)
    try:
        with caplog.at_level(logging.INFO, logger=progress.name):
            render._laid_out(page)
    finally:
        progress.removeHandler(caplog.handler)
    laid_out = [said for said in caplog.messages if "Creating layout" in said]
    assert len([said for said in laid_out if "Page" in said]) == PAGES, laid_out
    assert not [said for said in laid_out if "Repagination" in said]


def test_both_pages_have_their_own_foot(plain: pypdf.PdfReader) -> None:
    for number, page in enumerate(plain.pages, 1):
        text = re.sub(r"\s+", " ", page.extract_text())
        assert text.count(f"page {number} of {PAGES}") == 1, text
        assert text.count(f"v{VERSION} · ") == 1, text


def test_whoever_is_warm_has_every_template_and_complains_of_nothing() -> None:
    with render._listening() as complaints:
        render.warm()
    assert not complaints
    loaded = set(environment("en").cache.keys())  # type: ignore[union-attr]
    brief_pdf(AWKWARD["eight factors, five years"])
    brief_pdf(AWKWARD["plain"], Sheet.PREPARE)
    assert set(environment("en").cache.keys()) == loaded  # type: ignore[union-attr]


def test_shorter_types_for_subsets_print_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    shorter = brief_pdf(AWKWARD["plain"])
    monkeypatch.setattr(fonts, "ffi", fonts.ffi._ffi)
    assert brief_pdf(AWKWARD["plain"]) == shorter


def test_arrays_are_as_long_as_their_values() -> None:
    subsets.shorten()
    subsets.shorten()
    assert list(fonts.ffi.new("hb_codepoint_t[3]", (7, 8, 9))) == [7, 8, 9]
    assert len(fonts.ffi.new("char[]", b"ab")) == 3
    assert fonts.ffi.new("unsigned int *", 5)[0] == 5


def test_the_same_review_gives_the_same_bytes() -> None:
    review = AWKWARD["everything at once"]
    first = brief_pdf(review)
    brief_pdf(AWKWARD["plain"])
    assert brief_pdf(review) == first


def test_another_day_in_the_environment_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    first = brief_pdf(AWKWARD["plain"])
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    assert brief_pdf(AWKWARD["plain"]) == first
    assert os.environ["SOURCE_DATE_EPOCH"] == "1"


def test_the_pdf_says_its_title_language_and_day(plain: pypdf.PdfReader) -> None:
    root = _root(plain)
    assert plain.metadata is not None
    assert plain.metadata.title == "Harbour with North: brief for the 2026 survey"
    assert plain.metadata.author == "Harbour"
    assert str(plain.metadata["/CreationDate"]) == "D:20261116"
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]


def test_the_pdf_is_tagged_and_its_charts_have_words(plain: pypdf.PdfReader) -> None:
    root = _root(plain)
    assert root["/MarkInfo"]["/Marked"]
    said = dict(_tags(root["/StructTreeRoot"]))
    assert {"/H1", "/H2", "/Table", "/TH", "/L", "/Figure"} <= set(said)
    assert said["/Figure"].startswith("A: they 6.0, we 9.0, gap +3.0")


def _root(pdf: pypdf.PdfReader) -> Any:
    return pdf.trailer["/Root"]


def _tags(node: Any) -> list[tuple[str, str]]:
    found = [(str(node["/S"]), str(node.get("/Alt", "")))] if "/S" in node else []
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        child = kid.get_object() if hasattr(kid, "get_object") else kid
        if isinstance(child, dict):
            found += _tags(child)
    return found


def test_our_fonts_are_embedded_as_subsets_and_no_others(plain: pypdf.PdfReader) -> None:
    names = set()
    resources: list[Any] = [page["/Resources"] for page in plain.pages]
    for resource in resources:
        for reference in resource["/Font"].values():
            font = reference.get_object()
            descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            assert "/FontFile2" in descriptor or "/FontFile3" in descriptor
            names.add(font["/BaseFont"])
    assert all(re.match(r"/[A-Z]{6}\+Source-(Sans-3|Serif-4)", name) for name in names), names
    assert len({name[8:].strip(",") for name in names}) >= 4


def test_nothing_is_attached_and_no_product_name_stands_in_it(plain: pypdf.PdfReader) -> None:
    assert not plain.attachments
    text = "".join(page.extract_text() for page in plain.pages) + str(plain.metadata)
    assert "Both Sides" not in text


def test_each_page_carries_the_band(plain: pypdf.PdfReader) -> None:
    for number, page in enumerate(plain.pages, 1):
        text = page.extract_text()
        assert "For us only" in text
        assert f"page {number} of 2" in text


def test_the_numbers_of_the_chart_are_text(plain: pypdf.PdfReader) -> None:
    assert re.search(r"6\.0[\s\S]*9\.0[\s\S]*\+3\.0", plain.pages[0].extract_text())


def test_a_respondents_markup_stays_words() -> None:
    text = "".join(p.extract_text() for p in opened(brief_pdf(AWKWARD["markup in words"])).pages)
    assert "<img src=https://example.org/x.png>" in re.sub(r"\s+", " ", text)
    assert "{{ page }}" in text


@pytest.mark.parametrize(
    "smuggled",
    [
        '<img src="https://example.org/x.png" alt="">',
        '<img src="file:///etc/hostname" alt="">',
        '<link rel="attachment" href="file:///etc/hostname">',
        '<p style="background: url(font:../OFL.txt)">x</p>',
        '<svg width="9" height="9"><image href="https://example.org/x.png"/></svg>',
        "<style>@import url(https://example.org/x.css);</style>",
    ],
)
def test_a_refused_address_fails_the_brief_by_name(
    smuggled: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def with_more(page: BriefPage, logo: str) -> str:
        return brief_html(page, logo).replace("</section>", f"{smuggled}</section>", 1)

    monkeypatch.setattr(render, "brief_html", with_more)
    with pytest.raises(BriefError, match=r"2026/north: .*(example\.org|file:|OFL)"):
        brief_pdf(a_review())


def test_what_weasyprint_complains_about_fails_the_brief(monkeypatch: pytest.MonkeyPatch) -> None:
    def with_more(page: BriefPage, logo: str) -> str:
        return brief_html(page, logo).replace("<section", '<section style="heigth: 3mm"', 1)

    monkeypatch.setattr(render, "brief_html", with_more)
    with pytest.raises(BriefError, match=r"2026/north: .*heigth"):
        brief_pdf(a_review())


@pytest.mark.parametrize("letter", ["ક", "𓀀", "\uf8ff", "\ue000", "\u0378", "🇩"])
def test_a_letter_that_no_font_has_is_a_box_and_fails_no_brief(letter: str) -> None:
    words = quotes(1, f"We said {letter} and meant it.")
    review = replace(a_review(), words=words, name=f"North {letter}")
    text = "".join(p.extract_text() for p in opened(brief_pdf(review)).pages)
    said = re.sub(r"\s+", " ", text)
    assert "We said □ and meant it." in said or f"We said {letter} and meant it." in said


def test_a_letter_of_our_own_that_no_font_has_fails_the_brief(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(render, "own_texts", lambda: ("Page \uf8ff",))
    with pytest.raises(BriefError, match=r"2026/north: no font has U\+F8FF"):
        brief_pdf(replace(a_review(), words=quotes(1, "We said \uf8ff.")))


def test_a_brief_that_never_fits_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def with_more(page: BriefPage, logo: str) -> str:
        return brief_html(page, logo).replace(
            "</section>", '<p style="height: 300mm">x</p></section>', 1
        )

    monkeypatch.setattr(render, "brief_html", with_more)
    with pytest.raises(BriefError, match="2026/north: does not fit on 2 pages"):
        brief_pdf(a_review())


def test_the_fetcher_answers_our_fonts_only() -> None:
    fetcher = ClosedFetcher()
    assert fetcher.fetch("font:SourceSans3-Regular.ttf").read(4) == b"\x00\x01\x00\x00"
    for address in ("font:nothing.ttf", "font:/etc/hostname", "data:text/html,x", "http://a"):
        with pytest.raises(ValueError):
            fetcher.fetch(address)
    assert len(fetcher.refused) == 4
