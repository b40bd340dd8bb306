"""Whom to meet first, on the overview of a wave: bands, lists apart, coverage, record, weights.

Our edition only. Knows the finished list; words it and adds nothing. No name of ours stands here.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.core.attention import Apart, AttentionList, Band, Order, Place
from app.core.coverage import Coverage
from app.core.firm import ContactRole
from app.core.steadied import Ranking
from app.core.warned import Outcome
from app.pages.attention_sentences import (
    APART,
    BANDS,
    NO_LIST,
    WHY_APART,
    depth_sentence,
    hand_picked_sentence,
    joined,
    lowered,
    not_asked_text,
    not_known,
    points_text,
    reason_sentence,
    standing,
)
from app.pages.numbers import day, one_decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetLine:
    wave: str
    relationship: str
    name: str
    points: str
    reasons: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetGroup:
    heading: str
    kind: str
    """`meet`, `quarter`, `routine` or `apart`: how strongly its edge is drawn."""
    note: str
    count: str
    lines: tuple[MeetLine, ...]
    quiet: tuple[MeetLine, ...]
    """Those of whom nothing is to be said but their names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLines:
    heading: str
    rows: tuple[tuple[str, str, str], ...]
    """Slug, name, adjusted score."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordLine:
    band: str
    warned: str
    counts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetFirst:
    """Everything that `_meet_first.html`, `_coverage.html` and `_record.html` print."""

    none: str
    """Why there is no list; empty where there is one."""
    intro: str
    groups: tuple[MeetGroup, ...]
    elsewhere: str
    orders: tuple[OrderLines, ...]
    refused: tuple[str, ...]
    """Why others have no order by adjusted score."""
    heard: tuple[str, ...]
    not_asked: tuple[tuple[str, str], ...]
    """Whom, and why."""
    record: tuple[RecordLine, ...]
    record_heads: tuple[str, ...]
    record_known: tuple[tuple[str, str], ...]
    """Name, and what became of what was said."""
    changed: tuple[str, ...]
    unchanged: str


_GROUPS = ((Band.MEET, "meet"), (Band.QUARTER, "quarter"), (Band.ROUTINE, "routine"))
_OUTCOMES = {
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
_REFUSED = {
    Ranking.MOSTLY_CHANCE: "the differences between relationships are mostly chance this time.",
    Ranking.TOO_FEW_RELATIONSHIPS: "that needs ten relationships whose score is shown as a plain "
    "number.",
    Ranking.UNKNOWN: "nothing tells differences between relationships from chance.",
}


def meet_first(found: AttentionList | None) -> MeetFirst | None:
    """The sections of one wave's list, or None where none was made."""
    if found is None:
        return None
    listed = found.why_none is None
    return MeetFirst(
        none=NO_LIST[found.why_none] if found.why_none is not None else "",
        intro="Points add up from 0 to 100, each from a row that the review names. They are "
        "judgement, not measurement, and a missing warning is not an all-clear.",
        groups=_groups(found),
        elsewhere=_elsewhere(found) if listed else "",
        orders=tuple(_order(order) for order in found.orders if order.rows) if listed else (),
        refused=_refusals(found.orders) if listed else (),
        heard=_heard(found.coverage) if found.coverage is not None else (),
        not_asked=_not_asked(found) if listed else (),
        record=tuple(
            RecordLine(
                band=_RECORD_BANDS.get(row.band, row.band),
                warned=str(row.warned),
                counts=tuple(str(count) for _, count in row.counts),
            )
            for row in found.record.rows
        ),
        record_heads=tuple(_OUTCOMES.values()),
        record_known=tuple(
            (
                row.name,
                f"{_RECORD_BANDS.get(row.warned.band, row.warned.band)} on {day(row.warned.day)}, "
                f"{points_text(row.warned.points)}: {_OUTCOMES[row.outcome].lower()}.",
            )
            for row in found.record.known
        ),
        changed=tuple(
            f"{weight.name.replace('_', ' ').capitalize()}: {_number(weight.now)}, "
            f"where the default is {_number(weight.default)}."
            for weight in found.changed
        ),
        unchanged="All weights and thresholds are the defaults." if listed else "",
    )


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:g}"


