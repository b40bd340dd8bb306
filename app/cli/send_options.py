"""The options of commands that send letters; imports nothing heavy, so that `--help` is quick."""

from __future__ import annotations

from argparse import ArgumentParser

FORMS = ("eml", "csv", "text", "print", "smtp")


def add_sending(parser: ArgumentParser) -> None:
    """How letters leave, and what is done about those of an earlier run."""
    parser.add_argument(
        "--as",
        dest="send_as",
        action="append",
        choices=FORMS,
        help="how letters leave: eml (drafts to open and send), csv (a mail merge), text (to "
        "paste), print (paper with a code to scan) or smtp (your mail server); again for more "
        "(default: send_as in content/firm.md, or eml and csv)",
    )
    parser.add_argument(
        "--again",
        action="append",
        default=[],
        metavar="WHO",
        help="with smtp: send to them although nobody knows whether the first one arrived",
    )
    parser.add_argument(
        "--per-minute", type=int, metavar="N", help="with smtp: letters a minute at most"
    )
    parser.add_argument("--json", action="store_true", help="say it as JSON, for machines")
