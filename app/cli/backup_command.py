"""`backup FILE`: content, surveys and instance in one file, verified before it says so."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from app.cli import a_path, add_site

HELP = "copy content, surveys and answers into one file"


def add_arguments(parser: ArgumentParser) -> None:
    add_site(parser)
    parser.add_argument(
        "file", type=a_path, metavar="FILE", help="the file to write, such as 2027.zip"
    )
    add_passphrase(parser)


def add_passphrase(parser: ArgumentParser, does: str = "seal") -> None:
    """`--password` and `--password-file`, for backups that leave the house."""
    parser.add_argument("--password", action="store_true", help=f"{does} it; asks for a passphrase")
    parser.add_argument(
        "--password-file",
        type=a_path,
        metavar="FILE",
        help=f"{does} it; the passphrase is its first line",
    )


def run(arguments: Namespace) -> int:
    from app.cli.backups import back_up, passphrase_of
    from app.cli.new_file import new_file
    from app.cli.site import command_line, site_of

    site = site_of(arguments)
    target = new_file(arguments.file, "FILE", "backup.zip")
    passphrase = passphrase_of(arguments, twice=True)
    print(back_up(site, target, passphrase))
    print(
        f"Next: copy {target} to another place; to bring it back: "
        f"{command_line(site, f'restore {target.name}')}"
    )
    return 0
