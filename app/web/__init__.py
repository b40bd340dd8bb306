"""The live survey: personal link → pages → sent → receipt. The face that people outside see.

Given a site's folders and a clock. GET changes nothing; a page says "saved" only after the store
has returned; whatever is refused comes back with everything typed, if it came by a link of ours.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import urlsplit

from flask import Flask, Response
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge
from werkzeug.middleware.proxy_fix import ProxyFix

from app.errors import LinkUnknown, StoreError
from app.files.site import read_site
from app.settings import Site
from app.store.answers import AnswerStore
from app.web import assets
from app.web.answering import answering
from app.web.astray import not_here
from app.web.bounds import LARGEST_BODY, look_before_reading, words_to_hand_back
from app.web.house import House, Reply
from app.web.links import LinkIndex
from app.web.listing import listing
from app.web.no_more import leaving_alone
from app.web.sent import told

_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; font-src 'self'; "
    "script-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; "
    "base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_LOG = logging.getLogger("survey")


def _now() -> datetime:
    return datetime.now(UTC)


def create_app(site: Site, *, now: Callable[[], datetime] = _now, proxies: int = 0) -> Flask:
    """The live app. `now` gives an aware moment; `proxies` of ours stand in front of it."""
    firm = read_site(site).firm
    house = House(
        firm=firm, store=AnswerStore(site.instance), links=LinkIndex(site.instance), now=now
    )
    app = Flask("app.web", static_folder=None)
    # Flask's own lines hold the address, and that is the personal link.
    app.logger.disabled = True
    app.config.update(
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        MAX_FORM_MEMORY_SIZE=LARGEST_BODY,
        MAX_FORM_PARTS=200,
        TRUSTED_HOSTS=["127.0.0.1", "localhost", "[::1]", *_host_of(firm.answers_at)],
    )
    if proxies:
        # What the proxies nearest to us wrote, and nothing that came from further away.
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=0, x_proto=proxies, x_host=proxies)  # type: ignore[method-assign]
    across, show_list = listing(house)
    app.register_blueprint(answering(house, show_list))
    app.register_blueprint(across)
    app.register_blueprint(leaving_alone(house))

    @app.get("/static/<path:filename>")
    def static(filename: str) -> Response:
        return assets.response(filename)

    @app.before_request
    def bounded() -> None:
        look_before_reading(house)

    _say_what_went_wrong(app, house)

    @app.after_request
    def closed_headers(response: Response) -> Response:
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.extend(_HEADERS)
        return response

    return app


def _say_what_went_wrong(app: Flask, house: House) -> None:
    """A page of our own for every refusal and failure; typed words come back with it."""

    @app.errorhandler(LinkUnknown)
    def unknown(_error: LinkUnknown) -> Reply:
        return not_here(house)

    @app.errorhandler(RequestEntityTooLarge)
    def too_large(_error: RequestEntityTooLarge) -> tuple[str, int]:
        return house.notice("413", typed=words_to_hand_back(house)), 413

    @app.errorhandler(HTTPException)
    def refused(error: HTTPException) -> Reply:
        code = error.code or 500
        if code == 404:
            return not_here(house)
        return house.notice(str(code)), code

    @app.errorhandler(StoreError)
    def store_failed(error: StoreError) -> tuple[str, int]:
        _LOG.error("the store: %s", told(error))
        return house.notice("503", typed=words_to_hand_back(house)), 503

    @app.errorhandler(Exception)
    def failed(error: Exception) -> tuple[str, int]:
        _LOG.error("in the survey: %s", told(error))
        return house.notice("500", typed=words_to_hand_back(house)), 500


def _host_of(address: str) -> list[str]:
    host = urlsplit(address).hostname
    return [host] if host else []
