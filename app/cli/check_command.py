"""`check`: a whole visit: every file a firm writes, what is in force, the store, the machine."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from app.cli import a_path, add_as_of, add_site

HELP = "read everything, say all that is wrong and what is in force; build nothing"


def add_arguments(parser: ArgumentParser) -> None:
    add_site(parser)
    add_as_of(parser)
    parser.add_argument("-q", "--quiet", action="store_true", help="say only what is not well")
    parser.add_argument(
        "--schemas", action="store_true", help="write the JSON Schemas for editors anew first"
    )
    parser.add_argument("--json", action="store_true", help="the same for machines")
    parser.add_argument(
        "--published",
        type=a_path,
        metavar="DIR",
        help="instead: compare a downloaded copy of your host's files with what was built",
    )
    parser.add_argument(
        "--rebuild",
        action="store_true",
        help="instead: build again elsewhere and compare with what was built",
    )


def run(arguments: Namespace) -> int:
    from datetime import datetime
    from itertools import chain
    from zoneinfo import ZoneInfo

    from app.cli.counted import counted
    from app.cli.published import check_published
    from app.cli.rebuild import check_rebuilt
    from app.cli.site import site_of, today_of
    from app.cli.visit import kept, letters, machine, written
    from app.cli.visit.book import book
    from app.cli.visit.finding import Mark, exit_code
    from app.cli.visit.leads import leads
    from app.cli.what_next import next_line, next_step
    from app.files.schemas import write_schemas
    from app.files.site import read_site

    site = site_of(arguments)
    if arguments.published is not None:
        return check_published(site, arguments.published, quiet=arguments.quiet)
    if arguments.schemas:
        write_schemas(site.root)
    files = read_site(site)
    if arguments.rebuild:
        return check_rebuilt(site, files, arguments)
    today = today_of(arguments, files.firm)
    now = datetime.now(ZoneInfo(files.firm.time_zone))
    findings = tuple(
        chain(
            written.in_force(files),
            [book(files, today)],
            written.addresses(files),
            leads(files),
            written.surveys(files),
            written.languages(files, today),
            written.forms(files),
            letters.letters(files),
            kept.store(site, files, now),
            machine.machine(site),
            [machine.clock(site, files, now)],
        )
    )
    code = exit_code(findings)
    following = next_line(site, next_step(site, files, today))
    if arguments.json:
        import json
        from dataclasses import asdict

        found = [asdict(finding) for finding in findings]
        print(json.dumps({"exit_code": code, "next": following, "findings": found}, indent=1))
        return code
    wrong = sum(1 for finding in findings if finding.mark is Mark.WRONG)
    if not arguments.quiet:
        print(
            f"{files.firm.name}: {counted(len(files.relationships), 'relationship')}, "
            f"{counted(len(files.people), 'person')}, {counted(len(files.waves), 'wave')}, "
            f"{counted(len(files.surveys), 'survey')}: "
            + (f"{counted(wrong, 'thing')} wrong" if wrong else "nothing wrong")
        )
    group = ""
    for finding in findings:
        if arguments.quiet and finding.mark is Mark.OK:
            continue
        if finding.group != group:
            group = finding.group
            print(group)
        print(finding)
    if not arguments.quiet:
        print(f"Next: {following}")
    return code
