"""Where somebody says "please do not ask me again", and may take it back.

By a press on a page of ours, or by the one press that mail programs offer (RFC 8058); GET changes
nothing, and there is no third way. It works after a wave has closed too. Only people of the other
side are offered it: our own are asked because they look after a relationship.
"""

from __future__ import annotations

from flask import Blueprint, request

from app.core.left_alone import NoMore, key_of
from app.core.survey import Perspective
from app.core.wave import Invitation, OpenedWave
from app.errors import LinkUnknown
from app.pages.survey_no_more import NoMorePage
from app.store.no_more import keep_no_more, no_more, take_back
from app.web.house import House, Reply, rendered, to
from app.web.view import reader

ONE_CLICK = ("List-Unsubscribe", "One-Click")
"""The whole body of what a mail program sends."""


def leaving_alone(house: House) -> Blueprint:
    """The routes below a personal link."""
    made = Blueprint("no-more", __name__)

    def whose(token: str) -> tuple[OpenedWave, Invitation]:
        found = house.links.find(token)
        invitation = found.invitation
        if invitation.perspective is not Perspective.COUNTERPART:
            raise LinkUnknown
        return found.opened, invitation

    @made.get("/s/<token>/no-more")
    def show(token: str) -> Reply:
        opened, invitation = whose(token)
        key = key_of(invitation.relationship, invitation.respondent, invitation.person)
        return rendered(
            NoMorePage(
                reader=reader(opened, invitation),
                said=any(one.key == key for one in no_more(house.store.instance)),
                address=f"/s/{token}/no-more",
                link=f"/s/{token}",
                privacy_contact=house.firm.privacy_contact,
            )
        )

    @made.post("/s/<token>/no-more")
    def say(token: str) -> Reply:
        opened, invitation = whose(token)
        one_click = request.form.get(ONE_CLICK[0]) == ONE_CLICK[1]
        if one_click and house.too_often(token):
            return house.notice("429"), 429
        if not one_click and (refused := house.refused(token)) is not None:
            return house.notice(str(refused[1])), refused[1]
        key = key_of(invitation.relationship, invitation.respondent, invitation.person)
        if not one_click and request.form.get(":again") == "1":
            take_back(house.store.instance, key)
        else:
            said = NoMore(key=key, wave=opened.id, day=house.today(invitation))
            keep_no_more(house.store.instance, said)
        # A mail program follows nothing; it wants to hear that it is done.
        return show(token) if one_click else to(f"/s/{token}/no-more")

    return made