def _groups(found: AttentionList) -> tuple[MeetGroup, ...]:
    bands = [
        _group(
            BANDS[band],
            kind,
            "Nothing known calls for meeting early." if band is Band.ROUTINE else "",
            tuple(_line(place) for place in found.in_band(band)),
        )
        for band, kind in _GROUPS
    ]
    apart = [
        _group(
            APART[kind],
            "apart",
            WHY_APART[kind],
            tuple(_line(place) for place in found.apart_for(kind)),
        )
        for kind in (Apart.TOO_LITTLE, Apart.ONE_SIDED, Apart.NOT_SHOWN)
    ]
    older = _group(
        "Last asked in an earlier survey",
        "apart",
        "This survey did not ask about them. What the earlier one said, with the files of today:",
        tuple(_line(place, older=True) for place in found.older),
    )
    return tuple(group for group in (*bands, *apart, older) if group.lines or group.quiet)


def _group(heading: str, kind: str, note: str, lines: tuple[MeetLine, ...]) -> MeetGroup:
    return MeetGroup(
        heading=heading,
        kind=kind,
        note=note,
        count=str(len(lines)),
        lines=tuple(line for line in lines if line.reasons or line.notes),
        quiet=tuple(line for line in lines if not (line.reasons or line.notes)),
    )


def _line(place: Place, *, older: bool = False) -> MeetLine:
    early = ""
    if older:
        early = f"The {place.wave} survey: {standing(place)}"
    elif place.apart is not None and place.band is not Band.ROUTINE:
        early = f"What is known alone says: {BANDS[place.band].lower()}."
    unknown = not_known(place) if place.apart is not None or older else ""
    depth = depth_sentence(place.depth) if place.reasons else ""
    picked = tuple(hand_picked_sentence(found) for found in place.hand_picked)
    if picked:
        picked = ("Invitations look hand-picked: " + " ".join(picked),)
    return MeetLine(
        wave=place.wave,
        relationship=place.relationship,
        name=place.name,
        points=str(place.points),
        reasons=tuple(reason_sentence(reason) for reason in place.reasons),
        notes=tuple(said for said in (early, *picked, unknown, depth) if said),
    )


def _elsewhere(found: AttentionList) -> str:
    said = []
    if found.asked_again:
        who = "One relationship" if found.asked_again == 1 else f"{found.asked_again} relationships"
        said.append(
            f"{who} of this survey stand{'s' if found.asked_again == 1 else ''} in the "
            "list of a newer one."
        )
    if found.ended:
        who = "One relationship has" if found.ended == 1 else f"{found.ended} relationships have"
        said.append(f"{who} ended and {'is' if found.ended == 1 else 'are'} not listed.")
    return " ".join(said)


def _refusals(orders: tuple[Order, ...]) -> tuple[str, ...]:
    """One sentence a reason, naming the surveys it holds for."""
    said = []
    for ranking, why in _REFUSED.items():
        surveys = sorted({order.survey for order in orders if order.ranking is ranking})
        if surveys:
            noun = "surveys" if len(surveys) > 1 else "survey"
            said.append(f"No order by adjusted score for the {joined(surveys)} {noun}: {why}")
    return tuple(said)


def _order(order: Order) -> OrderLines:
    return OrderLines(
        heading=f"By adjusted score: the {order.survey} survey",
        rows=tuple((slug, name, one_decimal(value)) for slug, name, value in order.rows),
    )


def _counted(relationships: int) -> str:
    return "one relationship" if relationships == 1 else f"{relationships} relationships"


def _heard(coverage: Coverage) -> tuple[str, ...]:
    of = "1 relationship" if coverage.relationships == 1 else _counted(coverage.relationships)
    said = [f"{coverage.heard} of {of} answered."]
    if coverage.revenue_share is not None:
        percent = round(100 * coverage.revenue_share)
        said.append(
            f"They bring {percent} % of the revenue that is written down "
            f"({_counted(coverage.revenue_known)})."
        )
    for heard in coverage.roles:
        if heard.answered is not None:
            who = f"Of those {_ROLES[heard.role]}"
            said.append(f"{who}, {heard.answered} of {heard.asked} answered.")
    if coverage.roles:
        said.append(
            "By part, as far as nobody can be told from it: relationships whose answers are "
            "withheld are left out."
        )
    return tuple(said)


def _not_asked(found: AttentionList) -> tuple[tuple[str, str], ...]:
    whole = [(", ".join(left.names), left.why) for left in found.left_out]
    people = [
        (f"{place.name}: {lowered(not_asked_text(one))}", one.why)
        for place in sorted(found.places, key=lambda p: (p.name.casefold(), p.relationship))
        for one in place.not_asked
    ]
    return (*whole, *people)
