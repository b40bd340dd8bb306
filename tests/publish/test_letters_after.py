"""The letters after a survey, written for the sample firm and parsed back."""

from __future__ import annotations

import email
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from icalendar import Calendar

from app.cli import main
from app.cli.demo_command import AS_OF, answer_sample
from app.core.firm import Contact
from app.core.left_alone import NoMore
from app.core.response import Talk
from app.core.survey import Perspective
from app.errors import InputError
from app.files.site import read_site
from app.publish.letters_after import draft_agreed, draft_heard, draft_meeting
from app.publish.letters_house import Drafts, house_of
from app.publish.load import compile_site
from app.settings import Site
from app.store.answers import AnswerStore
from app.store.no_more import keep_no_more
from app.store.waves import read_opened
from tests.builders import a_response
from tests.post.rfc5545 import complaints
from tests.site_builder import sample_copy

WAVE = "2026"
NORTH = "northlight-foods"


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample firm with all its answers, invited for real."""
    root = tmp_path_factory.mktemp("answered") / "firm"
    site = sample_copy(root)
    answer_sample(site, read_site(site))
    return root


@pytest.fixture
def site(answered: Path, tmp_path: Path) -> Site:
    shutil.copytree(answered, tmp_path / "firm")
    return Site(tmp_path / "firm")


Draft = Callable[..., Drafts]


def drafted(site: Site, draft: Draft, *arguments: object, as_of: date = AS_OF) -> Drafts:
    files = read_site(site)
    house = house_of(site, compile_site(site, files, as_of), read_opened(site.instance, WAVE))
    return draft(house, *arguments)


def letters_in(folder: Path) -> dict[str, EmailMessage]:
    return {
        path.name: email.message_from_bytes(path.read_bytes(), policy=default)
        for path in sorted(folder.glob("*.eml"))
    }


def text_of(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return " ".join(str(body.get_content()).split())


def unanswered(site: Site) -> None:
    """The meeting ahead was asked for, and nobody has accepted it yet."""
    (file,) = site.content.glob(f"meetings/{NORTH}-2026-12-*.md")
    lines = file.read_text("utf-8").splitlines(keepends=True)
    text = "".join(line for line in lines if not line.startswith("accepted_on"))
    file.write_text(text.replace('state = "accepted"', 'state = "asked"'), encoding="utf-8")


def test_everyone_to_be_met_first_gets_a_draft_from_the_lead(site: Site) -> None:
    unanswered(site)
    made = drafted(site, draft_meeting, ())
    files = read_site(site)
    compiled = compile_site(site, files, AS_OF)
    listed = next(p.attention for p in compiled.portfolios if p.wave == WAVE)
    assert listed is not None
    first = {place.name for place in listed.places if "30" in place.band and not place.apart}
    assert first
    assert first <= {one.name for one in made.drafted}
    assert {one.name for one in made.drafted} <= first | {"Northlight Foods"}
    found = letters_in(made.folder)
    assert len(found) == sum(one.letters for one in made.drafted) > 0
    leads = {p.name: p.email for p in files.people}
    for name, message in found.items():
        slug = name.partition("-counterpart-")[0]
        relationship = next(r for r in files.relationships if r.slug == slug)
        lead = next(p for p in files.people if p.slug == relationship.lead)
        (sender,) = message["From"].addresses
        (to,) = message["To"].addresses
        assert (sender.display_name, sender.addr_spec) == (lead.name, leads[lead.name])
        assert to.addr_spec in {contact.email for contact in relationship.contacts}
        assert message["X-Unsent"] == "1"
        assert "{{" not in text_of(message)


def test_who_answered_cannot_be_told_from_who_gets_a_letter(site: Site) -> None:
    before = set(letters_in(drafted(site, draft_meeting, (NORTH,)).folder))
    asked = {
        c.id
        for r in read_site(site).relationships
        if r.slug == NORTH
        for c in r.contacts
        if c.ask and c.left is None
    }
    assert before == {f"{NORTH}-counterpart-{who}.eml" for who in asked}


def test_a_meeting_with_a_day_goes_along_as_a_calendar_file(site: Site) -> None:
    made = drafted(site, draft_meeting, (NORTH,))
    message = next(iter(letters_in(made.folder).values()))
    (part,) = message.iter_attachments()
    assert part.get_content_type() == "text/calendar"
    assert part["Content-Type"].params["method"] == "PUBLISH"
    data = part.get_payload(decode=True)
    assert isinstance(data, bytes)
    assert complaints(data) == []
    (event,) = Calendar.from_ical(data).walk("VEVENT")
    assert event["summary"] == "Harbour & Pike – Northlight Foods"
    assert event.decoded("dtstart").isoformat() == "2026-12-03T14:30:00+00:00"
    assert (event["location"], event["status"], event["sequence"]) == (
        "at the plant",
        "CONFIRMED",
        0,
    )
    assert "Thursday, 3 December 2026, 14:30" in text_of(message)


def test_a_meeting_that_moves_keeps_its_uid_and_raises_its_sequence(site: Site) -> None:
    def event() -> tuple[str, int, str]:
        folder = drafted(site, draft_meeting, (NORTH,)).folder
        (part,) = next(iter(letters_in(folder).values())).iter_attachments()
        (found,) = Calendar.from_ical(part.get_content()).walk("VEVENT")
        begins = found.decoded("dtstart").isoformat()
        return str(found["uid"]), int(str(found["sequence"])), begins

    first, again = event(), event()
    assert again == first
    (file,) = site.content.glob(f"meetings/{NORTH}-2026-12-*.md")
    text = file.read_text("utf-8").replace('"14:30"', '"16:00"')
    file.write_text(text, encoding="utf-8")
    uid, sequence, begins = event()
    assert (uid, sequence) == (first[0], 1)
    assert begins.startswith("2026-12-03T16:00")


def test_a_meeting_that_is_accepted_is_not_asked_for_again_unless_it_is_named(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    made = drafted(site, draft_meeting, ())
    assert not [name for name in letters_in(made.folder) if name.startswith(NORTH)]
    (north,) = [one for one in made.drafted if one.name == "Northlight Foods"]
    assert (north.letters, north.notes) == (0, ("has accepted to meet on 2026-12-03",))
    where = ["--site", str(site.root), "--as-of", str(AS_OF)]
    assert main(["letters", "meeting", WAVE, *where, "--about", NORTH]) == 0
    assert (
        "Northlight Foods: 5 letters; has accepted to meet on 2026-12-03, and asks all the same"
        in capsys.readouterr().out
    )


def test_the_same_day_gives_the_same_bytes(site: Site) -> None:
    unanswered(site)

    def written() -> dict[str, bytes]:
        folder = drafted(site, draft_meeting, ()).folder
        return {path.name: path.read_bytes() for path in folder.iterdir()}

    assert written() == written()


def test_a_draft_that_is_due_no_more_is_taken_away(site: Site) -> None:
    unanswered(site)
    made = drafted(site, draft_meeting, ())
    stray = made.folder / "somebody-counterpart-else.eml"
    stray.write_text("old", encoding="utf-8")
    drafted(site, draft_meeting, ())
    assert not stray.exists()


def someone_else(site: Site, who: str, slug: str = NORTH) -> None:
    """This contact answers once more, and would rather talk with someone other than the lead."""
    store = AnswerStore(site.instance)
    known = store.find(WAVE, (slug, Perspective.COUNTERPART, who))
    response = known or a_response(who, {"R1": 5}, relationship=slug)
    store.save(replace(response, talk=Talk.SOMEONE_ELSE))
    store.close()


def test_who_would_rather_not_talk_with_the_lead_hears_from_the_principal_and_apart(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    plain = set(letters_in(drafted(site, draft_meeting, (NORTH,)).folder))
    before = drafted(site, draft_meeting, (NORTH,)).senior
    someone_else(site, "piet-maes")
    made = drafted(site, draft_meeting, (NORTH,))
    assert set(letters_in(made.folder)) == plain, "the lead's own drafts tell nothing"
    assert made.senior == before + 1
    message = letters_in(made.senior_folder)[f"{NORTH}-counterpart-piet-maes.eml"]
    assert message["From"].addresses[0].display_name == "Ines Harbour"
    assert message["To"].addresses[0].addr_spec.startswith("piet-maes@")
    assert "someone other than Tomas Pike" in text_of(message)
    assert not list(message.iter_attachments())
    assert main(["letters", "meeting", WAVE, "--site", str(site.root), "--as-of", str(AS_OF)]) == 0
    said = capsys.readouterr().out
    assert "for the principal to send" in said
    assert "Piet" not in said


def test_where_the_principal_leads_the_deputy_writes(site: Site) -> None:
    file = site.content / f"relationships/{NORTH}.md"
    text = file.read_text("utf-8").replace('lead = "tomas-pike"', 'lead = "ines-harbour"')
    file.write_text(text.replace('team = ["', 'team = ["ines-harbour", "'), encoding="utf-8")
    someone_else(site, "piet-maes")
    found = letters_in(drafted(site, draft_meeting, (NORTH,)).senior_folder)
    assert {m["From"].addresses[0].display_name for m in found.values()} == {"Amara Osei"}


def test_a_relationship_in_dispute_gets_none_of_them(site: Site) -> None:
    file = site.content / f"relationships/{NORTH}.md"
    text = file.read_text("utf-8").replace('stage = "long', 'dispute = true\nstage = "long')
    file.write_text(text, encoding="utf-8")
    someone_else(site, "piet-maes")
    made = drafted(site, draft_meeting, (NORTH,))
    assert (letters_in(made.folder), letters_in(made.senior_folder)) == ({}, {})
    assert made.drafted[0].notes == ("in dispute: nobody is written to",)
    heard = letters_in(drafted(site, draft_heard).folder)
    assert not [name for name in heard if name.startswith(f"{NORTH}-counterpart")]
    held(site)
    assert letters_in(drafted(site, draft_agreed, (NORTH,), as_of=LATER).folder) == {}


def test_whoever_asked_to_be_left_alone_is_left_alone(site: Site) -> None:
    key = (NORTH, Perspective.COUNTERPART, "piet-maes")
    keep_no_more(site.instance, NoMore(key=key, wave=WAVE, day=AS_OF))
    for made in (drafted(site, draft_meeting, (NORTH,)), drafted(site, draft_heard)):
        assert f"{NORTH}-counterpart-piet-maes.eml" not in letters_in(made.folder)


@pytest.mark.parametrize(
    "said",
    [
        "as at Kestrel Row Scaffolding",
        "worth £ 400,000",
        "your place in our ranking",
        "Blind spot!",
    ],
)
def test_what_is_for_us_only_is_refused_in_a_letter(site: Site, said: str) -> None:
    file = site.content / "letters/meeting.md"
    file.write_text(file.read_text("utf-8") + f"\n{said}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"meeting\.md: text: says what is for us only"):
        drafted(site, draft_meeting, (NORTH,))
    assert not (site.send / "letters").exists()


def test_an_unknown_field_is_an_error_before_anything_is_written(site: Site) -> None:
    file = site.content / "letters/heard.de.md"
    file.write_text(file.read_text("utf-8") + "\n{{gap}}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"heard\.de\.md: text: \{\{gap\}\} is no field"):
        drafted(site, draft_heard)
    assert not (site.send / "letters").exists()


LATER = AS_OF + timedelta(days=30)
PRESENT = ("dana-okafor", "ruth-calder")


def held(site: Site) -> None:
    """The accepted meeting was held, and two things were agreed in it."""
    (file,) = site.content.glob(f"meetings/{NORTH}-2026-12-*.md")
    text = file.read_text("utf-8").replace('state = "accepted"', 'state = "held"')
    agreed = """
