"""Departments side by side, from a store: two of them (`compare`), or all of them (`overview`)."""
