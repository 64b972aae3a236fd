"""Write a folder to lay over the bundled catalog, with every architecture so many times more, under other names.

Usage: python tests/benchmarks/copies.py FOLDER TIMES
"""

import sys
from pathlib import Path

import msgspec
from msgspec import structs

from vlmcat.loading.snapshot import load_catalog
from vlmcat.records import Architecture


def write(folder: Path, times: int) -> None:
    entries = folder / "architectures"
    entries.mkdir(parents=True)
    for id_, entry in load_catalog().architectures.items():
        for n in range(1, times + 1):
            content = msgspec.json.encode(renamed(entry, f"copy {n}"))  # JSON is YAML
            (entries / f"{id_}-copy-{n}.yaml").write_bytes(content)


def renamed(entry: Architecture, mark: str) -> Architecture:
    """Return an architecture whose names, and those of its checkpoints, are marked."""
    return structs.replace(
        entry,
        name=f"{entry.name[:100]} {mark}",
        title=f"{entry.title} {mark}",
        aliases=(),
        based_on=(),
        inferred={path: basis for path, basis in entry.inferred.items() if path != "based_on"},
        checkpoints=tuple(
            structs.replace(each, name=f"{each.name[:100]} {mark}", hub_id=None) for each in entry.checkpoints
        ),
    )


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
