"""Forked processes write the same bytes as one process does; what fails is named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest

from app.core.shared import shared_review
from app.core.unnamed import Unnamed
from app.errors import PublishError
from app.pages.environment import Page
from app.publish import written
from app.publish.freeze import file_names
from app.publish.written import Written, write
from app.site import SiteContent, create_site, pages_of, urls
from tests.review_builders import a_site_of, states


def content() -> SiteContent:
    made = a_site_of(*states().values())
    shared = {
        (r.wave, r.relationship): shared_review(r, Unnamed()) for r in made.reviews if r.compiled
    }
    return replace(made, shared=shared, briefs=frozenset(list(shared)[::2]))


def written_to(
    folder: Path,
    content: SiteContent,
    workers: int = 2,
    there: Mapping[str, str] = MappingProxyType({}),
) -> tuple[dict[str, bytes], dict[str, Written | None]]:
    listed = list(urls(content))
    addresses = dict(zip(file_names(create_site(content), listed), listed, strict=True))
    told: list[None] = []
    find = pages_of(content)
    found = write(content, find, addresses, there, folder, workers, lambda: told.append(None))
    assert len(told) == len(addresses) == len(found)
    files = {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*.*")}
    return files, {name: found[name] for name in sorted(found)}


def test_forked_processes_write_what_one_process_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = written_to(tmp_path / "one", content(), workers=1)
    monkeypatch.setattr(written, "BATCH", 3)
    assert written_to(tmp_path / "many", content()) == one


@pytest.mark.parametrize("workers", [1, 2])
def test_a_page_that_would_print_what_is_there_is_not_written(tmp_path: Path, workers: int) -> None:
    files, found = written_to(tmp_path / "one", content(), workers)
    printed = {name: one.printed for name, one in found.items() if one is not None and one.printed}
    same = {name for place, name in enumerate(sorted(printed)) if place % 2}
    there = {name: digest if name in same else "0" * 64 for name, digest in printed.items()}
    others, again = written_to(tmp_path / "two", content(), workers, there)
    assert {name for name, one in again.items() if one is None} == same
    assert others == {name: data for name, data in files.items() if name not in same}
    assert len(same) > 5


def test_the_context_of_a_page_that_changed_is_made_once(tmp_path: Path) -> None:
    made = content()
    listed = [address for address in urls(made) if address[0] in ("review", "for_the_table")]
    addresses = dict(zip(file_names(create_site(made), listed), listed, strict=True))
    find, asked = pages_of(made), Counter[str]()

    def counting(endpoint: str, values: Mapping[str, str]) -> Page | None:
        asked[f"{endpoint} {values}"] += 1
        return find(endpoint, values)

    found = write(made, counting, addresses, dict.fromkeys(addresses, "0"), tmp_path, 1, print)
    assert all(found.values())
    assert len(asked) == len(addresses)
    assert set(asked.values()) == {1}


def test_a_page_that_cannot_be_written_apart_stops_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(written, "BATCH", 3)
    broken = content()
    broken = replace(broken, reviews=tuple(replace(r, name="\ud800") for r in broken.reviews))
    with pytest.raises(PublishError, match=r"a page could not be written: .* on URL /2026/"):
        written_to(tmp_path, broken)
