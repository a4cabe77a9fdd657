"""Training of the tagger: a small encoder that marks attribution, events, roles, entities and factuality.

``python -m training --data DIR --out DIR`` trains the six-layer model, distils it into a three-layer one, writes both
as int8 ONNX files and scores them. The three modules ``features``, ``decode`` and ``runtime`` import neither torch nor
anything else of this package: they are what the product runs.
"""
