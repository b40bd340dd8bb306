"""A whole build of the sample firm: what is in it, what is not, and that it is the same twice."""

import hashlib
import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from pypdf import PdfReader

from app.cli import main
from app.cli.demo_command import AS_OF
from app.errors import PublishError
from app.files.site import read_site
from app.publish.build import build_site
from app.publish.built import Options, Progress
from app.publish.figures import figures
from app.publish.figures_portfolio import portfolio_figures
from app.publish.load import compile_site
from app.publish.swap import refuse_foreign
from app.sealing.links import link_token, new_key
from app.settings import Site
from app.store.keys import kept_key
from app.store.waves import opened_ids, read_opened

WRITTEN = (
    r'<td data-label="Who">.*?</td>',
    r"<section><h2>Meetings</h2>.*?</section>",
    r"<bdi>[^<]* would like to talk</bdi>",
    r"<p><strong>[^<]* would like to talk with [^<]*</strong></p>",
)
"""What the firm wrote down itself, and the wish to talk, also where it is known who would."""
QUIET = Progress(lambda *_: None)


@pytest.fixture(scope="module")
def texts(demo: Site) -> list[str]:
    """What stands on every page and in every brief: read once, it is slow."""
    pages = [p.read_text("utf-8") for p in demo.open_pages.rglob("*.html")]
    briefs = []
    for path in demo.print.rglob("*.pdf"):
        pdf = PdfReader(path)
        briefs.append("".join(page.extract_text() for page in pdf.pages) + str(pdf.metadata))
    assert pages
    assert briefs
    return pages + briefs


def everything(site: Site) -> dict[str, str]:
    """Hashes of every file that a build made."""
    return {
        path.relative_to(site.open_pages.parent).as_posix(): hashlib.sha256(
            path.read_bytes()
        ).hexdigest()
        for folder in (site.open_pages, site.print)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_demo_has_a_page_and_a_brief_for_every_relationship_and_wave(demo: Site) -> None:
    pages = {
        p.parent.relative_to(demo.open_pages).as_posix()
        for p in demo.open_pages.glob("20*/*/index.html")
    }
    briefs = {p.relative_to(demo.print).as_posix() for p in demo.print.rglob("*.pdf")}
    assert len(pages) == 55
    assert {b for b in briefs if b.endswith("-firm.pdf")} == {f"{page}-firm.pdf" for page in pages}
    assert (demo.open_pages / "index.html").is_file()


def test_every_brief_has_two_a4_pages_a_title_a_language_and_tags(demo: Site) -> None:
    for path in demo.print.rglob("*.pdf"):
        pdf = PdfReader(path)
        one = path.stem.endswith("-prepare") or path.stem.startswith("portfolio-")
        assert len(pdf.pages) == (1 if one else 2), path
        for page in pdf.pages:
            assert [round(float(side)) for side in page.mediabox[2:]] == [595, 842]
        assert pdf.metadata is not None
        assert "Harbour & Pike" in (pdf.metadata.title or "")
        if not path.stem.endswith("-shared"):
            assert str(pdf.root_object["/Lang"]) == "en"
        assert "/MarkInfo" in pdf.root_object


def test_building_twice_gives_the_same_bytes(demo: Site) -> None:
    first = everything(demo)
    build_site(demo, read_site(demo), AS_OF, Options(workers=2, force=True), progress=QUIET)
    assert everything(demo) == first


def test_no_personal_link_and_no_address_is_in_what_was_built(demo: Site, texts: list[str]) -> None:
    key = kept_key(demo.instance, "links", new_key)
    secrets = []
    for wave in opened_ids(demo.instance):
        opened = read_opened(demo.instance, wave)
        for invitation in opened.invitations:
            secrets += [link_token(key, wave, invitation), invitation.email]
    for text in texts:
        assert not any(secret in text for secret in secrets)


def test_a_contacts_name_stands_only_where_they_said_so(demo: Site) -> None:
    """Under words given with it, where they asked the lead for a talk, and where the firm wrote
    down who was in a meeting and who does what."""
    names = [c.name for r in read_site(demo).relationships for c in r.contacts]
    for path in demo.open_pages.rglob("*.html"):
        text = path.read_text("utf-8")
        without_talks = text
        for written in WRITTEN:
            without_talks = re.sub(written, "", without_talks, flags=re.DOTALL)
        bare = re.sub(r"<figcaption>.*?</figcaption>", "", without_talks, flags=re.DOTALL)
        assert not any(name in bare for name in names), path
        if "/2026/" in path.as_posix():
            assert not any(name in without_talks for name in names), path
    page = (demo.open_pages / "2026/northlight-foods/index.html").read_text("utf-8")
    assert "Dana Okafor would like to talk with Tomas Pike." in page
    assert "Elin Strand" not in page  # asked for someone else: not for the lead to read


def test_what_is_suppressed_is_said_and_not_shown(demo: Site) -> None:
    page = (demo.open_pages / "2026/brenner-optik/index.html").read_text("utf-8")
    assert "Too few answers to show without exposing someone." in page
    assert "not shown, to protect people" in page


def test_the_products_name_is_on_no_page_that_was_built(texts: list[str]) -> None:
    assert not any("Both Sides" in text for text in texts)


def test_pages_ask_nothing_of_other_hosts(demo: Site) -> None:
    for path in [*demo.open_pages.rglob("*.html"), *demo.open_pages.rglob("*.css")]:
        text = path.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
        assert "http" not in text, path
        assert "<script" not in text


def test_export_reviews_says_a_reason_for_every_null(
    demo: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tree = json.loads(json.dumps(figures(compile_site(demo, read_site(demo), AS_OF).reviews)))
    found = 0
    for waves in tree["reviews"].values():
        for review in waves.values():
            for figure in (*review["factors"].values(), *review["items"].values()):
                for name in ("counterpart", "self", "gap"):
                    told = figure[name]
                    assert (told["value"] is None) == (told["reason"] is not None)
                    assert (told["interval"] is None) == (told["interval_reason"] is not None)
                    found += 1
    assert found > 500


@pytest.mark.parametrize("what", ["reviews", "portfolio"])
def test_an_export_is_what_its_schema_says(
    demo: Site, what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", what, "--schema"]) == 0
    schema = json.loads(capsys.readouterr().out)
    Draft202012Validator.check_schema(schema)
    compiled = compile_site(demo, read_site(demo), AS_OF)
    made = (
        figures(compiled.reviews) if what == "reviews" else portfolio_figures(compiled.portfolios)
    )
    tree = json.loads(json.dumps(made, allow_nan=False))
    Draft202012Validator(schema).validate(tree)


def test_answers_have_no_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "answers", "--schema"]) == 2
    assert "answers are CSV" in capsys.readouterr().err


def test_a_folder_that_no_build_made_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "open").mkdir()
    (tmp_path / "open/letter.txt").write_text("mine")
    with pytest.raises(PublishError, match="not made by a build"):
        refuse_foreign(tmp_path / "open")
