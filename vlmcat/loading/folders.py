"""Folders of YAML files -> records and patches, and the folders together -> one checked catalog.

A folder has the shape of `catalog/`: architectures/<id>.yaml, datasets.yaml, vision_encoders.yaml,
language_models.yaml and vocabulary.yaml, each of them optional. Beside an entry, or in a folder of one's own instead of
it, architectures/<id>.patch.yaml changes single fields. Later folders lie over earlier ones (see `layers`).
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from vlmcat.loading.document import MAX_VALUES, Document, read
from vlmcat.loading.files import PATCH, catalog_files, leads_out, shown
from vlmcat.loading.layers import Folder, Layer, lay
from vlmcat.loading.merging import Part
from vlmcat.loading.positions import located
from vlmcat.loading.problems import Finding, Problem
from vlmcat.loading.schema import checked, well_formed
from vlmcat.progress import Progress, untold
from vlmcat.records import Architecture, Contents, Dataset, Id, LanguageModel, VisionEncoder, Vocabulary

TYPES: dict[str, Any] = {
    "datasets": dict[Id, Dataset],
    "vision_encoders": dict[Id, VisionEncoder],
    "language_models": dict[Id, LanguageModel],
    "vocabulary": Vocabulary,
}
"""What the files beside the folder of architectures hold, by their names."""
MAX_ENTRY_VALUES = 5_000
"""Values of an entry or a patch: seven times what the richest of the bundled ones has."""
MAX_WEIGHT = 1_000_000_000
"""Bytes of all that is read of a folder, as they are in memory: twice a hundred times the bundled catalog."""
_ID: Any = Id
_OUTSIDE = "put the file itself here, or name the folder that it is in with --catalog"


def read_folders(folders: Sequence[Path]) -> tuple[Contents, list[Problem]]:
    """Return what the folders hold together, and everything that is wrong with any of them, sorted by place.

    What is wrong is not in the contents, except for warnings.

    Raises:
        CatalogError: a folder is missing, is not a folder, or holds nothing of a catalog.
    """
    layers = read_layers(folders)
    return layers[-1].contents, sorted(problem for layer in layers for problem in layer.problems)


def read_layers(folders: Sequence[Path], progress: Progress = untold) -> list[Layer]:
    """Return the catalog as it is with each of the folders laid over those before it.

    Raises:
        CatalogError: as `read_folders`.
    """
    layers: list[Layer] = []
    for folder in folders:
        layers.append(lay(layers[-1] if layers else Layer(), read_folder(folder, progress), progress))
    return layers


def read_folder(folder: Path, progress: Progress = untold) -> Folder:
    """Return what one folder holds.

    Raises:
        CatalogError: as `catalog_files`.
    """
    problems: list[Problem] = []
    parts: list[Part] = []
    unread: set[str] = set()
    room = MAX_WEIGHT
    for path in progress("reading the catalog's files", catalog_files(folder)):
        id_ = path.stem.removesuffix(PATCH)
        name = path.stem if path.parent == folder else f"architectures/{id_}"
        document = _read(path, name, folder, room, problems)
        part = document and _part(path, name, document.data, problems)
        room -= document.weight if document else 0
        if part:
            parts.append(part)
        else:
            unread.add(name)
    return Folder(folder, tuple(parts), tuple(problems), frozenset(unread))


def _read(path: Path, name: str, folder: Path, room: int, problems: list[Problem]) -> Document | None:
    if room <= 0:
        message = "the files before it hold as much as is read of one folder"
        problems.append(Problem(shown(path), 1, 1, "too-large", message))
    elif leads_out(path, folder):
        message = "a link out of the folder is not followed"
        problems.append(Problem(shown(path), 1, 1, "unreadable", message, _OUTSIDE))
    else:
        return read(path, shown(path), problems, MAX_VALUES if name in TYPES else MAX_ENTRY_VALUES)
    return None


def _part(path: Path, name: str, data: object, problems: list[Problem]) -> Part | None:
    is_patch = False
    if name in TYPES:
        content, findings = checked(data, TYPES[name])
    elif path.suffix != ".yaml" or not well_formed(path.stem.removesuffix(PATCH), _ID):
        hint = "an entry is <id>.yaml; an id is lower-case kebab, dots kept: llava-1.5.yaml"
        message = f"{path.name!r} cannot be an entry's file"
        content, findings = None, [Finding((), "bad-file-name", message, hint)]
    else:
        is_patch = path.stem.endswith(PATCH)
        content, findings = checked(data, dict[str, Any] if is_patch else Architecture)
    problems += located(path, findings)
    return None if content is None else Part(name, path, content, is_patch)
