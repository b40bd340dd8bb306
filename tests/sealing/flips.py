"""Single bits flipped in sealed files: every one is refused by both readers. By hand, ten thousand:

python -m tests.sealing.flips 10000
"""

from __future__ import annotations

import base64
import random
import sys
import tempfile
from pathlib import Path

from app.errors import SealError
from app.publish.seal_site import FOLDER
from app.publish.units import BuiltFile
from app.sealing.page_keys import PageKeys
from app.sealing.sealed_file import Kind, as_text, name_of_content, name_of_secret, opened
from tests.sealing.other_reader import OtherReader, other_reader
from tests.sealing.small_site import small_build, small_keys, small_upload


def some_flips(
    reader: OtherReader, folder: Path, keys: PageKeys, number: int, dice: random.Random
) -> int:
    """How many of so many flips both readers refuse, over doors and content of every unit."""
    texts = {path.stem: path.read_text("ascii") for path in sorted((folder / FOLDER).glob("*.js"))}
    doors = [
        (unit.link, Kind.DOOR, name_of_secret(unit.link))
        for unit in keys.units.values()
        if unit.link
    ]
    refused = 0
    targets = [*doors, *_content(keys, set(texts))]
    for _ in range(number):
        secret, kind, name = dice.choice(targets)
        body = bytearray(base64.b64decode(texts[name].split('"')[3]))
        body[dice.randrange(len(body))] ^= 1 << dice.randrange(8)
        text = f'sealed("{name}","{base64.b64encode(body).decode("ascii")}")\n'
        asked = {"secret": as_text(secret), "kind": kind.value, "name": name, "text": text}
        refused += "refused" in reader.said(asked) and _refused(secret, kind, name, text)
    return refused


def _content(keys: PageKeys, names: set[str]) -> list[tuple[bytes, Kind, str]]:
    with tempfile.TemporaryDirectory() as folder:
        files: tuple[BuiltFile, ...] = small_build(Path(folder))
    found = [
        (content, file.kind, name_of_content(content, file.kind, file.path))
        for file in files
        if file.unit
        for content in (keys.units[file.unit].content,)
    ]
    assert {name for _, _, name in found} <= names
    return found


def _refused(secret: bytes, kind: Kind, name: str, text: str) -> bool:
    try:
        opened(secret, kind, name, text.encode("ascii"))
    except SealError:
        return True
    return False


def main(number: int) -> int:
    with tempfile.TemporaryDirectory() as root, other_reader() as reader:
        files = small_build(Path(root, "build"))
        keys = small_keys(files)
        small_upload(Path(root, "upload"), files, keys)
        refused = some_flips(reader, Path(root, "upload"), keys, number, random.Random(number))
    print(f"{refused} of {number} flipped bits refused by both readers")
    return 0 if refused == number else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
