"""Survey-weighted regressions with design-based standard errors, and average marginal effects."""
