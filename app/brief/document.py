"""The HTML of a brief: as WeasyPrint takes it, and as one file by itself for a browser.

Both come from one template and one style sheet. Knows what a browser needs besides; must not know
who prints.
"""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Callable
from functools import cache

from markupsafe import Markup

from app.core.firm import Paper
from app.pages.environment import STATIC, render
from app.pages.sheets import PrintedPage

LETTER = """@page { size: 215.9mm 279.4mm; margin: 14mm 22.95mm 17mm; }"""
"""After brief.css: the same lines on lower paper, with wider side margins."""
_LETTER_BROWSER = """@page { size: 215.9mm 279.4mm; margin: 0; }
section { width: 215.9mm; min-height: 279mm; padding: 14mm 22.95mm 17mm; }
.running-foot { left: 22.95mm; }
.page-of { right: 22.95mm; }
.rtl .running-foot { right: 22.95mm; }
.rtl .page-of { left: 22.95mm; }"""

# Whatever a brief might ask for, a browser fetches nothing and runs nothing.
_CLOSED = (
    '<meta http-equiv="Content-Security-Policy" content="'
    "default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline'"
    '">'
)
_CHARSET = '<meta charset="utf-8">'


def too_long(pages: int) -> str:
    """Why a sheet could not be printed on its pages."""
    on = "1 page" if pages == 1 else f"{pages} pages"
    return f"does not fit on {on} even with the least in it; shorten its texts"


def picture(svg: Markup, sentence: str, width: float, name: str) -> Markup:
    """A chart as an image of its own: quicker to lay out than inline SVG, with the same look."""
    # The print stylesheet does not reach into it, which is why macros write colours and fonts.
    data = base64.b64encode(str(svg).strip().encode("utf-8")).decode("ascii")
    # The sentence is escaped, the rest is ours.
    return Markup(
        f'<img class="{name}" src="data:image/svg+xml;base64,{data}" '
        f'alt="{html.escape(sentence)}" style="width: {width:g}mm">'
    )


def _drawing(svg: Markup, _sentence: str, width: float, _name: str) -> Markup:
    """A chart in the page: an image of its own would not get our fonts from a browser."""
    return Markup(f'<div class="drawing" style="width: {width:g}mm">{str(svg).strip()}</div>')


def brief_html(page: PrintedPage, logo: str = "", drawn: Callable[..., Markup] = picture) -> str:
    """The brief's whole HTML, charts as `drawn`, for WeasyPrint; `logo` is a `data:` address."""
    return render(page, picture=drawn, logo=logo)


def brief_file(page: PrintedPage, logo: str = "") -> str:
    """The brief as one HTML file that holds all it needs: styles, fonts and charts."""
    whole = render(page, picture=_drawing, logo=logo)
    # Before the page's own style, which goes on from ours.
    style = _style() + (_LETTER_BROWSER if page.paper is Paper.LETTER else "")
    return whole.replace(_CHARSET, f"{_CHARSET}\n{_CLOSED}\n<style>{style}</style>", 1)


@cache
def _style() -> str:
    sheets = [(STATIC / name).read_text("utf-8") for name in ("brief.css", "brief-browser.css")]
    return re.sub(r"url\(font:([\w-]+)\.ttf\)", _font, "\n".join(sheets))


def _font(match: re.Match[str]) -> str:
    # The same font as in print/, packed for browsers.
    packed = (STATIC / "fonts" / f"{match[1]}.woff2").read_bytes()
    return f"url(data:font/woff2;base64,{base64.b64encode(packed).decode('ascii')})"
