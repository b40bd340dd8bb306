"""`reword WAVE`: what asks to be put in other words, and the other words for one of them."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from app.cli import add_as_of, add_site

if TYPE_CHECKING:
    from app.core.context import FirmContext
    from app.core.response import Answer, Response

HELP = "put into other words what people gave only so"


def add_arguments(parser: ArgumentParser) -> None:
    add_site(parser)
    add_as_of(parser)
    parser.add_argument("wave", metavar="WAVE", help="the wave's id, such as 2027")
    parser.add_argument("number", metavar="N", nargs="?", type=int, help="which one of the list")
    parser.add_argument("--by", metavar="PERSON", help="who writes: the name of a people/ file")
    parser.add_argument("--text", metavar="TEXT", help="the other words")


def run(arguments: Namespace) -> int:
    from app.cli import wrong_argument
    from app.cli.counted import counted
    from app.cli.opening import opened_wave
    from app.cli.site import command_line, refuse_peeking, site_of, today_of
    from app.core.typed import unkeepable
    from app.core.wave import Rewording
    from app.errors import visible
    from app.files.problems import suggestion
    from app.files.site import read_site
    from app.publish.load import context_of
    from app.store.beside import add_rewording

    site = site_of(arguments)
    files = read_site(site)
    day = today_of(arguments, files.firm)
    refuse_peeking(site, day, files.firm)
    opened = opened_wave(site, arguments.wave, "WAVE")
    context = context_of(site, opened, files.relationships, day)
    waiting = _waiting(context)
    if arguments.number is None:
        print(f"{opened.id}: {counted(len(waiting), 'text')} to put in other words")
        for number, (response, answer) in enumerate(waiting, 1):
            frozen = context.frozen[response.relationship]
            print(f"\n{number}. {frozen.name}, {answer.item} (not by {frozen.lead_name})")
            print("   " + visible(str(answer.value).strip().replace("\n", " / "), 4000))
        if waiting:
            command = command_line(site, f"reword {opened.id} 1 --by PERSON --text TEXT")
            print(f"\nNext: {command}")
        return 0
    if not waiting:
        raise wrong_argument(
            "N", f"there is no number {arguments.number}", "nothing waits to be put in other words"
        )
    if not 1 <= arguments.number <= len(waiting):
        raise wrong_argument(
            "N", f"there is no number {arguments.number}", f"give one from 1 to {len(waiting)}"
        )
    response, answer = waiting[arguments.number - 1]
    frozen = context.frozen[response.relationship]
    people = {person.slug for person in files.people}
    if arguments.by not in people:
        raise wrong_argument(
            "--by",
            f"{arguments.by or 'nobody'} is not among your people",
            suggestion(arguments.by or "", sorted(people)),
        )
    if arguments.by == frozen.lead:
        raise wrong_argument(
            "--by",
            f"{frozen.lead_name} leads this relationship, and the writer asked for someone else",
            "let another of your people write it",
        )
    text = " ".join((arguments.text or "").split())
    if not text:
        raise wrong_argument("--text", "there are no other words", 'give them: --text "…"')
    odd = unkeepable(text)
    if odd is not None:
        raise wrong_argument("--text", f"holds a character that is not kept ({odd})", "take it out")
    add_rewording(
        site.instance,
        opened.id,
        Rewording(
            relationship=response.relationship,
            perspective=response.perspective,
            respondent=response.respondent,
            item=answer.item,
            of=str(answer.value),
            by=arguments.by,
            text=text,
        ),
    )
    print(f"kept: {visible(text)}")
    print(f"Next: {command_line(site, 'build')}")
    return 0


def _waiting(context: FirmContext) -> list[tuple[Response, Answer]]:
    """In a fixed order that says nothing about who wrote what."""
    from app.core.consent import to_reword

    return [
        one
        for slug, frozen in sorted(context.frozen.items())
        for one in sorted(
            to_reword(slug, context.opened.survey(frozen.survey), context),
            key=lambda found: (found[1].item, str(found[1].value)),
        )
    ]
