"""The one Jinja environment, and the pairing of page dataclasses with their templates.

A page dataclass names its template and holds all of the template's context as `page`. Undefined
names are errors and everything is escaped; templates loop, test for emptiness and call macros.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache, partial
from importlib.metadata import version
from importlib.util import cache_from_source
from pathlib import Path
from typing import ClassVar, Protocol, cast

from jinja2 import (
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    pass_context,
)
from jinja2.bccache import Bucket
from jinja2.runtime import Context

from app.pages.catalogues import translations
from app.pages.escaping import EscapingGenerator, escaped
from app.pages.locale import apart, right_to_left

PAGES = Path(__file__).resolve().parent
TEMPLATES = PAGES / "templates"
STATIC = PAGES / "static"


Said = Callable[..., str]
"""What says a message of a catalogue."""


class Page(Protocol):
    """What every page dataclass has: the site's, the survey's and the brief's."""

    template: ClassVar[str]


class _Templates(Environment):
    code_generator_class = EscapingGenerator
    escaped = staticmethod(escaped)


class _BesideOurs(FileSystemBytecodeCache):
    """Compiled templates, where Python keeps our compiled modules: no less is needed to put
    something there than to change the program.
    """

    def __init__(self) -> None:
        folder = Path(cache_from_source(__file__)).parent
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
        super().__init__(str(folder), "template-%s.cache")

    def get_source_checksum(self, source: str) -> str:
        """Of the template and of whatever compiled it: another compiler compiles it anew."""
        return super().get_source_checksum(source + _compiler())

    def load_bytecode(self, bucket: Bucket) -> None:
        try:
            super().load_bytecode(bucket)
        except Exception:  # noqa: BLE001 - a cut or foreign file breaks in any way, and only costs time
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        # Where nothing may be written, or the disk is full, each process compiles for itself.
        with suppress(OSError):
            super().dump_bytecode(bucket)


@cache
def _compiler() -> str:
    ours = (PAGES / name for name in ("escaping.py", "environment.py"))
    return "\n".join((version("jinja2"), *(path.read_text(encoding="utf-8") for path in ours)))


@cache
def environment(language: str) -> Environment:
    """Templates with strict names and autoescape, their words in a language of the catalogues."""
    made = _Templates(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        auto_reload=False,
        bytecode_cache=None if sys.dont_write_bytecode else _BesideOurs(),
    )
    made.install_gettext_translations(  # type: ignore[attr-defined]
        translations(language), newstyle=True
    )
    for name in ("gettext", "ngettext"):
        made.globals[name] = _filled_apart(cast(Said, made.globals[name]), language)
    made.globals["apart"] = partial(apart, language=language)
    return made


def _filled_apart(gettext: Said, language: str) -> Said:
    """The same, with what is put into a sentence keeping its own way in it."""
    if not right_to_left(language):
        return gettext

    @pass_context
    def filled(context: Context, *message: object, **values: object) -> str:
        kept = {k: apart(v, language) if isinstance(v, str) else v for k, v in values.items()}
        return gettext(context, *message, **kept)

    return filled


def render(page: Page, language: str = "en", **names: object) -> str:
    """The page's HTML. `names` are functions that only a running app has, such as `url_for`."""
    return environment(language).get_template(page.template).render(page=page, **names)
