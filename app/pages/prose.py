"""The firm's Markdown as safe HTML, with an allow-list of its own. Never for respondents' words.

What comes out has paragraphs, headings, lists, quotes, emphasis and links that a reader may follow
by a click; nothing that runs, loads, or looks like the page around it.
"""

from __future__ import annotations

import re
import threading
from functools import lru_cache

import nh3
from markdown import Markdown
from markupsafe import Markup, escape

from app.files.prose import unfit

_TAGS = {"p", "strong", "em", "ul", "ol", "li", "h2", "h3", "blockquote", "br", "hr", "a"}
_SCHEMES = {"http", "https", "mailto"}


def to_html(text: str) -> Markup:
    """A text as HTML. One that the loader would refuse (the note of a wave opened before there
    were bounds) stands as plain paragraphs, whole and unformatted, and the parser never sees it.
    """
    if unfit(text) is not None:
        return plain(text)
    try:
        return _clean(text)
    except RecursionError:  # nesting that the bounds did not foresee
        _HELD.__dict__.pop("parser", None)  # which stands in the middle of it
        return plain(text)


@lru_cache(maxsize=1024)
def _clean(text: str) -> Markup:
    html = _parser().reset().convert(text)
    clean = nh3.clean(
        html,
        tags=_TAGS,
        clean_content_tags={"script", "style"},
        # Without its own entry a title and a language would be let through on everything.
        attributes={"a": {"href"}, "*": set()},
        url_schemes=_SCHEMES,
        link_rel="noopener noreferrer",
    )
    # An address without a scheme would lead to a file beside the page, which is not the firm's.
    return Markup(re.sub(r'<a href="(?!https?:|mailto:)[^"]*"', "<a", clean, flags=re.IGNORECASE))


_HELD = threading.local()


def _parser() -> Markdown:
    """This thread's own: it takes longer to make one than to read a text."""
    if not hasattr(_HELD, "parser"):
        _HELD.parser = Markdown(output_format="html")
    parser: Markdown = _HELD.parser
    return parser


def plain(text: str) -> Markup:
    """A text as paragraphs of nothing but its characters."""
    paragraphs = [part.strip() for part in re.split(r"\n\s*\n", text)]
    return Markup("\n").join(Markup("<p>{}</p>").format(escape(p)) for p in paragraphs if p)
