"""What every picture is made of: frame, look, letters, dots, figures."""
