"""Check that the links of the catalog still lead where they led: to the same host, and to a page with a fitting title.

    python .github/links.py [--pause SECONDS] [DIR]...

Without a folder, all that vlmcat comes with is checked; with folders, only the entries that they bring. Prints a
Markdown table of what does not fit, and exits with 1 if there is anything in it. Where a host asks not to be visited
by a program (401, 403, 429), nothing is known, and the link is only counted.
"""

import argparse
import html
import re
import sys
import time
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import vlmcat
from vlmcat.names import key
from vlmcat.queries.page import Page

_AGENT = "vlmcat-links (a weekly check of a catalog's links)"
_TIMEOUT = 30
_TRIES = 3
_READ = 200_000
"""Bytes of a page in which its title is looked for."""
_REFUSED = (401, 403, 429)
_PASS_ON = ("doi.org", "hf.co")
"""Hosts that exist to lead elsewhere."""
_SAY_NOTHING = ("arxiv.org",)
"""Hosts whose addresses are numbers, so that only the title tells whether it is the right page."""
_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.IGNORECASE | re.DOTALL)
_WORD = re.compile(r"\w{3,}")


class Link(NamedTuple):
    """An address, where it stands in the catalog, and texts of which one should be in the title of the page."""

    url: str
    where: str
    expected: tuple[str, ...]


class Answer(NamedTuple):
    """What came back: the address in the end, and the title; None where the page is not HTML."""

    url: str
    title: str | None


class _FailedError(Exception):
    """The page did not come, and why."""


class _RefusedError(Exception):
    """The host does not want programs."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Check the links, print what does not fit, and return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folders", nargs="*", type=Path, metavar="DIR")
    parser.add_argument("--pause", type=float, default=1.0, help="seconds between two visits to one host")
    options = parser.parse_args(arguments)
    found = list(links(options.folders))
    checked = dict(check(found, options.pause))
    problems = [(link, checked[link.url]) for link in found if checked[link.url]]
    refused = sum(problem == "" for problem in checked.values())
    print(f"{len(checked)} links, {len(problems)} to look at, {refused} refused to be checked")
    if problems:
        rows = [f"| {link.where} | <{link.url}> | {problem} |" for link, problem in problems]
        print("\n| where | link | what |\n| --- | --- | --- |", *rows, sep="\n")
    return 1 if problems else 0


def links(folders: Sequence[Path]) -> Iterator[Link]:
    """Yield the links of the entries, and of the registries where no folders are named."""
    catalog = vlmcat.load(folders)
    for page in catalog.values():
        if not folders or page.origin.kind != "bundled":
            yield from _links_of(page)
    if not folders:
        for registry in ("datasets", "vision_encoders", "language_models"):
            for id_, item in getattr(catalog, registry).items():
                if item.url:
                    yield Link(item.url, f"{registry}: {id_}", (item.name, *item.aliases))


def _links_of(page: Page) -> Iterator[Link]:
    names = (page.name, page.title, *page.aliases)
    for kind in page.links.__struct_fields__:
        url = getattr(page.links, kind)
        if url:
            yield Link(url, f"{page.id}: links.{kind}", names)
    for source in page.sources:
        yield Link(source.url, f"{page.id}: sources.{source.id}", (source.title, page.title))
    for checkpoint in page.checkpoints:
        if checkpoint.url:
            yield Link(checkpoint.url, f"{page.id}: {checkpoint.name}", (checkpoint.name,))


def check(found: Iterable[Link], pause: float) -> Iterator[tuple[str, str | None]]:
    """Yield each address with what is wrong with it: None for nothing, "" where the host refused.

    Hosts are visited side by side, the pages of one host after one another.
    """
    by_host: dict[str, dict[str, list[Link]]] = defaultdict(lambda: defaultdict(list))
    for link in found:
        by_host[_host(link.url)][link.url].append(link)

    def visit(pages: dict[str, list[Link]]) -> list[tuple[str, str | None]]:
        results = []
        for url, same in pages.items():
            results.append((url, problem(url, [text for link in same for text in link.expected])))
            time.sleep(pause)
        return results

    with ThreadPoolExecutor(max_workers=8) as pool:
        for results in pool.map(visit, by_host.values()):
            yield from results


def problem(url: str, expected: Sequence[str]) -> str | None:
    """Return what is wrong with an address: None for nothing, "" where the host refused."""
    try:
        answer = fetch(url)
    except _RefusedError:
        return ""
    except _FailedError as error:
        return str(error)
    if _host(url) not in _PASS_ON and _host(answer.url) != _host(url):
        return f"leads to another host: <{answer.url}>"
    known = expected if _host(url) in _SAY_NOTHING else [*expected, *_ends(url), *_ends(answer.url)]
    if answer.title is not None and not fits(answer.title, known):
        return f"has another title: {_cell(answer.title) or 'none'}"
    return None


def fits(title: str, expected: Iterable[str]) -> bool:
    """Tell whether a title holds one of the texts, or at least half of the words of one."""
    words = set(_WORD.findall(title.casefold()))
    for text in expected:
        telling = set(_WORD.findall(text.casefold()))
        if (key(text) and key(text) in key(title)) or (telling and 2 * len(telling & words) >= len(telling)):
            return True
    return False


def fetch(url: str) -> Answer:
    """Visit an address, following where it leads; try again where that may help."""
    request = urllib.request.Request(url, headers={"User-Agent": _AGENT, "Accept": "text/html,*/*"})  # noqa: S310 # http
    reason = ""
    for attempt in range(_TRIES):
        time.sleep(2**attempt - 1)
        try:
            with urllib.request.urlopen(request, timeout=_TIMEOUT) as response:  # noqa: S310 # a catalog has only http
                is_page = response.headers.get_content_type() in ("text/html", "application/xhtml+xml")
                text = response.read(_READ).decode(response.headers.get_content_charset() or "utf-8", "replace")
                return Answer(response.url, _title(text) if is_page else None)
        except urllib.error.HTTPError as error:
            if error.code in _REFUSED:
                raise _RefusedError from error
            reason = f"answers {error.code} {error.reason}"
            if error.code < 500:  # noqa: PLR2004 # a fault of the server may pass
                break
        except (OSError, ValueError, LookupError) as error:
            reason = f"cannot be reached: {getattr(error, 'reason', error)}"
    raise _FailedError(_cell(reason))


def _title(text: str) -> str:
    match = _TITLE.search(text)
    return " ".join(html.unescape(match[1]).split()) if match else ""


def _ends(url: str) -> list[str]:
    """Return the last two parts of an address's path: the name of a repository and its owner's."""
    return [part for part in urlsplit(url).path.split("/") if part][-2:]


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _cell(text: str) -> str:
    """Return text that does not end a cell of a Markdown table, nor is one of its links."""
    return re.sub(r"([\\|<>\[\]`*_])", r"\\\1", " ".join(text.split()))[:200]


if __name__ == "__main__":
    sys.exit(main())
