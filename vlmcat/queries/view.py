"""What `show` shows: a page, its drawing, and the checkpoint that was asked for."""

from vlmcat.catalog import Catalog, Found, references
from vlmcat.errors import UsageError, valid_values
from vlmcat.names import nearest
from vlmcat.queries.diagram import diagram
from vlmcat.queries.page import Page, page
from vlmcat.queries.results import SECTIONS, Section, View
from vlmcat.queries.token_sheet import explained


def view(catalog: Catalog, found: Found, sections: list[str] | None = None) -> View:
    """Return the view of what a name stands for, with all sections or the named ones.

    Raises:
        UsageError: there is no such section.
    """
    whole = page(catalog, found.id)
    chosen = SECTIONS if not sections else tuple(_section(name) for name in sections)
    return View(
        page=whole,
        diagram=diagram(catalog, whole),
        sections=chosen,
        checkpoint=found.checkpoint,
        terms=_terms(catalog, found.id),
        names=_names(catalog, whole),
        tokens=explained(found) if "tokens" in chosen else None,
    )


def _section(name: str) -> Section:
    for section in SECTIONS:
        if section == name.lower():
            return section
    raise UsageError(f"there is no section {name!r}", valid_values(SECTIONS, nearest(name, SECTIONS)))


def _terms(catalog: Catalog, id_: str) -> dict[str, str]:
    lists = catalog.vocabulary
    return {
        f"{used.collection}.{used.id}": getattr(lists, used.collection)[used.id].name
        for used in references(catalog.architectures[id_])
        if used.collection in lists.__struct_fields__
    }


def _names(catalog: Catalog, whole: Page) -> dict[str, str]:
    encoders = {checkpoint.vision_encoder for checkpoint in whole.checkpoints}
    models = {checkpoint.language_model for checkpoint in whole.checkpoints}
    names = {id_: catalog.vision_encoders[id_].name for id_ in encoders if id_}
    return names | {id_: catalog.language_models[id_].name for id_ in models if id_}
