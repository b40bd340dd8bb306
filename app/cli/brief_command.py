"""`brief NAME`: prints what one meeting needs, or with `--thanks` the letters after it.

With `--password` there are copies to send by e-mail, under a passphrase that is said once.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from app.cli import add_as_of, add_site

HELP = "print one relationship's brief, or its thank-you letters"


def add_arguments(parser: ArgumentParser) -> None:
    add_site(parser)
    add_as_of(parser)
    parser.add_argument("name", metavar="NAME", help="the relationship: the name of its file")
    parser.add_argument("--wave", metavar="WAVE", help="the wave's id (default: the newest)")
    parser.add_argument(
        "--thanks",
        action="store_true",
        help="the thank-you letters instead, from letters/thanks.md",
    )
    parser.add_argument(
        "--password",
        action="store_true",
        help="copies to send by e-mail too, under a passphrase that is made and said once",
    )


def run(arguments: Namespace) -> int:
    from app.cli import wrong_argument
    from app.cli.site import command_line, refuse_peeking, site_of, today_of
    from app.files.problems import suggestion
    from app.files.site import read_site
    from app.pages.thanks_page import unknown_fields
    from app.post.letters import letter_in
    from app.publish.load import compile_to_print
    from app.publish.locked import lock_sheets
    from app.publish.one import print_sheets, print_thanks
    from app.sealing.passphrases import new_passphrase

    site = site_of(arguments)
    files = read_site(site)
    day = today_of(arguments, files.firm)
    refuse_peeking(site, day, files.firm)
    compiled = compile_to_print(site, files, day)
    of_name = [r for r in compiled.reviews if r.relationship == arguments.name and r.compiled]
    if not of_name:
        known = sorted({r.relationship for r in compiled.reviews if r.compiled})
        raise wrong_argument(
            "NAME",
            f"there is no review of {arguments.name!r} yet",
            suggestion(arguments.name, known) if known else "build after answers have come",
        )
    review = next((r for r in of_name if r.wave == arguments.wave), None)
    if arguments.wave is None:
        review = of_name[-1]
    elif review is None:
        waves = ", ".join(r.wave for r in of_name)
        raise wrong_argument("--wave", f"it has no review in {arguments.wave}", f"take {waves}")
    assert review is not None
    if arguments.thanks:
        first = files.firm.languages[0]
        found = letter_in(files.letters, ("thanks",), first, first)
        if found is None:
            raise wrong_argument(
                "--thanks", "there is no content/letters/thanks.md", "write one; init shows how"
            )
        letter = found[0]
        wrong = unknown_fields(letter.body)
        if wrong:
            raise wrong_argument(
                "content/letters/thanks.md",
                f"{{{{{wrong[0]}}}}} is no field of this letter",
                "use first_name, name, lead_name, firm, counterpart, kept_promises, you_kept or "
                "praise",
            )
        target = print_thanks(site, compiled, review, letter)
        if target is None:
            print(f"{review.name}: nobody there to thank by letter")
            return 0
        print(f"{target}\nNext: sign them, and send them on paper or by e-mail")
        return 0
    made, failed = print_sheets(site, compiled, review)
    for failure in failed:
        print(f"{failure.name}: not printed: {failure.reason}", file=sys.stderr)
    for path in made:
        print(path)
    if arguments.password:
        passphrase = new_passphrase()
        for path in lock_sheets(site, made, passphrase):
            print(path)
        print(f"\n    {passphrase}\n\nopens these copies, and is not kept: say it by telephone")
    if review.dispute:
        print("in dispute: no copy for the table is made")
    again = command_line(site, f"brief {review.relationship} --thanks")
    print(f"Next: hold the meeting, then thank them with: {again}")
    return 3 if failed or any(path.suffix == ".html" for path in made) else 0
