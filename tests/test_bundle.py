"""The catalog that vlmcat comes with is sound, and holds what was promised."""

from pathlib import Path

import pytest

from vlmcat.catalog import Catalog
from vlmcat.loading.files import bundled_folder
from vlmcat.loading.folders import read_folders
from vlmcat.output.drawing import draw
from vlmcat.output.wrapping import cells
from vlmcat.queries.diagram import diagram
from vlmcat.queries.page import page

ENTRIES = sorted((bundled_folder() / "architectures").glob("*.yaml"))


@pytest.fixture(scope="module")
def bundle() -> Catalog:
    contents, problems = read_folders([bundled_folder()])
    assert [str(problem) for problem in problems] == []
    return Catalog(contents)


@pytest.mark.parametrize("path", ENTRIES, ids=lambda path: path.stem)
def test_an_entry_starts_with_the_line_that_makes_editors_use_the_schema(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith("# yaml-language-server: $schema=../schema.json\n")


@pytest.mark.parametrize("path", ENTRIES, ids=lambda path: path.stem)
def test_lines_fit_an_editor(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if len(line) > 120 and "http" not in line] == []


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("LLaVA", "llava"),
        ("LLaVA 1.5", "llava-1.5"),
        ("LLaVA 1.6", "llava-1.6"),
        ("FROZEN", "frozen"),
        ("Flamingo", "flamingo"),
        ("OpenFlamingo", "openflamingo"),
        ("IDEFICS", "idefics"),
        ("PALI", "pali"),
        ("PALM-E", "palm-e"),
        ("Qwen-VL", "qwen-vl"),
        ("Idefics2-8b-base", "idefics2"),
        ("Idefics2-8b", "idefics2"),
        ("Idefics2-8b-chatty", "idefics2"),
        ("LLaVA-v1.6-mistral-7B", "llava-1.6"),
        ("LLaVA-v1.6-vicuna-7B", "llava-1.6"),
        ("Mantis-8B-clip-llama3", "mantis"),
        ("Mantis-8B-siglip-llama3", "mantis"),
        ("Phi-3-vision-128k-instruct", "phi-3-vision"),
    ],
)
def test_names_that_people_use_are_found(bundle: Catalog, name: str, id_: str) -> None:
    assert bundle.find(name).id == id_


@pytest.mark.parametrize(
    "name",
    [
        "Idefics2-8b-base",
        "Idefics2-8b",
        "Idefics2-8b-chatty",
        "LLaVA-v1.6-mistral-7B",
        "LLaVA-v1.6-vicuna-7B",
        "Mantis-8B-clip-llama3",
        "Mantis-8B-siglip-llama3",
        "Phi-3-vision-128k-instruct",
    ],
)
def test_a_compared_checkpoint_is_described_in_full(bundle: Catalog, name: str) -> None:
    checkpoint = bundle.find(name).checkpoint
    assert checkpoint is not None
    assert checkpoint.name == name
    assert checkpoint.url == f"https://huggingface.co/{checkpoint.hub_id}"
    fields = ("parameters", "vision_encoder", "pooling", "modality_projection", "language_model", "fine_tuning")
    assert [field for field in fields if getattr(checkpoint, field) is None] == []


def test_most_entries_have_been_held_against_their_primary_sources(bundle: Catalog) -> None:
    verified = [id_ for id_, entry in bundle.architectures.items() if entry.verified]
    assert len(verified) >= 0.8 * len(bundle.architectures)


def test_core_fields_are_filled_or_accounted_for(bundle: Catalog) -> None:
    core = ("organizations", "authors", "vision_encoders", "connectors", "language_models", "tasks")
    gaps = []
    for id_, entry in bundle.architectures.items():
        methods = [bundle.vocabulary.fusion_methods[method] for method in entry.fusion.methods]
        excused = set(entry.undisclosed) | {field for method in methods for field in method.not_applicable}
        gaps += [f"{id_}: {field}" for field in core if not getattr(entry, field) and field not in excused]
    assert len(gaps) <= 0.03 * len(core) * len(bundle.architectures)


def test_every_architecture_can_be_drawn_at_any_width(bundle: Catalog) -> None:
    for id_ in bundle.ids:
        drawn = diagram(bundle, page(bundle, id_))
        for width in (10, 40, 80, 200):
            assert max(map(cells, draw(drawn, width))) <= width, id_
