"""Folders of YAML files -> records and patches, and the folders together -> one checked catalog.

A folder has the shape of `catalog/`: architectures/<id>.yaml, datasets.yaml, vision_encoders.yaml,
language_models.yaml and vocabulary.yaml, each of them optional. Beside an entry, or in a folder of one's own instead of
it, architectures/<id>.patch.yaml changes single fields. Later folders lie over earlier ones (see `layers`).
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from vlmcat.loading.document import Document, read
from vlmcat.loading.files import PATCH, catalog_files, leads_out, shown
from vlmcat.loading.layers import Folder, Layer, Part, lay, located
from vlmcat.loading.problems import Finding, Problem
from vlmcat.loading.schema import checked, well_formed
from vlmcat.records import Architecture, Contents, Dataset, Id, LanguageModel, VisionEncoder, Vocabulary

TYPES: dict[str, Any] = {
    "datasets": dict[Id, Dataset],
    "vision_encoders": dict[Id, VisionEncoder],
    "language_models": dict[Id, LanguageModel],
    "vocabulary": Vocabulary,
}
"""What the files beside the folder of architectures hold, by their names."""
_ID: Any = Id
Progress = Callable[[int, int], None]
_OUTSIDE = "put the file itself here, or name the folder that it is in with --catalog"


def read_folders(folders: Sequence[Path]) -> tuple[Contents, list[Problem]]:
    """Return what the folders hold together, and everything that is wrong with any of them, sorted by place.

    What is wrong is not in the contents, except for warnings.

    Raises:
        CatalogError: a folder is missing, is not a folder, or holds nothing of a catalog.
    """
    layers = read_layers(folders)
    return layers[-1].contents, sorted(problem for layer in layers for problem in layer.problems)


def read_layers(folders: Sequence[Path], progress: Progress | None = None) -> list[Layer]:
    """Return the catalog as it is with each of the folders laid over those before it.

    Raises:
        CatalogError: as `read_folders`.
    """
    layers: list[Layer] = []
    for folder in folders:
        layers.append(lay(layers[-1] if layers else Layer(), read_folder(folder, progress)))
    return layers


def read_folder(folder: Path, progress: Progress | None = None) -> Folder:
    """Return what one folder holds; after each file `progress` is told how many have been read, and of how many.

    Raises:
        CatalogError: as `catalog_files`.
    """
    problems: list[Problem] = []
    parts: list[Part] = []
    unread: set[str] = set()
    files = catalog_files(folder)
    for n, path in enumerate(files, 1):
        id_ = path.stem.removesuffix(PATCH)
        name = path.stem if path.parent == folder else f"architectures/{id_}"
        document = None
        if leads_out(path, folder):
            message = "a link out of the folder is not followed"
            problems.append(Problem(shown(path), 1, 1, "unreadable", message, _OUTSIDE))
        else:
            document = read(path, shown(path), problems)
        part = document and _part(path, name, document, problems)
        if part:
            parts.append(part)
        else:
            unread.add(name)
        if progress:
            progress(n, len(files))
    return Folder(folder, tuple(parts), tuple(problems), frozenset(unread))


def _part(path: Path, name: str, document: Document, problems: list[Problem]) -> Part | None:
    if name in TYPES:
        content = _convert(document, TYPES[name], problems)
        return None if content is None else Part(name, document, content)
    if path.suffix != ".yaml" or not well_formed(path.stem.removesuffix(PATCH), _ID):
        hint = "an entry is <id>.yaml; an id is lower-case kebab, dots kept: llava-1.5.yaml"
        problems.append(
            located(document, Finding((), "bad-file-name", f"{path.name!r} cannot be an entry's file", hint))
        )
        return None
    if path.stem.endswith(PATCH):
        patch = _convert(document, dict[str, Any], problems)
        return None if patch is None else Part(name, document, patch, is_patch=True)
    entry = _convert(document, Architecture, problems)
    return None if entry is None else Part(name, document, entry)


def _convert(document: Document, record_type: Any, problems: list[Problem]) -> Any:  # noqa: ANN401 # any type of record
    record, findings = checked(document.data, record_type)
    problems += [located(document, finding) for finding in findings]
    return record
