"""`close WAVE`: makes a backup, then leaves one version of each response: the one that counts."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from app.cli import a_path, add_as_of, add_site
from app.cli.backup_command import add_passphrase

HELP = "close a wave whose time is over: backup, then one version of each answer"


def add_arguments(parser: ArgumentParser) -> None:
    add_site(parser)
    add_as_of(parser)
    parser.add_argument("wave", metavar="WAVE", help="the wave's id, such as 2027")
    parser.add_argument(
        "--backup", type=a_path, metavar="FILE", help="where to write it (default: beside content/)"
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would happen")
    add_passphrase(parser)


def run(arguments: Namespace) -> int:
    from app.cli import wrong_argument
    from app.cli.backups import back_up, passphrase_of
    from app.cli.site import absolute, command_line, refuse_peeking, site_of, today_of
    from app.core.people import is_closed, settled
    from app.files.site import read_site
    from app.store.answers import AnswerStore
    from app.store.waves import closed_on, mark_closed, opened_ids, read_opened

    site = site_of(arguments)
    firm = read_site(site).firm
    day = today_of(arguments, firm)
    refuse_peeking(site, day, firm)
    ids = opened_ids(site.instance)
    if arguments.wave not in ids:
        raise wrong_argument(
            "WAVE",
            f"{arguments.wave} has not been opened",
            f"opened: {', '.join(ids) or 'none'}",
        )
    opened = read_opened(site.instance, arguments.wave)
    if not is_closed(opened, day):
        raise wrong_argument(
            "WAVE",
            f"{arguments.wave} takes answers until {opened.wave.closes}",
            "close it when that day is over everywhere it was sent to",
        )
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
