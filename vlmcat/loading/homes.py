"""Where a user's cache and data are kept on each system.

These are the places that platformdirs names. Importing it takes a twentieth of a whole start, so it is asked only on
Windows, where the system itself must be; a test holds what stands here against it.
"""

import os
import sys
from pathlib import Path

_CACHE = "Library/Caches" if sys.platform == "darwin" else ".cache"
_DATA = "Library/Application Support" if sys.platform == "darwin" else ".local/share"


def cache_folder() -> Path:
    """Return the folder for what can be made again."""
    if sys.platform == "win32":
        from platformdirs import user_cache_path

        return user_cache_path("vlmcat", appauthor=False)
    return _home("XDG_CACHE_HOME", _CACHE)


def data_folder() -> Path:
    """Return the folder for what the user wants to keep."""
    if sys.platform == "win32":
        from platformdirs import user_data_path

        return user_data_path("vlmcat", appauthor=False)
    return _home("XDG_DATA_HOME", _DATA)


def _home(variable: str, below_home: str) -> Path:
    """Return a folder by the XDG Base Directory Specification: relative paths in a variable do not count."""
    given = os.environ.get(variable, "")
    home = Path(given if os.path.isabs(given) else os.path.expanduser(f"~/{below_home}"))  # noqa: PTH111, PTH117 # a home that nobody knows stays "~"
    return (home if home.is_absolute() else Path(os.devnull)) / "vlmcat"
