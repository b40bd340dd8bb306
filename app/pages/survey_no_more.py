"""What somebody reads who does not want to be asked again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from app.pages.survey_page import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class NoMorePage:
    template: ClassVar[str] = "survey_no_more.html"

    reader: Reader
    said: bool
    """It is noted already."""
    address: str
    """Where it is said, and taken back."""
    link: str
    """Where they answer."""
    privacy_contact: str
