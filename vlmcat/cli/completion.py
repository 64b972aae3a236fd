"""What a shell is offered when Tab is pressed: names alone, in characters that no shell takes for something else.

An entry may be somebody else's. Bash puts an offer on the command line as it is, and Typer's script has zsh evaluate
it. Descriptions are evaluated, too, and fish takes the second line of one for another name, so there are none.
"""

import re
from collections.abc import Iterable

_MISTAKABLE = re.compile(r"[^\w.+/:@-]+")


def offered(names: Iterable[str], incomplete: str) -> list[str]:
    """Return the names that begin as what was typed does, whatever their case; in a list, as its last item does.

    What was typed stays as it is, because shells drop offers that do not start with it. What a shell might take for
    something else becomes a hyphen, which finds the same: only letters and digits count in a name.
    """
    last = incomplete.rpartition(",")[2]
    safe = (_MISTAKABLE.sub("-", name).strip("-") for name in names)
    return [incomplete + name[len(last) :] for name in safe if name.casefold().startswith(last.casefold())]
