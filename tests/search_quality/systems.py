"""What is compared: the search of vlmcat, and common engines over the same text. Each answers a query with ids."""

import re
import sqlite3
from collections.abc import Callable, Sequence

from vlmcat.catalog import Catalog, collection, references
from vlmcat.errors import UsageError
from vlmcat.queries.search import search
from vlmcat.queries.search.texts import texts_of_architecture, texts_of_item

System = Callable[[str], Sequence[str]]
_DEPTH = 10
_FUZZY = 80
"""The score of 100 from which rapidfuzz is taken to have found something."""


def systems(catalog: Catalog) -> dict[str, System]:
    """Return every system by its name, ready to be asked."""
    texts = {id_: _texts(catalog, id_) for id_ in catalog.ids}
    return {
        "vlmcat": vlmcat(catalog),
        "SQLite FTS5, porter, bm25": _fts5(texts, "porter unicode61"),
        "SQLite FTS5, trigram": _fts5(texts, "trigram"),
        "bm25s": _bm25s(texts),
        "rapidfuzz": _rapidfuzz(texts),
    }


def vlmcat(catalog: Catalog) -> System:
    def ask(query: str) -> Sequence[str]:
        try:
            return [hit.id for hit in search(catalog, query, _DEPTH).result.results]
        except UsageError:
            return []

    return ask


def _texts(catalog: Catalog, id_: str) -> list[str]:
    """Return every text that vlmcat searches, those of the things that an architecture refers to included."""
    entry = catalog.architectures[id_]
    texts = [passage.text for passage in texts_of_architecture(id_, entry)]
    used = {(each.collection, each.id) for each in references(entry) if each.collection != "components"}
    for kind, of in sorted(used):
        texts += [passage.text for passage in texts_of_item(collection(catalog.contents, kind)[of])]
    return texts


def _fts5(texts: dict[str, list[str]], tokenizer: str) -> System:
    """Ask for all words, and for any where nothing has all."""
    database = sqlite3.connect(":memory:")
    database.execute(f"create virtual table entries using fts5(id unindexed, text, tokenize='{tokenizer}')")
    database.executemany("insert into entries values (?, ?)", [(id_, "\n".join(each)) for id_, each in texts.items()])

    def ask(query: str) -> Sequence[str]:
        words = [f'"{word}"' for word in re.findall(r"\w+", query)]
        return found(" AND ".join(words)) or found(" OR ".join(words))

    def found(words: str) -> Sequence[str]:
        select = "select id from entries where entries match ? order by rank limit ?"
        return [id_ for (id_,) in database.execute(select, (words, _DEPTH))]

    return ask


def _bm25s(texts: dict[str, list[str]]) -> System:
    import bm25s

    ids = list(texts)
    retriever = bm25s.BM25()
    retriever.index(
        bm25s.tokenize(["\n".join(each) for each in texts.values()], show_progress=False), show_progress=False
    )

    def ask(query: str) -> Sequence[str]:
        tokens = bm25s.tokenize([query], show_progress=False)
        if not tokens.vocab:
            return []
        rows, points = retriever.retrieve(tokens, k=min(_DEPTH, len(ids)), show_progress=False)
        return [ids[row] for row, score in zip(rows[0], points[0], strict=True) if score > 0]

    return ask


def _rapidfuzz(texts: dict[str, list[str]]) -> System:
    """Score an architecture by the text of it that resembles the query most."""
    from rapidfuzz import fuzz, process, utils

    owners = [id_ for id_, each in texts.items() for _ in each]
    flat = [utils.default_process(text) for each in texts.values() for text in each]

    def ask(query: str) -> Sequence[str]:
        near = process.extract(utils.default_process(query), flat, scorer=fuzz.WRatio, score_cutoff=_FUZZY, limit=None)
        return list(dict.fromkeys(owners[row] for _, _, row in near))[:_DEPTH]

    return ask
