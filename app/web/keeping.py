"""What a respondent pressed, as a response that is kept: sent, or declined.

Knows the store and one invitation; knows no pages and no requests.
"""

from __future__ import annotations

from wtforms import Form as WTForm

from app.core.response import Answer, Response, State
from app.store.answers import AnswerStore
from app.web.form import answers
from app.web.links import Asked
from app.web.view import survey_of


def keep_sent(store: AnswerStore, asked: Asked, form: WTForm) -> None:
    """Saves what was sent. Raises StoreError when it could not be kept."""
    _, _, items = survey_of(asked)
    _keep(store, asked, State.SENT, answers(form, items))


def keep_declined(store: AnswerStore, asked: Asked) -> None:
    """Saves that this person would rather not answer. Raises StoreError."""
    _keep(store, asked, State.DECLINED, ())


def _keep(store: AnswerStore, asked: Asked, state: State, given: tuple[Answer, ...]) -> None:
    """Saves unless the very same is there already: a second press is one answer."""
    invitation = asked.invitation
    response = Response(
        wave=asked.opened.id,
        relationship=invitation.relationship,
        perspective=invitation.perspective,
        respondent=invitation.respondent,
        state=state,
        language=invitation.language,
        answers=given,
    )
    if store.find(asked.opened.id, invitation.key) != response:
        store.save(response)
