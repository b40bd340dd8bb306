"""What of the files one relationship is judged by on a day, and how a reason is made of it.

Knows one relationship as its file states it today and who of it was asked. Knows no answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from app.core.attention import Input, Reason, ReasonKind, Source
from app.core.attention_answers import Told
from app.core.firm import Relationship

A_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What of the files one relationship is judged by, on a day."""

    relationship: Relationship
    asked: frozenset[str]
    """Ids of the contacts that this wave asked."""
    before_opened: date | None
    """The day the wave before opened; None for the first."""
    as_of: date

    @property
    def file(self) -> str:
        return f"content/relationships/{self.relationship.slug}.md"

    def source(self, entry: str) -> Source:
        return Source(file=self.file, entry=entry)


def one_reason(
    of: Input,
    kind: ReasonKind,
    points: int,
    sources: tuple[Source, ...],
    *,
    numbers: tuple[float, ...] = (),
    words: tuple[str, ...] = (),
    days: tuple[date, ...] = (),
) -> Told:
    """What one look gave: a single reason."""
    reason = Reason(
        input=of,
        kind=kind,
        points=points,
        sources=sources,
        numbers=numbers,
        words=words,
        days=days,
    )
    return Told(reasons=(reason,))
