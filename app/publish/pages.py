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
from app.publish.keys import Sources
from app.publish.manifest import Made, as_it_is, is_there, take_over
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
    kept = {name for name, old in there.items() if old.source == source[name]}
    perhaps = {name: there[name].printed for name in there.keys() - kept if there[name].printed}
    to_make = {name: address for name, address in addresses.items() if name not in kept}
    done = len(kept)

    def page_done() -> None:
        nonlocal done
        done += 1
        progress(done, len(addresses))

    made: dict[str, Made] = {}
    find = pages_of(content)
    for name, written in write(content, find, to_make, perhaps, fresh, workers, page_done).items():
        if written is None:
            kept.add(name)
            continue
        one = Made(
            source=source[name],
            printed=written.printed,
            targets=written.looked.targets,
            anchors=written.looked.anchors,
        )
        made[name] = as_it_is(fresh / name, one)
    new = frozenset(made)
    for name in kept:
        take_over(name, current, fresh)
        made[name] = replace(before[name], source=source[name])
    return Pages(made=made, new=new)


def inspect_site(pages: Mapping[str, Made], sheets: Mapping[str, Made], up: str) -> None:
    """Raises PublishError for a dead link; `up` leads from the pages to the printed sheets."""
    looked = {name: Looked(made.targets, made.anchors) for name, made in pages.items()}
    inspect_links(looked, outside=[f"{up}{name}" for name in sheets])
