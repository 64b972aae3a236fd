import pytest
from msgspec.structs import replace

from vlmcat.catalog import Catalog
from vlmcat.errors import UsageError
from vlmcat.queries.facets import facet, resolve
from vlmcat.queries.filters import narrowed, notes, select

COMPONENTS = "valid: vision-encoder, connector, language-model, cross-attention-layers, text-encoder"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, ["alder", "birch-2", "birch-10"]),
        ({"family": ["birch"]}, ["birch-2", "birch-10"]),
        ({"org": ["forest"]}, ["alder"]),
        ({"org": ["LAB"]}, ["alder"]),
        ({"org": ["inst"]}, ["birch-2"]),
        ({"org": ["no:lab"]}, ["birch-2", "birch-10"]),
        ({"encoder": ["eye-s-16"]}, ["birch-2", "birch-10"]),
        ({"encoder": ["lab/eye-large"]}, ["alder", "birch-2"]),
        ({"encoder": ["eye"]}, ["alder", "birch-2", "birch-10"]),
        ({"encoder": ["eye-l-14", "eye-s-16"]}, ["birch-2"]),
        ({"encoder": ["eye-l-14,eye-s-16"]}, ["alder", "birch-2", "birch-10"]),
        ({"encoder": ["no:eye-l-14"]}, ["birch-10"]),
        ({"fusion": ["XATTN"]}, ["birch-2"]),
        ({"fusion": ["tokens in the prompt"]}, ["alder"]),
        ({"fusion": ["no:projected-tokens,cross-attention"]}, ["birch-10"]),
        ({"connector": ["multilayer perceptron"]}, ["alder"]),
        ({"encoder": ["s"]}, ["birch-2", "birch-10"]),
        ({"encoder": ["l 14"]}, ["alder", "birch-2"]),
        ({"connector": ["perceiver"]}, ["birch-2"]),
        ({"llm": ["7b"]}, ["alder"]),
        ({"llm": ["7"]}, ["alder", "birch-2"]),
        ({"llm": ["mouth"]}, ["alder", "birch-2"]),
        ({"dataset": ["Leaf Pairs 1M"]}, ["alder", "birch-2"]),
        ({"task": ["retrieval"]}, ["birch-10"]),
        ({"objective": ["contrastive"]}, ["birch-10"]),
        ({"license": ["cc-by"]}, ["alder"]),
        ({"modality": ["image"]}, ["alder", "birch-2", "birch-10"]),
        ({"frozen": ["vision-encoder"]}, ["alder"]),
        ({"frozen": ["language-model"]}, ["birch-2"]),
        ({"trains": ["language-model"]}, ["alder"]),
        ({"trains": ["encoder"]}, ["birch-2", "birch-10"]),
        ({"params": ["<10B"]}, ["alder"]),
        ({"params": [">=7B", "<=80B"]}, ["alder", "birch-2"]),
        ({"params": ["7B"]}, ["alder"]),
        ({"since": ["2024"]}, ["birch-2", "birch-10"]),
        ({"until": ["2023"]}, ["alder"]),
        ({"since": ["2023-10-05"], "until": ["2023-10"]}, ["alder"]),
        ({"until": ["2024-02"]}, ["alder", "birch-2", "birch-10"]),
        ({"open_weights": ["yes"]}, ["alder"]),
        ({"family": ["birch"], "encoder": ["no:eye-l-14"]}, ["birch-10"]),
    ],
)
def test_a_filter_keeps_what_it_names(catalog: Catalog, given: dict[str, list[str]], expected: list[str]) -> None:
    assert select(catalog, given) == expected


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"encoder": ["eye-m-14"]}, "no vision encoder is called 'eye-m-14'\ndid you mean eye-l-14 or eye-s-16?"),
        ({"fusion": ["cross-atention"]}, "no fusion is called 'cross-atention'\ndid you mean cross-attention?"),
        ({"fusion": [""]}, "--fusion needs a value\nfor example: --fusion projected-tokens"),
        ({"fusion": ["no:"]}, "--fusion needs a value\nfor example: --fusion projected-tokens"),
        ({"license": ["GPL"]}, "no licence of weights is called 'GPL'\nvalid: CC-BY-4.0"),
        ({"org": ["ore"]}, "no organization is called 'ore'\nvalid: Forest Lab, Bark Institute"),
        ({"trains": ["conector"]}, "no trained component is called 'conector'\ndid you mean connector?"),
        ({"frozen": ["towers"]}, f"no frozen component is called 'towers'\n{COMPONENTS}"),
        ({"params": ["big"]}, "'big' is no size\nfor example: --params '<10B', --params '>=7B', --params 13B"),
        ({"since": ["yesterday"]}, "'yesterday' is no date\nfor example: 2024, 2024-06 or 2024-06-01"),
        ({"until": ["2024-13"]}, "'2024-13' is no date\nfor example: 2024, 2024-06 or 2024-06-01"),
        ({"encodr": ["red"]}, "there is no facet 'encodr'\ndid you mean encoder?"),
    ],
)
def test_a_word_that_stands_for_nothing_is_named(catalog: Catalog, given: dict[str, list[str]], message: str) -> None:
    with pytest.raises(UsageError) as error:
        select(catalog, given)
    assert str(error.value) == message


