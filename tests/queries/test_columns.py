from vlmcat.queries.columns import all_columns, column


def test_every_column_that_help_lists_can_be_asked_for() -> None:
    names = [str(row[0]) for row in all_columns().rows]
    assert [column(name).name for name in names] == names
    assert len(set(names)) == len(names)


def test_help_leads_with_the_short_names_and_what_they_are() -> None:
    named = [(row[1], row[2]) for row in all_columns().rows]
    first = named.index((None, None))
    assert first > 20
    assert all(about and field for about, field in named[:first])
    assert set(named[first:]) == {(None, None)}
