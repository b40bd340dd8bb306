"""A response as the plain document that is kept of it, and back.

What is empty is left out. Knows no files; a document that is not ours raises what Python raises.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from app.core.response import Answer, Consent, Response, State, Talk
from app.core.survey import Perspective


def document(response: Response) -> dict[str, Any]:
    """A response as it is kept. Raises ValueError when an item is answered twice."""
    made: dict[str, Any] = {
        "relationship": response.relationship,
        "perspective": response.perspective.value,
        "respondent": response.respondent,
        "state": response.state.value,
        "language": response.language,
        "answers": {answer.item: answer.value for answer in response.answers},
        "consent": {a.item: a.consent for a in response.answers if a.consent},
    }
    if response.talk:
        made["talk"] = response.talk.value
    if response.day is not None:
        made["day"] = response.day.isoformat()
    if len(made["answers"]) != len(response.answers):
        raise ValueError("an item is answered twice")
    return made


def response_of(wave: str, kept: dict[str, Any]) -> Response:
    """The response of a document. Raises KeyError, ValueError, TypeError or AttributeError."""
    consent = kept["consent"]
    return Response(
        wave=wave,
        relationship=kept["relationship"],
        perspective=Perspective(kept["perspective"]),
        respondent=kept["respondent"],
        state=State(kept["state"]),
        language=kept["language"],
        answers=tuple(
            Answer(
                item=item,
                value=value,
                # Looked up only where something was chosen: of most answers nothing was.
                consent=Consent(consent[item]) if item in consent else Consent.UNSAID,
            )
            for item, value in kept["answers"].items()
        ),
        talk=Talk(kept.get("talk", "")),
        day=date.fromisoformat(kept["day"]) if "day" in kept else None,
    )
