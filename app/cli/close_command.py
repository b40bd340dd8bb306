"""`close WAVE`: makes a backup, then leaves one version of each response: the one that counts.

With `--now` it ends a wave before its day; what is under way can be sent for a day longer.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from app.cli import a_path, add_as_of, add_site
from app.cli.backup_command import add_passphrase

if TYPE_CHECKING:
    from app.core.firm import Firm
    from app.core.wave import OpenedWave
    from app.settings import Site

HELP = "close a wave whose time is over, or with --now before its day"

LONGEST_WHY = 300


def add_arguments(parser: ArgumentParser) -> None:
    add_site(parser)
    add_as_of(parser)
    parser.add_argument("wave", metavar="WAVE", help="the wave's id, such as 2027")
    parser.add_argument(
        "--backup", type=a_path, metavar="FILE", help="where to write it (default: beside content/)"
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would happen")
    parser.add_argument(
        "--now",
        action="store_true",
        help="before its day: from this moment nothing new is taken; needs --why",
    )
    parser.add_argument("--why", metavar="WORDS", help="with --now: the reason, which is kept")
    parser.add_argument(
        "--delete-answers",
        action="store_true",
        help="instead: take all answers of this wave off the disk, and pages built of them",
    )
    parser.add_argument("--yes", action="store_true", help="do not ask before it")
    add_passphrase(parser)


def run(arguments: Namespace) -> int:
    from app.cli import wrong_argument
    from app.cli.backups import back_up, passphrase_of
    from app.cli.opening import opened_wave
    from app.cli.site import absolute, command_line, refuse_peeking, site_of, today_of
    from app.core.closing import is_closed, last_day_anywhere
    from app.core.people import settled
    from app.files.site import read_site
    from app.store.answers import AnswerStore
    from app.store.waves import closed_on, mark_closed

    site = site_of(arguments)
    firm = read_site(site).firm
    day = today_of(arguments, firm)
    refuse_peeking(site, day, firm)
    opened = opened_wave(site, arguments.wave, "WAVE")
    if arguments.now or arguments.why is not None:
        return _end(site, firm, opened, arguments)
    if not is_closed(opened, day):
        until = opened.wave.closes
        taken = "was closed by hand on" if opened.ended else "takes answers until"
        raise wrong_argument(
            "WAVE",
            f"{arguments.wave} {taken} {until}, and what was begun is taken for a day longer",
            f"close it after {last_day_anywhere(opened)}"
            + ("" if opened.ended else ", or before its day with --now --why WORDS"),
        )
    if arguments.delete_answers:
        from app.cli.deleting import delete_answers

        return delete_answers(site, opened, day, yes=arguments.yes, dry_run=arguments.dry_run)
    before = closed_on(site.instance, arguments.wave)
    if before is not None:
        print(f"{arguments.wave} was closed on {before}; nothing is left to do")
        return 0
    store = AnswerStore(site.instance)
    people = len(store.responses(arguments.wave))
    if arguments.dry_run:
        extra = store.count(arguments.wave) - people
        print(f"would make a backup, keep {people} responses and take {extra} older versions away")
        return 0
    target = arguments.backup or site.root / f"backup-{day}-{arguments.wave}.zip"
    target = absolute(target, "--backup")
    print(back_up(site, target, passphrase_of(arguments, twice=True)))
    gone = store.settle(arguments.wave, lambda versions: settled(versions, opened))
    mark_closed(site.instance, arguments.wave, day)
    print(
        f"{arguments.wave} is closed: responses kept: {people}, older versions taken away: {gone}"
    )
    print(
        f"Next: copy {target} to another place, off this machine; then "
        f"{command_line(site, 'build')}"
    )
    return 0


def _end(site: Site, firm: Firm, opened: OpenedWave, arguments: Namespace) -> int:
    """Ends a wave at this moment, with its reason, before the day on which it would close."""
    from datetime import UTC, datetime
    from zoneinfo import ZoneInfo

    from app.cli import wrong_argument
    from app.cli.site import command_line
    from app.core.closing import GRACE, last_day_to_begin
    from app.core.wave import Ended
    from app.store.beside import end

    why = " ".join((arguments.why or "").split())
    now = datetime.now(ZoneInfo(firm.time_zone))
    if not arguments.now:
        raise wrong_argument("--why", "says why a wave is closed by hand", "add --now, or leave it")
    if not why:
        raise wrong_argument("--now", "needs a reason", 'add --why "in a few words"')
    if len(why) > LONGEST_WHY or not why.isprintable():
        raise wrong_argument(
            "--why", "is too long or holds what nobody sees", f"use at most {LONGEST_WHY} letters"
        )
    if arguments.as_of is not None:
        raise wrong_argument("--as-of", "--now closes at this very moment", "leave --as-of out")
    if opened.ended is not None:
        raise wrong_argument(
            "--now",
            f"{opened.id} was closed by hand already, on {opened.wave.closes}: {opened.ended.why}",
            "leave --now out",
        )
    if not opened.wave.opens <= now.date() <= last_day_to_begin(opened):
        raise wrong_argument(
            "--now",
            f"{opened.id} is open from {opened.wave.opens} to {opened.wave.closes}",
            "a wave is closed by hand while it is open",
        )
    if arguments.dry_run:
        print(f"would take nothing new for {opened.id} from now on; nothing was changed")
        return 0
    if not arguments.yes and not _agreed(opened.id):
        return 1
    end(site.instance, opened.id, Ended(at=now.astimezone(UTC), why=why))
    until = (now + GRACE).astimezone(ZoneInfo(firm.time_zone))
    print(f"{opened.id} is closed from now on: {why}")
    print(f"what was begun can be sent until {until:%Y-%m-%d %H:%M}; then the wave is put together")
    print(f"Next: after {until:%Y-%m-%d}: {command_line(site, f'close {opened.id}')}")
    return 0


def _agreed(wave: str) -> bool:
    """Asks on the terminal; without one, only --yes closes a wave before its day."""
    if not sys.stdin.isatty():
        print(
            "closing cannot be taken back: add --yes to do it without being asked", file=sys.stderr
        )
        return False
    said = input(f"Close {wave} now, for good? Nothing new is taken afterwards. [y/N] ")
    return said.lower() in ("y", "yes")
