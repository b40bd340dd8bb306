"""Responses in TinyDB, one file a wave. Every version is kept; the last one counts.

`save` returns when the answer is on disk, and not before. Knows documents and keys; knows no
scores and no forms.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any
from uuid import uuid4

from tinydb import TinyDB

from app.core.response import Answer, Consent, Response, State
from app.core.survey import Perspective
from app.errors import StoreDamaged
from app.store.disk import locked
from app.store.storage import AtomicStorage

Key = tuple[str, Perspective, str]
"""Relationship, perspective, respondent."""


class AnswerStore:
    """The answers of all waves below one `instance/` folder."""

    def __init__(self, instance: Path) -> None:
        self.folder = instance / "answers"

    def save(self, response: Response) -> None:
        """Keeps one response; on disk when this returns. Raises StoreError otherwise."""
        self.save_all(response.wave, (response,))

    def save_all(self, wave: str, responses: Iterable[Response]) -> None:
        """Keeps all of them or none, in one atomic write."""
        documents = [_document(response) for response in responses]
        path = self._path(wave)
        with locked(path), TinyDB(storage=AtomicStorage, path=path) as database:
            database.table("responses").insert_multiple(documents)

    def responses(self, wave: str) -> tuple[Response, ...]:
        """The latest version of everyone's response, sorted by key."""
        latest = {response.key: response for response in self._versions(wave)}
        return tuple(latest[key] for key in sorted(latest))

    def find(self, wave: str, key: Key) -> Response | None:
        """The latest version of one respondent's response."""
        found = None
        for response in self._versions(wave):
            if response.key == key:
                found = response
        return found

    def _versions(self, wave: str) -> list[Response]:
        path = self._path(wave)
        # Replacement is atomic, so a reader needs no lock: it finds one whole file.
        with TinyDB(storage=AtomicStorage, path=path) as database:
            documents = database.table("responses").all()
        try:
            return [_response(document) for document in documents]
        except (KeyError, ValueError, TypeError) as error:
            # Not the error's own words: they may hold what somebody answered.
            raise StoreDamaged(
                f"{path}: holds a response that cannot be read; put a backup in its place"
            ) from error

    def _path(self, wave: str) -> Path:
        return self.folder / f"{wave}.json"


def _document(response: Response) -> dict[str, Any]:
    return {
        "id": uuid4().hex,
        "wave": response.wave,
        "relationship": response.relationship,
        "perspective": response.perspective.value,
        "respondent": response.respondent,
        "state": response.state.value,
        "language": response.language,
        "answers": [
            {"item": answer.item, "value": answer.value, "consent": answer.consent.value}
            for answer in response.answers
        ],
    }


def _response(document: Any) -> Response:
    return Response(
        wave=document["wave"],
        relationship=document["relationship"],
        perspective=Perspective(document["perspective"]),
        respondent=document["respondent"],
        state=State(document["state"]),
        language=document["language"],
        answers=tuple(
            Answer(item=a["item"], value=a["value"], consent=Consent(a["consent"]))
            for a in document["answers"]
        ),
    )
