"""The commands, one module each; they import what is heavy only when they run."""
