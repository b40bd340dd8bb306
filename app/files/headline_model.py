"""The shape of a headline that a firm writes over a wave's review itself."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator

from app.core.firm import Headline
from app.files.reading import Strict
from app.files.words import Phrase, Slug

LONGEST = 140
"""Characters: two lines of the brief."""


def _short(value: str) -> str:
    if len(value) > LONGEST:
        raise ValueError(f"has {len(value)} characters; a headline has at most {LONGEST}")
    return value


class HeadlineEntry(Strict):
    wave: Slug
    says: Annotated[Phrase, AfterValidator(_short)]

    def core(self) -> Headline:
        return Headline(**self.model_dump())
