"""Fuzz what reads files and queries for as long as it is let: `python tests/fuzz.py SECONDS [SEED]`.

Inputs are the files of the real catalog, a snapshot of the fixture catalog, and queries made of its words, with bytes
changed, cut out, doubled and spliced in. Whatever ends in anything but a result, problems or a `VlmcatError`, or takes
more than five seconds, is printed with the seed that makes it again. The last line of each fuzzer counts its inputs.
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

from vlmcat.catalog import Catalog
from vlmcat.controls import controls
from vlmcat.errors import VlmcatError
from vlmcat.loading import snapshot
from vlmcat.loading.document import read
from vlmcat.loading.fixes import Refusal, fixes
from vlmcat.loading.folders import read_folder, read_folders
from vlmcat.loading.layers import Layer, lay
from vlmcat.queries.search import search

FIXTURE = Path(__file__).parent / "catalog"
ROOT = Path(__file__).parents[1] / "catalog"
TOKENS = [b"&a ", b"*a", b"!!str ", b"!<x> ", b"? ", b": ", b"- ", b"[", b"]", b"{", b"}", b"#", b"\t", b"\n", b">-\n"]
TOKENS += [b'"', b"'", b"\0", b"\xff", b"\xef\xbb\xbf", b"\xe2\x80\xae", b"\x1b]0;", b"null", b"---\n", b"<<: ", b"|\n"]
SIGNS = ["-", '"', ":", ">=", "<", "(", ")", "*", "year:", "encoder:", "params:<", "\u200b", "\u202e", "ﬁ", "é", " "]
SOURCES = [path for folder in (ROOT, FIXTURE) for path in sorted(folder.rglob("*.yaml"))]
SLOW = 5.0


def new_folder() -> Path:
    """Return an empty folder with the shape of a catalog's."""
    folder = Path(tempfile.mkdtemp())
    (folder / "architectures").mkdir()
    return folder


def empty(folder: Path) -> None:
    for path in folder.rglob("*.yaml"):
        path.unlink()


def place(folder: Path, source: Path) -> Path:
    """Return where a file of a catalog stands in another folder."""
    return folder / source.relative_to(FIXTURE if source.is_relative_to(FIXTURE) else ROOT)


def mutated(content: bytes, dice: random.Random) -> bytes:
    """Return content with one to eight pieces of it changed."""
    for _ in range(dice.randint(1, 8)):
        start = dice.randrange(len(content) + 1)
        end = min(len(content), start + dice.choice([0, 0, 1, 2, 8, 64, 400]))
        piece = content[start:end]
        other = dice.choice([b"", dice.choice(TOKENS), piece * 2, piece[::-1], bytes(dice.choices(range(256), k=3))])
        content = content[:start] + other + content[end:]
    return content


def loader() -> Callable[[random.Random], None]:
    """Return what lays a folder with one to three changed files over the fixture catalog."""
    base = lay(Layer(), read_folder(FIXTURE))
    folder = new_folder()

    def once(dice: random.Random) -> None:
        empty(folder)
        for source in dice.sample(SOURCES, dice.randint(1, 3)):
            target = place(folder, source)
            is_patch = target.parent != folder and dice.random() < 1 / 3
            target = target.with_suffix(".patch.yaml") if is_patch else target
            target.write_bytes(mutated(source.read_bytes(), dice))
        layer = lay(base, read_folder(folder))
        assert set(base.contents.architectures) <= set(layer.contents.architectures)
        assert not any(controls(str(problem)) for problem in layer.problems)

    return once


def mender() -> Callable[[random.Random], None]:
    """Return what mends a changed file as `vlmcat validate --fix` does, which may not change what the file says."""
    folder = new_folder()

    def once(dice: random.Random) -> None:
        empty(folder)
        source = dice.choice(SOURCES)
        target = place(folder, source)
        target.write_bytes(mutated(source.read_bytes(), dice))
        for fix in fixes(folder):
            if isinstance(fix, Refusal):
                continue
            target.write_text(fix.after, encoding="utf-8", newline="\n")
            mended = read(target, target.name, [])
            assert mended, "mended until broken"
            assert mended.data == fix.document.data
            assert not list(fixes(folder)), "mended twice"

    return once


def stored() -> Callable[[random.Random], None]:
    """Return what loads the fixture catalog from a changed snapshot, which may not change what the catalog says."""
    cache = Path(tempfile.mkdtemp())
    patch.object(snapshot, "bundled_folder", lambda: FIXTURE).start()
    patch.object(snapshot, "cache_folder", lambda: cache).start()
    catalog = snapshot.load_catalog()
    path, _ = snapshot.state()
    sound, expected = path.read_bytes(), search(catalog, "leaf")
    shelves = ("architectures", "datasets", "vision_encoders", "language_models")

    def once(dice: random.Random) -> None:
        at = dice.randrange(len(sound))
        flipped = sound[:at] + bytes([sound[at] ^ dice.randint(1, 255)]) + sound[at + 1 :]
        path.write_bytes(dice.choice([flipped, flipped, sound[:at], mutated(sound, dice)]))
        found = snapshot.load_catalog()
        assert all(dict(getattr(found, shelf)) == dict(getattr(catalog, shelf)) for shelf in shelves)
        assert {key: found.names[key] for key in catalog.names} == catalog.names
        assert search(found, "leaf") == expected

    return once


def query() -> Callable[[random.Random], None]:
    """Return what searches the fixture catalog for words of it, signs of the query language and bytes of neither."""
    catalog = Catalog(read_folders([FIXTURE])[0])
    words = sorted(
        {word for entry in catalog.architectures.values() for word in f"{entry.name} {entry.overview}".split()}
    )

    def once(dice: random.Random) -> None:
        parts = dice.choices([*words, *SIGNS * 8], k=dice.randint(0, 12))
        text = dice.choice(["", " "]).join(parts)
        text = mutated(text.encode(), dice).decode("utf-8", "replace") if dice.random() < 1 / 2 else text
        result = search(catalog, text).result
        for hit in result.results:
            for match in hit.matches:
                assert all(0 <= start < end <= len(match.snippet) for start, end in match.spans), text

    return once


def run(name: str, once: Callable[[random.Random], None], seconds: float, seed: int) -> int:
    """Try inputs until the time is up; return how many of them failed."""
    end, count, failed = time.monotonic() + seconds, 0, 0
    while time.monotonic() < end:
        start = time.monotonic()
        try:
            once(random.Random(f"{seed}-{count}"))  # noqa: S311 # nothing is kept secret
        except VlmcatError:
            pass
        except Exception as error:  # noqa: BLE001 # this is what is looked for
            failed += 1
            print(f"{name} {seed}-{count}: {type(error).__name__}: {error}")
        if time.monotonic() - start > SLOW:
            failed += 1
            print(f"{name} {seed}-{count}: slow")
        count += 1
    print(f"{name}: {count:,} inputs, {failed} failed")
    return failed


FUZZERS = (loader, mender, stored, query)


def main() -> None:
    seconds, seed = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0, int(sys.argv[2]) if len(sys.argv) > 2 else 0
    failed = sum(run(make.__name__, make(), seconds / len(FUZZERS), seed) for make in FUZZERS)
    raise SystemExit(bool(failed))


if __name__ == "__main__":
    main()
