import datetime as dt

import msgspec

from vlmcat.catalog import Catalog
from vlmcat.queries.page import page, pages

KEYS = [
    "schema_version", "id", "name", "title", "aliases", "family", "based_on", "released", "added", "verified",
    "organizations", "authors", "summary", "overview", "parameters", "vision_encoders", "connectors",
    "language_models", "image_input", "fusion", "alignment", "training", "datasets", "tasks", "modalities",
    "licenses", "checkpoints", "links", "undisclosed", "inferred", "sources", "origin",
]  # fmt: skip


def test_the_json_interface_has_these_keys_in_this_order(catalog: Catalog) -> None:
    document = msgspec.json.decode(msgspec.json.encode(page(catalog, "alder")))
    assert list(document) == KEYS
    assert {field: list(document[field]) for field in ("parameters", "image_input", "fusion", "alignment")} == {
        "parameters": ["total", "active"],
        "image_input": ["strategy", "resolution", "tokens_per_image", "detail", "parameters", "modes"],
        "fusion": ["methods", "detail"],
        "alignment": ["techniques", "detail"],
    }
    assert {field: list(document[field][0]) for field in ("vision_encoders", "connectors", "datasets", "sources")} == {
        "vision_encoders": [
            "id", "name", "parameters", "resolution", "patch_size", "training", "role", "variant", "detail"
        ],
        "connectors": ["type", "name", "variant", "detail"],
        "datasets": ["id", "name", "used_for", "purpose"],
        "sources": ["id", "kind", "url", "title", "supports"],
    }  # fmt: skip
    assert list(document["checkpoints"][0]) == [
        "name", "hub_id", "url", "parameters", "vision_encoder", "pooling", "modality_projection", "language_model",
        "fine_tuning", "flash_attention", "license", "image_input",
    ]  # fmt: skip
    assert list(document["links"]) == ["paper", "code", "weights", "project", "blog", "demo"]
    assert list(document["training"]["stages"][0]) == ["name", "objective", "trains", "freezes", "datasets", "detail"]


def test_a_missing_fact_is_null_and_a_number_is_a_number(catalog: Catalog) -> None:
    document = msgspec.json.decode(msgspec.json.encode(page(catalog, "birch-2")))
    assert document["parameters"] == {"total": 80_000_000_000, "active": 13_000_000_000}
    assert document["verified"] == "2026-01-02"
    assert document["links"]["code"] is None
    assert document["vision_encoders"][1] == {
        "id": "eye-s-16",
        "name": "Eye S/16",
        "parameters": None,
        "resolution": None,
        "patch_size": None,
        "training": None,
        "role": "fine detail",
        "variant": None,
        "detail": None,
    }


def test_references_are_resolved_to_names(catalog: Catalog) -> None:
    alder = page(catalog, "alder")
    assert [(use.id, use.name) for use in alder.datasets] == [("leaf-pairs", "LeafPairs"), ("leaf-chat", "LeafChat")]
    assert alder.authors == ("Olga Oak", "Forest Team")
    assert alder.released == dt.date(2023, 10, 5)


def test_pages_are_newest_first(catalog: Catalog) -> None:
    assert [each.id for each in pages(catalog)] == ["birch-2", "birch-10", "alder"]
