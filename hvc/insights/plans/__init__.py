"""Plans: one or two kinds of action a module, each a plain function from an `Analysis` and its findings to an action."""
