"""Whom to meet first, on the overview of a wave: bands, lists apart, coverage, record, weights.

Our edition only. Knows the finished list; words it and adds nothing. No name of ours stands here.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.core.attention import Apart, AttentionList, Band, Order, Place
from app.core.steadied import Ranking
from app.pages.attention_record import (
    OUTCOMES,
    RecordLine,
    came_true,
    changed_lines,
    heard_lines,
    not_asked_lines,
    record_lines,
)
from app.pages.attention_sentences import (
    APART,
    BANDS,
    NO_LIST,
    WHY_APART,
    depth_sentence,
    hand_picked_sentence,
    not_known,
    standing,
)
from app.pages.numbers import one_decimal
from app.pages.reason_sentences import joined, reason_sentence


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
        heard=heard_lines(found.coverage) if found.coverage is not None else (),
        not_asked=not_asked_lines(found) if listed else (),
        record=record_lines(found.record),
        record_heads=tuple(OUTCOMES.values()),
        record_known=came_true(found.record),
        changed=changed_lines(found.changed),
        unchanged="All weights and thresholds are the defaults." if listed else "",
    )


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
