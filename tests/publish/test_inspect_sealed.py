"""The inspection of an upload folder: one private word in clear, or one byte not ours, stops it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import PublishError
from app.files.site import GuidePage
from app.pages.environment import STATIC
from app.publish.inspect_sealed import inspect_sealed
from app.publish.private_words import PrivateWords, by_first_word, folded, words_of
from app.publish.seal_site import FOLDER, name_of
from app.publish.units import BuiltFile
from app.sealing.page_keys import PageKeys
from app.sealing.sealed_file import Kind, sealed
from app.store.sealed_pages import Upload
from tests.sealing.small_site import FIRM, small_build, small_keys, small_upload

GUIDE = (GuidePage(slug="listening", title="Listening", body="Ask for a story, Kestrel."),)
PRIVATE = PrivateWords(
    words=frozenset(
        {"code", "northlight", "kestrel", "foods", "invoice", "dana", "okafor", "story"}
    ),
    phrases=by_first_word({"northlight foods", "dana okafor", "dana@northlight.example.com"}),
)
PAGE = "guide/listening/index.html"


class Made:
    """An upload folder that is as it should be, and what was meant to be in it."""

    def __init__(self, root: Path) -> None:
        self.build = root / "build"
        self.files: tuple[BuiltFile, ...] = small_build(self.build)
        self.keys: PageKeys = small_keys(self.files)
        self.folder = root / "up"
        small_upload(self.folder, self.files, self.keys)

    def inspect(self, known: Upload | None = None) -> int:
        found = inspect_sealed(
            self.folder,
            self.files,
            self.keys,
            PRIVATE,
            firm=FIRM,
            guide=GUIDE,
            known=known,
        )
        return len(found)

    def say(self, place: str, text: str) -> None:
        with (self.folder / place).open("a", encoding="utf-8") as page:
            page.write(text)

    def sealed_place(self, path: str) -> Path:
        file = next(file for file in self.files if file.path == path)
        return self.folder / FOLDER / f"{name_of(file, self.keys)}.js"


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return Made(tmp_path)


def test_what_is_as_it_should_be_passes_with_every_file_counted(made: Made) -> None:
    assert made.inspect() == sum(1 for path in made.folder.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<p>Northlight</p>", "northlight"),
        ("<p>NORTHLIGHT&nbsp;FOODS</p>", "northlight foods"),
        ("<p>Dana Okafor.</p>", "dana okafor"),
        ("<!-- dana@northlight.example.com -->", "dana@northlight.example.com"),
        ("<p>The ｉｎｖｏｉｃｅ was late.</p>", "invoice"),
        ("<p>in&#118;oice</p>", "invoice"),
        ("<p>in&shy;voi\u200bce</p>", "invoice"),
        ('<p>He said "data: the invoice was late".</p>', "invoice"),
        ('<img src="data:text/plain,invoice">', "invoice"),
        ('<a href="https://x/s/abcdefghij234567abcdefghij234567">x</a>', "/s/abcdefghij234567"),
        ('<a href="/#k=' + "Ab1-" * 10 + 'xyz">x</a>', "#k=Ab1-"),
    ],
)
def test_a_private_word_in_the_guide_is_found(made: Made, text: str, found: str) -> None:
    made.say(PAGE, text)
    with pytest.raises(PublishError, match="not safe to publish") as refused:
        made.inspect()
    assert f"{PAGE}: holds {found}" in str(refused.value)


@pytest.mark.parametrize(
    "text",
    ["<p>A story of Kestrel</p>", '<img src="data:image/png;base64,dana+">', "<code>x</code>"],
)
def test_what_the_guide_says_of_itself_and_pictures_are_no_finding(made: Made, text: str) -> None:
    made.say(PAGE, text)
    assert made.inspect()


def test_a_whole_name_is_found_even_where_the_guide_says_it_itself(tmp_path: Path) -> None:
    made = Made(tmp_path)
    made.say(PAGE, "<p>Northlight Foods</p>")
    guide = (GuidePage(slug="listening", title="Northlight Foods", body=""),)
    with pytest.raises(PublishError, match="holds northlight foods"):
        inspect_sealed(made.folder, made.files, made.keys, PRIVATE, firm=FIRM, guide=guide)


def test_an_everyday_word_of_an_answer_stops_no_build(made: Made) -> None:
    """Names of files that are always there, and where the guide leads, are nobody's words."""
    (made.folder / "static/fonts").mkdir()
    font = "static/fonts/SourceSans3-Regular.woff2"
    (made.folder / font).write_bytes((STATIC / font[7:]).read_bytes())
    there = BuiltFile(path=f"open/{font}", source=made.folder / font)
    answer = "Regular index headers and fonts, static listening, site noreferrer noopener"
    everyday = PrivateWords(words=frozenset(), phrases={}, said=words_of(folded(answer)))
    made.say(PAGE, '<a href="https://x" rel="noopener noreferrer">Listening</a>')
    guide = (GuidePage(slug="listening", title="Listening", body="[Listening](https://x)"),)
    files = (*made.files, there)
    assert inspect_sealed(made.folder, files, made.keys, everyday, firm=FIRM, guide=guide)


