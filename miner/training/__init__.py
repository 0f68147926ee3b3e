"""Builds what `models/` holds, from the corpus and the fictional county: for whoever changes it, not for a run."""
