"""`status`: where each wave stands, how old the last backup is, and what to do next."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from app.cli import add_as_of, add_site

HELP = "say where each wave stands and what to do next"
OLD = 7
"""Days after which a backup is called old while answers come in."""


def add_arguments(parser: ArgumentParser) -> None:
    add_site(parser)
    add_as_of(parser)


def run(arguments: Namespace) -> int:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from app.cli.backups import last_backup
    from app.cli.counted import counted
    from app.cli.site import command_line, site_of, today_of
    from app.cli.what_next import next_step
    from app.core.closing import is_closed
    from app.core.response import State, Talk
    from app.core.survey import Perspective
    from app.files.site import read_site
    from app.store.answers import AnswerStore
    from app.store.waves import closed_on, opened_ids, read_opened

    site = site_of(arguments)
    files = read_site(site)
    firm = files.firm
    day = today_of(arguments, firm)
    store = AnswerStore(site.instance)
    for wave_id in opened_ids(site.instance):
        opened = read_opened(site.instance, wave_id)
        answered = store.responses(wave_id)
        sides = []
        declined = 0
        for perspective, who in (
            (Perspective.COUNTERPART, "of theirs"),
            (Perspective.SELF, "of ours"),
        ):
            asked = sum(1 for i in opened.invitations if i.perspective is perspective)
            side = [r.state for r in answered if r.perspective is perspective]
            come = side.count(State.SENT)
            declined += side.count(State.DECLINED)
            sides.append(f"{come} of {asked} {who}")
        over = is_closed(opened, day)
        closed = closed_on(site.instance, wave_id)
        state = f"closed {closed}" if closed else "over" if over else f"until {opened.wave.closes}"
        not_willing = f", {declined} would rather not" if declined else ""
        print(f"{wave_id:<16}{state:<20}{', '.join(sides)} answered{not_willing}")
        talks = sum(1 for r in answered if r.talk in (Talk.LEAD, Talk.SOMEONE_ELSE))
        if talks:
            said = counted(talks, "wish to talk")
            print(f"  {said}: see the reviews, and principal {wave_id}")
        for notice in store.notices(wave_id):
            print(f"  {notice}")
    made = last_backup(site)
    now = datetime.now(ZoneInfo(firm.time_zone))
    if made is None:
        print("last backup     never made here")
    else:
        days = max(0, (now - made).days)
        old = ", make a new one" if days > OLD else ""
        print(f"last backup     {counted(days, 'day')} old{old}")
    print(f"Next: {command_line(site, next_step(site, files, day))}")
    return 0
