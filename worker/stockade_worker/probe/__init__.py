"""The attacks of `stockade doctor`, made from inside the jail by a process of their own: `prober`.

Nothing is imported here: a template takes `attempts` from this package, and none of the rest.
"""
