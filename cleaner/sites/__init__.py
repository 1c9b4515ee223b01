"""What repeats across the pages of one site."""
