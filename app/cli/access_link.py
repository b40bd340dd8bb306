"""`access link` and `access list`: one person's link again, renewed or revoked; who has one."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from app.cli import add_site

if TYPE_CHECKING:
    from app.core.asked import Key
    from app.core.wave import OpenedWave

LINK = "show, renew or revoke one person's link"
LIST = "say who has a link and whether it opens, without the links"


def add_arguments(link: ArgumentParser, listing: ArgumentParser) -> None:
    """Of `access link` and `access list`."""
    _add_link(link)
    _add_list(listing)


def _add_link(parser: ArgumentParser) -> None:
    add_site(parser)
    parser.add_argument("wave", metavar="WAVE", help="the wave's id, such as 2027")
    parser.add_argument("who", metavar="WHO", help="a contact's id, or the name of a people/ file")
    parser.add_argument("--about", metavar="RELATIONSHIP", help="only the link to this one")
    change = parser.add_mutually_exclusive_group()
    change.add_argument(
        "--renew", action="store_true", help="make a new link; the old one opens nothing from now"
    )
    change.add_argument("--revoke", action="store_true", help="let it open nothing from now")
    parser.set_defaults(run_access=_link)


def _add_list(parser: ArgumentParser) -> None:
    add_site(parser)
    parser.add_argument("wave", metavar="WAVE", help="the wave's id, such as 2027")
    parser.add_argument("--json", action="store_true", help="say it as JSON, for machines")
    parser.set_defaults(run_access=_list)


def _list(arguments: Namespace) -> int:
    import json

    from app.cli.opening import opened_wave
    from app.cli.site import command_line, site_of
    from app.core.asked import lists, person_key
    from app.core.left_alone import key_of
    from app.store.beside import changed_links
    from app.store.no_more import no_more

    site = site_of(arguments)
    opened = opened_wave(site, arguments.wave, "WAVE")
    several = lists(opened)
    changed = {link.key: link for link in changed_links(site.instance, opened.id)}
    said = {one.key for one in no_more(site.instance)}
    rows = []
    for one in opened.invitations:
        listed = person_key(one)
        key = listed if listed is not None and listed in several else one.key
        link = changed.get(key)
        state = "opens" if link is None else "renewed" if link.hashed else "revoked"
        if one.revoked:
            state = "revoked"
        if key_of(one.relationship, one.respondent, one.person) in said:
            state += ", asked not to be asked again"
        rows.append((one.respondent, one.name, one.relationship, one.perspective.value, state))
    if arguments.json:
        names = ("who", "name", "relationship", "side", "state")
        print(json.dumps([dict(zip(names, row, strict=True)) for row in rows], indent=1))
        return 0
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        print("  ".join([*cells, row[4]]))
    print(f"Next: {command_line(site, f'access link {opened.id} WHO')}")
    return 0


def _link(arguments: Namespace) -> int:
    from app.cli.opening import opened_wave
    from app.cli.site import site_of
    from app.files.site import read_site
    from app.sealing.links import link_hash, new_key, token_of
    from app.store.beside import ChangedLink, change_link, changed_links
    from app.store.keys import kept_key

    site = site_of(arguments)
    firm = read_site(site).firm
    opened = opened_wave(site, arguments.wave, "WAVE")
    key = kept_key(site.instance, "links", new_key)
    changed = {link.key: link for link in changed_links(site.instance, opened.id)}
    shown, others = _asked_for(arguments, opened)

    def token(whose: Key, generation: int) -> str:
        return token_of(key, opened.id, whose, generation)

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
            f"{arguments.who!r} is not asked in {opened.id}"
            + (f" about {arguments.about}" if arguments.about else ""),
            suggestion(arguments.who, names),
        )
    raise wrong_argument(
        "WHO",
        f"{arguments.who} is asked at several relationships",
        f"add --about with one of: {', '.join(sorted({i.relationship for i in found}))}",
    )
