"""Every printed sheet as a document: tags, title, language, outline, fonts, and nothing else."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdf
import pytest

from app.brief import render
from app.brief.document import brief_html
from app.brief.fetcher import ClosedFetcher
from app.brief.render import brief_pdf, page_pdf
from app.core.firm import Commitment, CommitmentState, Incident, Logo, Milestone, Paper
from app.core.meeting import Agreement, Meeting, MeetingState, Participant
from app.core.overview import Portfolio
from app.core.response import Consent
from app.core.review import Review, Words
from app.core.shared import shared_review
from app.core.survey import Perspective, TextTopic
from app.core.thanks import Thanks
from app.core.unnamed import Unnamed
from app.errors import BriefError
from app.files.logo import read_logo
from app.files.problems import Problems
from app.pages.logo import logo_address
from app.pages.prepare_parts import Preparation
from app.pages.sheets import Sheet
from app.pages.thanks_page import thanks_page
from tests.attention_builders import a_long_list
from tests.brief.awkward import LONG_NAME, a_review, awkward, promises, quotes, with_years
from tests.review_builders import a_portfolio

ARABIC = "مختبرات وادي النخيل"
FULL = replace(
    with_years(3),
    words=quotes(8, "The list comes every Friday."),
    commitments=promises(4, "One shared list"),
    milestones=(Milestone(what="Second line running", on=date(2026, 9, 4)),),
)
LETTERS = thanks_page(
    FULL,
    "Thank you",
    "Dear {{first_name}},\n\nthank you.\n\nKept:\n{{kept_promises}}\n\nSaid:\n{{praise}}",
    (("Dana Okafor", Thanks(kept=("One list",), they_kept=(), praise=())),),
    Paper.A4,
    "en",
)

ARABIC_LETTER = thanks_page(
    FULL,
    "شكرًا لكم",
    "{{first_name}}\n\nشكرًا لكم.\n\nما أُنجز:\n{{kept_promises}}\n\n{{praise}}",
    ((ARABIC, Thanks(kept=(ARABIC,), they_kept=(), praise=())),),
    Paper.A4,
    "ar",
)


def a_list(many: int = 15) -> Portfolio:
    return replace(a_portfolio(FULL), attention=a_long_list(many))


def printed(
    review: Review, sheet: Sheet, paper: Paper = Paper.A4, language: str = "en"
) -> pypdf.PdfReader:
    review = replace(review, language=language)
    if sheet is Sheet.SHARED:
        review = shared_review(review, Unnamed())
    return opened(brief_pdf(review, sheet, paper))


def opened(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf))


def prepared(review: Review) -> Preparation:
    """With as much of the guide as there can be, and a long address."""
    guide = tuple((slug, slug.replace("-", " ").title()) for slug in GUIDE)
    return Preparation(review=review, guide=guide, site_at="https://" + "reviews." * 20 + "com")


GUIDE = ("after-a-breakdown", "hard-conversations", "resolving-a-conflict", "holding-the-meeting")
DOCUMENTS = {
    "firm": lambda: printed(FULL, Sheet.FIRM),
    "shared": lambda: printed(FULL, Sheet.SHARED),
    "shared, German": lambda: printed(FULL, Sheet.SHARED, language="de"),
    "shared, French": lambda: printed(FULL, Sheet.SHARED, language="fr"),
    "shared, Arabic": lambda: printed(replace(FULL, name=ARABIC), Sheet.SHARED, language="ar"),
    "prepare": lambda: opened(brief_pdf(prepared(FULL), Sheet.PREPARE)),
    "portfolio": lambda: opened(brief_pdf(a_list(), Sheet.PORTFOLIO)),
    "letters": lambda: opened(page_pdf([LETTERS], 1, FULL.as_of)),
    "letters, Arabic": lambda: opened(page_pdf([ARABIC_LETTER], 1, FULL.as_of)),
}
LANGUAGES = {
    "shared, German": "de",
    "shared, French": "fr",
    "shared, Arabic": "ar",
    "letters, Arabic": "ar",
}


@pytest.fixture(scope="module", params=DOCUMENTS)
def document(request: pytest.FixtureRequest) -> tuple[str, pypdf.PdfReader]:
    return request.param, DOCUMENTS[request.param]()


def tags(pdf: pypdf.PdfReader) -> list[tuple[str, str]]:
    """Every structure element in reading order, with its alternative text."""

    def walk(node: Any) -> Iterator[tuple[str, str]]:
        if "/S" in node:
            yield str(node["/S"]), str(node.get("/Alt", ""))
        kids = node.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            child = kid.get_object() if hasattr(kid, "get_object") else kid
            if isinstance(child, dict):
                yield from walk(child)

    return list(walk(pdf.root_object["/StructTreeRoot"]))


def test_it_has_a_title_a_language_and_the_mark_of_pdf_ua(
    document: tuple[str, pypdf.PdfReader],
) -> None:
    name, pdf = document
    assert pdf.metadata is not None and "Harbour" in (pdf.metadata.title or "")
    assert pdf.root_object["/Lang"] == LANGUAGES.get(name, "en")
    root: Any = pdf.root_object
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()


def test_headings_go_one_level_at_a_time_and_the_outline_names_them(
    document: tuple[str, pypdf.PdfReader],
) -> None:
    _, pdf = document
    levels = [int(tag[2]) for tag, _ in tags(pdf) if re.fullmatch(r"/H[1-6]", tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert len(pdf.outline) >= 1
    assert not any("more on the review page" in str(entry) for entry in pdf.outline)


def test_every_figure_says_its_numbers(document: tuple[str, pypdf.PdfReader]) -> None:
    name, pdf = document
    figures = [said for tag, said in tags(pdf) if tag == "/Figure"]
    assert all(re.search(r"\d", said) for said in figures)
    assert len(figures) == (0 if name.startswith(("prepare", "letters", "portfolio")) else 5)


def test_fonts_are_embedded_and_ours(document: tuple[str, pypdf.PdfReader]) -> None:
    _, pdf = document
    found = set()
    for page in pdf.pages:
        resources: Any = page["/Resources"]
        for reference in resources["/Font"].values():
            font = reference.get_object()
            descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            assert "/FontFile2" in descriptor or "/FontFile3" in descriptor
            found.add(str(font["/BaseFont"]))
    assert all(re.match(r"/[A-Z]{6}\+(Source-S|Noto-Sans-Arabic)", name) for name in found), found


def test_nothing_is_attached_run_or_asked_for(document: tuple[str, pypdf.PdfReader]) -> None:
    _, pdf = document
    assert not pdf.attachments
    assert "/OpenAction" not in pdf.root_object
    assert "/AA" not in pdf.root_object
    assert "/JavaScript" not in pdf.root_object.get("/Names", {})
    assert not any("/Annots" in page for page in pdf.pages), "no link leads anywhere"


def test_its_text_holds_no_outside_address(document: tuple[str, pypdf.PdfReader]) -> None:
    _, pdf = document
    assert "http" not in "".join(page.extract_text() for page in pdf.pages)


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("case", awkward())
def test_the_copy_for_the_table_is_two_pages_of_the_firms_paper(case: str, paper: Paper) -> None:
    size = (595, 842) if paper is Paper.A4 else (612, 792)
    pages = printed(awkward()[case], Sheet.SHARED, paper).pages
    assert [tuple(round(float(s)) for s in page.mediabox[2:]) for page in pages] == [size] * 2
    for page in pages:
        assert "Copy for the table" in page.extract_text()
        assert "For us only" not in page.extract_text()


@pytest.mark.parametrize("case", awkward())
def test_the_leads_sheet_is_one_page_on_either_paper(case: str) -> None:
    for paper in Paper:
        (page,) = opened(brief_pdf(prepared(awkward()[case]), Sheet.PREPARE, paper)).pages
        assert "For us only" in page.extract_text()


@pytest.mark.parametrize("case", ["plain", "long names", "everything at once", "20 commitments"])
def test_our_brief_is_two_pages_of_letter_too(case: str) -> None:
    assert len(printed(awkward()[case], Sheet.FIRM, Paper.LETTER).pages) == 2


@pytest.mark.parametrize("language", ["de", "fr", "ar"])
@pytest.mark.parametrize("case", ["plain", "long names", "40 people a side", "suppressed"])
def test_in_every_language_it_is_two_pages(case: str, language: str) -> None:
    assert len(printed(awkward()[case], Sheet.SHARED, language=language).pages) == 2


def test_a_letter_each_on_a_page_of_its_own() -> None:
    readers = tuple(
        (name, Thanks(kept=(), they_kept=(), praise=())) for name in (LONG_NAME, "Bo Lind")
    )
    page = thanks_page(FULL, "Thank you", "Dear {{first_name}},", readers, Paper.LETTER, "en")
    pdf = opened(page_pdf([page], 2, FULL.as_of))
    assert "Dear Bo," in pdf.pages[1].extract_text()
    assert "Bo" not in pdf.pages[0].extract_text()


SMUGGLED = (
    '<img src="https://example.org/x.png">',
    '<img src="file:///etc/hostname">',
    '<img srcset="https://example.org/x.png 1x">',
    '<link rel="attachment" href="file:///etc/hostname">',
    '<link rel="stylesheet" href="https://example.org/x.css">',
    '<a rel="attachment" href="file:///etc/hostname">x</a>',
    '<object data="https://example.org/x.svg"></object>',
    '<embed src="file:///etc/hostname">',
    '<iframe src="https://example.org/"></iframe>',
    '<script src="https://example.org/x.js"></script>',
    "<style>@import url(https://example.org/x.css);</style>",
    "<style>@font-face { font-family: x; src: url(https://example.org/x.ttf) }</style>",
    '<p style="background: url(https://example.org/x.png)">x</p>',
    '<p style="list-style-image: url(file:///etc/hostname)">x</p>',
    '<svg><image href="https://example.org/x.png"/></svg>',
    '<svg><use href="https://example.org/x.svg#a"/></svg>',
    '</title><meta http-equiv="refresh" content="0; https://example.org/">',
    '"><base href="https://example.org/">',
    "]]><!ENTITY x SYSTEM 'file:///etc/hostname'>&x;",
    "![x](https://example.org/x.png) [y](file:///etc/hostname)",
    "{{ ''.__class__ }} {% include '/etc/hostname' %} url(font:../OFL.txt)",
)


def hostile(text: str) -> Review:
    """A review with `text` wherever people write: names, words, promises, notes, questions."""
    words = Words(
        topic=TextTopic.WENT_WELL,
        perspective=Perspective.COUNTERPART,
        text=text,
        name=text,
        consent=Consent.NAMED,
    )
    kept = Commitment(
        what=text,
        who=text,
        state=CommitmentState.KEPT,
        closed=date(2026, 5, 1),
        due=date(2026, 5, 1),
    )
    somebody = Participant(id="dana", name=text, perspective=Perspective.COUNTERPART)
    agreed = Agreement(
        what=text, how=text, side=Perspective.SELF, made=date(2026, 5, 1), who=somebody
    )
    held = Meeting(
        id="north-2026-05-01",
        relationship="north",
        on=date(2026, 5, 1),
        state=MeetingState.HELD,
        who=(somebody,),
        agreements=(agreed,),
        said=text,
    )
    ahead = replace(
        held,
        on=date(2026, 12, 3),
        state=MeetingState.ACCEPTED,
        where=text,
        agreements=(),
        said="",
    )
    return replace(
        a_review(),
        meetings=(held, ahead),
        name=f"North {text}",
        firm=f"Harbour {text}",
        lead_name=text,
        sector=text,
        note=text,
        words=(words,),
        talks=(text,),
        commitments=(kept,),
        incidents=(Incident(what=text, on=date(2026, 3, 2)),),
        milestones=(Milestone(what=text, on=date(2026, 3, 2)),),
    )


def a_logo_that_holds(text: str, folder: Path) -> Logo | None:
    """What is taken over of an SVG with this in it: a drawing, or nothing."""
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{text}</svg>'
    (folder / "logo.svg").write_text(svg, encoding="utf-8")
    return read_logo(folder, "logo.svg", Problems(folder))


def test_there_are_twenty_one_ways_of_smuggling() -> None:
    assert len(set(SMUGGLED)) == 21


@pytest.mark.parametrize("text", SMUGGLED)
def test_nothing_is_asked_for_or_attached_whoever_wrote_it(
    text: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[str] = []
    fetch = ClosedFetcher.fetch

    def watched(self: ClosedFetcher, url: str, headers: Any = None) -> Any:
        asked.append(url)
        return fetch(self, url, headers)

    monkeypatch.setattr(ClosedFetcher, "fetch", watched)
    review = hostile(text)
    logo = logo_address(a_logo_that_holds(text, tmp_path))
    for_table = shared_review(review, Unnamed())
    made = [brief_pdf(for_table, Sheet.SHARED, logo=logo)]
    lead = Preparation(review=review, guide=(("listening", text),), site_at="https://a.example")
    made += [brief_pdf(review, Sheet.FIRM, logo=logo), brief_pdf(lead, Sheet.PREPARE, logo=logo)]
    letter = thanks_page(
        review,
        "Thank you",
        "Dear {{first_name}},\n\n{{praise}}\n\n{{kept_promises}}\n\n{{you_kept}}\n\n"
        "{{counterpart}}",
        ((text, Thanks(kept=(text,), they_kept=(text,), praise=review.words)),),
        Paper.A4,
        "en",
    )
    made.append(page_pdf([letter], 1, review.as_of, logo))
    ours = "data:image/svg+xml;base64,"
    assert [url for url in asked if not url.startswith((ours, "font:Source", "font:Noto"))] == []
    for pdf in map(opened, made):
        assert not pdf.attachments
        assert not any("/Annots" in page for page in pdf.pages)


def test_the_watch_would_see_a_request(monkeypatch: pytest.MonkeyPatch) -> None:

    def with_more(page: Any, logo: str) -> str:
        return brief_html(page, logo).replace("</section>", f"{SMUGGLED[0]}</section>", 1)

    monkeypatch.setattr(render, "brief_html", with_more)
    with pytest.raises(Exception, match=r"example\.org"):
        brief_pdf(a_review())


SVG_START = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30">'
DRAWN = Logo(
    media="image/svg+xml",
    data=(SVG_START + "<path d='M0 0h90v30z'/></svg>").encode(),
)


@pytest.mark.parametrize("sheet", list(Sheet))
@pytest.mark.parametrize("paper", list(Paper))
def test_the_logo_stands_on_every_sheet_and_takes_no_page(sheet: Sheet, paper: Paper) -> None:
    subject: Review | Portfolio = FULL
    if sheet is Sheet.PORTFOLIO:
        subject = a_list()
    elif sheet is Sheet.SHARED:
        subject = shared_review(FULL, Unnamed())
    pdf = opened(brief_pdf(subject, sheet, paper, logo_address(DRAWN)))
    assert len(pdf.pages) == sheet.pages
    assert ("/Figure", subject.firm) in tags(pdf)


def test_the_logo_is_the_head_of_a_letter() -> None:
    pdf = opened(page_pdf([LETTERS], 1, FULL.as_of, logo_address(DRAWN)))
    assert ("/Figure", FULL.firm) in tags(pdf)


def test_a_logo_that_was_never_checked_still_asks_for_nothing() -> None:
    asks = (
        b'<svg xmlns="http://www.w3.org/2000/svg"><image href="https://example.org/x.png"/></svg>'
    )
    with pytest.raises(BriefError, match=r"example\.org"):
        brief_pdf(FULL, logo=logo_address(Logo(media="image/svg+xml", data=asks)))


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("many", [1, 15, 200])
def test_the_principals_sheet_is_one_page_however_many_there_are(many: int, paper: Paper) -> None:
    pdf = opened(brief_pdf(a_list(many), Sheet.PORTFOLIO, paper))
    assert len(pdf.pages) == 1
    text = pdf.pages[0].extract_text()
    assert "Meet The firm of Number 0" in text.replace("\n", " ")
    assert "For us only" in text
