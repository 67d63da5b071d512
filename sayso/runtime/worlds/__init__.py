"""The worlds a flow can be driven against: live, simulated, and the one a `test` block describes."""
