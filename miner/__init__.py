"""Text mining of Chinese government department disclosures (部门预决算公开).

``import miner`` gives the public functions of `miner.api`, each loaded when it is first asked for: `miner.open` a corpus as
data frames, `miner.mine` a document, `miner.check` its figures, `miner.cluster` reasons that you already have, …
"""

from importlib import import_module

__version__ = "0.1.0"

# What miner.api offers; a type checker reads __init__.pyi, which a test compares with this.
_PUBLIC = frozenset(
    (
        "Corpus",
        "check",
        "chinese_font",
        "cluster",
        "explanations_of",
        "mine",
        "mine_text",
        "open",
        "read",
        "run",
        "use_chinese_font",
    )
)


def __getattr__(name: str) -> object:
    """Load a public function when it is asked for: the stages take a second, and the command line's help none of them."""
    if name not in _PUBLIC:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module("miner.api"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """The names of the module, also those that are not loaded yet."""
    return sorted({*globals(), *_PUBLIC})
