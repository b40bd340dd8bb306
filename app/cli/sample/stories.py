"""The stories beside this module: what the two sides of each relationship think in a wave.

A story is written on 0–10 in the order of FACTORS, whatever points its survey has. Knows the
sample firm's slugs; knows nothing of how answers are made, kept or shown.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from app.core.firm import Relationship
from app.core.response import Consent, Talk
from app.core.survey import Item, Survey, Text
from app.files.site import SiteFiles

FACTORS = ("respect", "trust", "cooperation", "transparency")
_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Words of one respondent."""

    by: str
    """Id of a contact, or slug of a person of ours."""
    item: str
    text: str
    consent: Consent = Consent.UNSAID


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One relationship in one wave. Levels are means on 0–10."""

    they: tuple[float, ...]
    we: tuple[float, ...]
    expected: tuple[float, ...]
    parts: tuple[float, float] = (8.0, 7.5)
    """The firm's part and the counterpart's own part, as the counterpart sees them."""
    often: float = 5.0
    """How often they hear from each other: 0 too rarely, 10 too often."""
    silent: tuple[str, ...] = ()
    """Who does not answer, on either side."""
    lean: Mapping[str, float] = field(default_factory=dict)
    """Points by which one respondent differs from the rest of their side."""
    their: Mapping[str, float] = field(default_factory=dict)
    """Single questions whose level at the counterpart is another than the story's."""
    never_came_up: tuple[str, ...] = ()
    """Factors that nobody there could judge."""
    all_at_the_top: bool = False
    """Everyone there chose the highest point everywhere."""
    words: tuple[Said, ...] = ()
    talk: Mapping[str, Talk] = field(default_factory=dict)
    """Who would like to talk, and with whom."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Then:
    """What a relationship's file said when the wave opened, where it says something else today."""

    name: str = ""
    lead: str = ""
    dispute: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveStories:
    """One file: a story for every relationship that the wave asks."""

    stories: Mapping[str, Story]
    then: Mapping[str, Then]
    """By slug."""
    wording: Mapping[str, tuple[str, str]]
    """Item id → the words of both forms as they were then."""


def stories_of(wave_id: str) -> WaveStories:
    """The stories of one wave of the sample firm."""
    data = tomllib.loads((_FOLDER / f"{wave_id}.toml").read_text("utf-8"))
    return WaveStories(
        then={slug: Then(**table) for slug, table in data.pop("then", {}).items()},
        wording={i: (said["they"], said["we"]) for i, said in data.pop("wording", {}).items()},
        stories={slug: _story(table) for slug, table in data.items()},
    )


def _story(table: dict[str, Any]) -> Story:
    words = tuple(
        Said(**{**said, "consent": Consent(said.get("consent", ""))})
        for said in table.pop("words", ())
    )
    talk = {who: Talk(said) for who, said in table.pop("talk", {}).items()}
    told: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in table.items()
    }
    return Story(**told, words=words, talk=talk)


def as_it_stood(files: SiteFiles, wave_id: str) -> SiteFiles:
    """The firm's files as they read when the wave was opened, years before today's."""
    told = stories_of(wave_id)
    return replace(
        files,
        relationships=tuple(_then(r, told.then.get(r.slug)) for r in files.relationships),
        surveys=tuple(_worded(survey, told.wording, wave_id) for survey in files.surveys),
    )


def _then(relationship: Relationship, then: Then | None) -> Relationship:
    if then is None:
        return relationship
    return replace(
        relationship,
        name=then.name or relationship.name,
        lead=then.lead or relationship.lead,
        dispute=relationship.dispute if then.dispute is None else then.dispute,
    )


def _worded(survey: Survey, wording: Mapping[str, tuple[str, str]], wave_id: str) -> Survey:
    """The survey in the words of that year; another version where some differ."""
    if not wording:
        return survey
    items = tuple(
        _reworded(item, *wording[item.id]) if item.id in wording else item for item in survey.items
    )
    return replace(survey, items=items, version=f"{survey.version}-{wave_id}")


def _reworded(item: Item, they: str, we: str) -> Item:
    return replace(item, they=Text((("en", they),)), we=Text((("en", we),)))
