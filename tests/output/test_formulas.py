import pytest
from msgspec import structs

from vlmcat.catalog import Catalog
from vlmcat.output import to_csv, to_tsv
from vlmcat.output.formulas import harmless
from vlmcat.output.to_tsv import joined
from vlmcat.queries.stats import cross


@pytest.mark.parametrize(
    "text", ["=1+1", "+1 day", "-2+3", "@SUM(A1)", "\t=1", "\n=1", "\uff1d1", "'=1", "--cmd|' /C calc'!A0"]
)
def test_what_a_spreadsheet_would_run_has_an_apostrophe_in_front(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "-5", "+0.5", "-1.5e-3", "--catalog", "'70s", "a=b", "2023-10-05", "'"])
def test_numbers_options_and_everything_else_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text


def test_a_line_of_cells_is_guarded_as_it_is_written() -> None:
    assert joined(["=1", "a\tb", "'\n", "\n=1", "-7"]) == "'=1\ta b\t' \t =1\t-7"


def test_no_heading_is_a_formula(catalog: Catalog) -> None:
    entries = {"alder": structs.replace(catalog.architectures["alder"], family="=1+1")}
    crossed = cross(Catalog(structs.replace(catalog.contents, architectures=entries)), "fusion", "family")
    assert to_csv.render(crossed).startswith("fusion,'=1+1,all\n")
    assert to_tsv.render(crossed).startswith("fusion\t'=1+1\tall\n")
