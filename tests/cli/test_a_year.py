"""A whole survey played on the command line, from the first file to the letters after it.

Each `Next:` line is what is done next. What respondents do, they do in the live survey.
"""

from __future__ import annotations

import email
import re
from datetime import UTC, date, datetime
from email.policy import default
from pathlib import Path

import pytest
from icalendar import Calendar

from app.cli import main
from app.core.survey import Perspective
from app.core.wave import Invitation
from app.files.new_meeting import write_meeting
from app.files.site import read_site
from app.settings import Site
from app.store.answers import AnswerStore
from app.store.waves import read_opened
from app.web import create_app
from tests.site_builder import link_of

PEOPLE = "relationship;id;name;email;roles\n" + "".join(
    f"first-client;{who};{who.title()} Client;{who}@first-client.example.org;uses\n"
    for who in ("ada", "ben", "cleo")
)

AGREED = """who = ["ada"]

[[agreements]]
what = "A call before any date moves"
side = "self"
by = 2026-06-30
"""


class Organiser:
    """Runs commands on a folder, on days, and reads what is said."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root, self.capsys = root, capsys
        self.site = Site(root)

    def __call__(self, *arguments: str, day: str = "", code: int = 0) -> str:
        self.capsys.readouterr()
        dated = ["--as-of", day] if day else []
        assert main([*arguments, "--site", str(self.root), *dated]) == code, arguments
        told = self.capsys.readouterr()
        return told.out + told.err

    def next(self, day: str) -> str:
        """The command that `status` names."""
        last = self("status", day=day).splitlines()[-1]
        found = re.fullmatch(r"Next: python3 build\.py (.*?) --site \S+(.*)", last)
        assert found is not None, last
        return f"{found[1]}{found[2]}".strip()

    def drafts(self, kind: str) -> dict[str, str]:
        folder = self.root / "build/send" / kind
        found = {}
        for path in sorted(folder.rglob("*.eml")):
            message = email.message_from_bytes(path.read_bytes(), policy=default)
            body = message.get_body(("plain",))
            assert body is not None
            found[str(message["To"])] = body.get_content()
        return found

    def answers(self, invitation: Invitation, moment: datetime, score: int) -> None:
        """One person opens their link, rates every page in the same way, and sends."""
        opened = read_opened(self.site.instance, "2026")
        client = create_app(self.site, now=lambda: moment).test_client()
        home = link_of(self.site, opened, invitation)
        store = AnswerStore(self.site.instance)
        survey = opened.survey(opened.relationships[0].survey)
        assert client.get(home).status_code == 200
        for number in range(1, 20):
            page = client.get(f"{home}/{number}")
            if page.status_code != 200:
                break
            asked = set(re.findall(r'name="([A-Z][A-Za-z0-9-]*)"', page.text))
            rated = [item for item in survey.items if item.id in asked and item.rated]
            fields = {item.id: str(min(score, item.scale.maximum)) for item in rated if item.scale}
            base = str(store.last(opened.id, invitation.key)[0])
            sent = client.post(
                f"{home}/{number}",
                data={**fields, ":base": base, ":go": "next", ":end": "1", ":asked": "1"},
            )
            assert sent.status_code == 303, sent.text
        base = str(store.last(opened.id, invitation.key)[0])
        done = client.post(f"{home}/check", data={":base": base, ":end": "1"})
        assert done.headers["Location"].endswith("/receipt")
        store.close()


@pytest.fixture
def organiser(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Organiser:
    assert main(["init", str(tmp_path / "ours")]) == 0
    return Organiser(tmp_path / "ours", capsys)


def write(organiser: Organiser, name: str, text: str) -> None:
    (organiser.root / "content" / name).write_text(text, encoding="utf-8")


def edit(organiser: Organiser, name: str, pattern: str, new: str) -> None:
    path = organiser.root / "content" / name
    text, times = re.subn(pattern, new, path.read_text("utf-8"), count=1, flags=re.MULTILINE)
    assert times == 1
    path.write_text(text, encoding="utf-8")


def test_from_init_to_the_letter_that_asks_for_the_meeting(organiser: Organiser) -> None:
    # The files: one wave, one client, whose people come from a list.
    (wave,) = (organiser.root / "content/waves").glob("*.md")
    text = wave.read_text("utf-8")
    wave.unlink()
    write(organiser, "waves/2026.md", re.sub(r"^(opens|closes) = .*", "", text, flags=re.M))
    edit(organiser, "waves/2026.md", r"^\+\+\+$", "+++\nopens = 2026-03-02\ncloses = 2026-03-27")
    edit(organiser, "relationships/first-client.md", r"^since = .*", "since = 2019-01-01")
    table = organiser.root / "people.csv"
    table.write_text(PEOPLE, encoding="utf-8")
    assert "3 new" in organiser("import", "people", str(table), "--yes")
    table.unlink()
    organiser("check", day="2026-02-20")

    # Invitations: the wave opens, everyone has a draft.
    assert organiser.next("2026-02-27") == "invite 2026"
    said = organiser("invite", "2026", "--yes", "--as", "eml", day="2026-03-02")
    assert "Next: send each person their letter, and run python3 build.py serve" in said
    assert len(organiser.drafts("2026-invitations")) == 5
    assert organiser.next("2026-03-03") == "serve"
    assert organiser.next("2026-02-28") == "serve", "everyone has a letter already"
    said = organiser("invite", "2026", "--as", "eml", "--dry-run", day="2026-02-28")
    assert "2026 was opened on 2026-03-02" in said

    # Answers from both sides, in the live survey.
    opened = read_opened(organiser.site.instance, "2026")
    theirs = opened.invited("first-client", Perspective.COUNTERPART)
    (ours,) = opened.invited("first-client", Perspective.SELF)
    for person in theirs[:2]:
        organiser.answers(person, datetime(2026, 3, 4, 9, tzinfo=UTC), 3)
    organiser.answers(ours, datetime(2026, 3, 5, 9, tzinfo=UTC), 9)
    said = organiser("status", day="2026-03-06")
    assert "theirs  2 of 4 answered, 2 silent" in said
    assert "ours    1 of 1 answered" in said

    # A reminder to those who have not answered, when the wave allows it; one more answers.
    assert organiser.next("2026-03-12") == "remind 2026"
    organiser("remind", "2026", "--as", "eml", day="2026-03-12")
    assert {str(to).partition(" <")[0] for to in organiser.drafts("2026-reminders")} == {
        one.name for one in theirs[2:]
    }
    assert organiser.next("2026-03-13") == "serve"
    organiser.answers(theirs[2], datetime(2026, 3, 16, 9, tzinfo=UTC), 3)

    # Closing: not while what was begun may come; then a backup.
    assert organiser.next("2026-03-28") == "serve"
    assert "takes answers until 2026-03-27" in organiser("close", "2026", day="2026-03-28", code=2)
    assert organiser.next("2026-03-30") == "close 2026"
    assert "2026 is closed: responses kept: 4" in organiser("close", "2026", day="2026-03-30")

    # Compiling, the principal's calendar, thanks to everyone, and asking for the meeting.
    assert organiser.next("2026-03-30") == "build"
    said = organiser("build", "--open", day="2026-03-30")
    assert "1 brief, 1 for the table" in said
    again = organiser("build", "--open", day="2026-03-30")
    assert "nothing has changed since the last build" in again, "calendars change no later build"
    assert organiser.next("2026-03-30") == "letters meeting 2026"
    (lead,) = (organiser.root / "build/send/calendars").glob("*.ics")
    assert "The 2026 survey closes: last day for answers" in {
        str(e["summary"]) for e in Calendar.from_ical(lead.read_bytes()).walk("VEVENT")
    }
    organiser("letters", "heard", "2026", day="2026-03-30")
    heard = organiser.drafts("letters/2026/heard")
    assert len(heard) == 5
    assert any("First Client: 3 / 4" in text for text in heard.values())
    suggestion = ["--on", "2026-04-14", "--at", "10:00", "--where", 'At your "yard"']
    asking = ["letters", "meeting", "2026", "--about", "first-client"]
    assert "names no day: --about first-client" in organiser(*asking, day="2026-03-31")
    over = organiser(*asking, "--on", "2026-03-30", day="2026-03-31", code=2)
    assert "2026-03-30 is over; suggest a day from 2026-03-31 on" in over
    assert not list((organiser.root / "content").glob("meetings/*"))
    assert "First Client: 4 letters" in organiser(*asking, *suggestion, day="2026-03-31")
    assert "is there already" in organiser(*asking, *suggestion, day="2026-03-31", code=2)
    letters = organiser.drafts("letters/2026/meeting")
    assert all("Tuesday, 14 April 2026, 10:00" in text for text in letters.values())
    assert "meeting asked for, 14 April 2026" in organiser("status", day="2026-03-31")

    # The meeting is held; what was agreed goes out, and stands in the lead's calendar.
    meeting = "meetings/first-client-2026-04-14.md"
    assert organiser.next("2026-04-13") == "build"
    said = organiser("letters", "agreed", "2026", day="2026-04-13")
    assert "there is nothing to send yet" in said and "[[agreements]]" in said
    edit(organiser, meeting, r'"asked"', '"held"')
    edit(organiser, meeting, r"^(where = .*)$", rf"\1\n{AGREED}")
    organiser("letters", "agreed", "2026", day="2026-04-15")
    assert organiser.next("2026-04-15") == "letters agreed 2026"
    (agreed,) = organiser.drafts("letters/2026/agreed").values()
    assert "A call before any date moves — Our firm, Tuesday, 30 June 2026" in agreed
    assert "meeting held, 14 April 2026" in organiser("status", day="2026-04-15")
    said = organiser("calendar", day="2026-04-15")
    assert "new" in said
    assert "First Client: agreed for today: A call before any date moves" in {
        str(e["summary"]) for e in Calendar.from_ical(lead.read_bytes()).walk("VEVENT")
    }

    # When a year is nearly over, the next survey needs a file.
    assert organiser.next("2026-06-01") == "build"
    last = organiser("status", day="2027-01-10").splitlines()[-1]
    assert "write a file for the next survey in " in last and "python3 build.py check" in last
    again = (organiser.root / "content/waves/2026.md").read_text("utf-8").replace("2026-", "2027-")
    write(organiser, "waves/2027.md", again)
    assert organiser.next("2027-01-10") == "invite 2027"


def test_before_its_first_day_letters_wait_for_it(organiser: Organiser) -> None:
    (wave,) = (organiser.root / "content/waves").glob("*.md")
    text = wave.read_text("utf-8")
    (opens,) = re.findall(r"^opens = (\S+)", text, flags=re.M)
    early = f"{int(opens[:4]) - 1}-12-01"
    said = organiser("invite", wave.stem, "--yes", "--as", "eml", day=early)
    assert f"send each person their letter on {opens}, when it opens, and run" in said
    said = organiser("check", "-q", day=early)
    assert "sam@first-client.example.org; is an example; write their own" in said


def test_the_file_of_a_meeting_shows_what_may_be_written_into_it(organiser: Organiser) -> None:
    content = organiser.root / "content"
    path = write_meeting(content, "first-client", date(2026, 4, 14), asked_on=date(2026, 4, 1))
    text = path.read_text("utf-8")
    path.write_text(re.sub(r"^# (?=\w+ = |\[\[)", "", text, flags=re.M), encoding="utf-8")
    edit(organiser, f"meetings/{path.name}", '"asked"', '"held"')
    (meeting,) = read_site(organiser.site).meetings
    (agreement,) = meeting.agreements
    assert agreement.by == date(2026, 7, 13) and len(meeting.who) == 2


def test_a_wave_that_takes_no_letters_says_what_does(organiser: Organiser) -> None:
    (wave,) = (organiser.root / "content/waves").glob("*.md")
    said = organiser("remind", wave.stem, code=2)
    assert "has not been opened; open it with: python3 build.py invite" in said
    (closes,) = re.findall(r"^closes = (\S+)", wave.read_text("utf-8"), flags=re.M)
    organiser("invite", wave.stem, "--yes", "--as", "eml", day=closes)
    later = f"{int(closes[:4]) + 1}-01-01"
    assert "see what comes now with: python3 build.py status" in organiser(
        "remind", wave.stem, day=later, code=2
    )
