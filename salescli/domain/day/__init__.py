"""The day: which deals need attention, in which order, and the lines that say so. Pure."""
