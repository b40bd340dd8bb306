"""Names that try to be something else stay names, on every page, in every brief and every table."""

import csv
import re
from html import escape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from pypdf import PdfReader

from app.cli.sample.answers import sample_responses
from app.core.letters_due import Recipient
from app.files.site import read_site
from app.intake.answers_csv import write_answers
from app.post.links import Link
from app.post.links_csv import links_table
from app.publish.build import build_site
from app.publish.built import Options, Progress
from app.settings import Site
from app.store.answers import AnswerStore
from tests.builders import AFTER
from tests.site_builder import with_open_wave

RELATIONSHIP = "<script>alert(1)</script> {{7*7}} ]]> &amp;"
LEAD = '"onmouseover="alert(1) {% raw %} ${7*7}'
CONTACT = '=HYPERLINK("https://example.org","x")'
NOTE = "See [our page](https://example.org/x) or <img src=https://example.org/x.png onerror=x> it."


class _Odd(HTMLParser):
    """Elements and attributes that none of our pages has."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [tag] if tag == "script" else []
        self.found += [name for name, _ in attrs if name.startswith("on")]

    def handle_data(self, data: str) -> None:
        self.text.append(data)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The sample firm with such names, opened and built for one relationship."""
    root = tmp_path_factory.mktemp("inert")
    site, _ = with_open_wave(root / "first")
    for name, old, new in (
        ("relationships/northlight-foods.md", '"Northlight Foods"', f"'{RELATIONSHIP}'"),
        ("relationships/northlight-foods.md", '"Dana Okafor"', f"'{CONTACT}'"),
        ("people/tomas-pike.md", '"Tomas Pike"', f"'{LEAD}'"),
        ("waves/2026.md", "[surveys]", 'relationships = ["northlight-foods"]\n\n[surveys]'),
    ):
        path = site.content / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
    wave = site.content / "waves/2026.md"
    wave.write_text(f"{wave.read_text('utf-8')}\n\n{NOTE}\n", encoding="utf-8")
    with_names = Site(site.root, made_in=root / "made")
    files = read_site(with_names)
    from app.cli.opening import keep_wave, wave_to_open

    opened = wave_to_open(files, "2026", files.waves[-1].opens)
    keep_wave(with_names, opened)
    AnswerStore(with_names.instance).save_all("2026", sample_responses(opened))
    done = build_site(with_names, files, AFTER, Options(), progress=Progress(lambda *_: None))
    assert done.failed == ()
    return with_names


def test_no_page_runs_or_loads_what_a_name_says(built: Site) -> None:
    said = ""
    for page in built.open_pages.rglob("*.html"):
        read = _Odd()
        text = page.read_text("utf-8")
        read.feed(text)
        assert read.found == [], page
        assert "<script" not in text
        assert "example.org/x.png" not in text
        said += "".join(read.text)
    assert RELATIONSHIP in said
    assert "49" not in re.findall(r"alert\(1\)\S*\s(\S+)", said)


def test_a_title_or_attribute_holds_the_name_as_it_is(built: Site) -> None:
    page = (built.open_pages / "2026/northlight-foods/index.html").read_text("utf-8")
    assert escape(RELATIONSHIP, quote=False) in page


def test_the_firms_note_links_to_the_web_by_a_click_alone(built: Site) -> None:
    page = (built.open_pages / "2026/northlight-foods/index.html").read_text("utf-8")
    assert '<a href="https://example.org/x" rel="noopener noreferrer">our page</a>' in page


def test_the_brief_says_the_name_and_links_nowhere(built: Site) -> None:
    (path,) = built.print.rglob("northlight-foods-firm.pdf")
    pdf = PdfReader(path)
    said = " ".join("".join(page.extract_text() for page in pdf.pages).split())
    assert "<script>alert(1)</script>" in said
    assert "49" not in said.split("alert(1)")[1][:40]
    assert all("/Annots" not in page for page in pdf.pages)
    assert "/JavaScript" not in str(pdf.trailer["/Root"])


def test_no_cell_of_the_links_is_a_formula(built: Site, tmp_path: Path) -> None:
    from app.store.waves import read_opened

    opened = read_opened(built.instance, "2026")
    names = {frozen.slug: frozen.name for frozen in opened.relationships}
    rows = [
        (
            Recipient(key=i.key, name=i.name, email=i.email, language="en", about=(i,)),
            Link(address="https://a.example.org/s/x", no_more=""),
        )
        for i in opened.invitations
    ]
    table = list(csv.reader(links_table(rows, names).splitlines()))
    assert f"'{CONTACT}" in {row[0] for row in table}
    assert not any(cell.lstrip().startswith(tuple("=+-@＝＋－＠")) for row in table for cell in row)


def test_no_cell_of_exported_answers_is_a_formula(built: Site, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        write_answers(AnswerStore(built.instance).responses("2026"), stream)
    with path.open(encoding="utf-8", newline="") as stream:
        cells = [cell for row in csv.reader(stream) for cell in row]
    assert cells
    assert not any(cell.lstrip().startswith(tuple("=+-@＝＋－＠")) for cell in cells)