[[agreements]]
what = "One list of *open* changes, every Friday"
who = "tomas-pike"
by = 2027-01-29
how = "Four lists in February"

[[agreements]]
what = "Nobody is compared with Kestrel Row Scaffolding any more"
side = "counterpart"
by = 2027-02-26
"""
    head, _, body = text.removeprefix("+++").partition("+++")
    file.write_text(f"+++{head}{agreed}+++{body}", encoding="utf-8")


def test_what_was_agreed_goes_to_those_who_were_there_and_names_no_other_relationship(
    site: Site,
) -> None:
    held(site)
    made = drafted(site, draft_agreed, (), as_of=LATER)
    (one,) = made.drafted
    assert (one.name, one.letters) == ("Northlight Foods", 2)
    assert one.notes == ("1 left out: not fit for the other side as it is written",)
    found = letters_in(made.folder)
    assert set(found) == {
        f"{NORTH}-counterpart-{who}.eml" for who in ("dana-okafor", "ruth-calder")
    }
    text = text_of(found[f"{NORTH}-counterpart-dana-okafor.eml"])
    assert (
        "One list of *open* changes, every Friday — Tomas Pike, Friday, 29 January 2027 "
        "(Four lists in February)" in text
    )
    assert "Thank you for the meeting on Thursday, 3 December 2026." in text
    assert "Kestrel" not in text


def test_what_was_heard_goes_to_everyone_once_with_what_may_be_said(site: Site) -> None:
    made = drafted(site, draft_heard)
    found = letters_in(made.folder)
    recipients = [message["To"].addresses[0].addr_spec for message in found.values()]
    assert len(set(recipients)) == len(recipients), "one letter a person"
    dana = text_of(found[f"{NORTH}-counterpart-dana-okafor.eml"])
    assert "Northlight Foods: 5 / 5" in dana
    talvi = [text_of(m) for name, m in found.items() if name.startswith("talvi-steelwork-count")]
    assert talvi
    assert all(" / " not in text for text in talvi), "two of five of a confidential side"
    assert all("Thank you to everyone who took the time." in text for text in talvi)
    assert not any("this many answered" in text for text in talvi)
    ours = [m for name, m in found.items() if "-self-" in name]
    assert {p.email for p in read_site(site).people} >= {
        m["To"].addresses[0].addr_spec for m in ours
    }
    assert all(" / " not in text_of(message) for message in ours)


def test_each_reads_it_in_their_language(site: Site) -> None:
    found = letters_in(drafted(site, draft_heard).folder)
    contacts: dict[str, Contact] = {
        f"{r.slug}-counterpart-{c.id}.eml": c
        for r in read_site(site).relationships
        for c in r.contacts
    }
    spoken = {
        contacts[name].language: message["Content-Language"]
        for name, message in found.items()
        if name in contacts and contacts[name].language
    }
    assert spoken == {language: language for language in ("de", "fr", "ar")}


def test_before_a_survey_has_closed_only_what_was_agreed_can_be_written(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--site", str(site.root), "--as-of", "2026-11-07"]
    for kind in ("meeting", "heard"):
        assert main(["letters", kind, WAVE, *where]) == 2
        assert "may still get answers" in capsys.readouterr().err
    assert main(["letters", "agreed", WAVE, *where]) == 0


def test_a_dry_run_writes_nothing_and_a_wrong_name_is_told(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--site", str(site.root), "--as-of", str(AS_OF)]
    for kind in ("meeting", "agreed", "heard"):
        assert main(["letters", kind, WAVE, *where, "--dry-run"]) == 0
    assert not (site.send / "letters").exists()
    assert main(["letters", "meeting", WAVE, *where, "--about", "nortlight-foods"]) == 2
    assert "northlight-foods" in capsys.readouterr().err


ON = ["--on", "2027-01-12", "--at", "10:00", "--where"]


def asked_for(site: Site, *more: str, about: str = NORTH) -> int:
    where = ["--site", str(site.root), "--as-of", str(AS_OF), "--about", about]
    return main(["letters", "meeting", WAVE, *where, *ON, *more])


def meetings_of(site: Site) -> set[str]:
    return {path.name for path in (site.content / "meetings").glob("*")}


def test_a_meeting_is_written_down_last_with_a_letter_that_names_its_day(site: Site) -> None:
    before = meetings_of(site)
    assert asked_for(site, "At your yard", "--dry-run") == 0
    assert meetings_of(site) == before
    assert asked_for(site, "At your yard") == 0
    assert meetings_of(site) - before == {f"{NORTH}-2027-01-12.md"}
    found = letters_in(site.send / "letters" / WAVE / "meeting")
    assert found and all("At your yard" in text_of(message) for message in found.values())
    (meeting,) = [m for m in read_site(site).meetings if m.id == f"{NORTH}-2027-01-12"]
    assert (meeting.where, meeting.asked_on) == ("At your yard", AS_OF)


def test_no_meeting_is_written_down_as_asked_for_when_nobody_is_asked(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    before = meetings_of(site)
    assert asked_for(site, "x" * 5000) == 2
    assert "where" in capsys.readouterr().err
    letter = site.content / "letters/meeting.md"
    words = letter.read_text("utf-8")
    letter.unlink()
    assert asked_for(site, "At your yard") == 2
    letter.write_text(words, encoding="utf-8")
    file = site.content / f"relationships/{NORTH}.md"
    text = file.read_text("utf-8").replace('stage = "long', 'dispute = true\nstage = "long')
    file.write_text(text, encoding="utf-8")
    capsys.readouterr()
    assert asked_for(site, "At your yard") == 2
    assert "in dispute: nobody is written to" in capsys.readouterr().err
    assert meetings_of(site) == before
    assert not (site.send / "letters").exists()
