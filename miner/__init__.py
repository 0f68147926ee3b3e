"""Text mining of Chinese government department disclosures (部门预决算公开)."""

__version__ = "0.1.0"
