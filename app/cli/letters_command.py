"""`letters KIND WAVE`: drafts of the letters after a survey, for a mail program to send.

meeting: asks for the meeting; agreed: what was agreed in it; heard: thanks, and what happens next.
"""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from dataclasses import replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from app.cli import a_day, add_as_of, add_site

if TYPE_CHECKING:
    from app.core.meeting import Meeting
    from app.core.wave import OpenedWave
    from app.files.site import SiteFiles
    from app.publish.letters_house import Drafts

HELP = "write the letters after a survey: for the meeting, what was agreed, what was heard"
KINDS = ("meeting", "agreed", "heard")


def add_arguments(parser: ArgumentParser) -> None:
    add_site(parser)
    add_as_of(parser)
    parser.add_argument(
        "kind",
        metavar="KIND",
        choices=KINDS,
        help="meeting (asks for it), agreed (in a meeting) or heard (thanks, and what is next)",
    )
    parser.add_argument("wave", metavar="WAVE", help="the wave's id, such as 2027")
    parser.add_argument(
        "--about",
        metavar="NAME",
        action="append",
        default=[],
        help="only this relationship; may be repeated (default for meeting: whom to meet first)",
    )
    parser.add_argument(
        "--on",
        type=a_day,
        metavar="YYYY-MM-DD",
        help="meeting, with one --about: the day you suggest; writes its file in content/meetings",
    )
    parser.add_argument("--at", type=_hour, metavar="HH:MM", help="with --on: the hour")
    parser.add_argument("--where", metavar="WORDS", default="", help="with --on: the place")
    parser.add_argument("--dry-run", action="store_true", help="say what would be written")


def _hour(text: str) -> time:
    try:
        return datetime.strptime(text, "%H:%M").time()  # noqa: DTZ007 - an hour has no zone
    except ValueError as error:
        raise ArgumentTypeError(f"{text!r} is no hour; write it as 14:30") from error


def run(arguments: Namespace) -> int:
    from app.cli import wrong_argument
    from app.cli.invite_command import refuse_sample
    from app.cli.opening import opened_wave
    from app.cli.site import refuse_peeking, site_of, today_of
    from app.core.closing import is_closed
    from app.files.new_meeting import meeting_to_write, write_meeting
    from app.files.site import read_site
    from app.publish.letters_after import draft_agreed, draft_heard, draft_meeting
    from app.publish.letters_house import house_of
    from app.publish.load import compile_site
    from app.store.waves import deleted_on

    site = site_of(arguments)
    files = read_site(site)
    refuse_sample(files)
    day = today_of(arguments, files.firm)
    refuse_peeking(site, day, files.firm)
    opened = opened_wave(site, arguments.wave, "WAVE")
    named = _named(arguments, opened, files)
    if arguments.kind != "agreed" and not is_closed(opened, day):
        raise wrong_argument(
            "WAVE",
            f"{opened.id} may still get answers",
            f"write these letters when it has closed; it is open until {opened.wave.closes}, and "
            "what was begun is taken for a day longer",
        )
    gone = deleted_on(site.instance, opened.id)
    if arguments.kind != "agreed" and gone is not None:
        raise wrong_argument(
            "WAVE",
            f"the answers of {opened.id} were deleted on {gone}",
            "nothing is known any more to write about; name a later wave",
        )
    if arguments.kind == "heard" and named:
        raise wrong_argument("--about", "heard goes to everyone asked", "leave it out")
    suggested = _suggested(arguments, named, day)
    if suggested is not None:
        files = replace(
            files, meetings=(*files.meetings, meeting_to_write(site.content, suggested))
        )
    house = house_of(site, compile_site(site, files, day), opened)
    if suggested is not None:
        _refuse_without_letters(draft_meeting(house, named, dry_run=True))
    if arguments.kind == "heard":
        drafts = draft_heard(house, dry_run=arguments.dry_run)
    elif arguments.kind == "agreed":
        drafts = draft_agreed(house, named, dry_run=arguments.dry_run)
    else:
        drafts = draft_meeting(house, named, dry_run=arguments.dry_run)
    if suggested is not None and not arguments.dry_run:
        # Last: a meeting that nobody is asked for is not to stand there as asked for.
        path = write_meeting(
            site.content,
            suggested.relationship,
            suggested.on,
            asked_on=day,
            starts=suggested.starts,
            where=suggested.where,
        )
        print(f"{path}: written, as asked for")
    _say(drafts, dry_run=arguments.dry_run)
    print(f"Next: {_next(arguments, drafts)}")
    return 0


