"""Benchmarks: figures for people, never part of `make test`.

To add one: a function in a module of its own noun, with `@measure(name, topic=…, how=…, units=…, goals=…)`, that takes
the `Stage` and returns its figures (or `Measured`, with tables of parts). The stage lends `company`, the demo company
with every process up, or starts an own WorkHub with `fresh(name)` for what stops, kills or fills it.
`by_default=False` is for what takes long: it runs when it is named, and its last figures stay in the results.
"""
