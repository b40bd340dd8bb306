"""`import FILE --wave ID`: answers from a CSV in long form, all or nothing."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from app.cli import a_path, add_site

HELP = "bring in answers from a CSV file"


def add_arguments(parser: ArgumentParser) -> None:
    add_site(parser)
    parser.add_argument(
        "file", type=a_path, metavar="FILE", help="CSV in the form of export answers"
    )
    parser.add_argument("--wave", required=True, metavar="ID", help="the opened wave it belongs to")
    parser.add_argument(
        "--encoding",
        choices=("utf-8", "windows-1252"),
        help="how the file was saved, where it does not show that itself",
    )
    parser.add_argument("--dry-run", action="store_true", help="read and check, keep nothing")


def run(arguments: Namespace) -> int:
    from app.cli import wrong_argument
    from app.cli.counted import counted
    from app.cli.site import command_line, site_of
    from app.intake.answers_reader import read_answers
    from app.store.answers import AnswerStore
    from app.store.waves import compiled_on, opened_ids, read_opened

    site = site_of(arguments)
    if arguments.wave not in opened_ids(site.instance):
        raise wrong_argument(
            "--wave",
            f"{arguments.wave} has not been opened",
            f"open it with: {command_line(site, f'invite {arguments.wave}')}",
        )
    opened = read_opened(site.instance, arguments.wave)
    responses = read_answers(arguments.file, opened, arguments.encoding)
    answers = sum(len(response.answers) for response in responses)
    said = f"{counted(len(responses), 'response')} with {counted(answers, 'answer')}"
    if arguments.dry_run:
        print(f"would keep {said}")
        return 0
    AnswerStore(site.instance).save_all(arguments.wave, responses)
    print(f"{said} kept in wave {arguments.wave}")
    published = compiled_on(site.instance, arguments.wave)
    if opened.wave.confidential and published is not None:
        print(
            f"{arguments.wave} is confidential and was published on {published}: what came in now "
            f"changes its figures only where it is about {opened.wave.k} people or more"
        )
    print(f"Next: {command_line(site, 'build')}")
    return 0
