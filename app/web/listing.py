"""The road of a person who is asked about several relationships: the list, and across all of it.

One question at a time, answered for every relationship that asks it, each saved as its own. Knows
the list; the road of one relationship is `answering`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from flask import Blueprint, redirect, request
from flask import Response as Reply

from app.core.response import State
from app.errors import StoreError
from app.pages.catalogues import best_language
from app.pages.locale import day_in_words
from app.pages.survey_list import ListedRelationship, ListPage
from app.web.across import (
    across_page,
    answers_of,
    field_of,
    first_open,
    form_of,
    number_of,
    questions_of,
    said_of,
    the_one,
    value_of,
)
from app.web.across_lost import chosen_of, lost_page
from app.web.house import Answered, House, rendered
from app.web.keeping import is_locked, keep_page
from app.web.links import Asked, Listed
from app.web.sent import base, told
from app.web.view import reader

_LOG = logging.getLogger("survey")
QUESTION = ":question"
"""The field that says by its key which question was shown: its number is for people and moves."""


def listing(house: House) -> tuple[Blueprint, Callable[[str, Listed], Answered | str]]:
    """The routes across a list, and the page that shows it."""
    made = Blueprint("listing", __name__)

    def show(token: str, listed: Listed) -> Answered | str:
        closed = house.out_of_time(*listed.all)
        if closed is not None and not any(_has_receipt(house, asked) for asked in listed.all):
            return closed
        return rendered(_list_page(house, token, listed, over=closed is not None))

    @made.get("/s/<token>/all/<int:number>")
    def across(token: str, number: int) -> Answered | str:
        listed = house.listed(token)
        closed = house.out_of_time(*listed.all)
        if closed is not None:
            return closed
        questions = questions_of(house, listed)
        one = the_one(questions, number)
        known = {asked.relationship.slug: house.known(asked) for asked in one.asked}
        form = form_of(one)(
            data={
                field_of(asked): value_of(known[asked.relationship.slug][1], one.item)
                for asked in one.asked
            }
        )
        bases = {slug: count for slug, (count, _) in known.items()}
        return rendered(across_page(token, questions, number, form, bases))

    @made.post("/s/<token>/all/<int:number>")
    def keep(token: str, number: int) -> Answered | str | Reply:
        listed = house.listed(token)
        closed = house.out_of_time(*listed.all)
        if closed is not None:
            return closed
        questions = questions_of(house, listed)
        key = request.form.get(QUESTION, "")
        found = number_of(questions, key)
        refused = house.refused(token)
        sent = tuple(request.form.items(multi=True))
        if found is None:
            status = refused[1] if refused is not None else 409
            return rendered(lost_page(token, listed, key, sent)), status
        one = questions[found - 1]
        form = form_of(one)(formdata=request.form)
        valid = form.validate()
        bases = {a.relationship.slug: base(f":base-{a.relationship.slug}") for a in one.asked}
        gone = chosen_of(listed, key, sent, one.asked)

        def again(problem: str, status: int, saved: dict[str, str] | None = None) -> Answered:
            page = across_page(token, questions, found, form, bases, problem, saved, gone)
            return rendered(page), status

        if refused is not None:
            return again(*refused)
        if not valid:
            return again("values", 422)
        if found != number or gone:
            return again("moved", 409)
        saved: dict[str, str] = {}
        for asked in one.asked:
            slug = asked.relationship.slug
            try:
                kept = keep_page(
                    house.store,
                    asked,
                    (one.item.id,),
                    answers_of(one.item, form[field_of(asked)].data),
                    bases[slug],
                    house.today(asked.invitation),
                )
            except (StoreError, OSError) as error:
                _LOG.error("answers to one question could not be kept: %s", told(error))
                return again("store", 503)
            bases[slug] = kept.versions
            if kept.conflicts:
                saved[field_of(asked)] = said_of(asked, one.item, kept.latest)
        if saved:
            return again("changed", 409, saved)
        step = -1 if request.form.get(":go") == "back" else 1
        there = 1 <= number + step <= len(questions)
        address = f"/s/{token}/all/{number + step}" if there else f"/s/{token}"
        return redirect(address, 303)  # type: ignore[return-value]

    return made, show


def _has_receipt(house: House, asked: Asked) -> bool:
    known = house.known(asked)[1]
    return known is not None and known.state is not State.STARTED


def _list_page(house: House, token: str, listed: Listed, *, over: bool) -> ListPage:
    """The list; once the survey is `over`, of what was said, to be read again."""
    rows = []
    for asked in listed.all:
        known = house.known(asked)[1]
        home = f"/s/{token}/with/{asked.relationship.slug}"
        if over:
            home = f"{home}/receipt" if _has_receipt(house, asked) else ""
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
                address=home,
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
    questions = () if over else questions_of(house, listed)
    titles = {asked.survey.title.in_language(first.invitation.language) for asked in listed.all}
    return ListPage(
        reader=reader(listed.opened, first.invitation),
        title=titles.pop() if len(titles) == 1 else "",
        own_side=first.own_side,
        over=over,
        closes=day_in_words(listed.opened.wave.closes, language),
        relationships=tuple(rows),
        across=f"/s/{token}/all/{first_open(house, questions)}" if questions else "",
    )
