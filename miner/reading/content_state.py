"""The state that operators change, and the resources that they name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from miner.errors import MinerError
from miner.reading.colours import PALE_FROM, seen_lightness
from miner.reading.drawing import Matrix
from miner.reading.fonts import Face
from miner.reading.limits import MOST_CONTENT, MOST_FORMS
from miner.reading.pdfminer_api import (
    PREDEFINED_COLORSPACE,
    PSLiteral,
    dict_value,
    list_value,
    literal_name,
    resolve1,
    stream_value,
)

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class PageTooComplex(MinerError):
    """A page asks for more drawing than any real page does."""


class Budget:
    """What one page may still draw."""

    __slots__ = ("content", "forms")

    def __init__(self) -> None:
        self.content = MOST_CONTENT
        self.forms = MOST_FORMS

    def execute(self, size: int) -> None:
        """Count bytes of content; raises PageTooComplex beyond the limit."""
        self.content -= size
        if self.content < 0:
            raise PageTooComplex("content")

    def form(self) -> None:
        """Count a form; raises PageTooComplex beyond the limit."""
        self.forms -= 1
        if self.forms < 0:
            raise PageTooComplex("forms")


@dataclass(slots=True)
class GraphicsState:
    """Everything that ``q`` saves and ``Q`` restores (PDF 32000-1, 8.4 and 9.3; pdfminer keeps Tm in it too)."""

    ctm: Matrix
    face: Face | None = None
    size: float = 0.0
    character_space: float = 0.0
    word_space: float = 0.0
    scaling: float = 100.0
    leading: float = 0.0
    rise: float = 0.0
    render: int = 0
    text_matrix: Matrix = IDENTITY
    x: float = 0.0
    y: float = 0.0
    fill: float = 0.0
    """Lightness of the fill colour, 0 to 1."""
    stroke: float = 0.0
    fill_alpha: float = 1.0
    stroke_alpha: float = 1.0
    fill_space: tuple[str, int] = ("DeviceGray", 1)
    stroke_space: tuple[str, int] = ("DeviceGray", 1)

    def copy(self) -> GraphicsState:
        """The same values in a record of their own."""
        return GraphicsState(
            self.ctm,
            self.face,
            self.size,
            self.character_space,
            self.word_space,
            self.scaling,
            self.leading,
            self.rise,
            self.render,
            self.text_matrix,
            self.x,
            self.y,
            self.fill,
            self.stroke,
            self.fill_alpha,
            self.stroke_alpha,
            self.fill_space,
            self.stroke_space,
        )

    def inside_form(self, ctm: Matrix) -> GraphicsState:
        """What a form XObject begins with: the colours of where it is drawn, a text state of its own."""
        return GraphicsState(
            ctm,
            fill=self.fill,
            stroke=self.stroke,
            fill_alpha=self.fill_alpha,
            stroke_alpha=self.stroke_alpha,
            fill_space=self.fill_space,
            stroke_space=self.stroke_space,
        )

    def pale(self) -> bool:
        """True where writing comes out too light for body text. Invisible writing (mode 3, under scans) is not pale."""
        if self.render in (3, 7):
            return False
        if self.render in (1, 5):
            return seen_lightness(self.stroke, self.stroke_alpha) >= PALE_FROM
        return seen_lightness(self.fill, self.fill_alpha) >= PALE_FROM


class Resources:
    """The resources of a page or form, each looked up when it is first named."""

    __slots__ = ("_alphas", "_raw", "_spaces", "_states", "fonts", "xobjects")

    def __init__(self, raw: Any) -> None:
        self._raw: dict[Any, Any] = dict_value(raw)
        self._spaces: dict[str, tuple[str, int] | None] = {}
        self.fonts: dict[Any, Any] = dict_value(self._raw.get("Font"))
        self.xobjects: dict[Any, Any] = dict_value(self._raw.get("XObject"))
        self._states: dict[Any, Any] = dict_value(self._raw.get("ExtGState"))
        self._alphas: dict[Any, tuple[float | None, float | None]] = {}

    @property
    def raw(self) -> dict[Any, Any]:
        """The dictionary, for forms without resources of their own."""
        return self._raw

    def alphas(self, name: Any) -> tuple[float | None, float | None]:
        """The opacity for filling and for stroking that an external graphics state sets; None where it leaves one."""
        found = self._alphas.get(name)
        if found is None:
            described = dict_value(self._states.get(name))
            fill, stroke = (resolve1(described.get(key)) for key in ("ca", "CA"))
            found = self._alphas[name] = (
                float(fill) if isinstance(fill, (int, float)) else None,
                float(stroke) if isinstance(stroke, (int, float)) else None,
            )
        return found

    def colour_space(self, name: str) -> tuple[str, int] | None:
        """The kind of a colour space and how many components it takes; None where nobody names it."""
        if name not in self._spaces:
            self._spaces[name] = self._find_space(name)
        return self._spaces[name]

    def _find_space(self, name: str) -> tuple[str, int] | None:
        spec = resolve1(dict_value(self._raw.get("ColorSpace")).get(name))
        kind = resolve1(spec[0]) if isinstance(spec, list) and spec else spec
        kind_name = literal_name(kind) if isinstance(kind, PSLiteral) else ""
        if isinstance(spec, list) and len(spec) >= 2:
            if kind_name == "ICCBased":
                components = resolve1(stream_value(spec[1]).get("N"))
                return ("ICCBased", components) if isinstance(components, int) else None
            if kind_name == "DeviceN":
                return "DeviceN", len(list_value(spec[1]))
        for candidate in (kind_name, name):
            if candidate in PREDEFINED_COLORSPACE:
                return candidate, PREDEFINED_COLORSPACE[candidate].ncomponents
        return None
