"""What an architecture tells of a field: a value, nothing, or that the field has no meaning for it."""

from vlmcat.records import Architecture, Record, Vocabulary


def value_at(record: object, path: str) -> object:
    """Return a field's value, following dots and through lists; None where there is nothing."""
    for step in path.split("."):
        record = (
            tuple(getattr(item, step, None) for item in record)
            if isinstance(record, tuple)
            else getattr(record, step, None)
        )
    return None if _is_empty(record) else record


def not_applicable(architecture: Architecture, vocabulary: Vocabulary) -> set[str]:
    """Return the fields without meaning for an architecture: those that all of its fusion methods leave out."""
    methods = [vocabulary.fusion_methods.get(id_) for id_ in architecture.fusion.methods]
    left_out: list[set[str]] = [set(method.not_applicable) if method else set() for method in methods]
    return set.intersection(*left_out) if left_out else set()


def _is_empty(value: object) -> bool:
    if isinstance(value, tuple):
        return all(_is_empty(item) for item in value)
    if isinstance(value, Record):
        return all(_is_empty(getattr(value, field)) for field in value.__struct_fields__)
    return value is None or value == {}
