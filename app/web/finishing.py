"""The end of the road: check and send, the receipt, and a copy to keep.

What was answered is shown to its respondent alone. GET changes nothing; what could not be sent
comes back with the reason.
"""

from __future__ import annotations

import logging

from flask import Response, request

from app.core.response import Response as Kept
from app.core.response import State, Talk
from app.errors import StoreError
from app.pages.survey_given import CopyFile, CopyPage
from app.store.beside import rewordings
from app.web.form import TalkForm, filled
from app.web.given import check_page, copy_of, receipt_page
from app.web.house import Answered, House, Reply, rendered, to
from app.web.keeping import Sending, is_locked, keep_sent
from app.web.links import Asked
from app.web.sent import base, told

_LOG = logging.getLogger("survey")


class Finish:
    """The views; each is given the token and, below a list, the relationship's slug."""

    def __init__(self, house: House) -> None:
        self.house = house

    def check(self, token: str, slug: str = "") -> Reply:
        asked, home = self.house.at(token, slug)
        closed = self.house.out_of_time(asked)
        if closed is not None:
            return closed
        count, known = self.house.known(asked)
        if is_locked(self.house.store, asked, known):
            return to(f"{home}/receipt")
        return self._check(asked, home, count, known)

    def _check(
        self,
        asked: Asked,
        home: str,
        count: int,
        known: Kept | None,
        problem: str = "",
        talk: str | None = None,
    ) -> str:
        reworded = rewordings(self.house.store.instance, asked.opened.id)
        return rendered(
            check_page(
                asked,
                known,
                reworded,
                base=count,
                home=home,
                talk=talk,
                problem=problem,
                late=self.house.is_late(asked),
            )
        )

    def send(self, token: str, slug: str = "") -> Reply:
        asked, home = self.house.at(token, slug)
        closed = self.house.out_of_time(asked)
        if closed is not None:
            return closed
        form = filled(TalkForm, request.form)
        valid = form.validate()
        talk = form["talk"].data if valid and not asked.own_side else None
        count, known = self.house.known(asked)

        def again(problem: str, status: int) -> Answered:
            now, latest = self.house.known(asked)
            return self._check(asked, home, now, latest, problem, talk), status

        refused = self.house.refused(token)
        if refused is not None:
            return again(*refused)
        if not valid:
            return again("values", 422)
        if is_locked(self.house.store, asked, known):
            return to(f"{home}/receipt")
        day = self.house.today(asked.invitation)
        try:
            outcome = keep_sent(self.house.store, asked, Talk(talk or ""), base(), day)
        except (StoreError, OSError) as error:
            _LOG.error("answers could not be sent: %s", told(error))
            return self._check(asked, home, count, known, "store", talk), 503
        if outcome is Sending.CHANGED:
            return again("changed", 409)
        if outcome is Sending.NOTHING:
            return again("nothing", 422)
        return to(f"{home}/receipt")

    # --- afterwards

    def receipt(self, token: str, slug: str = "") -> Reply:
        asked, home = self.house.at(token, slug)
        known = self.house.known(asked)[1]
        if known is None or known.state is State.STARTED:
            return to(home)
        return rendered(
            receipt_page(
                asked,
                known,
                home=home,
                can_change=self.house.takes(asked),
                locked=is_locked(self.house.store, asked, known),
                from_decline=request.args.get("from") == "decline",
                listed=f"/s/{token}" if slug else "",
            )
        )

    def copy(self, token: str, slug: str = "") -> Reply:
        asked, home = self.house.at(token, slug)
        known = self.house.known(asked)[1]
        if known is None or not known.answers:
            return to(home)
        return rendered(copy_of(CopyPage, asked, known, home=home))

    def file(self, token: str, slug: str = "") -> Reply:
        asked, home = self.house.at(token, slug)
        known = self.house.known(asked)[1]
        if known is None or not known.answers:
            return to(home)
        text = rendered(copy_of(CopyFile, asked, known, home=home)).replace("\n", "\r\n")
        made = Response(text, content_type="text/plain; charset=utf-8")
        made.headers["Content-Disposition"] = 'attachment; filename="answers.txt"'
        return made
