"""What was chosen for several relationships and cannot be kept, given back to who chose it.

A list gets shorter while a page of it is open: a relationship is declined in another tab, or fixed
by a build. Knows the list and what was sent; keeps nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

from app.pages.survey_list import AcrossLost, Chosen
from app.web.across import FIELD, Across, field_of, joined, statement
from app.web.form import ESCAPE, offered
from app.web.given import point_in_words
from app.web.links import Asked, Listed
from app.web.view import reader, survey_language

Sent = tuple[tuple[str, str], ...]
"""Fields of a form and what each holds."""


def lost_page(token: str, listed: Listed, key: str, sent: Sent) -> AcrossLost:
    """For a question that is not asked any more, or of which it is not known which it was.

    The latter is a form that was opened before forms said so: its number may mean another by now.
    """
    question = _question(listed, key)
    first = question.asked[0] if question is not None else None
    return AcrossLost(
        reader=reader(listed.opened, listed.invitation),
        statement=statement(question) if question is not None else "",
        language=survey_language(first.survey, first.invitation.language) if first else "",
        chosen=chosen_of(listed, key, sent),
        list=f"/s/{token}",
    )


def chosen_of(
    listed: Listed, key: str, sent: Sent, taken: Iterable[Asked] = ()
) -> tuple[Chosen, ...]:
    """What was sent about relationships that are not among `taken`, as its respondent reads it.

    Where the key says of no question what its points are, they stand as they were sent.
    """
    question = _question(listed, key)
    by_field = {field_of(asked): asked for asked in listed.all}
    still = {field_of(asked) for asked in taken}
    found = []
    for name, value in sent:
        if name.startswith(FIELD) and name not in still and value:
            asked = by_field.get(name)
            whom = asked.relationship.name if asked is not None else name.removeprefix(FIELD)
            found.append(Chosen(name=whom, answer=_in_words(question, asked, value)))
    return tuple(found)


def _question(listed: Listed, key: str) -> Across | None:
    return next((one for one in joined(listed.all) if one.key == key), None)


def _in_words(question: Across | None, asked: Asked | None, value: str) -> str:
    if asked is not None and value == ESCAPE:
        return asked.survey.escape.in_language(asked.invitation.language)
    if asked is not None and question is not None and value in offered(question.item):
        return point_in_words(question.item, int(value), asked.invitation.language)
    return value
