"""`restore FILE`: brings a backup back, as a whole; what was there is kept beside."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from app.cli import a_path
from app.cli.backup_command import add_passphrase

HELP = "bring a backup back"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--site",
        type=a_path,
        metavar="DIR",
        help="the firm's folder (default: the folder you are in)",
    )
    parser.add_argument("file", type=a_path, nargs="?", metavar="FILE", help="the backup")
    parser.add_argument(
        "--yes", action="store_true", help="also over data the backup does not have"
    )
    parser.add_argument("--dry-run", action="store_true", help="verify the backup, change nothing")
    parser.add_argument(
        "--finish", action="store_true", help="finish a restore that was cut short, without FILE"
    )
    add_passphrase(parser, "open")


def run(arguments: Namespace) -> int:
    from pathlib import Path

    from app.cli import wrong_argument
    from app.cli.backups import opened_archive, parts_of, passphrase_of
    from app.cli.counted import counted
    from app.cli.site import absolute, command_line
    from app.settings import Site
    from app.store.restore import finish, put_in_place, room_of

    # The folder may hold nothing yet, or nothing that can be read: that is when one restores.
    site = Site(absolute(arguments.site or Path.cwd(), "--site"))
    parts = parts_of(site)
    if arguments.finish:
        print(f"finished; what was there before is in {finish(room_of(parts))}")
        return 0
    if arguments.file is None:
        raise wrong_argument("FILE", "is missing", "name the backup to bring back")
    with opened_archive(
        absolute(arguments.file, "FILE"), lambda: passphrase_of(arguments, twice=False)
    ) as (archive, manifest):
        said = (
            f"{counted(len(manifest.files), 'file')} of {manifest.made[:10]}, "
            f"{counted(sum(manifest.versions.values()), 'version of answers')}: verified"
        )
        if arguments.dry_run:
            print(f"{said}; nothing was changed")
            return 0
        aside = site.root / f"before-restore-of-{manifest.made[:10]}"
        number = 1
        while aside.exists():
            number += 1
            aside = site.root / f"before-restore-of-{manifest.made[:10]}-{number}"
        replaced = put_in_place(archive, manifest, parts, aside, agreed=arguments.yes)
    print(f"{said}, and in place")
    if replaced:
        print(f"What was there before is in {aside}: private, delete it when all is well.")
    print(f"Next: {command_line(site, 'check')}")
    return 0
