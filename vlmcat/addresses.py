"""Addresses of papers, repositories and models: what counts of them, however they are copied."""

import re

ARXIV_ID = re.compile(r"(?<![\d.])\d{4}\.\d{4,5}(?!\d)")
_FRONT = re.compile(r"(?:[a-z]+://)?(?:git@|www\.)?")
_INSIDE = re.compile(r"(?:/(?:tree|blob|resolve)/|#).*", re.DOTALL)


def is_address(text: str) -> bool:
    """Tell whether a text may be an address, or the part of one that people write: 2304.08485, haotian-liu/LLaVA."""
    return "/" in text or ARXIV_ID.search(text) is not None


def whole(address: str) -> str:
    """Return the number of a paper on arXiv, and of other addresses host and path."""
    paper = ARXIV_ID.search(address)
    if paper:
        return paper[0]
    bare = _FRONT.sub("", address.strip().casefold(), count=1).replace(":", "/")
    return bare.rstrip("/").removesuffix(".git").replace("hf.co/", "huggingface.co/", 1)


def repository(address: str) -> str:
    """Return the same of the repository or the model that an address leads into."""
    return _INSIDE.sub("", whole(address))


def leads_to(wanted: str, known: str) -> bool:
    """Tell whether two addresses are the same, where the first may lack its host."""
    return wanted != "" and wanted in (known, known.partition("/")[2])
