"""The fast engine: the content of a page in one pass, straight to glyphs and segments.

It reads the same language as pdfminer's ``PDFPageInterpreter`` (the operators of PDF 32000-1, annex A) and gives the
same characters and segments; a regular expression divides the stream and a table of functions runs the operators. Where
it knowingly does better than pdfminer: ``F`` fills, the matrix is right again after ``Do``, forms inherit colours, a
malformed dictionary does not cost the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from miner.reading.colours import lightness
from miner.reading.content_engine import Engine, Operator
from miner.reading.content_state import IDENTITY, Budget, GraphicsState, Resources
from miner.reading.drawing import Drawing, Matrix, add_path, times
from miner.reading.fonts import Faces
from miner.reading.pdfminer_api import resolve1, stream_value

_DARK: Final = 0.45
"""Lightness up to which a filled area makes white writing on it readable."""
_AREA: Final = 4.0
"""Points; smaller fills are lines and dots, not backgrounds."""


def draw_page(resources: Any, contents: Sequence[Any], matrix: Matrix, faces: Faces) -> Drawing:
    """Everything that a page's content streams draw.

    Args:
        resources: the page's resource dictionary.
        contents: its content streams or references to them.
        matrix: from user space to points from the top left.
        faces: the document's fonts.

    Raises:
        PageTooComplex: beyond the limits.
        Exception: whatever pdfminer raises for streams and fonts that cannot be decoded.
    """
    drawing = Drawing()
    engine = Engine(Resources(resources), GraphicsState(matrix), drawing, faces, Budget(), frozenset(), OPERATORS)
    engine.run(contents)
    return drawing


def _save(engine: Engine) -> None:
    engine.saved.append(engine.state.copy())


def _restore(engine: Engine) -> None:
    if engine.saved:
        engine.state = engine.saved.pop()
        engine.pale = engine.state.pale()


def _concatenate(engine: Engine) -> None:
    values = engine.floats(6)
    if values is not None:
        a, b, c, d, e, f = values
        engine.state.ctm = times((a, b, c, d, e, f), engine.state.ctm)


def _external_state(engine: Engine) -> None:
    if engine.operands:
        name = engine.operands.pop()
        fill, stroke = engine.resources.alphas(name) if isinstance(name, str) else (None, None)
        if fill is not None:
            engine.state.fill_alpha = fill
        if stroke is not None:
            engine.state.stroke_alpha = stroke
        engine.pale = engine.state.pale()


def _set_space(engine: Engine, stroke: bool) -> None:
    if not engine.operands:
        return
    space = engine.resources.colour_space(str(engine.operands.pop()))
    if space is not None:
        if stroke:
            engine.state.stroke_space, engine.state.stroke = space, 0.0
        else:
            engine.state.fill_space, engine.state.fill = space, 0.0
        engine.pale = engine.state.pale()


def _set_components(engine: Engine, stroke: bool) -> None:
    name, count = engine.state.stroke_space if stroke else engine.state.fill_space
    if name == "Pattern":
        del engine.operands[-1:]
        _set_colour(engine, name, (), stroke)
        return
    values = engine.floats(count) if count else None
    if values is not None:
        _set_colour(engine, name, values, stroke)


def _set_device_colour(engine: Engine, name: str, count: int, stroke: bool) -> None:
    values = engine.floats(count)
    if values is not None:
        if stroke:
            engine.state.stroke_space = (name, count)
        else:
            engine.state.fill_space = (name, count)
        _set_colour(engine, name, values, stroke)


def _set_colour(engine: Engine, name: str, values: Sequence[float], stroke: bool) -> None:
    if stroke:
        engine.state.stroke = lightness(name, values)
    else:
        engine.state.fill = lightness(name, values)
    engine.pale = engine.state.pale()


def _move_to(engine: Engine) -> None:
    point = engine.floats(2)
    if point is not None:
        engine.path.append(("m", point[0], point[1]))


def _line_to(engine: Engine) -> None:
    point = engine.floats(2)
    if point is not None:
        engine.path.append(("l", point[0], point[1]))


def _curve_to(engine: Engine, count: int) -> None:
    points = engine.floats(count)
    if points is not None:
        engine.path.append(("c", points[-2], points[-1]))


def _close(engine: Engine) -> None:
    engine.path.append(("h", 0.0, 0.0))


def _rectangle(engine: Engine) -> None:
    values = engine.floats(4)
    if values is not None:
        x, y, w, h = values
        engine.path += (("m", x, y), ("l", x + w, y), ("l", x + w, y + h), ("l", x, y + h), ("h", 0.0, 0.0))


def _paint(engine: Engine, fill: bool = False, close: bool = False) -> None:
    if close:
        _close(engine)
    around = add_path(engine.drawing.segments, engine.path, engine.state.ctm)
    if fill and around is not None and engine.state.fill <= _DARK and engine.state.fill_alpha > 0.5:
        x0, y0, x1, y1 = around
        if x1 - x0 >= _AREA and y1 - y0 >= _AREA:
            engine.drawing.dark_areas.append(around)
    engine.path = []


def _forget_path(engine: Engine) -> None:
    engine.path = []


def _begin_text(engine: Engine) -> None:
    state = engine.state
    state.text_matrix = IDENTITY
    state.x = state.y = 0.0


def _set_font(engine: Engine) -> None:
    if len(engine.operands) < 2:
        engine.operands.clear()
        return
    size = engine.number()
    name = engine.operands.pop()
    spec = engine.resources.fonts.get(name) if isinstance(name, str) else None
    engine.state.face = engine.faces.unknown() if spec is None else engine.faces.face(spec)
    if size is not None:
        engine.state.size = size


def _set_number(engine: Engine, name: str, factor: float = 1.0) -> None:
    value = engine.number()
    if value is not None:
        setattr(engine.state, name, value * factor)


def _set_render(engine: Engine) -> None:
    value = engine.number()
    if value is not None:
        engine.state.render = int(value)
        engine.pale = engine.state.pale()


def _move_text(engine: Engine, set_leading: bool = False) -> None:
    state = engine.state
    if len(engine.operands) < 2:
        engine.operands.clear()
        return
    ty = engine.number()
    tx = engine.number()
    if tx is not None and ty is not None:
        a, b, c, d, e, f = state.text_matrix
        state.text_matrix = (a, b, c, d, tx * a + ty * c + e, tx * b + ty * d + f)
    if set_leading and ty is not None:
        state.leading = ty
    state.x = state.y = 0.0


def _set_text_matrix(engine: Engine) -> None:
    values = engine.floats(6)
    if values is not None:
        a, b, c, d, e, f = values
        engine.state.text_matrix = (a, b, c, d, e, f)
        engine.state.x = engine.state.y = 0.0


def _next_line(engine: Engine) -> None:
    state = engine.state
    a, b, c, d, e, f = state.text_matrix
    state.text_matrix = (a, b, c, d, state.leading * c + e, state.leading * d + f)
    state.x = state.y = 0.0


def _show_string(engine: Engine) -> None:
    if engine.operands:
        engine.show((engine.operands.pop(),))


def _show_array(engine: Engine) -> None:
    if engine.operands:
        pieces = engine.operands.pop()
        if isinstance(pieces, (list, bytes)):
            engine.show(pieces)


def _next_line_show(engine: Engine) -> None:
    if engine.operands:
        _next_line(engine)
        _show_string(engine)


def _spaced_next_line_show(engine: Engine) -> None:
    if len(engine.operands) < 3:
        engine.operands.clear()
        return
    string = engine.operands.pop()
    _set_number(engine, "character_space")
    _set_number(engine, "word_space")
    _next_line(engine)
    engine.show((string,))


def _draw_object(engine: Engine) -> None:
    if not engine.operands:
        return
    name = engine.operands.pop()
    spec = engine.resources.xobjects.get(name) if isinstance(name, str) else None
    if spec is None:
        return
    stream = stream_value(spec)
    subtype = getattr(resolve1(stream.get("Subtype")), "name", None)
    if subtype == "Image" and "Width" in stream and "Height" in stream:
        engine.note_image()
    elif subtype == "Form" and "BBox" in stream:
        engine.draw_form(stream)


def _ignore(engine: Engine, count: int) -> None:
    """An operator that draws nothing takes its operands with it."""
    del engine.operands[-count:]


def _nothing(engine: Engine) -> None:
    """Operators without operands that draw nothing."""


OPERATORS: Final[dict[bytes, Operator]] = {
    b"q": _save,
    b"Q": _restore,
    b"cm": _concatenate,
    b"gs": _external_state,
    b"m": _move_to,
    b"l": _line_to,
    b"c": lambda engine: _curve_to(engine, 6),
    b"v": lambda engine: _curve_to(engine, 4),
    b"y": lambda engine: _curve_to(engine, 4),
    b"h": _close,
    b"re": _rectangle,
    b"S": _paint,
    b"s": lambda engine: _paint(engine, close=True),
    b"f": lambda engine: _paint(engine, fill=True),
    b"F": lambda engine: _paint(engine, fill=True),
    b"f*": lambda engine: _paint(engine, fill=True),
    b"B": lambda engine: _paint(engine, fill=True),
    b"B*": lambda engine: _paint(engine, fill=True),
    b"b": lambda engine: _paint(engine, fill=True, close=True),
    b"b*": lambda engine: _paint(engine, fill=True, close=True),
    b"n": _forget_path,
    b"CS": lambda engine: _set_space(engine, True),
    b"cs": lambda engine: _set_space(engine, False),
    b"SC": lambda engine: _set_components(engine, True),
    b"SCN": lambda engine: _set_components(engine, True),
    b"sc": lambda engine: _set_components(engine, False),
    b"scn": lambda engine: _set_components(engine, False),
    b"G": lambda engine: _set_device_colour(engine, "DeviceGray", 1, True),
    b"g": lambda engine: _set_device_colour(engine, "DeviceGray", 1, False),
    b"RG": lambda engine: _set_device_colour(engine, "DeviceRGB", 3, True),
    b"rg": lambda engine: _set_device_colour(engine, "DeviceRGB", 3, False),
    b"K": lambda engine: _set_device_colour(engine, "DeviceCMYK", 4, True),
    b"k": lambda engine: _set_device_colour(engine, "DeviceCMYK", 4, False),
    b"BT": _begin_text,
    b"Tf": _set_font,
    b"Tc": lambda engine: _set_number(engine, "character_space"),
    b"Tw": lambda engine: _set_number(engine, "word_space"),
    b"Tz": lambda engine: _set_number(engine, "scaling"),
    b"TL": lambda engine: _set_number(engine, "leading", -1.0),
    b"Ts": lambda engine: _set_number(engine, "rise"),
    b"Tr": _set_render,
    b"Td": _move_text,
    b"TD": lambda engine: _move_text(engine, True),
    b"Tm": _set_text_matrix,
    b"T*": _next_line,
    b"Tj": _show_string,
    b"TJ": _show_array,
    b"'": _next_line_show,
    b'"': _spaced_next_line_show,
    b"Do": _draw_object,
    **dict.fromkeys((b"ET", b"EMC", b"W", b"W*", b"BX", b"EX"), _nothing),
    **dict.fromkeys((b"w", b"J", b"j", b"M", b"ri", b"i", b"MP", b"BMC", b"sh"), lambda engine: _ignore(engine, 1)),
    **dict.fromkeys((b"d", b"DP", b"BDC"), lambda engine: _ignore(engine, 2)),
}