@pytest.fixture(scope="module")
def namesakes(catalog: Catalog) -> Catalog:
    """The catalog with two generations of a family, and two versions of a model."""
    eyes, mouths = catalog.vision_encoders, catalog.language_models
    old, new = replace(eyes["eye-l-14"], family="Eye"), replace(eyes["eye-s-16"], name="Eye 2 S/16", family="Eye 2")
    long = replace(mouths["mouth-70b"], name="Mouth 7B v2", aliases=())
    return Catalog(
        replace(
            catalog.contents,
            vision_encoders={"eye-l-14": old, "eye-s-16": new},
            language_models=dict(mouths) | {"mouth-70b": long},
        )
    )


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"encoder": ["eye"]}, ["encoder eye does not include eye-2; commas add what you want: eye,eye-2"]),
        ({"encoder": ["no:eye"]}, ["encoder eye does not include eye-2; commas add what you want: eye,eye-2"]),
        ({"encoder": ["eye, Eye 2"]}, []),
        ({"encoder": ["eye-2", "s"]}, []),
        (
            {"llm": ["mouth-7b"]},
            ["llm mouth-7b does not include mouth-70b; commas add what you want: mouth-7b,mouth-70b"],
        ),
        ({"llm": ["mouth"]}, []),
        ({"year": ["2024"], "since": ["2023"], "org": ["lab"], "name": ["alder"], "open_weights": ["yes"]}, []),
    ],
)
def test_what_is_named_alike_but_not_meant_is_told(
    namesakes: Catalog, given: dict[str, list[str]], expected: list[str]
) -> None:
    assert list(notes(namesakes, given)) == expected


def test_a_namesake_of_no_family_is_told_by_its_id(namesakes: Catalog) -> None:
    eyes = dict(namesakes.vision_encoders)
    eyes["eye-s-16"] = replace(eyes["eye-s-16"], family=None)
    catalog = Catalog(replace(namesakes.contents, vision_encoders=eyes))
    assert list(notes(catalog, {"encoder": ["eye"]})) == [
        "encoder eye does not include eye-s-16; commas add what you want: eye,eye-s-16"
    ]


def test_a_kind_stands_for_all_that_are_of_it(catalog: Catalog) -> None:
    mouths = dict(catalog.language_models)
    mouths["mouth-70b"] = replace(mouths["mouth-70b"], active_parameters=13)
    experts = Catalog(replace(catalog.contents, language_models=mouths))
    assert select(experts, {"llm": ["MoE"]}) == select(experts, {"llm": ["mixture of experts"]}) == ["birch-2"]


@pytest.mark.parametrize(
    ("licence", "word", "found"),
    [
        ("CC-BY-NC-4.0", "non-commercial", True),
        ("CC-BY-NC-4.0", "noncommercial", True),
        ("CC-BY-NC-4.0", "cc-by", True),
        ("For non-commercial use", "non-commercial", True),
        ("Research use only, within the terms of CLIP", "non-commercial", True),
        ("LLaMA License (research only)", "non-commercial", True),
        ("Qwen Research License", "non-commercial", True),
        ("Free for academic research, free commercial use on application", "non-commercial", False),
        ("Commercial License of NCLab", "nc", True),
        ("Commercial License of NCLab", "non-commercial", False),
    ],
)
def test_a_licence_is_known_by_its_words_and_by_what_it_rules_out(
    catalog: Catalog,
    licence: str,
    word: str,
    found: bool,  # noqa: FBT001 # a column of the table above
) -> None:
    alder = catalog.architectures["alder"]
    alder = replace(alder, licenses=replace(alder.licenses, weights=licence), checkpoints=())
    only = Catalog(replace(catalog.contents, architectures={"alder": alder}))
    if found:
        assert select(only, {"license": [word]}) == ["alder"]
    else:
        with pytest.raises(UsageError):
            select(only, {"license": [word]})


@pytest.mark.parametrize("word", ["kfsl", "KFSL", "King Forest", "school"])
def test_an_organization_is_known_by_its_initials_too(catalog: Catalog, word: str) -> None:
    alder = replace(catalog.architectures["alder"], organizations=("The King Forest School of Leaves",))
    only = Catalog(replace(catalog.contents, architectures={"alder": alder}))
    assert select(only, {"org": [word]}) == ["alder"]


def test_of_many_namesakes_the_first_are_told(namesakes: Catalog) -> None:
    contents = namesakes.contents
    datasets = {f"leaf-{n}": replace(contents.datasets["leaf-pairs"], name=f"Leaf {n}") for n in range(9)}
    datasets["leaf"] = replace(contents.datasets["leaf-pairs"], name="Leaf", aliases=())
    uses = tuple(replace(contents.architectures["alder"].datasets[0], id=id_) for id_ in datasets)
    alder = replace(contents.architectures["alder"], datasets=uses)
    many = Catalog(replace(contents, datasets=datasets, architectures={"alder": alder}))
    told = "leaf-0, leaf-1, leaf-2, leaf-3 or 5 more"
    assert list(notes(many, {"dataset": ["Leaf"]})) == [
        f"dataset Leaf does not include {told}; commas add what you want: Leaf,leaf-0"
    ]


def test_without_filters_the_catalog_stays_itself(catalog: Catalog) -> None:
    assert narrowed(catalog, {}) is catalog


def test_a_narrowed_catalog_counts_only_what_is_left(catalog: Catalog) -> None:
    birches = narrowed(catalog, {"family": ["birch"]})
    assert birches.used_by["vision_encoders", "eye-l-14"] == ["birch-2"]
    assert birches.datasets == catalog.datasets


def test_a_version_stands_for_its_subversions_only_where_nothing_is_of_it(catalog: Catalog) -> None:
    model = catalog.language_models["mouth-7b"]
    models = {id_: replace(model, name=id_, family=None) for id_ in ("tongue2-7b", "tongue2.5-7b", "tongue3.1-7b")}
    side, named = facet("llm"), Catalog(replace(catalog.contents, language_models=models))
    assert resolve(named, side, "tongue2") == {"tongue2-7b"}
    assert resolve(named, side, "tongue2.5") == {"tongue2.5-7b"}
    assert resolve(named, side, "tongue3") == {"tongue3.1-7b"}
