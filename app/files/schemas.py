"""A JSON Schema for each kind of file, for editors that complete keys and underline mistakes.

Made from the same models that read the files. Knows shapes; what only several files together can
get wrong, `check` alone says.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from app.core.wave import Privacy
from app.errors import InputError, Problem
from app.files.attention_model import WeightsFile
from app.files.meeting_model import MeetingFile
from app.files.models import (
    FirmFile,
    GuideFile,
    LetterFile,
    PersonFile,
    RelationshipFile,
    WaveFile,
)
from app.files.survey_model import Extension, SurveyFile

FOLDER = ".schemas"
DRAFT = "https://json-schema.org/draft/2020-12/schema"
_KINDS: dict[str, tuple[type[BaseModel], str]] = {
    "firm": (FirmFile, "The front matter of content/firm.md"),
    "person": (PersonFile, "The front matter of content/people/<id>.md: one of our people"),
    "relationship": (RelationshipFile, "The front matter of content/relationships/<id>.md"),
    "wave": (WaveFile, "The front matter of content/waves/<id>.md: one round of asking"),
    "meeting": (
        MeetingFile,
        "The front matter of content/meetings/<relationship>-<day>.md: asked for, or held",
    ),
    "letter": (LetterFile, "The front matter of content/letters/<name>.md"),
    "guide": (GuideFile, "The front matter of content/guide/<name>.md"),
    "weights": (WeightsFile, "content/weights.toml: what each signal weighs"),
}
_EDITORS = f"""# Completion and checks in editors that know Taplo (Even Better TOML and others).
[[rule]]
include = ["surveys/*.toml"]
[rule.schema]
path = "{FOLDER}/survey.json"
enabled = true
[[rule]]
include = ["content/weights.toml"]
[rule.schema]
path = "{FOLDER}/weights.json"
enabled = true
"""


def schemas() -> dict[str, dict[str, Any]]:
    """The schema of each kind of file, by its name."""
    made = {
        kind: _titled(model.model_json_schema(by_alias=True), title)
        for kind, (model, title) in _KINDS.items()
    }
    wave = made["wave"]
    both = {"enum": [privacy.value for privacy in Privacy]}
    # One word is the rule of both sides.
    wave["properties"]["privacy"] = {"anyOf": [both, {"$ref": "#/$defs/PrivacyPair"}]}
    return made | {"survey": _survey()}


def write_schemas(root: Path) -> tuple[Path, ...]:
    """Writes the schemas below a site, and the file that tells editors; returns the paths.

    What an editor's own settings say is left alone. Raises InputError when it cannot be written.
    """
    written = []
    texts = {
        Path(FOLDER, f"{kind}.json"): json.dumps(schema, indent=1, ensure_ascii=False) + "\n"
        for kind, schema in schemas().items()
    }
    if not (root / ".taplo.toml").exists():
        texts[Path(".taplo.toml")] = _EDITORS
    try:
        for name, text in texts.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text, encoding="utf-8")
            written.append(root / name)
    except OSError as error:
        raise InputError(
            Problem(
                file=str(root / FOLDER),
                place="",
                what=f"cannot be written ({error.strerror})",
                remedy="make the folder writable, or leave --schemas out",
            )
        ) from error
    return tuple(written)


def _survey() -> dict[str, Any]:
    """A survey is whole, or it extends another and says only what differs."""
    whole = SurveyFile.model_json_schema(by_alias=True)
    extension = Extension.model_json_schema(by_alias=True)
    required = whole.pop("required")
    places = whole["properties"] | extension["properties"]
    # An item of an extension gives its id and what differs, so that only `check` knows what lacks.
    definitions = {
        name: {**shape, "required": [key for key in shape.get("required", ()) if key == "id"]}
        for name, shape in whole["$defs"].items()
        if "properties" in shape
    }
    # Read before the models see it, when one survey's data is laid over another's.
    item = definitions["ItemEntry"]["properties"]
    item["replaces"] = {**item["id"], "title": "Replaces"}
    return _titled(
        whole
        | {
            "properties": places,
            "$defs": whole["$defs"] | extension.get("$defs", {}) | definitions,
            "anyOf": [{"required": ["extends"]}, {"required": required}],
        },
        "surveys/<id>.toml: both forms of one survey, or what differs from another",
    )


def _titled(schema: dict[str, Any], title: str) -> dict[str, Any]:
    return {"$schema": DRAFT, **schema, "title": title}
