"""`principal WAVE`: what people said for the principal alone. On no page, in no file."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from app.cli import add_as_of, add_site

HELP = "what people said for the principal alone"


def add_arguments(parser: ArgumentParser) -> None:
    add_site(parser)
    add_as_of(parser)
    parser.add_argument("wave", metavar="WAVE", help="the wave's id, such as 2027")


def run(arguments: Namespace) -> int:
    from app.cli.opening import opened_wave
    from app.cli.site import refuse_peeking, site_of, today_of
    from app.core.consent import for_principal
    from app.core.survey import Perspective
    from app.errors import visible
    from app.files.site import read_site
    from app.publish.load import context_of

    site = site_of(arguments)
    files = read_site(site)
    day = today_of(arguments, files.firm)
    refuse_peeking(site, day, files.firm)
    opened = opened_wave(site, arguments.wave, "WAVE")
    context = context_of(site, opened, files.relationships, day)
    if not context.compiled:
        print(f"{opened.id} is confidential and open still: nothing is read before it has closed")
        return 0
    found = 0
    for slug, frozen in sorted(context.frozen.items(), key=lambda one: one[1].name.casefold()):
        said = for_principal(slug, opened.survey(frozen.survey), context)
        if not said.words and not said.talks:
            continue
        found += 1
        print(f"{said.relationship} (lead: {said.lead})")
        for name in said.talks:
            print(f"  {visible(name)} would like to talk with someone other than {said.lead}")
        for words in said.words:
            who = words.name or (
                "one of ours" if words.perspective is Perspective.SELF else "one of theirs"
            )
            print(f"  {visible(who)}: {visible(words.text.replace(chr(10), ' / '), 4000)}")
    if not found:
        print(f"{opened.id}: nothing was said for {opened.principal_name or 'the principal'} alone")
    return 0
