"""Architectures by date, with what each brought."""

from vlmcat.catalog import Catalog
from vlmcat.names import natural
from vlmcat.queries.results import Column, Listing, table


def timeline(catalog: Catalog) -> Listing:
    """Return the architectures from the oldest on: year, month, day, and what each is."""
    heading = (
        Column("year", "Year", "year", "group"),
        Column("month", "Month", "month", "group"),
        Column("day", "Day", "day", "date"),
        Column("id", "ID", "id", "name"),
        Column("brought", "What it brought", "brought", "prose"),
    )
    entries = sorted(catalog.architectures.items(), key=lambda item: (item[1].released, natural(item[0])))
    rows = [
        (f"{entry.released:%Y}", f"{entry.released:%m}", f"{entry.released:%d}", id_, entry.summary)
        for id_, entry in entries
    ]
    return table(heading, rows)
