import pytest

from vlmcat.catalog import Catalog
from vlmcat.errors import UsageError
from vlmcat.queries.comparison import comparison
from vlmcat.queries.results import Comparison


def compare(catalog: Catalog, *names: str, only_differences: bool = False) -> Comparison:
    return comparison(catalog, [catalog.find(name) for name in names], only_differences=only_differences)


def values(result: Comparison, field: str) -> list[object]:
    return next([each.values[id_] for id_ in result.ids] for each in result.fields if each.field == field)


def test_fields_say_whether_they_differ(catalog: Catalog) -> None:
    result = compare(catalog, "alder", "birch-2")
    assert result.ids == ("alder", "birch-2")
    assert {field.field for field in result.fields if not field.differs} == {
        "tasks",
        "modalities.input",
        "modalities.output",
        "training.stages.objective",
    }


def test_fields_that_nobody_has_are_left_out(catalog: Catalog) -> None:
    fields = [field.field for field in compare(catalog, "birch-2", "birch-10").fields]
    assert "licenses.code" not in fields
    assert "parameters.active" in fields


def test_only_differences_and_what_was_left_out_for_that(catalog: Catalog) -> None:
    whole = compare(catalog, "alder", "birch-2")
    result = compare(catalog, "alder", "birch-2", only_differences=True)
    assert result.fields == tuple(field for field in whole.fields if field.differs)
    assert result.alike == tuple(field for field in whole.fields if not field.differs)
    assert whole.alike is None


def test_checkpoints_compare_by_their_own_parts(catalog: Catalog) -> None:
    result = compare(catalog, "alder-7b-chat", "Alder-7B-base")
    assert result.ids == ("Alder-7B-chat", "Alder-7B-base")
    assert values(result, "pooling") == ["none", None]
    assert values(result, "flash_attention") == [False, None]
    assert values(result, "licenses.weights") == ["CC-BY-4.0", "CC-BY-4.0"]
    assert values(result, "vision_encoders.name") == [("Eye L/14",), ("Eye L/14",)]


def test_a_checkpoint_compares_with_an_architecture(catalog: Catalog) -> None:
    result = compare(catalog, "alder-7b-chat", "birch-2")
    assert values(result, "parameters.total") == [7_000_000_000, 80_000_000_000]


@pytest.mark.parametrize("names", [["alder"], ["alder", "Alder"], ["alder", "birch-2", "birch-10"] * 3])
def test_two_to_six_different_things_are_compared(catalog: Catalog, names: list[str]) -> None:
    different = len(set(map(str.lower, names)))
    if 2 <= different <= 6:
        assert len(compare(catalog, *names).ids) == different
    else:
        with pytest.raises(UsageError, match="compare takes 2 to 6 different names, got 1"):
            compare(catalog, *names)
