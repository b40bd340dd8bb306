"""What a respondent pressed, as a response that is kept: a page, all of it sent, or declined.

Knows the store and one invitation; knows no pages to show and no requests. Each function returns
when it is on the disk, and raises StoreError otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.core.response import Answer, Response, State, Talk
from app.core.survey import Perspective
from app.core.versions import merged
from app.store.answers import AnswerStore, Known
from app.store.beside import seals
from app.web.links import Asked


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPage:
    """What became of a page that was sent."""

    versions: int
    """How many there are now."""
    conflicts: tuple[str, ...]
    """Items that were changed in another place meanwhile. With any, nothing was saved."""
    latest: Response | None
    """What was there before."""


class Sending(StrEnum):
    """What became of pressing "send"."""

    SENT = "sent"
    CHANGED = "changed"
    """The answers were changed in another place since they were looked at; nothing was sent."""
    NOTHING = "nothing"
    """Nothing is answered, so there is nothing to send."""


def keep_page(
    store: AnswerStore,
    asked: Asked,
    on_page: Iterable[str],
    answers: tuple[Answer, ...],
    base: int,
    day: date,
) -> KeptPage:
    """Saves the answers of one page, unless that would overwrite what this page never showed."""
    conflicts: tuple[str, ...] = ()
    latest: Response | None = None

    def change(known: Known) -> Response | None:
        nonlocal conflicts, latest
        latest = known.latest
        made = merged(
            (item.id for item in asked.items),
            frozenset(on_page),
            known.base.answers if known.base is not None else (),
            latest.answers if latest is not None else (),
            answers,
        )
        conflicts = made.conflicts
        if conflicts:
            return None
        sent = latest is not None and latest.state is State.SENT
        talk = latest.talk if latest is not None else Talk.UNSAID
        return _if_new(
            _response(asked, State.SENT if sent else State.STARTED, made.answers, talk, day), latest
        )

    versions = store.revise(asked.opened.id, asked.invitation.key, base, change)
    return KeptPage(versions=versions, conflicts=conflicts, latest=latest)


def keep_sent(store: AnswerStore, asked: Asked, talk: Talk, base: int, day: date) -> Sending:
    """Sends what is saved, if that is what was looked at."""
    outcome = Sending.SENT

    def change(known: Known) -> Response | None:
        nonlocal outcome
        latest = known.latest
        if latest is None or not latest.answers:
            outcome = Sending.NOTHING
            return None
        if known.base is None or known.base.answers != latest.answers:
            outcome = Sending.CHANGED
            return None
        said = talk if talk is not Talk.UNSAID else latest.talk
        return _if_new(_response(asked, State.SENT, latest.answers, said, day), latest)

    store.revise(asked.opened.id, asked.invitation.key, base, change)
    return outcome


def keep_declined(store: AnswerStore, asked: Asked, day: date) -> bool:
    """Saves that this person would rather not answer; False where they have sent their answers,
    which then stay.
    """
    sent = False

    def change(known: Known) -> Response | None:
        nonlocal sent
        sent = known.latest is not None and known.latest.state is State.SENT
        if sent:
            return None
        return _if_new(_response(asked, State.DECLINED, (), Talk.UNSAID, day), known.latest)

    store.revise(asked.opened.id, asked.invitation.key, 0, change)
    return not sent


def is_locked(store: AnswerStore, asked: Asked, known: Response | None) -> bool:
    """Whether a self-assessment is fixed.

    It is when it was sent after somebody at the counterpart had sent theirs, and otherwise from
    the first compile of their answers on. What was not sent by then can be, and is marked. Where
    the counterpart is confidential it rests on no relationship's answers: all are fixed from the
    wave's first compile on, which comes after closing.
    """
    if not asked.own_side or known is None or known.state is not State.SENT:
        return False
    opened, slug = asked.opened, asked.relationship.slug
    sealed = seals(store.instance, opened.id)
    if asked.theirs_confidential:
        return bool(sealed)
    if slug in sealed:
        return True
    theirs = [i.key for i in opened.invited(slug, Perspective.COUNTERPART)]
    first = store.first(opened.id, theirs, State.SENT)
    if first is None:
        return False
    mine = store.first(opened.id, [known.key], State.SENT)
    return mine is not None and first < mine


def _response(
    asked: Asked, state: State, given: tuple[Answer, ...], talk: Talk, day: date
) -> Response:
    return Response(
        wave=asked.opened.id,
        relationship=asked.invitation.relationship,
        perspective=asked.invitation.perspective,
        respondent=asked.invitation.respondent,
        state=state,
        language=asked.invitation.language,
        answers=given,
        talk=talk,
        day=day,
    )


def _if_new(made: Response, latest: Response | None) -> Response | None:
    """Nothing where the very same is there already: a second press is one answer."""
    return None if latest is not None and made.says_the_same_as(latest) else made
