"""`link WAVE WHO`: writes one person's link again, renews it, or makes it open nothing."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from app.cli import add_site

if TYPE_CHECKING:
    from app.core.asked import Key
    from app.core.wave import OpenedWave

HELP = "show, renew or revoke one person's link"


def add_arguments(parser: ArgumentParser) -> None:
    add_site(parser)
    parser.add_argument("wave", metavar="WAVE", help="the wave's id, such as 2027")
    parser.add_argument("who", metavar="WHO", help="a contact's id, or the name of a people/ file")
    parser.add_argument("--about", metavar="RELATIONSHIP", help="only the link to this one")
    change = parser.add_mutually_exclusive_group()
    change.add_argument(
        "--renew", action="store_true", help="make a new link; the old one opens nothing from now"
    )
    change.add_argument("--revoke", action="store_true", help="let it open nothing from now")


def run(arguments: Namespace) -> int:
    from dataclasses import replace

    from app.cli.opening import opened_wave
    from app.cli.site import site_of
    from app.files.site import read_site
    from app.sealing.links import link_hash, link_token, list_token, new_key
    from app.store.beside import ChangedLink, change_link, changed_links
    from app.store.keys import kept_key

    site = site_of(arguments)
    firm = read_site(site).firm
    opened = opened_wave(site, arguments.wave, "WAVE")
    key = kept_key(site.instance, "links", new_key)
    invitations = {invitation.key: invitation for invitation in opened.invitations}
    changed = {link.key: link for link in changed_links(site.instance, opened.id)}
    shown, others = _asked_for(arguments, opened)

    def token(whose: Key, generation: int) -> str:
        if whose in invitations:
            return link_token(key, opened.id, replace(invitations[whose], generation=generation))
        return list_token(key, opened.id, whose, generation)

    for whose in (shown, *others) if arguments.renew or arguments.revoke else ():
        # Counted on from whatever was there, so that no link ever opens a second time.
        generation = 1 + (changed[whose].generation if whose in changed else 1)
        hashed = "" if arguments.revoke else link_hash(token(whose, generation))
        changed[whose] = ChangedLink(key=whose, generation=generation, hashed=hashed)
        change_link(site.instance, opened.id, changed[whose])
    if shown[0] and (arguments.renew or arguments.revoke) and _is_listed(opened, shown):
        print(
            f"their list still opens {shown[0]}; without --about every link of theirs is changed",
            file=sys.stderr,
        )
    if shown in changed and not changed[shown].hashed:
        print(f"the link of {arguments.who} opens nothing; --renew makes a new one")
        return 0
    generation = changed[shown].generation if shown in changed else 1
    print(f"{firm.answers_at}/s/{token(shown, generation)}")
    return 0


def _is_listed(opened: OpenedWave, key: Key) -> bool:
    """Whether whoever has this link also has one to a list of several relationships."""
    from app.core.asked import lists

    return any(key == one.key for own in lists(opened).values() for one in own)


def _asked_for(arguments: Namespace, opened: OpenedWave) -> tuple[Key, tuple[Key, ...]]:
    """The key of the link that is meant, and of the others that are changed along with it."""
    from app.cli import wrong_argument
    from app.core.asked import lists, person_key
    from app.files.problems import suggestion

    found = [
        i
        for i in opened.invitations
        if arguments.who in (i.respondent, i.person) and arguments.about in (None, i.relationship)
    ]
    several = lists(opened)
    people = {person_key(i) or i.key for i in found}
    if len(found) == 1 and (arguments.about or person_key(found[0]) not in several):
        return found[0].key, ()
    if len(people) == 1 and not arguments.about:
        (whose,) = people
        if whose in several:
            return whose, tuple(i.key for i in several[whose])
    if not found:
        names = sorted({i.respondent for i in opened.invitations})
        raise wrong_argument(
            "WHO",
            f"{arguments.who} is not asked in {opened.id}"
            + (f" about {arguments.about}" if arguments.about else ""),
            suggestion(arguments.who, names),
        )
    raise wrong_argument(
        "WHO",
        f"{arguments.who} is asked at several relationships",
        f"add --about with one of: {', '.join(sorted({i.relationship for i in found}))}",
    )
