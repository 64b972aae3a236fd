"""What is new: entries that were added or verified, and what the changelog says of the program."""

import datetime as dt
import re
from collections.abc import Iterator

from vlmcat.catalog import Catalog
from vlmcat.names import natural
from vlmcat.queries.results import Column, Listing, table

_HEADING = (
    Column("date", "Date", "date", "date"),
    Column("what", "What", "what"),
    Column("id", "ID", "id", "name"),
    Column("detail", "Detail", "detail", "prose"),
)
_RELEASE = re.compile(r"## \[(?P<version>[^\]]+)\](?: - (?P<date>\d{4}-\d\d-\d\d))?")
_SECTION = re.compile(r"### (.+)")
_Row = tuple[dt.date | None, str, str | None, str]


def changes(catalog: Catalog, changelog: str, since: dt.date | None = None, limit: int | None = None) -> Listing:
    """Return what changed on or after a day, the newest first, and of one day the entries before the program.

    The changelog is the text of a file as keepachangelog.com describes it. What it has under "Unreleased" has no date:
    it comes last, and is on or after no day.
    """
    rows = [*_entries(catalog), *_releases(changelog)]
    shown = [row for row in rows if since is None or (row[0] and row[0] >= since)]
    shown.sort(key=lambda row: row[0] or dt.date.min, reverse=True)
    return table(_HEADING, shown[:limit], len(shown))


def _entries(catalog: Catalog) -> Iterator[_Row]:
    """Yield when each entry was added and verified, in one row where that was one day."""
    for id_ in sorted(catalog.architectures, key=natural):
        entry = catalog.architectures[id_]
        if entry.verified == entry.added:
            yield entry.added, "added, verified", id_, entry.summary
            continue
        yield entry.added, "added", id_, entry.summary
        if entry.verified:
            yield entry.verified, "verified", id_, entry.summary


def _releases(changelog: str) -> Iterator[_Row]:
    """Yield each item of the changelog with its release and its section."""
    date, release, section, item = None, "", "", ""
    for line in [*changelog.splitlines(), "## "]:
        if item and (not line.strip() or line.startswith(("- ", "#"))):
            yield date, f"{release} {section}".strip(), None, _plain(item)
            item = ""
        if match := _RELEASE.match(line):
            release, section = match["version"], ""
            date = dt.date.fromisoformat(match["date"]) if match["date"] else None
        elif match := _SECTION.match(line):
            section = match[1]
        elif line.startswith("- "):
            item = line[2:]
        elif item:
            item += f" {line.strip()}"


def _plain(item: str) -> str:
    return item.replace("`", "")
