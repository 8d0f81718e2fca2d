"""What is asked for in a terminal: people, steps, outcomes, the next step, a whole new deal."""
