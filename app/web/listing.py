"""The road of a person who is asked about several relationships: the list, and across all of it.

One question at a time, answered for every relationship that asks it, each saved as its own. Knows
the list; the road of one relationship is `answering`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, redirect, request
from flask import Response as Reply
from wtforms import Form as WTForm

from app.core.form_pages import FormPage, PageKind
from app.core.response import Answer, Response, State
from app.core.survey import Item
from app.errors import LinkUnknown, StoreError
from app.pages.catalogues import best_language
from app.pages.survey_page import AcrossPage, AcrossRow, ListedRelationship, ListPage
from app.web.form import ESCAPE, ChoiceField, offered
from app.web.given import point_in_words
from app.web.house import Answered, House, rendered
from app.web.keeping import is_locked, keep_page
from app.web.links import Asked, Listed
from app.web.locale import day_in_words
from app.web.sent import base, told
from app.web.view import in_words, page_title, reader, shown

_LOG = logging.getLogger("survey")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Across:
    """One question, and those relationships of the list that ask it in the same words."""

    item: Item
    page: FormPage
    asked: tuple[Asked, ...]


def listing(house: House) -> tuple[Blueprint, Callable[[str, Listed], Answered | str]]:
    """The routes across a list, and the page that shows it."""
    made = Blueprint("listing", __name__)

    def show(token: str, listed: Listed) -> Answered | str:
        closed = house.out_of_time(listed.opened, listed.invitation)
        if closed is not None:
            return closed
        return rendered(_list_page(house, token, listed))

    @made.get("/s/<token>/all/<int:number>")
    def across(token: str, number: int) -> Answered | str:
        listed = house.listed(token)
        closed = house.out_of_time(listed.opened, listed.invitation)
        if closed is not None:
            return closed
        questions = _questions(house, listed)
        one = _one(questions, number)
        known = {asked.relationship.slug: house.known(asked) for asked in one.asked}
        form = _form(one)(
            data={
                _field(asked): _value(known[asked.relationship.slug][1], one.item)
                for asked in one.asked
            }
        )
        bases = {slug: count for slug, (count, _) in known.items()}
        return rendered(_across_page(token, questions, number, form, bases))

    @made.post("/s/<token>/all/<int:number>")
    def keep(token: str, number: int) -> Answered | str | Reply:
        listed = house.listed(token)
        closed = house.out_of_time(listed.opened, listed.invitation)
        if closed is not None:
            return closed
        questions = _questions(house, listed)
        one = _one(questions, number)
        form = _form(one)(formdata=request.form)
        valid = form.validate()
        bases = {a.relationship.slug: base(f":base-{a.relationship.slug}") for a in one.asked}

        def again(problem: str, status: int, saved: dict[str, str] | None = None) -> Answered:
            page = _across_page(token, questions, number, form, bases, problem, saved)
            return rendered(page), status

        refused = house.refused(token)
        if refused is not None:
            return again(*refused)
        if not valid:
            return again("values", 422)
        saved: dict[str, str] = {}
        for asked in one.asked:
            slug = asked.relationship.slug
            try:
                kept = keep_page(
                    house.store,
                    asked,
                    (one.item.id,),
                    _answers(one.item, form[_field(asked)].data),
                    bases[slug],
                    house.today(asked.invitation),
                )
            except (StoreError, OSError) as error:
                _LOG.error("answers to one question could not be kept: %s", told(error))
                return again("store", 503)
            bases[slug] = kept.versions
            if kept.conflicts:
                saved[_field(asked)] = _said(asked, one.item, kept.latest)
        if saved:
            return again("changed", 409, saved)
        step = -1 if request.form.get(":go") == "back" else 1
        there = 1 <= number + step <= len(questions)
        address = f"/s/{token}/all/{number + step}" if there else f"/s/{token}"
        return redirect(address, 303)  # type: ignore[return-value]

    return made, show


def _list_page(house: House, token: str, listed: Listed) -> ListPage:
    rows = []
    for asked in listed.all:
        known = house.known(asked)[1]
        items = {item.id for page in asked.pages if not page.optional for item in page.items}
        state = "new"
        if known is not None:
            locked = is_locked(house.store, asked, known)
            state = "locked" if locked else known.state.value
        day = known.day if known is not None else None
        language = best_language(asked.invitation.language)
        rows.append(
            ListedRelationship(
                name=asked.relationship.name,
                address=f"/s/{token}/with/{asked.relationship.slug}",
                state=state,
                answered=len({a.item for a in known.answers} & items) if known else 0,
                asked=len(items),
                day=day_in_words(day, language) if day is not None else "",
                core_only=asked.core_only,
                leads=asked.own_side and asked.relationship.lead == asked.invitation.respondent,
            )
        )
    first = listed.all[0]
    language = best_language(first.invitation.language)
    questions = _questions(house, listed)
    return ListPage(
        reader=reader(listed.opened, first.invitation),
        title=first.survey.title.in_language(first.invitation.language),
        own_side=first.own_side,
        closes=day_in_words(listed.opened.wave.closes, language),
        relationships=tuple(rows),
        across=f"/s/{token}/all/{_first_open(house, questions)}" if questions else "",
    )


def _questions(house: House, listed: Listed) -> tuple[_Across, ...]:
    """The rated questions of all relationships that still take answers, in the survey's order.

    Questions are one where id, words and scale are the same.
    """
    found: dict[tuple[object, ...], tuple[Item, FormPage, list[Asked]]] = {}
    for asked in listed.all:
        known = house.known(asked)[1]
        if known is not None and (
            known.state is State.DECLINED or is_locked(house.store, asked, known)
        ):
            continue
        for page in asked.pages:
            for item in page.rated if not page.optional else ():
                wording = item.wording(asked.invitation.perspective)
                key = (page.kind, page.factor, item.id, wording, item.scale)
                found.setdefault(key, (item, page, []))[2].append(asked)
    return tuple(
        _Across(item=item, page=page, asked=tuple(asked)) for item, page, asked in found.values()
    )


def _first_open(house: House, questions: tuple[_Across, ...]) -> int:
    """The number of the first question that is not answered for all of its relationships."""
    answered = {
        asked.relationship.slug: {a.item for a in known.answers}
        for one in questions
        for asked in one.asked
        if (known := house.known(asked)[1]) is not None
    }
    for number, one in enumerate(questions, 1):
        if any(one.item.id not in answered.get(a.relationship.slug, ()) for a in one.asked):
            return number
    return 1


def _one(questions: tuple[_Across, ...], number: int) -> _Across:
    if not 1 <= number <= len(questions):
        raise LinkUnknown
    return questions[number - 1]


def _field(asked: Asked) -> str:
    return f"about-{asked.relationship.slug}"


def _form(one: _Across) -> type[WTForm]:
    fields = {_field(asked): ChoiceField(offered(one.item)) for asked in one.asked}
    return type("AcrossForm", (WTForm,), fields)


def _value(known: Response | None, item: Item) -> str | None:
    for answer in known.answers if known is not None else ():
        if answer.item == item.id:
            return ESCAPE if answer.value is None else str(answer.value)
    return None


def _said(asked: Asked, item: Item, known: Response | None) -> str:
    """What is saved for an item, as its respondent reads it."""
    value = _value(known, item)
    language = asked.invitation.language
    if value == ESCAPE:
        return asked.survey.escape.in_language(language)
    return point_in_words(item, int(value), language) if value is not None else ""


def _answers(item: Item, given: str | None) -> tuple[Answer, ...]:
    if given is None:
        return ()
    return (Answer(item=item.id, value=None if given == ESCAPE else int(given)),)


def _head(one: _Across) -> str:
    """What stands above rated questions; with several relationships their name is left open."""
    first = one.asked[0]
    if one.page.kind is PageKind.OVERALL:
        return ""
    head = first.survey.head_we if first.own_side else first.survey.head_they
    if len(one.asked) == 1:
        return in_words(head, first)
    return head.in_language(first.invitation.language)


def _across_page(
    token: str,
    questions: tuple[_Across, ...],
    number: int,
    form: WTForm,
    bases: dict[str, int],
    problem: str = "",
    saved: dict[str, str] | None = None,
) -> AcrossPage:
    one = questions[number - 1]
    first = one.asked[0]
    wording = one.item.wording(first.invitation.perspective)
    statements = {in_words(wording, asked) for asked in one.asked} if wording else {""}
    rows = []
    for asked in one.asked:
        made = shown(one.item, asked, form, saved=saved, field=_field(asked))
        rows.append(
            AcrossRow(
                question=made,
                name=asked.relationship.slug,
                label=asked.relationship.name if len(statements) == 1 else "",
                base=bases[asked.relationship.slug],
            )
        )
    return AcrossPage(
        reader=reader(first.opened, first.invitation),
        head=_head(one),
        statement=statements.pop() if len(statements) == 1 else "",
        title=page_title(one.page, first),
        kind=one.page.kind.value,
        number=number,
        of=len(questions),
        rows=tuple(rows),
        problem=problem,
        back=f"/s/{token}/all/{number - 1}" if number > 1 else "",
        list=f"/s/{token}",
    )
