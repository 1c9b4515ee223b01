"""Writers: one a format. A writer never cleans."""
