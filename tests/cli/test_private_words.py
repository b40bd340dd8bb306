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
from app.core.wave import Rewording
from app.files.site import read_site
from app.publish.load import compile_site
from app.publish.status import firm_stands
from app.publish.swap import beside, mark, refuse_foreign, swap_in
from app.settings import Site
from app.store.answers import AnswerStore
from app.store.beside import add_rewording
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


def built_with(site: Site, words: str) -> None:
    """Two builds, one after the other, whose folders hold these words."""
    for _ in range(2):
        pairs = [(beside(target), target) for target in site.swapped]
        for fresh, _ in pairs:
            (fresh / "page.html").write_text(words, encoding="utf-8")
            mark(fresh, date(2024, 12, 1))
        swap_in(site.build, pairs)


def files_with(site: Site, words: bytes) -> list[str]:
    found = [p for p in site.root.rglob("*") if p.is_file() and words in p.read_bytes()]
    return [path.relative_to(site.root).as_posix() for path in found]


def test_nothing_made_of_deleted_answers_is_left_on_the_disk(
    firm: Firm, capsys: pytest.CaptureFixture[str]
) -> None:
    firm.say("forget this", Consent.REWORDED)
    other = Rewording(
        relationship=firm.frozen.slug,
        perspective=Perspective.COUNTERPART,
        respondent=firm.contact.respondent,
        item="O1",
        of="forget this",
        by="somebody",
        text="said otherwise",
    )
    add_rewording(firm.site.instance, WAVE, other)
    answers = firm.site.instance / "answers" / WAVE
    # As a kill in the middle of an answer leaves it, and mending puts it aside.
    for name in ("torn-1-4096.txt", "damaged-1-snapshot.jsonl", ".torn-1-9.txt.1-2.new"):
        (answers / name).write_text("forget this", encoding="utf-8")
    built_with(firm.site, "forget this")
    (firm.site.send / "locked").mkdir(parents=True)
    before = files_with(firm.site, b"forget this")
    assert len(before) == 1 + 1 + 3 + 2 * len(firm.site.swapped)
    closed = ["close", WAVE, "--delete-answers", "--as-of", CLOSED]
    assert firm.run(*closed, "--yes", "--dry-run") == 0
    assert firm.run(*closed) == 1
    assert files_with(firm.site, b"forget this") == before
    capsys.readouterr()
    assert firm.run(*closed, "--yes") == 0
    assert files_with(firm.site, b"forget this") == []
    assert files_with(firm.site, b"said otherwise") == []
    said = capsys.readouterr().out
    assert f"emptied, with the build before: {firm.site.print}" in said
    assert f"look through {firm.site.send} yourself" in said
    # What is emptied is a build's still, and asking once more is no error.
    refuse_foreign(firm.site.print)
    assert firm.run(*closed, "--yes") == 0
    assert AnswerStore(firm.site.instance).set_aside(WAVE) == ()


def test_a_wave_whose_answers_were_deleted_is_said_to_have_none_by_nobody(
    firm: Firm, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither "nobody has answered" nor a second set of answers beside what was published."""
    firm.say("forget this", Consent.UNNAMED)
    files, day = read_site(firm.site), date.fromisoformat(CLOSED)
    assert [one.wave for one in compile_site(firm.site, files, day).portfolios] == [WAVE]
    firm.run("export", "answers", "--out", str(firm.site.root / "kept.csv"))
    assert firm.run("close", WAVE, "--delete-answers", "--as-of", CLOSED, "--yes") == 0
    assert compile_site(firm.site, files, day).portfolios == ()
    assert firm_stands(firm.site, files, day).waves == ()
    capsys.readouterr()
    kept = str(firm.site.root / "kept.csv")
    assert firm.run("import", "answers", kept, "--wave", WAVE, "--yes") == 2
    assert f"the answers of {WAVE} were deleted on {CLOSED}" in capsys.readouterr().err
    assert AnswerStore(firm.site.instance).count(WAVE) == 0
    for kind in ("heard", "meeting"):
        assert firm.run("letters", kind, WAVE, "--as-of", CLOSED) == 2
        assert f"the answers of {WAVE} were deleted on {CLOSED}" in capsys.readouterr().err


def test_a_folder_that_no_build_made_is_named_when_answers_are_deleted(
    firm: Firm, capsys: pytest.CaptureFixture[str]
) -> None:
    firm.say("forget this", Consent.UNSAID)
    firm.site.print.mkdir(parents=True)
    (firm.site.print / "mine.txt").write_text("mine", encoding="utf-8")
    closed = ["close", WAVE, "--delete-answers", "--as-of", CLOSED, "--yes"]
    assert firm.run(*closed) == 1
    assert f"{firm.site.print}: this folder was not made by a build" in capsys.readouterr().err
    assert (firm.site.print / "mine.txt").read_text("utf-8") == "mine"
    assert AnswerStore(firm.site.instance).count(WAVE) == 0


def test_no_terminal_is_told_what_an_old_store_holds(
    firm: Firm, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    firm.say("old \x1b[2J\x9b31m words", Consent.REWORDED)
    for command in ("export answers", f"reword {WAVE}", "export reviews"):
        assert firm.run(*command.split(), "--as-of", CLOSED) == 0
        said = capfdbinary.readouterr().out.decode("utf-8")
        assert "\x1b" not in said, command
        assert "\x9b" not in said, command
    odd = ["reword", WAVE, "1", "--by", "mirela-kovac", "--text", "other \x1b words"]
    assert firm.run(*odd, "--as-of", CLOSED) == 2
    assert b"holds a character that is not kept (U+001B" in capfdbinary.readouterr().err
