"""YAML: the same document as JSON, for reading."""

import msgspec
import yaml

from vlmcat.output.results import Result, document


def render(result: Result) -> str:
    """Return a result as one YAML document, its keys in the order of the JSON interface."""
    plain = msgspec.json.decode(msgspec.json.encode(document(result)))
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    text: str = yaml.dump(plain, Dumper=dumper, sort_keys=False, allow_unicode=True, width=100)
    return text
