"""Whom a reminder is due to today: wave, files, answers and the record of letters, together."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from app.cli.sending import now_of
from app.core.asked import Key
from app.core.closing import last_day_to_begin
from app.core.letters_due import Due, LettersSoFar, to_remind
from app.core.response import State
from app.core.wave import OpenedWave
from app.files.site import SiteFiles
from app.post.invitations import reminder_number
from app.settings import Site
from app.store.answers import AnswerStore
from app.store.letters import Step, last_steps, letter_steps


def due_reminders(
    site: Site, files: SiteFiles, opened: OpenedWave, today: date, again: Collection[Key] = ()
) -> tuple[Due, dict[Key, LettersSoFar]]:
    """Who is due and who is not, and what each has had."""
    now = now_of(site, opened, files, today)
    had = letters_so_far(site, opened, today, again)
    states = {r.key: r.state for r in AnswerStore(site.instance).responses(opened.id)}
    return to_remind(opened, now, states, had), had


def is_time_to_remind(site: Site, files: SiteFiles, opened: OpenedWave, today: date) -> bool:
    """Whether `remind` would write to somebody today; answers are read until one is missing."""
    if files.firm.sample or opened.ended is not None:
        return False
    if not opened.wave.opens <= today <= last_day_to_begin(opened):
        return False
    had = letters_so_far(site, opened, today)
    whoever = to_remind(opened, now_of(site, opened, files, today), {}, had).recipients
    store = AnswerStore(site.instance)
    said = (State.SENT, State.DECLINED)
    return any(
        (found := store.find(opened.id, one.key)) is None or found.state not in said
        for recipient in whoever
        for one in recipient.about
    )


def letters_so_far(
    site: Site, opened: OpenedWave, today: date, again: Collection[Key] = ()
) -> dict[Key, LettersSoFar]:
    """What everyone has had. Drafts of this very day count for nothing yet: they are made again.

    Nor does a letter of which nobody knows whether it arrived, where it is to be sent `again`.
    """
    had: dict[Key, LettersSoFar] = {}
    for (letter, to), step in last_steps(letter_steps(site.instance, opened.id)).items():
        number = reminder_number(letter)
        remade = number and step.step is Step.DRAFTED and step.day == today
        if step.step is Step.REFUSED or remade or (step.step is Step.INTENDED and to in again):
            continue
        before = had.get(to)
        had[to] = LettersSoFar(
            last=max(step.day, before.last) if before else step.day,
            reminders=max(number, before.reminders if before else 0),
        )
    return had
