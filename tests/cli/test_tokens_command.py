import json
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Cli = Callable[..., Any]
HEADING = "id\ttokens\timage_tokens\tseparator_tokens\twrapper_tokens\tpixels_per_token\tgeometry"
TOO_LARGE = """\
is too large; processors open images with Pillow, which refuses it
at most 178,956,970 pixels, such as 13000x13000"""
EXIF_TURNED = bytes.fromhex("45786966000049492a0008000000010012010300010000000600000000000000")


def png(width: int, height: int) -> bytes:
    """Return the beginning of a picture: nothing of it but the header is ever read."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + header + struct.pack(">I", zlib.crc32(b"IHDR" + header))


def jpeg(width: int, height: int, exif: bytes = b"") -> bytes:
    marks = b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif if exif else b""
    return b"\xff\xd8" + marks + b"\xff\xc0\x00\x11\x08" + struct.pack(">HH", height, width) + b"\x03" + bytes(9)


def test_the_cost_of_an_image_is_a_line(cli: Cli) -> None:
    outcome = cli("tokens", "alder", "--image", "1344x896")
    assert outcome == (
        0,
        f"{HEADING}\nalder\t576\t576\t0\t0\t196\tresized to 336x336\n",
        "",
    )


def test_json_is_an_array_with_one_object_a_model(cli: Cli) -> None:
    outcome = cli("tokens", "birch 2", "-i", "1344x896", "--json")
    assert (outcome.code, outcome.err) == (0, "")
    assert json.loads(outcome.out) == [
        {
            "id": "birch-2",
            "name": "Birch 2",
            "checkpoint": None,
            "hub_id": None,
            "mode": "default",
            "width": 1344,
            "height": 896,
            "tokens": 448,
            "image_tokens": 448,
            "separator_tokens": 0,
            "wrapper_tokens": 0,
            "geometry": "3x2 tiles of 336 + thumbnail",
        }
    ]


@pytest.mark.parametrize(
    ("flags", "rows"),
    [((), 2), (("--modes",), 3), (("--checkpoints",), 3), (("--modes", "--checkpoints"), 4), (("--limit", "1"), 1)],
)
def test_without_names_all_models_with_a_rule_are_counted(cli: Cli, flags: tuple[str, ...], rows: int) -> None:
    assert len(json.loads(cli("tokens", "-i", "100x100", *flags, "--json").out)) == rows


def test_the_filters_of_list_choose_the_models(cli: Cli) -> None:
    assert cli("tokens", "-i", "100x100", "--family", "birch").out.splitlines()[1].startswith("birch-2\t128\t")
    assert cli("tokens", "-i", "100x100", "--where", "tokens:<600").out.splitlines()[1].startswith("alder\t576\t")


def test_several_images_have_a_column(cli: Cli) -> None:
    lines = cli("tokens", "birch-2", "-i", "100x100", "-i", "1344x896").out.splitlines()
    assert [line.split("\t")[:3] for line in lines] == [
        ["id", "size", "tokens"],
        ["birch-2", "100x100", "128"],
        ["birch-2", "1344x896", "448"],
    ]


def test_without_an_image_common_sizes_are_shown(cli: Cli) -> None:
    outcome = cli("tokens", "alder")
    assert outcome == cli("tokens", "alder", "--sizes")
    assert outcome.out.splitlines()[0] == "id\t224x224\t640x480\t1024x1024\t1920x1080\t2480x3508\t4032x3024"


def test_what_is_not_known_is_said_on_stderr(cli: Cli) -> None:
    outcome = cli("tokens", "alder", "birch-10", "-i", "100x100")
    assert outcome.code == 0
    assert outcome.out.splitlines()[2] == "birch-10\t\t\t\t\t\tnot known"
    assert outcome.err == "the catalog does not know how Birch 10 counts tokens\n"


@pytest.mark.parametrize(
    ("content", "name", "size"),
    [
        (png(3508, 2480), "scan.png", (3508, 2480)),
        (jpeg(4032, 3024), "photo.jpg", (4032, 3024)),
        (jpeg(4032, 3024, EXIF_TURNED), "turned.jpg", (3024, 4032)),
        (b"GIF89a" + struct.pack("<HH", 20, 10), "no-suffix", (20, 10)),
    ],
)
def test_a_picture_is_measured_by_its_header(
    cli: Cli, tmp_path: Path, content: bytes, name: str, size: tuple[int, int]
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    (row,) = json.loads(cli("tokens", "alder", "--image", str(path), "--json").out)
    assert (row["width"], row["height"]) == size


def test_a_file_that_is_no_picture_is_said(cli: Cli, tmp_path: Path) -> None:
    for name, content in (("notes.txt", b"leaves"), ("empty.png", b""), ("cut.png", png(10, 10)[:12])):
        path = tmp_path / name
        path.write_bytes(content)
        outcome = cli("tokens", "alder", "--image", str(path))
        assert (outcome.code, outcome.out, len(outcome.err.splitlines())) == (2, "", 2)
        assert str(path) in outcome.err
        assert outcome.err.endswith("\nsay its size: --image 1344x896\n")


@pytest.mark.parametrize(
    ("arguments", "code", "err"),
    [
        (
            ["alder", "-i", "photo.jpg"],
            1,
            "there is no file 'photo.jpg'\n--image takes a picture, or a size: --image 1344x896",
        ),
        (["alder", "-i", "axb"], 2, "'axb' is no image size\na size is WIDTHxHEIGHT in pixels: 1344x896"),
        (
            ["alder", "-i", "0x5"],
            2,
            "an image of 0x5 has no pixels; processors refuse it\na size is WIDTHxHEIGHT in pixels: 1344x896",
        ),
        (
            ["alder", "--image", "-4x5"],
            2,
            "an image of -4x5 has no pixels; processors refuse it\na size is WIDTHxHEIGHT in pixels: 1344x896",
        ),
        (
            ["alder", "-i", "1000000000x1000000000"],
            2,
            f"an image of 1000000000x1000000000 {TOO_LARGE}",
        ),
        (
            ["birch-10", "-i", "5x5"],
            1,
            "the catalog does not know how Birch 10 counts tokens\n`vlmcat tokens --sizes` lists all that it knows",
        ),
        (
            ["aldr", "-i", "5x5"],
            1,
            "no architecture or checkpoint is called 'aldr'\ndid you mean alder?",
        ),
    ],
)
def test_a_mistake_gets_two_lines_on_stderr(cli: Cli, arguments: list[str], code: int, err: str) -> None:
    assert cli("tokens", *arguments) == (code, "", f"vlmcat: {err}\n")
