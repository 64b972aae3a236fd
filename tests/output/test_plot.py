import pytest

from vlmcat.output.plot import draw
from vlmcat.queries.results import Chart, Series

RISING = Series("rising", tuple((n / 10, n * 100) for n in range(1, 11)))
FLAT = Series("flat", ((0.1, 500), (1.0, 500)))
CHART = Chart("tokens", "megapixels", (RISING, FLAT))

EXPECTED = """\
tokens: a rising, b flat
1,000 │                                 a
      │                              aaa
      │
      │                          aaaa
      │                       aaa
      │                    aaa
      │
  462 │   bbbbbbbbbbbbb****bbbbbbbbbbbbbb
      │             aaa
      │          aaa
      │       aaa
      │
      │   aaaa
      │
      └──────────────────────────────────
       0           megapixels           1
"""


def test_a_chart_is_drawn_with_letters_over_axes() -> None:
    assert "\n".join(line.rstrip() for line in draw(CHART, 41)) + "\n" == EXPECTED


@pytest.mark.parametrize("width", [24, 30, 80, 200])
def test_a_chart_fits_the_width(width: int) -> None:
    lines = draw(CHART, width)
    assert 16 < len(lines) < 22
    assert max(map(len, lines)) <= min(width, 100)


@pytest.mark.parametrize("chart", [CHART, Chart("tokens", "megapixels", ())])
def test_without_room_or_curves_there_is_no_chart(chart: Chart) -> None:
    assert draw(chart, 23 if chart.series else 80) == []


def test_curves_of_nothing_do_not_divide_by_it() -> None:
    assert draw(Chart("tokens", "megapixels", (Series("none", ()), Series("zero", ((0.0, 0),)))), 40)
