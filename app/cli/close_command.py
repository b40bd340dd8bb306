"""`close WAVE`: makes a backup, then leaves one version of each response: the one that counts."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from app.cli import a_path, add_as_of, add_site
from app.cli.backup_command import add_passphrase

if TYPE_CHECKING:
    from app.core.wave import OpenedWave
    from app.settings import Site

HELP = "close a wave whose time is over: backup, then one version of each answer"


def add_arguments(parser: ArgumentParser) -> None:
    add_site(parser)
    add_as_of(parser)
    parser.add_argument("wave", metavar="WAVE", help="the wave's id, such as 2027")
    parser.add_argument(
        "--backup", type=a_path, metavar="FILE", help="where to write it (default: beside content/)"
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would happen")
    parser.add_argument(
        "--delete-answers",
        action="store_true",
        help="instead: take all answers of this wave off the disk, as was promised",
    )
    parser.add_argument("--yes", action="store_true", help="do not ask before deleting")
    add_passphrase(parser)


def run(arguments: Namespace) -> int:
    from app.cli import wrong_argument
    from app.cli.backups import back_up, passphrase_of
    from app.cli.opening import opened_wave
    from app.cli.site import absolute, command_line, refuse_peeking, site_of, today_of
    from app.core.people import is_closed, settled
    from app.files.site import read_site
    from app.store.answers import AnswerStore
    from app.store.waves import closed_on, mark_closed

    site = site_of(arguments)
    firm = read_site(site).firm
    day = today_of(arguments, firm)
    refuse_peeking(site, day, firm)
    opened = opened_wave(site, arguments.wave, "WAVE")
    if not is_closed(opened, day):
        raise wrong_argument(
            "WAVE",
            f"{arguments.wave} takes answers until {opened.wave.closes}",
            "close it when that day is over everywhere it was sent to",
        )
    if arguments.delete_answers:
        return _delete(site, opened, arguments.yes)
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


def _delete(site: Site, opened: OpenedWave, agreed: bool) -> int:
    """Takes every answer of a wave away; its reviews have none from the next build on."""
    from app.cli.counted import counted
    from app.cli.site import command_line
    from app.store.answers import AnswerStore
    from app.store.published import forget_published

    store = AnswerStore(site.instance)
    versions = store.count(opened.id)
    print(f"{opened.id}: {counted(versions, 'version')} of answers are kept")
    if not agreed:
        print("nothing was deleted: this cannot be undone, so add --yes")
        return 1
    store.erase(opened.id)
    forget_published(site.instance, opened.id)
    print("they are deleted here; backups and copies elsewhere still hold them")
    print(f"Next: {command_line(site, 'build')}, so that no page shows them")
    return 0
