"""Numbers of parameters as people write them."""


def short_count(number: int) -> str:
    """Return a number of parameters as people write it: 304M, 4.2B, 1.6T."""
    for unit, size in (("T", 10**12), ("B", 10**9), ("M", 10**6), ("K", 10**3)):
        if number >= size:
            return f"{number / size:.4g}{unit}"
    return str(number)
