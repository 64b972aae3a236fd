import pytest

from vlmcat.output.stand_ins import encodable
from vlmcat.output.wrapping import cells


@pytest.mark.parametrize(
    ("text", "encoding", "written"),
    [
        ("François Sağnak", "cp1252", "François Sagnak"),
        ("Łódź → 3\u00d74", "ascii", "Lodz > 3x4"),
        ("│ a…│", "cp437", "│ a~│"),
        ("你好 🦙", "latin-1", "???? ??"),
        ("plain", "ascii", "plain"),
    ],
)
def test_only_what_an_encoding_lacks_is_replaced_in_as_many_columns(text: str, encoding: str, written: str) -> None:
    assert encodable(text, encoding) == written
    assert cells(written) == cells(text)


def test_what_is_no_text_cannot_be_written() -> None:
    with pytest.raises(UnicodeDecodeError):
        b"\xff".decode("utf-8", "vlmcat")
