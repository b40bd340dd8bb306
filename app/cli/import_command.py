"""`import people FILE`, `import answers FILE --wave ID`: what other programs hold, brought in."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli import a_path, add_as_of, add_site

if TYPE_CHECKING:
    from app.core.response import Response
    from app.core.wave import OpenedWave

HELP = "bring in people or answers from a CSV file"
PEOPLE, ANSWERS = "people", "answers"


def add_arguments(parser: ArgumentParser) -> None:
    add_site(parser)
    add_as_of(parser)
    parser.add_argument(
        "what",
        nargs="+",
        type=a_path,
        metavar="[people | answers] FILE",
        help="people: contacts into the files of their relationships; answers, in the form of "
        "export answers, with --wave (without a word before it, FILE holds answers)",
    )
    parser.add_argument("--wave", metavar="ID", help="answers: the opened wave they belong to")
    parser.add_argument(
        "--relationship", metavar="NAME", help="people: whose they are, where no column says it"
    )
    parser.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="NAME=WHAT",
        help="people: what an odd column is, such as attribute_1=relationship",
    )
    parser.add_argument(
        "--mark-left",
        action="store_true",
        help="people: note today as the day on which those who are not in the file left",
    )
    parser.add_argument(
        "--encoding",
        choices=("utf-8", "windows-1252"),
        help="how the file was saved, where it does not show that itself",
    )
    parser.add_argument(
        "--yes", action="store_true", help="do not ask before writing, or replacing saved answers"
    )
    parser.add_argument("--dry-run", action="store_true", help="read and check, keep nothing")
    parser.add_argument("--json", action="store_true", help="people: say it as JSON, for machines")


def run(arguments: Namespace) -> int:
    from app.cli import wrong_argument

    what, file = _meant(arguments.what)
    if what == PEOPLE:
        from app.cli.import_people import import_people

        if arguments.wave:
            raise wrong_argument("--wave", "people belong to no wave", "leave it out")
        return import_people(arguments, file)
    if not arguments.wave:
        raise wrong_argument(
            "--wave", "answers belong to a wave", "add --wave ID, or say: import people FILE"
        )
    return _answers(arguments, file)


def _meant(given: list[Path]) -> tuple[str, Path]:
    from app.cli import wrong_argument

    word = str(given[0])
    if len(given) == 2 and word in (PEOPLE, ANSWERS):
        return word, given[1]
    if len(given) == 1 and word not in (PEOPLE, ANSWERS):
        return ANSWERS, given[0]
    raise wrong_argument(
        "FILE",
        f"{' '.join(map(str, given))!r} does not say what to bring in from where",
        "write: import people FILE, or: import answers FILE --wave ID",
    )


def _answers(arguments: Namespace, file: Path) -> int:
    """All or nothing; other answers that are saved are replaced only when that is wished."""
    from app.cli import wrong_argument
    from app.cli.counted import counted
    from app.cli.invite_command import agreed
    from app.cli.opening import opened_wave
    from app.cli.site import command_line, site_of
    from app.intake.answers_reader import read_answers
    from app.store.answers import AnswerStore
    from app.store.waves import compiled_on, deleted_on

    site = site_of(arguments)
    opened = opened_wave(site, arguments.wave, "--wave")
    gone = deleted_on(site.instance, opened.id)
    if gone is not None:
        # Beside what was published before, a second set of answers would be a subtraction.
        raise wrong_argument(
            "--wave",
            f"the answers of {opened.id} were deleted on {gone}",
            "they cannot be brought back; open a wave of its own for others",
        )
    read = read_answers(file, opened, arguments.encoding)
    store = AnswerStore(site.instance)
    saved = {key: store.find(opened.id, key) for key in (response.key for response in read)}
    there = {one.key for one in read if (old := saved[one.key]) and one.says_the_same_as(old)}
    responses = [one for one in read if one.key not in there]
    answers = sum(len(response.answers) for response in responses)
    said = f"{counted(len(responses), 'response')} with {counted(answers, 'answer')}"
    besides = f"; {counted(len(there), 'response')} saved already as in the file" if there else ""
    replaced = [(old, one) for one in responses if (old := saved[one.key]) is not None]
    for line in _replaced(replaced, opened, file):
        print(line)
    if arguments.dry_run:
        print(f"would keep {said}{besides}")
        return 0
    if replaced and not (
        arguments.yes
        or agreed(
            f"Put what is in {file.name} in the place of these?",
            "what is saved may be newer: add --yes to replace it, or take those rows out of "
            f"{file.name}",
        )
    ):
        print("nothing was kept")
        return 1
    store.save_all(arguments.wave, responses)
    print(f"{said} kept in wave {arguments.wave}{besides}")
    published = compiled_on(site.instance, arguments.wave)
    if opened.wave.confidential and published is not None:
        print(
            f"{arguments.wave} is confidential and was published on {published}: what came in now "
            f"changes its figures only where it is about {opened.wave.k} people or more"
        )
    print(f"Next: {command_line(site, 'build')}")
    return 0


def _replaced(
    replaced: list[tuple[Response, Response]], opened: OpenedWave, file: Path
) -> Iterator[str]:
    """Whose saved answers are others than those of the file. Of a confidential side how many:
    nobody learns from a file of guesses who has answered.
    """
    from app.cli.counted import counted
    from app.core.wave import Privacy

    if not replaced:
        return
    people = counted(len(replaced), "person")
    yield f"{file.name}: of {people} other answers are saved, and would be replaced:"
    hidden = 0
    for old, new in replaced:
        if opened.wave.privacy(old.perspective) is Privacy.CONFIDENTIAL:
            hidden += 1
            continue
        yield (
            f"  {old.relationship}, {old.respondent} ({old.perspective}): saved {_stands(old)}, "
            f"in the file {_stands(new)}"
        )
    if hidden:
        yield f"  {counted(hidden, 'person')} of a confidential side"


def _stands(response: Response) -> str:
    day = f" on {response.day}" if response.day is not None else ", no day"
    return f"{response.state}{day}"
