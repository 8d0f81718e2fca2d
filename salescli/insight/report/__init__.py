"""The report: its sections from the trajectories of deals. Pure."""
