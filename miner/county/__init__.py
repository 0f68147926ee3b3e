"""The fictional county: a corpus whose truth is known."""
