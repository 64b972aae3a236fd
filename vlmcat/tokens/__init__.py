"""What an image costs: from a rule of the catalog and a size in pixels to positions of the language model's sequence.

Pure functions over integers, one module a strategy: `fixed`, `native`, `tiles` and `stitched`; `grids` chooses columns
and rows for the last two. `costs` knows them all. The conventions of the counts stand at `cost.Cost`.
"""
