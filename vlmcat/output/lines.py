"""Styled lines for the terminal: wrapped, indented, and side by side as a table.

rich styles them, but does not set them: its tables take the letters of many scripts for narrower than terminals do.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise, zip_longest

from rich.color import ColorSystem
from rich.style import Style
from rich.text import Span, Text

from vlmcat.output.widths import GAP
from vlmcat.output.wrapping import breaks, cells, cut

_NOTHING = Text()


def lines(
    text: Text, width: int, indent: int = 0, *, first: int | None = None, hyphens: bool = False
) -> Iterator[Text]:
    """Yield a text in lines of at most `width` columns, the indent among them, of which the first may have its own."""
    later = width - indent
    for paragraph in text.split("\n", allow_blank=True):
        before = indent if first is None else first
        for line in paragraph.divide(breaks(paragraph.plain, width - before, later=later, hyphens=hyphens)):
            line.rstrip()
            line.pad_left(before)
            yield line
            before = indent


def table(
    heading: Sequence[Text],
    rows: Iterable[Sequence[Text]],
    widths: Sequence[int],
    one_line: Collection[int] = (),
    to_the_right: Collection[int] = (),
    broken: Collection[int] = (),
) -> Iterator[Text]:
    """Yield a heading, a rule and rows; of the columns, some are cut to one line, stand to the right, or break ids."""

    def row(texts: Sequence[Text]) -> Iterator[Text]:
        fitted = [
            [_cut(text, width)] if i in one_line else list(lines(text, width, hyphens=i in broken))
            for i, (text, width) in enumerate(zip(texts, widths, strict=True))
        ]
        return beside(fitted, widths, to_the_right)

    yield from row(heading)
    yield Text("─" * (sum(widths) + GAP * (len(widths) - 1)))
    for texts in rows:
        yield from row(texts)


def beside(
    columns: Sequence[Sequence[Text]], widths: Sequence[int], to_the_right: Collection[int] = ()
) -> Iterator[Text]:
    """Yield columns of lines next to one another."""
    for texts in zip_longest(*columns):
        plain, spans, gap = "", list[Span](), 0
        for i, (text, width) in enumerate(zip(texts, widths, strict=True)):
            shown = text or _NOTHING
            blank = width - cells(shown.plain)
            before, after = (blank, 0) if i in to_the_right else (0, blank)
            plain += " " * (gap + before)
            if shown.style:
                spans.append(Span(len(plain), len(plain) + len(shown), shown.style))
            spans += [span.move(len(plain)) for span in shown.spans]
            plain += shown.plain
            gap = after + GAP
        yield Text(plain, spans=spans)


def styled(text: Text) -> str:
    """Return a line with the codes of its styles and links; rich's console, which could, takes long to import."""
    if not (text.style or text.spans):
        return text.plain
    edges = sorted({0, len(text), *(edge for span in text.spans for edge in (span.start, span.end))})
    spans = [Span(0, len(text), text.style), *text.spans]
    codes = []
    for start, end in pairwise(edges):
        style = _style(tuple(str(span.style) for span in spans if span.start <= start < span.end))
        codes.append(style.render(text.plain[start:end], color_system=ColorSystem.STANDARD))
    return "".join(codes)


@lru_cache(256)
def _style(styles: tuple[str, ...]) -> Style:
    """Return styles as one; a link that goes on in another line has to be the same style, to be the same link."""
    return Style.combine(map(Style.parse, styles))


def _cut(text: Text, width: int) -> Text:
    kept = cut(text.plain.replace("\n", " "), width)
    return text if kept == text.plain else Text(kept, text.style)
