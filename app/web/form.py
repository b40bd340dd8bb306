"""The survey as a WTForms form, strict about what it takes: a score is one of the offered strings.

One form class for each survey version, perspective and form, built once. Knows what was sent;
knows no pages and no store.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import Form as WTForm
from wtforms import RadioField, TextAreaField
from wtforms.validators import ValidationError

from app.core.response import Answer, Consent, Response, Value
from app.core.survey import Form, Item, Perspective, Role, Survey
from app.core.wave import Privacy

ESCAPE = "na"
"""Sent for "did not come up, or can't judge"."""
LONGEST_TEXT = 4000
_UNKEEPABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff]")
_NO_ESCAPE = (Role.SATISFACTION, Role.FREQUENCY)


class ChoiceField(RadioField):
    """One of the offered strings, once, or nothing at all."""

    def __init__(self, offered: tuple[str, ...], **bound: Any) -> None:
        # WTForms takes plain strings and warns about pairs; its published types know pairs alone.
        super().__init__(choices=list(offered), **bound)  # type: ignore[arg-type]
        self.offered = offered

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = valuelist[0] if valuelist else None

    def pre_validate(self, _form: Any) -> None:
        sent = self.raw_data or []
        if not sent:
            return
        if len(sent) != 1 or sent[0] not in self.offered:
            raise ValidationError("choice")


class WordsField(TextAreaField):
    """An open text, as it was typed, with line ends as one character."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = "\n".join(valuelist).replace("\r\n", "\n").replace("\r", "\n")

    def pre_validate(self, _form: Any) -> None:
        text = self.data or ""
        if _UNKEEPABLE.search(text):
            # Taken out, and shown for another look: nothing is stored that was not seen.
            self.data = _UNKEEPABLE.sub("", text)
            raise ValidationError("characters")
        if len(text) > LONGEST_TEXT:
            raise ValidationError("long")


def consents(privacy: Privacy) -> tuple[str, ...]:
    """What may be chosen for one's words. No name where the page has just promised none."""
    without = {Consent.UNSAID} | ({Consent.NAMED} if privacy is Privacy.CONFIDENTIAL else set())
    return tuple(consent.value for consent in Consent if consent not in without)


def has_escape(item: Item) -> bool:
    return item.rated and item.role not in _NO_ESCAPE


def offered(item: Item) -> tuple[str, ...]:
    """Every string that this item takes."""
    points = tuple(str(point) for point in item.scale.points) if item.scale else ()
    return (*points, ESCAPE) if has_escape(item) else points


@lru_cache(maxsize=256)
def form_class(
    survey: Survey, perspective: Perspective, form: Form, privacy: Privacy
) -> type[WTForm]:
    """The form of one side of one survey. Field names are item ids, and `consent`."""
    fields: dict[str, Any] = {}
    for item in survey.asked(perspective, form):
        if item.role is Role.TEXT:
            fields[item.id] = WordsField()
        else:
            fields[item.id] = ChoiceField(offered(item))
    fields["consent"] = ChoiceField(consents(privacy))
    return type("SurveyForm", (WTForm,), fields)


def filled(form: type[WTForm], sent: MultiDict[str, str]) -> WTForm:
    """The form with what was sent."""
    return form(formdata=sent)


def remembered(form: type[WTForm], response: Response | None) -> WTForm:
    """The form with what was saved before."""
    if response is None:
        return form()
    data: dict[str, Any] = {}
    texts = {field.name for field in form() if isinstance(field, WordsField)}
    for answer in response.answers:
        if answer.value is not None:
            data[answer.item] = str(answer.value)
        elif answer.item not in texts:
            # An imported text without words is an empty box, and never the words "na".
            data[answer.item] = ESCAPE
        if isinstance(answer.value, str) and answer.consent is not Consent.UNSAID:
            data["consent"] = answer.consent.value
    return form(data=data)


def answers(form: WTForm, items: Iterable[Item]) -> tuple[Answer, ...]:
    """The answers of a valid form; what was left open has none."""
    consent = Consent(form["consent"].data or "")
    found = []
    for item in items:
        given = form[item.id].data
        if item.role is Role.TEXT:
            if given and given.strip():
                found.append(Answer(item=item.id, value=given, consent=consent))
        elif given is not None:
            value: Value = None if given == ESCAPE else int(given)
            found.append(Answer(item=item.id, value=value))
    return tuple(found)
