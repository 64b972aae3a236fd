"""CSL-JSON: an array of items of the Citation Style Language 1.0.

The schema is https://github.com/citation-style-language/schema, schemas/input/csl-data.json. A fact that is not known
is an absent key there, never null.
"""

from collections.abc import Iterator, Sequence

from vlmcat.output.to_json import indented
from vlmcat.queries.citations import Author, Citation, Person


def render(citations: Sequence[Citation]) -> str:
    """Return the citations as one JSON array of CSL items."""
    return indented([dict(_item(citation)) for citation in citations])


def _item(citation: Citation) -> Iterator[tuple[str, object]]:
    yield "id", citation.key
    yield "type", citation.kind
    yield "title", citation.title
    if citation.authors:
        yield "author", [_author(author) for author in citation.authors]
    yield "issued", {"date-parts": [citation.issued]}
    if citation.kind == "report" and citation.organizations:
        yield "publisher", "; ".join(citation.organizations)
    elif citation.arxiv:
        yield "publisher", "arXiv"
    if citation.arxiv:
        yield "number", f"arXiv:{citation.arxiv}"
    if citation.url:
        yield "URL", citation.url


def _author(author: Author) -> dict[str, str]:
    if isinstance(author, Person):
        return {"family": author.family, "given": author.given}
    return {"literal": author.name}
