"""Everyone's answers as they stood when they were first asked for, read and understood once.

A build looks at all of them for its reviews, for the page of where the surveys stand and for the
words that may stand nowhere: all of these see the same. Must not be kept longer than one build.
"""

from __future__ import annotations

from pathlib import Path

from app.core.response import Response
from app.store.answers import AnswerStore


class AnswersOnce:
    """The answers of all waves below one `instance/` folder, as one moment has them."""

    def __init__(self, instance: Path) -> None:
        self._store = AnswerStore(instance)
        self._history: dict[str, tuple[Response, ...]] = {}

    def history(self, wave: str) -> tuple[Response, ...]:
        """Every version of everyone's response, in the order they came. Raises StoreError."""
        found = self._history.get(wave)
        if found is None:
            found = self._history[wave] = tuple(self._store.history(wave))
        return found

    def responses(self, wave: str) -> tuple[Response, ...]:
        """The latest version of everyone's response, sorted by key. Raises StoreError."""
        latest = {response.key: response for response in self.history(wave)}
        return tuple(latest[key] for key in sorted(latest))
