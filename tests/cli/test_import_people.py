"""`import people`: shown before it is written, nobody taken away, every comment kept."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from app.cli import main
from app.core.firm import Contact, Relationship
from app.files.site import read_site
from app.intake import contacts_writer
from app.settings import Site
from tests.site_builder import sample_copy

Say = Callable[..., str]
NORTH = "northlight-foods"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return sample_copy(tmp_path / "firm")


@pytest.fixture
def say(site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Say:
    """Imports this text; returns what was said, and fails on another exit code."""

    def said(text: str | bytes, *arguments: str, code: int = 0) -> str:
        path = tmp_path / "people.csv"
        path.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
        capsys.readouterr()
        where = ["--site", str(site.root), "--as-of", "2026-11-01"]
        assert main(["import", "people", str(path), *where, *arguments]) == code
        told = capsys.readouterr()
        return told.out + told.err

    return said


def relationship(site: Site, slug: str = NORTH) -> Relationship:
    return next(r for r in read_site(site).relationships if r.slug == slug)


def contact(site: Site, contact_id: str, slug: str = NORTH) -> Contact:
    return next(c for c in relationship(site, slug).contacts if c.id == contact_id)


def stored(site: Site) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in (site.content / "relationships").iterdir()}


def test_new_updated_and_gone_are_shown_and_written_only_when_told(site: Site, say: Say) -> None:
    before, people = stored(site), [c.id for c in relationship(site).contacts]
    text = (
        "relationship,name,email,role,language\n"
        f"{NORTH},Dana Okafor,dana@new.example.org,decides,\n"
        f"{NORTH},Ann Example,ann@northlight-foods.example.org,uses; pays,de\n"
    )
    for more, code in ((["--dry-run"], 0), ([], 1)):
        said = say(text, *more, code=code)
        assert "people.csv: 1 new, 1 updated, 4 gone, 0 as they were" in said
        assert f"new      {NORTH}: Ann Example <ann@northlight-foods.example.org>" in said
        assert "dana-okafor@northlight-foods.example.org → dana@new.example.org" in said
        assert "Piet Maes is not in the file (stays; --mark-left writes that they left)" in said
        assert stored(site) == before
    say(text, "--yes")
    ann = contact(site, "ann-example")
    assert (ann.language, [role.value for role in ann.roles]) == ("de", ["uses", "pays"])
    assert contact(site, "dana-okafor").email == "dana@new.example.org"
    assert [c.id for c in relationship(site).contacts] == [*people, "ann-example"]
    assert contact(site, "piet-maes").left is None
    assert {n for n, raw in stored(site).items() if raw != before[n]} == {f"{NORTH}.md"}
    assert "nothing to write" in say(text, "--yes")


def test_comments_order_notes_and_line_ends_stay(site: Site, say: Say) -> None:
    path = site.content / f"relationships/{NORTH}.md"
    text = path.read_text("utf-8").replace(
        'id = "dana-okafor"', '# the first to call\nid = "dana-okafor"   # since ever', 1
    )
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode("utf-8"))
    path.chmod(0o640)
    say(f"relationship,name,email\n{NORTH},Ann Example,ann@n.example.org\n", "--yes")
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert b"\n" not in raw.replace(b"\r\n", b"")
    after = raw.decode("utf-8-sig").replace("\r\n", "\n")
    new = '[[contacts]]\nid = "ann-example"\nname = "Ann Example"\nemail = "ann@n.example.org"\n'
    assert new in after
    assert after.replace(new, "").split() == text.split()
    assert path.stat().st_mode & 0o777 == 0o640


def test_new_contacts_stand_with_the_others_and_before_comments_on_what_follows(
    site: Site, say: Say
) -> None:
    text = (
        '+++\nname = "X"\nkind = "client"\nlead = "ines-harbour"\n\n[[contacts]]\nid = "a"\n'
        'name = "A"\nemail = "a@x.example"  # mornings\n# not on Fridays\n\n'
        '# What was promised.\n# [[commitments]]\n# what = "w"\n+++\n\nNotes.\n'
    )
    path = site.content / "relationships/x-ltd.md"
    path.write_text(text, encoding="utf-8")
    say("relationship,name,email\nx-ltd,Bo,b@x.example\nx-ltd,Cy,c@x.example\n", "--yes")
    new = (
        '\n[[contacts]]\nid = "bo"\nname = "Bo"\nemail = "b@x.example"\n'
        '\n[[contacts]]\nid = "cy"\nname = "Cy"\nemail = "c@x.example"\n'
    )
    assert path.read_text("utf-8") == text.replace("# not on Fridays\n", f"# not on Fridays\n{new}")


def test_those_gone_get_the_day_only_with_mark_left(site: Site, say: Say) -> None:
    text = (
        f"relationship,name,email\n{NORTH},Dana Okafor,dana-okafor@northlight-foods.example.org\n"
    )
    assert "4 gone, 1 as they were" in say(text, "--yes", "--mark-left")
    assert contact(site, "piet-maes").left == date(2026, 11, 1)
    assert contact(site, "dana-okafor").left is None
    assert "0 gone" in say(text, "--yes")


def test_what_limesurvey_exports_is_understood(site: Site, say: Say) -> None:
    text = (
        "tid;firstname;lastname;email;emailstatus;token;language;"
        '"attribute_1 <Company>";attribute_2\r\n'
        "1;Ann;Example;ann@n.example.org;OK;x7Ksecret;de-informal;Northlight Foods;a\r\n"
        "2;Bo;Example;bo@n.example.org;OptOut;;en;Northlight Foods;b\r\n"
    )
    said = say(b"\xef\xbb\xbf" + text.encode("utf-8"), "--yes")
    assert "passed over: tid, token, attribute_2" in said
    assert "Bo Example <bo@n.example.org>, not to be asked: had opted out" in said
    assert contact(site, "ann-example").language == "de"
    assert contact(site, "bo-example").ask is False
    assert b"x7Ksecret" not in stored(site)[f"{NORTH}.md"]


def test_a_column_of_another_name_can_be_explained(site: Site, say: Say) -> None:
    text = "firstname,lastname,email,attribute_1\nAnn,Example,ann@n.example.org,Northlight Foods\n"
    assert "has no column relationship" in say(text, "--yes", code=2)
    say(text, "--yes", "--column", "attribute_1=relationship")
    assert contact(site, "ann-example").name == "Ann Example"
    other = "name,email\nCas Example,cas@n.example.org\n"
    say(other, "--yes", "--relationship", NORTH)
    assert contact(site, "cas-example").email == "cas@n.example.org"


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (
            f"{NORTH},Ann,a@b.example; c@d.example",
            "row 2, email: 'a@b.example; c@d.example' is not one e-mail address but several",
        ),
        (f'{NORTH},Ann,"a@b.example\nBcc: c@d.example"', "row 2, email: "),
        (f'{NORTH},"Ann\nBcc: x",a@b.example', "row 2, name: holds a line break"),
        (f"{NORTH},Ann,Ann <a@b.example>", "row 2, email: "),
        (f"{NORTH},Ann,a@b.exаmple", "cyrillic small letter a"),
        (f"{NORTH},Ann,", "row 2, email: is empty"),
        (f"{NORTH},,a@b.example", "row 2, name: is empty"),
        (f"{NORTH},Dаna Okafor,a@b.example", "row 2, name: the word 'D\\u0430na' mixes look-alike"),
        (f"{NORTH},DANA OKAFOR,a@b.example", "row 2: the name cannot be told from Dana Okafor's"),
        ("northlight-food,Ann,a@b.example", "did you mean northlight-foods?"),
        (f"{NORTH},Ann,a@b.example,x", "row 2: has 4 cells, not 3"),
    ],
)
def test_each_wrong_row_is_named_with_column_and_remedy_and_nothing_is_written(
    site: Site, say: Say, cells: str, said: str
) -> None:
    before = stored(site)
    told = say(f"relationship,name,email\n{cells}\n", "--yes", code=2)
    assert said in told
    assert told.startswith("people.csv: ")
    assert "; " in told
    assert stored(site) == before


def test_all_complaints_come_in_one_run(say: Say) -> None:
    rows = f"{NORTH},Ann,x\nnowhere,Bo,y\n{NORTH},Cy,z@z.example\n"
    told = say(f"relationship,name,email\n{rows}", code=2)
    assert [line.split(":")[1] for line in told.splitlines()] == [
        " row 2, email",
        " row 3, relationship",
        " row 3, email",
    ]


def test_it_is_told_to_machines_too(say: Say) -> None:
    text = (
        f"relationship,name,email\n{NORTH},Ann Example,ann@n.example.org\n"
        f"{NORTH},Dana Okafor,dana@n.example.org\n"
    )
    said = say(text, "--dry-run", "--json")
    told = json.loads(said[: said.index("\n}") + 2])
    assert told["new"] == [{"relationship": NORTH, "id": "ann-example", "row": 2}]
    assert told["updated"] == [
        {"relationship": NORTH, "id": "dana-okafor", "row": 3, "changes": ["email"]}
    ]
    assert {one["id"] for one in told["gone"]} == {
        "piet-maes",
        "ruth-calder",
        "sami-haddad",
        "elin-strand",
    }


def test_an_unknown_column_is_told_with_what_may_have_been_meant(say: Say) -> None:
    told = say("relationship,nmae,email\nx,y,z\n", code=2)
    assert "row 1: unknown column 'nmae'; did you mean name?" in told
    told = say("firm,name,email,shoe size\nNorthlight Foods,Ann,a@b.example,38\n", code=2)
    assert "no column relationship" not in told, "a firm is a relationship"
    assert "or say --column 'shoe size=WHAT', or take the column out" in told


def test_two_rows_that_are_one_contact_are_refused(say: Say) -> None:
    text = f"relationship,name,email\n{NORTH},Ann,a@b.example\n{NORTH},Ann,a@b.example\n"
    assert "row 3: has the same address as row 2" in say(text, "--yes", code=2)
    text = f"relationship,id,name,email\n{NORTH},ann,Ann,a@b.example\n{NORTH},ann,An,c@b.example\n"
    assert "row 3: is the same contact as row 2" in say(text, "--yes", code=2)


def test_a_file_that_changed_since_it_was_read_is_refused(
    site: Site, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = site.content / f"relationships/{NORTH}.md"
    text_of = contacts_writer.with_contacts

    def meanwhile(*given: object) -> bytes:
        made = text_of(*given)  # type: ignore[arg-type]
        path.write_text(path.read_text("utf-8") + "\nMore notes.\n", encoding="utf-8")
        return made

    monkeypatch.setattr("app.cli.import_people.with_contacts", meanwhile)
    text = (
        "relationship,name,email\nbrenner-optik,Bo Example,bo@b.example\n"
        f"{NORTH},Ann Example,ann@n.example.org\n"
    )
    before = stored(site)["brenner-optik.md"]
    assert f"content/relationships/{NORTH}.md: was changed while this ran" in say(
        text, "--yes", code=2
    )
    assert path.read_text("utf-8").endswith("More notes.\n")
    assert stored(site)["brenner-optik.md"] == before


@pytest.mark.parametrize(
    "front",
    [
        'name = "X"\nkind = "client"\nlead = "ines-harbour"\n',
        'name = "X"\nkind = "client"\nlead = "ines-harbour"\n'
        'contacts = [{id = "a", name = "A", email = "a@x.example"}]\n',
        'name = "X"\nkind = "client"\nlead = "ines-harbour"\n[[contacts]]\nid = "a"\nname = "A"\n'
        'email = "a@x.example"\n[[commitments]]\nwhat = "w"\n# the end',
        'name = "X"\nkind = "client"\nlead = "ines-harbour"\n[[contacts]]\nid = "a"\nname = "A"\n'
        'email = "a@x.example"',
    ],
    ids=["none", "inline", "others follow", "last"],
)
def test_contacts_are_added_however_the_file_is_written(site: Site, say: Say, front: str) -> None:
    path = site.content / "relationships/x-ltd.md"
    path.write_text(f"+++\n{front}\n+++\n\nNotes.\n", encoding="utf-8")
    say("relationship,name,email\nx-ltd,New One,new@x.example\nx-ltd,Two,two@x.example\n", "--yes")
    after = path.read_text("utf-8")
    found = tomllib.loads(after.split("+++\n")[1])
    before = tomllib.loads(front)
    assert found.pop("contacts") == [
        *before.pop("contacts", []),
        {"id": "new-one", "name": "New One", "email": "new@x.example"},
        {"id": "two", "name": "Two", "email": "two@x.example"},
    ]
    assert found == before
    assert after.endswith("+++\n\nNotes.\n")
    assert len(relationship(site, "x-ltd").contacts) >= 2


def test_answers_come_in_with_the_word_and_without_it(
    site: Site, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("x")
    where = ["--site", str(site.root), "--wave", "2031"]
    for given in (["answers", str(path)], [str(path)]):
        assert main(["import", *given, *where]) == 2
        assert "2031 has not been opened" in capsys.readouterr().err
    assert main(["import", "people", *where]) == 2
    assert "write: import people FILE" in capsys.readouterr().err
    assert main(["import", str(path), "--site", str(site.root)]) == 2
    assert "answers belong to a wave" in capsys.readouterr().err
