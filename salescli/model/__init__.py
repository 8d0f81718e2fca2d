"""Facts and words: deals, processes, durations, dates, the calendar. Nothing here does I/O."""
