"""The road of one relationship: its routes, the start page, and page by page.

Each press saves and answers with a redirect; whatever is refused comes back with all that was
typed. GET changes nothing. Every route stands twice: below a link of its own, and below the list of
a person who is asked about several relationships.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, request
from werkzeug.datastructures import MultiDict
from wtforms import Form as WTForm

from app.core.form_pages import FormPage, PageKind, first_open, left_open, next_page, page_before
from app.core.response import Response as Kept
from app.core.response import State
from app.errors import StoreError
from app.pages.catalogues import best_language
from app.web.finishing import Finish
from app.web.form import answers, consents, filled, page_form, remembered
from app.web.given import point_in_words
from app.web.house import Answered, House, Reply, rendered, to
from app.web.keeping import KeptPage, is_locked, keep_declined, keep_page
from app.web.links import Asked, Listed
from app.web.made_once import rated_page
from app.web.sent import base, told, typed_words
from app.web.view import start_page, survey_page

_LOG = logging.getLogger("survey")


def answering(house: House, show_list: Callable[[str, Listed], Reply]) -> Blueprint:
    """The routes of one relationship; `show_list` shows a link that opens several."""
    made = Blueprint("answering", __name__)
    road = _Road(house)

    def route(below: str, view: Callable[..., Reply], method: str = "GET") -> None:
        for start in ("/s/<token>", "/s/<token>/with/<slug>"):
            made.add_url_rule(
                f"{start}{below}", f"{view.__name__}-{len(start)}", view, methods=[method]
            )

    def begin(token: str, slug: str = "") -> Reply:
        found = house.links.find(token)
        if isinstance(found, Listed) and not slug:
            return show_list(token, found)
        return road.begin(token, slug)

    made.add_url_rule("/s/<token>", "begin", begin)
    made.add_url_rule("/s/<token>/with/<slug>", "begin-listed", begin)
    route("/start", road.start)
    route("/<int:number>", road.page)
    route("/<int:number>", road.save, "POST")
    finish = Finish(house)
    route("/check", finish.check)
    route("/check", finish.send, "POST")
    route("/decline", road.decline, "POST")
    route("/receipt", finish.receipt)
    route("/copy", finish.copy)
    route("/copy.txt", finish.file)
    return made


class _Road:
    """The views; each is given the token and, below a list, the relationship's slug."""

    def __init__(self, house: House) -> None:
        self.house = house

    # --- before anything is answered

    def begin(self, token: str, slug: str = "") -> Reply:
        """Where somebody is who opens their link: at the start, on the way, or done."""
        asked, home = self.house.at(token, slug)
        known = self.house.known(asked)[1]
        if known is not None and known.state is State.SENT:
            return to(f"{home}/receipt")
        closed = self.house.out_of_time(asked)
        if closed is not None:
            return closed
        if known is None or known.state is State.DECLINED or not known.answers:
            return self._start(asked, home, known, token, slug)
        return to(_where_left(asked, home, known))

    def start(self, token: str, slug: str = "") -> Reply:
        asked, home = self.house.at(token, slug)
        closed = self.house.out_of_time(asked)
        if closed is not None:
            return closed
        return self._start(asked, home, self.house.known(asked)[1], token, slug)

    def _start(self, asked: Asked, home: str, known: Kept | None, token: str, slug: str) -> str:
        sent = known is not None and known.state is State.SENT
        return rendered(
            start_page(
                asked,
                self.house.firm,
                known=known,
                begin=_where_left(asked, home, known),
                decline="" if sent else f"{home}/decline",
                listed=f"/s/{token}" if slug else "",
                no_more=f"/s/{token}/no-more",
            )
        )

    def decline(self, token: str, slug: str = "") -> Reply:
        asked, home = self.house.at(token, slug)
        closed = self.house.out_of_time(asked)
        if closed is not None:
            return closed
        refused = self.house.refused(token)
        if refused is not None:
            return self.house.notice(str(refused[1])), refused[1]
        day = self.house.today(asked.invitation)
        kept = keep_declined(self.house.store, asked, day)
        return to(f"{home}/receipt" if kept else f"{home}/receipt?from=decline")

    # --- page by page

    def page(self, number: int, token: str, slug: str = "") -> Reply:
        asked, home = self.house.at(token, slug)
        closed = self.house.out_of_time(asked)
        if closed is not None:
            return closed
        page = asked.page(number)
        count, known = self.house.known(asked)
        if is_locked(self.house.store, asked, known):
            return to(f"{home}/receipt")
        form, allowed = self._form(asked, page)
        state: dict[str, Any] = {
            "base": count,
            "back": _back(asked, page, home, known),
            "sent": known is not None and known.state is State.SENT,
            "from_check": request.args.get("from") == "check",
        }
        if page.kind is not PageKind.WORDS and "open" not in request.args:
            return rated_page(asked, page, form, known, **state)
        filled_in = remembered(form, page.items, known)
        missing = left_open(page, known) if "open" in request.args else ()
        return rendered(survey_page(asked, page, filled_in, allowed, left_open=missing, **state))

    def save(self, number: int, token: str, slug: str = "") -> Reply:
        asked, home = self.house.at(token, slug)
        closed = self.house.out_of_time(asked)
        if closed is not None:
            return closed
        page = asked.page(number)
        known = self.house.known(asked)[1]
        if is_locked(self.house.store, asked, known):
            language = best_language(asked.invitation.language)
            return self.house.notice("409", language, typed=typed_words()), 409
        form_type, allowed = self._form(asked, page)
        form = filled(form_type, request.form)
        valid = form.validate()

        def again(problem: str, status: int, **more: Any) -> Answered:
            shown = survey_page(
                asked,
                page,
                form,
                allowed,
                **{"base": base(), **more},
                problem=problem,
                back=_back(asked, page, home, known),
                sent=known is not None and known.state is State.SENT,
                from_check=request.form.get(":from") == "check",
            )
            return rendered(shown), status

        refused = self.house.refused(token)
        if refused is not None:
            return again(*refused)
        if not valid:
            return again("values", 422)
        given = answers(form, page.items)
        day = self.house.today(asked.invitation)
        try:
            kept = keep_page(
                self.house.store, asked, (item.id for item in page.items), given, base(), day
            )
        except (StoreError, OSError) as error:
            _LOG.error("a page could not be kept: %s", told(error))
            return again("store", 503)
        if kept.conflicts:
            return again("changed", 409, base=kept.versions, saved=_saved(asked, kept))
        return self._onwards(asked, page, home, known, request.form, len(given), kept.versions)

    def _onwards(
        self,
        asked: Asked,
        page: FormPage,
        home: str,
        known: Kept | None,
        sent: MultiDict[str, str],
        given: int,
        kept: int,
    ) -> Reply:
        """Where one goes after a page was saved."""
        if sent.get(":go") == "auto":
            made = Response()  # empty, and not 204: waitress would close the connection after it
            made.headers["X-Base"] = str(kept)
            return made
        if sent.get(":from") == "check" or (known is not None and known.state is State.SENT):
            return to(f"{home}/check")
        if sent.get(":go") == "back":
            before = page_before(asked.pages, page)
            return to(f"{home}/{before.number}" if before else f"{home}/start")
        if page.rated and given < len(page.rated) and sent.get(":asked") != "1":
            return to(f"{home}/{page.number}?open=1")
        after = next_page(asked.pages, page)
        return to(f"{home}/{after.number}" if after and not page.optional else f"{home}/check")

    def _form(self, asked: Asked, page: FormPage) -> tuple[type[WTForm], tuple[str, ...]]:
        """The form class of a page, made once, and what may be chosen for one's words."""
        allowed = consents(asked.opened, asked.invitation, asked.relationship.lead)
        key = ("form", asked.survey.id, asked.own_side, asked.core_only, page.number, allowed)
        found = asked.made.get(key)
        if found is None:
            found = asked.made[key] = page_form(page.items, allowed)
        return found, allowed


def _where_left(asked: Asked, home: str, known: Kept | None) -> str:
    page = first_open(asked.pages, known)
    return f"{home}/{page.number}" if page is not None else f"{home}/check"


def _back(asked: Asked, page: FormPage, home: str, known: Kept | None) -> str:
    """Where "back" leads; nowhere for answers that were sent, which go back to their check."""
    if known is not None and known.state is State.SENT:
        return ""
    before = page_before(asked.pages, page)
    return f"{home}/{before.number}" if before is not None else f"{home}/start"


def _saved(asked: Asked, found: KeptPage) -> dict[str, str]:
    """What stands saved for each item in conflict, as its respondent reads it."""
    kept = {a.item: a.value for a in found.latest.answers} if found.latest else {}
    said = {}
    for item in asked.items:
        if item.id in found.conflicts:
            value = kept.get(item.id)
            if item.id in kept and value is None:
                said[item.id] = asked.survey.escape.in_language(asked.invitation.language)
            elif isinstance(value, int):
                said[item.id] = point_in_words(item, value, asked.invitation.language)
            else:
                said[item.id] = value or ""
    return said
