"""The check of links, against a server of this machine."""

import importlib.util
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType
from typing import ClassVar

import pytest

ROOT = Path(__file__).parents[1]
ENTRY = """\
name: Oakwood
title: "Oakwood: Seeing the Forest"
released: 2024-03-01
summary: A tree that exists to be looked up
overview: It stands.
fusion: {{methods: [projected-tokens]}}
links: {{paper: "{base}/paper"}}
sources:
{sources}added: 2026-01-01
"""


SOURCE = '  - {{id: s{n}, kind: blog, url: "{url}", title: Oakwood, supports: [released, fusion]}}\n'
LLAVA = "LLaVA 1.5: Improved Baselines with Visual Instruction Tuning"


class Pages(BaseHTTPRequestHandler):
    visits: ClassVar[list[str]] = []
    pages: ClassVar[dict[str, tuple[int, str, str]]] = {
        "/paper": (200, "text/html", "<html><TITLE lang=en>\n[1] Oakwood: Seeing &amp; the Forest</TITLE>"),
        "/half": (200, "text/html", "<title>Forests, seeing: the Oakwood project</title>"),
        "/parked": (200, "text/html", "<title>This domain | may be *for sale*</title>"),
        "/untitled": (200, "text/html", "<p>Oakwood</p>"),
        "/file": (200, "application/pdf", "%PDF"),
        "/gone": (404, "text/html", "<title>Oakwood</title>"),
        "/broken": (503, "text/html", ""),
        "/refused": (403, "text/html", ""),
    }

    def do_GET(self) -> None:
        self.visits.append(self.path)
        port = self.headers["Host"].rpartition(":")[2]
        if self.path == "/moved":
            self.answer(302, "", "", f"http://localhost:{port}/paper")
        elif self.path == "/within":
            self.answer(301, "", "", "/paper")
        else:
            self.answer(*self.pages[self.path])

    def answer(self, code: int, kind: str, text: str, location: str | None = None) -> None:
        self.send_response(code)
        self.send_header("Content-Type", kind)
        if location:
            self.send_header("Location", location)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def base() -> Iterator[str]:
    Pages.visits.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.fixture
def links(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("links", ROOT / ".github" / "links.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module.time, "sleep", lambda _: None)
    return module


def write(folder: Path, base: str, *paths: str) -> str:
    path = folder / "architectures" / "oakwood.yaml"
    path.parent.mkdir(exist_ok=True)
    urls = [url if "://" in url else base + url for url in paths]
    sources = "".join(SOURCE.format(n=n, url=url) for n, url in enumerate(urls))
    path.write_text(ENTRY.format(base=base, sources=sources), encoding="utf-8")
    return str(folder)


REPORT = """\
12 links, 6 to look at, 1 refused to be checked

| where | link | what |
| --- | --- | --- |
| oakwood: sources.s2 | <{base}/parked> | has another title: This domain \\| may be \\*for sale\\* |
| oakwood: sources.s3 | <{base}/untitled> | has another title: none |
| oakwood: sources.s5 | <{base}/gone> | answers 404 Not Found |
| oakwood: sources.s6 | <{base}/broken> | answers 503 Service Unavailable |
| oakwood: sources.s8 | <{base}/moved> | leads to another host: <http://localhost:{port}/paper> |
| oakwood: sources.s10 | <http://127.0.0.1:1/> | cannot be reached: \\[Errno 111\\] Connection refused |
"""


def test_host_and_title_are_compared_not_only_the_status(
    links: ModuleType, base: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = ["/paper", "/half", "/parked", "/untitled", "/file", "/gone", "/broken", "/refused", "/moved", "/within"]
    folder = write(tmp_path, base, *paths, "http://127.0.0.1:1/", f"{base}/paper#part")
    assert links.main(["--pause", "0", folder]) == 1
    out = capsys.readouterr().out
    expected = REPORT.format(base=base, port=base.rpartition(":")[2])
    assert out.splitlines()[:-1] == expected.splitlines()[:-1]
    assert out.splitlines()[-1].startswith("| oakwood: sources.s10 | <http://127.0.0.1:1/> | cannot be reached: ")
    assert Pages.visits.count("/broken") == 3
    assert Pages.visits.count("/gone") == 1


def test_all_is_well(links: ModuleType, base: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert links.main(["--pause", "0", write(tmp_path, base, "/half")]) == 0
    assert capsys.readouterr().out == "2 links, 0 to look at, 0 refused to be checked\n"


@pytest.mark.parametrize(
    ("title", "expected", "fitting"),
    [
        ("GitHub - haotian-liu/LLaVA: a model", ["LLaVA"], True),
        ("[2310.03744] Improved Baselines with Visual Instruction Tuning", [LLAVA], True),
        ("[2310.03745] Quantum Groups", [LLAVA], False),
        ("404 - page not found", ["Oakwood", ""], False),
        ("", ["Oakwood"], False),
    ],
)  # fmt: skip
def test_a_title_fits_by_its_words(links: ModuleType, title: str, expected: list[str], fitting: bool) -> None:  # noqa: FBT001 # an expectation
    assert links.fits(title, expected) is fitting


def test_the_bundle_has_links_of_entries_and_of_registries(links: ModuleType) -> None:
    found = {link.where: link for link in links.links([])}
    assert found["llava-1.5: links.paper"].url == "https://arxiv.org/abs/2310.03744"
    assert found["llava-1.5: sources.repository"].url == "https://github.com/haotian-liu/LLaVA"
    assert "llava-1.5: LLaVA-v1.5-13B" in found
    assert any(where.startswith("datasets: ") for where in found)


def test_on_arxiv_only_the_title_tells(links: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    url = "https://arxiv.org/abs/2310.03744"
    monkeypatch.setattr(links, "fetch", lambda _: links.Answer(url, "[2310.03744] Quantum Groups"))
    assert links.problem(url, ["LLaVA"]) == r"has another title: \[2310.03744\] Quantum Groups"
