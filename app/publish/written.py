"""Writing pages and looking at each: a few in this process, many in batches by a crew's children.

Overviews, the guide and static files are written here while the children write reviews and copies
for the table. Whoever writes a page, its bytes are the same. Knows the site app and folders.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from app.brief.crew import Crew, Task, done_apart
from app.brief.guard import Ended
from app.errors import PublishError
from app.pages.environment import Page
from app.publish.freeze import Address, file_name, file_names, freeze
from app.publish.inspect import Looked, look
from app.publish.keys import page_context
from app.site import SiteContent, create_site

WORTH_HANDING_OUT = 120
"""Pages; fewer are written sooner than a child is started."""
BATCH = 40


@dataclass(frozen=True, slots=True)
class Written:
    """One page that was written: the digest of its context, and where it leads."""

    printed: str
    looked: Looked


def write(
    content: SiteContent,
    addresses: Mapping[str, Address],
    folder: Path,
    crew: Crew,
    page_written: Callable[[], None],
) -> dict[str, Written]:
    """Writes the addresses, by the names of their files. Raises PublishError when one fails."""
    apart = [name for name, (endpoint, _) in addresses.items() if endpoint in _APART]
    if len(apart) < WORTH_HANDING_OUT:
        return _written(content, list(addresses.values()), folder, page_written)
    for parent in {(folder / name).parent for name in apart}:
        parent.mkdir(parents=True, exist_ok=True)
    handed_out = [
        (names, crew.executor.submit(done_apart, _task(content, names, addresses, folder)))
        for names in _batches(apart)
    ]
    here = [address for name, address in addresses.items() if name not in set(apart)]
    found = _written(content, here, folder, page_written)
    for names, future in handed_out:
        answer = future.result()
        if isinstance(answer, Ended):
            raise PublishError(answer.reason)
        found |= answer
        for _ in names:
            page_written()
    return found


_APART = ("review", "for_the_table")


def _task(
    content: SiteContent, names: list[str], addresses: Mapping[str, Address], folder: Path
) -> Task:
    batch = [addresses[name] for name in names]
    return Task(work=_written_apart, what=(_of(content, batch), batch, folder), limits=None)


def _of(content: SiteContent, addresses: Iterable[Address]) -> SiteContent:
    """Of everything that may stand on pages what these are made of."""
    keys = {
        (values["wave"], values.get("relationship") or values["name"].removesuffix("-shared.html"))
        for _, values in addresses
    }
    return replace(
        content,
        portfolios=(),
        status=None,
        reviews=tuple(r for r in content.reviews if (r.wave, r.relationship) in keys),
        briefs=content.briefs & keys,
        shared={key: content.shared[key] for key in sorted(keys & content.shared.keys())},
    )


def _written_apart(what: tuple[SiteContent, list[Address], Path]) -> dict[str, Written]:
    content, addresses, folder = what
    return _written(content, addresses, folder, lambda: None)


def _written(
    content: SiteContent,
    addresses: list[Address],
    folder: Path,
    page_written: Callable[[], None],
) -> dict[str, Written]:
    contexts: dict[str, str] = {}

    def shown(path: str, page: Page) -> None:
        contexts[file_name(path)] = page_context(page)

    app = create_site(content, shown)
    names = file_names(app, addresses)
    freeze(app, addresses, folder, page_written)
    return {name: Written(contexts.get(name, ""), look(folder, name)) for name in names}


def _batches(names: list[str]) -> Iterator[list[str]]:
    return (names[start : start + BATCH] for start in range(0, len(names), BATCH))
