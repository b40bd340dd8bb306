"""Everything one wave's reviews are compiled from: cells, counts and pooled spreads.

`firm_context` is the one place where people's answers are turned into groups. Suppressed cells
are emptied here, so neither a pooled spread nor a firm mean can hold them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from app.core.asked_form import AskedForm
from app.core.business import value_of_year
from app.core.closing import is_closed
from app.core.collecting import without_collecting
from app.core.expectations import inside_the_seal
from app.core.firm import Firm, Relationship
from app.core.gates import FactorGate, gates_of
from app.core.known import Unknown
from app.core.meeting import Meeting
from app.core.people import counting
from app.core.pool import pooled
from app.core.response import Response, Talk
from app.core.rounding import rounded
from app.core.scores import as_shown
from app.core.sides import Kept, Ledger, SideKey, SideOfWave, sides_of
from app.core.spread import ScoreKey, Spread, assumed, pooled_spreads, scales_of
from app.core.steadied import Between, steadied_values
from app.core.survey import Perspective, Scale
from app.core.wave import (
    FrozenRelationship,
    OpenedWave,
    Privacy,
    Rewording,
    Sealed,
    most_read,
)

NOTHING_PUBLISHED = Ledger()
SteadiedKey = tuple[Perspective, str, str]
"""Side, survey and score."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmContext:
    """One wave, ready to compile any of its relationships."""

    opened: OpenedWave
    as_of: date
    compiled: bool
    """False while a confidential wave is open; then there are no sides at all."""
    frozen: Mapping[str, FrozenRelationship]
    """What the wave froze, by slug."""
    relationships: Mapping[str, Relationship]
    """What the files say now, by slug: commitments, incidents, sector."""
    invited: Mapping[tuple[str, Perspective], int]
    """How many were asked on each side: N. A side that is not there asked nobody."""
    names: Mapping[tuple[str, Perspective, str], str]
    """Invitation key → the respondent's name, for words given with it."""
    forms: Mapping[str, AskedForm]
    """What the wave's form asks, by survey."""
    rewordings: tuple[Rewording, ...] = ()
    talks: Mapping[tuple[str, Perspective, str], Talk] = field(default_factory=dict)
    """Who would like to talk, and with whom. Said to be passed on, whatever the privacy."""
    sealed: Mapping[str, Sealed] = field(default_factory=dict)
    """Expectations that were sealed before the first compile, by relationship."""
    later: Mapping[str, int] = field(default_factory=dict)
    """How many of ours gave or changed expectations after that: outside the comparison."""
    sides: Mapping[tuple[str, Perspective], SideOfWave] = field(default_factory=dict)
    spreads: Mapping[ScoreKey, Spread] = field(default_factory=dict)
    steadied: Mapping[SteadiedKey, Mapping[str, float]] = field(default_factory=dict)
    """Steadied scores in scale points by relationship; none with fewer than ten of them."""
    between: Mapping[SteadiedKey, Between] = field(default_factory=dict)
    """Where the variance comes from by which those are drawn."""
    pool: Mapping[Perspective, tuple[Response, ...]] = field(default_factory=dict)
    """Words of people whose relationship may not show them; enough of them to stand together."""
    gates: tuple[FactorGate, ...] = ()
    """What everybody's answers say of the questions; empty until `with_gates`."""
    firm: Firm | None = None
    """For its currency and the like; its name is the wave's."""
    whole_value: float = 0.0
    """What all relationships together are worth in the year of the wave."""
    to_keep: Mapping[SideKey, Kept] = field(default_factory=dict)
    """What of confidential sides is new to the ledger, once this is published."""
    meetings: Mapping[str, tuple[Meeting, ...]] = field(default_factory=dict)
    """What the files say now, by relationship."""
    languages: Mapping[str, str] = field(default_factory=dict)
    """What most of those asked at the counterpart read, by relationship."""

    def spread(self, perspective: Perspective, score: str, scale: Scale) -> Spread:
        known = self.spreads.get((perspective, score, scale.minimum, scale.maximum))
        return known or assumed(scale)


