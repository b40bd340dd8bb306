"""What every page of the live survey needs: the firm, the store, the links, the clock.

Knows whether a wave takes answers now and in which order a sent page is refused. Knows no routes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from flask import Response, g, redirect

from app.core.closing import closing_moment, takes_answers, takes_what_was_begun
from app.core.firm import Firm
from app.core.response import Response as Kept
from app.core.wave import Invitation
from app.errors import LinkUnknown
from app.pages.catalogues import best_language, languages
from app.pages.environment import Page, render
from app.pages.locale import day_in_words, right_to_left
from app.pages.survey_page import Reader, SurveyNotice
from app.sealing.links import link_hash
from app.store.answers import AnswerStore
from app.web.assets import address_of
from app.web.limits import RateLimit
from app.web.links import Asked, LinkIndex, Listed
from app.web.sent import arrived_whole, from_our_own_page, typed_words, wanted_languages

Answered = tuple[str, int]
"""A page and its status."""
Reply = Answered | Response | str
"""What a view gives back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    firm: Firm
    store: AnswerStore
    links: LinkIndex
    now: Callable[[], datetime]
    """An aware moment."""
    limit: RateLimit = field(default_factory=RateLimit)

    def one(self, token: str, slug: str = "") -> Asked:
        """The relationship that a link is about, or one of a list. Raises LinkUnknown."""
        found = self.links.find(token)
        if isinstance(found, Asked):
            if not slug:
                return found
        else:
            for asked in found.all:
                if asked.relationship.slug == slug:
                    return asked
        raise LinkUnknown

    def at(self, token: str, slug: str = "") -> tuple[Asked, str]:
        """What a link asks, and the address that everything of it stands below."""
        asked = self.one(token, slug)
        return asked, f"/s/{token}/with/{slug}" if slug else f"/s/{token}"

    def listed(self, token: str) -> Listed:
        """The list that a link opens. Raises LinkUnknown."""
        found = self.links.find(token)
        if isinstance(found, Listed):
            return found
        raise LinkUnknown

    def today(self, invitation: Invitation) -> date:
        """The day where the respondent is: a wave closes at its end."""
        return self.now().astimezone(ZoneInfo(invitation.time_zone)).date()

    def takes(self, asked: Asked) -> bool:
        """Whether this one can be answered now: while the wave is open, or what was begun then."""
        opened, invitation, now = asked.opened, asked.invitation, self.now()
        if takes_answers(opened, invitation, now):
            return True
        return takes_what_was_begun(opened, invitation, self.known(asked)[1], now)

    def is_late(self, asked: Asked) -> bool:
        """Whether the wave has closed for this person."""
        return self.now() >= closing_moment(asked.opened, asked.invitation)

    def out_of_time(self, *all_asked: Asked) -> Answered | None:
        """The page that says so when none of these can be answered now."""
        if any(self.takes(asked) for asked in all_asked):
            return None
        first = all_asked[0]
        wave, invitation = first.opened.wave, first.invitation
        what, moment = ("410", wave.closes) if self.is_late(first) else ("403", wave.opens)
        language = best_language(invitation.language)
        day = day_in_words(moment, language)
        return self.notice(what, language, day, typed_words()), int(what)

    def known(self, asked: Asked) -> tuple[int, Kept | None]:
        """How many versions of this respondent's answers there are, and the last."""
        return self.store.last(asked.opened.id, asked.invitation.key)

    def too_often(self, token: str) -> bool:
        """Whether a link has to wait. A request counts once, however often this is asked."""
        if "too_often" not in g:
            g.too_often = self.limit.wait(link_hash(token)) > 0
        return bool(g.too_often)

    def refused(self, token: str) -> tuple[str, int] | None:
        """Why what was sent is not even looked at, with the status; None when it is."""
        if self.too_often(token):
            return "often", 429
        if not from_our_own_page(self.firm.answers_at):
            return "elsewhere", 403
        if not arrived_whole():
            return "cut", 400
        return None

    def notice(
        self,
        what: str,
        language: str = "",
        day: str = "",
        typed: tuple[str, ...] = (),
        link: str = "",
    ) -> str:
        """A small page for a status; without a language in the browser's, or the firm's first."""
        browser = wanted_languages()
        known = (named for named in browser if named.partition("-")[0] in languages())
        language = best_language(language or next(known, self.firm.languages[0]))
        return rendered(
            SurveyNotice(
                reader=Reader(
                    language=language,
                    right_to_left=right_to_left(language),
                    firm=self.firm.name,
                    respondent="",
                ),
                what=what,
                day=day,
                privacy_contact=self.firm.privacy_contact,
                typed=typed,
                link=link,
            )
        )


class Readable(Page, Protocol):
    """A page that knows for whom it is."""

    @property
    def reader(self) -> Reader: ...


def rendered(page: Readable) -> str:
    """A page for its reader, in their language."""
    return render(page, page.reader.language, url_for=address_of)


def to(address: str) -> Response:
    """A redirect to a page of ours; the browser gets it by GET."""
    return redirect(address, 303)  # type: ignore[return-value]
