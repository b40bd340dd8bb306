"""The live survey: personal link → form → saved → receipt. The face that people outside see.

Given a site's folders and a clock. GET changes nothing; a page says "saved" only after the store
has returned; whatever is refused comes back with everything typed.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, date, datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from flask import Flask, Response, redirect, request, url_for
from werkzeug.exceptions import HTTPException
from wtforms import Form as WTForm

from app.core.firm import Firm
from app.core.response import State
from app.errors import LinkUnknown, StoreError
from app.files.site import read_site
from app.pages.environment import STATIC, Page, render
from app.pages.survey_page import ReceiptPage, SurveyNotice
from app.sealing.links import link_hash
from app.settings import Site
from app.store.answers import AnswerStore
from app.web.form import filled, form_class, remembered
from app.web.keeping import keep_declined, keep_sent
from app.web.limits import RateLimit
from app.web.links import Asked, LinkIndex
from app.web.sent import from_our_own_page, told, typed_words
from app.web.view import day_in_words, right_to_left, survey_of, survey_page

LARGEST_BODY = 512 * 1024
"""Bytes: three texts of the greatest length, every letter written as nine."""
STYLES = {
    "survey.css",
    "fonts/SourceSans3-Regular.woff2",
    "fonts/SourceSans3-Semibold.woff2",
    "fonts/SourceSerif4-Semibold.woff2",
}
_CLOSED = (
    "default-src 'none'; style-src 'self'; font-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
_LOG = logging.getLogger("survey")


def _now() -> datetime:
    return datetime.now(UTC)


def create_app(site: Site, *, now: Callable[[], datetime] = _now) -> Flask:
    """The live app. `now` gives an aware moment; tests hand in their own."""
    files = read_site(site)
    firm = files.firm
    principal = next((p.name for p in files.people if p.slug == firm.principal), "")
    store = AnswerStore(site.instance)
    links = LinkIndex(site.instance)
    limit = RateLimit()
    app = Flask("app.web", static_folder=None)
    # Flask's own lines hold the address, and that is the personal link.
    app.logger.disabled = True
    app.config.update(
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        MAX_FORM_MEMORY_SIZE=LARGEST_BODY,
        MAX_FORM_PARTS=200,
        TRUSTED_HOSTS=["127.0.0.1", "localhost", "[::1]", *_host_of(firm.answers_at)],
    )

    def today(asked: Asked) -> date:
        """The day where the respondent is: a wave closes at its end."""
        return now().astimezone(ZoneInfo(asked.invitation.time_zone)).date()

    def shown_form(
        asked: Asked, form: WTForm, problem: str = "", status: int = 200, again: bool = False
    ) -> tuple[str, int]:
        decline = "" if again else f"{request.path.rstrip('/')}/decline"
        page = survey_page(
            asked, firm, principal, form, problem=problem, again=again, decline=decline
        )
        return _rendered(page), status

    def out_of_time(asked: Asked) -> tuple[str, int] | None:
        """The page that says so when the wave takes no answers on this day."""
        wave, day = asked.opened.wave, today(asked)
        if wave.opens <= day <= wave.closes:
            return None
        what, moment = ("410", wave.closes) if day > wave.closes else ("403", wave.opens)
        language = asked.invitation.language
        return _notice(firm, what, language, day_in_words(moment, language), typed_words()), int(
            what
        )

    @app.get("/s/<token>")
    def form(token: str) -> tuple[str, int]:
        asked = links.find(token)
        closed = out_of_time(asked)
        if closed is not None:
            return closed
        known = store.find(asked.opened.id, asked.invitation.key)
        empty = _form_class(asked)
        again = known is not None and known.state is not State.DECLINED
        return shown_form(asked, remembered(empty, known), again=again)

    @app.post("/s/<token>")
    def send(token: str) -> tuple[str, int] | Response:
        asked = links.find(token)
        closed = out_of_time(asked)
        if closed is not None:
            return closed
        sent = filled(_form_class(asked), request.form)
        if limit.wait(link_hash(token)):
            sent.validate()
            return shown_form(asked, sent, "often", 429)
        if not from_our_own_page(firm.answers_at):
            sent.validate()
            return shown_form(asked, sent, "elsewhere", 403)
        valid = sent.validate()
        if request.form.getlist("end") != ["1"]:
            # The last field of the form: without it the body was cut on its way.
            return shown_form(asked, sent, "cut", 400)
        if not valid:
            return shown_form(asked, sent, "values", 422)
        try:
            keep_sent(store, asked, sent)
        except (StoreError, OSError) as error:
            _LOG.error("an answer could not be kept: %s", told(error))
            return shown_form(asked, sent, "store", 503)
        return redirect(url_for("receipt", token=token), 303)  # type: ignore[return-value]

    @app.post("/s/<token>/decline")
    def decline(token: str) -> tuple[str, int] | Response:
        asked = links.find(token)
        closed = out_of_time(asked)
        if closed is not None:
            return closed
        if not from_our_own_page(firm.answers_at) or request.form.getlist("end") != ["1"]:
            return redirect(url_for("form", token=token), 303)  # type: ignore[return-value]
        keep_declined(store, asked)
        return redirect(url_for("receipt", token=token), 303)  # type: ignore[return-value]

    @app.get("/s/<token>/receipt")
    def receipt(token: str) -> str | Response:
        asked = links.find(token)
        known = store.find(asked.opened.id, asked.invitation.key)
        if known is None:
            return redirect(url_for("form", token=token), 303)  # type: ignore[return-value]
        relationship, _, items = survey_of(asked)
        wave, language = asked.opened.wave, asked.invitation.language
        own = asked.invitation.perspective == "self"
        return _rendered(
            ReceiptPage(
                declined=known.state is State.DECLINED,
                language=language,
                right_to_left=right_to_left(language),
                firm=asked.opened.firm_name,
                about=relationship.name if own else asked.opened.firm_name,
                answered=len(known.answers),
                asked=len(items),
                closes=day_in_words(wave.closes, language),
                can_change=today(asked) <= wave.closes,
                form=url_for("form", token=token),
            )
        )

    @app.get("/static/<path:filename>")
    def static(filename: str) -> Response:
        if filename not in STYLES:
            raise LinkUnknown
        kind = "text/css; charset=utf-8" if filename.endswith(".css") else "font/woff2"
        made = Response((STATIC / filename).read_bytes(), content_type=kind)
        made.headers["Cache-Control"] = "public, max-age=86400"
        return made

    @app.errorhandler(LinkUnknown)
    def unknown(_error: LinkUnknown) -> tuple[str, int]:
        return _notice(firm, "404", firm.languages[0]), 404

    @app.errorhandler(HTTPException)
    def refused(error: HTTPException) -> tuple[str, int]:
        code = error.code or 500
        return _notice(firm, str(code), firm.languages[0]), code

    @app.errorhandler(StoreError)
    def store_failed(error: StoreError) -> tuple[str, int]:
        _LOG.error("the store: %s", told(error))
        return _notice(firm, "503", firm.languages[0], typed=typed_words()), 503

    @app.errorhandler(Exception)
    def failed(error: Exception) -> tuple[str, int]:
        _LOG.error("in the survey: %s", told(error))
        return _notice(firm, "500", firm.languages[0], typed=typed_words()), 500

    @app.after_request
    def closed_headers(response: Response) -> Response:
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers["Content-Security-Policy"] = _CLOSED
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return app


def _form_class(asked: Asked) -> type[WTForm]:
    _, survey, _ = survey_of(asked)
    perspective, wave = asked.invitation.perspective, asked.opened.wave
    return form_class(survey, perspective, wave.form, wave.privacy(perspective))


def _host_of(address: str) -> list[str]:
    host = urlsplit(address).hostname
    return [host] if host else []


def _static(_endpoint: str, *, filename: str) -> str:
    """The address of a style, without asking Flask: a request for a forged host has no routes."""
    return f"/static/{filename}"


def _rendered(page: Page) -> str:
    return render(page, url_for=_static)


def _notice(
    firm: Firm, what: str, language: str, day: str = "", typed: tuple[str, ...] = ()
) -> str:
    return _rendered(
        SurveyNotice(
            language=language,
            right_to_left=right_to_left(language),
            firm=firm.name,
            what=what,
            day=day,
            privacy_contact=firm.privacy_contact,
            typed=typed,
        )
    )
