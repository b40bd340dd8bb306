"""The shape of what a firm writes for "whom to meet first": signs, themes, and the weights.

Keys as the firm writes them, and their turn into core objects. Each entry alone; what only several
files together can get wrong stands in `crosscheck_attention`.
"""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, Field, create_model

from app.core.signs import Sign, SignKind, Theme
from app.core.weights import DEFAULTS, Weights, out_of_order
from app.files.problems import Problems
from app.files.raw import read_text
from app.files.reading import Strict, read_toml, validated
from app.files.words import Day, Line, Slug, Whole, YesNo

WEIGHTS = "weights.toml"
_MOST_POINTS = 100
_NUMBER = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]
_WHOLE = Annotated[Whole, Field(ge=0, le=_MOST_POINTS)]


def _tag(value: str) -> str:
    if len(value) > 80:
        raise ValueError(f"has {len(value)} characters; a tag is a word or two, at most 80")
    return value


class SignEntry(Strict):
    what: SignKind
    on: Day
    yes: YesNo = True

    def core(self) -> Sign:
        return Sign(**self.model_dump())


class ThemeEntry(Strict):
    wave: Slug
    tag: Annotated[Line, AfterValidator(_tag)] = ""
    item: Annotated[Line, AfterValidator(_tag)] = ""

    def core(self) -> Theme:
        return Theme(**self.model_dump())


def _keys() -> dict[str, Any]:
    """One definition: the keys are those of the core's weights, each with its default."""
    return {
        field.name: (
            _WHOLE if isinstance(getattr(DEFAULTS, field.name), int) else _NUMBER,
            getattr(DEFAULTS, field.name),
        )
        for field in fields(Weights)
    }


WeightsFile: type[Strict] = create_model("WeightsFile", __base__=Strict, **_keys())
"""`content/weights.toml`."""


def read_weights(path: Path, problems: Problems) -> Weights:
    """The firm's weights; the defaults where there is no file, or where it has problems."""
    if not (path.exists() or path.is_symlink()):
        return DEFAULTS
    text = read_text(path, problems)
    data = None if text is None else read_toml(text, path, problems)
    model = None if data is None else validated(WeightsFile, data, path, problems)
    if model is None:
        return DEFAULTS
    weights = Weights(**model.model_dump())
    for small, large in out_of_order(weights):
        what = f"is more than {large} ({getattr(weights, small)} and {getattr(weights, large)})"
        problems.add(path, small, what, "correct one of the two")
    return weights
