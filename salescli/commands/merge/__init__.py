"""`merge`: two files of one deal made into one."""
