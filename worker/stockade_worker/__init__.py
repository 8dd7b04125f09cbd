"""Everything that runs on the hostile side, and `wire`, its contract with the supervisor."""
