"""Beside the meeting list: who was heard and not asked, what became of warnings, changed weights.

Our edition only. Knows the finished list; words it and adds nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.core.attention import AttentionList
from app.core.coverage import Coverage
from app.core.firm import ContactRole
from app.core.warned import Outcome, Outcomes
from app.core.weights import ChangedWeight
from app.pages.attention_sentences import APART, BANDS, not_asked_text, points_text
from app.pages.numbers import day
from app.pages.reason_sentences import lowered

OUTCOMES = {
    Outcome.ENDED: "Ended",
    Outcome.ESCALATED: "Escalated",
    Outcome.VALUE_FELL: "Value fell",
    Outcome.STAYED: "Stayed",
    Outcome.TOO_EARLY: "Too early",
}
_RECORD_BANDS = {band.value: text for band, text in BANDS.items()} | {
    apart.value: text for apart, text in APART.items()
}
_ROLES = {
    ContactRole.DECIDES: "who decide",
    ContactRole.USES: "who use what we do",
    ContactRole.PAYS: "who pay",
    ContactRole.DAILY: "who work with us daily",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordLine:
    band: str
    warned: str
    counts: tuple[str, ...]


def record_lines(record: Outcomes) -> tuple[RecordLine, ...]:
    """A line a band: how often the list said it, and what came of it."""
    return tuple(
        RecordLine(
            band=_RECORD_BANDS.get(row.band, row.band),
            warned=str(row.warned),
            counts=tuple(str(count) for _, count in row.counts),
        )
        for row in record.rows
    )


def came_true(record: Outcomes) -> tuple[tuple[str, str], ...]:
    """Name, and what was said and became of it, of each of whom it is known."""
    return tuple(
        (
            row.name,
            f"{_RECORD_BANDS.get(row.warned.band, row.warned.band)} on {day(row.warned.day)}, "
            f"{points_text(row.warned.points)}: {OUTCOMES[row.outcome].lower()}.",
        )
        for row in record.known
    )


def changed_lines(changed: tuple[ChangedWeight, ...]) -> tuple[str, ...]:
    """What the firm weighs otherwise, with the default."""
    return tuple(
        f"{weight.name.replace('_', ' ').capitalize()}: {_number(weight.now)}, "
        f"where the default is {_number(weight.default)}."
        for weight in changed
    )


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:g}"


def heard_lines(coverage: Coverage) -> tuple[str, ...]:
    """Who answered, by relationships, value and part."""
    of = "1 relationship" if coverage.relationships == 1 else _counted(coverage.relationships)
    said = [f"{coverage.heard} of {of} answered."]
    if coverage.revenue_share is not None:
        percent = round(100 * coverage.revenue_share)
        said.append(
            f"They bring {percent}% of the revenue that is written down "
            f"({_counted(coverage.revenue_known)})."
        )
    for heard in coverage.roles:
        if heard.answered is not None:
            who = f"Of those {_ROLES[heard.role]}"
            said.append(f"{who}, {heard.answered} of {heard.asked} answered.")
    if any(heard.answered is not None for heard in coverage.roles):
        said.append(
            "By part, as far as nobody can be told from it: relationships whose answers are "
            "withheld are left out."
        )
    return tuple(said)


def _counted(relationships: int) -> str:
    return "one relationship" if relationships == 1 else f"{relationships} relationships"


def not_asked_lines(found: AttentionList) -> tuple[tuple[str, str], ...]:
    """Whom, and why: whole relationships first, then people by their part."""
    whole = [(", ".join(left.names), left.why) for left in found.left_out]
    people = [
        (f"{place.name}: {lowered(not_asked_text(one))}", one.why)
        for place in sorted(found.places, key=lambda p: (p.name.casefold(), p.relationship))
        for one in place.not_asked
    ]
    return (*whole, *people)
