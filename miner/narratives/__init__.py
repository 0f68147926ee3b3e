"""Sections → variance explanations, project descriptions, problem analyses, improvement measures.

One pass over the outline: `find_narratives` asks each reader for what it finds in a section and numbers the records in
the order of the document. Nothing is read from the tables, and what the words do not say stays empty.
"""

from __future__ import annotations

from miner.narratives.finding import find_narratives

__all__ = ["find_narratives"]
