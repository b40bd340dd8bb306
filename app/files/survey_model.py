"""The shape of `surveys/*.toml` and the turn into a core Survey.

Knows one survey's own rules (ids, factors, scales); which kinds use it is the wave's matter.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from pydantic import Field

from app.core.survey import Factor, Form, Item, Role, Scale, Survey, TextTopic, Translation
from app.files.problems import Problems, suggestion
from app.files.reading import Strict
from app.files.words import Id, Language, Line, Phrase, Slug, Whole, Words, YesNo, text


class ScaleEntry(Strict):
    minimum: Whole = Field(ge=-100, le=100)
    maximum: Whole = Field(ge=-100, le=100)
    averaged: YesNo = True
    labels: dict[str, Words] = Field(default={})

    def core(self, scale_id: str) -> Scale:
        return Scale(
            id=scale_id,
            minimum=self.minimum,
            maximum=self.maximum,
            averaged=self.averaged,
            labels=tuple((int(point), text(words)) for point, words in self.labels.items()),
        )


class FactorEntry(Strict):
    name: Words = Field(min_length=1)


class ItemEntry(Strict):
    id: Id
    role: Role = Role.CORE
    factor: Id | None = None
    scale: Id | None = None
    topic: TextTopic | None = None
    forms: tuple[Form, ...] = (Form.ANNUAL, Form.LONG)
    reversed: YesNo = False
    pressure: YesNo = False
    they: Words | None = None
    we: Words | Literal["same"] | None = None


class HeadEntry(Strict):
    they: Words
    we: Words


class TranslationEntry(Strict):
    drafted: Phrase
    reviewed: Line = ""


class SurveyFile(Strict):
    """A whole survey, after what it extends has been laid under it."""

    title: Words = Field(min_length=1)
    head: HeadEntry
    escape: Words = Field(min_length=1)
    min_answered: Whole = Field(ge=1)
    min_factors: Whole = Field(default=1, ge=1)
    scales: dict[Id, ScaleEntry]
    factors: dict[Id, FactorEntry] = Field(min_length=1)
    items: tuple[ItemEntry, ...] = Field(min_length=1)
    translations: dict[Language, TranslationEntry] = Field(default={})


class Extension(Strict):
    """The keys that only a file with `extends` has."""

    extends: Slug
    drop: tuple[Id, ...] = ()


def core_survey(survey_id: str, file: SurveyFile, path: Path, problems: Problems) -> Survey | None:
    """The survey as a core object, or None and what is wrong with it."""
    before = len(problems.found)
    scales = {name: _scale(name, entry, path, problems) for name, entry in file.scales.items()}
    for place, ids in (("factors", file.factors), ("scales", file.scales)):
        _alike(place, ids, path, problems)
    items = tuple(_item(entry, file, scales, path, problems) for entry in file.items)
    _check_items(items, file, path, problems)
    if len(problems.found) > before:
        return None
    survey = Survey(
        id=survey_id,
        title=text(file.title),
        head_they=text(file.head.they),
        head_we=text(file.head.we),
        escape=text(file.escape),
        factors=tuple(Factor(id=i, name=text(entry.name)) for i, entry in file.factors.items()),
        items=items,
        min_answered=file.min_answered,
        min_factors=file.min_factors,
        version=_version(file),
        translations=tuple(
            Translation(language=language, drafted=entry.drafted, reviewed=entry.reviewed)
            for language, entry in file.translations.items()
        ),
    )
    for factor in survey.factors:
        core = survey.core_items(factor.id)
        place = f"factors {factor.id}"
        if len(core) < file.min_answered:
            problems.add(
                path,
                place,
                f"has {len(core)} core items and min_answered is {file.min_answered}",
                "add items, or lower min_answered",
            )
        if len({(i.scale.minimum, i.scale.maximum) for i in core if i.scale}) > 1:
            problems.add(path, place, "its core items are on different scales", "use one scale")
    if file.min_factors > len(survey.factors):
        problems.add(path, "min_factors", "is more than there are factors", "lower it")
    return survey if len(problems.found) == before else None


def _alike(place: str, ids: Iterable[str], path: Path, problems: Problems) -> None:
    seen: dict[str, str] = {}
    for name in ids:
        twin = seen.setdefault(name.casefold(), name)
        if twin != name:
            what = f"is {twin} once more (capitals do not tell ids apart)"
            problems.add(path, f"{place} {name}", what, "rename one of the two")


def _version(file: SurveyFile) -> str:
    # Who translated is no word of the survey, and a review must not look like another version.
    data = file.model_dump(mode="json", exclude={"translations"})
    words = json.dumps(data, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(words.encode("utf-8")).hexdigest()[:12]


def _scale(name: str, entry: ScaleEntry, path: Path, problems: Problems) -> Scale:
    place = f"scales {name}"
    points = {str(point) for point in range(entry.minimum, entry.maximum + 1)}
    if not 1 <= entry.maximum - entry.minimum <= 100:
        problems.add(
            path,
            place,
            "has no points between minimum and maximum",
            "give a minimum below its maximum, at most 100 apart",
        )
    wrong = sorted(set(entry.labels) - points)
    for label in wrong:
        problems.add(
            path,
            place,
            f"label {label} is no point of the scale",
            f"points run from {entry.minimum} to {entry.maximum}",
        )
    kept = entry.model_copy(
        update={"labels": {k: v for k, v in entry.labels.items() if k not in wrong}}
    )
    return kept.core(name)


def _item(
    entry: ItemEntry, file: SurveyFile, scales: dict[str, Scale], path: Path, problems: Problems
) -> Item:
    place = f"items {entry.id}"
    scale = scales.get(entry.scale) if entry.scale else None
    if entry.scale and scale is None:
        problems.add(
            path, place, f"unknown scale {entry.scale}", suggestion(entry.scale, sorted(scales))
        )
    if entry.factor and entry.factor not in file.factors:
        problems.add(
            path,
            place,
            f"unknown factor {entry.factor}",
            suggestion(entry.factor, sorted(file.factors)),
        )
    if entry.we == "same" and entry.they is None:
        problems.add(path, place, 'we = "same" has no they to be the same as', "add they")
    we = entry.they if entry.we == "same" else entry.we
    return Item(
        id=entry.id,
        role=entry.role,
        they=text(entry.they) if entry.they else None,
        we=text(we) if isinstance(we, dict) and we else None,
        scale=scale,
        factor=entry.factor,
        topic=entry.topic,
        forms=entry.forms,
        reversed=entry.reversed,
        pressure=entry.pressure,
    )


_IN_FACTOR = (Role.CORE, Role.EXTRA, Role.EXPECTATION)


def _check_items(items: tuple[Item, ...], file: SurveyFile, path: Path, problems: Problems) -> None:
    seen: set[str] = set()
    for entry, item in zip(file.items, items, strict=True):
        place = f"items {item.id}"
        if item.id.casefold() in seen:
            problems.add(
                path,
                place,
                "stands twice (capitals do not tell ids apart)",
                "give each item an id of its own",
            )
        seen.add(item.id.casefold())
        if item.they is None and item.we is None:
            problems.add(path, place, "asks nobody", "give it they, we or both")
        if item.role in _IN_FACTOR and item.factor is None:
            problems.add(path, place, f"is {item.role} and has no factor", "add factor")
        if item.role is Role.TEXT and (entry.scale or item.topic is None):
            problems.add(
                path, place, "an open text has a topic and no scale", "add topic, take scale out"
            )
        if item.role is not Role.TEXT and entry.scale is None:
            problems.add(path, place, "has no scale", "add scale")
        if item.role is Role.CORE and item.scale is not None and not item.scale.averaged:
            problems.add(
                path,
                place,
                "is core on a scale that has no mean",
                "use a scale with averaged = true",
            )
        if item.role is Role.EXPECTATION and item.they is not None:
            problems.add(path, place, "an expectation is ours alone", "take they out")
