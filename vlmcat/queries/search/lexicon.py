"""What the index knows of words: their other forms, the names they spell, and where they stand together."""

from collections.abc import Iterator, Sequence

from vlmcat.queries.search.index import STOP_WORDS, loose_key, name_key
from vlmcat.queries.search.lookup import Index
from vlmcat.queries.search.texts import CONTRASTS, Tier

_SUBJECT = frozenset("architecture architectures lvlm mllm mllms model models paper papers vlm vlms".split())  # noqa: SIM905 # words read better than quotes
"""What every entry is or has: it tells none from the others."""
_SHORTEST_PIECE = 3
_ENDINGS = ("s", "es", "ed", "ing", "er", "ers", "d", "r", "ion", "ions", "ation", "ly", "al", "e", "es", "or")
_SHORTEST_STEM = 4


def says_nothing(word: str) -> bool:
    """Whether a word tells no architecture from another."""
    return word in STOP_WORDS or word in _SUBJECT or word in CONTRASTS


def numbers_of(word: str) -> tuple[str, ...]:
    """Return a word with its possible singular and plural."""
    if not word.isalpha() or len(word) < _SHORTEST_PIECE:
        return (word,)
    others = [f"{word}s", f"{word}es"]
    if word.endswith("s"):
        others.append(word[:-1])
    if word.endswith("es"):
        others.append(word[:-2])
    if word.endswith("ies"):
        others.append(f"{word[:-3]}y")
    if word.endswith("y"):
        others.append(f"{word[:-1]}ies")
    return (word, *others)


def names_of(index: Index, spelt: Sequence[str]) -> tuple[str, ...]:
    """Return the names that words spell, in singular or plural; of a term also in another order."""
    called = (*numbers_of(name_key(spelt)), loose_key(spelt))
    return tuple(each for each in called if index.names.find(each) is not None)


def inflections(index: Index, word: str) -> Iterator[int]:
    """Yield the rows of the words that differ from a word in their ending alone: captions, captioning, captioner."""
    if not word.isalpha() or len(word) < _SHORTEST_STEM:
        return
    stems = {word} | {word.removesuffix(ending) for ending in _ENDINGS}
    stem = min((stem for stem in stems if len(stem) >= _SHORTEST_STEM), key=len)
    for row in index.words.starting(stem):
        ending = index.words.keys[row][len(stem) :]
        if not ending or ending in _ENDINGS:
            yield row


def split(index: Index, word: str) -> tuple[str, ...] | None:
    """Return two words of the catalog that stand side by side and together spell one: crossattention, llama3."""
    for cut in range(1, len(word)):
        left, right = word[:cut], word[cut:]
        at_number = left[-1].isdigit() != right[0].isdigit()
        if at_number or (len(left) >= _SHORTEST_PIECE <= len(right)):
            ends = {at + 2 for at in index.words.get(left)}
            if ends and not ends.isdisjoint(index.words.get(right)):
                return left, right
    return None


def side_by_side(index: Index, spelt: Sequence[str]) -> list[int]:
    """Return the places where words stand one after another; words that say nothing are not looked at."""
    found: set[int] | None = None
    for offset, word in enumerate(spelt):
        if word in STOP_WORDS:
            continue
        last = offset == len(spelt) - 1
        forms = numbers_of(word) if last else (word,)
        starts = {at - 2 * offset for form in forms for at in index.words.get(form)}
        found = starts if found is None else found & starts
        if not found:
            return []
    return sorted(found or ())


def begun(index: Index, word: str) -> list[int]:
    """Return the places of words that a word begins, in names and components: prose is not guessed at."""
    if len(word) < _SHORTEST_PIECE or word.isdigit():
        return []
    found = (at for row in index.words.starting(word) for at in index.words.at(row))
    return [at for at in found if index.tier(at) <= Tier.COMPONENT]


def has_relatives(index: Index, word: str) -> bool:
    """Whether the catalog has a word that this one begins, or that differs from it in its ending alone."""
    return bool(begun(index, word)) or any(True for _ in inflections(index, word))
