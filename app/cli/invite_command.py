"""`invite WAVE`: opens a wave the first time, and writes or sends everyone's personal link."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from app.cli import add_as_of, add_site
from app.cli.send_options import add_sending

if TYPE_CHECKING:
    from datetime import date

    from app.core.letters_due import Due
    from app.core.wave import OpenedWave
    from app.files.site import SiteFiles
    from app.settings import Site

HELP = "open a wave, and write or send the personal links"
PASSWORD = (
    "The password of a mail server ([smtp] in content/firm.md) comes from the environment: "
    "BOTH_SIDES_SMTP_PASSWORD, or the name of a file that holds it as "
    "BOTH_SIDES_SMTP_PASSWORD_FILE. It is stored nowhere."
)


def add_arguments(parser: ArgumentParser) -> None:
    parser.epilog = PASSWORD
    add_site(parser)
    add_as_of(parser)
    parser.add_argument("wave", metavar="WAVE", help="the wave's id, such as 2027")
    parser.add_argument("--yes", action="store_true", help="do not ask before opening or sending")
    parser.add_argument(
        "--dry-run", action="store_true", help="say what would happen, write and send nothing"
    )
    add_sending(parser)


def run(arguments: Namespace) -> int:
    from contextlib import redirect_stdout

    from app.cli.letters_told import as_json
    from app.cli.opening import (
        keep_wave,
        said_before_opening,
        said_of_examples,
        wave_to_open,
        with_no_more,
    )
    from app.cli.sending import LINKS_ALONE, forms_of, now_of
    from app.cli.site import site_of, today_of
    from app.core.letters_due import to_invite
    from app.files.site import read_site
    from app.post.invitations import INVITATION, check_letters
    from app.store.waves import opened_ids, read_opened

    site = site_of(arguments)
    files = read_site(site)
    refuse_sample(files)
    forms = forms_of(arguments, files, INVITATION)
    if forms != LINKS_ALONE:
        check_letters(INVITATION, files.letters)
    today = today_of(arguments, files.firm)
    with redirect_stdout(sys.stderr if arguments.json else sys.stdout):
        if arguments.wave in opened_ids(site.instance):
            opened = read_opened(site.instance, arguments.wave)
            refuse_closed(opened, today)
            print(f"{arguments.wave} was opened on {opened.opened}; its list of people is fixed")
            _say_added(opened, files, site, today)
        else:
            asked = with_no_more(files, site.instance)
            opened = wave_to_open(asked, arguments.wave, today)
            print(said_before_opening(opened, asked))
            examples = said_of_examples(files, site)
            if examples:
                print(examples)
            if (
                not arguments.dry_run
                and not arguments.yes
                and not agreed(
                    f"Open it now{' with these examples' if examples else ''}? From then on its "
                    "words and people are fixed.",
                    "opening freezes the wave: add --yes to open it without being asked",
                )
            ):
                print("nothing was opened")
                return 1
            if not arguments.dry_run:
                keep_wave(site, opened)
        due = to_invite(opened, now_of(site, opened, files, today))
        code = _go_on(arguments, site, files, opened, due, today, forms)
    if arguments.json:
        print(as_json(due, opened, INVITATION, asked_anyway=True))
    return code


def _go_on(
    arguments: Namespace,
    site: Site,
    files: SiteFiles,
    opened: OpenedWave,
    due: Due,
    today: date,
    forms: tuple[str, ...],
) -> int:
    """Everything after the wave is open, or would be."""
    from app.cli.batch import Batch
    from app.cli.counted import counted
    from app.cli.letters_told import said_of_passed
    from app.cli.sending import again_of, send
    from app.cli.site import command_line
    from app.core.firm import SendAs
    from app.core.letters_due import same_address
    from app.post.invitations import INVITATION

    again = again_of(arguments, due.recipients)
    for line in said_of_passed(due, opened):
        print(line)
    for several in same_address(due.recipients):
        people = ", ".join(f"{one.name} ({one.about[0].relationship})" for one in several)
        print(
            f"{several[0].email} gets {counted(len(several), 'letter')}: {people}; if that is "
            "one human, write the same person into both files before the next wave"
        )
    letters = counted(len(due.recipients), "letter")
    if arguments.dry_run:
        print(f"would write {letters} as {' and '.join(forms)}")
        print(f"Next: {command_line(site, f'invite {opened.id}')}")
        return 0
    if (
        SendAs.SMTP in forms
        and not arguments.yes
        and not agreed(
            f"Send {letters} now?", "sending cannot be taken back: add --yes to send unasked"
        )
    ):
        print("nothing was sent")
        return 1
    batch = Batch(
        kind=INVITATION, recipients=tuple((one, INVITATION) for one in due.recipients), day=today
    )
    code = send(
        site, files, opened, batch, tuple(SendAs(f) for f in forms), again, arguments.per_minute
    )
    when = f" on {opened.wave.opens}, when it opens" if today < opened.wave.opens else ""
    done = "" if SendAs.SMTP in forms else f"send each person their letter{when}, and "
    print(f"Next: {done}run {command_line(site, 'serve')}")
    return code


def refuse_sample(files: SiteFiles) -> None:
    """Raises InputError for a sample firm: its people are invented."""
    from app.errors import InputError, Problem

    if files.firm.sample:
        raise InputError(
            Problem(
                file="content/firm.md",
                place="sample",
                what="this is a sample firm, and its people are invented",
                remedy="start your own folder with: build.py init DIR",
            )
        )


def refuse_closed(
    opened: OpenedWave, today: date, remedy: str = "write to people in another wave"
) -> None:
    """Raises InputError where nobody can begin to answer any more."""
    from app.cli import wrong_argument
    from app.core.closing import last_day_to_begin

    if opened.ended is not None or today > last_day_to_begin(opened):
        raise wrong_argument(
            "WAVE",
            f"{opened.id} closed on {opened.wave.closes}, and no link of it takes answers",
            remedy,
        )


def _say_added(opened: OpenedWave, files: SiteFiles, site: Site, today: date) -> None:
    """Whom the files hold now and the wave does not ask: N is what it was on the first day."""
    from app.cli.opening import frozen_today, with_no_more
    from app.core.letters_due import added_later

    would = frozen_today(opened.wave, with_no_more(files, site.instance), today)
    added = added_later(opened, would.invitations)
    if added:
        names = ", ".join(f"{one.name} ({one.relationship})" for one in added)
        print(f"added since, and not asked in this wave: {names}")


def agreed(question: str, without: str) -> bool:
    """Asks on the terminal; where there is none, says how to do it `without`."""
    if not sys.stdin.isatty():
        print(without, file=sys.stderr)
        return False
    return input(f"{question} [y/N] ").lower() in ("y", "yes")
