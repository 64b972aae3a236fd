import datetime as dt

import pytest

from vlmcat.output.words import words
from vlmcat.queries.results import Kind, Value


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (None, "text", ""),
        (False, "text", "no"),
        (13_000_000_000, "count", "13B"),
        (336, "pixels", "336x336"),
        (2023, "year", "2023"),
        (1234, "number", "1,234"),
        (0.3333, "share", "33%"),
        (dt.date(2024, 2, 29), "date", "2024-02-29"),
        (("a", "b"), "text", "a, b"),
        (("a, b", "c"), "text", "a, b; c"),
        ("a\n\n  b\tc", "prose", "a b c"),
        ("a\x1b]0;b\u202e", "text", r"a\u001b]0;b\u202e"),
    ],
)
def test_a_value_is_written_as_a_person_reads_it(value: Value, kind: Kind, text: str) -> None:
    assert words(value, kind) == text
