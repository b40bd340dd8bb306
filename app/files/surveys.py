"""Reading `surveys/*.toml`: each file laid over what it extends, then checked as a whole."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.core.survey import Survey
from app.files.entries import files_of
from app.files.laid_over import merged
from app.files.problems import Problems, suggestion
from app.files.raw import read_text
from app.files.reading import read_toml, validated
from app.files.survey_model import Extension, SurveyFile, core_survey


def read_surveys(folder: Path, problems: Problems) -> tuple[Survey, ...]:
    """All surveys of a folder that are right; the others are in `problems`."""
    raw: dict[str, dict[str, Any]] = {}
    for path in files_of(folder, ".toml", problems):
        text = read_text(path, problems)
        data = None if text is None else read_toml(text, path, problems)
        if data is not None:
            raw[path.stem] = data
    surveys = []
    told: dict[str, set[tuple[str, str]]] = {}
    for survey_id in sorted(raw, key=lambda name: _depth(name, raw)):
        path = folder / f"{survey_id}.toml"
        own = Problems(problems.root)
        whole = _whole(survey_id, raw, path, own)
        model = None if whole is None else validated(SurveyFile, whole, path, own)
        survey = None if model is None else core_survey(survey_id, model, path, own)
        if survey is not None:
            surveys.append(survey)
        told[survey_id] = {(problem.place, problem.what) for problem in own.found}
        # What comes down from the survey it extends is told there, once.
        inherited = told.get(str(raw[survey_id].get("extends")), set())
        problems.found += [p for p in own.found if (p.place, p.what) not in inherited]
    return tuple(sorted(surveys, key=lambda survey: survey.id))


def _depth(survey_id: str, raw: dict[str, dict[str, Any]]) -> tuple[int, str]:
    """How many surveys one stands on, so that parents are read before their children."""
    seen = [survey_id]
    while True:
        parent = raw[seen[-1]].get("extends")
        if not isinstance(parent, str) or parent not in raw or parent in seen:
            break
        seen.append(parent)
    return len(seen), survey_id


def _whole(
    survey_id: str, raw: dict[str, dict[str, Any]], path: Path, problems: Problems
) -> dict[str, Any] | None:
    """A survey's data with everything it extends laid under it."""
    chain = [survey_id]
    while "extends" in raw[chain[-1]]:
        data = raw[chain[-1]]
        at = path.with_name(f"{chain[-1]}.toml")
        extension = {key: data[key] for key in ("extends", "drop") if key in data}
        if validated(Extension, extension, at, problems) is None:
            return None
        parent = data["extends"].strip()
        if parent not in raw:
            problems.add(
                at, "extends", f"there is no survey {parent}", suggestion(parent, sorted(raw))
            )
            return None
        if parent in chain:
            problems.add(
                at,
                "extends",
                f"goes round in a circle: {' > '.join([*chain, parent])}",
                "let one of them stand alone",
            )
            return None
        chain.append(parent)
    if len(chain) == 1:
        return raw[survey_id]
    # The last of the chain stands alone: its own reading tells what is wrong with it, once.
    unsaid = Problems(problems.root)
    right = [
        _can_be_laid(
            raw[name],
            path.with_name(f"{name}.toml"),
            unsaid if name == chain[-1] else problems,
        )
        for name in chain
    ]
    if not all(right):
        return None
    whole = dict(raw[chain[-1]])
    for name in reversed(chain[:-1]):
        known = sorted(item["id"] for item in whole.get("items", ()))
        for dropped in raw[name].get("drop", ()):
            if dropped not in known:
                what = f"there is no item {dropped} to drop"
                problems.add(
                    path.with_name(f"{name}.toml"), "drop", what, suggestion(dropped, known)
                )
        _check_replaced(raw[name], known, path.with_name(f"{name}.toml"), problems)
        whole = merged(whole, raw[name])
    return whole


def _check_replaced(
    child: dict[str, Any], known: list[str], path: Path, problems: Problems
) -> None:
    """Whether each `replaces` names an item that is there, and brings an id that is not."""
    for item in child.get("items", ()):
        replaced, place = item.get("replaces"), f"items {item['id']}"
        if replaced is None:
            continue
        if replaced not in known:
            what = f"there is no item {replaced} to replace"
            problems.add(path, f"{place}, replaces", what, suggestion(str(replaced), known))
        elif item["id"] in known:
            problems.add(
                path,
                f"{place}, replaces",
                "has the id of a question that is asked already",
                "give it an id of its own; to change a question's words, take replaces out",
            )


def _can_be_laid(data: dict[str, Any], path: Path, problems: Problems) -> bool:
    """Whether items can be found by their ids; a lost or doubled one would vanish unseen."""
    items = data.get("items", [])
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        problems.add(path, "items", "is no list of tables", "begin each item with [[items]]")
        return False
    seen: set[str] = set()
    right = True
    for number, item in enumerate(items, start=1):
        name = item.get("id")
        if not isinstance(name, str):
            problems.add(path, f"items {number}, id", "is missing or no text", 'add id = "..."')
            right = False
        elif name in seen:
            remedy = "give each item an id of its own"
            problems.add(path, f"items {name}", "stands twice", remedy)
            right = False
        else:
            seen.add(name)
    return right
