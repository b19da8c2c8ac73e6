"""Pictures of pay and its distribution."""
