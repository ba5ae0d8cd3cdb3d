"""How the model is made: data, training, export, calibration (see README.md)."""
