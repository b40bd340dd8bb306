"""The record of warnings: what was said of a relationship on a day, and what came of it.

A warning is written once and never changed. What came of it is read off the files of a later day.
Knows bands and kinds as words, so that a record outlives the rules that wrote it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.core.firm import Relationship
from app.core.signs import SignKind
from app.core.weights import Weights

A_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True, kw_only=True)
class Warned:
    """What stood in the list of a wave on the day it was first built."""

    wave: str
    relationship: str
    day: date
    band: str
    """A band, or the list apart in which it stood."""
    points: int
    reasons: tuple[str, ...]
    """Kinds, at most three, those with the most points first."""


class Outcome(StrEnum):
    """What happened within a year of the warning, the gravest first."""

    ENDED = "ended"
    ESCALATED = "escalated"
    VALUE_FELL = "value fell"
    STAYED = "stayed"
    TOO_EARLY = "too early"
    """Nothing so far, and the year is not over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeRow:
    """All warnings of one band: how many, and what came of them."""

    band: str
    warned: int
    counts: tuple[tuple[Outcome, int], ...]
    """Every outcome, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WarnedRow:
    """One warning that came true, or one loss without a warning."""

    warned: Warned
    name: str
    outcome: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcomes:
    rows: tuple[OutcomeRow, ...] = ()
    known: tuple[WarnedRow, ...] = ()
    """Those of whom something other than staying is known, newest first."""


def outcome(warned: Warned, now: Relationship | None, as_of: date, weights: Weights) -> Outcome:
    """What came of one warning by the day `as_of`.

    Value fell: the calendar year after the warning is over and its value, as the file has it, is
    below that of the warning's year by `value_fell_by` per cent or more. TOO_EARLY where the file
    is gone.
    """
    if now is None:
        return Outcome.TOO_EARLY
    until = min(as_of, warned.day + A_YEAR)
    if now.ended is not None and warned.day < now.ended <= until:
        return Outcome.ENDED
    if any(
        sign.what is SignKind.ESCALATED and sign.yes and warned.day < sign.on <= until
        for sign in now.signs
    ):
        return Outcome.ESCALATED
    year = warned.day.year
    values = {entry.year: entry.value for entry in now.figures}
    before, after = values.get(year), values.get(year + 1)
    over = as_of.year > year + 1 and (before or 0.0) > 0.0 and after is not None
    if over and (after or 0.0) <= (before or 0.0) * (1 - weights.value_fell_by / 100):
        return Outcome.VALUE_FELL
    return Outcome.STAYED if as_of > warned.day + A_YEAR else Outcome.TOO_EARLY


def outcomes(
    record: Iterable[Warned],
    relationships: Mapping[str, Relationship],
    as_of: date,
    weights: Weights,
    bands: tuple[str, ...],
) -> Outcomes:
    """The record against what happened: a row a band in the order given, and the known ones."""
    now = {old: r for r in relationships.values() for old in r.formerly} | dict(relationships)
    came = [
        (warned, outcome(warned, now.get(warned.relationship), as_of, weights))
        for warned in sorted(record, key=lambda w: (w.day, w.wave, w.relationship))
        if warned.day <= as_of
    ]
    rows = []
    for band in bands:
        of_band = [found for warned, found in came if warned.band == band]
        if of_band:
            counts = tuple((kind, of_band.count(kind)) for kind in Outcome)
            rows.append(OutcomeRow(band=band, warned=len(of_band), counts=counts))
    grave = (Outcome.ENDED, Outcome.ESCALATED, Outcome.VALUE_FELL)
    return Outcomes(
        rows=tuple(rows),
        known=tuple(
            WarnedRow(warned=warned, name=now[warned.relationship].name, outcome=found)
            for warned, found in reversed(came)
            if found in grave
        ),
    )
