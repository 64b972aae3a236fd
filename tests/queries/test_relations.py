from collections.abc import Mapping, Sequence

import pytest
from msgspec import structs

from vlmcat.catalog import Catalog
from vlmcat.queries.relations import ASPECTS, changes, family_tree, lineage, similar
from vlmcat.queries.results import Branch, Tree

CHANGES = (
    "fusion: Projected tokens -> Cross-attention",
    "vision encoder: Eye L/14 -> Eye L/14, Eye S/16",
    "connector: MLP -> Perceiver resampler",
    "language model: Mouth 7B -> Mouth Large",
    "image input: Fixed resolution -> Tiling",
    "tokens per image: 576 -> 640",
)


def test_a_step_says_what_changed(catalog: Catalog) -> None:
    assert changes(catalog, "alder", "birch-2") == CHANGES


def test_nothing_changes_from_a_thing_to_itself(catalog: Catalog) -> None:
    assert changes(catalog, "alder", "alder") == ()


def test_lineage_goes_both_ways(catalog: Catalog) -> None:
    below = Branch("", "built on by", (), (Branch("birch-2", "birch-2 (2024-02-29)", CHANGES),))
    assert lineage(catalog, "alder") == Tree(Branch("alder", "alder (2023-10-05)", (), (below,)))
    above = Branch("", "builds on", (), (Branch("alder", "alder (2023-10-05)", CHANGES),))
    assert lineage(catalog, "birch-2") == Tree(Branch("birch-2", "birch-2 (2024-02-29)", (), (above,)))


def test_a_family_starts_from_its_oldest(catalog: Catalog) -> None:
    members = (Branch("birch-2", "birch-2 (2024-02-29)"), Branch("birch-10", "birch-10 (2024-02-29)"))
    assert family_tree(catalog, "Birch") == Tree(Branch("", "Birch", (), members))


def linked(catalog: Catalog, bases: Mapping[str, Sequence[str]]) -> Catalog:
    """Return a catalog of works of one family that build on these bases."""
    plain = structs.replace(catalog.architectures["alder"], family="Trees")
    entries = {id_: structs.replace(plain, name=id_, based_on=tuple(based_on)) for id_, based_on in bases.items()}
    return Catalog(structs.replace(catalog.contents, architectures=entries))


def size(branch: Branch) -> int:
    return 1 + sum(map(size, branch.branches))


CHAIN = {f"t{n}": [f"t{n - 1}"] if n else [] for n in range(2000)}
MESH = {f"{side}{n}": [f"a{n - 1}", f"b{n - 1}"] if n else [] for n in range(30) for side in "ab"}
CIRCLE = {"a": ["b"], "b": ["c", "root"], "c": ["a"], "root": []}


@pytest.mark.parametrize(
    ("bases", "id_", "most"),
    [(CHAIN, "t1999", 43), (MESH, "a29", 120), (CIRCLE, "a", 11)],
    ids=["chain", "mesh", "circle"],
)
def test_no_lineage_is_too_long_or_too_tangled(
    catalog: Catalog, bases: Mapping[str, Sequence[str]], id_: str, most: int
) -> None:
    woods = linked(catalog, bases)
    assert 3 < size(lineage(woods, id_).root) <= most
    assert 3 < size(family_tree(woods, "Trees").root) <= most


def test_what_comes_again_or_very_deep_says_so(catalog: Catalog) -> None:
    diamond = linked(catalog, {"top": [], "mid": ["top"], "left": ["mid"], "right": ["mid"], "leaf": ["left", "right"]})
    (above,) = lineage(diamond, "leaf").root.branches
    left, right = above.branches
    assert left.branches[0].branches[0].id == "top"
    assert (right.branches[0].notes, right.branches[0].branches) == (("goes on as above",), ())
    branch = lineage(linked(catalog, CHAIN), "t1999").root
    while branch.branches:
        (branch,) = branch.branches
    assert (branch.id, branch.notes) == ("t1959", ("goes on: vlmcat lineage t1959",))


def test_the_most_alike_comes_first_with_what_is_shared(catalog: Catalog) -> None:
    rows = similar(catalog, "alder").rows
    assert [row[0] for row in rows] == ["birch-2"]
    assert rows[0][3] == ("vision encoder: Eye L/14", "dataset: LeafPairs", "task: Captioning")


def test_likeness_is_the_weighted_mean_of_the_shared_parts(catalog: Catalog) -> None:
    weights = {aspect.label: aspect.weight for aspect in ASPECTS}
    shared = weights["vision encoder"] / 2 + weights["dataset"] / 2 + weights["task"]
    compared = sum(weights.values()) - weights["encoder family"] - weights["language model family"]
    assert similar(catalog, "alder").rows[0][2] == round(shared / compared, 4)
