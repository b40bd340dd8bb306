"""Signs, themes and weights as a firm writes them: read, or told with file, place and remedy."""

from datetime import date
from pathlib import Path

import pytest

from app.core.signs import SignKind
from app.core.weights import DEFAULTS
from app.errors import InputError
from app.files.attention_model import WEIGHTS
from app.files.site import read_site
from app.files.starter import start_site
from app.settings import PROGRAM, Site
from tests.site_builder import sample_copy

NORTHLIGHT = "content/relationships/northlight-foods.md"


def complaints(site: Site) -> str:
    with pytest.raises(InputError) as wrong:
        read_site(site)
    return str(wrong.value)


def add(site: Site, toml: str) -> None:
    path = site.root / NORTHLIGHT
    front, _, body = path.read_text("utf-8").rpartition("+++")
    path.write_text(f"{front}{toml}\n+++{body}", encoding="utf-8")


def weigh(site: Site, toml: str) -> Site:
    (site.content / WEIGHTS).write_text(toml, encoding="utf-8")
    return site


def test_the_sample_and_a_new_folder_have_the_default_weights_in_full(tmp_path: Path) -> None:
    assert read_site(Site(PROGRAM)).weights == DEFAULTS
    start_site(tmp_path, today=date(2026, 11, 16))
    assert read_site(Site(tmp_path)).weights == DEFAULTS
    text = (tmp_path / "content" / WEIGHTS).read_text("utf-8")
    assert all(f"\n{name} = " in text for name in DEFAULTS.__slots__)


def test_without_a_file_or_a_line_the_defaults_hold(tmp_path: Path) -> None:
    site = sample_copy(tmp_path)
    (site.content / WEIGHTS).unlink()
    assert read_site(site).weights == DEFAULTS
    weights = read_site(weigh(site, "meet_from = 35\nlow_trust_below = 6.5\n")).weights
    assert (weights.meet_from, weights.low_trust_below) == (35, 6.5)
    assert weights.quarter_from == DEFAULTS.quarter_from


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ("blindspot = 10", "unknown key blindspot; did you mean blind_spot?"),
        ("blind_spot = 10.5", "blind_spot"),
        ("blind_spot = -1", "blind_spot"),
        ("low_trust_below = nan", "low_trust_below"),
        ('meet_from = "40"', "meet_from"),
        ("quarter_from = 50", "is more than meet_from (50 and 40)"),
        ("quarter_from = ", "is not valid TOML"),
    ],
)
def test_weights_that_cannot_be_are_told(tmp_path: Path, toml: str, said: str) -> None:
    told = complaints(weigh(sample_copy(tmp_path), toml))
    assert "content/weights.toml" in told
    assert said in told


def test_weights_that_lead_nowhere_are_told(tmp_path: Path) -> None:
    site = sample_copy(tmp_path)
    (site.content / WEIGHTS).unlink()
    (site.content / WEIGHTS).symlink_to(tmp_path / "gone.toml")
    assert "content/weights.toml" in complaints(site)


def test_signs_and_themes_are_read(tmp_path: Path) -> None:
    site = sample_copy(tmp_path)
    add(site, '[[signs]]\nwhat = "new controls"\non = 2026-10-01\nyes = false')
    (found,) = [r for r in read_site(site).relationships if r.slug == "northlight-foods"]
    last = found.signs[-1]
    assert (last.what, last.on, last.yes) == (SignKind.NEW_CONTROLS, date(2026, 10, 1), False)
    assert [(t.wave, t.tag) for t in found.themes] == [
        ("2025", "late news of changes"),
        ("2026", "late news of changes"),
    ]


def test_headlines_are_read(tmp_path: Path) -> None:
    site = sample_copy(tmp_path)
    add(site, '[[headlines]]\nwave = "2026"\nsays = "They wait too long for news."')
    (found,) = [r for r in read_site(site).relationships if r.slug == "northlight-foods"]
    assert [(h.wave, h.says) for h in found.headlines] == [("2026", "They wait too long for news.")]


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ('[[signs]]\nwhat = "escalatd"\non = 2026-10-01', "did you mean escalated?"),
        ('[[signs]]\nwhat = "escalated"', "signs 3, on: is missing"),
        ('[[signs]]\nwhat = "escalated"\non = 2026-09-18', "stands twice on 2026-09-18"),
        ('[[themes]]\nwave = "2027"\ntag = "x"', "there is no wave 2027"),
        ('[[themes]]\nwave = "2026"', "names nothing"),
        ('[[themes]]\nwave = "2026"\ntag = "x"\nitem = "T1"', "names both"),
        ('[[themes]]\nwave = "2026"\nitem = "T9"', "there is no question T9"),
        ('[[themes]]\nwave = "2026"\ntag = "Late  news of changes"', "stands twice"),
        ('[[headlines]]\nwave = "2027"\nsays = "x"', "there is no wave 2027"),
        ('[[headlines]]\nwave = "2026"', "headlines 1, says: is missing"),
        ('[[headlines]]\nwave = "2026"\nsays = ""', "is empty"),
        (f'[[headlines]]\nwave = "2026"\nsays = "{"x" * 141}"', "at most 140"),
        ('[[headlines]]\nwave = "2026"\nsays = "x"\n' * 2, "has two headlines"),
    ],
)
def test_signs_and_themes_that_cannot_be_are_told(tmp_path: Path, toml: str, said: str) -> None:
    site = sample_copy(tmp_path)
    add(site, toml)
    told = complaints(site)
    assert NORTHLIGHT in told
    assert said in told
