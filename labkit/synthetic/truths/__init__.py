"""What the whole population says: the truth that every sample estimates."""
