from vlmcat.queries.counts import short_count


def test_counts_are_written_as_people_write_them() -> None:
    numbers = (999, 1_500, 304_000_000, 4_200_000_000, 34_750_000_000, 1_600_000_000_000)
    assert [short_count(number) for number in numbers] == ["999", "1.5K", "304M", "4.2B", "34.75B", "1.6T"]
