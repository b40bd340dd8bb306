"""What to do next, right for the waves and the day: the last line of `check` and `status`.

Before a wave opens: invite, and once everyone has a letter, serve. While it is open: serve, or
remind on days when letters may go. While what was begun may come: serve. Over: close. Closed:
build, then ask for meetings until one is asked for, say what was agreed when one was held, and then
invite for the next, for which a file is asked when its time comes near. Where the store cannot be
read, what mends it, and never a backup over data that is whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from app.cli.reminding import is_time_to_remind
from app.cli.site import command_line
from app.core.closing import is_closed
from app.core.meeting import Meeting, MeetingState
from app.core.wave import OpenedWave
from app.errors import RestoreUnfinished, StoreDamaged, StoreError, StoreOutdated
from app.files.site import SiteFiles
from app.settings import Site
from app.store.letters import letter_steps
from app.store.waves import closed_on, compiled_on, with_answers

SOON = timedelta(days=60)
"""A wave that opens within these is more urgent than letters about the one before."""


YEAR = timedelta(days=365)
AGREED_WITHIN = timedelta(days=30)
"""So long after a meeting was held, the letter with what was agreed is what comes next."""


_MENDS: tuple[tuple[type[StoreError], str], ...] = (
    (StoreDamaged, "restore FILE"),
    (StoreOutdated, "migrate"),
    (RestoreUnfinished, "restore --finish"),
    (StoreError, "check"),
)
"""The command for a store that cannot be read; whatever is not known to be damage is looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """What comes next."""

    command: str
    """With its arguments, without the site."""
    survey_first: bool = False
    """Whether the file of the next survey has to be written before."""


def next_line(site: Site, step: NextStep) -> str:
    """The same for a reader, with the site and whatever has to be done by hand before it."""
    command = command_line(site, step.command)
    if not step.survey_first:
        return command
    waves = site.content / "waves"
    return f"write a file for the next survey in {waves}, with days of its own, then {command}"


def next_step(site: Site, files: SiteFiles, today: date) -> NextStep:
    """What comes next for a firm whose files can be read."""
    try:
        opened = list(with_answers(site.instance))
        command = _next(site, files, opened, today)
    except StoreError as error:
        return NextStep(
            command=next(command for kind, command in _MENDS if isinstance(error, kind))
        )
    return NextStep(command=command, survey_first=command == "check")


def _next(site: Site, files: SiteFiles, opened: list[OpenedWave], today: date) -> str:
    for wave in reversed(opened):
        if not is_closed(wave, today):
            return _while_open(site, files, wave, today)
    open_ids = {wave.id for wave in opened}
    coming = [w for w in files.waves if w.id not in open_ids and w.closes >= today]
    if opened and closed_on(site.instance, opened[-1].id) is None:
        return f"close {opened[-1].id}"
    if files.firm.sample:
        return "build"
    soon = coming and coming[0].opens <= today + SOON
    if opened and not soon:
        last = opened[-1]
        if compiled_on(site.instance, last.id) is None:
            return "build"
        met = [m for m in files.meetings if (m.asked_on or m.on) >= last.wave.opens]
        if not met:
            return f"letters meeting {last.id}"
        if any(_was_agreed(m, today) for m in met):
            return f"letters agreed {last.id}"
        if not coming and last.wave.opens + YEAR - SOON <= today:
            return "check"
    return f"invite {coming[0].id}" if coming else "build"


def _was_agreed(meeting: Meeting, today: date) -> bool:
    """Whether it was held lately, and something was agreed in it."""
    held = meeting.state is MeetingState.HELD and bool(meeting.agreements)
    return held and meeting.on <= today <= meeting.on + AGREED_WITHIN


def _while_open(site: Site, files: SiteFiles, wave: OpenedWave, today: date) -> str:
    if wave.wave.opens > today:
        return "serve" if letter_steps(site.instance, wave.id) else f"invite {wave.id}"
    return f"remind {wave.id}" if is_time_to_remind(site, files, wave, today) else "serve"
