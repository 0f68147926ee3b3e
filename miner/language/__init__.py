"""The language of the field: segmentation, accounts, numbers and masking."""
