"""The road of data: which waves are compiled, on which day."""

from datetime import timedelta
from pathlib import Path

from app.files.site import read_site
from app.publish.load import compile_site
from tests.site_builder import with_open_wave


def test_a_wave_that_was_opened_ahead_of_its_first_day_takes_no_older_one_s_place(
    tmp_path: Path,
) -> None:
    site, opened = with_open_wave(tmp_path)
    files, first = read_site(site), opened.wave.opens
    ahead = compile_site(site, files, first - timedelta(days=1))
    assert (ahead.reviews, ahead.portfolios) == ((), ())
    begun = compile_site(site, files, first)
    assert [portfolio.wave for portfolio in begun.portfolios] == [opened.id]
    assert len(begun.reviews) == len(opened.relationships)