@without_collecting()
def firm_context(
    opened: OpenedWave,
    responses: Iterable[Response],
    relationships: Iterable[Relationship],
    as_of: date,
    *,
    rewordings: tuple[Rewording, ...] = (),
    seal: Callable[[tuple[Response, ...]], Mapping[str, Sealed]] = lambda _: {},
    ledger: Ledger = NOTHING_PUBLISHED,
    firm: Firm | None = None,
    meetings: Iterable[Meeting] = (),
) -> FirmContext:
    """The context of one wave on the day `as_of` (a day at the firm).

    `seal` is given the responses that count, before anything is made of them, and says whose
    expectations were sealed beforehand; without one, all are compared. `ledger` holds what was
    published of confidential sides before.
    """
    # Indexed once: a look through all invitations for each relationship grows with the square.
    known = {relationship.slug: relationship for relationship in relationships}
    invited = Counter((i.relationship, i.perspective) for i in opened.invitations)
    compiled = not opened.wave.confidential or is_closed(opened, as_of)
    counted = counting(responses, opened, as_of) if compiled else ()
    seals = seal(counted) if compiled else {}
    inside, later = inside_the_seal(counted, opened, seals)
    sides, new = sides_of(opened, inside, invited, ledger, as_of) if compiled else ({}, {})
    shown = {key: side.shown for key, side in sides.items()}
    pool, new_of_pool = pooled(opened, counted, shown, ledger, as_of)
    cells = {key: side.cells for key, side in sides.items()}
    spreads = pooled_spreads(opened, cells) if compiled else {}
    drawn = _steadied(opened, sides, spreads)
    return FirmContext(
        opened=opened,
        as_of=as_of,
        compiled=compiled,
        frozen={frozen.slug: frozen for frozen in opened.relationships},
        relationships=known,
        invited=invited,
        names={(i.relationship, i.perspective, i.respondent): i.name for i in opened.invitations},
        forms={s.id: AskedForm(s, opened.wave.form) for s in opened.surveys},
        rewordings=rewordings,
        talks={r.key: r.talk for r in counted if r.talk not in (Talk.UNSAID, Talk.NO)},
        sealed=seals,
        later=later,
        sides=sides,
        spreads=spreads,
        steadied={key: values for key, (values, _) in drawn.items()},
        between={key: between for key, (_, between) in drawn.items()},
        pool=pool,
        firm=firm,
        whole_value=value_of_year(known.values(), opened.wave.opens.year),
        to_keep=new | new_of_pool,
        meetings=_by_relationship(meetings),
        languages=most_read(opened.invitations),
    )


def _by_relationship(meetings: Iterable[Meeting]) -> dict[str, tuple[Meeting, ...]]:
    found: dict[str, list[Meeting]] = {}
    for meeting in meetings:
        found.setdefault(meeting.relationship, []).append(meeting)
    return {slug: tuple(of_slug) for slug, of_slug in found.items()}


def with_gates(context: FirmContext) -> FirmContext:
    """The context with what everybody's answers say of the questions: for publishing."""
    return replace(context, gates=gates_of(context.opened, context.sides, context.spreads))


def _steadied(
    opened: OpenedWave,
    sides: Mapping[tuple[str, Perspective], SideOfWave],
    spreads: Mapping[ScoreKey, Spread],
) -> dict[SteadiedKey, tuple[dict[str, float], Between]]:
    """The steadied factor scores and index of every relationship that shows them, and by what.

    Of a confidential side rounded to one decimal, as everything that is shown of it.
    """
    found: dict[SteadiedKey, tuple[dict[str, float], Between]] = {}
    for survey in opened.surveys:
        slugs = [r.slug for r in opened.relationships if r.survey == survey.id]
        for perspective in Perspective if sides else ():
            privacy = opened.wave.privacy(perspective)
            confidential = privacy is Privacy.CONFIDENTIAL
            shown = [(slug, sides[slug, perspective].cells) for slug in slugs]
            for score, scale in scales_of(survey).items():
                if not score.startswith("factor:"):
                    continue
                groups = {
                    # Made of what is shown: else a mean that is only "9.5 or more" could be told
                    # from the others' centre.
                    slug: as_shown(cell, scale, privacy) if confidential else cell.values
                    for slug, cells in shown
                    if (cell := cells.get(score)) is not None and cell.values
                }
                spread = spreads.get((perspective, score, scale.minimum, scale.maximum))
                made = steadied_values(groups, spread or assumed(scale))
                if not isinstance(made, Unknown):
                    values, between = made
                    if confidential:
                        values = {slug: rounded(value) for slug, value in values.items()}
                    found[perspective, survey.id, score] = values, between
    return found
