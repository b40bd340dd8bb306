"""One sheet of a review to one PDF of exactly its pages by WeasyPrint.

Fonts and styles are parsed once per process. The same review gives the same bytes: every day in
the file is the review's own. Whatever WeasyPrint complains about, and every address it was
refused, fails the brief: but for a letter that no font has, where it is not one of our own words.
"""

from __future__ import annotations

import gc
import logging
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from functools import cache
from typing import Any

from markupsafe import Markup
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from app.brief.document import LETTER, brief_html, picture, too_long
from app.brief.fetcher import ClosedFetcher
from app.brief.subsets import shorten
from app.core.firm import Paper
from app.errors import BriefError, PublishError
from app.pages.catalogues import brief_words, languages
from app.pages.environment import STATIC, environment, render
from app.pages.numbers import day
from app.pages.own_texts import own_texts
from app.pages.sheets import PrintedPage, Sheet, Subject, lengths
from app.pages.specimen import Specimen

_NO_GLYPH = re.compile(r"\.notdef glyph .*\(U\+([0-9A-F]{4,6})\)", re.DOTALL)
BOX = "□"
"""Printed for a letter that no font has: what was written stands on the page."""
_TEMPLATES = ("_charts.html", "brief.html", "prepare.html", "portfolio_sheet.html")


class _Complaints(logging.Handler):
    """Collects what WeasyPrint logs from warnings upwards."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


@contextmanager
def _listening() -> Iterator[list[str]]:
    logger = logging.getLogger("weasyprint")
    handler = _Complaints()
    before = logger.propagate
    logger.addHandler(handler)
    logger.propagate = False
    try:
        yield handler.said
    finally:
        logger.propagate = before
        logger.removeHandler(handler)


@cache
def _fonts() -> FontConfiguration:
    # A new one for each brief costs more than the brief.
    shorten()
    return FontConfiguration()


@cache
def _style() -> CSS:
    fetcher = ClosedFetcher()
    with _listening() as complaints:
        style = CSS(
            string=(STATIC / "brief.css").read_text(encoding="utf-8"),
            url_fetcher=fetcher,
            font_config=_fonts(),
            base_url="font:",
        )
    if complaints or fetcher.refused:
        # A font that is not there would print in another one without a word.
        raise PublishError(f"brief.css: {(complaints + fetcher.refused)[0]}; mend the style sheet")
    return style


@cache
def _letter() -> CSS:
    return CSS(string=LETTER, font_config=_fonts(), base_url="font:")


def warm() -> None:
    """Loads fonts, styles, templates and words, so that processes forked from here have them.

    Raises PublishError for a style sheet that is not whole.
    """
    for template in _TEMPLATES:
        environment("en").get_template(template)
    for language in languages():
        brief_words(language)
        day(date(2026, 1, 31), language)
    specimen = render(Specimen(), picture=picture)
    HTML(string=specimen, base_url="font:").render(
        stylesheets=[_style(), _letter()],
        font_config=_fonts(),
        pdf_variant="pdf/ua-1",
        pdf_tags=True,
    ).write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True)


@contextmanager
def _collector_off() -> Iterator[None]:
    """A collection in the middle of a layout walks the whole tree for nothing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def _dated(day: date) -> Iterator[None]:
    """The day that goes into subset fonts instead of the clock's."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = str(int(datetime.combine(day, time(), UTC).timestamp()))
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before


def _laid_out(page: PrintedPage, html: str = "") -> Any:
    fetcher = ClosedFetcher()
    with _listening() as complaints:
        document = HTML(
            string=html or brief_html(page), url_fetcher=fetcher, base_url="font:"
        ).render(
            stylesheets=[_style(), *([_letter()] if page.paper is Paper.LETTER else [])],
            font_config=_fonts(),
            pdf_variant="pdf/ua-1",
            pdf_tags=True,
        )
    if fetcher.refused:
        raise _failed(page, f"it asked for {fetcher.refused[0][:120]}")
    if complaints:
        raise _failed(page, complaints[0][:300])
    return document


def _failed(page: PrintedPage, why: str) -> BriefError:
    return BriefError(f"{page.wave}/{page.relationship}: {why}")


def brief_pdf(
    review: Subject, sheet: Sheet = Sheet.FIRM, paper: Paper = Paper.A4, logo: str = ""
) -> bytes:
    """One sheet of a compiled review. Raises BriefError when it cannot be its clean pages."""
    return page_pdf(lengths(review, sheet, paper), sheet.pages, review.as_of, logo)


def page_pdf(
    pages: Iterable[PrintedPage], count: int | None, made_on: date, logo: str = "", html: str = ""
) -> bytes:
    """The first of `pages` that holds on `count` sheets of paper. Raises BriefError for none.

    Without a count the first is taken as long as it is. `html` is that of the first page, where it
    has been made already.
    """
    boxes: dict[int, str] = {}
    with _dated(made_on), _collector_off():
        for page in pages:
            while True:
                document, html = _laid_out(page, html or _boxed(page, logo, boxes)), ""
                if count is not None and len(document.pages) != count:
                    break
                pdf, missing = _written(document, page)
                if not missing:
                    return pdf
                if not boxes.keys().isdisjoint(missing) or _is_ours(missing):
                    raise _failed(page, f"no font has {', '.join(f'U+{m:04X}' for m in missing)}")
                boxes |= dict.fromkeys(missing, BOX)
    raise _failed(page, too_long(count or 0))


def _boxed(page: PrintedPage, logo: str, boxes: Mapping[int, str]) -> str:
    """The page's HTML with a box for each letter that cannot be printed."""
    if not boxes:
        return brief_html(page, logo)

    def boxed_picture(svg: Markup, sentence: str, width: float, name: str) -> Markup:
        return picture(Markup(str(svg).translate(boxes)), sentence, width, name)

    return brief_html(page, logo, boxed_picture).translate(boxes)


def _is_ours(letters: Iterable[int]) -> bool:
    """Whether our templates and catalogues say one of them: then a font of ours is missing."""
    said = set("".join(own_texts()))
    return any(chr(letter) in said for letter in letters)


def _written(document: Any, page: PrintedPage) -> tuple[bytes, tuple[int, ...]]:
    """The PDF, and the letters in it that no font has. Raises BriefError for all else."""
    with _listening() as complaints:
        pdf: bytes = document.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True)
    missing = [_NO_GLYPH.match(complaint) for complaint in complaints]
    for complaint, letter in zip(complaints, missing, strict=True):
        if letter is None:
            raise _failed(page, complaint)
    return pdf, tuple(sorted({int(letter[1], 16) for letter in missing if letter is not None}))
