"""Where a firm's surveys stand, made up for pages and terminals: many relationships, odd names."""

from __future__ import annotations

from datetime import date

from app.core.coverage import Coverage, RoleHeard
from app.core.depth import NotAsked
from app.core.firm import ContactRole
from app.core.left_out import LeftOut
from app.core.meeting import MeetingState
from app.core.standing import FirmStands, Phase, RelationshipStands, WaveStands
from app.core.standing_sides import SideStands, hidden_side
from app.core.survey import Perspective

NAMES = (
    "Northlight Foods",
    "A" * 80,
    "Université Saint-Clément-de-Rivière — Établissement d'études supérieures appliquées",
    "مختبرات وادي النخيل",
    "株式会社名古屋精密機械製作所",
    "O'Hara & d'Arcy <Marinas> Ltd",
)


def a_side(asked: int, answered: int, started: int = 0, declined: int = 0) -> SideStands:
    return SideStands(asked=asked, answered=answered, started=started, declined=declined, no_more=0)


def a_wave_stands(
    wave: str = "2026",
    phase: Phase = Phase.OPEN,
    names: tuple[str, ...] = NAMES,
    *,
    hidden: bool = False,
) -> WaveStands:
    """Every relationship has something to say besides; of a hidden side only who was asked."""
    rows = tuple(
        RelationshipStands(
            relationship=f"r{place}",
            name=name,
            lead_name="Ann Lead",
            sides=(hidden_side(5, None) if hidden else a_side(5, place % 5, 1), a_side(2, 2)),
            dispute=place == 5,
            meeting=tuple(MeetingState)[place % 3],
            met_on=date(2026, 12, 3),
            talks=("Dana Okafor",) if place == 0 else (),
            not_asked=(NotAsked(roles=(ContactRole.DECIDES,), why="asked not to be written to"),)
            if place == 1
            else (),
        )
        for place, name in enumerate(names)
    )
    return WaveStands(
        wave=wave,
        opens=date(2026, 10, 5),
        closes=date(2026, 11, 6),
        phase=phase,
        closed_on=date(2026, 11, 9) if phase is Phase.CLOSED else None,
        why_ended="Everyone there has answered" if phase is Phase.ENDING else "",
        confidential=(Perspective.COUNTERPART,) if hidden else (),
        rows=rows,
        sides=(
            hidden_side(5 * len(rows), None) if hidden else a_side(30, 12, 6, 1),
            a_side(12, 12),
        ),
        coverage=None
        if hidden
        else Coverage(
            relationships=len(rows),
            heard=5,
            revenue_share=0.8,
            revenue_known=4,
            roles=(RoleHeard(role=ContactRole.DECIDES, asked=6, answered=3),),
        ),
        left_out=(LeftOut(why="in dispute", names=("Kestrel Row",)),),
        with_someone_else=1,
    )


def a_long_status() -> FirmStands:
    """Every phase once, the newest first."""
    return FirmStands(
        firm="Harbour",
        as_of=date(2026, 11, 16),
        waves=(
            a_wave_stands("2026"),
            *(
                a_wave_stands("2026", phase, NAMES[:2], hidden=place % 2 == 0)
                for place, phase in enumerate(Phase)
            ),
        ),
        last_backup=date(2026, 11, 9),
    )
