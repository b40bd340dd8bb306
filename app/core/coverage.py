"""Who was heard: by part that contacts play, and by value, over all relationships of a list.

Of a confidential wave a part is counted only where enough people of two relationships have it, and
relationships whose answers are withheld stay out: nobody can be told from a count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import fsum

from app.core.firm import ContactRole


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleHeard:
    role: ContactRole
    asked: int
    answered: int | None
    """None where it could show who answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One relationship, for coverage."""

    relationship: str
    heard: bool
    """Somebody there has answered."""
    revenue: float | None
    """Last value written down, in the firm's currency; None where there is none."""
    roles: Mapping[ContactRole, tuple[int, int | None]]
    """Part → (asked, answered); without a count where its answers are confidential."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    relationships: int
    heard: int
    revenue_share: float | None
    """Of the revenue that is known, what belongs to those heard, 0 to 1; None without any."""
    revenue_known: int
    """Relationships with revenue written down."""
    roles: tuple[RoleHeard, ...]


def coverage(rows: Iterable[Heard]) -> Coverage:
    """Coverage over a list's relationships."""
    listed = tuple(rows)
    known = [row for row in listed if row.revenue is not None and row.revenue > 0.0]
    whole = fsum(row.revenue or 0.0 for row in known)
    return Coverage(
        relationships=len(listed),
        heard=sum(1 for row in listed if row.heard),
        revenue_share=fsum(row.revenue or 0.0 for row in known if row.heard) / whole
        if whole > 0.0
        else None,
        revenue_known=len(known),
        roles=tuple(heard for role in ContactRole if (heard := _role(role, listed)) is not None),
    )


def _role(role: ContactRole, rows: tuple[Heard, ...]) -> RoleHeard | None:
    counted = [row.roles[role] for row in rows if role in row.roles]
    if not counted:
        return None
    known = [answered for _, answered in counted if answered is not None]
    return RoleHeard(
        role=role,
        asked=sum(asked for asked, _ in counted),
        # A sum over the rest would be set against all, and give the others away.
        answered=sum(known) if len(known) == len(counted) else None,
    )
