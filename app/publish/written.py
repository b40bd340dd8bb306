"""Writing pages and looking at each: a few in this process, many in batches by forked ones.

A page that would print what is there is not written. Whoever writes one, its bytes are the same.
Knows the site app and folders.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.core.collecting import without_collecting
from app.pages.environment import Page
from app.publish.freeze import Address, file_name, freeze
from app.publish.inspect import Looked, look
from app.publish.keys import page_context
from app.publish.shared_out import shared_out
from app.site import Finder, SiteContent, create_site

BATCH = 20
"""Pages that are handed out at a time."""
_WORTH_A_PROCESS = 4
"""Pages that are written in about the time in which a process is forked."""


@dataclass(frozen=True, slots=True)
class Written:
    """One page that was written: the digest of its context, and where it leads."""

    printed: str
    looked: Looked


def write(
    content: SiteContent,
    find: Finder,
    addresses: Mapping[str, Address],
    there: Mapping[str, str],
    folder: Path,
    workers: int,
    page_done: Callable[[], None],
) -> dict[str, Written | None]:
    """Writes the addresses, by the names of their files; `find` is `pages_of(content)`.

    `there` are the digests of the contexts of those that lie there: None, and nothing written, for
    a page whose context is still that one. Raises PublishError when one fails.
    """
    batches = list(_batches(list(addresses), workers))
    found: dict[str, Written | None] = {}
    contexts: dict[str, str] = {}

    compared: dict[str, Page | None] = {}

    def find_once(endpoint: str, values: Mapping[str, str]) -> Page | None:
        known = compared.pop(f"{endpoint} {sorted(values.items())}", None)
        return known or find(endpoint, values)

    def is_there(name: str) -> bool:
        if name not in there:
            return False
        endpoint, values = addresses[name]
        page = find(endpoint, values)
        if page is not None and page_context(page) == there[name]:
            return True
        compared[f"{endpoint} {sorted(values.items())}"] = page
        return False

    def shown(path: str, page: Page) -> None:
        contexts[file_name(path)] = page_context(page)

    app = create_site(content, shown, find_once)

    @without_collecting()
    def written(names: list[str]) -> dict[str, Written | None]:
        new = [name for name in names if not is_there(name)]
        freeze(app, [addresses[name] for name in new], folder)
        made = {name: Written(contexts.pop(name, ""), look(folder, name)) for name in new}
        return dict.fromkeys(names) | made

    for _, made in shared_out(written, batches, workers, worth=2):
        found |= made
        for _name in made:
            page_done()
    return found


def _batches(names: list[str], workers: int) -> Iterator[list[str]]:
    # Overviews come first and take longest: every batch has its share of what comes first.
    number = max(-(-len(names) // BATCH), min(workers, len(names) // _WORTH_A_PROCESS))
    return (names[first::number] for first in range(number))
