"""Recruitment costs, remittances, net migration, flows between provinces, vulnerability."""
