"""Coverage by social protection, its gap, and whom a reform would newly cover."""
