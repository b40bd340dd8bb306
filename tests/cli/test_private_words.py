"""`access link`, `reword`, `principal` and the deletion of answers: what concerns single people."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from app.cli import main
from app.cli.opening import keep_wave, wave_to_open
from app.cli.visit.kept import store as findings
from app.core.response import Consent, Talk
from app.core.survey import Perspective
from app.files.site import read_site
from app.publish.load import compile_site
from app.store.answers import AnswerStore
from app.store.waves import read_opened
from app.web import create_app
from tests.builders import a_response
from tests.site_builder import sample_copy

WAVE = "2024"
CLOSED = "2024-12-20"


class Firm:
    """The sample firm with its named wave of 2024 opened, and answers in it."""

    def __init__(self, root: Path) -> None:
        self.site = sample_copy(root)
        firm = root / "content/firm.md"
        firm.write_text(firm.read_text("utf-8").replace("sample =", "keep_years = 2\nsample ="))
        files = read_site(self.site)
        wave = next(wave for wave in files.waves if wave.id == WAVE)
        keep_wave(self.site, wave_to_open(files, WAVE, wave.opens))
        self.opened = read_opened(self.site.instance, WAVE)
        self.moment = datetime.combine(wave.opens, datetime.min.time(), tzinfo=UTC)
        self.frozen = next(r for r in self.opened.relationships if r.lead != self.opened.principal)
        self.contact = self.opened.invited(self.frozen.slug, Perspective.COUNTERPART)[0]
        self.store = AnswerStore(self.site.instance)

    def say(self, text: str, consent: Consent, talk: Talk = Talk.UNSAID) -> None:
        response = a_response(
            self.contact.respondent,
            {"T1": 4, "O1": text},
            relationship=self.frozen.slug,
            wave=WAVE,
            consent=consent,
        )
        self.store.save(replace(response, talk=talk))

    def run(self, *arguments: str) -> int:
        return main([*arguments, "--site", str(self.site.root)])


@pytest.fixture
def firm(tmp_path: Path) -> Firm:
    return Firm(tmp_path)


def link(firm: Firm, capsys: pytest.CaptureFixture[str], *change: str) -> str:
    capsys.readouterr()
    code = firm.run(
        "access", "link", WAVE, firm.contact.respondent, "--about", firm.frozen.slug, *change
    )
    assert code == 0
    return capsys.readouterr().out.strip()


def test_a_link_is_written_again_renewed_and_revoked(
    firm: Firm, capsys: pytest.CaptureFixture[str]
) -> None:
    client = create_app(firm.site, now=lambda: firm.moment).test_client()

    def opens(address: str) -> bool:
        return client.get(f"/s/{address.rpartition('/')[2]}").status_code == 200

    first = link(firm, capsys)
    assert first == link(firm, capsys)
    assert opens(first)
    second = link(firm, capsys, "--renew")
    assert opens(second)
    assert not opens(first)
    assert "opens nothing" in link(firm, capsys, "--revoke")
    assert not opens(second)
    third = link(firm, capsys, "--renew")
    assert opens(third)
    assert len({first, second, third}) == 3
    assert not opens(first)
    assert not opens(second)
    # What is sent for a mail merge is the link that opens.
    assert firm.run("invite", WAVE, "--as-of", "2024-10-10") == 0
    assert third in (firm.site.send / f"{WAVE}-links.csv").read_text("utf-8-sig")


def test_one_link_for_a_person_with_several_is_changed_as_one(
    firm: Firm, capsys: pytest.CaptureFixture[str]
) -> None:
    who = firm.opened.invited(firm.frozen.slug, Perspective.SELF)[0].respondent
    client = create_app(firm.site, now=lambda: firm.moment).test_client()
    capsys.readouterr()
    assert firm.run("access", "link", WAVE, who) == 0
    listed = capsys.readouterr().out.strip().rpartition("/")[2]
    assert "You are asked about" in client.get(f"/s/{listed}").text
    assert firm.run("access", "link", WAVE, who, "--about", firm.frozen.slug, "--revoke") == 0
    assert f"their list still opens {firm.frozen.slug}" in capsys.readouterr().err
    assert client.get(f"/s/{listed}").status_code == 200
    assert firm.run("access", "link", WAVE, who, "--revoke") == 0
    assert client.get(f"/s/{listed}").status_code == 404


def test_who_is_not_asked_has_no_link(firm: Firm, capsys: pytest.CaptureFixture[str]) -> None:
    assert firm.run("access", "link", WAVE, "nobody-at-all") == 2
    assert "'nobody-at-all' is not asked in 2024" in capsys.readouterr().err


def test_words_are_put_in_other_words_by_somebody_else_than_the_lead(
    firm: Firm, capsys: pytest.CaptureFixture[str]
) -> None:
    firm.say("your lead shouts", Consent.REWORDED)
    when = ["--as-of", CLOSED]
    assert firm.run("reword", WAVE, *when) == 0
    said = capsys.readouterr().out
    assert "1 text to put in other words" in said
    assert "your lead shouts" in said
    other = next(p.slug for p in read_site(firm.site).people if p.slug != firm.frozen.lead)
    text = ["--text", "Tone matters to us."]
    assert firm.run("reword", WAVE, "1", "--by", firm.frozen.lead, *text, *when) == 2
    assert "asked for someone else" in capsys.readouterr().err
    assert firm.run("reword", WAVE, "1", "--by", "nobody", *text, *when) == 2
    assert firm.run("reword", WAVE, "1", "--by", other, *when) == 2
    assert firm.run("reword", WAVE, "2", "--by", other, *text, *when) == 2
    assert firm.run("reword", WAVE, "1", "--by", other, *text, *when) == 0
    capsys.readouterr()
    assert firm.run("reword", WAVE, *when) == 0
    assert "0 texts" in capsys.readouterr().out


def test_what_is_for_the_principal_is_shown_there_and_on_no_page(
    firm: Firm, capsys: pytest.CaptureFixture[str]
) -> None:
    firm.say("only for your principal", Consent.PRINCIPAL, Talk.SOMEONE_ELSE)
    capsys.readouterr()
    assert firm.run("principal", WAVE, "--as-of", CLOSED) == 0
    said = capsys.readouterr().out
    assert "only for your principal" in said
    assert f"{firm.contact.name} would like to talk with someone other than" in said
    assert firm.run("status", "--as-of", CLOSED) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "One person would rather talk with someone other than the lead" in said
    assert firm.contact.name not in said
    # No page is given it: pages are made of finished reviews alone.
    made = repr(compile_site(firm.site, read_site(firm.site), date.fromisoformat(CLOSED)).reviews)
    assert firm.frozen.name in made
    assert "only for your principal" not in made
    assert firm.contact.name not in made


def test_answers_are_deleted_as_was_promised(
    firm: Firm, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    firm.say("forget this", Consent.UNSAID)
    files = read_site(firm.site)
    closes = firm.opened.wave.closes
    early = datetime(2026, closes.month, closes.day, tzinfo=UTC)
    late = early + timedelta(days=1)

    def over(now: datetime) -> bool:
        said = "kept for 2 years, and that is over"
        return any(said in finding.value for finding in findings(firm.site, files, now))

    assert (over(early), over(late)) == (False, True)
    closed = ["close", WAVE, "--delete-answers", "--as-of", CLOSED]
    assert firm.run(*closed) == 1
    assert AnswerStore(firm.site.instance).count(WAVE) == 1
    assert firm.run(*closed, "--yes") == 0
    assert AnswerStore(firm.site.instance).count(WAVE) == 0
    kept = b"".join(p.read_bytes() for p in firm.site.instance.rglob("*") if p.is_file())
    assert b"forget this" not in kept
