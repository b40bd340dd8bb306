"""What is kept: opened waves and their answers, keys, the last backup, and whether all can be read.

Reads everything a build would read, and says what is wrong instead of stopping at the first.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from app.cli.counted import counted
from app.cli.visit.finding import Finding, Mark
from app.core.survey import Survey
from app.core.wave import OpenedWave
from app.core.wording import changed_items, said_of_changes
from app.errors import StoreError
from app.files.site import SiteFiles
from app.settings import Site
from app.store.answers import AnswerStore
from app.store.guard import risky_place
from app.store.last_backup import last_backup
from app.store.registry import registered
from app.store.waves import closed_on, kept_ids, link_index, missing_ids, read_opened

OLD = 7
"""Days after which a backup is old while answers come in."""


def store(site: Site, files: SiteFiles, now: datetime) -> Iterator[Finding]:
    """The private folder, each wave in it, and the last backup."""
    if not site.instance.is_dir():
        yield Finding(group="store", name="instance", value="nothing is kept yet")
        return
    mode = site.instance.stat().st_mode & 0o777
    yield Finding(group="store", name="instance", value=f"{site.instance} (mode {mode:04o})")
    if risk := risky_place(site.instance):
        yield Finding(group="store", name="place", value=risk, mark=Mark.NOTE)
    try:
        registered(site.instance)
        missing = missing_ids(site.instance)
    except StoreError as error:
        yield _wrong("store", str(error))
        return
    for wave_id in missing:
        yield _wrong(wave_id, "its file in instance/waves is missing; restore a backup")
    answers = AnswerStore(site.instance)
    for wave_id in kept_ids(site.instance):
        yield from _wave(site, files, answers, wave_id, now.date())
    yield _backup(site, now)


def _wave(
    site: Site, files: SiteFiles, answers: AnswerStore, wave_id: str, today: date
) -> Iterator[Finding]:
    try:
        opened = read_opened(site.instance, wave_id)
        links = len(link_index(site.instance, wave_id))
        people = len(answers.responses(wave_id))
        versions = answers.count(wave_id)
        notices = answers.notices(wave_id)
        closed = closed_on(site.instance, wave_id)
    except (StoreError, OSError) as error:
        yield _wrong(wave_id, str(error))
        return
    state = f"closed on {closed}" if closed else f"answers until {opened.wave.closes}"
    yield Finding(
        group="store",
        name=wave_id,
        value=f"{people} of {len(opened.invitations)} answered, {counted(versions, 'version')}, "
        f"{counted(links, 'link')}; {state}",
        source=f"opened {opened.opened}",
    )
    if opened.keep_years and versions:
        yield from _promise(opened, opened.keep_years, today)
    for notice in notices:
        yield Finding(group="store", name=wave_id, value=notice, mark=Mark.NOTE)
    for name in answers.set_aside(wave_id):
        yield Finding(
            group="store",
            name=wave_id,
            value=f"instance/answers/{wave_id}/{name} was set aside; "
            "no acknowledged answer is in it",
            mark=Mark.NOTE,
            remedy="delete it when you have looked at it",
        )
    now = {survey.id: survey for survey in files.surveys}
    for survey in opened.surveys:
        if said := _changed(wave_id, survey, now.get(survey.id)):
            yield Finding(group="store", name=wave_id, value=said, mark=Mark.NOTE)


def _promise(opened: OpenedWave, years: int, today: date) -> Iterator[Finding]:
    """That answers are kept for longer than their respondents were told."""
    closes = opened.wave.closes
    if (today.year - closes.year, today.month, today.day) <= (years, closes.month, closes.day):
        return
    yield Finding(
        group="store",
        name=opened.id,
        value=f"answers were promised to be kept for {counted(years, 'year')}, and that is over",
        mark=Mark.NOTE,
        remedy=f"delete them with: build.py close {opened.id} --delete-answers --yes",
    )


def _changed(wave_id: str, opened: Survey, now: Survey | None) -> str | None:
    if now is None:
        return f"surveys/{opened.id}.toml is gone; {wave_id} keeps the words it was opened with"
    return said_of_changes(wave_id, opened.id, changed_items(opened, now))


def _backup(site: Site, now: datetime) -> Finding:
    made = last_backup(site.instance)
    if made is None:
        return Finding(
            group="store",
            name="last backup",
            value="never made here",
            mark=Mark.NOTE,
            remedy="make one with: build.py backup FILE",
        )
    days = max(0, (now - made).days)
    old = days > OLD
    return Finding(
        group="store",
        name="last backup",
        value="today" if days == 0 else f"{counted(days, 'day')} ago",
        mark=Mark.NOTE if old else Mark.OK,
        remedy="make a new one while answers come in" if old else "",
    )


def _wrong(name: str, value: str) -> Finding:
    return Finding(group="store", name=name, value=value, mark=Mark.WRONG, code=1)
