"""The one Jinja environment, and the pairing of page dataclasses with their templates.

A page dataclass names its template and holds all of the template's context as `page`. Undefined
names are errors and everything is escaped; templates loop, test for emptiness and call macros.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import ClassVar, Protocol

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.pages.catalogues import translations

PAGES = Path(__file__).resolve().parent
TEMPLATES = PAGES / "templates"
STATIC = PAGES / "static"


class Page(Protocol):
    """What every page dataclass has: the site's, the survey's and the brief's."""

    template: ClassVar[str]


@cache
def environment(language: str) -> Environment:
    """Templates with strict names and autoescape, their words in a language of the catalogues."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_translations(  # type: ignore[attr-defined]
        translations(language), newstyle=True
    )
    return made


def render(page: Page, language: str = "en", **names: object) -> str:
    """The page's HTML. `names` are functions that only a running app has, such as `url_for`."""
    return environment(language).get_template(page.template).render(page=page, **names)
