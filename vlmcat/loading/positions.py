"""On which line and in which column the values of a file stand.

Only what is wrong is ever looked for, so nobody keeps these places: they take far more room than the values. The file
is read again for them.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from vlmcat.catalog import Where
from vlmcat.loading.document import text_of
from vlmcat.loading.files import shown
from vlmcat.loading.problems import Finding, Problem, shortened

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def located(path: Path, findings: Iterable[Finding]) -> list[Problem]:
    """Return what is wrong with a file that could be read, at its places."""
    found = list(findings)
    root = _root(path) if found else None
    return [
        Problem(shown(path), *_position(root, each.where), each.code, shortened(each.message), each.hint, each.severity)
        for each in found
    ]


def _root(path: Path) -> yaml.Node | None:
    """Return a file as its parser sees it; None where it has been changed for the worse in the meantime."""
    text = text_of(path, "", [])
    try:
        node: yaml.Node | None = None if text is None else yaml.compose(text, Loader=_Loader)
    except (yaml.YAMLError, RecursionError):
        return None
    return node


def _position(root: yaml.Node | None, where: Where) -> tuple[int, int]:
    """Return line and column of a value (of its key, in a map), or of the nearest thing around it that exists."""
    if root is None:
        return 1, 1
    mark, node = root.start_mark, root
    for step in where:
        found = next((pair for key, *pair in _inside(node) if key == step), None)
        if found is None:
            break
        mark, node = found
    return mark.line + 1, mark.column + 1


def _inside(node: yaml.Node) -> Iterable[tuple[str | int, Any, yaml.Node]]:
    """Yield the key or the number, the place and the node of each value inside a map or a list."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield key.value, key.start_mark, value
    elif isinstance(node, yaml.SequenceNode):
        for n, item in enumerate(node.value):
            yield n, item.start_mark, item
