"""`invite`, `remind` and `access list` on the command line: who gets which letter, and who not."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from app.brief.engine import BY_HAND
from app.cli import main
from app.core.left_alone import NoMore, key_of
from app.core.response import Response, State
from app.core.survey import Perspective
from app.settings import Site
from app.store.answers import AnswerStore
from app.store.letters import letter_steps
from app.store.no_more import keep_no_more
from app.store.waves import opened_ids, read_opened
from app.web import create_app
from tests.post.mail_server import PASSWORD, SENDER, USER, certificate, mail_server
from tests.site_builder import sample_copy

OPENS = "2026-10-05"
Say = Callable[..., str]


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return sample_copy(tmp_path)


@pytest.fixture
def say(site: Site, capsys: pytest.CaptureFixture[str]) -> Say:
    """Runs a command on the site; returns what it said, and fails on another exit code."""

    def said(*arguments: str, code: int = 0, day: str = OPENS) -> str:
        capsys.readouterr()
        dated = [] if arguments[0] == "access" else ["--as-of", day]
        assert main([*arguments, "--site", str(site.root), *dated]) == code
        told = capsys.readouterr()
        return told.out + told.err

    return said


def change(site: Site, name: str, old: str, new: str) -> None:
    path = site.content / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def drafts(site: Site, kind: str = "invitations", wave: str = "2026") -> dict[str, EmailMessage]:
    folder = site.send / f"{wave}-{kind}"
    return {p.stem: message_from_bytes(p.read_bytes(), policy=default) for p in folder.iterdir()}


def body(message: EmailMessage, kind: str = "plain") -> str:
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def links(site: Site) -> dict[str, dict[str, str]]:
    with (site.send / "2026-links.csv").open(encoding="utf-8-sig", newline="") as stream:
        return {row["name"]: row for row in csv.DictReader(stream)}


def answer(site: Site, relationship: str, who: str, state: State = State.SENT) -> None:
    response = Response(
        wave="2026",
        relationship=relationship,
        perspective=Perspective.COUNTERPART,
        respondent=who,
        state=state,
        language="en",
        answers=(),
    )
    AnswerStore(site.instance).save(response)


def test_drafts_and_a_merge_file_are_what_an_invitation_makes(site: Site, say: Say) -> None:
    said = say("invite", "2026", "--yes")
    made, rows = drafts(site), links(site)
    assert len(made) == len(rows)
    assert f"{len(rows)} drafts in" in said
    assert f"{len(rows)} links in" in said
    dana = made["northlight-foods-counterpart-dana-okafor"]
    assert dana["X-Unsent"] == "1"
    assert dana["Subject"] == "How is it going between us? Six minutes"
    assert dana["To"].addresses[0].addr_spec == rows["Dana Okafor"]["address"]
    assert rows["Dana Okafor"]["link"] in body(dana)
    assert f'href="{rows["Dana Okafor"]["link"]}"' in body(dana, "html")
    assert "Friday, 6 November 2026" in body(dana)
    assert "Your answers are confidential." in body(dana)
    assert dana["List-Unsubscribe"].strip().startswith(f"<{rows['Dana Okafor']['no_more']}>")
    assert dana["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_letter_is_in_its_readers_language(site: Site, say: Say) -> None:
    say("invite", "2026", "--yes")
    by_language = {one["Content-Language"]: one for one in drafts(site).values()}
    assert set(by_language) == {"en", "de", "fr", "ar"}
    assert "Wie läuft es zwischen uns" in by_language["de"]["Subject"]
    assert "Ihre Antworten sind vertraulich" in body(by_language["de"])
    assert 'dir="rtl"' in body(by_language["ar"], "html")
    (site.content / "letters/invitation.de.md").unlink()
    say("invite", "2026")
    assert {one["Content-Language"] for one in drafts(site).values()} == {"en", "fr", "ar"}


def test_one_letter_and_one_list_for_a_person_with_several(site: Site, say: Say) -> None:
    say("invite", "2026", "--yes")
    several = {name: one for name, one in drafts(site).items() if name.startswith("several-self")}
    assert several
    for message in several.values():
        assert message["Subject"] == "How do you see it? Our yearly survey"
        assert "You are asked about:\n- " in body(message)
        assert message["List-Unsubscribe"] is None


def test_a_second_run_writes_the_same_bytes(site: Site, say: Say) -> None:
    everything = ["--as", "eml", "--as", "csv", "--as", "text"]
    say("invite", "2026", "--yes", *everything)

    def sent() -> dict[str, bytes]:
        return {str(p): p.read_bytes() for p in site.send.rglob("*") if p.is_file()}

    first = sent()
    say("invite", "2026", *everything)
    assert sent() == first
    assert len([name for name in first if name.endswith(".txt")]) == len(links(site))


def test_letters_on_paper_have_the_link_as_a_code(site: Site, say: Say) -> None:
    change(site, "waves/2026.md", "[surveys]", 'relationships = ["northlight-foods"]\n[surveys]')
    say("invite", "2026", "--yes", "--as", "print", "--as", "csv")
    pdf = (site.send / "2026-invitations.pdf").read_bytes()
    pages = PdfReader(BytesIO(pdf)).pages
    assert len(pages) == len(links(site))
    text = "".join(page.extract_text() for page in pages).replace("\n", "")
    assert all(row["link"] in text for row in links(site).values())
    say("invite", "2026", "--as", "print")
    assert (site.send / "2026-invitations.pdf").read_bytes() == pdf


def sent(site: Site) -> set[str]:
    """What lies to be sent, by ending, and the folder it lies in."""
    return {f"{p.parent.name}/*{p.suffix}" for p in site.send.rglob("*") if p.is_file()}


def test_only_what_the_last_run_made_lies_there_to_be_sent(site: Site, say: Say) -> None:
    say("invite", "2026", "--yes", "--as", "eml", "--as", "csv", "--as", "text")
    folder = "2026-invitations"
    assert sent(site) == {f"{folder}/*.eml", f"{folder}/*.txt", "send/*.csv"}
    (site.send / folder / "notes.md").write_text("mine", encoding="utf-8")
    say("invite", "2026", "--as", "text")
    assert sent(site) == {f"{folder}/*.txt", f"{folder}/*.md"}
    say("invite", "2026", "--as", "csv")
    assert sent(site) == {f"{folder}/*.md", "send/*.csv"}


def test_a_page_to_print_by_hand_outlives_neither_its_letters_nor_a_print(
    site: Site, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(site, "waves/2026.md", "[surveys]", 'relationships = ["northlight-foods"]\n[surveys]')
    with monkeypatch.context() as without:
        without.setattr("app.publish.posted.engine_here", lambda: BY_HAND)
        say("invite", "2026", "--yes", "--as", "print")
        assert sent(site) == {"send/*.html"}
    say("invite", "2026", "--as", "print")
    assert sent(site) == {"send/*.pdf"}
    with monkeypatch.context() as without:
        without.setattr("app.publish.posted.engine_here", lambda: BY_HAND)
        say("invite", "2026", "--as", "print")
        assert sent(site) == {"send/*.html"}
    change(site, "relationships/northlight-foods.md", "+++\n", "+++\ndispute = true\n")
    say("invite", "2026", "--as", "eml")
    assert "send/*.html" not in sent(site)
    assert not [p for p in site.send.rglob("*") if "counterpart" in p.name]


def test_an_unknown_field_is_told_before_anything_is_opened(site: Site, say: Say) -> None:
    change(site, "letters/invitation.de.md", "{{name}}", "{{nmae}}")
    said = say("invite", "2026", "--yes", code=2)
    assert "content/letters/invitation.de.md: text: {{nmae}} is no field" in said
    assert "did you mean name?" in said
    assert opened_ids(site.instance) == ()
    assert not site.send.exists()


def test_a_dispute_on_an_open_wave_stops_letters_and_takes_drafts_away(
    site: Site, say: Say
) -> None:
    say("invite", "2026", "--yes")
    assert "northlight-foods-counterpart-dana-okafor" in drafts(site)
    change(site, "relationships/northlight-foods.md", "+++\n", "+++\ndispute = true\n")
    said = say("invite", "2026")
    assert "no letter, in dispute: " in said
    assert "Dana Okafor" in said
    assert not any(name.startswith("northlight-foods") for name in drafts(site))
    assert "Dana Okafor" not in links(site)
    say("remind", "2026", day="2026-10-20")
    assert not any(name.startswith("northlight-foods") for name in drafts(site, "reminders"))


def test_who_asked_not_to_be_asked_again_is_left_alone_in_this_wave_and_the_next(
    site: Site, say: Say
) -> None:
    key = key_of("northlight-foods", "dana-okafor", "")
    say("invite", "2026", "--yes")
    keep_no_more(site.instance, NoMore(key=key, wave="2026", day=date(2026, 10, 6)))
    assert "no letter, asked not to be asked again: Dana Okafor" in say("invite", "2026")
    assert "northlight-foods-counterpart-dana-okafor" not in drafts(site)
    later = (site.content / "waves/2026.md").read_text("utf-8").replace("2026-1", "2027-1")
    (site.content / "waves/2027.md").write_text(later, encoding="utf-8")
    said = say("invite", "2027", "--yes", day="2027-10-05")
    assert "Dana Okafor (asked on 2026-10-06 not to be asked again)" in said
    asked = {i.respondent for i in read_opened(site.instance, "2027").invitations}
    assert "dana-okafor" not in asked


def test_the_one_press_of_a_mail_program_is_honoured_from_the_draft_on(
    site: Site, say: Say
) -> None:
    say("invite", "2026", "--yes")
    draft = drafts(site)["northlight-foods-counterpart-dana-okafor"]
    address = draft["List-Unsubscribe"].strip().partition(">")[0].removeprefix("<")
    app = create_app(site, now=lambda: datetime(2026, 10, 7, 12, tzinfo=UTC))
    path = address.removeprefix("https://answers.harbour-pike.example.com")
    key, value = draft["List-Unsubscribe-Post"].split("=")
    assert app.test_client().post(path, data={key: value}).status_code == 200
    said = say("remind", "2026", "--dry-run", day="2026-10-20")
    assert "no letter, asked not to be asked again: Dana Okafor" in said


def test_who_is_added_later_is_told_of_and_not_asked(site: Site, say: Say) -> None:
    say("invite", "2026", "--yes")
    before = read_opened(site.instance, "2026")
    path = site.content / "relationships/northlight-foods.md"
    text = path.read_text("utf-8")
    new = '[[contacts]]\nid = "new-one"\nname = "New One"\nemail = "new@n.example.org"\n\n'
    path.write_text(text.replace("[[contacts]]", f"{new}[[contacts]]", 1), encoding="utf-8")
    said = say("invite", "2026")
    assert "added since, and not asked in this wave: New One (northlight-foods)" in said
    assert read_opened(site.instance, "2026") == before
    assert "New One" not in links(site)


def test_a_closed_wave_invites_nobody(site: Site, say: Say) -> None:
    say("invite", "2026", "--yes")
    for command in ("invite", "remind"):
        assert "closed on 2026-11-06" in say(command, "2026", code=2, day="2026-12-01")


def test_reminders_go_to_who_has_not_answered_and_only_so_often(site: Site, say: Say) -> None:
    change(site, "waves/2026.md", 'counterpart = "confidential"', 'counterpart = "named"')
    change(site, "waves/2026.md", 'employee = "employee"\n', "")
    change(site, "waves/2026.md", "k = 3", "k = 3\nreminders = 1\nremind_after = 5")
    say("invite", "2026", "--yes")
    answer(site, "northlight-foods", "dana-okafor")
    early = say("remind", "2026", "--dry-run", day="2026-10-09")
    assert "no letter, had the last letter too short a while ago" in early
    assert "would write 0 reminders" in early
    told = say("remind", "2026", "--dry-run", day="2026-10-10")
    assert "no letter, has answered: Dana Okafor" in told
    assert "due: " in told
    assert not (site.send / "2026-reminders").exists()
    say("remind", "2026", day="2026-10-10")
    made = drafts(site, "reminders")
    assert "northlight-foods-counterpart-dana-okafor" not in made
    subjects = {m["Subject"] for m in made.values() if m["Content-Language"] == "en"}
    day = "Friday, 6 November 2026"
    assert subjects == {f"Still time until {day}", f"Your view is missing, until {day}"}
    say("remind", "2026", day="2026-10-10")
    assert {n: bytes(m) for n, m in drafts(site, "reminders").items()} == {
        n: bytes(m) for n, m in made.items()
    }
    said = say("remind", "2026", day="2026-10-20")
    assert "had as many reminders as the wave allows" in said
    assert drafts(site, "reminders") == {}


def test_what_comes_next_is_a_reminder_when_one_is_due(site: Site, say: Say) -> None:
    say("invite", "2026", "--yes", "--as", "csv")

    def following(day: str) -> str:
        return say("status", day=day).splitlines()[-1].split()[3]

    assert following("2026-10-11") == "serve"
    assert following("2026-10-12") == "remind"
    say("remind", "2026", "--as", "csv", day="2026-10-12")
    assert following("2026-10-13") == "serve"


def test_on_a_confidential_side_who_answered_is_said_to_nobody(site: Site, say: Say) -> None:
    say("invite", "2026", "--yes")
    answer(site, "northlight-foods", "dana-okafor")
    said = say("remind", "2026", "--dry-run", day="2026-10-20")
    assert "no letter, has answered: 1 invitation of the confidential side" in said
    assert "Dana" not in said
    said = say("remind", "2026", "--dry-run", "--json", day="2026-10-20")
    found = json.loads(said[said.index("{") : said.rindex("}") + 1])
    assert {one["side"] for one in found["due"]} == {"self"}
    assert found["due_of_confidential_side"] > 0
    assert found["not_due_of_confidential_side"] == [
        {"side": "counterpart", "why": "has answered", "invitations": 1}
    ]


def test_letters_go_to_the_firms_own_server_once(
    site: Site, say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pem = certificate(tmp_path)
    with mail_server(pem) as post:
        smtp = (
            f'[smtp]\nhost = "localhost"\nport = {post.port}\nuser = "{USER}"\n'
            f'sender = "{SENDER}"\nper_minute = 6000\n'
        )
        firm = site.content / "firm.md"
        head, fence, rest = firm.read_text("utf-8").rpartition("+++")
        firm.write_text(f"{head}\n{smtp}{fence}{rest}", encoding="utf-8")
        sending = ["invite", "2026", "--yes", "--as", "smtp"]
        assert "BOTH_SIDES_SMTP_PASSWORD" in say(*sending, code=2)
        assert opened_ids(site.instance) == ()
        monkeypatch.setenv("BOTH_SIDES_SMTP_PASSWORD", PASSWORD)
        monkeypatch.setenv("SSL_CERT_FILE", str(pem))
        said = say(*sending)
        number = len(post.letters)
        assert f"{number} letters handed to the server localhost" in said
        assert f"0 letters handed to the server localhost; {number} had been" in say(*sending)
        assert len(post.letters) == number
        first = post.parsed()[0]
        assert first["From"].addresses[0].addr_spec == SENDER
        assert first["Reply-To"].addresses[0].addr_spec.endswith("harbour-pike.example.com")
        assert first["X-Unsent"] is None
    stored = b"".join(p.read_bytes() for p in site.root.rglob("*") if p.is_file())
    assert PASSWORD.encode() not in stored
    assert len(letter_steps(site.instance, "2026")) == 2 * number


def test_without_a_server_nothing_is_opened(site: Site, say: Say) -> None:
    assert "names no mail server" in say("invite", "2026", "--yes", "--as", "smtp", code=2)
    assert opened_ids(site.instance) == ()


def test_who_has_a_link_and_what_became_of_it_is_listed_without_the_links(
    site: Site, say: Say
) -> None:
    say("invite", "2026", "--yes")
    say("access", "link", "2026", "dana-okafor", "--revoke")
    said = say("access", "list", "2026")
    (dana,) = [line for line in said.splitlines() if line.startswith("dana-okafor")]
    assert dana.split()[-1] == "revoked"
    assert "/s/" not in said
    rows = json.loads(say("access", "list", "2026", "--json"))
    assert len(rows) == len(read_opened(site.instance, "2026").invitations)
    assert {row["state"] for row in rows} == {"opens", "revoked"}
    assert "no letter, has a link that was revoked: Dana Okafor" in say("invite", "2026")


def test_a_check_in_asks_whom_it_names_with_the_short_form(site: Site, say: Say) -> None:
    wave = (
        '+++\nopens = 2027-01-11\ncloses = 2027-01-25\nform = "short"\n'
        'relationships = ["northlight-foods"]\n[surveys]\nclient = "client"\n+++\n'
    )
    (site.content / "waves/2027-check.md").write_text(wave, encoding="utf-8")
    say("invite", "2027-check", "--yes", day="2027-01-11")
    made = drafts(site, wave="2027-check")
    opened = read_opened(site.instance, "2027-check")
    assert {i.relationship for i in opened.invitations} == {"northlight-foods"}
    assert "about 2 minutes" in body(made["northlight-foods-counterpart-dana-okafor"])


def test_a_firm_without_letters_gets_the_list_of_links_and_is_told(site: Site, say: Say) -> None:
    for path in (site.content / "letters").glob("*.md"):
        path.unlink()
    said = say("invite", "2026", "--yes")
    assert "content/letters/invitation.md is not there, so the list of links alone" in said
    assert len(links(site)) > 10
    assert not (site.send / "2026-invitations").exists()
    said = say("remind", "2026", day="2026-10-12")
    assert "content/letters/reminder.md is not there" in said
    said = say("invite", "2026", "--as", "eml", code=2)
    assert "content/letters/invitation.md: is missing; write it" in said
