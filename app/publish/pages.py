"""The page part of a build: each page taken over from the build before, or frozen anew.

A page is taken over when nothing that goes into it changed, or nothing of what it prints did.
Knows the site app and folders.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from app.publish.freeze import Address, file_names
from app.publish.inspect import Looked, inspect_links
from app.publish.keys import Sources, page_context
from app.publish.manifest import Made, as_it_is, is_there, take_over
from app.publish.shared_out import shared_out
from app.publish.written import write
from app.site import SiteContent, create_site, pages_of, urls


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    made: Mapping[str, Made]
    """Every file by its place, static ones included."""
    new: frozenset[str]


def write_pages(
    content: SiteContent,
    sources: Sources,
    before: Mapping[str, Made],
    *,
    workers: int,
    current: Path,
    fresh: Path,
    progress: Callable[[int, int], None],
) -> Pages:
    """Fills `fresh` with every page. Raises PublishError when one fails."""
    listed = tuple(urls(content))
    addresses: dict[str, Address] = dict(
        zip(file_names(create_site(content), listed), listed, strict=True)
    )
    source = {name: sources.of_page(content, *address) for name, address in addresses.items()}
    there = {n: before[n] for n in addresses if n in before and is_there(current, n, before[n])}
    unsure = [
        name
        for name, old in there.items()
        if old.source != source[name] and addresses[name][0] != "static"
    ]
    find = pages_of(content)

    def context(name: str) -> str:
        page = find(*addresses[name])
        return page_context(page) if page is not None else ""

    same = {unsure[place]: digest for place, digest in shared_out(context, unsure, workers)}
    kept = {
        name
        for name, old in there.items()
        if old.source == source[name] or (old.printed and same.get(name) == old.printed)
    }
    made: dict[str, Made] = {}
    for name in kept:
        take_over(name, current, fresh)
        made[name] = replace(before[name], source=source[name])
    done = len(kept)

    def page_written() -> None:
        nonlocal done
        done += 1
        progress(done, len(addresses))

    new = {name: address for name, address in addresses.items() if name not in kept}
    for name, written in write(content, find, new, fresh, workers, page_written).items():
        one = Made(
            source=source[name],
            printed=written.printed,
            targets=written.looked.targets,
            anchors=written.looked.anchors,
        )
        made[name] = as_it_is(fresh / name, one)
    return Pages(made=made, new=frozenset(new))


def inspect_site(pages: Mapping[str, Made], sheets: Mapping[str, Made], up: str) -> None:
    """Raises PublishError for a dead link; `up` leads from the pages to the printed sheets."""
    looked = {name: Looked(made.targets, made.anchors) for name, made in pages.items()}
    inspect_links(looked, outside=[f"{up}{name}" for name in sheets])
