"""A firm's files: what is right is read, and everything wrong is said in one run."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.firm import Kind
from app.core.survey import Form, Perspective, Role
from app.core.wave import Privacy
from app.errors import InputError
from app.files.site import SiteFiles, read_site
from app.files.starter import start_site
from app.settings import PROGRAM, Site
from tests.builders import OPENS
from tests.site_builder import sample_copy


def complaints(site: Site) -> str:
    with pytest.raises(InputError) as wrong:
        read_site(site)
    return str(wrong.value)


def change(site: Site, name: str, old: str, new: str) -> None:
    path = site.root / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


NORTHLIGHT = "content/relationships/northlight-foods.md"


def test_the_sample_firm_is_read() -> None:
    files = read_site(Site(PROGRAM))
    assert files.firm.sample
    assert len(files.relationships) == 17
    assert [wave.id for wave in files.waves] == ["2023", "2024", "2025", "2026-suppliers", "2026"]
    assert files.waves[-1].privacy(Perspective.COUNTERPART) is Privacy.CONFIDENTIAL
    assert files.waves[-1].privacy(Perspective.SELF) is Privacy.NAMED
    assert {r.kind for r in files.relationships} == set(Kind)


def survey(files: SiteFiles, name: str = "client") -> list[str]:
    return [
        i.id
        for s in files.surveys
        if s.id == name
        for i in s.asked(Perspective.COUNTERPART, Form.ANNUAL)
    ]


def test_the_annual_form_has_21_taps_and_three_texts_with_pages_in_order() -> None:
    ids = survey(read_site(Site(PROGRAM)))
    assert ids[:2] == ["S", "L"]
    assert ids[-3:] == ["O1", "O2", "O3"]
    assert len(ids) - 3 == 21


def test_the_short_form_is_eight_questions_of_which_none_gives_a_factor() -> None:
    (client,) = [s for s in read_site(Site(PROGRAM)).surveys if s.id == "client"]
    short = [i.id for i in client.asked(Perspective.COUNTERPART, Form.SHORT)]
    assert short == ["S", "L", "R2", "T1", "C2", "P1", "O1", "O2"]


def test_the_long_form_adds_a_fourth_question_that_is_no_part_of_the_score() -> None:
    (client,) = [s for s in read_site(Site(PROGRAM)).surveys if s.id == "client"]
    long = {i.id for i in client.asked(Perspective.COUNTERPART, Form.LONG)}
    assert long - {i.id for i in client.asked(Perspective.COUNTERPART, Form.ANNUAL)} == {
        "R4",
        "T4",
        "C4",
        "P4",
    }
    assert all(len(client.core_items(f.id)) == 3 for f in client.factors)


def test_every_factor_has_one_pressure_item_and_one_expectation_of_ours() -> None:
    for made in read_site(Site(PROGRAM)).surveys:
        for factor in made.factors:
            assert sum(i.pressure for i in made.core_items(factor.id)) == 1
            expectation = made.expectation_item(factor.id)
            assert expectation is not None
            assert expectation.they is None
        parts = [i for i in made.items if i.role in (Role.THEIR_PART, Role.OUR_PART)]
        assert len(parts) == 6
        assert {i.role for i in parts} == {Role.THEIR_PART, Role.OUR_PART}


def test_a_survey_that_extends_another_changes_only_what_it_says() -> None:
    by_id = {s.id: s for s in read_site(Site(PROGRAM)).surveys}
    client, partner = by_id["client"], by_id["partner"]
    assert [i.id for i in client.items] == [i.id for i in partner.items]
    changed = {a.id for a, b in zip(client.items, partner.items, strict=True) if a != b}
    assert changed == {"S", "L", "V2", "V5"}
    assert client.version != partner.version


def test_all_problems_of_all_files_come_in_one_run(tmp_path: Path) -> None:
    site = sample_copy(tmp_path)
    change(site, "content/firm.md", "time_zone =", "timezone =")
    change(site, NORTHLIGHT, 'lead = "tomas-pike"', 'lead = "tomas-pik"')
    change(site, "content/waves/2026.md", "closes = 2026-11-06", "closes = 2026-10-01")
    change(site, "surveys/client.toml", 'factor = "trust"', 'factor = "trusst"')
    (site.content / "people/jonas-lind.md").write_bytes(b"\xfe+")
    said = complaints(site)
    for part in (
        "content/firm.md: timezone: unknown key timezone; did you mean time_zone?",
        f"{NORTHLIGHT}: lead: there is no person tomas-pik; did you mean tomas-pike?",
        "content/waves/2026.md: closes: lies before opens",
        "surveys/client.toml: items T1: unknown factor trusst; did you mean trust?",
        "content/people/jonas-lind.md: line 1: is not UTF-8 text (byte FE); save it again as UTF-8",
    ):
        assert part in said


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("content/firm.md", "format = 1", "format = 2", "use the newer program"),
        ("content/firm.md", "format = 1", "", "format: is missing; write format = 1"),
        ("content/firm.md", '"Europe/London"', '"Europe/Londn"', "is no time zone"),
        ("content/firm.md", "+++\nformat", "format", "does not start with +++"),
        ("content/firm.md", 'principal = "ines-harbour"', 'principal = "ines"', "no person ines"),
        (NORTHLIGHT, "dana-okafor@northlight", "a@b.example.org, dana@northlight", "is not one"),
        (NORTHLIGHT, 'id = "piet-maes"', 'id = "dana-okafor"', "dana-okafor: stands twice"),
        (
            NORTHLIGHT,
            'kind = "client"',
            'kind = "cleint"',
            "kind: unknown kind 'cleint'; did you mean client?",
        ),
        (NORTHLIGHT, "value = 412000", "value = inf", "figures 3, value: "),
        (NORTHLIGHT, "piet-maes@north", "a b@north", "is not one e-mail address"),
        (NORTHLIGHT, 'id = "piet-maes"', 'id = "piet-maes"\nask = false', "no reason is given"),
        (NORTHLIGHT, "complexity = 3", "complexity = 4", "complexity: "),
        (NORTHLIGHT, "since = 2019-04-01", "since = 2019-02-30", "is not valid TOML"),
        (NORTHLIGHT, 'state = "broken"', 'state = "brokn"', "commitments 1, state"),
        (
            NORTHLIGHT,
            'name = "Dana Okafor"',
            'name = "Dana\\u202eOkafor"',
            "direction character (U+202E",
        ),
        (
            "content/relationships/delmar-textiles.md",
            "ended = 2026",
            "ended = 2016",
            "before since",
        ),
        ("content/waves/2026.md", "k = 3", "k = 2", "k: "),
        ("content/waves/2026.md", 'client = "client"', 'client = "clinet"', "no survey clinet"),
        ("surveys/client.toml", 'id = "R3"', 'id = "r1"', "items r1: stands twice"),
        ("surveys/client.toml", "min_answered = 2", "min_answered = 4", "min_answered is 4"),
        ("surveys/client.toml", 'labels.5.en = "very', 'labels.6.en = "very', "label 6 is no"),
        ("surveys/partner.toml", 'extends = "client"', 'extends = "clint"', "did you mean client?"),
        (
            "surveys/client.toml",
            "min_factors = 3",
            'min_factors = 3\nextends = "partner"',
            "goes round in a circle",
        ),
        ("surveys/partner.toml", 'id = "V5"', 'id = "V2"', "partner.toml: items V2: stands twice"),
        ("surveys/partner.toml", 'id = "V5"\n', "", "partner.toml: items 4, id: is missing"),
        ("surveys/client.toml", 'id = "R3"\n', "", "client.toml: items 5, id: is missing"),
        (
            "surveys/partner.toml",
            'extends = "client"',
            'extends = "client"\ndrop = ["R9"]',
            "drop: there is no item R9 to drop",
        ),
        (
            "surveys/client.toml",
            'they.en = "They make',
            'they.xx_ = "They make',
            "items R3, they, xx_: ",
        ),
        ("surveys/client.toml", 'scale = "likely"', 'scale = "likly"', "did you mean likely?"),
        ("surveys/client.toml", 'topic = "put_right"', 'topic = "put_rihgt"', "topic: "),
        ("surveys/client.toml", 'role = "frequency"', 'role = "frequncy"', "role: "),
        ("surveys/client.toml", 'topic = "put_right"', 'scale = "often"', "no scale"),
        (
            "surveys/client.toml",
            'factor = "respect"\nscale = "often"\nthey',
            "scale = 'often'\nthey",
            "is core and has no factor",
        ),
        ("surveys/client.toml", 'id = "E-trust"', 'id = "E-trust"\nthey.en = "x"', "is ours alone"),
        ("surveys/client.toml", 'id = "T1"', 'id = "1T"', "id: "),
        ("content/people/jonas-lind.md", "+++\nname", "+++\nname =", "line 2, column "),
        ("content/firm.md", "format = 1", f"format = {'9' * 5000}", "is not valid TOML"),
        (NORTHLIGHT, 'deputy = "amara-osei"', 'deputy = "x"', "deputy: there is no person x"),
        (
            "content/people/jonas-lind.md",
            'reports_to = "tomas-pike"',
            'reports_to = "x"',
            "no person x",
        ),
        (
            "content/waves/2026.md",
            "k = 3",
            'k = 3\nrelationships = ["fjordlys"]',
            "did you mean fjordlyst?",
        ),
        ("content/letters/thanks.md", "subject", "subjct", "did you mean subject?"),
        ("content/guide/listening.md", "title", "titel", "did you mean title?"),
    ],
)
def test_each_mistake_is_named_with_its_place(
    tmp_path: Path, name: str, old: str, new: str, said: str
) -> None:
    site = sample_copy(tmp_path)
    change(site, name, old, new)
    found = complaints(site)
    assert said in found
    assert name in found or "surveys/" in found


def test_odd_things_in_the_folders_are_named(tmp_path: Path) -> None:
    site = sample_copy(tmp_path)
    (site.content / "relationship").mkdir()
    (site.content / "people/notes.txt").write_text("x")
    (site.content / "people/A Name.md").write_text("x")
    (site.content / "people/empty.md").write_text("")
    (site.content / "waves/2027.md").mkdir()
    (site.content / "waves/guide.md").write_text("+++\n+++\n")
    said = complaints(site)
    assert "content/relationship: is unknown here; did you mean relationships?" in said
    assert "content/people/notes.txt: is no .md file" in said
    assert "content/people/A Name.md: its name is no id" in said
    assert "content/people/empty.md: is empty" in said
    assert "content/waves/2027.md: is a folder" in said
    assert "content/waves/guide.md" in said


def test_a_link_out_of_the_site_is_not_followed(tmp_path: Path) -> None:
    site = sample_copy(tmp_path / "site")
    (tmp_path / "secret.md").write_text('+++\ntitle = "x"\n+++\nsecret')
    (site.content / "guide/x.md").symlink_to(tmp_path / "secret.md")
    assert "content/guide/x.md: is a link out of the site" in complaints(site)


def test_byte_order_mark_and_windows_line_ends_are_taken(tmp_path: Path) -> None:
    site = sample_copy(tmp_path)
    path = site.content / "firm.md"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert read_site(site).firm.name == "Harbour & Pike"


@given(st.binary(max_size=300))
def test_no_bytes_whatever_make_a_traceback(
    tmp_path_factory: pytest.TempPathFactory, raw: bytes
) -> None:
    root = tmp_path_factory.mktemp("site")
    (root / "content").mkdir()
    (root / "content/firm.md").write_bytes(b"+++\n" + raw)
    assert "content/firm.md: " in complaints(Site(root))


def test_a_started_site_is_right_from_the_first_moment(tmp_path: Path) -> None:
    written = start_site(tmp_path / "ours", today=OPENS)
    files = read_site(Site(tmp_path / "ours"))
    assert files.waves[0].id == "2027"
    assert not files.firm.sample
    assert len(written) > 10


def test_a_folder_with_a_firms_files_is_not_started_again(tmp_path: Path) -> None:
    start_site(tmp_path, today=OPENS)
    with pytest.raises(InputError, match="holds a firm's files already"):
        start_site(tmp_path, today=OPENS)


def test_since_when_ended_relationships_are_here_is_a_day(tmp_path: Path) -> None:
    assert read_site(Site(PROGRAM)).firm.book_since == date(2019, 1, 1)
    site = sample_copy(tmp_path)
    change(site, "content/firm.md", "book_since = 2019-01-01", 'book_since = "2019"')
    assert "content/firm.md: book_since: " in complaints(site)
    change(site, "content/firm.md", 'book_since = "2019"\n', "")
    assert read_site(site).firm.book_since is None


def test_credit_notes_above_what_was_invoiced_are_written_as_they_are(tmp_path: Path) -> None:
    site = sample_copy(tmp_path)
    change(site, NORTHLIGHT, "value = 468000", "value = -4000")
    (northlight,) = [r for r in read_site(site).relationships if r.slug == "northlight-foods"]
    assert -4000 in [figures.value for figures in northlight.figures]
    change(site, NORTHLIGHT, "value = -4000", "value = -2e15")
    assert "value" in complaints(site)


def test_a_survey_whose_parent_is_broken_tells_each_thing_once(tmp_path: Path) -> None:
    site = sample_copy(tmp_path)
    change(site, "surveys/client.toml", 'id = "R3"\n', "")
    assert complaints(site).count("items 5, id") == 1


def test_items_that_are_no_tables_are_told_in_words(tmp_path: Path) -> None:
    site = sample_copy(tmp_path)
    path = site.surveys / "partner.toml"
    path.write_text('extends = "client"\nitems = 5\n', encoding="utf-8")
    assert "surveys/partner.toml: items: is no list of tables" in complaints(site)


def test_a_place_that_cannot_hold_a_folder_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "note").write_text("x")
    with pytest.raises(InputError, match="is a file, not a folder"):
        start_site(tmp_path / "note", today=OPENS)
    with pytest.raises(InputError, match="cannot be written"):
        start_site(tmp_path / "note/ours", today=OPENS)
