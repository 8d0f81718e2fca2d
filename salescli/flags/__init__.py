"""What each command takes on the command line: a module a command, in the folder of its section.

The first line of a module's docstring is the command's line in `salescli --help`, all of it stands
in the command's own help. `COMMAND` names the function that does the work. A folder inside a
section is a group. These modules are light: help and completion load nothing else.
"""
