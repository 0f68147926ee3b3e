"""How light a colour is: a watermark's grey cannot be body text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

PALE_FROM: Final = 0.6
"""Lightness from which writing counts as pale. Body text is below 0.4, watermarks are above 0.65."""


def lightness(space: str, components: Sequence[float]) -> float:
    """The lightness of a colour, 0 (full ink in any channel) to 1 (white).

    It is the amount of white that *every* channel leaves: orange and yellow are strong colours and count as dark, light
    red and light grey are pale. A colour that cannot be judged (patterns, palettes) counts as dark.
    """
    if not components or space in ("Pattern", "Indexed"):
        return 0.0
    if space == "Lab":
        return _bounded(components[0] / 100)
    if space in ("Separation", "DeviceN"):
        return _bounded(1 - max(components))
    if len(components) == 1:
        return _bounded(components[0])
    if len(components) == 3:
        return _bounded(min(components))
    if len(components) == 4:
        return _bounded(1 - max(components[:3]) - components[3])
    return 0.0


def seen_lightness(light: float, alpha: float) -> float:
    """The lightness on white paper of a colour painted with an opacity from 0 to 1."""
    return 1 - _bounded(alpha) * (1 - light)


def _bounded(value: float) -> float:
    return min(1.0, max(0.0, value))