def test_a_message_holds_no_word_of_an_answer(made: Made) -> None:
    made.say(PAGE, "<p>The invoice, dear Kestrel, was outrageous.</p>")
    answer = words_of("the invoice was outrageous")
    private = PrivateWords(words=frozenset({"dear"}), phrases={}, said=answer)
    with pytest.raises(PublishError, match="not safe to publish") as refused:
        inspect_sealed(made.folder, made.files, made.keys, private, firm=FIRM, guide=GUIDE)
    said = str(refused.value)
    assert f"{PAGE}: holds dear" in said
    assert f"{PAGE}: holds 2 words of people's answers" in said
    assert "invoice" not in said and "outrageous" not in said


def test_letters_that_a_digest_has_by_chance_are_no_word(made: Made) -> None:
    names = " ".join(path.stem for path in (made.folder / FOLDER).iterdir())
    chance = PrivateWords(words=words_of(names), phrases={})
    assert chance.words
    assert inspect_sealed(made.folder, made.files, made.keys, chance, firm=FIRM, guide=GUIDE)


def an_extra_page(made: Made) -> None:
    made.say("notes.html", "nothing")


def an_extra_sealed_file(made: Made) -> None:
    (made.folder / FOLDER / "00ff.js").write_text('sealed("00ff","AAAA")\n')


def a_named_file(made: Made) -> None:
    made.say("northlight.txt", "")


def another_opening_page(made: Made) -> None:
    made.say("index.html", "<script>alert(1)</script>")


def other_headers(made: Made) -> None:
    made.say("_headers", "  X-Client: nobody\n")


def another_style(made: Made) -> None:
    made.say("static/site.css", "/* x */")


def plain_instead_of_sealed(made: Made) -> None:
    made.sealed_place("print/2026/kestrel-row-firm.pdf").write_bytes(b"%PDF-1.7")


def sealed_with_something_behind_it(made: Made) -> None:
    place = made.sealed_place("print/2026/kestrel-row-firm.pdf")
    place.write_bytes(place.read_bytes() + b"x")


def sealed_with_another_key(made: Made) -> None:
    place = made.sealed_place("print/2026/kestrel-row-firm.pdf")
    place.write_bytes(sealed(b"x" * 32, Kind.BRIEF, place.stem, b"data"))


def one_for_another(made: Made) -> None:
    one = made.sealed_place("print/2026/kestrel-row-firm.pdf")
    one.write_bytes(made.sealed_place("print/2025/kestrel-row-firm.pdf").read_bytes())


def another_master(made: Made) -> None:
    (made.folder / FOLDER / "master.js").write_bytes(small_keys(made.files).master)


def a_missing_file(made: Made) -> None:
    made.sealed_place("print/2026/kestrel-row-firm.pdf").unlink()


def a_missing_robots_file(made: Made) -> None:
    (made.folder / "robots.txt").unlink()


def a_link_to_elsewhere_on_the_disk(made: Made) -> None:
    (made.folder / "more").symlink_to(made.build)


@pytest.mark.parametrize(
    "harm",
    [
        an_extra_page,
        an_extra_sealed_file,
        a_named_file,
        another_opening_page,
        other_headers,
        another_style,
        plain_instead_of_sealed,
        sealed_with_something_behind_it,
        sealed_with_another_key,
        one_for_another,
        another_master,
        a_missing_file,
        a_missing_robots_file,
        a_link_to_elsewhere_on_the_disk,
    ],
)
def test_whatever_is_not_as_it_was_made_stops_the_build(
    made: Made, harm: Callable[[Made], None]
) -> None:
    made.inspect()
    harm(made)
    with pytest.raises(PublishError, match="not safe to publish"):
        made.inspect()


def test_what_an_earlier_build_opened_is_known_by_its_bytes_alone(made: Made) -> None:
    digests = inspect_sealed(made.folder, made.files, made.keys, PRIVATE, firm=FIRM, guide=GUIDE)
    known = Upload(files=digests)
    assert made.inspect(known)
    one_for_another(made)
    with pytest.raises(PublishError):
        made.inspect(known)
