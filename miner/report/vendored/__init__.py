"""Programs of others that travel with the report: ``pdfjs``, described in its ``VENDORED.md``."""
