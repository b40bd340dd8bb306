"""What a restore would take away: whatever is here now and not in the backup, for people.

Above all what people asked for since: a wish not to be asked, a link that was revoked, a key that
was changed. Knows files and how many versions each wave has; must not know what stands in them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path, PurePosixPath

from app.store import disk
from app.store.archive import Manifest, files_of, others_of, what_it_is

_MADE_AGAIN = ("last-backup.json", "upload.json")
"""Of `instance/`: what the next backup or build writes anew, and no wish of anybody's."""
_WISHES = {
    "no-more.json": "who is never to be asked again: they would be asked",
    "keys/pages.json": "keys of the pages made or changed since: what was closed would open again",
}
_OF_A_WAVE = {
    ".changed": "links of {} changed or revoked since: they would work again",
    ".ended": "what of {} ended since",
    ".closed": "that {} was closed",
    ".compiled": "that {} was published",
    ".deleted": "that the answers of {} were deleted: they would be back",
    ".published": "the ledger of figures of {} published since",
    ".reworded": "what was put in other words in {}",
    ".links": "links of {}",
    ".json": "{} as it was opened",
}


def lost_by(
    parts: Mapping[str, Path], versions: Mapping[str, int | None], manifest: Manifest
) -> tuple[str, ...]:
    """What is here now and not in the archive, or otherwise; nothing when nothing would be lost.

    `versions` is what the waves here hold, None where that cannot be read.
    """
    said = []
    for wave, here in versions.items():
        if here is None:
            said.append(f"answers of {wave} that cannot be read now")
        elif here > manifest.versions.get(wave, 0):
            more = here - manifest.versions.get(wave, 0)
            said.append(f"{more} saved version{'s' if more > 1 else ''} of answers of {wave}")
    for part in ("content", "surveys", "instance"):
        for path in others_of(parts[part]):
            inside = f"{part}/{path.relative_to(parts[part]).as_posix()}"
            said.append(f"{inside}, which {what_it_is(path)}")
        said += (
            _named(name, state)
            for name, state in _differing(part, parts[part], manifest)
            if not _is_counted_or_made(PurePosixPath(name))
        )
    return tuple(said)


def _differing(part: str, folder: Path, manifest: Manifest) -> Iterator[tuple[str, str]]:
    """Files here that the archive does not have, or has otherwise."""
    for place in files_of(folder):
        name = f"{part}/{place.relative_to(folder).as_posix()}"
        known = manifest.files.get(name)
        if known is None:
            yield name, "new"
        elif sha256(disk.read(place)).hexdigest() != known[1]:
            yield name, "changed"


def _is_counted_or_made(name: PurePosixPath) -> bool:
    """Whether it is of a wave's answers, which are counted, or is made again whenever needed."""
    return name.parts[0] == "instance" and (
        name.parts[1] == "answers" or str(PurePosixPath(*name.parts[1:])) in _MADE_AGAIN
    )


def _named(name: str, state: str) -> str:
    """A file for people: by what is lost with it, where that is more than its name says."""
    _, _, inside = name.partition("/")
    path = PurePosixPath(inside)
    if name.startswith("instance/"):
        if inside in _WISHES:
            return f"{_WISHES[inside]} ({name})"
        if path.parts[0] == "waves" and path.suffix in _OF_A_WAVE:
            return f"{_OF_A_WAVE[path.suffix].format(path.stem)} ({name})"
    return f"{name}, which is {state}"
