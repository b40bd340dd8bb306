"""A visit to a firm's folder and machine: what is in force, where it came from, what is not well.

Each module looks at one part and gives findings; nothing here changes anything.
"""
