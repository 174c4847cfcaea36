"""Publishing: claims and ledgers as text, tables, JSON, CSV and pages; values in, text out, and nothing is written here."""
