"""The whole road on real input: 282 pairs, two sides, four factors of five items on 1–9.

The data (an investment model survey, from the R package dySEM) is not part of the project; the
test runs where it lies beside it.
"""

import csv
import json
import statistics
from pathlib import Path

import pytest
from pypdf import PdfReader

from app.cli import main
from app.intake.answers_csv import COLUMNS, OPTIONAL

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "imsM_long.csv"
FACTORS = ("satisfaction", "alternatives", "investment", "commitment")

pytestmark = pytest.mark.skipif(
    not DATA.exists(), reason="the real pairs are not beside the project"
)


def survey_text() -> str:
    lines = [
        'title.en = "Pairs"',
        'head.they.en = "They"',
        'head.we.en = "We"',
        'escape.en = "Cannot say"',
        "min_answered = 3",
        "min_factors = 3",
        "[scales.nine]",
        "minimum = 1",
        "maximum = 9",
        *(f'[factors.{name}]\nname.en = "{name.title()}"' for name in FACTORS),
    ]
    for name in FACTORS:
        for n in range(1, 6):
            turned = name == "commitment" and n in (3, 4)
            lines += [
                "[[items]]",
                f'id = "{name}-{n}"',
                f'factor = "{name}"',
                'scale = "nine"',
                f'they.en = "{name} {n}"',
                'we = "same"',
                *(["reversed = true"] * turned),
            ]
    return "\n".join(lines)


def write_site(root: Path, pairs: list[str]) -> None:
    for folder in ("content/people", "content/relationships", "content/waves", "surveys"):
        (root / folder).mkdir(parents=True)
    (root / "content/firm.md").write_text(
        '+++\nformat = 1\nname = "Pairs"\ntime_zone = "UTC"\nlanguages = ["en"]\nprincipal = "f"\n'
        'privacy_contact = "p@example.com"\nanswers_at = "https://a.example.com"\n+++\n'
    )
    (root / "content/people/f.md").write_text('+++\nname = "F"\nemail = "f@example.com"\n+++\n')
    for pair in pairs:
        (root / f"content/relationships/p{pair}.md").write_text(
            f'+++\nname = "Pair {pair}"\nkind = "partner"\nlead = "f"\n[[contacts]]\nid = "m"\n'
            f'name = "M {pair}"\nemail = "m{pair}@example.org"\n+++\n'
        )
    (root / "content/waves/2026.md").write_text(
        '+++\nopens = 2026-01-01\ncloses = 2026-01-31\nprivacy = "named"\n[surveys]\n'
        'partner = "pairs"\n+++\n'
    )
    (root / "surveys/pairs.toml").write_text(survey_text())


def long_form(rows: list[dict[str, str]], target: Path) -> None:
    with target.open("w", newline="", encoding="utf-8") as stream:
        table = csv.writer(stream)
        table.writerow(COLUMNS[: -len(OPTIONAL)])
        for row in rows:
            perspective, who = ("self", "f") if row["side"] == "f" else ("counterpart", "m")
            table.writerow(
                [
                    "2026",
                    f"p{row['relationship']}",
                    perspective,
                    who,
                    f"{row['factor']}-{row['item']}",
                    row["answer_1_9"],
                    "",
                    "en",
                    "sent",
                ]
            )


def test_282_real_pairs_become_reviews_and_briefs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = list(csv.DictReader(DATA.read_text(encoding="utf-8").splitlines()))
    pairs = sorted({row["relationship"] for row in rows}, key=int)
    site, answers, out = tmp_path / "site", tmp_path / "answers.csv", tmp_path / "reviews.json"
    write_site(site, pairs)
    long_form(rows, answers)
    where = ["--site", str(site)]

    assert main(["invite", "2026", *where, "--yes", "--as-of", "2026-01-01"]) == 0
    assert main(["import", str(answers), *where, "--wave", "2026"]) == 0
    assert main(["build", "--open", *where, "--as-of", "2026-02-01", "-q"]) == 0
    assert main(["export", "reviews", *where, "--as-of", "2026-02-01", "--out", str(out)]) == 0
    capsys.readouterr()

    pages = list((site / "build/open/2026").glob("*/index.html"))
    briefs = list((site / "build/print/2026").glob("*-firm.pdf"))
    assert (len(pages), len(briefs)) == (282, 282)
    assert all(len(PdfReader(brief).pages) == 2 for brief in briefs[::40])

    reviews = json.loads(out.read_text(encoding="utf-8"))["reviews"]
    factors = [review["2026"]["factors"]["satisfaction"] for review in reviews.values()]
    gaps = [factor["gap"]["value"] for factor in factors if factor["gap"]["value"] is not None]
    assert len(gaps) == 281
    assert round(statistics.fmean(gaps), 4) == -0.0179
    assert round(statistics.stdev(gaps), 4) == 1.5458
    assert sum(abs(gap) <= 0.5 for gap in gaps) == 150
    assert all(f["gap"]["reason"] for f in factors if f["gap"]["value"] is None)
    assert all(1 <= f["self"]["value"] <= 9 for f in factors if f["self"]["value"] is not None)