def _suggested(arguments: Namespace, named: tuple[str, ...], today: date) -> Meeting | None:
    """The meeting whose file is to be written, if one is. Raises InputError for what cannot be."""
    from app.cli import wrong_argument
    from app.core.meeting import Meeting, MeetingState

    if arguments.on is None:
        if arguments.at is not None or arguments.where:
            raise wrong_argument("--on", "is missing", "--at and --where go with a day")
        return None
    if arguments.kind != "meeting" or len(named) != 1:
        raise wrong_argument("--on", "is the day of one meeting", "add meeting and one --about")
    if arguments.on < today:
        raise wrong_argument(
            "--on", f"{arguments.on} is over", f"suggest a day from {today} on, or leave it out"
        )
    return Meeting(
        id=f"{named[0]}-{arguments.on}",
        relationship=named[0],
        on=arguments.on,
        state=MeetingState.ASKED,
        asked_on=today,
        starts=arguments.at,
        where=" ".join(arguments.where.split()),
    )


def _refuse_without_letters(drafts: Drafts) -> None:
    """Raises InputError where a day is suggested and nobody would be told of it."""
    from app.cli import wrong_argument

    for one in drafts.drafted:
        if not one.letters:
            raise wrong_argument(
                "--on",
                f"there is no letter to {one.name} to stand in ({'; '.join(one.notes)})",
                "leave it out, or write to them when that has changed; nothing was written",
            )


def _named(arguments: Namespace, opened: OpenedWave, files: SiteFiles) -> tuple[str, ...]:
    """The relationships of `--about`. Raises InputError for one that the wave did not ask about."""
    from app.cli import wrong_argument
    from app.files.problems import suggestion

    asked = {frozen.slug for frozen in opened.relationships}
    now = {name: one.slug for one in files.relationships for name in (one.slug, *one.formerly)}
    known = sorted({now[slug] for slug in asked if slug in now})
    for name in arguments.about:
        if name not in known:
            raise wrong_argument(
                "--about", f"{opened.id} did not ask about {name}", suggestion(name, known)
            )
    return tuple(dict.fromkeys(arguments.about))


def _say(drafts: Drafts, *, dry_run: bool) -> None:
    from app.cli.counted import counted
    from app.errors import visible

    for one in drafts.drafted:
        if one.name:
            notes = "".join(f"; {note}" for note in one.notes)
            print(f"{visible(one.name)}: {counted(one.letters, 'letter')}{notes}")
    letters = sum(one.letters for one in drafts.drafted)
    would = "would write " if dry_run else ""
    print(f"{would}{counted(letters, 'letter')} in {drafts.folder}")
    if drafts.senior:
        print(
            f"{would}{counted(drafts.senior, 'letter')} for the principal to send, to those who "
            f"would rather not talk with the lead, in {drafts.senior_folder}"
        )


def _next(arguments: Namespace, drafts: Drafts) -> str:
    if arguments.dry_run:
        return "run it again without --dry-run"
    if not drafts.senior and not sum(one.letters for one in drafts.drafted):
        return {
            "meeting": "there is nothing to send; --about NAME asks for a meeting all the same",
            "agreed": "there is nothing to send yet; when a meeting was held, write "
            'state = "held", who was there and [[agreements]] into its file in content/meetings',
            "heard": "there is nothing to send",
        }[arguments.kind]
    what = {
        "meeting": "open the drafts in a mail program, look at them, send them; what comes of it "
        "goes into the meeting's file in content/meetings (--about NAME --on DAY writes one)",
        "agreed": "open the drafts in a mail program, look at them, send them",
        "heard": "open the drafts in a mail program and send them; then ask for the meetings with "
        f"letters meeting {arguments.wave}",
    }
    return what[arguments.kind]
