"""Making the registry's list of office-holders from public data."""
