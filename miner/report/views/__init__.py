"""What each page of the report shows, gathered from the store: one value for each template."""
