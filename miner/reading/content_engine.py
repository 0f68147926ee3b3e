"""The engine behind ``miner.reading.content``: divides content streams, keeps the state, runs what the table names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from miner.reading.content_state import IDENTITY, Budget, GraphicsState, PageTooComplex, Resources
from miner.reading.content_text import show
from miner.reading.content_tokens import (
    HEX_STRING,
    KEYWORD,
    NAME,
    NUMBER,
    STRING,
    TOKEN,
    inline_image_end,
    name_of,
    scan_hex,
    scan_string,
    unescape,
    unhex,
)
from miner.reading.drawing import Drawing, box_through, times
from miner.reading.fonts import Faces
from miner.reading.limits import DEEPEST_FORM, DEEPEST_OPERAND, MOST_GLYPHS
from miner.reading.pdfminer_api import PDFStream, content_of, list_value, resolve1

_BOOLEANS: Final[dict[bytes, float]] = {b"true": 1.0, b"false": 0.0}
_CLOSES: Final[dict[bytes, bytes]] = {b"]": b"[", b">>": b"<<", b"}": b"{"}
Operator = Callable[["Engine"], None]


class Engine:
    """Runs the operators of one page or of one form."""

    def __init__(
        self,
        resources: Resources,
        state: GraphicsState,
        drawing: Drawing,
        faces: Faces,
        budget: Budget,
        running: frozenset[int],
        table: Mapping[bytes, Operator],
    ) -> None:
        """Ready to run.

        Args:
            resources: what names in the streams mean.
            state: the graphics state to begin with.
            drawing: what is drawn goes here.
            faces: the document's fonts.
            budget: what the page may still draw.
            running: the ids of the streams that are being executed.
            table: the operators.
        """
        self.resources = resources
        self.state = state
        self.pale = state.pale()
        self.drawing = drawing
        self.faces = faces
        self.budget = budget
        self.running = running
        self.table = table
        self.operands: list[Any] = []
        self.saved: list[GraphicsState] = []
        self.path: list[tuple[str, float, float]] = []

    def run(self, contents: Sequence[Any]) -> None:
        """Execute the streams as one. Streams that are being executed already are left out: they would never end."""
        resolved = [resolve1(stream) for stream in contents]
        streams = [stream for stream in resolved if isinstance(stream, PDFStream)]
        self.drawing.complete &= len(streams) == len(resolved)
        usable = [s for s in streams if s.objid is not None and s.objid not in self.running]
        self.running |= {s.objid for s in usable if s.objid is not None}
        pieces = []
        for stream in usable:
            data, complete = content_of(stream)
            self.drawing.complete &= complete
            self.budget.execute(len(data))
            pieces.append(data)
        self._execute(b"\n".join(pieces))

    # ------------------------------------------------------------------------------------------------------- tokens

    def _execute(self, data: bytes) -> None:
        operands = self.operands
        table = self.table
        context: list[tuple[bytes, list[Any]]] = []
        current = operands
        position: int | None = 0
        while position is not None:
            tokens = TOKEN.finditer(data, position)
            position = None
            for token in tokens:
                kind = token.lastindex
                if kind == NUMBER:
                    current.append(float(token[1]))
                elif kind == KEYWORD:
                    word = token[2]
                    if word == b"BI":
                        context.append((b"BI", current))
                        current = []
                        _bounded(context)
                    elif word == b"ID":
                        if context and context[-1][0] == b"BI":
                            position = self._inline_image(data, token.end(), current)
                            context, current = [], operands
                            break
                    elif word in _BOOLEANS:
                        current.append(_BOOLEANS[word])
                    elif context:
                        current.append(None)
                    elif word in table:
                        table[word](self)
                elif kind == HEX_STRING:
                    current.append(unhex(token[3]))
                elif kind == STRING:
                    raw = token[4]
                    current.append(unescape(raw) if b"\\" in raw else raw)
                elif kind == NAME:
                    current.append(name_of(token[5]))
                elif kind is not None:
                    mark = token[6]
                    if mark == b"[" or mark == b"<<" or mark == b"{":
                        context.append((mark, current))
                        current = []
                        _bounded(context)
                    elif mark in _CLOSES:
                        if context and context[-1][0] == _CLOSES[mark]:
                            inner = current
                            current = context.pop()[1]
                            current.append(inner)
                    elif mark == b"(" or mark == b"<":
                        scanned = scan_string(data, token.start()) if mark == b"(" else scan_hex(data, token.start())
                        if scanned is None:
                            return
                        current.append(scanned[0])
                        position = scanned[1]
                        break
                    elif context:
                        current.append(None)
                    elif mark in table:
                        table[mark](self)

    def _inline_image(self, data: bytes, start: int, entries: list[Any]) -> int | None:
        """Pass over the data of an inline image (8.9.7) and note where it stands; gives where the stream goes on."""
        if len(entries) % 2:
            return start
        described = {str(key): value for key, value in zip(entries[::2], entries[1::2], strict=True)}
        filters = described.get("F")
        first = filters[0] if isinstance(filters, list) and filters else filters
        target = b"~>" if first in ("A85", "ASCII85Decode") else b"EI"
        end = inline_image_end(data, start + 1, target)
        if end is not None and "W" in described and "H" in described:
            self.note_image()
        return end

    def note_image(self) -> None:
        """Note that an image fills the unit square (8.9.5)."""
        self.drawing.images.append(box_through(self.state.ctm, 0.0, 0.0, 1.0, 1.0))

    # ----------------------------------------------------------------------------------------------------- operands

    def floats(self, count: int) -> list[float] | None:
        """Take that many operands; None where there are fewer or one of them is no number."""
        operands = self.operands
        taken = operands[-count:]
        del operands[-count:]
        if len(taken) != count:
            return None
        for index, value in enumerate(taken):
            if value.__class__ is not float:
                number = as_number(value)
                if number is None:
                    return None
                taken[index] = number
        return taken

    def number(self) -> float | None:
        """Take one operand; None where there is none or it is no number."""
        if not self.operands:
            return None
        value = self.operands.pop()
        return value if value.__class__ is float else as_number(value)

    def show(self, pieces: Iterable[Any]) -> None:
        """Show strings and the shifts between them in the font in force."""
        show(pieces, self.state, self.pale, self.drawing)
        if len(self.drawing.glyphs) > MOST_GLYPHS:
            raise PageTooComplex("glyphs")

    # ------------------------------------------------------------------------------------------------------ XObjects

    def draw_form(self, form: PDFStream) -> None:
        """Draw a form XObject (8.10) where the matrix now is; too deep ones are left out."""
        if len(self.running) > DEEPEST_FORM:
            return
        self.budget.form()
        matrix = [as_number(resolve1(value)) for value in list_value(form.get("Matrix", IDENTITY))]
        numbers = [value for value in matrix if value is not None]
        if len(numbers) != 6 or len(matrix) != 6:
            return
        a, b, c, d, e, f = numbers
        own = form.get("Resources")
        resources = Resources(own) if own else self.resources
        state = self.state.inside_form(times((a, b, c, d, e, f), self.state.ctm))
        Engine(resources, state, self.drawing, self.faces, self.budget, self.running, self.table).run([form])


def _bounded(context: Sequence[object]) -> None:
    if len(context) > DEEPEST_OPERAND:
        raise PageTooComplex("operands")


def as_number(value: Any) -> float | None:
    """An operand as a number. Strings of digits count, as in pdfminer; names do not."""
    if isinstance(value, (float, int, bytes)):
        try:
            return float(value)
        except (ValueError, OverflowError):
            return None
    return None
