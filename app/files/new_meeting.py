"""Writes the file of a meeting that is asked for; what comes of it, the firm writes into it.

Never over a file that is there, and nothing that would not be read again. Knows the shape of such a
file; `meetings` reads and checks it.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from pathlib import Path

import tomlkit

from app.core.meeting import Meeting
from app.errors import InputError, Problem
from app.files.meeting_model import MeetingFile
from app.files.problems import Problems
from app.files.reading import validated

_FIRST_LOOK = timedelta(days=90)
"""The example of an agreement is due so long after the meeting."""
_LATER = """
# When they have accepted, write state = "accepted"; when it was held, "held", and who was there:
# who = ["sam-sample", "jo-example"]    # ids of contacts there and of people of ours

# What both agreed to, once for each agreement. `letters agreed` then sends it to those there.
# [[agreements]]
# what = "A call before any date moves"
# side = "self"                # or "counterpart"; or who = "jo-example", who answers for it
# by = {by}
# how = "No date moves without one"     # how both will know
"""
_BODY = """
What was said goes here, for us only.
"""


def meeting_to_write(content: Path, meeting: Meeting) -> Meeting:
    """The same meeting, which `write_meeting` could write; writes nothing.

    Raises InputError where its file is there already, or could not be read.
    """
    path = content / "meetings" / f"{meeting.id}.md"
    if path.exists():
        raise _there_already(path)
    problems = Problems(content.parent)
    stated = {"state": meeting.state, "asked_on": meeting.asked_on, "where": meeting.where}
    if meeting.starts is not None:
        stated["starts"] = f"{meeting.starts:%H:%M}"
    validated(MeetingFile, stated, path, problems)
    if problems.found:
        raise InputError(*problems.sorted())
    return meeting


def write_meeting(
    content: Path,
    relationship: str,
    on: date,
    *,
    asked_on: date,
    starts: time | None = None,
    where: str = "",
) -> Path:
    """The new file. Raises InputError for one that is there already."""
    path = content / "meetings" / f"{relationship}-{on}.md"
    meeting = tomlkit.document()
    meeting.add("state", tomlkit.item("asked"))
    meeting.add("asked_on", tomlkit.item(asked_on))
    if starts is not None:
        meeting.add("starts", tomlkit.item(f"{starts:%H:%M}"))
    if where:
        meeting.add("where", tomlkit.item(where))
    later = _LATER.format(by=on + _FIRST_LOOK)
    text = f"+++\n{tomlkit.dumps(meeting)}{later}+++\n{_BODY}"
    path.parent.mkdir(exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as error:
        raise _there_already(path) from error
    return path


def _there_already(path: Path) -> InputError:
    return InputError(
        Problem(
            file=f"content/meetings/{path.name}",
            place="",
            what="is there already",
            remedy="leave --on out: the letter takes the day from it",
        )
    )
