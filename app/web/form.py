"""The survey as WTForms forms, strict about what they take: a score is one of the offered strings.

One form class for each page, built once. Knows what was sent; knows no addresses and no store.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import Form as WTForm
from wtforms import RadioField, TextAreaField
from wtforms.validators import ValidationError

from app.core.response import Answer, Consent, Response, Talk, Value
from app.core.survey import Item, Perspective, Role
from app.core.typed import LONGEST_TYPED, keepable, unkeepable
from app.core.wave import Invitation, OpenedWave, Privacy

ESCAPE = "na"
"""Sent for "did not come up, or can't judge"."""
USE = ":use"
"""How one's words may be used, where nothing else is chosen for a text. No item's id has a colon,
so that fields beside the answers never have an item's name."""
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
        if unkeepable(text) is not None:
            # Taken out, and shown for another look: nothing is stored that was not seen.
            self.data = keepable(text)
            raise ValidationError("characters")
        if len(text) > LONGEST_TYPED:
            raise ValidationError("long")


def consents(opened: OpenedWave, invitation: Invitation, lead: str) -> tuple[str, ...]:
    """What this respondent may choose for their words.

    No name where the start page has just promised none, and no hiding from oneself: "only the
    principal, not the lead" is not for the lead, nor where both are the same.
    """
    without = {Consent.UNSAID}
    if opened.wave.privacy(invitation.perspective) is Privacy.CONFIDENTIAL:
        without.add(Consent.NAMED)
    own_lead = invitation.perspective is Perspective.SELF and invitation.respondent == lead
    if own_lead or lead == opened.principal or not opened.principal:
        without.add(Consent.PRINCIPAL)
    return tuple(consent.value for consent in Consent if consent not in without)


def has_escape(item: Item) -> bool:
    return item.rated and item.role not in _NO_ESCAPE


def offered(item: Item) -> tuple[str, ...]:
    """Every string that this item takes."""
    points = tuple(str(point) for point in item.scale.points) if item.scale else ()
    return (*points, ESCAPE) if has_escape(item) else points


def use_of(item_id: str) -> str:
    """The name of the field that says how one text may be used; empty there means: as above."""
    return f"{USE}-{item_id}"


def page_form(items: Iterable[Item], allowed: tuple[str, ...]) -> type[WTForm]:
    """The form of one page; to be built once a page. Field names are item ids."""
    fields: dict[str, Any] = {}
    for item in items:
        if item.role is Role.TEXT:
            fields[item.id] = WordsField()
            fields[use_of(item.id)] = ChoiceField(("", *allowed))
            fields[USE] = ChoiceField(allowed)
        else:
            fields[item.id] = ChoiceField(offered(item))
    return type("PageForm", (WTForm,), fields)


class TalkForm(WTForm):
    """What is asked where everything is sent."""

    talk = ChoiceField(tuple(talk.value for talk in Talk if talk))


def filled(form: type[WTForm], sent: MultiDict[str, str]) -> WTForm:
    """The form with what was sent."""
    return form(formdata=sent)


def remembered(form: type[WTForm], items: Iterable[Item], response: Response | None) -> WTForm:
    """The form with what was saved before."""
    if response is None or not response.answers:
        return form()
    kept = {answer.item: answer for answer in response.answers}
    data: dict[str, Any] = {}
    chosen: list[tuple[str, str]] = []
    for item in items:
        answer = kept.get(item.id)
        if answer is None:
            continue
        if item.role is not Role.TEXT:
            data[item.id] = ESCAPE if answer.value is None else str(answer.value)
        elif isinstance(answer.value, str):
            # An imported text without words is an empty box, and never the words "na".
            data[item.id] = answer.value
            chosen.append((item.id, answer.consent.value))
    if chosen:
        # What was chosen for most stands above the boxes, what differs beside its box. Where a
        # text has no choice there is none above either: "as above" would make one for it.
        said = [value for _, value in chosen]
        most = "" if Consent.UNSAID in said else Counter(said).most_common(1)[0][0]
        data[USE] = most or None
        data |= {use_of(item_id): value for item_id, value in chosen if value != most}
    return form(data=data)


def answers(form: WTForm, items: Iterable[Item]) -> tuple[Answer, ...]:
    """The answers of a valid page; what was left open has none."""
    found = []
    for item in items:
        given = form[item.id].data
        if item.role is Role.TEXT:
            if given and given.strip():
                consent = form[use_of(item.id)].data or form[USE].data or ""
                found.append(Answer(item=item.id, value=given, consent=Consent(consent)))
        elif given is not None:
            value: Value = None if given == ESCAPE else int(given)
            found.append(Answer(item=item.id, value=value))
    return tuple(found)
