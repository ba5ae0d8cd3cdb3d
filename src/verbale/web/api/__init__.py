"""The interface for programs: what the pages show as JSON, below ``/api``, with a description of itself."""
