import pytest

from vlmcat.output.to_latex import render
from vlmcat.queries.results import Column, table


@pytest.mark.parametrize(
    ("text", "set_as"),
    [
        ("[2ex]", "{[}2ex]"),  # else the command before it would take it for its argument
        ("*", "{*}"),
        (r"\input{x}", r"\textbackslash{}input\{x\}"),
        ("50% & $5 #1_a", r"50\% \& \$5 \#1\_a"),
        ("--flag ,,x'' `y", "-{}-flag ,{},x'{}' \\textasciigrave{}y"),
        ("a\nb", "a b"),
    ],
)
def test_a_cell_is_set_as_it_is_written(text: str, set_as: str) -> None:
    listing = table((Column("name", "Name", "name"), Column("n", "N", "n")), [(text, 1)])
    assert f"\\midrule\n{set_as} & 1 \\\\\n\\bottomrule" in render(listing)
