"""`remind WAVE`: a letter to whoever has not answered, at most as often as the wave allows."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from app.cli import add_as_of, add_site
from app.cli.send_options import add_sending

HELP = "remind those who have not answered"


def add_arguments(parser: ArgumentParser) -> None:
    add_site(parser)
    add_as_of(parser)
    parser.add_argument("wave", metavar="WAVE", help="the wave's id, such as 2027")
    parser.add_argument("--yes", action="store_true", help="do not ask before sending")
    parser.add_argument(
        "--dry-run", action="store_true", help="say who is due and who is not, send nothing"
    )
    add_sending(parser)


def run(arguments: Namespace) -> int:
    from contextlib import redirect_stdout

    from app.cli import wrong_argument
    from app.cli.batch import Batch
    from app.cli.counted import counted
    from app.cli.invite_command import agreed, refuse_closed, refuse_sample
    from app.cli.letters_told import as_json, is_confidential, said_of_passed
    from app.cli.opening import opened_wave
    from app.cli.reminding import due_reminders
    from app.cli.sending import LINKS_ALONE, again_of, forms_of, now_of, send
    from app.cli.site import command_line, site_of, today_of
    from app.core.firm import SendAs
    from app.core.letters_due import to_invite
    from app.errors import visible
    from app.files.site import read_site
    from app.post.invitations import REMINDER, check_letters

    site = site_of(arguments)
    files = read_site(site)
    refuse_sample(files)
    opened = opened_wave(site, arguments.wave, "WAVE")
    today = today_of(arguments, files.firm)
    refuse_closed(opened, today, f"see what comes now with: {command_line(site, 'status')}")
    if today < opened.wave.opens:
        raise wrong_argument(
            "WAVE", f"{opened.id} opens on {opened.wave.opens}", "remind after people could answer"
        )
    forms = forms_of(arguments, files, REMINDER)
    if forms != LINKS_ALONE:
        check_letters(REMINDER, files.letters)
    again = again_of(arguments, to_invite(opened, now_of(site, opened, files, today)).recipients)
    due, had = due_reminders(site, files, opened, today, again)
    code = 0
    with redirect_stdout(sys.stderr if arguments.json else sys.stdout):
        for line in said_of_passed(due, opened):
            print(line)
        reminders = counted(len(due.recipients), "reminder")
        names = {r.slug: visible(r.name) for r in opened.relationships}
        for one in due.recipients if arguments.dry_run else ():
            if not is_confidential(opened, one.perspective):
                about = ", ".join(names[i.relationship] for i in one.about)
                print(f"due: {one.name} ({about})")
        if arguments.dry_run:
            print(f"would write {reminders} as {' and '.join(forms)}")
            step = f"remind {opened.id}" if due.recipients else "status"
            print(f"Next: {command_line(site, step)}")
        elif (
            SendAs.SMTP in forms
            and due.recipients
            and not arguments.yes
            and not agreed(
                f"Send {reminders} now?", "sending cannot be taken back: add --yes to send unasked"
            )
        ):
            print("nothing was sent")
            return 1
        else:
            recipients = tuple(
                (one, f"{REMINDER}-{had[one.key].reminders + 1 if one.key in had else 1}")
                for one in due.recipients
            )
            batch = Batch(kind=REMINDER, recipients=recipients, day=today)
            code = send(site, files, opened, batch, forms, again, arguments.per_minute)
            print(f"Next: {command_line(site, 'status')}")
    if arguments.json:
        print(as_json(due, opened, REMINDER, asked_anyway=False))
    return code
