"""`status`: who was asked and who answered, whom a wave left out, and what to do next."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from app.cli import add_as_of, add_site

if TYPE_CHECKING:
    from app.cli.what_next import NextStep
    from app.core.standing import FirmStands, WaveStands
    from app.core.standing_sides import SideStands

HELP = "say who answered, whom to remind or meet, and what to do next"
OLD = 7
"""Days after which a backup is called old while answers come in."""


def add_arguments(parser: ArgumentParser) -> None:
    add_site(parser)
    add_as_of(parser)
    parser.add_argument(
        "wave",
        metavar="WAVE",
        nargs="?",
        help="the wave whose relationships are shown (default: the newest)",
    )
    parser.add_argument(
        "--all", action="store_true", help="every relationship, however many there are"
    )
    parser.add_argument("--json", action="store_true", help="the same for machines")


def run(arguments: Namespace) -> int:
    import json

    from app.cli.columns import terminal_width
    from app.cli.opening import opened_wave
    from app.cli.site import site_of, today_of
    from app.cli.status_lines import more_lines, table_lines, wave_lines
    from app.cli.what_next import next_line, next_step
    from app.files.site import read_site
    from app.publish.status import firm_stands
    from app.store.answers import AnswerStore

    site = site_of(arguments)
    files = read_site(site)
    day = today_of(arguments, files.firm)
    if arguments.wave is not None:
        opened_wave(site, arguments.wave, "WAVE")
    store = AnswerStore(site.instance)
    found = firm_stands(site, files, day, store)
    step = next_step(site, files, day)
    if arguments.json:
        print(json.dumps(_document(found, step), indent=1, ensure_ascii=False))
        return 0
    width = terminal_width()
    shown = arguments.wave or (found.waves[0].wave if found.waves else None)
    for wave in reversed(found.waves):
        lines = wave_lines(wave, width)
        if wave.wave == shown:
            lines += more_lines(wave, width)
            lines += table_lines(wave, width, all_of_them=arguments.all)
        print("\n".join(lines))
        for notice in store.notices(wave.wave):
            print(f"  {notice}")
    if not found.waves:
        print("no survey has been opened yet")
    print(_backup(found))
    print(f"Next: {next_line(site, step)}")
    return 0


def _backup(found: FirmStands) -> str:
    from app.cli.counted import counted

    if found.last_backup is None:
        return "last backup     never made here"
    days = max(0, (found.as_of - found.last_backup).days)
    return f"last backup     {counted(days, 'day')} old{', make a new one' if days > OLD else ''}"


def _document(found: FirmStands, step: NextStep) -> dict[str, Any]:
    """Everything for machines; `null` is what is not told."""
    return {
        "firm": found.firm,
        "as_of": found.as_of.isoformat(),
        "last_backup": found.last_backup.isoformat() if found.last_backup else None,
        "next": step.command,
        "waves": [_wave(wave) for wave in found.waves],
    }


def _wave(wave: WaveStands) -> dict[str, Any]:
    covered = wave.coverage
    return {
        "wave": wave.wave,
        "opens": wave.opens.isoformat(),
        "closes": wave.closes.isoformat(),
        "state": wave.phase.value,
        "closed_on": wave.closed_on.isoformat() if wave.closed_on else None,
        "closed_by_hand_because": wave.why_ended or None,
        "confidential": [side.value for side in wave.confidential],
        "counterpart": _side(wave.sides[0]),
        "self": _side(wave.sides[1]),
        "with_someone_else": wave.with_someone_else,
        "coverage": None
        if covered is None
        else {
            "relationships": covered.relationships,
            "heard": covered.heard,
            "revenue_share": covered.revenue_share,
            "roles": [
                {"role": r.role.value, "asked": r.asked, "answered": r.answered}
                for r in covered.roles
            ],
        },
        "not_asked": [{"why": left.why, "relationships": left.names} for left in wave.left_out],
        "relationships": [
            {
                "relationship": row.relationship,
                "name": row.name,
                "counterpart": _side(row.sides[0]),
                "self": _side(row.sides[1]),
                "in_dispute": row.dispute,
                "meeting": row.meeting.value if row.meeting else None,
                "meeting_on": row.met_on.isoformat() if row.met_on else None,
                "would_like_to_talk": row.talks,
                "not_asked": [
                    {"roles": [role.value for role in one.roles], "why": one.why}
                    for one in row.not_asked
                ],
            }
            for row in wave.rows
        ],
    }


def _side(side: SideStands) -> dict[str, int | None]:
    return {
        "asked": side.asked,
        "answered": side.answered,
        "begun": side.started,
        "declined": side.declined,
        "no_more": side.no_more,
        "silent": side.silent,
    }
