"""Reading `surveys/*.toml`: each file laid over what it extends, then checked as a whole."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.core.survey import Survey
from app.files.models import is_slug
from app.files.reading import Problems, read_text, read_toml, suggestion, validated
from app.files.survey_model import Extension, SurveyFile, core_survey, merged


def read_surveys(folder: Path, problems: Problems) -> tuple[Survey, ...]:
    """All surveys of a folder that are right; the others are in `problems`."""
    raw: dict[str, dict[str, Any]] = {}
    for path in sorted(folder.glob("*.toml")) if folder.is_dir() else ():
        if not is_slug(path.stem):
            problems.add(path, "", "its name is no id", "use small letters, digits and hyphens")
            continue
        text = read_text(path, problems)
        data = None if text is None else read_toml(text, path, problems)
        if data is not None:
            raw[path.stem] = data
    surveys = []
    for survey_id in raw:
        path = folder / f"{survey_id}.toml"
        whole = _whole(survey_id, raw, path, problems)
        model = None if whole is None else validated(SurveyFile, whole, path, problems)
        survey = None if model is None else core_survey(survey_id, model, path, problems)
        if survey is not None:
            surveys.append(survey)
    return tuple(surveys)


def _whole(
    survey_id: str, raw: dict[str, dict[str, Any]], path: Path, problems: Problems
) -> dict[str, Any] | None:
    """A survey's data with everything it extends laid under it."""
    chain = [survey_id]
    while "extends" in raw[chain[-1]]:
        data = raw[chain[-1]]
        extension = {key: data[key] for key in ("extends", "drop") if key in data}
        if validated(Extension, extension, path, problems) is None:
            return None
        parent = data["extends"]
        if parent not in raw:
            problems.add(
                path, "extends", f"there is no survey {parent}", suggestion(parent, sorted(raw))
            )
            return None
        if parent in chain:
            problems.add(
                path,
                "extends",
                f"goes round in a circle: {' > '.join([*chain, parent])}",
                "let one of them stand alone",
            )
            return None
        chain.append(parent)
    whole = dict(raw[chain[-1]])
    for name in reversed(chain[:-1]):
        whole = merged(whole, raw[name])
    return whole
