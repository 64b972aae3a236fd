"""What `vlmcat validate --fix` changes: the formatting of files and the order of their keys, never what they say."""

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from vlmcat.errors import VlmcatError
from vlmcat.loading.document import Document, read
from vlmcat.loading.files import catalog_files, leads_out, shown
from vlmcat.loading.folders import TYPES
from vlmcat.loading.tidy import NotUnderstoodError, tidy
from vlmcat.records import Architecture


class Fix(Struct, frozen=True):
    """A file that can be mended: its text before and after, and what it says in both."""

    path: Path
    before: str
    after: str
    document: Document

    def check(self, written: Path) -> None:
        """Read what was written instead of the file.

        Raises:
            VlmcatError: it does not say the same.
        """
        document = read(written, self.document.name, [])
        if document is None or document.data != self.document.data:
            message = f"{self.document.name} would say something else once mended, so it was left as it is"
            raise VlmcatError(message, "please report it, with the file")


class Refusal(Struct, frozen=True):
    """A file of which nobody can say whether it is tidy, with the line and the form that are not understood."""

    path: Path
    line: int
    reason: str


def fixes(folder: Path) -> Iterator[Fix | Refusal]:
    """Yield the files of a folder that are to be mended, and those that cannot be.

    Broken files are left alone, and so are links to others.

    Raises:
        CatalogError: the folder is missing, is not a folder, or holds nothing of a catalog.
    """
    for path in catalog_files(folder):
        document = None if path.is_symlink() or leads_out(path, folder) else read(path, shown(path), [])
        if document is None:
            continue
        record_type = TYPES.get(path.stem, Architecture) if path.parent == folder else Architecture
        before = path.read_bytes().decode("utf-8")
        try:
            after = tidy(before, record_type)
        except NotUnderstoodError as error:
            yield Refusal(path, error.line, error.reason)
        else:
            if after != before:
                yield Fix(path, before, after, document)
