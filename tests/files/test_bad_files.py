"""Files as they come from real machines: each that is wrong is named, and none is waited for."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import InputError, Problem, visible
from app.files.problems import MOST_IN_A_FILE
from app.files.raw import LARGEST
from app.files.site import read_site
from app.settings import Site
from tests.site_builder import sample_copy

GUIDE = "content/guide/listening.md"
NORTHLIGHT = "content/relationships/northlight-foods.md"
PERSON = "content/people/jonas-lind.md"
CLIENT = "surveys/client.toml"
GOOD = '+++\ntitle = "Listening"\n+++\nwords\n'


def problems(site: Site) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as wrong:
        read_site(site)
    for problem in wrong.value.problems:
        assert problem.file
        assert problem.what
        assert problem.remedy
    return wrong.value.problems


def complaints(site: Site) -> str:
    return "\n".join(str(problem) for problem in problems(site))


def change(site: Site, name: str, old: str, new: str) -> None:
    path = site.root / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def folder(path: Path) -> None:
    path.mkdir()


def pipe(path: Path) -> None:
    os.mkfifo(path)


def huge(path: Path) -> None:
    with path.open("wb") as stream:
        stream.truncate(200_000_000)


def loop(path: Path) -> None:
    path.symlink_to(path.name)


def dangling(path: Path) -> None:
    path.symlink_to("not-there.md")


def outside(path: Path) -> None:
    path.symlink_to("/etc/hostname")


def inside(path: Path) -> None:
    path.symlink_to(next(p for p in path.parent.iterdir() if p.is_file()))


@pytest.mark.skipif(os.name != "posix", reason="pipes and links as on Unix")
@pytest.mark.parametrize("name", [GUIDE, PERSON, "content/firm.md", CLIENT])
@pytest.mark.parametrize(
    ("make", "said"),
    [
        (folder, "is a folder"),
        (pipe, "is no plain file"),
        (huge, "is larger than 1 MB"),
        (loop, "is a link that leads nowhere"),
        (dangling, "is a link to something that is not there"),
        (outside, "is a link out of the site"),
        (inside, "is a link"),
    ],
)
def test_what_is_no_file_of_the_site_is_never_opened(
    tmp_path: Path, name: str, make: Callable[[Path], None], said: str
) -> None:
    site = sample_copy(tmp_path)
    (site.root / name).unlink()
    make(site.root / name)
    assert f"{name}: {said}" in complaints(site)


@pytest.mark.skipif(os.name != "posix", reason="links as on Unix")
@pytest.mark.parametrize("name", ["content/guide", "content/maps", "surveys"])
def test_a_folder_that_is_a_link_is_not_followed(tmp_path: Path, name: str) -> None:
    site = sample_copy(tmp_path / "site")
    folder = site.root / name
    folder.mkdir(exist_ok=True)
    for moved, said in (
        (tmp_path / "elsewhere", "is a link out of the site"),
        (tmp_path / "site/beside", "is a link"),
    ):
        folder.rename(moved)
        folder.symlink_to(moved)
        assert f"{name}: {said};" in complaints(site)
        folder.unlink()
        moved.rename(folder)
    shutil.rmtree(folder)
    folder.symlink_to("gone")
    assert f"{name}: is a link to something that is not there" in complaints(site)


@pytest.mark.skipif(os.name != "posix", reason="links as on Unix")
def test_what_lies_behind_a_link_is_told_with_its_remedy(tmp_path: Path) -> None:
    site = sample_copy(tmp_path)
    site.content.rename(tmp_path / "kept")
    site.content.symlink_to(tmp_path / "kept")
    said = complaints(site)
    assert "content/people: lies in a folder that is a link; put the folder itself there" in said
    # The site's own folder may stand behind one: nothing below it is a link.
    site.content.unlink()
    (tmp_path / "kept").rename(site.content)
    (tmp_path.parent / "by-link").symlink_to(tmp_path)
    assert read_site(Site(tmp_path.parent / "by-link")).firm.name


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b" \r\n\r\n", "is empty"),
        (GOOD.encode("utf-16"), "is UTF-16 text; save it again as UTF-8"),
        (GOOD.encode("utf-16-le"), "is UTF-16 text; save it again as UTF-8"),
        (GOOD.replace("L", "É").encode("latin-1"), "line 2: is not UTF-8 text (byte C9)"),
        (GOOD.replace("words", "a\0b").encode(), "line 4: holds a NUL character"),
        (GOOD.replace("words", "\x1b[2J").encode(), "line 4: holds a character that nobody sees"),
        (GOOD.replace("words", "a\u202eb").encode(), "(U+202E right-to-left override)"),
        (GOOD.replace("words", "a\U000e0041").encode(), "U+E0041 tag latin capital letter a"),
        (b"words\n", "line 1: does not start with +++"),
        (b"+++\ntitle = 'x'\n", "has no second +++ line"),
        (b"+++\ntitle = " + b"[" * 5000 + b"\n+++\n", "is nested too deeply"),
        (b"+++\n" + b"a." * 5000 + b"a = 1\n+++\n", "is nested too deeply"),
        (b"+++\ntitle = " + b"9" * 5000 + b"\n+++\n", "a number has too many digits"),
        (b"+++\ntitle = 2026-02-30\n+++\n", "line 2, column"),
        (b"+++\ntitle = 5\n+++\n", "title: is no text; write it in quotes"),
        (b"+++\ntitle = ''\n+++\n", "title: is empty"),
        (b"+++\n+++\n", "title: is missing; add it"),
        (b"+++\ntitel = 'x'\n+++\n", "unknown key titel; did you mean title?"),
        (b"+++\ntitle = 'x'\ntitle = 'y'\n+++\n", "is not valid TOML: cannot overwrite a value"),
        (b'+++\ntitle = "x"\n"\\u001b]0;" = 1\n+++\n', "unknown key \\x1b]0;"),
        (GOOD.replace("words", "[" * 3000).encode(), "has 3000 times [, at most 400 are read"),
        (GOOD.replace("words", "> " * 50).encode(), "line 1 of the text: is nested more than"),
        (GOOD.replace("words", "word " * 9000).encode(), "characters, at most 20000 are read"),
    ],
)
def test_bytes_that_are_no_prose_file_are_named(tmp_path: Path, raw: bytes, said: str) -> None:
    site = sample_copy(tmp_path)
    (site.root / GUIDE).write_bytes(raw)
    found = complaints(site)
    assert said in found
    assert all(line.startswith(f"{GUIDE}: ") for line in found.splitlines())
    assert found.isprintable() or found.replace("\n", "").isprintable()


@pytest.mark.parametrize("raw", [GOOD.encode("utf-8-sig"), GOOD.replace("\n", "\r\n").encode()])
def test_what_notepad_writes_is_taken(tmp_path: Path, raw: bytes) -> None:
    site = sample_copy(tmp_path)
    (site.root / GUIDE).write_bytes(raw)
    assert "words" in {page.body for page in read_site(site).guide}


@pytest.mark.parametrize(
    "name",
    [
        ".DS_Store",
        "Thumbs.db",
        "desktop.ini",
        "~$listening.md",
        ".listening.md.swp",
        "..md",
        "listening.md~",
        "listening.swp",
        "#listening.md#",
        "._listening.md",
        "listening.md.bak",
    ],
)
def test_what_programs_leave_behind_is_passed_over(tmp_path: Path, name: str) -> None:
    site = sample_copy(tmp_path)
    before = read_site(site)
    for place in ("content", "content/guide", "content/people", "surveys"):
        (site.root / place / name).write_bytes(b"\xff\0")
    assert read_site(site) == before


@pytest.mark.parametrize(
    "name",
    [
        "listening (conflicted copy 2026-11-02).md",
        "listening (Ann's conflicted copy).md",
        "listening (1).md",
        "listening - Copy.md",
        "listening copy 2.md",
        "listening.sync-conflict-20261102-101010-ABCDEFG.md",
    ],
)
def test_a_second_copy_is_named_with_its_original(tmp_path: Path, name: str) -> None:
    site = sample_copy(tmp_path)
    (site.content / "guide" / name).write_text(GOOD, encoding="utf-8")
    assert complaints(site).endswith(
        "looks like a second copy of listening.md; compare the two, keep one under the plain "
        "name, and take the other out"
    )


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("con.md", "con is the name of a device on Windows"),
        ("lpt1.md", "lpt1 is the name of a device on Windows"),
        (f"{'a' * 200}.md", "an id of 200 characters is too long"),
        ("LISTENING.md", "is called like listening.md but for its letters"),
        ("Listening.MD", "is called like listening.md but for its letters"),
        ("lıstening.md", "is no id"),
        ("ｌｉｓｔｅｎｉｎｇ.md", "is called like listening.md but for its letters"),
        ("listеning.md", "is no id"),
        ("talks.MD", "is no .md file; rename it to talks.md"),
        ("talks.txt", "is no .md file; rename it, or move it out of guide/"),
        ("talks", "is no .md file"),
        ("a\u202eb.md", "guide/a\\u202eb.md: its name is no id"),
        ("a\x1b[2J.md", "guide/a\\x1b[2J.md: its name is no id"),
        ("-a.md", "with a letter or digit at both ends"),
    ],
)
def test_a_file_name_that_is_no_id_is_named(tmp_path: Path, name: str, said: str) -> None:
    site = sample_copy(tmp_path)
    (site.content / "guide" / name).write_text(GOOD, encoding="utf-8")
    found = complaints(site)
    assert said in found
    assert found.isprintable()


@pytest.mark.skipif(os.name != "posix", reason="bytes that are no text in a name")
def test_a_file_name_that_is_no_text_is_named(tmp_path: Path) -> None:
    site = sample_copy(tmp_path)
    (Path(os.fsdecode(os.fsencode(site.content / "guide") + b"/\xff.md"))).write_text(GOOD)
    assert "content/guide/\\udcff.md: its name is no id" in complaints(site)


@pytest.mark.parametrize("name", ["FIRM.MD", "Firm.md"])
def test_a_firm_in_capitals_is_named(tmp_path: Path, name: str) -> None:
    site = sample_copy(tmp_path)
    (site.content / "firm.md").rename(site.content / name)
    found = complaints(site)
    assert f"content/{name}: is unknown here; did you mean firm.md?" in found
    assert "content/firm.md: is missing" in found


@pytest.mark.parametrize("place", ["content/people", "content/waves", "surveys", "content"])
def test_a_file_in_the_place_of_a_folder_is_named(tmp_path: Path, place: str) -> None:
    site = sample_copy(tmp_path)
    (site.root / place).rename(tmp_path / "away")
    (site.root / place).write_text("x")
    assert f"{place}: is a file, not a folder" in complaints(site)


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("content/firm.md", "format = 1", "format = true", "format: is True"),
        ("content/firm.md", "format = 1", "format = 1.0", "format: is no whole number"),
        ("content/firm.md", '"https://answers.harbour-pike.example.com"', '""', "answers_at: ''"),
        ("content/firm.md", '["en"]', '["en", "English"]', "languages 2: 'English' is no language"),
        ("content/firm.md", '["en"]', "[]", "languages: is empty; add at least one"),
        ("content/firm.md", '["en"]', '"en"', "languages: is no list"),
        ("content/firm.md", '"GBP"', '"gbp"', "currency: 'gbp' is no currency"),
        ("content/firm.md", 'currency = "GBP"', 'logo = "../x.svg"', "logo: '../x.svg' is no pic"),
        ("content/firm.md", "sample = false", 'sample = "no"', "sample: is neither true nor false"),
        ("content/firm.md", 'lead_title.en = "relationship lead"', "lead_title = 'x'", "is no tab"),
        (NORTHLIGHT, "since = 2019-04-01", "since = 2019-02-30", "is not valid TOML: invalid date"),
        (NORTHLIGHT, "since = 2019-04-01", "since = 0019-04-01", "0019-04-01 is too far away"),
        (NORTHLIGHT, "since = 2019-04-01", "since = 2919-04-01", "2919-04-01 is too far away"),
        (NORTHLIGHT, "since = 2019-04-01", "since = 2019-04-01T00:00:00Z", "is no day; write it"),
        (NORTHLIGHT, "since = 2019-04-01", 'since = "2019-04-01"', "since: '2019-04-01' is no day"),
        (NORTHLIGHT, "since = 2019-04-01", "since = 20190401", "since: 20190401 is no day"),
        (NORTHLIGHT, "since = 2019-04-01", "since = 10:00:00", "is no day"),
        (NORTHLIGHT, "since = 2026-02-01", "since = 2026-99-01", "column 13: is not valid"),
        (NORTHLIGHT, "complexity = 3", "complexity = true", "complexity: is no whole number"),
        (NORTHLIGHT, "complexity = 3", "complexity = 9", "complexity: 9 is too large; write 3 or"),
        (NORTHLIGHT, "complexity = 3", f"complexity = {'9' * 400}", "complexity: 99"),
        (NORTHLIGHT, '"long-standing"', '"longstanding"', "did you mean long-standing?"),
        (NORTHLIGHT, "value = 412000", f"value = {'9' * 400}", "figures 3, value: "),
        (NORTHLIGHT, "value = 412000", "value = true", "figures 3, value: is no number"),
        (NORTHLIGHT, '["decides"]', '["decide"]', "contacts dana-okafor, roles 1: unknown role"),
        (NORTHLIGHT, 'id = "dana-okafor"', 'id = "Dana"', "contacts Dana, id: 'Dana' is no id"),
        (NORTHLIGHT, 'id = "dana-okafor"', 'id = "../x"', "'../x' is no id"),
        (NORTHLIGHT, 'id = "dana-okafor"', "id = 5", "contacts 1, id: is no text"),
        (NORTHLIGHT, 'email = "dana-okafor@n', 'emial = "dana-okafor@n', "did you mean email?"),
        (NORTHLIGHT, '"Dana Okafor"', '"Dana\\nOkafor"', "(U+000A control character)"),
        (NORTHLIGHT, '"Dana Okafor"', '"Dana\\u200bOkafor"', "(U+200B zero width space)"),
        (NORTHLIGHT, '"Dana Okafor"', '"Dana \\U000E0041"', "tag latin capital letter a"),
        (NORTHLIGHT, '"Dana Okafor"', '"Dаna Okafor"', "mixes look-alike letters"),
        (NORTHLIGHT, '"Dana Okafor"', f'"{"a" * 300}"', "has 300 characters; a name has at most"),
        (NORTHLIGHT, '"Dana Okafor"', '"\\u0301"', "shows nothing"),
        (NORTHLIGHT, '"Piet Maes"', '"DANA  okafor"', "piet-maes: the name cannot be told from"),
        (NORTHLIGHT, '"Northlight Foods"', '"Fjordlyst"', "name: the name cannot be told from"),
        (
            NORTHLIGHT,
            "complexity = 3",
            'formerly = ["fjordlyst"]',
            "belongs to relationships/fjord",
        ),
        (NORTHLIGHT, "complexity = 3", 'formerly = ["a", 5]', "formerly 2: is no text"),
        (NORTHLIGHT, "[[contacts]]", "contacts = 5\n[[contacts]]", "is not valid TOML"),
        (PERSON, 'name = "Jonas Lind"', 'name = "Ines  HARBOUR"', "from that of people/ines-harb"),
        (
            "content/waves/2026.md",
            'counterpart = "confidential"',
            'counterpart = "secret"',
            "privac",
        ),
        (
            "content/waves/2026.md",
            'client = "client"',
            'clients = "client"',
            "did you mean client?",
        ),
        ("content/waves/2026.md", "opens = 2026-10-05", "opens = 2027-10-05", "lies before opens"),
        ("content/waves/2026.md", "k = 3", "k = 3\nform = 'anual'", "did you mean annual?"),
        (CLIENT, 'id = "R3"', 'id = "ｒ１"', "'ｒ１' is no id"),
        (CLIENT, 'id = "R3"', 'id = "r1"', "items r1: stands twice (capitals do not tell"),
        (CLIENT, "respect.name.en", "Trust.name.en", "factors trust: is Trust once more"),
        (CLIENT, "labels.0.en", "labels.００.en", "is not valid TOML"),
        (CLIENT, "maximum = 10", "maximum = 1000", "1000 is too large; write 100 or less"),
        (CLIENT, "averaged = false", "averaged = 0", "averaged: is neither true nor false"),
        (CLIENT, 'we = "same"', 'we = "smae"', "did you mean same?"),
        (
            CLIENT,
            'role = "frequency"',
            'role = "frequncy"',
            "unknown role 'frequncy'; did you mean",
        ),
        (CLIENT, 'escape.en = "Did', 'escape.en = ""\nescape.it = "Did', "escape, en: is empty"),
        ("surveys/partner.toml", 'extends = "client"', "extends = 5", "extends: is no text"),
        ("surveys/partner.toml", 'extends = "client"', "extends = ['client']", "is no text"),
        (
            "surveys/partner.toml",
            'extends = "client"',
            'extends = "../client"',
            "'../client' is no",
        ),
    ],
)
def test_values_that_cannot_be_are_named_with_key_and_remedy(
    tmp_path: Path, name: str, old: str, new: str, said: str
) -> None:
    site = sample_copy(tmp_path)
    change(site, name, old, new)
    found = complaints(site)
    assert said in found
    assert "correct the value" not in found


def test_a_problem_of_an_inherited_key_is_told_once(tmp_path: Path) -> None:
    site = sample_copy(tmp_path)
    change(site, CLIENT, "min_answered = 2", "min_answerd = 2")
    change(site, CLIENT, 'id = "R3"', 'id = "R3"\nrole = "cor"')
    change(site, "surveys/partner.toml", 'id = "V5"', 'id = "V5"\nscale = "oftn"')
    found = problems(site)
    assert [p.file for p in found] == [CLIENT] * 3
    change(site, CLIENT, "min_answerd = 2", "min_answered = 2")
    change(site, CLIENT, 'role = "cor"', 'role = "core"')
    (left,) = problems(site)
    assert str(left).startswith("surveys/partner.toml: items V5: unknown scale oftn; did you mean")


def test_a_name_in_another_alphabet_is_fine(tmp_path: Path) -> None:
    for number, name in enumerate(("Милена Ковач", "µTech & LUΩ", "山田 太郎", "علی‌رضا", "Kovač")):
        site = sample_copy(tmp_path / str(number))
        change(site, NORTHLIGHT, '"Dana Okafor"', f'"{name}"')
        assert any(
            contact.name == name for r in read_site(site).relationships for contact in r.contacts
        )


def test_a_file_that_is_wrong_all_over_is_not_told_line_by_line(tmp_path: Path) -> None:
    site = sample_copy(tmp_path)
    keys = "\n".join(f"key{number} = 1" for number in range(5000))
    (site.root / GUIDE).write_text(f'+++\ntitle = "x"\n{keys}\n+++\n', encoding="utf-8")
    found = problems(site)
    assert len(found) == MOST_IN_A_FILE + 1
    assert any("more problems are not shown" in problem.what for problem in found)


def test_the_size_is_asked_before_anything_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = sample_copy(tmp_path)
    with (site.root / GUIDE).open("wb") as stream:
        stream.truncate(LARGEST + 1)
    opened: list[str] = []
    read = Path.read_bytes

    def noted(path: Path) -> bytes:
        opened.append(path.name)
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", noted)
    assert "is larger than 1 MB" in complaints(site)
    assert "listening.md" not in opened
    assert "firm.md" in opened


def test_a_file_that_may_not_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = sample_copy(tmp_path)
    read = Path.read_bytes

    def refused(path: Path) -> bytes:
        if path.name == "listening.md":
            raise PermissionError(13, "Permission denied", str(path))
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refused)
    assert f"{GUIDE}: cannot be read (Permission denied)" in complaints(site)


def test_a_message_obeys_nothing_and_hides_nothing() -> None:
    assert visible("a\x1b[2J\u202e\udcff\n") == "a\\x1b[2J\\u202e\\udcff\\n"
    assert visible("é Ковач 山") == "é Ковач 山"
    assert len(visible("a" * 100_000)) == 600
